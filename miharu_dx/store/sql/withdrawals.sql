SELECT subject, reason, from_version
FROM withdrawal
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

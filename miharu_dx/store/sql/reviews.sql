SELECT subject, step, state, reason, from_version
FROM review
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

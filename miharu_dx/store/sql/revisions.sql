SELECT subject, reason, decided_on, decision, from_version
FROM revision
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

SELECT meeting, subject, state, place
FROM agenda
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

SELECT number, meeting, subject, kind, text, question, department, due, seconds, signal_on, from_version
FROM decision
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

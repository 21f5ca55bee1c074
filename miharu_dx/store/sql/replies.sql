SELECT decision, state, text, done_on, author, from_version
FROM reply
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

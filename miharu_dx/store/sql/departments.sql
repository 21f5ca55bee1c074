SELECT code, name, "group", valid_from, valid_to, successor, confirmed
FROM department
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

SELECT department, name, spec, from_version
FROM mapping
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

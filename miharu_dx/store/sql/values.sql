SELECT action, indicator, fiscal_year, actual, from_version, submission
FROM indicator_value
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

SELECT action, indicator, fiscal_year, target
FROM target
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

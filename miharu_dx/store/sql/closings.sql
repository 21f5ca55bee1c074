SELECT fiscal_year, period, closed, reason, from_version
FROM closing
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

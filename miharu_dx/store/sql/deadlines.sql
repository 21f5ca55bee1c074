SELECT fiscal_year, period, due
FROM deadline
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

SELECT code, name, initiative, department, short_name, first_fiscal_year, last_fiscal_year, description
FROM action
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

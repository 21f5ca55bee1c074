SELECT action, fiscal_year, planned_stage, planned_progress
FROM schedule
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

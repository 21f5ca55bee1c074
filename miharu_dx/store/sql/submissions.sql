-- optional: version, kind, department, fiscal_year, period
SELECT
    s.id, s.version, s.kind, s.department, s.fiscal_year, s.period, s.file_name, s.sha256,
    v.actor, v.committed_at AS "at", s.new, s.changed, s.unchanged, s.warnings, s.content_hash, s.base_version
FROM submission AS s
JOIN version AS v ON v.version = s.version
WHERE ($version::INTEGER IS NULL OR s.version <= $version)
    AND ($kind::VARCHAR IS NULL OR s.kind = $kind)
    AND ($department::VARCHAR IS NULL OR s.department = $department)
    AND ($fiscal_year::INTEGER IS NULL OR s.fiscal_year = $fiscal_year)
    AND ($period::VARCHAR IS NULL OR s.period = $period)
ORDER BY s.id

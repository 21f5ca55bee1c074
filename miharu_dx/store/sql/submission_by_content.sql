-- optional: fiscal_year, period
SELECT
    s.id, s.version, s.kind, s.department, s.fiscal_year, s.period, s.file_name, s.sha256,
    v.actor, v.committed_at AS "at", s.new, s.changed, s.unchanged, s.warnings, s.content_hash, s.base_version
FROM submission AS s
JOIN version AS v ON v.version = s.version
WHERE s.content_hash = $content_hash
    AND s.kind = $kind
    AND s.department = $department
    AND s.fiscal_year IS NOT DISTINCT FROM $fiscal_year::INTEGER
    AND s.period IS NOT DISTINCT FROM $period::VARCHAR
ORDER BY s.id DESC

-- 一つの版と、その版で確定した提出。提出の無い版は、提出の列が空の一行になる。
SELECT
    v.committed_at AS "at", v.actor,
    s.id, s.version, s.kind, s.department, s.fiscal_year, s.period, s.file_name, s.sha256,
    s.new, s.changed, s.unchanged, s.warnings, s.reason
FROM version AS v
LEFT JOIN submission AS s ON s.version = v.version
WHERE v.version = $version
ORDER BY s.id

-- 報告の行が書かれた順。訂正で閉じた行も含み、一つの報告の前の姿がわかる。
SELECT
    r.action, r.fiscal_year, r.period, r.declaration, r.stage, r.rating, r.progress,
    r.from_version, r.submission, v.committed_at AS "at", s.department
FROM report AS r
JOIN version AS v ON v.version = r.from_version
LEFT JOIN submission AS s ON s.id = r.submission
WHERE r.from_version <= $version
ORDER BY r.from_version, r.ordinal

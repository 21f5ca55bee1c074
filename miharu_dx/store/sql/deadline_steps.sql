-- 期の期限が決められ、取りやめられた順。閉じた行も含む。
SELECT
    d.due, opened.version, opened.committed_at AS "at", opened.actor,
    closed.version AS ended, closed.committed_at AS ended_at, closed.actor AS ended_by
FROM deadline AS d
JOIN version AS opened ON opened.version = d.from_version
LEFT JOIN version AS closed ON closed.version = d.to_version
WHERE d.fiscal_year = $fiscal_year AND d.period = $period AND d.from_version <= $version
ORDER BY d.from_version

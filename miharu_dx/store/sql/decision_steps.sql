-- 決定事項と、それへの回答が書かれ、直され、取り消された順。閉じた行も含む。
SELECT
    'decision' AS what, d.number, d.kind AS state, d.text, d.department, d.due, NULL::DATE AS done_on,
    '' AS author, opened.version, opened.committed_at AS "at", opened.actor, opened.note, NULL AS file_name,
    closed.version AS ended, closed.committed_at AS ended_at, closed.actor AS ended_by, closed.note AS ended_note
FROM decision AS d
JOIN version AS opened ON opened.version = d.from_version
LEFT JOIN version AS closed ON closed.version = d.to_version AND closed.version <= $version
WHERE d.number = $number AND d.from_version <= $version
UNION ALL
SELECT
    'reply', r.decision, r.state, r.text, '', NULL::DATE, r.done_on,
    r.author, opened.version, opened.committed_at, opened.actor, opened.note, s.file_name,
    closed.version, closed.committed_at, closed.actor, closed.note
FROM reply AS r
JOIN version AS opened ON opened.version = r.from_version
LEFT JOIN version AS closed ON closed.version = r.to_version AND closed.version <= $version
LEFT JOIN submission AS s ON s.id = r.submission
WHERE r.decision = $number AND r.from_version <= $version
ORDER BY version

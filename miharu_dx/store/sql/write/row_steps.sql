-- ある版が書いた行の、初めからの姿のすべて。何の版が書き、何の版が閉じたかも返す。
SELECT r.entity_key, r.from_version, r.to_version, r.submission, w.kind, e.kind, {columns}
FROM {table} AS r
JOIN version AS w ON w.version = r.from_version
LEFT JOIN version AS e ON e.version = r.to_version
WHERE r.entity_key IN (SELECT entity_key FROM {table} WHERE from_version = $version)
ORDER BY r.entity_key, r.from_version

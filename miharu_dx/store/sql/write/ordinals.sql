-- 前にあった鍵は前の並び順に戻し、初めての鍵は終わりに足す。
SELECT NULL AS entity_key, coalesce(max(ordinal), -1) AS ordinal FROM {table}
UNION ALL
SELECT entity_key, min(ordinal) FROM {table}
WHERE entity_key IN (SELECT unnest($keys::VARCHAR[]))
GROUP BY entity_key

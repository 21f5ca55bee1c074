-- 今の行を、鍵の一覧で引く。{table} と {columns} は tables.py の宣言から入る。
SELECT entity_key, ordinal, from_version, {columns}
FROM {table}
WHERE to_version IS NULL AND entity_key IN (SELECT unnest($keys::VARCHAR[]))

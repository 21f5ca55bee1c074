-- 鍵の一覧にある行を、閉じたものも含めて引く。鍵の無い一行は、並びの終わりを示す。
-- 行は、前にあったときの並び順に戻る。{table} と {columns} は tables.py の宣言から入る。
SELECT entity_key, ordinal, from_version, to_version, {columns}
FROM {table}
WHERE entity_key IN (SELECT unnest($keys::VARCHAR[]))
UNION ALL BY NAME
SELECT coalesce(max(ordinal), -1) AS ordinal
FROM {table}

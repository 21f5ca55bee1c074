-- 同じ取引の中で書いた行だけを書き直す。確定した行は決して消さない。
DELETE FROM {table}
WHERE to_version IS NULL AND from_version = $version
    AND entity_key IN (SELECT unnest($keys::VARCHAR[]))

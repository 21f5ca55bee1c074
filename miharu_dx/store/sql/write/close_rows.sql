UPDATE {table} SET to_version = $version
WHERE to_version IS NULL AND from_version < $version
    AND entity_key IN (SELECT unnest($keys::VARCHAR[]))

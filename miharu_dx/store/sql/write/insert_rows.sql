-- incoming は、呼出しの間だけこのカーソルに見える表。
INSERT INTO {table} (entity_key, ordinal, from_version, submission, {columns})
SELECT entity_key, ordinal, $version, submission, {columns} FROM incoming

-- incoming は、呼出しの間だけこのカーソルに見える表。
INSERT INTO answer (submission, entity, entity_key, field, base, theirs, mine, chosen)
SELECT $submission, entity, entity_key, field, base, theirs, mine, chosen
FROM incoming

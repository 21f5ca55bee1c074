INSERT INTO version (version, committed_at, actor, kind, note)
SELECT coalesce(max(version), 0) + 1, $at, $actor, $kind, $note
FROM version
RETURNING version

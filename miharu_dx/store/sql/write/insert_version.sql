INSERT INTO version (version, committed_at, actor, kind, note) VALUES ($version, $at, $actor, $kind, $note)

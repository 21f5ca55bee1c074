SELECT version, committed_at AS "at", actor, kind, note FROM version WHERE version = $version

SELECT version, committed_at AS "at", actor
FROM version
WHERE version <= $version
ORDER BY version DESC

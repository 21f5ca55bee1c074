-- optional: limit
SELECT
    v.version, v.committed_at AS "at", v.actor, v.kind, v.note,
    count(s.id) AS submissions, coalesce(sum(s.new + s.changed), 0)::INTEGER AS rows_written
FROM version AS v
LEFT JOIN submission AS s ON s.version = v.version
GROUP BY v.version, v.committed_at, v.actor, v.kind, v.note
ORDER BY v.version DESC
LIMIT coalesce($limit::BIGINT, 9223372036854775807)

-- optional: submission, entity, entity_key
-- 両方で変わった値への答え。様式を作った時・今の保存・シートの値のうち、どれを選んだか。
SELECT
    a.submission, a.entity, a.entity_key, a.field, a.base, a.theirs, a.mine, a.chosen,
    s.version, v.actor, v.committed_at AS "at", s.file_name
FROM answer AS a
JOIN submission AS s ON s.id = a.submission
JOIN version AS v ON v.version = s.version
WHERE ($submission::INTEGER IS NULL OR a.submission = $submission)
    AND ($entity::VARCHAR IS NULL OR a.entity = $entity)
    AND ($entity_key::VARCHAR IS NULL OR a.entity_key = $entity_key)
ORDER BY a.submission, a.entity, a.entity_key, a.field

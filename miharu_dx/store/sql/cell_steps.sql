-- ある版の後に変わった値を、だれがいつ変えたか。行が消えたときは、消した版（gone_）も返す。
WITH trail AS (
    SELECT
        entity_key, from_version, to_version, submission,
        unnest(['name', 'group', 'valid_from', 'valid_to', 'successor', 'confirmed']) AS field,
        unnest([name, "group", valid_from::VARCHAR, valid_to::VARCHAR, successor, confirmed::VARCHAR]) AS value
    FROM department
    WHERE $entity = 'department' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT
        entity_key, from_version, to_version, submission,
        unnest([
            'name', 'short_name', 'initiative', 'department', 'first_fiscal_year',
            'last_fiscal_year', 'description'
        ]),
        unnest([
            name, short_name, initiative, department, first_fiscal_year::VARCHAR,
            last_fiscal_year::VARCHAR, description
        ])
    FROM action
    WHERE $entity = 'action' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT
        entity_key, from_version, to_version, submission,
        unnest(['planned_stage', 'planned_progress']),
        unnest([planned_stage, planned_progress::VARCHAR])
    FROM schedule
    WHERE $entity = 'schedule' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT
        entity_key, from_version, to_version, submission,
        unnest(['unit', 'direction', 'kind', 'baseline']),
        unnest([unit, direction, kind, baseline::VARCHAR])
    FROM indicator
    WHERE $entity = 'indicator' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT entity_key, from_version, to_version, submission, 'target', target::VARCHAR
    FROM target
    WHERE $entity = 'target' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT
        entity_key, from_version, to_version, submission,
        unnest([
            'declaration', 'stage', 'rating', 'progress', 'achievement', 'issue', 'next_step',
            'request', 'as_of_date', 'author'
        ]),
        unnest([
            declaration, stage, rating, progress::VARCHAR, achievement, issue, next_step, request,
            as_of_date::VARCHAR, author
        ])
    FROM report
    WHERE $entity = 'report' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT entity_key, from_version, to_version, submission, 'actual', actual::VARCHAR
    FROM indicator_value
    WHERE $entity = 'indicator_value' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
    UNION ALL
    SELECT
        entity_key, from_version, to_version, submission,
        unnest(['state', 'text', 'done_on', 'author']),
        unnest([state, text, done_on::VARCHAR, author])
    FROM reply
    WHERE $entity = 'reply' AND entity_key IN (SELECT unnest($keys::VARCHAR[]))
), steps AS (
    SELECT
        *,
        value IS DISTINCT FROM lag(value) OVER (
            PARTITION BY entity_key, field ORDER BY from_version
        ) AS changed
    FROM trail
    WHERE to_version IS NULL OR to_version > $since
)
SELECT
    steps.entity_key,
    steps.field,
    steps.from_version,
    steps.changed,
    version.committed_at AS "at",
    version.actor,
    submission.file_name,
    steps.to_version AS gone_version,
    gone.committed_at AS gone_at,
    gone.actor AS gone_actor
FROM steps
JOIN version ON version.version = steps.from_version
LEFT JOIN version AS gone ON gone.version = steps.to_version
LEFT JOIN submission ON submission.id = steps.submission
WHERE steps.changed OR steps.to_version IS NOT NULL
ORDER BY steps.entity_key, steps.field, steps.from_version

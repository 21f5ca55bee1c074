-- optional: field
-- ある行の値の来歴。どの版で・いつ・だれが・どのファイルのどのセルから書いたか。
WITH trail AS (
    SELECT
        from_version, to_version, submission,
        unnest(['name', 'group', 'valid_from', 'valid_to', 'successor', 'confirmed']) AS field,
        unnest([name, "group", valid_from::VARCHAR, valid_to::VARCHAR, successor, confirmed::VARCHAR]) AS value
    FROM department WHERE $entity = 'department' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest([
            'name', 'short_name', 'initiative', 'department', 'first_fiscal_year',
            'last_fiscal_year', 'description'
        ]),
        unnest([
            name, short_name, initiative, department, first_fiscal_year::VARCHAR,
            last_fiscal_year::VARCHAR, description
        ])
    FROM action WHERE $entity = 'action' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['planned_stage', 'planned_progress']),
        unnest([planned_stage, planned_progress::VARCHAR])
    FROM schedule WHERE $entity = 'schedule' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['unit', 'direction', 'kind', 'baseline']),
        unnest([unit, direction, kind, baseline::VARCHAR])
    FROM indicator WHERE $entity = 'indicator' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, 'target', target::VARCHAR
    FROM target WHERE $entity = 'target' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest([
            'declaration', 'stage', 'rating', 'progress', 'achievement', 'issue', 'next_step',
            'request', 'as_of_date', 'author'
        ]),
        unnest([
            declaration, stage, rating, progress::VARCHAR, achievement, issue, next_step, request,
            as_of_date::VARCHAR, author
        ])
    FROM report WHERE $entity = 'report' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, 'actual', actual::VARCHAR
    FROM indicator_value WHERE $entity = 'indicator_value' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, 'due', due::VARCHAR
    FROM deadline WHERE $entity = 'deadline' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission, unnest(['closed', 'reason']), unnest([closed::VARCHAR, reason])
    FROM closing WHERE $entity = 'closing' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, 'value', value
    FROM setting WHERE $entity = 'setting' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, unnest(['state', 'reason']), unnest([state, reason])
    FROM review WHERE $entity = 'review' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, 'reason', reason
    FROM withdrawal WHERE $entity = 'withdrawal' AND entity_key = $entity_key
    UNION ALL
    SELECT from_version, to_version, submission, 'spec', spec
    FROM mapping WHERE $entity = 'mapping' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['name', 'held_on', 'place', 'begins', 'ends', 'attendees', 'remarks']),
        unnest([name, held_on::VARCHAR, place, begins, ends, attendees, remarks])
    FROM meeting WHERE $entity = 'meeting' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['frozen_version', 'fiscal_year', 'period', 'before', 'content_hash']),
        unnest([frozen_version::VARCHAR, fiscal_year::VARCHAR, period, before::VARCHAR, content_hash])
    FROM edition WHERE $entity = 'edition' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['state', 'place']),
        unnest([state, place::VARCHAR])
    FROM agenda WHERE $entity = 'agenda' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest([
            'meeting', 'subject', 'kind', 'text', 'question', 'department', 'due', 'seconds', 'signal_on'
        ]),
        unnest([
            meeting::VARCHAR, subject, kind, text, question, department, due::VARCHAR,
            seconds::VARCHAR, signal_on::VARCHAR
        ])
    FROM decision WHERE $entity = 'decision' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['state', 'text', 'done_on', 'author']),
        unnest([state, text, done_on::VARCHAR, author])
    FROM reply WHERE $entity = 'reply' AND entity_key = $entity_key
    UNION ALL
    SELECT
        from_version, to_version, submission,
        unnest(['reason', 'decided_on', 'decision']),
        unnest([reason, decided_on::VARCHAR, decision::VARCHAR])
    FROM revision WHERE $entity = 'revision' AND entity_key = $entity_key
), steps AS (
    SELECT
        *,
        value IS DISTINCT FROM lag(value) OVER (PARTITION BY field ORDER BY from_version) AS changed
    FROM trail
)
SELECT
    steps.field,
    steps.value,
    steps.changed,
    steps.from_version,
    steps.to_version,
    version.committed_at AS "at",
    version.actor,
    version.kind,
    version.note,
    steps.submission,
    submission.file_name,
    submission.sha256,
    cell.sheet,
    cell.excel_row,
    cell.excel_column,
    cell.raw,
    cell.parsed,
    cell.how
FROM steps
JOIN version ON version.version = steps.from_version
LEFT JOIN submission ON submission.id = steps.submission
LEFT JOIN cell
    ON cell.submission = steps.submission
    AND cell.entity = $entity
    AND cell.entity_key = $entity_key
    AND cell.field = steps.field
WHERE $field::VARCHAR IS NULL OR steps.field = $field
ORDER BY steps.field, steps.from_version, cell.sheet, cell.excel_row, cell.excel_column

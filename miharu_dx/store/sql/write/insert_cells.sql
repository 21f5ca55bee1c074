-- incoming は、呼出しの間だけこのカーソルに見える表。
INSERT INTO cell (
    submission, sheet, excel_row, excel_column, entity, entity_key, field, raw, parsed, how
)
SELECT
    $submission, sheet, excel_row, excel_column, entity, entity_key, field, raw, parsed, how
FROM incoming

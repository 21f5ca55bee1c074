SELECT submission, sheet, excel_row, excel_column, entity, entity_key, field, raw, parsed, how
FROM cell
WHERE submission = $submission
ORDER BY sheet, excel_row, excel_column, entity, field

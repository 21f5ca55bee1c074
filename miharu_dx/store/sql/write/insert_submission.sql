INSERT INTO submission (
    id, version, base_version, kind, department, fiscal_year, period, file_name, sha256,
    content_hash, new, changed, unchanged, warnings
)
SELECT
    coalesce(max(id), 0) + 1, $version, $base_version::INTEGER, $kind, $department,
    $fiscal_year::INTEGER, $period::VARCHAR, $file_name, $sha256, $content_hash, $new, $changed,
    $unchanged, $warnings
FROM submission
RETURNING id

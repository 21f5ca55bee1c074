INSERT INTO submission (
    id, version, base_version, kind, department, fiscal_year, period, file_name, sha256,
    content_hash, new, changed, unchanged, warnings, reason
)
SELECT
    coalesce(max(id), 0) + 1, $version, $base_version::INTEGER, $kind, $department,
    $fiscal_year::INTEGER, $period::VARCHAR, $file_name, $sha256, $content_hash, $new, $changed,
    $unchanged, $warnings, $reason
FROM submission
RETURNING id

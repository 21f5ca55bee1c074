INSERT INTO workbook (sha256, file_name, size, data, version)
VALUES ($sha256, $file_name, $size, $data::BLOB, $version)
ON CONFLICT DO NOTHING

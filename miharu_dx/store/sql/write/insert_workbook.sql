INSERT INTO workbook (sha256, file_name, size, data, version)
VALUES ($sha256, $file_name, octet_length($data::BLOB), $data::BLOB, $version)
ON CONFLICT DO NOTHING

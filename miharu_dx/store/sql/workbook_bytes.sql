SELECT sha256, file_name, size, data, version FROM workbook WHERE sha256 = $sha256

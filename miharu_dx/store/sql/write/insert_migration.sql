INSERT INTO migration (number, name, applied_at) VALUES ($number, $name, $applied_at)

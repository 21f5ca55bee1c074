SELECT meeting, frozen_version, fiscal_year, period, before, content_hash, from_version
FROM edition
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

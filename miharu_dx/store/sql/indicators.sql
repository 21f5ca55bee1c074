SELECT action, name, unit, direction, kind, baseline
FROM indicator
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

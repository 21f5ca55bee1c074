SELECT number, name, held_on, place, begins, ends, attendees, remarks, from_version
FROM meeting
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

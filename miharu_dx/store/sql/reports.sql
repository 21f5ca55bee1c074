SELECT action, fiscal_year, period, declaration, stage, rating, progress, achievement, issue,
    next_step, request, as_of_date, author, from_version, submission
FROM report
WHERE from_version <= $version AND (to_version IS NULL OR to_version > $version)
ORDER BY ordinal

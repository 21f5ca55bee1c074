-- 履歴のどこかにあり、計画の定義ファイルが持っていなければならない語。
SELECT DISTINCT 'initiative' AS list, initiative AS word FROM action
UNION ALL
SELECT DISTINCT 'period', period FROM report
UNION ALL
SELECT DISTINCT 'fiscal_year', fiscal_year::VARCHAR FROM report
UNION ALL
SELECT DISTINCT 'stage', stage FROM report WHERE stage IS NOT NULL
UNION ALL
SELECT DISTINCT 'stage', planned_stage FROM schedule WHERE planned_stage IS NOT NULL
UNION ALL
SELECT DISTINCT 'rating', rating FROM report WHERE rating IS NOT NULL
ORDER BY list, word

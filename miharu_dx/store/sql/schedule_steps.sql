-- 工程の行が書かれた順。見直しで閉じた行も含み、計画が何回先へ延びたかがわかる。
SELECT action, fiscal_year, planned_stage, planned_progress, from_version, to_version
FROM schedule
WHERE from_version <= $version
ORDER BY from_version, ordinal

-- 提出の一覧（submissions）から、結合と絞込みを除いたもの。状態を読むたびに要るため速さを取る。
SELECT
    id, version, kind, department, fiscal_year, period, file_name, sha256,
    new, changed, unchanged, warnings, reason
FROM submission
WHERE version <= $version
ORDER BY id

-- 作る前の時点を尋ねられたら、最初の版（担当課だけがある状態）を答える。
SELECT coalesce(max(version), 1) AS version FROM version WHERE committed_at <= $moment

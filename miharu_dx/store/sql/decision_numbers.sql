-- これまでに使われた最大の番号。取り消した決定事項の番号は、配った様式に残るため、二度と使わない。
SELECT coalesce(max(number), 0) AS last FROM decision

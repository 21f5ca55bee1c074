-- 確認と差戻しを、言われた順に。後から言い直されて閉じた行も含む。
SELECT r.subject, r.step, r.state, r.reason, v.actor, v.committed_at AS "at", r.from_version
FROM review AS r
JOIN version AS v ON v.version = r.from_version
WHERE r.from_version <= $version
ORDER BY r.from_version, r.ordinal

-- 取消と、取消の取りやめ（to_version）を、行われた順に。
SELECT subject, reason, from_version, to_version
FROM withdrawal
ORDER BY from_version

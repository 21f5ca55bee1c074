SELECT number, name, applied_at FROM migration ORDER BY number

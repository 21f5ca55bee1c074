SELECT store_id, kind, plan_code, plan_name, created_at FROM store_identity

INSERT INTO store_identity (store_id, kind, plan_code, plan_name, created_at)
VALUES ($store_id, $kind, $plan_code, $plan_name, $created_at)

-- 版（version）を一つずつ上げる履歴の表。今の行は to_version IS NULL、過去の行も消さない。
-- 時刻はすべて UTC。主キーは追加だけをする表に限る（履歴の行は閉じるときに更新するため）。

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

CREATE TABLE store_identity (
    store_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('demo', 'real')),
    plan_code VARCHAR NOT NULL,
    plan_name VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- 一回の確定につき一行。版の記録であり、監査記録でもある。
CREATE TABLE version (
    version INTEGER PRIMARY KEY CHECK (version >= 1),
    committed_at TIMESTAMP NOT NULL,
    actor VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);

CREATE TABLE workbook (
    sha256 VARCHAR PRIMARY KEY,
    file_name VARCHAR NOT NULL,
    size INTEGER NOT NULL CHECK (size = octet_length(data)),
    data BLOB NOT NULL,
    version INTEGER NOT NULL
);

CREATE TABLE submission (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    base_version INTEGER CHECK (base_version < version),
    kind VARCHAR NOT NULL CHECK (kind IN ('progress', 'plan')),
    department VARCHAR NOT NULL,
    fiscal_year INTEGER,
    period VARCHAR,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    new INTEGER NOT NULL CHECK (new >= 0),
    changed INTEGER NOT NULL CHECK (changed >= 0),
    unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
    warnings INTEGER NOT NULL CHECK (warnings >= 0),
    CHECK (kind = 'plan' OR (fiscal_year IS NOT NULL AND period IS NOT NULL))
);

-- 保存した値が、どの提出のどのシートのどのセルから来たか。
CREATE TABLE cell (
    submission INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    excel_row INTEGER NOT NULL CHECK (excel_row >= 1),
    excel_column INTEGER NOT NULL CHECK (excel_column >= 1),
    entity VARCHAR NOT NULL,
    entity_key VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    raw VARCHAR,
    parsed VARCHAR,
    how VARCHAR NOT NULL
);

CREATE TABLE department (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    code VARCHAR NOT NULL CHECK (code <> ''),
    name VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    successor VARCHAR NOT NULL,
    confirmed BOOLEAN NOT NULL
);

CREATE TABLE action (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    code VARCHAR NOT NULL CHECK (code <> ''),
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    initiative VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    first_fiscal_year INTEGER NOT NULL,
    last_fiscal_year INTEGER NOT NULL,
    description VARCHAR NOT NULL
);

CREATE TABLE schedule (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    action VARCHAR NOT NULL,
    fiscal_year INTEGER NOT NULL,
    planned_stage VARCHAR,
    planned_progress DOUBLE CHECK (planned_progress BETWEEN 0 AND 100)
);

CREATE TABLE indicator (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    action VARCHAR NOT NULL,
    name VARCHAR NOT NULL CHECK (name <> ''),
    unit VARCHAR NOT NULL,
    direction VARCHAR NOT NULL CHECK (direction IN ('高い方が良い', '低い方が良い')),
    kind VARCHAR NOT NULL CHECK (kind IN ('単年度', '累計')),
    baseline DOUBLE
);

CREATE TABLE target (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    action VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    fiscal_year INTEGER NOT NULL,
    target DOUBLE
);

CREATE TABLE report (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    action VARCHAR NOT NULL,
    fiscal_year INTEGER NOT NULL,
    period VARCHAR NOT NULL,
    declaration VARCHAR NOT NULL CHECK (declaration IN ('更新', '変更なし', '該当なし')),
    stage VARCHAR,
    rating VARCHAR,
    progress DOUBLE CHECK (progress BETWEEN 0 AND 100),
    achievement VARCHAR NOT NULL,
    issue VARCHAR NOT NULL,
    next_step VARCHAR NOT NULL,
    request VARCHAR NOT NULL,
    as_of_date DATE,
    author VARCHAR NOT NULL
);

CREATE TABLE indicator_value (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    action VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    fiscal_year INTEGER NOT NULL,
    actual DOUBLE
);

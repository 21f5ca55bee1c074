-- 往復に要る記録: 期限・締切・設定・確認・取消・取込の対応付け・両方で変わった値への答え。

CREATE TABLE deadline (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    fiscal_year INTEGER NOT NULL,
    period VARCHAR NOT NULL,
    due DATE
);

CREATE TABLE closing (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    fiscal_year INTEGER NOT NULL,
    period VARCHAR NOT NULL,
    closed BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL
);

CREATE TABLE setting (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    name VARCHAR NOT NULL CHECK (name <> ''),
    value VARCHAR NOT NULL
);

-- subject は、確認される提出の番号。一つの段（step）に一つの結果が立つ。
CREATE TABLE review (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    subject INTEGER NOT NULL,
    step VARCHAR NOT NULL CHECK (step IN ('manager', 'committee')),
    state VARCHAR NOT NULL CHECK (state IN ('confirmed', 'returned')),
    reason VARCHAR NOT NULL,
    CHECK (state = 'confirmed' OR reason <> '')
);

-- subject は、取り消された提出の番号。
CREATE TABLE withdrawal (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    subject INTEGER NOT NULL,
    reason VARCHAR NOT NULL
);

-- spec は、見出しと語の対応付けを JSON で書いたもの。
CREATE TABLE mapping (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    department VARCHAR NOT NULL,
    name VARCHAR NOT NULL CHECK (name <> ''),
    spec VARCHAR NOT NULL
);

-- 様式を作った時・今の保存・シートの三つの値のうち、人がどれを選んだか。
CREATE TABLE answer (
    submission INTEGER NOT NULL,
    entity VARCHAR NOT NULL,
    entity_key VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    base VARCHAR,
    theirs VARCHAR,
    mine VARCHAR,
    chosen VARCHAR NOT NULL CHECK (chosen IN ('theirs', 'mine'))
);

-- 締め切った期への変更の理由。
ALTER TABLE submission ADD COLUMN reason VARCHAR DEFAULT '';

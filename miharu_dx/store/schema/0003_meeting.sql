-- 会議に要る記録: 会議と会議版、話す順、決定事項、指示への回答、計画の見直し。

-- attendees と remarks は、一行に一人・一つの意見を書く。
CREATE TABLE meeting (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    number INTEGER NOT NULL CHECK (number > 0),
    name VARCHAR NOT NULL CHECK (name <> ''),
    held_on DATE,
    place VARCHAR NOT NULL,
    begins VARCHAR NOT NULL,
    ends VARCHAR NOT NULL,
    attendees VARCHAR NOT NULL,
    remarks VARCHAR NOT NULL
);

-- before は、比べる相手の版。content_hash は、凍結した内容の SHA-256。
CREATE TABLE edition (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    meeting INTEGER NOT NULL,
    frozen_version INTEGER NOT NULL CHECK (frozen_version > 0),
    fiscal_year INTEGER NOT NULL,
    period VARCHAR NOT NULL,
    before INTEGER,
    content_hash VARCHAR NOT NULL
);

-- subject は、個別取組のコード。place は、人が決めた順番。
CREATE TABLE agenda (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    meeting INTEGER NOT NULL,
    subject VARCHAR NOT NULL CHECK (subject <> ''),
    state VARCHAR NOT NULL CHECK (state IN ('pinned', 'dropped', 'placed')),
    place INTEGER
);

-- signal_on は、もとになった知らせが初めて出た日。seconds は、話した時間。
CREATE TABLE decision (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    number INTEGER NOT NULL CHECK (number > 0),
    meeting INTEGER,
    subject VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('approve', 'hold', 'instruct')),
    text VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    department VARCHAR NOT NULL,
    due DATE,
    seconds INTEGER CHECK (seconds >= 0),
    signal_on DATE,
    CHECK (kind <> 'instruct' OR (department <> '' AND text <> ''))
);

-- 指示への回答。前の回答は、終わった行として残る。
CREATE TABLE reply (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    decision INTEGER NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('done', 'doing', 'waiting')),
    text VARCHAR NOT NULL,
    done_on DATE,
    author VARCHAR NOT NULL
);

-- 計画の見直し。subject は、計画を変えた提出の番号。
CREATE TABLE revision (
    entity_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER CHECK (to_version > from_version),
    submission INTEGER,
    subject INTEGER NOT NULL,
    reason VARCHAR NOT NULL CHECK (reason <> ''),
    decided_on DATE,
    decision INTEGER
);

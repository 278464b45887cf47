-- Detente store, schema 3: what incremental merging keeps. All of it can be made anew from mentions and judgements.

-- Sketches of texts, for copies. Of texts with the same words one alone has its shingles here.
CREATE TABLE sketches (
    document VARCHAR NOT NULL,
    words BIGINT NOT NULL,        -- hash of all words
    shingles INTEGER NOT NULL,    -- number of rows in `shingles` that stand for it
    copied_from VARCHAR,          -- the earlier text that it has most in common with
    similarity DOUBLE
);
CREATE TABLE shingles (
    hash UINTEGER NOT NULL,
    document VARCHAR NOT NULL
);

-- Reports: the mentions of one document at one trigger, as merging compares them.
CREATE TABLE reports (
    id VARCHAR NOT NULL,          -- smallest mention id
    document VARCHAR NOT NULL,
    mentions VARCHAR[] NOT NULL,
    "group" VARCHAR NOT NULL,     -- reports of other groups have no influence on this one
    features VARCHAR NOT NULL
);
-- Atoms: reports that need no decision, put together.
CREATE TABLE atoms (
    id VARCHAR NOT NULL,          -- smallest report id
    document VARCHAR NOT NULL,    -- of the first report
    mentions VARCHAR[] NOT NULL,  -- of the first report
    bucket VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    features VARCHAR NOT NULL
);
-- Where atoms meet to be compared.
CREATE TABLE blocks (
    key VARCHAR NOT NULL,
    atom VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    alone BOOLEAN NOT NULL,
    dated BOOLEAN NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    north INTEGER,
    east INTEGER
);
-- The pair of atoms with which an event came nearest to another.
CREATE TABLE nearest (
    event VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    left_mention VARCHAR NOT NULL,
    right_mention VARCHAR NOT NULL,
    why VARCHAR[] NOT NULL
);
-- What threads are made from.
CREATE TABLE knots (
    event VARCHAR NOT NULL,
    nations VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    event_type VARCHAR NOT NULL,
    ordinal INTEGER,
    reacts BOOLEAN NOT NULL,
    fulfils BOOLEAN NOT NULL
);
CREATE TABLE ties (
    event VARCHAR NOT NULL,
    earlier VARCHAR NOT NULL,
    why VARCHAR NOT NULL
);
-- What is still to be merged: text (its copies), reports (of a document), group, mention (newly judged).
CREATE TABLE pending (
    kind VARCHAR NOT NULL,
    id VARCHAR NOT NULL
);
CREATE TABLE merging (
    rules INTEGER NOT NULL        -- version of the rules that made the tables above
);

ALTER TABLE events ADD COLUMN credibility INTEGER;
ALTER TABLE events ADD COLUMN contradicted BOOLEAN;

-- A store of schema 1 is merged wholly at the next run.
INSERT INTO pending SELECT 'text', id FROM documents;
INSERT INTO pending SELECT 'reports', id FROM documents;

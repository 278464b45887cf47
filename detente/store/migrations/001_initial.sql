-- Detente store, schema 1. Offsets are characters of documents.text, half-open.

CREATE TABLE runs (
    id VARCHAR PRIMARY KEY,
    started TIMESTAMP NOT NULL,   -- UTC
    finished TIMESTAMP,           -- NULL: running, or killed
    version VARCHAR NOT NULL,     -- of the program
    settings JSON NOT NULL,
    input_hash VARCHAR,
    counts JSON
);

CREATE TABLE documents (
    id VARCHAR PRIMARY KEY,
    text VARCHAR NOT NULL,
    date DATE,
    title VARCHAR,
    publisher VARCHAR,
    url VARCHAR,
    language VARCHAR,
    date_basis VARCHAR,
    text_hash VARCHAR NOT NULL,   -- SHA-256 of the text
    copy_of VARCHAR,              -- id of the original, where this is a copy; set by merging
    run VARCHAR NOT NULL,
    layers JSON NOT NULL          -- entities, places, times, attributions, pairs, triggers as in the interchange format
);

CREATE TABLE mentions (
    id VARCHAR PRIMARY KEY,
    document VARCHAR NOT NULL,
    position INTEGER NOT NULL,    -- order within the document, from 0
    published DATE,
    event_type VARCHAR NOT NULL,
    mode VARCHAR,
    contexts VARCHAR[] NOT NULL,
    cameo VARCHAR,
    quad_class VARCHAR NOT NULL,
    plover_score DOUBLE,
    goldstein DOUBLE,
    actor_countries VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    sentence VARCHAR NOT NULL,
    place_name VARCHAR,
    place_country VARCHAR,
    geonames_id VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    time_from DATE,
    time_to DATE,
    time_precision VARCHAR,
    status VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    basis VARCHAR,
    certainty_score DOUBLE NOT NULL,
    disputed BOOLEAN NOT NULL,
    historical BOOLEAN NOT NULL,
    secondary BOOLEAN NOT NULL,
    confidence DOUBLE NOT NULL,
    record JSON NOT NULL          -- the whole mention in the interchange format
);

CREATE TABLE participants (
    mention VARCHAR NOT NULL,
    role VARCHAR NOT NULL,        -- actor | recipient
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    wikidata VARCHAR
);

CREATE TABLE claims (
    mention VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    speaker VARCHAR,              -- the words of the text; NULL for the text's own voice
    name VARCHAR,
    country VARCHAR,
    kind VARCHAR NOT NULL,
    named BOOLEAN NOT NULL,
    stance VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    form VARCHAR NOT NULL
);

-- Judgements are never overwritten, only withdrawn.
CREATE TABLE judgements (
    left_mention VARCHAR NOT NULL,
    right_mention VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,     -- same | different | unsure
    score DOUBLE NOT NULL,
    judged_by VARCHAR NOT NULL,   -- rule:<version>, or a person
    why VARCHAR[] NOT NULL,
    made TIMESTAMP NOT NULL,
    withdrawn TIMESTAMP
);

-- The merged view: made anew from mentions and judgements, nothing in it is kept.
CREATE TABLE events (
    id VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,    -- order of the merged view
    event_type VARCHAR NOT NULL,
    mode VARCHAR,
    quad_class VARCHAR,
    status VARCHAR NOT NULL,
    historical BOOLEAN NOT NULL,
    disputed BOOLEAN NOT NULL,
    actor_countries VARCHAR[] NOT NULL,
    recipient_countries VARCHAR[] NOT NULL,
    time_from DATE,
    time_to DATE,
    time_precision VARCHAR,
    first_report DATE,
    place_name VARCHAR,
    place_country VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    reports INTEGER NOT NULL,
    publishers VARCHAR[] NOT NULL,
    independent_publishers INTEGER NOT NULL,
    thread VARCHAR,
    confidence DOUBLE,
    record JSON NOT NULL
);

CREATE TABLE event_mentions (
    event VARCHAR NOT NULL,
    mention VARCHAR NOT NULL,
    position INTEGER NOT NULL
);

-- Who stands where, and three things that are not one: stated likelihood, stated confidence, grade of the speaker.
-- Mentions stored before keep the values that say nothing.
ALTER TABLE claims ADD COLUMN party VARCHAR DEFAULT 'third-party';   -- actor-side | recipient-side | third-party | author
ALTER TABLE claims ADD COLUMN chain VARCHAR[] DEFAULT [];            -- AUTHOR, then who passes it on, outermost first
ALTER TABLE claims ADD COLUMN probability_phrase VARCHAR;            -- verbatim; NULL without one
ALTER TABLE claims ADD COLUMN icd203_low DOUBLE;                     -- shares of 1
ALTER TABLE claims ADD COLUMN icd203_high DOUBLE;
ALTER TABLE claims ADD COLUMN stated_confidence VARCHAR;             -- high | moderate | low; NULL where not said
ALTER TABLE claims ADD COLUMN reliability VARCHAR DEFAULT 'F';       -- Admiralty A..F, from the user's table
ALTER TABLE claims ADD COLUMN credibility INTEGER DEFAULT 6;         -- Admiralty 1..6
UPDATE claims SET party = 'author' WHERE kind = 'AUTHOR';

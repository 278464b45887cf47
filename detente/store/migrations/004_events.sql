-- Detente store, schema 4: reports, atoms and blocks are replaced by event, which is smaller than the group.
ALTER TABLE reports ADD COLUMN event VARCHAR;
UPDATE reports SET event = event_mentions.event FROM event_mentions WHERE event_mentions.mention = reports.id;
INSERT INTO pending SELECT DISTINCT 'event', event FROM reports WHERE "group" IN (SELECT id FROM pending WHERE kind = 'group');
DELETE FROM pending WHERE kind = 'group';
ALTER TABLE blocks ADD COLUMN event VARCHAR;
UPDATE blocks SET event = atoms.event FROM atoms WHERE atoms.id = blocks.atom;
ALTER TABLE reports DROP COLUMN "group";
ALTER TABLE atoms DROP COLUMN "group";
ALTER TABLE blocks DROP COLUMN "group";

-- 0001 The access log.
-- Why: the first schema of NAME.access; schema/access.sql is the same text with its comments.
-- Safe on live data: yes. Personal data: no.
CREATE TABLE access_header (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  register_uuid TEXT NOT NULL
) STRICT;
CREATE TABLE access (
  seq       INTEGER PRIMARY KEY CHECK (seq > 0),
  at        INTEGER NOT NULL,
  officer   TEXT NOT NULL,
  command   TEXT NOT NULL,
  child_id  INTEGER NOT NULL,
  filter    TEXT NOT NULL,
  rows      INTEGER NOT NULL,
  head      INTEGER NOT NULL,
  prev      BLOB NOT NULL CHECK (length(prev) = 32),
  hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX access_by_child ON access (child_id, seq);
CREATE TRIGGER access_no_update BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is insert-only'); END;
CREATE TRIGGER access_no_delete BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is insert-only'); END;

-- NAME.access: who looked at what.  A separate file with its own chain and retention.
-- Ids only, never names.  The row is committed before the first byte is shown.

CREATE TABLE access_header (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  register_uuid TEXT NOT NULL,
  begun_at      INTEGER                 -- UTC seconds; NULL: with the register, else none was there
) STRICT;

CREATE TABLE access (
  seq       INTEGER PRIMARY KEY CHECK (seq > 0),
  at        INTEGER NOT NULL,           -- UTC seconds; never goes back
  officer   TEXT NOT NULL,
  command   TEXT NOT NULL,              -- command words and references
  child_id  INTEGER NOT NULL,           -- 0: more than 200 children, see filter
  filter    TEXT NOT NULL,              -- '' or the options that recompute the set
  rows      INTEGER NOT NULL,
  head      INTEGER NOT NULL,           -- journal seq the set was read at
  prev      BLOB NOT NULL CHECK (length(prev) = 32),
  hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX access_by_child ON access (child_id, seq);
CREATE TRIGGER access_no_update BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is insert-only'); END;
CREATE TRIGGER access_no_delete BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'the access log is insert-only'); END;

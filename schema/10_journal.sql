-- The journal: one row a write transaction, insert-only, hash-chained.  Class: journal.
-- The chain covers the salted hash of the payload, never the payload, so that a payload can be
-- erased (Art. 17) without breaking the proof that nothing else was touched.

CREATE TABLE register (          -- exactly one row: what this file is
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  uuid          TEXT NOT NULL CHECK (length(uuid) = 36),
  authority     TEXT NOT NULL CHECK (length(authority) = 3),  -- DfE three-digit code
  demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
  created_at    INTEGER NOT NULL                               -- UTC seconds
) STRICT;

CREATE TABLE schema_migration (  -- ledger of migrations; the SHA-256 is of the embedded text
  version    INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  applied_at INTEGER NOT NULL,
  by_version TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  seq          INTEGER PRIMARY KEY CHECK (seq > 0),  -- no gaps
  at           INTEGER NOT NULL,                      -- UTC seconds; never goes back
  officer      TEXT NOT NULL,                         -- login of who did it
  kind         TEXT NOT NULL,                         -- noun.verb, e.g. review.record
  command      TEXT NOT NULL,                         -- command words and references; never personal data
  schema       INTEGER NOT NULL,                      -- schema version the changeset was made under
  batch        TEXT NOT NULL,                         -- import or job this belongs to; '' when none
  undo_class   TEXT NOT NULL CHECK (undo_class IN ('undoable', 'compensate', 'final')),
  undoes       INTEGER REFERENCES journal (seq),      -- the entry this one takes back
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  prev         BLOB NOT NULL CHECK (length(prev) = 32),
  hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX journal_by_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_by_batch ON journal (batch) WHERE batch <> '';

CREATE TABLE journal_payload (   -- what the header's payload_hash covers; disposal replaces it
  seq    INTEGER PRIMARY KEY REFERENCES journal (seq),
  salt   BLOB NOT NULL CHECK (length(salt) = 16),
  reason TEXT NOT NULL,          -- free text, may be personal, so it lives with the payload
  body   BLOB NOT NULL           -- SQLite changeset; empty for a migration
) STRICT;

CREATE TABLE journal_touch (     -- which children an entry changed: history and disposal by child
  seq      INTEGER NOT NULL REFERENCES journal (seq),
  child_id INTEGER NOT NULL,
  PRIMARY KEY (seq, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_touch_by_child ON journal_touch (child_id, seq);

CREATE TABLE journal_disposal (  -- what entry seq erased of older payloads; its payload_hash covers this list
  seq          INTEGER NOT NULL REFERENCES journal (seq),
  of_seq       INTEGER NOT NULL REFERENCES journal (seq) CHECK (of_seq < seq),
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),  -- of the payload of of_seq since then
  PRIMARY KEY (seq, of_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_disposal_by_entry ON journal_disposal (of_seq, seq);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_payload_no_update BEFORE UPDATE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_payload_no_delete BEFORE DELETE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_disposal_no_update BEFORE UPDATE ON journal_disposal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_disposal_no_delete BEFORE DELETE ON journal_disposal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;

-- Documents: the file itself, or where it lies in the record system.  Class: journalled.
-- A file is kept as it came, in pieces, and is never run, opened or read by the program.

CREATE TABLE document (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as O12-5
  child_id     INTEGER REFERENCES child (id),  -- whom it is about first; the others: document_subject; NULL: of what arrived
  intake_id    INTEGER REFERENCES intake (id), -- it came with this; whom that is about: document_subject, once it is known
  class        TEXT NOT NULL,       -- code list document_class: legal_advice, third_party, child_own, certificate_of_service, other
  title        TEXT NOT NULL,       -- what it is, in a few words; personal data; '' once it was disposed of
  author       TEXT,                -- who wrote it; personal data
  protected_author TEXT,            -- of one who asked not to be named: the role safeguarding only
  sent_day     INTEGER,             -- when it was sent
  received_day INTEGER,             -- when it reached the authority; NULL: the authority's own
  place        TEXT,                -- where it lies in the record system; NULL: the file itself is held here; '': disposed of
  file_type    TEXT,                -- of the file held: pdf, png, jpeg, ... by name and first bytes
  bytes        INTEGER,             -- of the file held
  sha256       TEXT,                -- hexadecimal; of a file held always, of another where somebody gave it
  keep_day     INTEGER,             -- kept until then; NULL: as long as the record of the child, or what it came with
  disposed_day INTEGER,             -- the file and what it is were erased then; set for every instant (store/erase.h)
  source TEXT NOT NULL, basis TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL,
  CHECK ((child_id IS NULL) = (intake_id IS NOT NULL)),
  CHECK (protected_author IS NULL OR intake_id IS NOT NULL),
  CHECK (sent_day IS NOT NULL OR received_day IS NOT NULL),
  CHECK ((place IS NULL) = (bytes IS NOT NULL AND file_type IS NOT NULL AND sha256 IS NOT NULL)),
  CHECK (sha256 IS NULL OR length(sha256) = 64)
) STRICT;
CREATE INDEX document_by_child ON document (child_id);
CREATE INDEX document_by_intake ON document (intake_id) WHERE intake_id IS NOT NULL;
CREATE INDEX document_by_keep ON document (keep_day) WHERE keep_day IS NOT NULL AND disposed_day IS NULL;

CREATE TABLE document_part (        -- the file, in pieces of 384 KiB
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER REFERENCES child (id),  -- as the document's
  document_id INTEGER NOT NULL REFERENCES document (id),
  position    INTEGER NOT NULL,     -- from 0
  body        TEXT NOT NULL,        -- base64, so that it travels in a full export as every other text
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX document_part_by_document ON document_part (document_id, position);
CREATE INDEX document_part_by_child ON document_part (child_id);

CREATE TABLE document_subject (     -- whom it is about: every child, and adults
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  person_id   INTEGER REFERENCES person (id),  -- NULL: about the child
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX document_subject_by_child ON document_subject (child_id, document_id);
CREATE INDEX document_subject_by_document ON document_subject (document_id);
CREATE INDEX document_subject_by_person ON document_subject (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE document_link (        -- the fact it is evidence of
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER REFERENCES child (id),  -- as the document's
  document_id INTEGER NOT NULL REFERENCES document (id),
  fact        TEXT NOT NULL,        -- its reference, as F12-5
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX document_link_by_document ON document_link (document_id);
CREATE INDEX document_link_by_child ON document_link (child_id);
CREATE INDEX document_link_by_fact ON document_link (fact);

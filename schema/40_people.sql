-- Children and the people around them.  Class: journalled.
-- Every fact: from_day / to_day (happened, last day included), received_day (when it reached us),
-- recorded_at (when it was typed), source, basis (legal basis class).  Facts are closed, never overwritten.
-- Every journalled table has a column rev: the journal entry that last changed the row (columns that a
-- migration appends may follow it).

CREATE TABLE child (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as C1042-9
  uuid            TEXT NOT NULL,
  born_day        INTEGER NOT NULL,
  sex             TEXT NOT NULL CHECK (sex IN ('F', 'M', 'U')),
  school_age_from INTEGER NOT NULL,   -- EA1996.8 worked out when born_day was recorded
  school_age_to   INTEGER NOT NULL,   -- last day of compulsory school age
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev             INTEGER NOT NULL
) STRICT;
CREATE INDEX child_by_born ON child (born_day);

CREATE TABLE child_name (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  kind        TEXT NOT NULL CHECK (kind IN ('legal', 'preferred', 'former')),
  full_name   TEXT NOT NULL,
  given_names TEXT, family_name TEXT,
  from_day    INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX child_name_by_child ON child_name (child_id, kind, to_day);

CREATE TABLE person (               -- parent (s. 576: responsibility or care), carer or other adult
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('parent', 'carer', 'other')),
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev  INTEGER NOT NULL
) STRICT;

CREATE TABLE person_name (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL CHECK (kind IN ('legal', 'preferred', 'former')),
  full_name   TEXT NOT NULL,
  given_names TEXT, family_name TEXT,
  from_day    INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX person_name_by_person ON person_name (person_id, kind, to_day);

CREATE TABLE relationship (         -- an adult and a child
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id       INTEGER NOT NULL REFERENCES child (id),
  person_id      INTEGER NOT NULL REFERENCES person (id),
  kind           TEXT NOT NULL,     -- code list relationship: mother, father, step_parent, grandparent, ...
  responsibility TEXT NOT NULL CHECK (responsibility IN ('yes', 'no', 'unknown')),  -- parental responsibility
  responsibility_basis TEXT,        -- code list responsibility_basis; NULL when not known
  has_care       TEXT NOT NULL CHECK (has_care IN ('yes', 'no', 'unknown')),
  educates       TEXT NOT NULL CHECK (educates IN ('yes', 'no', 'unknown')),  -- 436C(1)(d)
  from_day       INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev            INTEGER NOT NULL,
  evidence       TEXT,              -- code list responsibility_evidence: what was seen of the responsibility; NULL when nobody said
  contact_limits TEXT               -- limits of contact, as they were given; personal data; NULL: none known
) STRICT;
CREATE INDEX relationship_by_child ON relationship (child_id, to_day);
CREATE INDEX relationship_by_person ON relationship (person_id);

CREATE TABLE address (              -- a place; who lives there when is residence
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid      TEXT NOT NULL,
  line1     TEXT, line2 TEXT, line3 TEXT, town TEXT, county TEXT,
  postcode  TEXT,                   -- normalised, one space
  uprn      TEXT,
  authority TEXT,                   -- code of the authority in whose area it is, else a word of cross_border; NULL when not known
  place_kind TEXT,                  -- code list place_kind: dwelling, site, mooring, ...; NULL when nobody said
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX address_by_postcode ON address (postcode);
CREATE INDEX address_by_uprn ON address (uprn) WHERE uprn IS NOT NULL;

CREATE TABLE child_residence (      -- a child lives, or lived, at an address
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  address_id INTEGER NOT NULL REFERENCES address (id),
  kind       TEXT NOT NULL CHECK (kind IN ('home', 'additional', 'previous', 'correspondence')),
  from_day   INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX child_residence_by_child ON child_residence (child_id, to_day);
CREATE INDEX child_residence_by_address ON child_residence (address_id);

CREATE TABLE person_residence (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  address_id INTEGER NOT NULL REFERENCES address (id),
  kind       TEXT NOT NULL CHECK (kind IN ('home', 'additional', 'previous', 'correspondence')),
  from_day   INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX person_residence_by_person ON person_residence (person_id, to_day);
CREATE INDEX person_residence_by_address ON person_residence (address_id);

CREATE TABLE contact_point (        -- how an adult is reached
  id        INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as N12-5
  person_id INTEGER NOT NULL REFERENCES person (id),
  kind      TEXT NOT NULL,          -- code list contact_point: telephone, mobile, email
  value     TEXT NOT NULL,          -- as it was given; personal data
  value_key TEXT NOT NULL,          -- found by: a number as E.164 writes it, an e-mail address in small letters
  from_day  INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_point_by_person ON contact_point (person_id, to_day);
CREATE INDEX contact_point_by_key ON contact_point (value_key);

CREATE TABLE travel (               -- a child is away for a time and expected back: no missing education, no move
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  from_day     INTEGER NOT NULL,    -- first day away; may lie ahead
  expected_day INTEGER NOT NULL,    -- first day the family expects to be back
  returned_day INTEGER,             -- first day back, or of the next absence that goes on from this one; NULL while away
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX travel_by_child ON travel (child_id, from_day);

CREATE TABLE identifier (           -- a number somebody gave the child; the value never changes, the row is closed
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  kind     TEXT NOT NULL CHECK (kind IN ('upn', 'former_upn', 'uln', 'nhs', 'social_care', 'previous_system', 'other')),
  value    TEXT NOT NULL,           -- normalised
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  from_day INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
-- Not unique: a record nobody is shown may hold the number too.  identifier.c sees to the others.
CREATE INDEX identifier_current ON identifier (kind, value) WHERE to_day IS NULL AND kind IN ('upn', 'uln', 'nhs');
CREATE INDEX identifier_previous ON identifier (value) WHERE to_day IS NULL AND kind = 'previous_system';
CREATE INDEX identifier_by_value ON identifier (value);
CREATE INDEX identifier_by_child ON identifier (child_id, kind, to_day);

CREATE TABLE flag (                 -- a need or a safeguarding fact about one child
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  kind          TEXT NOT NULL REFERENCES flag_kind (code),
  from_day      INTEGER NOT NULL,
  to_day        INTEGER,            -- last day; NULL while it holds
  authority     TEXT,               -- which authority conducts, acts or maintains; NULL when not known
  significant_harm TEXT CHECK (significant_harm IN ('yes', 'no', 'unknown')),  -- s47(8) action: the conclusion of the enquiries
  provision     TEXT,               -- SEN provision code (N, K, E), for sen_provision
  reviewed_day  INTEGER,            -- EHC plan: last annual review completed
  confirmed_by  TEXT,               -- who confirmed it (post or service, not a family member)
  note          TEXT,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX flag_by_child ON flag (child_id, kind, from_day);
CREATE INDEX flag_by_kind ON flag (kind, to_day, child_id);

CREATE TABLE flag_review (          -- each annual review of an EHC plan completed; flag.reviewed_day is the last
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  flag_id      INTEGER NOT NULL REFERENCES flag (id),
  reviewed_day INTEGER NOT NULL,
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX flag_review_by_child ON flag_review (child_id);
CREATE INDEX flag_review_by_flag ON flag_review (flag_id, reviewed_day);

CREATE TABLE not_same (             -- somebody looked: these are two children; each pair stands twice, once under each
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  other_id    INTEGER NOT NULL REFERENCES child (id),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  on_day      INTEGER NOT NULL,
  reason      TEXT,               -- why they are two
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX not_same_by_child ON not_same (child_id, other_id);
CREATE INDEX not_same_by_other ON not_same (other_id);
CREATE INDEX not_same_by_officer ON not_same (officer_id);

CREATE TABLE match_secret (         -- one row, once a list was matched: keys of rows are made with it, and only with it
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  value TEXT NOT NULL,              -- 32 bytes in hexadecimal
  rev   INTEGER NOT NULL
) STRICT;

CREATE TABLE match_decision (       -- a row of somebody's list is, or is not, this child; of the row only its key is kept
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  row_key     TEXT NOT NULL,        -- of the row's names, birth date and numbers, keyed by match_secret
  same        INTEGER NOT NULL CHECK (same IN (0, 1)),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  on_day      INTEGER NOT NULL,
  reason      TEXT,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX match_decision_by_row ON match_decision (row_key, child_id);
CREATE INDEX match_decision_by_child ON match_decision (child_id);
CREATE INDEX match_decision_by_officer ON match_decision (officer_id);

CREATE TABLE child_alias (          -- one child recorded twice: nothing else is changed by it, so it can be taken apart again
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),  -- the record no longer used
  same_as_id  INTEGER NOT NULL REFERENCES child (id),  -- the record kept; never itself an alias while this row is current
  from_day    INTEGER NOT NULL,     -- first day the two count as one child
  to_day      INTEGER,              -- last day; the day before from_day when taken apart on the same day
  reason      TEXT NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  end_reason  TEXT,
  ended_by    INTEGER REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  CHECK (child_id <> same_as_id)
) STRICT;
CREATE UNIQUE INDEX child_alias_current ON child_alias (child_id) WHERE to_day IS NULL;
CREATE INDEX child_alias_by_child ON child_alias (child_id, from_day);
CREATE INDEX child_alias_by_same_as ON child_alias (same_as_id, from_day);
CREATE INDEX child_alias_by_officer ON child_alias (officer_id);
CREATE INDEX child_alias_by_ended ON child_alias (ended_by) WHERE ended_by IS NOT NULL;

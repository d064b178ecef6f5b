-- What arrives, however incomplete, until somebody has said what it is.  Class: journalled.
-- No row belongs to one child: who it was about becomes known later, and is then a row of intake_child.

CREATE TABLE intake (               -- an e-mail, a school's form, a call, a walk-in; people see it as K12-5
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid          TEXT NOT NULL,
  kind          TEXT NOT NULL,      -- code list intake_kind: mailbox, school_form, telephone, ...
  channel       TEXT NOT NULL,      -- code list intake_channel: email, post, telephone, ...
  received_day  INTEGER NOT NULL,   -- it reached the authority
  received_time TEXT,               -- HH:MM of that day in London; NULL when nobody noted it
  teller        TEXT NOT NULL CHECK (teller IN ('named', 'anonymous', 'unknown')),
  source        TEXT NOT NULL,      -- code list source: what they are; 'unknown' when nobody knows
  teller_name   TEXT, teller_contact TEXT,        -- of a named one
  protected_name TEXT, protected_contact TEXT,    -- of one who asked not to be named: the role safeguarding only
  authority     TEXT,               -- another authority it came from: its code, a word of cross_border, or as it was given
  adult_name    TEXT,               -- of a parent or whoever has the child, as it was given
  telephone     TEXT, telephone_key TEXT,         -- as it was given; as E.164 writes it, NULL when it is none
  email         TEXT, email_key TEXT,
  address       TEXT, postcode TEXT,              -- as it was given; a postcode of the United Kingdom normalised
  body          TEXT,               -- what it says
  document      TEXT,               -- where a document it came with lies: a reference of the record system
  acknowledged_day INTEGER,         -- whoever sent it was told that it arrived
  group_id      INTEGER REFERENCES intake (id),   -- first of those taken together as one family; NULL: alone
  outcome       TEXT,               -- code list intake_outcome, the last one; NULL: nobody has looked yet
  closed_day    INTEGER,            -- NULL while open
  keep_day      INTEGER,            -- forwarded: last day it is kept
  disposed_day  INTEGER,            -- what it said was erased then; set for every instant (store/erase.h)
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL,
  CHECK (teller = 'named' OR (teller_name IS NULL AND teller_contact IS NULL)),
  CHECK (teller = 'anonymous' OR (protected_name IS NULL AND protected_contact IS NULL)),
  CHECK (closed_day IS NULL OR outcome IS NOT NULL)
) STRICT;
CREATE INDEX intake_open ON intake (received_day, id) WHERE closed_day IS NULL;
CREATE INDEX intake_by_received ON intake (received_day, id);
CREATE INDEX intake_by_keep ON intake (keep_day) WHERE keep_day IS NOT NULL AND disposed_day IS NULL;
CREATE INDEX intake_by_group ON intake (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE intake_subject (       -- a child it speaks of, as far as it says; several are brothers and sisters
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  intake_id   INTEGER NOT NULL REFERENCES intake (id),
  full_name   TEXT,
  born_day    INTEGER,              -- NULL: not known
  age_years   INTEGER CHECK (age_years BETWEEN 0 AND 25),  -- on the day it was received, about so old
  sex         TEXT CHECK (sex IN ('F', 'M', 'U')),
  born_said   TEXT,                 -- what is said of it where that is no date and no number of years: 'about 2015'
  upn         TEXT,                 -- normalised; as it was given where it is none
  school      TEXT,                 -- last or present school, as it was given
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_subject_by_intake ON intake_subject (intake_id);

CREATE TABLE intake_outcome (       -- each time somebody said what it is
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  intake_id   INTEGER NOT NULL REFERENCES intake (id),
  outcome     TEXT NOT NULL,        -- code list intake_outcome
  on_day      INTEGER NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  reason      TEXT,                 -- no_action: why; more_needed: what
  authority   TEXT,                 -- forwarded: to whom
  sent_day    INTEGER,              -- forwarded: when
  keep_day    INTEGER,              -- forwarded: last day it is kept here
  next_day    INTEGER,              -- more_needed: by when the next step is due
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  receipt_day INTEGER,              -- forwarded: they confirmed that they have it
  chased_day  INTEGER,              -- forwarded: they were last asked again
  no_receipt  INTEGER CHECK (no_receipt = 1),     -- forwarded: none is to be expected; the reason says why
  misdirected_day INTEGER,          -- forwarded: it was found out that it went to the wrong place
  misdirected TEXT                  -- how that came about; NULL once it was disposed of
) STRICT;
CREATE INDEX intake_outcome_by_intake ON intake_outcome (intake_id, id);
CREATE INDEX intake_outcome_by_officer ON intake_outcome (officer_id);

CREATE TABLE intake_child (         -- it was about this child
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  intake_id   INTEGER NOT NULL REFERENCES intake (id),
  on_day      INTEGER NOT NULL,     -- it was found out
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_child_by_child ON intake_child (child_id);
CREATE INDEX intake_child_by_intake ON intake_child (intake_id);

-- The hard days: a child has died, what is held back because of it; who covers for whom; complaints.  Class: journalled.

CREATE TABLE death (                -- a child has died: nothing is opened, sent or matched for the child any more
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  died_day   INTEGER NOT NULL,      -- no cause: nobody asks for it here
  officer_id INTEGER NOT NULL REFERENCES officer (id),  -- the manager who recorded it
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX death_by_child ON death (child_id, died_day);
CREATE INDEX death_by_officer ON death (officer_id);

CREATE TABLE hold (                 -- something is kept from happening until a person decides
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  kind       TEXT NOT NULL CHECK (kind IN ('disposal', 'letters')),  -- records are not disposed of; no letter goes out
  because    TEXT NOT NULL,         -- code list hold_reason
  note       TEXT,
  from_day   INTEGER NOT NULL, to_day INTEGER,  -- to_day: last day; NULL while it holds
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  ended_by   INTEGER REFERENCES officer (id),
  end_note   TEXT,                  -- what was decided
  recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX hold_by_child ON hold (child_id, kind, to_day);
CREATE INDEX hold_by_officer ON hold (officer_id);
CREATE INDEX hold_by_ended ON hold (ended_by) WHERE ended_by IS NOT NULL;

CREATE TABLE cover (                -- somebody looks after an officer's work for some days: it stays the officer's
  id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as Z7-6
  officer_id INTEGER NOT NULL REFERENCES officer (id),  -- who is away
  by_id      INTEGER NOT NULL REFERENCES officer (id),  -- who covers
  from_day   INTEGER NOT NULL, to_day INTEGER NOT NULL,  -- to_day: last day; before from_day: called off before it began
  set_by     INTEGER NOT NULL REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX cover_by_officer ON cover (officer_id, to_day);
CREATE INDEX cover_by_cover ON cover (by_id, to_day);
CREATE INDEX cover_by_setter ON cover (set_by);

CREATE TABLE complaint (            -- about the service: no list of work, priority, review or export reads it, and no rule
  id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as Q7-6
  child_id   INTEGER REFERENCES child (id),   -- NULL: of what arrived, or of no family
  intake_id  INTEGER REFERENCES intake (id),
  kind       TEXT NOT NULL CHECK (kind IN ('own', 'ombudsman', 'data_protection')),
  about_id   INTEGER REFERENCES officer (id),  -- the officer complained about, who is never shown it; NULL: none
  words      TEXT NOT NULL,         -- personal data
  closed_day INTEGER,               -- NULL while open
  outcome    TEXT,                  -- code list complaint_outcome
  reply      TEXT,                  -- what was answered; personal data
  officer_id INTEGER NOT NULL REFERENCES officer (id),  -- who recorded it
  closed_by  INTEGER REFERENCES officer (id),
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL,
  CHECK (child_id IS NULL OR intake_id IS NULL)
) STRICT;
CREATE INDEX complaint_by_child ON complaint (child_id);
CREATE INDEX complaint_by_intake ON complaint (intake_id) WHERE intake_id IS NOT NULL;
CREATE INDEX complaint_by_about ON complaint (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX complaint_by_officer ON complaint (officer_id);
CREATE INDEX complaint_by_closer ON complaint (closed_by) WHERE closed_by IS NOT NULL;

-- What a reader is not shown at all.  Class: journalled.  Who sees what: src/domain/sight.h.

CREATE TABLE restriction (          -- to everybody but the role custodian the record is as if it were not there
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as X12-5
  child_id     INTEGER NOT NULL REFERENCES child (id),
  kind         TEXT NOT NULL CHECK (kind IN ('protection', 'staff_family', 'sealed')),  -- sealed: shown to nobody, for good
  from_day     INTEGER NOT NULL,
  to_day       INTEGER,             -- last day; the day before from_day when it was lifted the same day
  custodian_id INTEGER NOT NULL REFERENCES officer (id),  -- whose duties of the child are; moves on when they leave
  reason       TEXT NOT NULL,       -- personal data
  officer_id   INTEGER NOT NULL REFERENCES officer (id),  -- who decided it
  end_reason   TEXT,
  ended_by     INTEGER REFERENCES officer (id),
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX restriction_by_child ON restriction (child_id, to_day);
CREATE INDEX restriction_by_custodian ON restriction (custodian_id);
CREATE INDEX restriction_by_officer ON restriction (officer_id);
CREATE INDEX restriction_by_ended ON restriction (ended_by) WHERE ended_by IS NOT NULL;

CREATE TABLE declaration (          -- an officer declares a family: its records are closed to that officer
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),  -- the child named; the family: domain/declared.h
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  from_day    INTEGER NOT NULL,
  to_day      INTEGER,
  reason      TEXT,                 -- as far as the officer said it
  end_reason  TEXT,
  ended_by    INTEGER REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX declaration_by_child ON declaration (child_id, officer_id);
CREATE INDEX declaration_by_officer ON declaration (officer_id, to_day);
CREATE INDEX declaration_by_ended ON declaration (ended_by) WHERE ended_by IS NOT NULL;

CREATE TABLE glass (                -- an officer looks at a restricted record all the same, for some hours
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  opened_at   INTEGER NOT NULL,
  until_at    INTEGER NOT NULL,     -- from then on it is closed again
  reason      TEXT NOT NULL,        -- as it was typed
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX glass_by_child ON glass (child_id);
CREATE INDEX glass_by_officer ON glass (officer_id, until_at);

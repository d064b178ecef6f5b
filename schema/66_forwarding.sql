-- What goes to another authority, and what is waited for from there.  Class: journalled.

CREATE TABLE forwarding (           -- of a withdrawal: a child who lives elsewhere, or an application that is another's to decide
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  withdrawal_id INTEGER NOT NULL REFERENCES withdrawal (id),
  what          TEXT NOT NULL CHECK (what IN ('notice', 'application', 'decision', 'deletion')),
  to_area       TEXT NOT NULL,      -- authority code, else a word of cross_border; of one not told: where the child lives
  to_body       TEXT,               -- who was written to, where no code names it
  sent_day      INTEGER NOT NULL,   -- or the day it was decided not to tell
  method        TEXT,               -- code list contact_method; NULL: not sent
  requested_day INTEGER,            -- they asked, s. 436F(6)
  other_basis   TEXT,               -- code list basis: told on another lawful basis than the Act
  reason        TEXT,               -- not sent: why; sent again while it is waited for, or where the child does not live: why
  chased_day    INTEGER,            -- last; each chase is a duty that ended
  receipt_day   INTEGER,            -- they confirmed that they have it
  taken_over    TEXT CHECK (taken_over IN ('yes', 'no')),  -- with the receipt: they go on with the case themselves
  officer_id    INTEGER NOT NULL REFERENCES officer (id),
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL,
  misdirected_day INTEGER,          -- it was found out that it went to the wrong place: nothing is waited for from there
  misdirected   TEXT,               -- how that came about
  elsewhere     INTEGER NOT NULL DEFAULT 0 CHECK (elsewhere IN (0, 1)),  -- 1: the child did not live there, nor was it relevant: by this nobody is told
  CHECK (method IS NOT NULL OR reason IS NOT NULL),
  CHECK ((receipt_day IS NULL) = (taken_over IS NULL)),
  CHECK ((misdirected_day IS NULL) = (misdirected IS NULL))
) STRICT;
CREATE INDEX forwarding_by_child ON forwarding (child_id);
CREATE INDEX forwarding_by_withdrawal ON forwarding (withdrawal_id);
CREATE INDEX forwarding_by_officer ON forwarding (officer_id);
CREATE INDEX forwarding_waiting ON forwarding (sent_day, id) WHERE receipt_day IS NULL AND method IS NOT NULL;

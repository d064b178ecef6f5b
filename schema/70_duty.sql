-- The duty ledger: every obligation is one row with a due date, an owner and an end.  Class: journalled.
-- due_day never changes: a move closes the row as superseded and opens another.  Late is computed, never stored.

CREATE TABLE duty (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  kind          TEXT NOT NULL,      -- code list duty_kind, e.g. home_consideration, review, sign_off
  rule          TEXT NOT NULL,      -- rule id
  rule_version  INTEGER NOT NULL,
  inputs        TEXT NOT NULL,      -- JSON object of the rule's inputs: enough to work due_day out again
  child_id      INTEGER REFERENCES child (id),   -- NULL: of what arrived and is nobody's yet, of a complaint about no family, of break-glass to a manager
  entry_id      INTEGER REFERENCES entry (id),
  withdrawal_id INTEGER REFERENCES withdrawal (id),
  review_id     INTEGER REFERENCES review (id),
  flag_id       INTEGER REFERENCES flag (id),
  intake_id     INTEGER REFERENCES intake (id),
  opened_day    INTEGER NOT NULL,   -- happened
  due_day       INTEGER NOT NULL,
  lapse_day     INTEGER,            -- last day it can exist (end of school age); NULL: never lapses
  ended_day     INTEGER,            -- happened: the last day it was open is the day before
  state         TEXT NOT NULL CHECK (state IN ('open', 'met', 'waived', 'superseded')),
  end_event     TEXT,               -- what ended it: noun.verb
  reason        TEXT,               -- why it was waived or extended
  extends_id    INTEGER REFERENCES duty (id),  -- the duty this one continues, when extended
  opened_at     INTEGER NOT NULL, ended_at INTEGER,  -- recorded, UTC seconds
  rev           INTEGER NOT NULL,
  complaint_id  INTEGER REFERENCES complaint (id),
  CHECK ((state = 'open') = (ended_day IS NULL)),
  CHECK (child_id IS NOT NULL OR intake_id IS NOT NULL OR complaint_id IS NOT NULL OR kind = 'glass_manager')
) STRICT;
CREATE INDEX duty_open_by_due ON duty (due_day, id) WHERE state = 'open';
CREATE INDEX duty_by_child ON duty (child_id, kind, state);
CREATE INDEX duty_by_ended ON duty (ended_day, opened_day) WHERE ended_day IS NOT NULL;
CREATE INDEX duty_by_entry ON duty (entry_id, state) WHERE entry_id IS NOT NULL;
CREATE INDEX duty_by_withdrawal ON duty (withdrawal_id, state) WHERE withdrawal_id IS NOT NULL;
CREATE INDEX duty_by_review ON duty (review_id, state) WHERE review_id IS NOT NULL;
CREATE INDEX duty_by_flag ON duty (flag_id, state) WHERE flag_id IS NOT NULL;
CREATE INDEX duty_by_intake ON duty (intake_id, state) WHERE intake_id IS NOT NULL;
CREATE INDEX duty_by_complaint ON duty (complaint_id) WHERE complaint_id IS NOT NULL;
CREATE INDEX duty_by_extends ON duty (extends_id) WHERE extends_id IS NOT NULL;

CREATE TABLE duty_owner (           -- owners are dated rows
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER REFERENCES child (id),  -- as the duty's
  duty_id    INTEGER NOT NULL REFERENCES duty (id),
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  from_day   INTEGER NOT NULL,
  to_day     INTEGER,               -- last day; NULL while current
  rev        INTEGER NOT NULL,
  queued     INTEGER NOT NULL DEFAULT 0 CHECK (queued IN (0, 1))  -- 1: only until somebody gives the work an owner
) STRICT;
CREATE INDEX duty_owner_by_duty ON duty_owner (duty_id, to_day);
CREATE INDEX duty_owner_by_officer ON duty_owner (officer_id, to_day);
CREATE INDEX duty_owner_by_child ON duty_owner (child_id);
CREATE INDEX duty_owner_queued ON duty_owner (duty_id) WHERE queued = 1 AND to_day IS NULL;

-- Private fostering (Children Act 1989 s. 66).  Class: journalled.

CREATE TABLE private_fostering (    -- a child is, or is about to be, cared for by somebody who is neither parent, responsible nor close relative
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as V12-5
  child_id     INTEGER NOT NULL REFERENCES child (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),  -- who has the care
  carer        TEXT NOT NULL CHECK (carer IN ('parent', 'responsible', 'relative', 'other')),  -- what s. 66(1) asks
  intended     TEXT NOT NULL CHECK (intended IN ('yes', 'no', 'unknown')),  -- 28 days or more are intended
  disabled     TEXT NOT NULL CHECK (disabled IN ('yes', 'no', 'unknown')),  -- then under 18, else under 16
  with_family  TEXT NOT NULL CHECK (with_family IN ('yes', 'no', 'unknown')),  -- a parent, or who is responsible, lives there too
  until_day    INTEGER,             -- last day as it is planned; NULL: not known
  notified_day INTEGER,             -- the team for private fostering was told
  notified_to  TEXT,                -- post or service; no names
  from_day     INTEGER NOT NULL,    -- first day of the care; may lie ahead
  to_day       INTEGER,             -- last day; NULL while it goes on
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL,
  CHECK (notified_to IS NULL OR notified_day IS NOT NULL)
) STRICT;
CREATE INDEX private_fostering_by_child ON private_fostering (child_id, from_day);
CREATE INDEX private_fostering_by_person ON private_fostering (person_id);

-- Orders of a court about a child.  Class: journalled.
-- An order says who may decide for a child, and what one person may not do: whoever works with the
-- family is told of it (src/domain/README.md).

CREATE TABLE court_order (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as G12-5
  child_id    INTEGER NOT NULL REFERENCES child (id),
  kind        TEXT NOT NULL,        -- code list court_order: care, prohibited_steps, non_molestation, ...
  court       TEXT,                 -- which court made it; NULL when not known
  case_number TEXT,                 -- personal data
  authority   TEXT,                 -- the authority the order names: care, supervision, placement; NULL when none is known
  education   TEXT NOT NULL CHECK (education IN ('yes', 'no', 'unknown')),  -- it is about the education
  limits      TEXT,                 -- what the order says may be done and may not, in its own words
  from_day    INTEGER NOT NULL,     -- the day it was made
  to_day      INTEGER,              -- last day; may lie ahead, as the order says; NULL: until further order
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX court_order_by_child ON court_order (child_id, from_day);

CREATE TABLE court_order_person (   -- whom it binds, and in whose favour it was made
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id  INTEGER NOT NULL REFERENCES child (id),
  order_id  INTEGER NOT NULL REFERENCES court_order (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  stands    TEXT NOT NULL CHECK (stands IN ('bound', 'favoured')),
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX court_order_person_by_child ON court_order_person (child_id);
CREATE INDEX court_order_person_by_order ON court_order_person (order_id, stands);
CREATE INDEX court_order_person_by_person ON court_order_person (person_id);

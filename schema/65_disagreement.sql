-- Parents who do not agree.  Class: journalled.
-- Recorded as what each of them says, without a judgement; it keeps nobody off the register and opens no duty.

CREATE TABLE disagreement (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as M12-5
  child_id INTEGER NOT NULL REFERENCES child (id),
  about    TEXT NOT NULL,           -- code list disagreement: home_education, school, contact, where_the_child_lives, other
  note     TEXT,                    -- in the words of who told; personal data
  from_day INTEGER NOT NULL,        -- first day it is known to stand
  to_day   INTEGER,                 -- last day; NULL while it stands
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX disagreement_by_child ON disagreement (child_id, from_day);

CREATE TABLE disagreement_view (    -- what one adult says
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id        INTEGER NOT NULL REFERENCES child (id),
  disagreement_id INTEGER NOT NULL REFERENCES disagreement (id),
  person_id       INTEGER NOT NULL REFERENCES person (id),
  view            TEXT NOT NULL CHECK (view IN ('for', 'against', 'not_said')),
  rev             INTEGER NOT NULL
) STRICT;
CREATE INDEX disagreement_view_by_child ON disagreement_view (child_id);
CREATE INDEX disagreement_view_by_disagreement ON disagreement_view (disagreement_id);
CREATE INDEX disagreement_view_by_person ON disagreement_view (person_id);

-- What must not reach whom.  Class: journalled.
-- A withholding hides a fact from every list, page, export and letter (domain/withheld.h); the fact itself is untouched.

CREATE TABLE withholding (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as L7-6
  child_id         INTEGER NOT NULL REFERENCES child (id),  -- whose protection it is
  fact             TEXT NOT NULL CHECK (fact IN ('address', 'contact_point', 'school', 'location')),
  address_id       INTEGER REFERENCES address (id),        -- fact address: that place, in whichever row it stands
  contact_point_id INTEGER REFERENCES contact_point (id),  -- fact contact_point: that number or e-mail address
  person_id        INTEGER REFERENCES person (id),         -- from whom; NULL: from all outward
  refuge           INTEGER NOT NULL CHECK (refuge IN (0, 1)),  -- the address is a refuge; from all outward, and has a c/o address
  care_of_id       INTEGER REFERENCES address (id),        -- where one writes instead
  confirmed_by     TEXT NOT NULL,   -- post or service that confirmed it; no names
  reason           TEXT NOT NULL,
  from_day         INTEGER NOT NULL,
  to_day           INTEGER,         -- last day; NULL while it holds
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev              INTEGER NOT NULL,
  CHECK ((fact = 'address') = (address_id IS NOT NULL)),
  CHECK ((fact = 'contact_point') = (contact_point_id IS NOT NULL)),
  CHECK (refuge = 0 OR (fact = 'address' AND person_id IS NULL AND care_of_id IS NOT NULL))
) STRICT;
CREATE INDEX withholding_by_child ON withholding (child_id, to_day);
CREATE INDEX withholding_by_address ON withholding (address_id) WHERE address_id IS NOT NULL;
CREATE INDEX withholding_by_contact_point ON withholding (contact_point_id) WHERE contact_point_id IS NOT NULL;
CREATE INDEX withholding_by_person ON withholding (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX withholding_by_care_of ON withholding (care_of_id) WHERE care_of_id IS NOT NULL;

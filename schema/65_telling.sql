-- Telling people: what was sent or given to a parent or carer about what is held and what help there is.
-- Class: journalled.

CREATE TABLE told (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as J12-5
  child_id    INTEGER NOT NULL REFERENCES child (id),
  person_id   INTEGER NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,        -- code list told: privacy_notice, support_pack, what_we_hold
  version     TEXT NOT NULL,        -- of the notice or pack; of a sheet, the day it shows
  language    TEXT NOT NULL,        -- ISO 639: en, cy, pl ...; bfi is British Sign Language
  on_day      INTEGER NOT NULL,     -- sent or given
  method      TEXT NOT NULL,        -- code list contact_method
  officer_id  INTEGER NOT NULL REFERENCES officer (id),  -- who recorded it
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  contact_point_id INTEGER REFERENCES contact_point (id),             -- the number or e-mail address it went to; NULL when nobody said
  address_id  INTEGER REFERENCES address (id),                    -- or the address
  wish_id     INTEGER REFERENCES contact_wish (id),               -- sent all the same: what the adult had asked
  despite     TEXT,                                            -- and why, or why after a manager had weighed an order or limits of contact; personal data
  CHECK (contact_point_id IS NULL OR address_id IS NULL),
  CHECK (wish_id IS NULL OR despite IS NOT NULL)
) STRICT;
CREATE INDEX told_by_child ON told (child_id, kind, on_day);
CREATE INDEX told_by_person ON told (person_id);
CREATE INDEX told_by_officer ON told (officer_id);
CREATE INDEX told_by_point ON told (contact_point_id) WHERE contact_point_id IS NOT NULL;
CREATE INDEX told_by_address ON told (address_id) WHERE address_id IS NOT NULL;
CREATE INDEX told_by_wish ON told (wish_id) WHERE wish_id IS NOT NULL;

CREATE TABLE e_service (            -- an adult agreed in writing to be served with notices there, s. 572(2)
  id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as U12-5
  person_id        INTEGER NOT NULL REFERENCES person (id),
  contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
  from_day         INTEGER NOT NULL,  -- the agreement
  to_day           INTEGER,           -- last day it holds; NULL while it does
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev              INTEGER NOT NULL
) STRICT;
CREATE INDEX e_service_by_person ON e_service (person_id);
CREATE INDEX e_service_by_point ON e_service (contact_point_id, to_day);

CREATE TABLE contact_wish (         -- how a number, an e-mail address or a home of an adult may be used
  id               INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as B12-5
  person_id        INTEGER NOT NULL REFERENCES person (id),
  contact_point_id INTEGER REFERENCES contact_point (id),
  residence_id     INTEGER REFERENCES person_residence (id),  -- letters to the adult there
  kind             TEXT NOT NULL,   -- code list contact_wish: preferred, safe_times, no_message, no_writing
  words            TEXT,            -- when it is safe; personal data
  from_day         INTEGER NOT NULL,
  to_day           INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev              INTEGER NOT NULL,
  CHECK ((contact_point_id IS NULL) <> (residence_id IS NULL)),
  CHECK ((words IS NULL) = (kind <> 'safe_times'))
) STRICT;
CREATE INDEX contact_wish_by_person ON contact_wish (person_id, kind, to_day);
CREATE INDEX contact_wish_by_point ON contact_wish (contact_point_id) WHERE contact_point_id IS NOT NULL;
CREATE INDEX contact_wish_by_residence ON contact_wish (residence_id) WHERE residence_id IS NOT NULL;

CREATE TABLE communication (        -- how an adult is spoken with and written to; one row holds at a time
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  language    TEXT NOT NULL,        -- ISO 639: en, cy, pl ...; bfi is British Sign Language
  interpreter TEXT NOT NULL CHECK (interpreter IN ('yes', 'no', 'unknown')),  -- whether one is needed
  format      TEXT NOT NULL,        -- code list communication_format: what the adult can read
  from_day    INTEGER NOT NULL,
  to_day      INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX communication_by_person ON communication (person_id, to_day);

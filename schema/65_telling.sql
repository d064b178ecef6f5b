-- Telling people: what was sent or given to a parent or carer about what is held and what help there is.
-- Class: journalled.

CREATE TABLE told (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as J12-3
  child_id    INTEGER NOT NULL REFERENCES child (id),
  person_id   INTEGER NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,        -- code list told: privacy_notice, support_pack, what_we_hold
  version     TEXT NOT NULL,        -- of the notice or pack; of a sheet, the day it shows
  language    TEXT NOT NULL,        -- ISO 639: en, cy, pl ...; bfi is British Sign Language
  on_day      INTEGER NOT NULL,     -- sent or given
  method      TEXT NOT NULL,        -- code list contact_method
  officer_id  INTEGER NOT NULL REFERENCES officer (id),  -- who recorded it
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX told_by_child ON told (child_id, kind, on_day);
CREATE INDEX told_by_person ON told (person_id);
CREATE INDEX told_by_officer ON told (officer_id);

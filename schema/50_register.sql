-- The register proper (s. 436B).  Class: journalled.

CREATE TABLE entry (                -- one stay of one child on the register
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid            TEXT NOT NULL,
  child_id        INTEGER NOT NULL REFERENCES child (id),
  route           TEXT NOT NULL,    -- code list route: home_education, missing_education, flexi_schooling, ...
  condition_c     TEXT NOT NULL CHECK (condition_c IN ('a', 'b', 'c')),  -- limb of 436B(5)
  from_day        INTEGER NOT NULL, -- first day the child was eligible on this route
  to_day          INTEGER,          -- last day; NULL while open.  Past school age it is read as ended even while NULL
  end_reason      TEXT,             -- code list end_reason: which of A, B, C stopped, and how
  end_source      TEXT,             -- code list source: who said that it ended
  end_authority   TEXT,             -- moved_out: the authority the child now lives in; NULL: left England, or not moved
  end_school_name TEXT, end_school_urn TEXT,  -- registered_at_school: where
  end_note        TEXT,             -- why; required for entered_in_error
  notified_day    INTEGER NOT NULL, -- when the authority was told
  notified_by     TEXT NOT NULL,    -- code list source
  registered_day  INTEGER NOT NULL, -- R of 436B(8)
  reason          TEXT NOT NULL,    -- primary reason, code list ehe_reason or cme_reason
  reason_by_school TEXT,            -- the school's account, kept apart from the parent's
  prior_setting   TEXT,             -- code list prior_setting
  school_name     TEXT, school_urn TEXT,
  school_left_day INTEGER,          -- when the name was deleted from the roll
  owner_id        INTEGER NOT NULL REFERENCES officer (id),  -- named officer at registration
  full_time       TEXT CHECK (full_time IN ('yes', 'no')),  -- what is arranged, with attendance, is full-time, 436D(6); NULL: not known
  route_reason    TEXT,             -- code list route_reason: why it went over to this route; NULL: the stay began on it
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev             INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_by_child ON entry (child_id, from_day);
CREATE INDEX entry_open ON entry (child_id) WHERE to_day IS NULL;
CREATE INDEX entry_by_owner ON entry (owner_id);

CREATE TABLE entry_reason (         -- further reasons beside the primary one
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  entry_id INTEGER NOT NULL REFERENCES entry (id),
  reason   TEXT NOT NULL,
  said_by  TEXT NOT NULL,           -- code list source
  said_day INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_reason_by_child ON entry_reason (child_id);
CREATE INDEX entry_reason_by_entry ON entry_reason (entry_id);

CREATE TABLE entry_route (          -- a further route that holds beside the entry's own
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  entry_id   INTEGER NOT NULL REFERENCES entry (id),  -- the entry it began under; it may outlast that entry's own route
  route      TEXT NOT NULL,         -- code list route
  full_time  TEXT CHECK (full_time IN ('yes', 'no')),  -- as in entry
  route_reason TEXT NOT NULL,       -- code list route_reason: why it began
  from_day   INTEGER NOT NULL, to_day INTEGER,
  end_reason TEXT,                  -- code list route_reason: why it ended; NULL while it holds, or ended with the entry
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_route_by_child ON entry_route (child_id, from_day);
CREATE INDEX entry_route_by_entry ON entry_route (entry_id);

CREATE TABLE provision (            -- who educates, where, how many hours a week
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id        INTEGER NOT NULL REFERENCES child (id),
  kind            TEXT NOT NULL,    -- code list provision_kind: parents, others, provider
  provider_name   TEXT, provider_type TEXT,
  hours_week      REAL CHECK (hours_week BETWEEN 0 AND 168),  -- the lower end of an estimate
  hours_week_high REAL CHECK (hours_week_high BETWEEN hours_week AND 168),  -- its higher end; the same for a number
  hours_without_parent      REAL CHECK (hours_without_parent BETWEEN 0 AND 168),  -- of these, no parent actively involved
  hours_without_parent_high REAL CHECK (hours_without_parent_high BETWEEN hours_without_parent AND 168),
  from_day        INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev             INTEGER NOT NULL
) STRICT;
CREATE INDEX provision_by_child ON provision (child_id, to_day);

CREATE TABLE provision_place (      -- 436C(1)(g)(i) and (iii): as long as the provision holds
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  provision_id INTEGER NOT NULL REFERENCES provision (id),
  kind         TEXT NOT NULL CHECK (kind IN ('address', 'place', 'web')),  -- the provider's own address; where it educates; website or e-mail
  value        TEXT NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX provision_place_by_provision ON provision_place (provision_id, kind);
CREATE INDEX provision_place_by_child ON provision_place (child_id);

CREATE TABLE content_answer (       -- an item of s. 436C that is no fact here: none, declined, or not collected
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  item     TEXT NOT NULL,           -- rule id, e.g. EA1996.436C.1.b.additional-address
  answer   TEXT NOT NULL CHECK (answer IN ('none', 'declined', 'not_collected', 'held')),
  note     TEXT,                    -- what is held, of an item that has no table of its own; else a remark
  from_day INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL,
  CHECK (answer <> 'held' OR note IS NOT NULL)
) STRICT;
CREATE INDEX content_answer_by_child ON content_answer (child_id, item, to_day);

CREATE TABLE protected_characteristic (  -- 436C(2)(a): only what the family chose to answer; no list, rule or priority reads it
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  kind     TEXT NOT NULL,           -- code list characteristic: the nine of the Equality Act 2010 s. 4
  answer   TEXT,                    -- in the family's words; NULL: asked and declined
  from_day INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX protected_characteristic_by_child ON protected_characteristic (child_id, kind, to_day);

CREATE TABLE home_consideration (   -- 436B(8): the authority considered where the child lives
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id       INTEGER NOT NULL REFERENCES child (id),
  entry_id       INTEGER NOT NULL REFERENCES entry (id),
  considered_day INTEGER NOT NULL,
  visit_asked    TEXT NOT NULL CHECK (visit_asked IN ('yes', 'no')),
  note           TEXT,
  officer_id     INTEGER NOT NULL REFERENCES officer (id),
  recorded_at    INTEGER NOT NULL,
  rev            INTEGER NOT NULL
) STRICT;
CREATE INDEX home_consideration_by_child ON home_consideration (child_id);
CREATE INDEX home_consideration_by_entry ON home_consideration (entry_id, considered_day);
CREATE INDEX home_consideration_by_officer ON home_consideration (officer_id);

CREATE TABLE settings_consideration (  -- 436B(10): the authority considered the settings it knows of
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id       INTEGER NOT NULL REFERENCES child (id),
  entry_id       INTEGER NOT NULL REFERENCES entry (id),
  considered_day INTEGER NOT NULL,
  note           TEXT,              -- which settings, and what came of it
  officer_id     INTEGER NOT NULL REFERENCES officer (id),
  recorded_at    INTEGER NOT NULL,
  rev            INTEGER NOT NULL
) STRICT;
CREATE INDEX settings_consideration_by_child ON settings_consideration (child_id);
CREATE INDEX settings_consideration_by_entry ON settings_consideration (entry_id, considered_day);
CREATE INDEX settings_consideration_by_officer ON settings_consideration (officer_id);

CREATE TABLE held (                 -- not eligible under s. 436B: held on another recorded basis
  id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- people see it as H7-6
  child_id    INTEGER NOT NULL REFERENCES child (id),
  route       TEXT NOT NULL,        -- code list route: on_roll_absent, approaching_school_age
  basis_kind  TEXT,                 -- code list held_basis; always given for a child approaching school age
  basis_day   INTEGER NOT NULL,     -- day of the notice, agreement, concern or report
  school_name TEXT, school_urn TEXT,  -- on_roll_absent: whose roll
  for_health  TEXT NOT NULL CHECK (for_health IN ('yes', 'no', 'unknown')),
  owner_id    INTEGER NOT NULL REFERENCES officer (id),
  from_day    INTEGER NOT NULL, to_day INTEGER,
  end_reason  TEXT,                 -- code list held_end; NULL while it holds
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX held_by_child ON held (child_id, from_day);
CREATE INDEX held_by_owner ON held (owner_id);

CREATE TABLE section_19_decision (  -- the authority's own, for a pupil absent for health
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  held_id     INTEGER NOT NULL REFERENCES held (id),
  decided_day INTEGER NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('arrange', 'not_needed')),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),  -- who decided
  provision   TEXT,                 -- what is arranged
  reasons     TEXT,
  review_day  INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX section_19_by_child ON section_19_decision (child_id);
CREATE INDEX section_19_by_held ON section_19_decision (held_id, id);
CREATE INDEX section_19_by_officer ON section_19_decision (officer_id);

CREATE TABLE destination (          -- where a leaver goes, as somebody said on a day
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  kind     TEXT NOT NULL,           -- code list destination
  place    TEXT,                    -- name of the school, college or employer
  said_day INTEGER NOT NULL,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX destination_by_child ON destination (child_id, said_day);

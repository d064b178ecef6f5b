-- Processes around an entry: leaving school, consent, reviews, contacts, seen.  Class: journalled.

CREATE TABLE withdrawal (           -- a school or a parent told us a child is to leave a school's roll
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid         TEXT NOT NULL,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  purpose      TEXT NOT NULL CHECK (purpose IN ('otherwise_than_at_school', 'other_school', 'not_known')),
  notified_by  TEXT NOT NULL,       -- code list source: school, parent, ...
  notified_day INTEGER NOT NULL,    -- the notice reached the authority: kept whatever the gates say
  notice_day   INTEGER,             -- the parent's written notice to the proprietor
  leave_day    INTEGER,             -- day after which the pupil will not attend
  school_name  TEXT NOT NULL, school_urn TEXT,
  placement    TEXT NOT NULL CHECK (placement IN
               ('mainstream', 'special', 'independent_special', 'unit', 'private')),
  placed_by    TEXT,                -- authority code; NULL when no authority arranged it
  on_roll      TEXT NOT NULL CHECK (on_roll IN ('yes', 'no')),  -- no: the school has already removed the name
  deleted_day  INTEGER,             -- when it was removed
  deletion_without_consent INTEGER NOT NULL CHECK (deletion_without_consent IN (0, 1)),  -- school's; the family is blamed for nothing
  state        TEXT NOT NULL CHECK (state IN
               ('consent_not_needed', 'consent_needed', 'applied', 'granted', 'refused', 'withdrawn', 'left')),
  closed_day   INTEGER,             -- NULL while open
  entry_id     INTEGER REFERENCES entry (id),  -- the entry it led to
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX withdrawal_by_child ON withdrawal (child_id, notified_day);
CREATE INDEX withdrawal_by_entry ON withdrawal (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX withdrawal_open ON withdrawal (notified_day) WHERE closed_day IS NULL;

CREATE TABLE consent_test (         -- the gate, each time it was tried; every verdict is kept
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  withdrawal_id INTEGER NOT NULL REFERENCES withdrawal (id),
  stage         TEXT NOT NULL CHECK (stage IN ('notice', 'application', 'decision', 'deletion')),
  on_day        INTEGER NOT NULL,
  rule          TEXT NOT NULL,      -- EA1996.434A.2, SI2024-208.9.2, LOCAL.gate....
  rule_version  INTEGER NOT NULL,
  inputs        TEXT NOT NULL,      -- JSON object of the rule's inputs
  required      INTEGER NOT NULL CHECK (required IN (0, 1)),
  conditions    TEXT NOT NULL,      -- '', 'A', 'B' or 'AB'
  local_gate    TEXT NOT NULL,      -- '', 'ehc' or 'child-protection'
  authorities   TEXT NOT NULL,      -- relevant authorities, space-separated; '' undetermined
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_test_by_child ON consent_test (child_id);
CREATE INDEX consent_test_by_withdrawal ON consent_test (withdrawal_id, id);

CREATE TABLE consent_application (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  withdrawal_id INTEGER NOT NULL REFERENCES withdrawal (id),
  applied_day   INTEGER NOT NULL,   -- A0: the five years of 434A(4)(b) end here
  applicant     TEXT NOT NULL CHECK (applicant IN ('parent', 'proprietor')),
  person_id     INTEGER REFERENCES person (id),
  parent_agrees TEXT NOT NULL CHECK (parent_agrees IN ('yes', 'unknown')),  -- 434A(7), when the proprietor applies
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_application_by_child ON consent_application (child_id);
CREATE INDEX consent_application_by_withdrawal ON consent_application (withdrawal_id, applied_day);
CREATE INDEX consent_application_by_person ON consent_application (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE consent_decision (     -- grant, or refuse on one of the two grounds of 434A(6); no conditions
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id       INTEGER NOT NULL REFERENCES child (id),
  application_id INTEGER NOT NULL REFERENCES consent_application (id),
  decided_day    INTEGER NOT NULL,
  outcome        TEXT NOT NULL CHECK (outcome IN ('granted', 'refused')),
  ground         TEXT CHECK (ground IN ('best_interests', 'no_suitable_arrangements')),
  basis_rule     TEXT NOT NULL,     -- statutory or the authority's own gate, by rule id
  reasons        TEXT NOT NULL,
  interpreter    TEXT,              -- code list interpreter: who interpreted; NULL when nobody said
  decided_by     TEXT NOT NULL CHECK (length(decided_by) = 3),  -- authority: ours, or another relevant one, 434A(13)
  officer_id     INTEGER NOT NULL REFERENCES officer (id),  -- who decided here, or recorded what another authority decided
  recorded_at    INTEGER NOT NULL,
  rev            INTEGER NOT NULL,
  CHECK ((outcome = 'refused') = (ground IS NOT NULL))
) STRICT;
CREATE INDEX consent_decision_by_child ON consent_decision (child_id);
CREATE INDEX consent_decision_by_application ON consent_decision (application_id);
CREATE INDEX consent_decision_by_officer ON consent_decision (officer_id);

CREATE TABLE consent_service (      -- notice of the decision, 434A(8)
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  decision_id INTEGER NOT NULL REFERENCES consent_decision (id),
  recipient   TEXT NOT NULL CHECK (recipient IN ('applicant', 'other_parent', 'proprietor')),
  person_id   INTEGER REFERENCES person (id),
  served_day  INTEGER NOT NULL,     -- or the day it was decided not to serve
  method      TEXT,                 -- code list service_method; NULL when not served
  e_service_id INTEGER REFERENCES e_service (id),  -- electronic: the parent's agreement in writing to it, s. 572(2)
  not_served  TEXT CHECK (not_served IN ('exceptional')),  -- another parent, exceptional circumstances, 434A(8)(b)
  reason      TEXT,                 -- why it was not served, or served after a manager had weighed it or what was asked
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  address_id  INTEGER REFERENCES address (id),                    -- by post, or left there: which, when somebody said
  wish_id     INTEGER REFERENCES contact_wish (id),               -- served all the same: what the parent had asked
  CHECK ((method IS NULL) = (not_served IS NOT NULL)),
  CHECK (not_served IS NULL OR reason IS NOT NULL),
  CHECK (not_served IS NULL OR recipient = 'other_parent'),
  CHECK (wish_id IS NULL OR reason IS NOT NULL),
  CHECK (e_service_id IS NULL OR method = 'electronic')
) STRICT;
CREATE INDEX consent_service_by_child ON consent_service (child_id);
CREATE INDEX consent_service_by_decision ON consent_service (decision_id);
CREATE INDEX consent_service_by_person ON consent_service (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX consent_service_by_e_service ON consent_service (e_service_id) WHERE e_service_id IS NOT NULL;
CREATE INDEX consent_service_by_address ON consent_service (address_id) WHERE address_id IS NOT NULL;
CREATE INDEX consent_service_by_wish ON consent_service (wish_id) WHERE wish_id IS NOT NULL;

CREATE TABLE consent_reference (    -- to the Secretary of State, 434A(10)-(11)
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  decision_id  INTEGER NOT NULL REFERENCES consent_decision (id),
  referred_day INTEGER NOT NULL,
  person_id    INTEGER REFERENCES person (id),
  outcome      TEXT CHECK (outcome IN ('upheld', 'directed_grant', 'directed_refuse', 'referred_back')),
  outcome_day  INTEGER,
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_reference_by_child ON consent_reference (child_id);
CREATE INDEX consent_reference_by_decision ON consent_reference (decision_id);
CREATE INDEX consent_reference_by_person ON consent_reference (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE education_information ( -- what the family sent about the education; a plan is one kind
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  entry_id     INTEGER NOT NULL REFERENCES entry (id),
  kind         TEXT NOT NULL,       -- code list information_kind
  method       TEXT NOT NULL,       -- code list contact_method
  person_id    INTEGER REFERENCES person (id),  -- who sent it; NULL when not known
  received_day INTEGER NOT NULL,
  note         TEXT,
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX education_information_by_child ON education_information (child_id, received_day);
CREATE INDEX education_information_by_entry ON education_information (entry_id);
CREATE INDEX education_information_by_person ON education_information (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE review (               -- review of the education (local policy)
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  entry_id      INTEGER NOT NULL REFERENCES entry (id),
  reviewed_day  INTEGER NOT NULL,
  method        TEXT NOT NULL,      -- code list review_method: post, email, meeting, remote, visit
  desk          INTEGER NOT NULL CHECK (desk IN (0, 1)),  -- nobody met the family or the child: it says that it is one
  outcome       TEXT NOT NULL CHECK (outcome IN
                ('suitable', 'more_information', 'appears_not_suitable', 'not_assessed')),
  reasons       TEXT NOT NULL,
  interpreter   TEXT,               -- code list interpreter: who interpreted; NULL when nobody said
  voice         TEXT NOT NULL,      -- code list voice: by which means, not offered, child chose not to; never copied
  voice_note    TEXT,
  next_day      INTEGER,            -- next review, when earlier than the yearly one
  officer_id    INTEGER NOT NULL REFERENCES officer (id),
  state         TEXT NOT NULL CHECK (state IN ('awaiting_second_officer', 'final')),
  signed_by     INTEGER REFERENCES officer (id),  -- a second officer, for every adverse outcome
  signed_day    INTEGER,
  signed_agrees TEXT CHECK (signed_agrees IN ('yes', 'no')),
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX review_by_child ON review (child_id, reviewed_day);
CREATE INDEX review_by_entry ON review (entry_id, reviewed_day);
CREATE INDEX review_by_officer ON review (officer_id);
CREATE INDEX review_by_signed ON review (signed_by) WHERE signed_by IS NOT NULL;

CREATE TABLE review_evidence (      -- what was looked at
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id  INTEGER NOT NULL REFERENCES child (id),
  review_id INTEGER NOT NULL REFERENCES review (id),
  kind      TEXT NOT NULL,          -- code list evidence
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX review_evidence_by_child ON review_evidence (child_id);
CREATE INDEX review_evidence_by_review ON review_evidence (review_id);

CREATE TABLE contact (              -- an attempt to reach the family; attempts count too
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  on_day      INTEGER NOT NULL,
  method      TEXT NOT NULL,        -- code list contact_method
  direction   TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  person_id   INTEGER REFERENCES person (id),
  outcome     TEXT NOT NULL,        -- code list contact_outcome: reached, no_reply, declined, ...
  interpreter TEXT,                 -- code list interpreter: who interpreted; NULL when nobody said
  note        TEXT,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  contact_point_id INTEGER REFERENCES contact_point (id),             -- the number or e-mail address it went to; NULL when nobody said
  address_id  INTEGER REFERENCES address (id),                    -- or the address
  wish_id     INTEGER REFERENCES contact_wish (id),               -- sent all the same: what the adult had asked
  despite     TEXT,                                            -- and why, or why after a manager had weighed an order or limits of contact; personal data
  CHECK (contact_point_id IS NULL OR address_id IS NULL),
  CHECK (wish_id IS NULL OR despite IS NOT NULL)
) STRICT;
CREATE INDEX contact_by_child ON contact (child_id, on_day);
CREATE INDEX contact_by_person ON contact (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX contact_by_officer ON contact (officer_id);
CREATE INDEX contact_by_point ON contact (contact_point_id) WHERE contact_point_id IS NOT NULL;
CREATE INDEX contact_by_address ON contact (address_id) WHERE address_id IS NOT NULL;
CREATE INDEX contact_by_wish ON contact (wish_id) WHERE wish_id IS NOT NULL;

CREATE TABLE seen (                 -- the child was seen: its own fact, never inferred from a letter or a report
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  on_day      INTEGER NOT NULL,
  means       TEXT NOT NULL CHECK (means IN ('in_person', 'on_screen')),
  place       TEXT NOT NULL,        -- code list seen_place
  by_whom     TEXT NOT NULL,        -- code list professional
  alone       TEXT NOT NULL CHECK (alone IN ('yes', 'no', 'unknown')),
  voice       TEXT NOT NULL,        -- code list voice
  note        TEXT,
  source      TEXT NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),  -- who recorded it
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX seen_by_child ON seen (child_id, on_day);
CREATE INDEX seen_by_officer ON seen (officer_id);

CREATE TABLE import_row (           -- which row of an imported file became what: an import is resumed, and its files joined, by this
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  person_id  INTEGER REFERENCES person (id),
  batch      TEXT NOT NULL,         -- as in journal.batch
  row_key    TEXT NOT NULL,         -- hash of what the row says, with the register's uuid; never what it says
  family_key TEXT, person_key TEXT, -- numbers of the system it came from; the child's own is an identifier
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX import_row_by_key ON import_row (row_key);
CREATE INDEX import_row_by_child ON import_row (child_id);
CREATE INDEX import_row_by_batch ON import_row (batch);
CREATE INDEX import_row_by_person ON import_row (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX import_row_by_family ON import_row (family_key) WHERE family_key IS NOT NULL;
CREATE INDEX import_row_by_person_key ON import_row (person_key) WHERE person_key IS NOT NULL;

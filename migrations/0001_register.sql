-- 0001 The register.
-- Why: the first schema; schema/*.sql is the same text with its comments.
-- Safe on live data: yes (creates an empty register). Personal data: no.
CREATE TABLE register (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  uuid          TEXT NOT NULL CHECK (length(uuid) = 36),
  authority     TEXT NOT NULL CHECK (length(authority) = 3),
  demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
  created_at    INTEGER NOT NULL
) STRICT;
CREATE TABLE schema_migration (
  version    INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  applied_at INTEGER NOT NULL,
  by_version TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
  seq          INTEGER PRIMARY KEY CHECK (seq > 0),
  at           INTEGER NOT NULL,
  officer      TEXT NOT NULL,
  kind         TEXT NOT NULL,
  command      TEXT NOT NULL,
  schema       INTEGER NOT NULL,
  batch        TEXT NOT NULL,
  undo_class   TEXT NOT NULL CHECK (undo_class IN ('undoable', 'compensate', 'final')),
  undoes       INTEGER REFERENCES journal (seq),
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  prev         BLOB NOT NULL CHECK (length(prev) = 32),
  hash         BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX journal_by_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_by_batch ON journal (batch) WHERE batch <> '';
CREATE TABLE journal_payload (
  seq    INTEGER PRIMARY KEY REFERENCES journal (seq),
  salt   BLOB NOT NULL CHECK (length(salt) = 16),
  reason TEXT NOT NULL,
  body   BLOB NOT NULL
) STRICT;
CREATE TABLE journal_touch (
  seq      INTEGER NOT NULL REFERENCES journal (seq),
  child_id INTEGER NOT NULL,
  PRIMARY KEY (seq, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_touch_by_child ON journal_touch (child_id, seq);

CREATE TABLE journal_disposal (  -- what entry seq erased of older payloads; its payload_hash covers this list
  seq          INTEGER NOT NULL REFERENCES journal (seq),
  of_seq       INTEGER NOT NULL REFERENCES journal (seq) CHECK (of_seq < seq),
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),  -- of the payload of of_seq since then
  PRIMARY KEY (seq, of_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_disposal_by_entry ON journal_disposal (of_seq, seq);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_payload_no_update BEFORE UPDATE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_payload_no_delete BEFORE DELETE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_disposal_no_update BEFORE UPDATE ON journal_disposal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TRIGGER journal_disposal_no_delete BEFORE DELETE ON journal_disposal
BEGIN SELECT RAISE(ABORT, 'the journal is insert-only'); END;
CREATE TABLE authority (
  code TEXT PRIMARY KEY, ons_code TEXT, name TEXT NOT NULL, live INTEGER NOT NULL CHECK (live IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE code (
  list     TEXT NOT NULL,
  code     TEXT NOT NULL,
  position INTEGER NOT NULL,
  label    TEXT NOT NULL,
  wording  TEXT NOT NULL,
  from_day INTEGER, to_day INTEGER,
  rev      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE flag_kind (
  code          TEXT PRIMARY KEY,
  position      INTEGER NOT NULL,
  wording       TEXT NOT NULL,
  priority      INTEGER NOT NULL CHECK (priority IN (0, 1)),
  safeguarding  INTEGER NOT NULL CHECK (safeguarding IN (0, 1)),
  rev           INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT NOT NULL,
  value    TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  to_day   INTEGER,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX setting_by_name ON setting (name, from_day);
CREATE TABLE officer (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL,
  login    TEXT NOT NULL,
  name     TEXT NOT NULL,
  team     TEXT,
  from_day INTEGER NOT NULL,
  to_day   INTEGER,
  rev      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX officer_by_login ON officer (login) WHERE to_day IS NULL;
CREATE TABLE officer_role (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  role       TEXT NOT NULL CHECK (role IN
             ('officer', 'manager', 'safeguarding', 'exporter', 'auditor', 'administrator',
              'custodian')),
  from_day   INTEGER NOT NULL,
  to_day     INTEGER,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX officer_role_by_officer ON officer_role (officer_id, from_day);
CREATE TABLE calendar_day (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  calendar TEXT NOT NULL,
  day      INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('open', 'closed')),
  title    TEXT,
  to_day   INTEGER,
  rev      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX calendar_day_by_day ON calendar_day (calendar, day) WHERE to_day IS NULL;
CREATE TABLE child (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid            TEXT NOT NULL,
  born_day        INTEGER NOT NULL,
  sex             TEXT NOT NULL CHECK (sex IN ('F', 'M', 'U')),
  school_age_from INTEGER NOT NULL,
  school_age_to   INTEGER NOT NULL,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev             INTEGER NOT NULL
) STRICT;
CREATE INDEX child_by_born ON child (born_day);
CREATE TABLE child_name (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  kind        TEXT NOT NULL CHECK (kind IN ('legal', 'preferred', 'former')),
  full_name   TEXT NOT NULL,
  given_names TEXT, family_name TEXT,
  from_day    INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX child_name_by_child ON child_name (child_id, kind, to_day);
CREATE TABLE person (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('parent', 'carer', 'other')),
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev  INTEGER NOT NULL
) STRICT;
CREATE TABLE person_name (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL CHECK (kind IN ('legal', 'preferred', 'former')),
  full_name   TEXT NOT NULL,
  given_names TEXT, family_name TEXT,
  from_day    INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX person_name_by_person ON person_name (person_id, kind, to_day);
CREATE TABLE relationship (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id       INTEGER NOT NULL REFERENCES child (id),
  person_id      INTEGER NOT NULL REFERENCES person (id),
  kind           TEXT NOT NULL,
  responsibility TEXT NOT NULL CHECK (responsibility IN ('yes', 'no', 'unknown')),
  responsibility_basis TEXT,
  has_care       TEXT NOT NULL CHECK (has_care IN ('yes', 'no', 'unknown')),
  educates       TEXT NOT NULL CHECK (educates IN ('yes', 'no', 'unknown')),
  from_day       INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev            INTEGER NOT NULL,
  evidence       TEXT,
  contact_limits TEXT
) STRICT;
CREATE INDEX relationship_by_child ON relationship (child_id, to_day);
CREATE INDEX relationship_by_person ON relationship (person_id);
CREATE TABLE address (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid      TEXT NOT NULL,
  line1     TEXT, line2 TEXT, line3 TEXT, town TEXT, county TEXT,
  postcode  TEXT,
  uprn      TEXT,
  authority TEXT,
  place_kind TEXT,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX address_by_postcode ON address (postcode);
CREATE INDEX address_by_uprn ON address (uprn) WHERE uprn IS NOT NULL;
CREATE TABLE child_residence (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  address_id INTEGER NOT NULL REFERENCES address (id),
  kind       TEXT NOT NULL CHECK (kind IN ('home', 'additional', 'previous', 'correspondence')),
  from_day   INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX child_residence_by_child ON child_residence (child_id, to_day);
CREATE INDEX child_residence_by_address ON child_residence (address_id);
CREATE TABLE person_residence (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id  INTEGER NOT NULL REFERENCES person (id),
  address_id INTEGER NOT NULL REFERENCES address (id),
  kind       TEXT NOT NULL CHECK (kind IN ('home', 'additional', 'previous', 'correspondence')),
  from_day   INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX person_residence_by_person ON person_residence (person_id, to_day);
CREATE INDEX person_residence_by_address ON person_residence (address_id);
CREATE TABLE contact_point (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person (id),
  kind      TEXT NOT NULL,
  value     TEXT NOT NULL,
  value_key TEXT NOT NULL,
  from_day  INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_point_by_person ON contact_point (person_id, to_day);
CREATE INDEX contact_point_by_key ON contact_point (value_key);
CREATE TABLE e_service (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id        INTEGER NOT NULL REFERENCES person (id),
  contact_point_id INTEGER NOT NULL REFERENCES contact_point (id),
  from_day         INTEGER NOT NULL,
  to_day           INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev              INTEGER NOT NULL
) STRICT;
CREATE INDEX e_service_by_person ON e_service (person_id);
CREATE INDEX e_service_by_point ON e_service (contact_point_id, to_day);
CREATE TABLE contact_wish (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id        INTEGER NOT NULL REFERENCES person (id),
  contact_point_id INTEGER REFERENCES contact_point (id),
  residence_id     INTEGER REFERENCES person_residence (id),
  kind             TEXT NOT NULL,
  words            TEXT,
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
CREATE TABLE communication (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id   INTEGER NOT NULL REFERENCES person (id),
  language    TEXT NOT NULL,
  interpreter TEXT NOT NULL CHECK (interpreter IN ('yes', 'no', 'unknown')),
  format      TEXT NOT NULL,
  from_day    INTEGER NOT NULL,
  to_day      INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX communication_by_person ON communication (person_id, to_day);
CREATE TABLE travel (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  from_day     INTEGER NOT NULL,
  expected_day INTEGER NOT NULL,
  returned_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX travel_by_child ON travel (child_id, from_day);
CREATE TABLE withholding (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id         INTEGER NOT NULL REFERENCES child (id),
  fact             TEXT NOT NULL CHECK (fact IN ('address', 'contact_point', 'school', 'location')),
  address_id       INTEGER REFERENCES address (id),
  contact_point_id INTEGER REFERENCES contact_point (id),
  person_id        INTEGER REFERENCES person (id),
  refuge           INTEGER NOT NULL CHECK (refuge IN (0, 1)),
  care_of_id       INTEGER REFERENCES address (id),
  confirmed_by     TEXT NOT NULL,
  reason           TEXT NOT NULL,
  from_day         INTEGER NOT NULL,
  to_day           INTEGER,
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
CREATE TABLE identifier (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  kind     TEXT NOT NULL CHECK (kind IN ('upn', 'former_upn', 'uln', 'nhs', 'social_care', 'previous_system', 'other')),
  value    TEXT NOT NULL,
  verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
  from_day INTEGER, to_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX identifier_current ON identifier (kind, value) WHERE to_day IS NULL AND kind IN ('upn', 'uln', 'nhs');
CREATE INDEX identifier_previous ON identifier (value) WHERE to_day IS NULL AND kind = 'previous_system';
CREATE INDEX identifier_by_value ON identifier (value);
CREATE INDEX identifier_by_child ON identifier (child_id, kind, to_day);
CREATE TABLE flag (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  kind          TEXT NOT NULL REFERENCES flag_kind (code),
  from_day      INTEGER NOT NULL,
  to_day        INTEGER,
  authority     TEXT,
  significant_harm TEXT CHECK (significant_harm IN ('yes', 'no', 'unknown')),
  provision     TEXT,
  reviewed_day  INTEGER,
  confirmed_by  TEXT,
  note          TEXT,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX flag_by_child ON flag (child_id, kind, from_day);
CREATE INDEX flag_by_kind ON flag (kind, to_day, child_id);
CREATE TABLE flag_review (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  flag_id      INTEGER NOT NULL REFERENCES flag (id),
  reviewed_day INTEGER NOT NULL,
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX flag_review_by_child ON flag_review (child_id);
CREATE INDEX flag_review_by_flag ON flag_review (flag_id, reviewed_day);
CREATE TABLE child_alias (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  same_as_id  INTEGER NOT NULL REFERENCES child (id),
  from_day    INTEGER NOT NULL,
  to_day      INTEGER,
  reason      TEXT NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  end_reason  TEXT,
  ended_by    INTEGER REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  CHECK (child_id <> same_as_id)
) STRICT;
CREATE UNIQUE INDEX child_alias_current ON child_alias (child_id) WHERE to_day IS NULL;
CREATE INDEX child_alias_by_child ON child_alias (child_id, from_day);
CREATE INDEX child_alias_by_same_as ON child_alias (same_as_id, from_day);
CREATE INDEX child_alias_by_officer ON child_alias (officer_id);
CREATE INDEX child_alias_by_ended ON child_alias (ended_by) WHERE ended_by IS NOT NULL;
CREATE TABLE entry (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid            TEXT NOT NULL,
  child_id        INTEGER NOT NULL REFERENCES child (id),
  route           TEXT NOT NULL,
  condition_c     TEXT NOT NULL CHECK (condition_c IN ('a', 'b', 'c')),
  from_day        INTEGER NOT NULL,
  to_day          INTEGER,
  end_reason      TEXT,
  end_source      TEXT,
  end_authority   TEXT,
  end_school_name TEXT, end_school_urn TEXT,
  end_note        TEXT,
  notified_day    INTEGER NOT NULL,
  notified_by     TEXT NOT NULL,
  registered_day  INTEGER NOT NULL,
  reason          TEXT NOT NULL,
  reason_by_school TEXT,
  prior_setting   TEXT,
  school_name     TEXT, school_urn TEXT,
  school_left_day INTEGER,
  owner_id        INTEGER NOT NULL REFERENCES officer (id),
  full_time       TEXT CHECK (full_time IN ('yes', 'no')),
  route_reason    TEXT,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev             INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_by_child ON entry (child_id, from_day);
CREATE INDEX entry_open ON entry (child_id) WHERE to_day IS NULL;
CREATE INDEX entry_by_owner ON entry (owner_id);
CREATE TABLE entry_reason (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  entry_id INTEGER NOT NULL REFERENCES entry (id),
  reason   TEXT NOT NULL,
  said_by  TEXT NOT NULL,
  said_day INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_reason_by_child ON entry_reason (child_id);
CREATE INDEX entry_reason_by_entry ON entry_reason (entry_id);
CREATE TABLE entry_route (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  entry_id   INTEGER NOT NULL REFERENCES entry (id),
  route      TEXT NOT NULL,
  full_time  TEXT CHECK (full_time IN ('yes', 'no')),
  route_reason TEXT NOT NULL,
  from_day   INTEGER NOT NULL, to_day INTEGER,
  end_reason TEXT,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_route_by_child ON entry_route (child_id, from_day);
CREATE INDEX entry_route_by_entry ON entry_route (entry_id);
CREATE TABLE provision (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id        INTEGER NOT NULL REFERENCES child (id),
  kind            TEXT NOT NULL,
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
CREATE TABLE home_consideration (
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

CREATE TABLE held (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  route       TEXT NOT NULL,
  basis_kind  TEXT,
  basis_day   INTEGER NOT NULL,
  school_name TEXT, school_urn TEXT,
  for_health  TEXT NOT NULL CHECK (for_health IN ('yes', 'no', 'unknown')),
  owner_id    INTEGER NOT NULL REFERENCES officer (id),
  from_day    INTEGER NOT NULL, to_day INTEGER,
  end_reason  TEXT,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX held_by_child ON held (child_id, from_day);
CREATE INDEX held_by_owner ON held (owner_id);
CREATE TABLE section_19_decision (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  held_id     INTEGER NOT NULL REFERENCES held (id),
  decided_day INTEGER NOT NULL,
  outcome     TEXT NOT NULL CHECK (outcome IN ('arrange', 'not_needed')),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  provision   TEXT,
  reasons     TEXT,
  review_day  INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX section_19_by_child ON section_19_decision (child_id);
CREATE INDEX section_19_by_held ON section_19_decision (held_id, id);
CREATE INDEX section_19_by_officer ON section_19_decision (officer_id);
CREATE TABLE destination (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  kind     TEXT NOT NULL,
  place    TEXT,
  said_day INTEGER NOT NULL,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX destination_by_child ON destination (child_id, said_day);
CREATE TABLE withdrawal (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid         TEXT NOT NULL,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  purpose      TEXT NOT NULL CHECK (purpose IN ('otherwise_than_at_school', 'other_school', 'not_known')),
  notified_by  TEXT NOT NULL,
  notified_day INTEGER NOT NULL,
  notice_day   INTEGER,
  leave_day    INTEGER,
  school_name  TEXT NOT NULL, school_urn TEXT,
  placement    TEXT NOT NULL CHECK (placement IN
               ('mainstream', 'special', 'independent_special', 'unit', 'private')),
  placed_by    TEXT,
  on_roll      TEXT NOT NULL CHECK (on_roll IN ('yes', 'no')),
  deleted_day  INTEGER,
  deletion_without_consent INTEGER NOT NULL CHECK (deletion_without_consent IN (0, 1)),
  state        TEXT NOT NULL CHECK (state IN
               ('consent_not_needed', 'consent_needed', 'applied', 'granted', 'refused', 'withdrawn', 'left')),
  closed_day   INTEGER,
  entry_id     INTEGER REFERENCES entry (id),
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX withdrawal_by_child ON withdrawal (child_id, notified_day);
CREATE INDEX withdrawal_by_entry ON withdrawal (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX withdrawal_open ON withdrawal (notified_day) WHERE closed_day IS NULL;
CREATE TABLE consent_test (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  withdrawal_id INTEGER NOT NULL REFERENCES withdrawal (id),
  stage         TEXT NOT NULL CHECK (stage IN ('notice', 'application', 'decision', 'deletion')),
  on_day        INTEGER NOT NULL,
  rule          TEXT NOT NULL,
  rule_version  INTEGER NOT NULL,
  inputs        TEXT NOT NULL,
  required      INTEGER NOT NULL CHECK (required IN (0, 1)),
  conditions    TEXT NOT NULL,
  local_gate    TEXT NOT NULL,
  authorities   TEXT NOT NULL,
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_test_by_child ON consent_test (child_id);
CREATE INDEX consent_test_by_withdrawal ON consent_test (withdrawal_id, id);
CREATE TABLE consent_application (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  withdrawal_id INTEGER NOT NULL REFERENCES withdrawal (id),
  applied_day   INTEGER NOT NULL,
  applicant     TEXT NOT NULL CHECK (applicant IN ('parent', 'proprietor')),
  person_id     INTEGER REFERENCES person (id),
  parent_agrees TEXT NOT NULL CHECK (parent_agrees IN ('yes', 'unknown')),
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_application_by_child ON consent_application (child_id);
CREATE INDEX consent_application_by_withdrawal ON consent_application (withdrawal_id, applied_day);
CREATE INDEX consent_application_by_person ON consent_application (person_id) WHERE person_id IS NOT NULL;
CREATE TABLE consent_decision (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id       INTEGER NOT NULL REFERENCES child (id),
  application_id INTEGER NOT NULL REFERENCES consent_application (id),
  decided_day    INTEGER NOT NULL,
  outcome        TEXT NOT NULL CHECK (outcome IN ('granted', 'refused')),
  ground         TEXT CHECK (ground IN ('best_interests', 'no_suitable_arrangements')),
  basis_rule     TEXT NOT NULL,
  reasons        TEXT NOT NULL,
  interpreter    TEXT,
  decided_by     TEXT NOT NULL CHECK (length(decided_by) = 3),
  officer_id     INTEGER NOT NULL REFERENCES officer (id),
  recorded_at    INTEGER NOT NULL,
  rev            INTEGER NOT NULL,
  CHECK ((outcome = 'refused') = (ground IS NOT NULL))
) STRICT;
CREATE INDEX consent_decision_by_child ON consent_decision (child_id);
CREATE INDEX consent_decision_by_application ON consent_decision (application_id);
CREATE INDEX consent_decision_by_officer ON consent_decision (officer_id);
CREATE TABLE consent_service (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  decision_id INTEGER NOT NULL REFERENCES consent_decision (id),
  recipient   TEXT NOT NULL CHECK (recipient IN ('applicant', 'other_parent', 'proprietor')),
  person_id   INTEGER REFERENCES person (id),
  served_day  INTEGER NOT NULL,
  method      TEXT,
  e_service_id INTEGER REFERENCES e_service (id),
  not_served  TEXT CHECK (not_served IN ('exceptional')),
  reason      TEXT,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  address_id  INTEGER REFERENCES address (id),
  wish_id     INTEGER REFERENCES contact_wish (id),
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
CREATE TABLE consent_reference (
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
CREATE TABLE education_information (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  entry_id     INTEGER NOT NULL REFERENCES entry (id),
  kind         TEXT NOT NULL,
  method       TEXT NOT NULL,
  person_id    INTEGER REFERENCES person (id),
  received_day INTEGER NOT NULL,
  note         TEXT,
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX education_information_by_child ON education_information (child_id, received_day);
CREATE INDEX education_information_by_entry ON education_information (entry_id);
CREATE INDEX education_information_by_person ON education_information (person_id) WHERE person_id IS NOT NULL;
CREATE TABLE review (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  entry_id      INTEGER NOT NULL REFERENCES entry (id),
  reviewed_day  INTEGER NOT NULL,
  method        TEXT NOT NULL,
  desk          INTEGER NOT NULL CHECK (desk IN (0, 1)),
  outcome       TEXT NOT NULL CHECK (outcome IN
                ('suitable', 'more_information', 'appears_not_suitable', 'not_assessed')),
  reasons       TEXT NOT NULL,
  interpreter   TEXT,
  voice         TEXT NOT NULL,
  voice_note    TEXT,
  next_day      INTEGER,
  officer_id    INTEGER NOT NULL REFERENCES officer (id),
  state         TEXT NOT NULL CHECK (state IN ('awaiting_second_officer', 'final')),
  signed_by     INTEGER REFERENCES officer (id),
  signed_day    INTEGER,
  signed_agrees TEXT CHECK (signed_agrees IN ('yes', 'no')),
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL
) STRICT;
CREATE INDEX review_by_child ON review (child_id, reviewed_day);
CREATE INDEX review_by_entry ON review (entry_id, reviewed_day);
CREATE INDEX review_by_officer ON review (officer_id);
CREATE INDEX review_by_signed ON review (signed_by) WHERE signed_by IS NOT NULL;
CREATE TABLE review_evidence (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id  INTEGER NOT NULL REFERENCES child (id),
  review_id INTEGER NOT NULL REFERENCES review (id),
  kind      TEXT NOT NULL,
  rev       INTEGER NOT NULL
) STRICT;
CREATE INDEX review_evidence_by_child ON review_evidence (child_id);
CREATE INDEX review_evidence_by_review ON review_evidence (review_id);
CREATE TABLE contact (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  on_day      INTEGER NOT NULL,
  method      TEXT NOT NULL,
  direction   TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  person_id   INTEGER REFERENCES person (id),
  outcome     TEXT NOT NULL,
  interpreter TEXT,
  note        TEXT,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  contact_point_id INTEGER REFERENCES contact_point (id),
  address_id  INTEGER REFERENCES address (id),
  wish_id     INTEGER REFERENCES contact_wish (id),
  despite     TEXT,
  CHECK (contact_point_id IS NULL OR address_id IS NULL),
  CHECK (wish_id IS NULL OR despite IS NOT NULL)
) STRICT;
CREATE INDEX contact_by_child ON contact (child_id, on_day);
CREATE INDEX contact_by_person ON contact (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX contact_by_officer ON contact (officer_id);
CREATE INDEX contact_by_point ON contact (contact_point_id) WHERE contact_point_id IS NOT NULL;
CREATE INDEX contact_by_address ON contact (address_id) WHERE address_id IS NOT NULL;
CREATE INDEX contact_by_wish ON contact (wish_id) WHERE wish_id IS NOT NULL;
CREATE TABLE seen (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  on_day      INTEGER NOT NULL,
  means       TEXT NOT NULL CHECK (means IN ('in_person', 'on_screen')),
  place       TEXT NOT NULL,
  by_whom     TEXT NOT NULL,
  alone       TEXT NOT NULL CHECK (alone IN ('yes', 'no', 'unknown')),
  voice       TEXT NOT NULL,
  note        TEXT,
  source      TEXT NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX seen_by_child ON seen (child_id, on_day);
CREATE INDEX seen_by_officer ON seen (officer_id);
CREATE TABLE told (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  person_id   INTEGER NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  version     TEXT NOT NULL,
  language    TEXT NOT NULL,
  on_day      INTEGER NOT NULL,
  method      TEXT NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  contact_point_id INTEGER REFERENCES contact_point (id),
  address_id  INTEGER REFERENCES address (id),
  wish_id     INTEGER REFERENCES contact_wish (id),
  despite     TEXT,
  CHECK (contact_point_id IS NULL OR address_id IS NULL),
  CHECK (wish_id IS NULL OR despite IS NOT NULL)
) STRICT;
CREATE INDEX told_by_child ON told (child_id, kind, on_day);
CREATE INDEX told_by_person ON told (person_id);
CREATE INDEX told_by_officer ON told (officer_id);
CREATE INDEX told_by_point ON told (contact_point_id) WHERE contact_point_id IS NOT NULL;
CREATE INDEX told_by_address ON told (address_id) WHERE address_id IS NOT NULL;
CREATE INDEX told_by_wish ON told (wish_id) WHERE wish_id IS NOT NULL;
CREATE TABLE import_row (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  person_id  INTEGER REFERENCES person (id),
  batch      TEXT NOT NULL,
  row_key    TEXT NOT NULL,
  family_key TEXT, person_key TEXT,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX import_row_by_key ON import_row (row_key);
CREATE INDEX import_row_by_child ON import_row (child_id);
CREATE INDEX import_row_by_batch ON import_row (batch);
CREATE INDEX import_row_by_person ON import_row (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX import_row_by_family ON import_row (family_key) WHERE family_key IS NOT NULL;
CREATE INDEX import_row_by_person_key ON import_row (person_key) WHERE person_key IS NOT NULL;

CREATE TABLE intake (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid          TEXT NOT NULL,
  kind          TEXT NOT NULL,
  channel       TEXT NOT NULL,
  received_day  INTEGER NOT NULL,
  received_time TEXT,
  teller        TEXT NOT NULL CHECK (teller IN ('named', 'anonymous', 'unknown')),
  source        TEXT NOT NULL,
  teller_name   TEXT, teller_contact TEXT,
  protected_name TEXT, protected_contact TEXT,
  authority     TEXT,
  adult_name    TEXT,
  telephone     TEXT, telephone_key TEXT,
  email         TEXT, email_key TEXT,
  address       TEXT, postcode TEXT,
  body          TEXT,
  document      TEXT,
  acknowledged_day INTEGER,
  group_id      INTEGER REFERENCES intake (id),
  outcome       TEXT,
  closed_day    INTEGER,
  keep_day      INTEGER,
  disposed_day  INTEGER,
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL,
  CHECK (teller = 'named' OR (teller_name IS NULL AND teller_contact IS NULL)),
  CHECK (teller = 'anonymous' OR (protected_name IS NULL AND protected_contact IS NULL)),
  CHECK (closed_day IS NULL OR outcome IS NOT NULL)
) STRICT;
CREATE INDEX intake_open ON intake (received_day, id) WHERE closed_day IS NULL;
CREATE INDEX intake_by_received ON intake (received_day, id);
CREATE INDEX intake_by_keep ON intake (keep_day) WHERE keep_day IS NOT NULL AND disposed_day IS NULL;
CREATE INDEX intake_by_group ON intake (group_id) WHERE group_id IS NOT NULL;
CREATE TABLE intake_subject (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  intake_id   INTEGER NOT NULL REFERENCES intake (id),
  full_name   TEXT,
  born_day    INTEGER,
  age_years   INTEGER CHECK (age_years BETWEEN 0 AND 25),
  sex         TEXT CHECK (sex IN ('F', 'M', 'U')),
  born_said   TEXT,
  upn         TEXT,
  school      TEXT,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_subject_by_intake ON intake_subject (intake_id);
CREATE TABLE intake_outcome (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  intake_id   INTEGER NOT NULL REFERENCES intake (id),
  outcome     TEXT NOT NULL,
  on_day      INTEGER NOT NULL,
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  reason      TEXT,
  authority   TEXT,
  sent_day    INTEGER,
  keep_day    INTEGER,
  next_day    INTEGER,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL,
  receipt_day INTEGER,
  chased_day  INTEGER,
  no_receipt  INTEGER CHECK (no_receipt = 1),
  misdirected_day INTEGER,
  misdirected TEXT
) STRICT;
CREATE INDEX intake_outcome_by_intake ON intake_outcome (intake_id, id);
CREATE INDEX intake_outcome_by_officer ON intake_outcome (officer_id);
CREATE TABLE intake_child (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  intake_id   INTEGER NOT NULL REFERENCES intake (id),
  on_day      INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_child_by_child ON intake_child (child_id);
CREATE INDEX intake_child_by_intake ON intake_child (intake_id);
CREATE TABLE forwarding (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id      INTEGER NOT NULL REFERENCES child (id),
  withdrawal_id INTEGER NOT NULL REFERENCES withdrawal (id),
  what          TEXT NOT NULL CHECK (what IN ('notice', 'application', 'decision', 'deletion')),
  to_area       TEXT NOT NULL,
  to_body       TEXT,
  sent_day      INTEGER NOT NULL,
  method        TEXT,
  requested_day INTEGER,
  other_basis   TEXT,
  reason        TEXT,
  chased_day    INTEGER,
  receipt_day   INTEGER,
  taken_over    TEXT CHECK (taken_over IN ('yes', 'no')),
  officer_id    INTEGER NOT NULL REFERENCES officer (id),
  recorded_at   INTEGER NOT NULL,
  rev           INTEGER NOT NULL,
  misdirected_day INTEGER,
  misdirected   TEXT,
  elsewhere     INTEGER NOT NULL DEFAULT 0 CHECK (elsewhere IN (0, 1)),
  CHECK (method IS NOT NULL OR reason IS NOT NULL),
  CHECK ((receipt_day IS NULL) = (taken_over IS NULL)),
  CHECK ((misdirected_day IS NULL) = (misdirected IS NULL))
) STRICT;
CREATE INDEX forwarding_by_child ON forwarding (child_id);
CREATE INDEX forwarding_by_withdrawal ON forwarding (withdrawal_id);
CREATE INDEX forwarding_by_officer ON forwarding (officer_id);
CREATE INDEX forwarding_waiting ON forwarding (sent_day, id) WHERE receipt_day IS NULL AND method IS NOT NULL;

CREATE TABLE restriction (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  kind         TEXT NOT NULL CHECK (kind IN ('protection', 'staff_family', 'sealed')),
  from_day     INTEGER NOT NULL,
  to_day       INTEGER,
  custodian_id INTEGER NOT NULL REFERENCES officer (id),
  reason       TEXT NOT NULL,
  officer_id   INTEGER NOT NULL REFERENCES officer (id),
  end_reason   TEXT,
  ended_by     INTEGER REFERENCES officer (id),
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX restriction_by_child ON restriction (child_id, to_day);
CREATE INDEX restriction_by_custodian ON restriction (custodian_id);
CREATE INDEX restriction_by_officer ON restriction (officer_id);
CREATE INDEX restriction_by_ended ON restriction (ended_by) WHERE ended_by IS NOT NULL;

CREATE TABLE declaration (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  from_day    INTEGER NOT NULL,
  to_day      INTEGER,
  reason      TEXT,
  end_reason  TEXT,
  ended_by    INTEGER REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX declaration_by_child ON declaration (child_id, officer_id);
CREATE INDEX declaration_by_officer ON declaration (officer_id, to_day);
CREATE INDEX declaration_by_ended ON declaration (ended_by) WHERE ended_by IS NOT NULL;

CREATE TABLE glass (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  opened_at   INTEGER NOT NULL,
  until_at    INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX glass_by_child ON glass (child_id);
CREATE INDEX glass_by_officer ON glass (officer_id, until_at);

CREATE TABLE duty (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  kind          TEXT NOT NULL,
  rule          TEXT NOT NULL,
  rule_version  INTEGER NOT NULL,
  inputs        TEXT NOT NULL,
  child_id      INTEGER REFERENCES child (id),
  entry_id      INTEGER REFERENCES entry (id),
  withdrawal_id INTEGER REFERENCES withdrawal (id),
  review_id     INTEGER REFERENCES review (id),
  flag_id       INTEGER REFERENCES flag (id),
  intake_id     INTEGER REFERENCES intake (id),
  opened_day    INTEGER NOT NULL,
  due_day       INTEGER NOT NULL,
  lapse_day     INTEGER,
  ended_day     INTEGER,
  state         TEXT NOT NULL CHECK (state IN ('open', 'met', 'waived', 'superseded')),
  end_event     TEXT,
  reason        TEXT,
  extends_id    INTEGER REFERENCES duty (id),
  opened_at     INTEGER NOT NULL, ended_at INTEGER,
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
CREATE TABLE duty_owner (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER REFERENCES child (id),
  duty_id    INTEGER NOT NULL REFERENCES duty (id),
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  from_day   INTEGER NOT NULL,
  to_day     INTEGER,
  rev        INTEGER NOT NULL,
  queued     INTEGER NOT NULL DEFAULT 0 CHECK (queued IN (0, 1))
) STRICT;
CREATE INDEX duty_owner_by_duty ON duty_owner (duty_id, to_day);
CREATE INDEX duty_owner_by_officer ON duty_owner (officer_id, to_day);
CREATE INDEX duty_owner_by_child ON duty_owner (child_id);
CREATE INDEX duty_owner_queued ON duty_owner (duty_id) WHERE queued = 1 AND to_day IS NULL;
CREATE TABLE court_order (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  kind        TEXT NOT NULL,
  court       TEXT,
  case_number TEXT,
  authority   TEXT,
  education   TEXT NOT NULL CHECK (education IN ('yes', 'no', 'unknown')),
  limits      TEXT,
  from_day    INTEGER NOT NULL,
  to_day      INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX court_order_by_child ON court_order (child_id, from_day);
CREATE TABLE court_order_person (
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
CREATE TABLE document (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER REFERENCES child (id),
  intake_id    INTEGER REFERENCES intake (id),
  class        TEXT NOT NULL,
  title        TEXT NOT NULL,
  author       TEXT,
  protected_author TEXT,
  sent_day     INTEGER,
  received_day INTEGER,
  place        TEXT,
  file_type    TEXT,
  bytes        INTEGER,
  sha256       TEXT,
  keep_day     INTEGER,
  disposed_day INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL,
  CHECK ((child_id IS NULL) = (intake_id IS NOT NULL)),
  CHECK (protected_author IS NULL OR intake_id IS NOT NULL),
  CHECK (sent_day IS NOT NULL OR received_day IS NOT NULL),
  CHECK ((place IS NULL) = (bytes IS NOT NULL AND file_type IS NOT NULL AND sha256 IS NOT NULL)),
  CHECK (sha256 IS NULL OR length(sha256) = 64)
) STRICT;
CREATE INDEX document_by_child ON document (child_id);
CREATE INDEX document_by_intake ON document (intake_id) WHERE intake_id IS NOT NULL;
CREATE INDEX document_by_keep ON document (keep_day) WHERE keep_day IS NOT NULL AND disposed_day IS NULL;
CREATE TABLE document_part (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER REFERENCES child (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  position    INTEGER NOT NULL,
  body        TEXT NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX document_part_by_document ON document_part (document_id, position);
CREATE INDEX document_part_by_child ON document_part (child_id);
CREATE TABLE document_subject (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  person_id   INTEGER REFERENCES person (id),
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX document_subject_by_child ON document_subject (child_id, document_id);
CREATE INDEX document_subject_by_document ON document_subject (document_id);
CREATE INDEX document_subject_by_person ON document_subject (person_id) WHERE person_id IS NOT NULL;
CREATE TABLE document_link (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER REFERENCES child (id),
  document_id INTEGER NOT NULL REFERENCES document (id),
  fact        TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX document_link_by_document ON document_link (document_id);
CREATE INDEX document_link_by_child ON document_link (child_id);
CREATE INDEX document_link_by_fact ON document_link (fact);
CREATE TABLE social_worker_told (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  told_day     INTEGER NOT NULL,
  agrees       TEXT NOT NULL CHECK (agrees IN ('yes', 'no', 'unknown')),
  confirmed_by TEXT,
  note         TEXT,
  officer_id   INTEGER NOT NULL REFERENCES officer (id),
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX social_worker_told_by_child ON social_worker_told (child_id, told_day);
CREATE INDEX social_worker_told_by_officer ON social_worker_told (officer_id);
CREATE TABLE disagreement (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id INTEGER NOT NULL REFERENCES child (id),
  about    TEXT NOT NULL,
  note     TEXT,
  from_day INTEGER NOT NULL,
  to_day   INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX disagreement_by_child ON disagreement (child_id, from_day);
CREATE TABLE disagreement_view (
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
CREATE TABLE private_fostering (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  person_id    INTEGER NOT NULL REFERENCES person (id),
  carer        TEXT NOT NULL CHECK (carer IN ('parent', 'responsible', 'relative', 'other')),
  intended     TEXT NOT NULL CHECK (intended IN ('yes', 'no', 'unknown')),
  disabled     TEXT NOT NULL CHECK (disabled IN ('yes', 'no', 'unknown')),
  with_family  TEXT NOT NULL CHECK (with_family IN ('yes', 'no', 'unknown')),
  until_day    INTEGER,
  notified_day INTEGER,
  notified_to  TEXT,
  from_day     INTEGER NOT NULL,
  to_day       INTEGER,
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev          INTEGER NOT NULL,
  CHECK (notified_to IS NULL OR notified_day IS NOT NULL)
) STRICT;
CREATE INDEX private_fostering_by_child ON private_fostering (child_id, from_day);
CREATE INDEX private_fostering_by_person ON private_fostering (person_id);
CREATE TABLE not_same (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  other_id    INTEGER NOT NULL REFERENCES child (id),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  on_day      INTEGER NOT NULL,
  reason      TEXT,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX not_same_by_child ON not_same (child_id, other_id);
CREATE INDEX not_same_by_other ON not_same (other_id);
CREATE INDEX not_same_by_officer ON not_same (officer_id);
CREATE TABLE match_secret (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  value TEXT NOT NULL,
  rev   INTEGER NOT NULL
) STRICT;
CREATE TABLE match_decision (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id    INTEGER NOT NULL REFERENCES child (id),
  row_key     TEXT NOT NULL,
  same        INTEGER NOT NULL CHECK (same IN (0, 1)),
  officer_id  INTEGER NOT NULL REFERENCES officer (id),
  on_day      INTEGER NOT NULL,
  reason      TEXT,
  recorded_at INTEGER NOT NULL,
  rev         INTEGER NOT NULL
) STRICT;
CREATE INDEX match_decision_by_row ON match_decision (row_key, child_id);
CREATE INDEX match_decision_by_child ON match_decision (child_id);
CREATE INDEX match_decision_by_officer ON match_decision (officer_id);
-- Derived: the keys of names, kept by triggers, made anew by `migrate`.
CREATE TABLE derived (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  algorithm INTEGER NOT NULL
) STRICT;
CREATE TABLE name_key (
  id       INTEGER PRIMARY KEY,
  holder   TEXT NOT NULL CHECK (holder IN ('C', 'P')),
  owner_id INTEGER NOT NULL,
  name_id  INTEGER NOT NULL,
  place    INTEGER NOT NULL,
  word     TEXT NOT NULL,
  sound    TEXT NOT NULL,
  born_day INTEGER
) STRICT;
CREATE INDEX name_key_by_name ON name_key (holder, owner_id, name_id);
CREATE INDEX name_key_by_sound ON name_key (holder, sound, born_day, owner_id);
CREATE INDEX name_key_by_born ON name_key (holder, born_day, word, owner_id) WHERE born_day IS NOT NULL;
CREATE TABLE name_word (
  id    INTEGER PRIMARY KEY,
  word  TEXT NOT NULL UNIQUE,
  sound TEXT NOT NULL,
  uses  INTEGER NOT NULL
) STRICT;
CREATE TRIGGER child_name_key_insert AFTER INSERT ON child_name
BEGIN
  INSERT INTO name_key (holder, owner_id, name_id, place, word, sound, born_day)
  SELECT 'C', NEW.child_id, NEW.id, p.place,
         name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         name_key('sound', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         (SELECT born_day FROM child WHERE id = NEW.child_id)
  FROM (SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
        UNION ALL SELECT 10 UNION ALL SELECT 11) AS p
  WHERE name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place) IS NOT NULL;
END;
CREATE TRIGGER child_name_key_update AFTER UPDATE OF child_id, full_name, given_names, family_name ON child_name
BEGIN
  DELETE FROM name_key WHERE holder = 'C' AND owner_id = OLD.child_id AND name_id = OLD.id;
  INSERT INTO name_key (holder, owner_id, name_id, place, word, sound, born_day)
  SELECT 'C', NEW.child_id, NEW.id, p.place,
         name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         name_key('sound', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         (SELECT born_day FROM child WHERE id = NEW.child_id)
  FROM (SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
        UNION ALL SELECT 10 UNION ALL SELECT 11) AS p
  WHERE name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place) IS NOT NULL;
END;
CREATE TRIGGER child_name_key_delete AFTER DELETE ON child_name
BEGIN
  DELETE FROM name_key WHERE holder = 'C' AND owner_id = OLD.child_id AND name_id = OLD.id;
END;
CREATE TRIGGER person_name_key_insert AFTER INSERT ON person_name
BEGIN
  INSERT INTO name_key (holder, owner_id, name_id, place, word, sound, born_day)
  SELECT 'P', NEW.person_id, NEW.id, p.place,
         name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         name_key('sound', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         NULL
  FROM (SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
        UNION ALL SELECT 10 UNION ALL SELECT 11) AS p
  WHERE name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place) IS NOT NULL;
END;
CREATE TRIGGER person_name_key_update AFTER UPDATE OF person_id, full_name, given_names, family_name ON person_name
BEGIN
  DELETE FROM name_key WHERE holder = 'P' AND owner_id = OLD.person_id AND name_id = OLD.id;
  INSERT INTO name_key (holder, owner_id, name_id, place, word, sound, born_day)
  SELECT 'P', NEW.person_id, NEW.id, p.place,
         name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         name_key('sound', NEW.full_name, NEW.given_names, NEW.family_name, p.place),
         NULL
  FROM (SELECT 0 AS place UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
        UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
        UNION ALL SELECT 10 UNION ALL SELECT 11) AS p
  WHERE name_key('word', NEW.full_name, NEW.given_names, NEW.family_name, p.place) IS NOT NULL;
END;
CREATE TRIGGER person_name_key_delete AFTER DELETE ON person_name
BEGIN
  DELETE FROM name_key WHERE holder = 'P' AND owner_id = OLD.person_id AND name_id = OLD.id;
END;
CREATE TRIGGER child_key_insert AFTER INSERT ON child
BEGIN
  UPDATE name_key SET born_day = NEW.born_day WHERE holder = 'C' AND owner_id = NEW.id;
END;
CREATE TRIGGER child_key_update AFTER UPDATE OF born_day ON child
BEGIN
  UPDATE name_key SET born_day = NEW.born_day WHERE holder = 'C' AND owner_id = NEW.id;
END;
CREATE TRIGGER name_word_insert AFTER INSERT ON name_key
BEGIN
  INSERT INTO name_word (word, sound, uses) VALUES (NEW.word, NEW.sound, 1)
  ON CONFLICT (word) DO UPDATE SET uses = uses + 1;
END;
CREATE TRIGGER name_word_delete AFTER DELETE ON name_key
BEGIN
  UPDATE name_word SET uses = uses - 1 WHERE word = OLD.word;
  DELETE FROM name_word WHERE word = OLD.word AND uses = 0;
END;
CREATE TABLE death (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  died_day   INTEGER NOT NULL,
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX death_by_child ON death (child_id, died_day);
CREATE INDEX death_by_officer ON death (officer_id);
CREATE TABLE hold (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER NOT NULL REFERENCES child (id),
  kind       TEXT NOT NULL CHECK (kind IN ('disposal', 'letters')),
  because    TEXT NOT NULL,
  note       TEXT,
  from_day   INTEGER NOT NULL, to_day INTEGER,
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  ended_by   INTEGER REFERENCES officer (id),
  end_note   TEXT,
  recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX hold_by_child ON hold (child_id, kind, to_day);
CREATE INDEX hold_by_officer ON hold (officer_id);
CREATE INDEX hold_by_ended ON hold (ended_by) WHERE ended_by IS NOT NULL;
CREATE TABLE cover (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  by_id      INTEGER NOT NULL REFERENCES officer (id),
  from_day   INTEGER NOT NULL, to_day INTEGER NOT NULL,
  set_by     INTEGER NOT NULL REFERENCES officer (id),
  recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL
) STRICT;
CREATE INDEX cover_by_officer ON cover (officer_id, to_day);
CREATE INDEX cover_by_cover ON cover (by_id, to_day);
CREATE INDEX cover_by_setter ON cover (set_by);
CREATE TABLE complaint (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id   INTEGER REFERENCES child (id),
  intake_id  INTEGER REFERENCES intake (id),
  kind       TEXT NOT NULL CHECK (kind IN ('own', 'ombudsman', 'data_protection')),
  about_id   INTEGER REFERENCES officer (id),
  words      TEXT NOT NULL,
  closed_day INTEGER,
  outcome    TEXT,
  reply      TEXT,
  officer_id INTEGER NOT NULL REFERENCES officer (id),
  closed_by  INTEGER REFERENCES officer (id),
  source TEXT NOT NULL, basis TEXT NOT NULL, received_day INTEGER, recorded_at INTEGER NOT NULL,
  rev        INTEGER NOT NULL,
  CHECK (child_id IS NULL OR intake_id IS NULL)
) STRICT;
CREATE INDEX complaint_by_child ON complaint (child_id);
CREATE INDEX complaint_by_intake ON complaint (intake_id) WHERE intake_id IS NOT NULL;
CREATE INDEX complaint_by_about ON complaint (about_id) WHERE about_id IS NOT NULL;
CREATE INDEX complaint_by_officer ON complaint (officer_id);
CREATE INDEX complaint_by_closer ON complaint (closed_by) WHERE closed_by IS NOT NULL;
CREATE TABLE draft (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  login      TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  saved_at   INTEGER NOT NULL,
  form       TEXT NOT NULL
) STRICT;
CREATE TABLE job (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  detail     TEXT NOT NULL
) STRICT;
CREATE INDEX job_by_kind ON job (kind, id);

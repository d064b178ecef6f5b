-- The authority's own: settings, officers, calendars.  Class: journalled.

CREATE TABLE setting (              -- dated; unset means the documented default
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT NOT NULL,           -- e.g. law.s37.in_force_from
  value    TEXT NOT NULL,
  from_day INTEGER NOT NULL,        -- first day the value holds
  to_day   INTEGER,                 -- last day; NULL while current
  rev      INTEGER NOT NULL
) STRICT;
CREATE INDEX setting_by_name ON setting (name, from_day);

CREATE TABLE officer (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid     TEXT NOT NULL,
  login    TEXT NOT NULL,           -- operating-system account
  name     TEXT NOT NULL,
  team     TEXT,
  from_day INTEGER NOT NULL,
  to_day   INTEGER,                 -- last day; NULL while current
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

CREATE TABLE calendar_day (         -- departures from the built-in calendar
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  calendar TEXT NOT NULL,           -- 'england' (bank holidays), 'authority' (school terms), or a school's URN
  day      INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('open', 'closed')),
  title    TEXT,
  to_day   INTEGER,                 -- last recorded day it counts; NULL while current
  rev      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX calendar_day_by_day ON calendar_day (calendar, day) WHERE to_day IS NULL;

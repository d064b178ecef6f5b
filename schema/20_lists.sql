-- Code lists.  Class: journalled.  Rows come from migrations; the national lists grow, so they are
-- rows and not CHECKs.  A code is never deleted or renamed, only ended (to_day).

CREATE TABLE authority (            -- DfE three-digit codes with the ONS code of today
  code TEXT PRIMARY KEY, ons_code TEXT, name TEXT NOT NULL, live INTEGER NOT NULL CHECK (live IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE code (                 -- every other list: (list, code) with its words
  list     TEXT NOT NULL,           -- e.g. ehe_reason, route, source; see 0002_code_lists.sql
  code     TEXT NOT NULL,           -- stable, ours
  position INTEGER NOT NULL,        -- order in which people read the list
  label    TEXT NOT NULL,           -- published label where there is one
  wording  TEXT NOT NULL,           -- what officers and families read
  from_day INTEGER, to_day INTEGER, -- when the code may be used; NULL: always
  rev      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (list, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE flag_kind (            -- needs and safeguarding facts
  code          TEXT PRIMARY KEY,
  position      INTEGER NOT NULL,
  wording       TEXT NOT NULL,
  priority      INTEGER NOT NULL CHECK (priority IN (0, 1)),      -- opens a reason to know whether the child is seen
  safeguarding  INTEGER NOT NULL CHECK (safeguarding IN (0, 1)),  -- shown only to the safeguarding role
  rev           INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

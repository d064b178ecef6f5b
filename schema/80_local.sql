-- Class: local.  Not journalled, not exported, not restored: drafts and the state of jobs.

CREATE TABLE draft (                -- an interrupted registration
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  login      TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  saved_at   INTEGER NOT NULL,
  form       TEXT NOT NULL          -- JSON, as register --from takes it
) STRICT;

CREATE TABLE job (                  -- nightly and import runs: what is under way, what was published
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT NOT NULL,         -- nightly, import
  name       TEXT NOT NULL,         -- night (ISO day) or batch id
  state      TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  detail     TEXT NOT NULL          -- JSON
) STRICT;
CREATE INDEX job_by_kind ON job (kind, id);

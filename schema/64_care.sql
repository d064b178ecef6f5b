-- Looked-after children: who was told.  Class: journalled.

CREATE TABLE social_worker_told (   -- the social worker of a looked-after child was told, and what the authority says
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  child_id     INTEGER NOT NULL REFERENCES child (id),
  told_day     INTEGER NOT NULL,
  agrees       TEXT NOT NULL CHECK (agrees IN ('yes', 'no', 'unknown')),  -- the authority that looks after the child
  confirmed_by TEXT,                -- post or service that answered; no names
  note         TEXT,
  officer_id   INTEGER NOT NULL REFERENCES officer (id),  -- who told
  recorded_at  INTEGER NOT NULL,
  rev          INTEGER NOT NULL
) STRICT;
CREATE INDEX social_worker_told_by_child ON social_worker_told (child_id, told_day);
CREATE INDEX social_worker_told_by_officer ON social_worker_told (officer_id);

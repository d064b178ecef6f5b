-- 0002 When the log was begun.
-- Why: a log that was begun because none was there is not the one the register had; verify says so.
-- Safe on live data: yes; a log made before this is taken for the register's first. Personal data: no.
ALTER TABLE access_header ADD COLUMN begun_at INTEGER;

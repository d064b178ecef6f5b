-- The keys of names.  Class: derived, so neither journalled nor compared by replay.  Triggers keep
-- them, whoever writes: a command, undo, apply, an import.  They call name_key(), which store/
-- registers (src/store/name_key.c); a program without it cannot write names, and must not.

CREATE TABLE derived (            -- what a derived table was made by; `migrate` makes it anew when this program does otherwise
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  algorithm INTEGER NOT NULL
) STRICT;

CREATE TABLE name_key (           -- a word of a name, folded, and how it sounds
  id       INTEGER PRIMARY KEY,
  holder   TEXT NOT NULL CHECK (holder IN ('C', 'P')),  -- a name of a child or of an adult
  owner_id INTEGER NOT NULL,      -- child.id or person.id
  name_id  INTEGER NOT NULL,      -- child_name.id or person_name.id
  place    INTEGER NOT NULL,      -- from 0
  word     TEXT NOT NULL,
  sound    TEXT NOT NULL,
  born_day INTEGER                -- of a child: names are looked up together with it
) STRICT;
CREATE INDEX name_key_by_name ON name_key (holder, owner_id, name_id);
CREATE INDEX name_key_by_sound ON name_key (holder, sound, born_day, owner_id);
CREATE INDEX name_key_by_born ON name_key (holder, born_day, word, owner_id) WHERE born_day IS NOT NULL;

CREATE TABLE name_word (          -- every word once: how common it is, and what a mistyped one was meant to be
  id    INTEGER PRIMARY KEY,
  word  TEXT NOT NULL UNIQUE,
  sound TEXT NOT NULL,
  uses  INTEGER NOT NULL          -- rows of name_key that hold it
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

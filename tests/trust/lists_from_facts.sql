-- What must be on the lists of a day, worked out again from the facts and from nothing else.
-- Run by the sqlite3 shell on a copy of a register.  The tables duty and duty_owner are never read.
-- Beforehand: asked(day), the days to answer for; holiday(day), the bank holidays of England;
-- act(child, kind, due, what, day, to_due), what somebody did to one duty: 'meet', 'waive', 'extend',
-- 'asked' (an absence was asked after), 'release' and 'assign'.
-- The definitions are those of src/domain/duty.h: a duty is open on a day when it was opened by
-- then, had not ended by the end of it, and school age had not; it is late when its day is past.
.bail on

-- ---- days ----------------------------------------------------------------------------------
CREATE TEMP TABLE month AS
WITH RECURSIVE m (idx) AS (SELECT 2000 * 12 UNION ALL SELECT idx + 1 FROM m WHERE idx < 2045 * 12),
f AS (SELECT idx, CAST(julianday(printf('%04d-%02d-01', idx / 12, idx % 12 + 1)) - 2440587.5 AS INTEGER) AS first FROM m)
SELECT idx, first, lead(first) OVER (ORDER BY idx) - first AS len FROM f;
CREATE UNIQUE INDEX temp.month_by_idx ON month (idx);
CREATE TEMP TABLE cal (day INTEGER PRIMARY KEY, idx INTEGER, dom INTEGER, working INTEGER, school INTEGER, nw INTEGER, ns INTEGER);
INSERT INTO cal (day, idx, dom)
SELECT m.first + n.value, m.idx, n.value + 1 FROM month m JOIN generate_series(0, 30) n ON n.value < m.len;
-- 1970-01-01 was a Thursday
UPDATE cal SET working = (day + 3) % 7 < 5 AND day NOT IN (SELECT day FROM holiday)
  AND day NOT IN (SELECT day FROM main.calendar_day WHERE calendar = 'england' AND kind = 'closed' AND to_day IS NULL);
UPDATE cal SET school = working AND day NOT IN
  (SELECT day FROM main.calendar_day WHERE calendar = 'authority' AND kind = 'closed' AND to_day IS NULL);
CREATE TEMP TABLE run AS SELECT day, sum(working) OVER (ORDER BY day) AS nw, sum(school) OVER (ORDER BY day) AS ns FROM cal;
UPDATE cal SET nw = r.nw, ns = r.ns FROM run r WHERE r.day = cal.day;
CREATE INDEX temp.cal_by_nw ON cal (nw, day);
CREATE INDEX temp.cal_by_ns ON cal (ns, day);

-- the school days of each school that keeps a calendar of its own: it says where it departs from
-- the authority's working days, and reaches as far as its last day
CREATE TEMP TABLE term AS
SELECT k.calendar AS urn, min(k.day) AS first, max(k.day) AS last FROM main.calendar_day k
WHERE k.calendar NOT IN ('england', 'authority') AND k.to_day IS NULL GROUP BY k.calendar;
CREATE TEMP TABLE at_school AS
SELECT t.urn, c.day, row_number() OVER (PARTITION BY t.urn ORDER BY c.day) AS nth FROM term t JOIN cal c
ON c.working AND c.day BETWEEN 19000 AND 22500 AND c.day NOT IN (SELECT k.day FROM main.calendar_day k
  WHERE k.calendar = t.urn AND k.kind = 'closed' AND k.to_day IS NULL);
CREATE INDEX temp.at_school_by ON at_school (urn, day);

-- ---- the authority's own numbers, as they held on each day -----------------------------------
CREATE TEMP TABLE policy (name TEXT PRIMARY KEY, unset INTEGER);
INSERT INTO policy VALUES ('review.first_months', 3), ('review.yearly_months', 12), ('review.sign_off_days', 5),
  ('review.more_information_days', 15), ('review.unsuitable_days', 5), ('consent.check_days', 2),
  ('consent.decide_days', 10), ('consent.serve_days', 2), ('withdrawal.manager_days', 0),
  ('withdrawal.register_days', 5), ('social_care.speak_days', 1), ('cme.enquiry_days', 10), ('query.days', 5), ('consent.pass_days', 2), ('leaver.handover_days', 28), ('travel.return_days', 5),
  ('forward.send_days', 2), ('incident.assess_days', 1), ('forward.receipt_days', 5), ('consent.await_days', 10),
  ('intake.triage_days', 1), ('intake.receipt_days', 5), ('intake.follow_days', 5),
  ('looked_after.tell_days', 1), ('court.check_days', 2), ('court.keep_apart_days', 1), ('private_fostering.notify_days', 1),
  ('absence.review_days', 20), ('s19.decide_days', 15), ('approaching.before_days', 28),
  ('complaint.acknowledge_days', 3), ('complaint.own_days', 20), ('complaint.ombudsman_days', 20),
  ('complaint.data_protection_days', 30), ('death.told_days', 1), ('death.letters_days', 1),
  ('duplicate.alert_days', 2), ('glass.review_days', 1), ('queue.allocate_days', 1), ('sheet.days', 0);
CREATE TEMP TABLE held AS
SELECT p.name, c.day, coalesce((SELECT CAST(s.value AS INTEGER) FROM main.setting s WHERE s.name = p.name
  AND s.from_day <= c.day AND (s.to_day IS NULL OR s.to_day >= c.day) ORDER BY s.from_day DESC LIMIT 1), p.unset) AS n
FROM policy p JOIN cal c ON c.day BETWEEN 19000 AND 22500;
CREATE UNIQUE INDEX temp.held_by ON held (name, day);
CREATE TEMP TABLE law AS
SELECT CAST(substr(name, 6, 2) AS INTEGER) AS section, CAST(julianday(value) - 2440587.5 AS INTEGER) AS since
FROM main.setting WHERE name LIKE 'law.s__.in_force_from' AND to_day IS NULL AND value <> '';
-- the n-th working day, counted from the day after: after(name of the policy, day)
CREATE TEMP TABLE after AS
SELECT h.name, h.day, h.n, CASE WHEN h.n = 0 THEN h.day
  ELSE (SELECT min(x.day) FROM cal x WHERE x.nw = c.nw + h.n) END AS working,
  CASE WHEN h.n = 0 THEN h.day ELSE (SELECT min(x.day) FROM cal x WHERE x.ns = c.ns + h.n) END AS school
FROM held h JOIN cal c ON c.day = h.day WHERE h.name NOT LIKE '%months';
CREATE UNIQUE INDEX temp.after_by ON after (name, day);

-- ---- compulsory school age: s. 8 and the last Friday of June --------------------------------------
CREATE TEMP TABLE age AS
WITH b AS (SELECT k.id, c.idx / 12 + 16 AS year, coalesce(
  (SELECT x.day FROM cal x WHERE x.idx = c.idx + 192 AND x.dom = c.dom),
  (SELECT m.first FROM month m WHERE m.idx = c.idx + 193)) AS sixteen
  FROM main.child k JOIN cal c ON c.day = k.born_day),
leaving AS (SELECT idx / 12 AS year, max(day) AS day FROM cal WHERE idx % 12 = 5 AND (day + 3) % 7 = 4 GROUP BY idx)
SELECT b.id AS child, CASE WHEN b.sixteen <= l.day OR b.sixteen < (SELECT first FROM month WHERE idx = b.year * 12 + 8)
  THEN l.day ELSE n.day END AS last
FROM b JOIN leaving l ON l.year = b.year JOIN leaving n ON n.year = b.year + 1;
CREATE UNIQUE INDEX temp.age_by ON age (child);

-- ---- stays on the register: an entry, and the registration it goes back to ---------------------
CREATE TEMP TABLE stay AS
WITH RECURSIVE c (id, root) AS (
  SELECT e.id, e.id FROM main.entry e WHERE NOT EXISTS (SELECT 1 FROM main.entry p WHERE p.child_id = e.child_id
    AND p.end_reason = 'route_changed' AND p.to_day = e.from_day - 1)
  UNION ALL SELECT n.id, c.root FROM c JOIN main.entry p ON p.id = c.id JOIN main.entry n
    ON n.child_id = p.child_id AND p.end_reason = 'route_changed' AND n.from_day = p.to_day + 1)
SELECT c.id AS entry, c.root, e.child_id AS child, e.route, e.registered_day AS registered, e.recorded_at,
  CASE WHEN c.id = c.root THEN e.registered_day ELSE e.from_day END AS begins,
  CASE WHEN e.to_day IS NULL THEN 99999 WHEN e.end_reason IN ('route_changed', 'over_school_age') THEN e.to_day + 1
    ELSE e.to_day END AS ends
FROM c JOIN main.entry e ON e.id = c.id;
CREATE TEMP TABLE chain AS
SELECT s.root, s.child, s.registered, (SELECT r.recorded_at FROM stay r WHERE r.entry = s.root) AS recorded_at,
  (SELECT l.ends FROM stay l WHERE l.root = s.root ORDER BY l.entry DESC LIMIT 1) AS ends
FROM stay s WHERE s.entry = s.root;

CREATE TEMP TABLE want (child INTEGER, kind TEXT, due INTEGER, opened INTEGER, ended INTEGER, lapses INTEGER);

-- 436B(8)
INSERT INTO want SELECT c.child, 'home_consideration', c.registered + 14, c.registered,
  min(c.ends, coalesce((SELECT min(max(h.considered_day, c.registered)) FROM main.home_consideration h
    JOIN stay s ON s.entry = h.entry_id WHERE s.root = c.root), 99999)), 1
FROM chain c WHERE EXISTS (SELECT 1 FROM law WHERE section = 38 AND since <= c.registered);

-- 436B(10): each day on which a provider was included, with the registration or later
INSERT INTO want SELECT c.child, 'settings_consideration', i.day + 14, i.day,
  min(c.ends, coalesce((SELECT min(max(h.considered_day, i.day)) FROM main.settings_consideration h
    JOIN stay s ON s.entry = h.entry_id WHERE s.root = c.root AND h.recorded_at / 86400 >= i.day), 99999)), 1
FROM chain c JOIN (SELECT DISTINCT k.root, max(k.registered, p.recorded_at / 86400) AS day
  FROM chain k JOIN main.provision p ON p.child_id = k.child AND p.kind = 'provider') i ON i.root = c.root
WHERE i.day < c.ends AND EXISTS (SELECT 1 FROM law WHERE section = 38 AND since <= i.day);

-- the enquiry for a child missing education
-- by the calendar of the school it left where that reaches so far, else by the authority's, else by
-- working days
INSERT INTO want SELECT s.child, 'missing_enquiry', coalesce(
    (SELECT n.day FROM main.entry e JOIN term t ON t.urn = e.school_urn JOIN at_school n ON n.urn = t.urn
      WHERE e.id = s.entry AND s.begins + 1 >= t.first AND n.day <= t.last AND n.nth = a.n + coalesce(
      (SELECT max(b.nth) FROM at_school b WHERE b.urn = t.urn AND b.day <= s.begins), 0)),
    CASE WHEN s.begins + 1 >= k.first AND a.school <= k.last THEN a.school ELSE a.working END), s.begins, s.ends, 1
FROM stay s JOIN (SELECT min(day) AS first, max(day) AS last FROM main.calendar_day WHERE calendar = 'authority'
  AND to_day IS NULL) k JOIN after a ON a.name = 'cme.enquiry_days' AND a.day = s.begins WHERE s.route = 'missing_education';

-- ---- reviews -------------------------------------------------------------------------------
-- Work that a review left goes on when the route changes; the reviews themselves begin anew.
-- One that was written down after a newer one moves nothing
CREATE TEMP TABLE rev AS
SELECT v.id, v.entry_id AS entry, s.child, v.reviewed_day, max(v.reviewed_day, s.registered) AS known,
  v.next_day, v.outcome, v.signed_day, v.signed_agrees, v.state, v.recorded_at, s.ends, s.root, c.ends AS all_ends,
  EXISTS (SELECT 1 FROM main.review o WHERE o.entry_id = v.entry_id AND o.id < v.id AND o.reviewed_day > v.reviewed_day) AS old,
  s.ends > v.recorded_at / 86400 AND a.last >= v.recorded_at / 86400 AS entry_open
FROM main.review v JOIN stay s ON s.entry = v.entry_id JOIN chain c ON c.root = s.root JOIN age a ON a.child = s.child;
CREATE TEMP TABLE step AS
SELECT s.entry, s.begins AS day, 0 AS ord, 0 AS id, (SELECT m.first + min(c.dom, m.len) - 1 FROM cal c JOIN held h
  ON h.name = 'review.first_months' AND h.day = c.day JOIN month m ON m.idx = c.idx + h.n WHERE c.day = s.begins) AS due
FROM stay s WHERE s.route <> 'missing_education'
UNION ALL SELECT v.entry, v.known, 1, v.id, CASE WHEN v.entry_open THEN min(coalesce(v.next_day, 99999),
  (SELECT m.first + min(c.dom, m.len) - 1 FROM cal c JOIN held h ON h.name = 'review.yearly_months' AND h.day = v.known
    JOIN month m ON m.idx = c.idx + h.n WHERE c.day = v.reviewed_day)) END
FROM rev v WHERE NOT v.old
UNION ALL SELECT v.entry, v.signed_day, 2, v.id, min((SELECT working FROM after WHERE name = 'review.sign_off_days'
    AND day = v.signed_day), (SELECT m.first + min(c.dom, m.len) - 1 FROM cal c JOIN held h
    ON h.name = 'review.yearly_months' AND h.day = v.signed_day JOIN month m ON m.idx = c.idx + h.n WHERE c.day = v.reviewed_day))
FROM rev v WHERE v.signed_agrees = 'no' AND v.ends > v.signed_day;
INSERT INTO want SELECT s.child, 'review', x.due, x.day, min(s.ends, coalesce(x.next, 99999)), 1
FROM (SELECT *, lead(day) OVER (PARTITION BY entry ORDER BY day, ord, id) AS next FROM step) x
JOIN stay s ON s.entry = x.entry WHERE x.due IS NOT NULL;

INSERT INTO want SELECT v.child, 'sign_off', a.working, v.known,
  min(v.all_ends, coalesce(max(v.signed_day, v.known), 99999)), 1
FROM rev v JOIN after a ON a.name = 'review.sign_off_days' AND a.day = v.known
WHERE v.state = 'awaiting_second_officer' OR v.signed_day IS NOT NULL;

-- what a final outcome asks for
CREATE TEMP TABLE asks AS
SELECT *, known AS opened FROM rev WHERE state = 'final' AND signed_day IS NULL AND NOT old AND entry_open
UNION ALL SELECT *, signed_day FROM rev WHERE signed_agrees = 'yes' AND all_ends > signed_day;
INSERT INTO want SELECT v.child, 'unsuitable_next_step', a.working, v.opened, v.all_ends, 1
FROM asks v JOIN after a ON a.name = 'review.unsuitable_days' AND a.day = v.opened WHERE v.outcome = 'appears_not_suitable';
INSERT INTO want SELECT v.child, 'more_information', v.opened + h.n, v.opened, min(v.all_ends,
  coalesce((SELECT min(max(i.received_day, v.opened)) FROM main.education_information i
    JOIN stay s ON s.entry = i.entry_id JOIN main.entry e ON e.id = s.entry AND e.from_day <= i.received_day
    WHERE s.root = v.root
    AND i.recorded_at > v.recorded_at AND i.recorded_at / 86400 >= v.opened), 99999),
  coalesce((SELECT min(max(o.reviewed_day, v.opened)) FROM rev o WHERE o.root = v.root AND o.id > v.id
    AND NOT o.old AND o.recorded_at / 86400 >= v.opened), 99999)), 1
FROM asks v JOIN held h ON h.name = 'review.more_information_days' AND h.day = v.opened WHERE v.outcome = 'more_information';

-- ---- needs and safeguarding facts ------------------------------------------------------------
-- since: the fact held, we were told, the child was registered; typed: when all of it was written down
CREATE TEMP TABLE fact AS
SELECT f.*, c.root, c.registered, c.ends, max(f.from_day, f.received_day, c.registered) AS since,
  max(f.recorded_at, c.recorded_at) AS typed
FROM main.flag f JOIN chain c ON c.child = f.child_id JOIN age a ON a.child = c.child
WHERE max(f.recorded_at, c.recorded_at) / 86400 < c.ends AND max(f.recorded_at, c.recorded_at) / 86400 <= a.last;
CREATE TEMP TABLE plan_step AS
SELECT f.id, f.root, f.since AS day, 0 AS ord, coalesce((SELECT max(r.reviewed_day) FROM main.flag_review r
  WHERE r.flag_id = f.id AND r.recorded_at <= f.typed), f.from_day) AS last
FROM fact f WHERE f.kind = 'ehc_plan' AND coalesce(f.authority, (SELECT authority FROM main.register))
  = (SELECT authority FROM main.register) -- who maintains it reviews it
UNION ALL SELECT f.id, f.root, max(r.reviewed_day, f.since), r.id,
  CASE WHEN r.recorded_at / 86400 < f.ends THEN r.reviewed_day END
FROM fact f JOIN main.flag_review r ON r.flag_id = f.id AND r.recorded_at > f.typed WHERE f.kind = 'ehc_plan'
  AND coalesce(f.authority, (SELECT authority FROM main.register)) = (SELECT authority FROM main.register);
INSERT INTO want SELECT f.child_id, 'ehc_review', coalesce((SELECT x.day FROM cal x WHERE x.idx = c.idx + 12 AND x.dom = c.dom),
    (SELECT m.first FROM month m WHERE m.idx = c.idx + 13)) - 1,
  p.day, min(f.ends, coalesce(p.next, 99999), coalesce(max(f.to_day, p.day), 99999)), 1
FROM (SELECT *, lead(day) OVER (PARTITION BY id, root ORDER BY day, ord) AS next FROM plan_step) p
JOIN fact f ON f.id = p.id AND f.root = p.root JOIN cal c ON c.day = p.last;

CREATE TEMP TABLE word AS
SELECT f.id, f.child_id AS child, f.root, f.since, f.ends, EXISTS (SELECT 1 FROM stay s JOIN main.entry e
  ON e.id = s.entry AND e.end_reason = 'over_school_age' WHERE s.root = f.root) AS over, EXISTS (SELECT 1 FROM law WHERE section = 39 AND since <= f.since) AS act
FROM fact f JOIN cal c ON c.day = f.typed / 86400 JOIN month m ON m.idx = c.idx - 60
WHERE CASE f.kind WHEN 's47_enquiry' THEN f.to_day IS NULL OR f.to_day >= c.day
  WHEN 's47_action' THEN f.significant_harm = 'yes' AND (f.to_day IS NULL OR f.to_day > m.first + min(c.dom, m.len) - 1)
  WHEN 'child_protection_plan' THEN f.to_day IS NULL OR f.to_day > m.first + min(c.dom, m.len) - 1 END;
CREATE TEMP TABLE called AS
SELECT w.*, CASE WHEN act THEN 'consider_436h5' ELSE 'speak_social_care' END AS kind, CASE WHEN act THEN w.since + 4
  ELSE (SELECT working FROM after WHERE name = 'social_care.speak_days' AND day = w.since) END AS due FROM word w;
-- one word at a time: none is opened while another is.  It outlives school age; a notice does not
INSERT INTO want SELECT w.child, w.kind, w.due, w.since, CASE WHEN w.over AND NOT w.act THEN 99999 ELSE w.ends END, w.act
FROM called w
WHERE NOT EXISTS (SELECT 1 FROM called o WHERE o.root = w.root AND o.kind = w.kind AND o.id < w.id
  AND coalesce((SELECT t.day FROM act t WHERE t.child = o.child AND t.kind = o.kind AND t.due = o.due), o.ends) > w.since);

-- ---- leaving a school ---------------------------------------------------------------------------
-- at: the journal entry; what opens (due given) and what ends a duty of the process
CREATE TEMP TABLE move (w INTEGER, at INTEGER, ord INTEGER, day INTEGER, kind TEXT, opens INTEGER, due INTEGER);
CREATE TEMP TABLE wd AS
SELECT w.*, w.purpose = 'otherwise_than_at_school' AS home, t.required, t.rev AS told,
  (SELECT d.rev FROM main.consent_test d WHERE d.withdrawal_id = w.id AND d.stage = 'deletion' LIMIT 1) AS gone,
  max(w.deleted_day, w.notified_day) AS known
FROM main.withdrawal w JOIN main.consent_test t ON t.withdrawal_id = w.id AND t.stage = 'notice';
-- when the pupil may leave: opened at the notice, an application that needs no consent, a grant, a direction, the removal
CREATE TEMP TABLE may_leave AS
SELECT w.id, w.told AS at, w.notified_day AS day FROM wd w WHERE w.home AND NOT w.required AND w.gone IS NOT w.told
UNION SELECT w.id, t.rev, t.on_day FROM wd w JOIN main.consent_test t ON t.withdrawal_id = w.id
  WHERE t.stage = 'application' AND NOT t.required
UNION SELECT a.withdrawal_id, d.rev, d.decided_day FROM main.consent_decision d
  JOIN main.consent_application a ON a.id = d.application_id WHERE d.outcome = 'granted'
UNION SELECT a.withdrawal_id, f.rev, f.outcome_day FROM main.consent_reference f JOIN main.consent_decision d
  ON d.id = f.decision_id JOIN main.consent_application a ON a.id = d.application_id WHERE f.outcome = 'directed_grant';
CREATE TEMP TABLE must_wait AS
SELECT w.id, t.rev AS at, t.on_day AS day FROM wd w JOIN main.consent_test t ON t.withdrawal_id = w.id
  WHERE t.stage = 'application' AND t.required
UNION SELECT a.withdrawal_id, f.rev, f.outcome_day FROM main.consent_reference f JOIN main.consent_decision d
  ON d.id = f.decision_id JOIN main.consent_application a ON a.id = d.application_id WHERE f.outcome = 'referred_back';
-- what closes everything that is still asked about the roll
CREATE TEMP TABLE over AS
SELECT id, rev AS at, closed_day AS day FROM wd WHERE state = 'withdrawn'
UNION SELECT id, rev, closed_day FROM wd WHERE entry_id IS NOT NULL;
INSERT INTO move SELECT id, at, 1, day, 'register_child', 0, NULL FROM must_wait
UNION ALL SELECT id, at, 1, day, 'consent_check', 0, NULL FROM over
UNION ALL SELECT id, at, 1, day, 'consent_decide', 0, NULL FROM over
UNION ALL SELECT id, at, 3, day, 'register_child', 0, NULL FROM over
UNION ALL SELECT id, gone, 1, known, 'consent_check', 0, NULL FROM wd WHERE gone IS NOT NULL
UNION ALL SELECT id, gone, 1, known, 'consent_decide', 0, NULL FROM wd WHERE gone IS NOT NULL
UNION ALL SELECT t.withdrawal_id, t.rev, 1, t.on_day, 'consent_check', 0, NULL FROM main.consent_test t WHERE t.stage = 'application'
UNION ALL SELECT a.withdrawal_id, d.rev, 1, d.decided_day, 'consent_decide', 0, NULL FROM main.consent_decision d
  JOIN main.consent_application a ON a.id = d.application_id
UNION ALL SELECT m.id, m.at, 2, m.day, 'consent_decide', 1, a.working FROM must_wait m
  JOIN after a ON a.name = 'consent.decide_days' AND a.day = m.day
UNION ALL SELECT w.id, w.told, 2, w.notified_day, 'consent_check', 1, a.working FROM wd w
  JOIN after a ON a.name = 'consent.check_days' AND a.day = w.notified_day
  WHERE w.gone IS NOT w.told AND NOT (w.home AND NOT w.required)
UNION ALL SELECT m.id, m.at, 2, m.day, 'register_child', 1, CASE WHEN w.leave_day > m.day
    THEN (SELECT min(x.day) FROM cal c JOIN cal x ON x.nw = c.nw + a.n WHERE c.day = w.leave_day) ELSE a.working END
  FROM may_leave m JOIN wd w ON w.id = m.id JOIN after a ON a.name = 'withdrawal.register_days' AND a.day = m.day
UNION ALL SELECT w.id, w.gone, 2, w.known, 'register_child', 1, a.working FROM wd w
  JOIN after a ON a.name = 'withdrawal.register_days' AND a.day = w.known
  WHERE w.home AND w.gone IS NOT NULL AND NOT EXISTS (SELECT 1 FROM may_leave m WHERE m.id = w.id AND m.at < w.gone
    AND NOT EXISTS (SELECT 1 FROM must_wait n WHERE n.id = w.id AND n.at > m.at AND n.at < w.gone));
-- an application that another authority decides by statute is passed on to it
INSERT INTO move SELECT t.withdrawal_id, t.rev, 2, t.on_day, 'consent_pass', 1, a.working FROM main.consent_test t
  JOIN after a ON a.name = 'consent.pass_days' AND a.day = t.on_day WHERE t.stage = 'application' AND t.required
  AND t.rule NOT LIKE 'LOCAL.%' AND t.authorities <> ''
  AND ' ' || t.authorities || ' ' NOT LIKE '% ' || (SELECT authority FROM main.register) || ' %'
UNION ALL SELECT w, at, ord, day, 'consent_pass', 0, NULL FROM move WHERE kind = 'consent_decide' AND NOT opens;

-- ---- other authorities ------------------------------------------------------------------------
-- each thing sent, with the journal entry that sent it: both are in order
CREATE TEMP TABLE sent AS
SELECT f.*, j.seq AS at FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth FROM main.forwarding) f
JOIN (SELECT seq, row_number() OVER (ORDER BY seq) AS nth FROM main.journal WHERE kind IN ('forward.send', 'forward.none')) j
  ON j.nth = f.nth;
-- a child all of whose homes were in other areas when the notice came, and when a home here was told
CREATE TEMP TABLE away AS
SELECT w.id, w.child_id, (SELECT min(x.rev) FROM main.child_residence x JOIN main.address a ON a.id = x.address_id
    WHERE x.child_id = w.child_id AND x.kind IN ('home', 'additional')
    AND coalesce(a.authority, r.authority) = r.authority) AS here_at
FROM wd w, main.register r WHERE EXISTS (SELECT 1 FROM main.child_residence x JOIN main.address a ON a.id = x.address_id
  WHERE x.child_id = w.child_id AND x.kind IN ('home', 'additional') AND a.authority <> r.authority AND x.recorded_at / 86400 <= w.notified_day);
DELETE FROM away WHERE here_at <= (SELECT told FROM wd WHERE wd.id = away.id);
-- its authority is told where a child of this area would be registered
UPDATE move SET kind = 'tell_authority',
  due = (SELECT a.working FROM after a WHERE a.name = 'forward.send_days' AND a.day = move.day)
WHERE kind = 'register_child' AND opens
  AND EXISTS (SELECT 1 FROM away WHERE away.id = move.w AND move.at < coalesce(away.here_at, 9999999));
INSERT INTO move SELECT s.withdrawal_id, s.at, 1, s.sent_day, CASE s.what WHEN 'application' THEN 'consent_pass'
  ELSE 'tell_authority' END, 0, NULL FROM sent s WHERE NOT s.elsewhere -- that tells nobody who is to be told
UNION ALL SELECT id, at, 3, day, 'tell_authority', 0, NULL FROM over
-- what went to the wrong place, and to no other, is still to be told
UNION ALL SELECT s.withdrawal_id, s.rev, 4, s.misdirected_day, 'tell_authority', 1, a.working FROM sent s
  JOIN after a ON a.name = 'forward.send_days' AND a.day = s.misdirected_day WHERE NOT s.elsewhere
UNION ALL SELECT w.id, w.here_at, 1, x.recorded_at / 86400, 'tell_authority', 0, NULL FROM away w
  JOIN main.child_residence x ON x.rev = w.here_at AND x.child_id = w.child_id AND x.to_day IS NULL
UNION ALL SELECT w.id, w.here_at, 2, x.recorded_at / 86400, 'register_child', 1, a.working FROM away w
  JOIN main.child_residence x ON x.rev = w.here_at AND x.child_id = w.child_id AND x.to_day IS NULL
  JOIN after a ON a.name = 'withdrawal.register_days' AND a.day = x.recorded_at / 86400;
-- waited for until confirmed or decided, each chase anew
INSERT INTO want SELECT s.child_id, CASE s.what WHEN 'application' THEN 'await_authority' ELSE 'await_receipt' END,
  a.working, o.day, coalesce(CASE WHEN o.day = s.sent_day AND s.chased_day > s.sent_day THEN s.chased_day END,
  CASE s.what WHEN 'application' THEN (SELECT min(d.decided_day) FROM main.consent_decision d JOIN main.consent_application p
    ON p.id = d.application_id WHERE p.withdrawal_id = s.withdrawal_id)
  ELSE min(coalesce(s.receipt_day, 99999), coalesce(s.misdirected_day, 99999)) END, 99999), 1
FROM sent s JOIN (SELECT id, sent_day AS day FROM sent UNION SELECT id, chased_day FROM sent WHERE chased_day IS NOT NULL) o
  ON o.id = s.id
JOIN after a ON a.day = o.day AND a.name = CASE s.what WHEN 'application' THEN 'consent.await_days' ELSE 'forward.receipt_days' END
WHERE s.method IS NOT NULL;
INSERT INTO want SELECT w.child_id, o.kind, o.due, o.day, coalesce((SELECT max(e.day, o.day) FROM move e
    WHERE e.w = o.w AND e.kind = o.kind AND NOT e.opens AND (e.at, e.ord) > (o.at, o.ord) ORDER BY e.at, e.ord LIMIT 1), 99999), 1
FROM move o JOIN wd w ON w.id = o.w WHERE o.opens;

-- a manager looks once at a withdrawal with child protection in it, unless the parent changes plan
INSERT INTO want SELECT w.child_id, 'manager_withdrawal', t.day + h.n, t.day, t.ended, 0
FROM wd w JOIN (SELECT t.withdrawal_id, CASE WHEN x.state = 'withdrawn' THEN x.closed_day ELSE 99999 END AS ended, CASE WHEN t.stage = 'deletion' THEN max(t.on_day, x.notified_day) ELSE t.on_day END AS day,
    row_number() OVER (PARTITION BY t.withdrawal_id ORDER BY t.id) AS nth
  FROM main.consent_test t JOIN main.withdrawal x ON x.id = t.withdrawal_id
  WHERE t.local_gate = 'child-protection' OR (t.conditions LIKE '%B%' AND t.required)) t ON t.withdrawal_id = w.id AND t.nth = 1
JOIN held h ON h.name = 'withdrawal.manager_days' AND h.day = t.day;

-- notices of a decision: the applicant, the proprietor, every other parent whose address is known
INSERT INTO want SELECT d.child_id, 'consent_serve', a.working, d.decided_day, min(
  coalesce((SELECT min(n.decided_day) FROM main.consent_decision n JOIN main.consent_application na ON na.id = n.application_id
    WHERE na.withdrawal_id = ap.withdrawal_id AND n.id > d.id), 99999),
  coalesce((SELECT max(s.served_day) FROM main.consent_service s WHERE s.decision_id = d.id
    HAVING sum(s.recipient = 'applicant') > 0 AND sum(s.recipient = 'proprietor') > 0
    AND sum(s.recipient = 'other_parent') >= (SELECT count(DISTINCT l.person_id) FROM main.relationship l
      JOIN main.person p ON p.id = l.person_id WHERE l.child_id = d.child_id AND l.person_id IS NOT ap.person_id
      AND (p.kind = 'parent' OR l.responsibility = 'yes' OR l.has_care = 'yes') AND l.to_day IS NULL
      AND EXISTS (SELECT 1 FROM main.person_residence h WHERE h.person_id = p.id AND h.kind <> 'previous' AND h.to_day IS NULL))
      - (ap.person_id IS NULL)), 99999)), 1
FROM main.consent_decision d JOIN main.consent_application ap ON ap.id = d.application_id
JOIN after a ON a.name = 'consent.serve_days' AND a.day = d.decided_day
WHERE d.decided_by = (SELECT authority FROM main.register); -- who decided serves

-- nobody told where the child lives
INSERT INTO want SELECT c.child, 'address_query', a.working, c.registered, min(c.ends, coalesce(
  (SELECT min(max(x.recorded_at / 86400, c.registered)) FROM main.child_residence x WHERE x.child_id = c.child
    AND x.kind = 'home' AND x.recorded_at > c.recorded_at), 99999)), 1
FROM chain c JOIN after a ON a.name = 'query.days' AND a.day = c.registered
WHERE NOT EXISTS (SELECT 1 FROM main.child_residence x WHERE x.child_id = c.child AND x.kind = 'home'
  AND x.recorded_at <= c.recorded_at AND coalesce(x.to_day, 99999) >= c.registered);

-- a return without the parents' written notice
INSERT INTO want SELECT s.child, 'query', a.working, s.registered, c.ends, 1
FROM stay s JOIN main.entry e ON e.id = s.entry AND s.entry = s.root JOIN chain c ON c.root = s.root
JOIN after a ON a.name = 'query.days' AND a.day = s.registered
WHERE e.basis = 'si2024_208' AND e.route = 'home_education'
AND EXISTS (SELECT 1 FROM main.withdrawal w WHERE w.entry_id = e.id AND w.notice_day IS NULL);

-- a child away for a time: nobody enquires before the family expects to be back.  The number is that
-- of the day it was told; a longer absence takes the place of the one it goes on from.
INSERT INTO want SELECT t.child_id, 'expected_back', (SELECT min(x.day) FROM cal x WHERE x.nw = c.nw + h.n),
  t.recorded_at / 86400, min(s.ends, coalesce(
    (SELECT max(n.recorded_at / 86400, t.recorded_at / 86400) FROM main.travel n WHERE n.child_id = t.child_id
      AND n.from_day = t.returned_day AND n.id > t.id ORDER BY n.id LIMIT 1),
    max(t.returned_day, t.recorded_at / 86400), 99999)), 1
FROM main.travel t JOIN chain s ON s.child = t.child_id AND s.registered <= t.recorded_at / 86400
  AND s.ends > t.recorded_at / 86400 JOIN cal c ON c.day = t.expected_day
JOIN held h ON h.name = 'travel.return_days' AND h.day = t.recorded_at / 86400;

-- the privacy notice: one month after somebody else than the family said something, until every parent
-- or carer who can be reached has it.  Of what came out of another system only a school's return counts.
CREATE TEMP TABLE said AS
SELECT k.id AS child, k.received_day AS day, k.recorded_at AS at FROM main.child k
WHERE k.source NOT IN ('parent', 'child', 'unknown')
AND (k.basis = 'si2024_208' OR NOT EXISTS (SELECT 1 FROM main.import_row i WHERE i.child_id = k.id))
UNION ALL SELECT w.child_id, w.notified_day, w.recorded_at FROM main.withdrawal w JOIN main.child k ON k.id = w.child_id
WHERE w.notified_by NOT IN ('parent', 'child', 'unknown') AND w.recorded_at > k.recorded_at
-- what another service said later, but what not everybody is told of and what we found out ourselves
UNION ALL SELECT f.child_id, f.received_day, f.recorded_at FROM main.flag f JOIN main.flag_kind g ON g.code = f.kind
WHERE g.safeguarding = 0 AND f.source NOT IN ('parent', 'child', 'unknown', 'this_authority')
AND NOT EXISTS (SELECT 1 FROM main.journal j WHERE j.at = f.recorded_at AND j.batch <> '')
UNION ALL SELECT o.child_id, o.received_day, o.recorded_at FROM main.court_order o
WHERE o.source NOT IN ('parent', 'child', 'unknown', 'this_authority')
UNION ALL SELECT p.child_id, p.received_day, p.recorded_at FROM main.private_fostering p
WHERE p.source NOT IN ('parent', 'child', 'unknown', 'this_authority')
UNION ALL SELECT x.child_id, i.received_day, x.recorded_at FROM main.intake_child x JOIN main.intake i ON i.id = x.intake_id
WHERE i.source NOT IN ('parent', 'child') OR i.teller = 'anonymous';
INSERT INTO want SELECT o.child, 'privacy_notice', coalesce((SELECT x.day FROM cal x WHERE x.idx = c.idx + 1 AND x.dom = c.dom),
    (SELECT m.first - 1 FROM month m WHERE m.idx = c.idx + 2)), o.day,
  max(o.day, (SELECT coalesce(max(coalesce((SELECT min(t.on_day) FROM main.told t WHERE t.child_id = o.child
    AND t.person_id = l.person_id AND t.kind = 'privacy_notice'), 99999)), 99999) FROM main.relationship l
    JOIN main.person p ON p.id = l.person_id WHERE l.child_id = o.child AND l.to_day IS NULL
    AND (p.kind IN ('parent', 'carer') OR l.responsibility = 'yes' OR l.has_care = 'yes')
    AND (EXISTS (SELECT 1 FROM main.person_residence h WHERE h.person_id = p.id AND h.kind <> 'previous' AND h.to_day IS NULL)
      OR EXISTS (SELECT 1 FROM main.contact_point n WHERE n.person_id = p.id AND n.to_day IS NULL)))), 0
FROM (SELECT s.child, s.day, min(s.at) FROM said s WHERE NOT EXISTS (SELECT 1 FROM main.told t WHERE t.child_id = s.child
  AND t.kind = 'privacy_notice' AND t.recorded_at < s.at) GROUP BY s.child) o JOIN cal c ON c.day = o.day;

-- school age is over: what was open is handed over to a named owner
INSERT INTO want SELECT e.child_id, 'handover', e.to_day + h.n, e.to_day + 1, 99999, 0
FROM main.entry e JOIN held h ON h.name = 'leaver.handover_days' AND h.day = e.to_day + 1
WHERE e.end_reason = 'over_school_age';

-- what has arrived about a child who is known is read by whoever has the family, unless it is they who said so
INSERT INTO want SELECT k.child_id, 'intake_follow', a.working, o.on_day, 99999, 0
FROM main.intake_outcome o JOIN main.intake_child k ON k.intake_id = o.intake_id
JOIN after a ON a.name = 'intake.follow_days' AND a.day = o.on_day
WHERE o.outcome = 'known_child' AND o.officer_id <> (SELECT e.owner_id FROM main.entry e WHERE e.child_id = k.child_id ORDER BY e.id DESC LIMIT 1);
-- what it is has to be said, and again by the day that was set: no child's duty
CREATE TEMP TABLE arrived AS
SELECT 'intake_triage' AS kind, a.working AS due, i.received_day AS opened, coalesce(
  (SELECT min(o.on_day) FROM main.intake_outcome o WHERE o.intake_id = i.id), 99999) AS ended
FROM main.intake i JOIN after a ON a.name = 'intake.triage_days' AND a.day = i.received_day
UNION ALL SELECT 'intake_next', o.next_day, o.on_day, coalesce(
  (SELECT min(n.on_day) FROM main.intake_outcome n WHERE n.intake_id = o.intake_id AND n.id > o.id), 99999)
FROM main.intake_outcome o WHERE o.outcome = 'more_needed'
-- and what was not ours is waited for until it is confirmed or disposed of, each chase anew
UNION ALL SELECT 'intake_receipt', a.working, o.day, coalesce(CASE WHEN o.day = o.sent_day AND o.chased_day > o.sent_day
  THEN o.chased_day END, o.receipt_day, i.disposed_day, 99999)
FROM (SELECT *, sent_day AS day FROM main.intake_outcome WHERE outcome = 'forwarded'
  UNION ALL SELECT *, chased_day FROM main.intake_outcome WHERE chased_day IS NOT NULL) o
JOIN main.intake i ON i.id = o.intake_id JOIN after a ON a.name = 'intake.receipt_days' AND a.day = o.day
WHERE o.no_receipt IS NULL;

-- the social worker of a child who is looked after is told of the entry; an order about the education is
-- looked at while it holds; the team hears of private fostering
INSERT INTO want SELECT f.child_id, 'tell_social_worker', a.working, a.day, min(c.ends, coalesce(
    (SELECT min(max(t.told_day, a.day)) FROM main.social_worker_told t WHERE t.child_id = f.child_id), 99999)), 1
FROM main.flag f JOIN chain c ON c.child = f.child_id JOIN after a ON a.name = 'looked_after.tell_days'
AND a.day = max(f.from_day, f.received_day, c.registered) WHERE f.kind = 'looked_after' AND a.day < c.ends;
INSERT INTO want SELECT o.child_id, 'order_check', a.working, a.day, min(c.ends, coalesce(max(o.to_day, a.day), 99999)), 1
FROM main.court_order o JOIN chain c ON c.child = o.child_id JOIN after a ON a.name = 'court.check_days'
AND a.day = max(o.from_day, o.received_day, c.registered) WHERE o.education = 'yes' AND a.day < c.ends;
INSERT INTO want SELECT p.child_id, 'private_fostering', CASE WHEN p.intended = 'no' THEN p.from_day + 27 ELSE a.working END,
  a.day, max(a.day, coalesce(p.notified_day, p.to_day, 99999)), 0
FROM main.private_fostering p JOIN after a ON a.name = 'private_fostering.notify_days' AND a.day = p.received_day
WHERE p.carer = 'other';

-- ---- held without an entry ------------------------------------------------------------------
-- absent for health: the authority's own decision, in school days; for another reason it is asked after;
-- under school age: what happens then is settled before it begins
CREATE TEMP TABLE holding AS
SELECT h.*, max(h.from_day, coalesce(h.received_day, h.from_day)) AS opened, coalesce(h.to_day, 99999) AS ends FROM main.held h;
INSERT INTO want SELECT h.child_id, 'section_19_decide',
  CASE WHEN h.opened + 1 >= k.first AND a.school <= k.last THEN a.school ELSE a.working END, h.opened,
  min(h.ends, coalesce((SELECT min(s.decided_day) FROM main.section_19_decision s WHERE s.held_id = h.id), 99999)), 1
FROM holding h JOIN (SELECT min(day) AS first, max(day) AS last FROM main.calendar_day WHERE calendar = 'authority'
  AND to_day IS NULL) k JOIN after a ON a.name = 's19.decide_days' AND a.day = h.opened
WHERE h.route = 'on_roll_absent' AND h.for_health = 'yes';
INSERT INTO want SELECT h.child_id, 'section_19_review', s.review_day, s.decided_day, min(h.ends, coalesce(
  (SELECT min(n.decided_day) FROM main.section_19_decision n WHERE n.held_id = h.id AND n.id > s.id), 99999)), 1
FROM holding h JOIN main.section_19_decision s ON s.held_id = h.id;
INSERT INTO want SELECT h.child_id, 'absence_review', a.working, h.opened, h.ends, 1
FROM holding h JOIN after a ON a.name = 'absence.review_days' AND a.day = h.opened
WHERE h.route = 'on_roll_absent' AND h.for_health <> 'yes';
-- asked after: that is kept by the next time alone
INSERT INTO want SELECT t.child, 'absence_review', t.to_due, t.day, h.ends, 1
FROM act t JOIN holding h ON h.child_id = t.child AND h.opened <= t.day AND h.ends > t.day WHERE t.what = 'asked';
INSERT INTO want SELECT h.child_id, 'approaching_start', max(h.opened, c.school_age_from - n.n), h.opened, h.ends, 0
FROM holding h JOIN main.child c ON c.id = h.child_id
JOIN held n ON n.name = 'approaching.before_days' AND n.day = h.opened WHERE h.route = 'approaching_school_age';

-- ---- the sheet of what is held, where the authority sets days --------------------------------------
-- from registration, and again from the day on which every parent had one
CREATE TEMP TABLE sheets AS
WITH RECURSIVE round (root, child, since, ends) AS (
  SELECT root, child, registered, ends FROM chain
  UNION ALL SELECT r.root, r.child, (SELECT max(coalesce((SELECT min(t.on_day) FROM main.told t WHERE t.child_id = r.child
      AND t.person_id = l.person_id AND t.kind = 'what_we_hold' AND t.on_day > r.since), 99999)) FROM main.relationship l
    JOIN main.person p ON p.id = l.person_id WHERE l.child_id = r.child AND l.to_day IS NULL
    AND (p.kind = 'parent' OR l.responsibility = 'yes' OR l.has_care = 'yes')) AS next, r.ends
  FROM round r WHERE next < r.ends AND next < 90000)
SELECT child, since, lead(since) OVER (PARTITION BY root ORDER BY since) AS next, ends FROM round;
INSERT INTO want SELECT s.child, 'sheet', s.since + n.n, s.since, min(s.ends, coalesce(s.next, 99999)), 1
FROM sheets s JOIN held n ON n.name = 'sheet.days' AND n.day = s.since WHERE n.n > 0;

-- ---- a record that is kept back -----------------------------------------------------------------
-- opened all the same: its custodian looks into it; recorded again by somebody who is not shown it,
-- with the same number: its custodian is told
INSERT INTO want SELECT g.child_id, 'glass_review', a.working, g.opened_at / 86400, 99999, 0
FROM main.glass g JOIN after a ON a.name = 'glass.review_days' AND a.day = g.opened_at / 86400;
-- and a manager, who is not told whose it is
INSERT INTO arrived SELECT 'glass_manager', a.working, g.opened_at / 86400, 99999
FROM main.glass g JOIN after a ON a.name = 'glass.review_days' AND a.day = g.opened_at / 86400;
INSERT INTO want SELECT x.child_id, 'duplicate_alert', a.working, k.recorded_at / 86400, 99999, 0
FROM main.restriction x JOIN main.identifier i ON i.child_id = x.child_id AND i.kind = 'upn'
JOIN main.identifier j ON j.kind = 'upn' AND j.value = i.value AND j.child_id <> i.child_id
JOIN main.child k ON k.id = j.child_id AND k.recorded_at >= x.recorded_at
JOIN after a ON a.name = 'duplicate.alert_days' AND a.day = k.recorded_at / 86400 WHERE x.to_day IS NULL;

-- what must not reach somebody whom a court keeps away: until something is withheld from them or from
-- all outward, or the order ends
INSERT INTO want SELECT o.child_id, 'keep_apart', a.working, a.day, min(coalesce(max(o.to_day, a.day), 99999), coalesce(
  (SELECT min(max(h.recorded_at / 86400, a.day)) FROM main.withholding h WHERE h.child_id = o.child_id AND h.recorded_at > o.recorded_at
    AND (h.person_id IS NULL OR EXISTS (SELECT 1 FROM main.court_order_person p WHERE p.order_id = o.id
      AND p.person_id = h.person_id AND p.stands = 'bound'))), 99999)), 0
FROM main.court_order o JOIN after a ON a.name = 'court.keep_apart_days'
AND a.day = min(max(o.from_day, coalesce(o.received_day, o.from_day)), o.recorded_at / 86400) WHERE o.kind = 'non_molestation';

-- ---- complaints ---------------------------------------------------------------------------------
-- acknowledged and answered by the clock of their procedure; of a child, or of nobody's
CREATE TEMP TABLE complained AS
SELECT c.child_id, 'complaint_acknowledge' AS kind, a.working AS due, c.received_day AS opened, coalesce(c.closed_day, 99999) AS ended
FROM main.complaint c JOIN after a ON a.name = 'complaint.acknowledge_days' AND a.day = c.received_day
UNION ALL SELECT c.child_id, 'complaint_reply', CASE c.kind WHEN 'data_protection' THEN c.received_day + a.n ELSE a.working END,
  c.received_day, coalesce(c.closed_day, 99999)
FROM main.complaint c JOIN after a ON a.name = 'complaint.' || c.kind || '_days' AND a.day = c.received_day;
INSERT INTO want SELECT child_id, kind, due, opened, ended, 0 FROM complained WHERE child_id IS NOT NULL;
INSERT INTO arrived SELECT kind, due, opened, ended FROM complained WHERE child_id IS NULL;

-- ---- the queue ----------------------------------------------------------------------------------
-- what is given back waits for an owner, and somebody has to find one; both are kept of who has it alone
INSERT INTO want SELECT t.child, 'allocate', a.working, t.day, coalesce(
  (SELECT min(n.day) FROM act n WHERE n.what = 'assign' AND n.child = t.child AND n.day >= t.day), 99999), 0
FROM act t JOIN after a ON a.name = 'queue.allocate_days' AND a.day = t.day WHERE t.what = 'release';

-- ---- a death --------------------------------------------------------------------------------------
-- ends all work about the child that day; whoever had some stops what they arranged, and somebody
-- decides about the letters to the others
UPDATE want SET ended = min(ended, max(opened, d.died_day)) FROM main.death d
WHERE d.child_id = want.child AND opened <= d.recorded_at / 86400;
-- what went to the wrong place is looked into, whoever it was about
INSERT INTO want SELECT f.child_id, 'data_incident', a.working, f.misdirected_day, 99999, 0
FROM main.forwarding f JOIN after a ON a.name = 'incident.assess_days' AND a.day = f.misdirected_day;
INSERT INTO want SELECT d.child_id, 'death_told', a.working, d.recorded_at / 86400, 99999, 0
FROM main.death d JOIN after a ON a.name = 'death.told_days' AND a.day = d.recorded_at / 86400;
INSERT INTO want SELECT h.child_id, 'letters_decide', a.working, h.from_day, coalesce(h.to_day + 1, 99999), 0
FROM main.hold h JOIN after a ON a.name = 'death.letters_days' AND a.day = h.from_day WHERE h.kind = 'letters';

-- ---- what somebody did to one of them ------------------------------------------------------------
INSERT INTO want SELECT w.child, w.kind, t.to_due, t.day, w.ended, w.lapses FROM want w
JOIN act t ON t.what = 'extend' AND t.child = w.child AND t.kind = w.kind AND t.due = w.due;
UPDATE want SET ended = min(ended, t.day) FROM act t WHERE t.child = want.child AND t.kind = want.kind AND t.due = want.due
AND t.what NOT IN ('release', 'assign');
-- where a notice cannot be served any more, the word with social care takes its place
INSERT INTO want SELECT w.child, 'speak_social_care', f.working, a.last + 1, 99999, 0
FROM want w JOIN age a ON a.child = w.child AND w.ended = a.last + 1
JOIN after f ON f.name = 'social_care.speak_days' AND f.day = a.last + 1 WHERE w.kind = 'consider_436h5'
AND NOT EXISTS (SELECT 1 FROM want o WHERE o.child = w.child AND o.kind = 'speak_social_care' AND o.ended > a.last + 1);

-- ---- answers -------------------------------------------------------------------------------------
.mode csv
.headers off
.separator ,
SELECT q.day, 'duty', w.child, w.kind, date(w.due * 86400, 'unixepoch')
FROM asked q JOIN want w ON w.opened <= q.day AND w.ended > q.day JOIN age a ON a.child = w.child
WHERE a.last >= q.day OR w.opened > a.last OR NOT w.lapses;
SELECT q.day, 'duty', '', w.kind, date(w.due * 86400, 'unixepoch')
FROM asked q JOIN arrived w ON w.opened <= q.day AND w.ended > q.day;
-- who has a reason to be asked about, is on the register, and was last seen when
CREATE TEMP TABLE reason AS
SELECT DISTINCT q.day, f.child_id AS child, f.kind AS why, 0 AS ord FROM asked q JOIN main.flag f
  ON f.from_day <= q.day AND coalesce(f.to_day, 99999) >= q.day
WHERE f.kind IN ('s47_enquiry', 's47_action', 'child_protection_plan', 'concern', 'priority')
UNION SELECT q.day, x.child_id, 'conflicting_address', 1 FROM asked q JOIN main.child_residence x
  ON x.kind = 'home' AND coalesce(x.from_day, 0) <= q.day AND coalesce(x.to_day, 99999) >= q.day
  JOIN main.child_residence y ON y.child_id = x.child_id AND y.kind = 'home' AND y.address_id <> x.address_id
  AND y.source <> x.source AND coalesce(y.from_day, 0) <= q.day AND coalesce(y.to_day, 99999) >= q.day;
SELECT r.day, 'unseen', r.child, coalesce(date((SELECT max(s.on_day) FROM main.seen s WHERE s.child_id = r.child
  AND s.on_day <= r.day) * 86400, 'unixepoch'), ''), (SELECT group_concat(why, ' ') FROM
  (SELECT o.why FROM reason o WHERE o.day = r.day AND o.child = r.child ORDER BY o.ord, o.why))
FROM (SELECT DISTINCT day, child FROM reason) r JOIN age a ON a.child = r.child AND a.last >= r.day
WHERE EXISTS (SELECT 1 FROM main.entry e WHERE e.child_id = r.child AND e.from_day <= r.day
  AND coalesce(e.to_day, 99999) >= r.day)
AND NOT EXISTS (SELECT 1 FROM main.death d WHERE d.child_id = r.child AND d.died_day <= r.day);

-- What the program shows, said once in SQL for the shell.
CREATE TEMP VIEW bench_children AS
SELECT 'C' || c.id AS child_ref,
  (SELECT n.full_name FROM child_name n WHERE n.child_id = c.id AND n.kind = 'legal'
    AND (n.from_day IS NULL OR n.from_day <= 20778) AND (n.to_day IS NULL OR n.to_day >= 20778) LIMIT 1) AS full_name,
  date(c.born_day * 86400, 'unixepoch') AS born, c.sex,
  2026 - (CAST(strftime('%Y', c.born_day * 86400, 'unixepoch') AS INTEGER)
    - (strftime('%m', c.born_day * 86400, 'unixepoch') < '09') + 5) AS year_group,
  (SELECT a.postcode FROM child_residence h CROSS JOIN address a ON a.id = h.address_id
    WHERE h.child_id = c.id AND h.kind = 'home'
    AND (h.from_day IS NULL OR h.from_day <= 20778) AND (h.to_day IS NULL OR h.to_day >= 20778) LIMIT 1) AS postcode,
  e.route, date(e.from_day * 86400, 'unixepoch') AS entry_from,
  date(e.registered_day * 86400, 'unixepoch') AS registered_on, e.reason
FROM child c CROSS JOIN entry e INDEXED BY entry_by_child ON e.child_id = c.id
  AND e.from_day <= 20778 AND (e.to_day IS NULL OR e.to_day >= 20778)
WHERE c.school_age_to >= 20778 ORDER BY c.id;
CREATE TEMP VIEW bench_overdue AS
SELECT d.id, d.child_id,
  (SELECT n.full_name FROM child_name n WHERE n.child_id = d.child_id AND n.kind <> 'former'
    AND (n.from_day IS NULL OR n.from_day <= 20778) AND (n.to_day IS NULL OR n.to_day >= 20778)
    ORDER BY n.kind, n.id DESC LIMIT 1) AS name,
  d.kind, d.due_day, date(d.due_day * 86400, 'unixepoch') AS due, 20778 - d.due_day AS days_late,
  EXISTS (SELECT 1 FROM flag f JOIN flag_kind k ON k.code = f.kind WHERE f.child_id = d.child_id
    AND k.priority = 1 AND f.from_day <= 20778 AND (f.to_day IS NULL OR f.to_day >= 20778))
  OR (SELECT min(r.address_id) < max(r.address_id) AND min(r.source) < max(r.source)
    FROM child_residence r WHERE r.child_id = d.child_id AND r.kind = 'home'
    AND (r.from_day IS NULL OR r.from_day <= 20778) AND (r.to_day IS NULL OR r.to_day >= 20778)) AS priority,
  o.login, d.rule, d.state, d.entry_id, d.withdrawal_id, date(d.opened_day * 86400, 'unixepoch') AS opened
FROM duty d INDEXED BY duty_open_by_due
  LEFT JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL
  LEFT JOIN officer o ON o.id = w.officer_id
WHERE d.state = 'open' AND d.opened_day <= 20778 AND (d.lapse_day IS NULL OR d.lapse_day >= 20778);

/* What we hold: the sheet for one parent. */
#include "domain/sheet.h"

#include <string.h>

#include "base/error.h"
#include "domain/death.h"
#include "domain/place.h"
#include "domain/process.h"
#include "domain/refuge.h"
#include "domain/same.h"
#include "domain/sending.h"
#include "domain/sight.h"
#include "domain/withheld.h"

static const char where[] = "sheet";

/* clang-format off */
#define RECORDS SAME_RECORDS(":child", SAME_HOLDS)
#define DAY(column) "date(" column " * 86400, 'unixepoch')"
#define SINCE(t) "coalesce(', from ' || " DAY(t ".from_day") ", '') || coalesce(' to ' || " DAY(t ".to_day") ", '')"
#define WORDS(of, code) \
	"coalesce((SELECT w.wording FROM code w WHERE w.list = '" of "' AND w.code = " code "), replace(" code ", '_', ' '))"
#define LINE(a, column) "coalesce(', ' || " a "." column ", '')"
#define PLACE(a) "ltrim(" LINE(a, "line1") " || " LINE(a, "line2") " || " LINE(a, "line3") " || " \
	LINE(a, "town") " || " LINE(a, "county") " || " LINE(a, "postcode") ", ', ')"
#define SHOWN(a) " AND NOT " WITHHELD_ADDRESS(a ".id")
/* This parent lives at the place a now, on record.  Who has moved out, or of whom it is not known, is
 * not told where the child went. */
#define LIVES_AT \
	"EXISTS (SELECT 1 FROM person_residence z JOIN address b ON b.id = z.address_id" \
	" WHERE z.person_id = :person AND " PLACE_LIVES("z") " AND " PLACE_SAME("a", "b") ")"
/* Where this parent is written to: where they want it most, else where letters go, else where they
 * live; never where they asked not to be written to.  While a child lives in a refuge never where
 * another adult of the child lives; who lives there with the child where one writes instead of it,
 * unless they want it elsewhere. */
#define WRITE_TO \
	REFUGE_WITH "SELECT 1, 'address', " PLACE("a") ", a.id FROM" \
	" (SELECT z.address_id AS id, CASE WHEN EXISTS (SELECT 1 FROM contact_wish w" \
	"   WHERE w.residence_id = z.id AND w.kind = 'preferred' AND " PLACE_HOLDS("w") ") THEN -1" \
	"   ELSE z.kind <> 'correspondence' END AS rank FROM person_residence z" \
	"  WHERE z.person_id = :person AND z.kind <> 'previous' AND " PLACE_HOLDS("z") \
	"  UNION ALL SELECT care_of_id, 2 FROM fled WHERE cares AND inside AND NOT EXISTS" \
	"   (SELECT 1 FROM withholding w WHERE w.person_id = :person" \
	"   AND (w.to_day IS NULL OR w.to_day >= :on))) k" \
	" JOIN address a ON a.id = k.id WHERE NOT " SENDING_NO_WRITING("a") SHOWN("a") \
	" AND NOT " REFUGE_SHARED("a") \
	" AND (k.rank IN (-1, 2) OR NOT EXISTS (SELECT 1 FROM fled WHERE inside))" \
	" ORDER BY k.rank, a.id LIMIT 1"
#define WRITTEN_TO \
	"SELECT 0, 'name', n.full_name, n.id FROM person_name n WHERE n.person_id = :person" \
	" AND n.kind = 'legal' AND :child > 0 AND " PLACE_HOLDS("n") " ORDER BY n.id DESC"
#define CHILD \
	"SELECT 0, 'name', n.full_name, n.id FROM child_name n WHERE n.child_id IN " RECORDS \
	" AND n.kind = 'legal' AND " PLACE_HOLDS("n") \
	" UNION ALL SELECT 1, 'called', n.full_name, n.id FROM child_name n WHERE n.child_id IN " RECORDS \
	" AND n.kind = 'preferred' AND " PLACE_HOLDS("n") \
	" UNION ALL SELECT 2, 'born', " DAY("c.born_day") ", c.id FROM child c WHERE c.id = :child" \
	" UNION ALL SELECT 3, 'sex', CASE c.sex WHEN 'F' THEN 'female' WHEN 'M' THEN 'male'" \
	"  ELSE 'not known' END, c.id FROM child c WHERE c.id = :child" \
	" UNION ALL SELECT 4, CASE i.kind WHEN 'upn' THEN 'unique pupil number' WHEN 'uln' THEN" \
	"  'unique learner number' ELSE 'NHS number' END, i.value, i.id FROM identifier i" \
	"  WHERE i.child_id IN " RECORDS " AND i.kind IN ('upn', 'uln', 'nhs') AND i.to_day IS NULL" \
	" ORDER BY 1, 4"
#define HOMES \
	"SELECT x.id, CASE x.kind WHEN 'home' THEN 'home' ELSE 'another home' END, " PLACE("a") " || " SINCE("x") \
	", 0 FROM child_residence x JOIN address a ON a.id = x.address_id WHERE x.child_id IN " RECORDS \
	" AND " PLACE_LIVES("x") SHOWN("a") " AND " LIVES_AT \
	" AND NOT " WITHHELD_LOCATION(":child") " ORDER BY x.kind DESC, 1"
#define YOU \
	"SELECT 0, 'name', n.full_name, n.id FROM person_name n WHERE n.person_id = :person" \
	" AND n.kind <> 'former' AND " PLACE_HOLDS("n") \
	" UNION ALL SELECT 1, 'you are the child''s', " WORDS("relationship", "l.kind") ", l.id" \
	"  FROM relationship l WHERE l.person_id = :person AND l.child_id IN " RECORDS " AND " PLACE_HOLDS("l") \
	" UNION ALL SELECT 2, 'parental responsibility', l.responsibility, l.id" \
	"  FROM relationship l WHERE l.person_id = :person AND l.child_id IN " RECORDS " AND " PLACE_HOLDS("l") \
	" UNION ALL SELECT 3, 'care of the child', l.has_care, l.id" \
	"  FROM relationship l WHERE l.person_id = :person AND l.child_id IN " RECORDS " AND " PLACE_HOLDS("l") \
	" UNION ALL SELECT 4, 'address', " PLACE("a") ", z.id FROM person_residence z" \
	"  JOIN address a ON a.id = z.address_id WHERE z.person_id = :person AND z.kind <> 'previous'" \
	"  AND " PLACE_HOLDS("z") SHOWN("a") \
	" UNION ALL SELECT 5, n.kind, n.value, n.id FROM contact_point n WHERE n.person_id = :person" \
	"  AND " PLACE_HOLDS("n") " AND NOT " WITHHELD_POINT("n.id") " ORDER BY 1, 4"
#define PARENTS \
	"SELECT l.id, " WORDS("relationship", "l.kind") ", n.full_name, 0 FROM relationship l" \
	" JOIN person p ON p.id = l.person_id JOIN person_name n ON n.person_id = p.id AND n.kind = 'legal'" \
	" AND " PLACE_HOLDS("n") " WHERE l.child_id IN " RECORDS " AND l.person_id <> :person" \
	" AND " PLACE_HOLDS("l") " AND " SHEET_PARENT("l", "p") " AND " SIGHT_PERSON("p.id") " ORDER BY 1"
#define ENTRIES \
	"SELECT e.id, 'on the register as', " WORDS("route", "e.route") " || " SINCE("e") ", 0" \
	" FROM entry e WHERE e.child_id IN " RECORDS \
	" UNION ALL SELECT e.id, 'registered on', " DAY("e.registered_day") ", 1 FROM entry e" \
	"  WHERE e.child_id IN " RECORDS \
	" UNION ALL SELECT e.id, 'reason', " WORDS("ehe_reason", "e.reason") ", 2 FROM entry e" \
	"  WHERE e.child_id IN " RECORDS \
	" UNION ALL SELECT e.id, 'school before', e.school_name || coalesce(', left on ' || " \
	DAY("e.school_left_day") ", ''), 3 FROM entry e WHERE e.child_id IN " RECORDS \
	"  AND e.school_name IS NOT NULL AND NOT " WITHHELD_SCHOOL("e.child_id") " ORDER BY 1 DESC, 4"
#define EDUCATION \
	"SELECT v.id, " WORDS("provision_kind", "v.kind") ", ltrim(coalesce(v.provider_name, '')" \
	" || coalesce(', ' || v.hours_week || ' hours a week', '') || " SINCE("v") ", ', '), 0" \
	" FROM provision v WHERE v.child_id IN " RECORDS " AND " PLACE_HOLDS("v") \
	" AND (v.kind <> 'provider' OR NOT " WITHHELD_SCHOOL("v.child_id") ") ORDER BY 1"
#define NEEDS \
	"SELECT k.position, k.wording, 'from ' || " DAY("f.from_day") ", f.id FROM flag f" \
	" JOIN flag_kind k ON k.code = f.kind AND k.safeguarding = 0 AND k.priority = 0" \
	" WHERE f.child_id IN " RECORDS " AND " PLACE_HOLDS("f") " ORDER BY 1, 4"
#define REVIEWS \
	"SELECT v.id, 'review of ' || " DAY("v.reviewed_day") ", replace(v.outcome, '_', ' '), 0" \
	" FROM review v WHERE v.child_id IN " RECORDS " AND v.state = 'final' AND v.reviewed_day <= :on" \
	" ORDER BY v.reviewed_day DESC, 1 DESC LIMIT 10"
#define CONTACTS \
	"SELECT t.id, " DAY("t.on_day") ", " WORDS("contact_method", "t.method") " || ': ' || " \
	WORDS("contact_outcome", "t.outcome") ", 0 FROM contact t WHERE t.child_id IN " RECORDS \
	" AND t.person_id = :person AND t.on_day <= :on ORDER BY t.on_day DESC, 1 DESC LIMIT 10"
#define SENT \
	"SELECT t.id, " DAY("t.on_day") ", " WORDS("told", "t.kind") " || ', ' || t.version, 0 FROM told t" \
	" WHERE t.child_id IN " RECORDS " AND t.person_id = :person ORDER BY t.on_day DESC, 1 DESC LIMIT 10"

enum { WHERE_TO = 1 };
static const struct part {
	const char *section;
	store_sql sql;
	bool of_parent; /* the statement asks for :person */
} PARTS[] = {
	{ "to", { "sheet.name", WRITTEN_TO }, true },
	{ "to", { "sheet.to", WRITE_TO }, true },
	{ "the child", { "sheet.child", CHILD }, false },
	{ "where the child lives", { "sheet.homes", HOMES }, true },
	{ "you", { "sheet.you", YOU }, true },
	{ "other parents and carers", { "sheet.parents", PARENTS }, true },
	{ "the register", { "sheet.entries", ENTRIES }, false },
	{ "education", { "sheet.education", EDUCATION }, false },
	{ "needs", { "sheet.needs", NEEDS }, false },
	{ "reviews", { "sheet.reviews", REVIEWS }, false },
	{ "contact with you", { "sheet.contacts", CONTACTS }, true },
	{ "sent to you", { "sheet.sent", SENT }, true },
};
static const store_sql IS_PARENT = { "sheet.parent",
	"SELECT 1 FROM relationship l JOIN person p ON p.id = l.person_id WHERE l.person_id = :person"
	" AND l.child_id IN " RECORDS " AND " PLACE_HOLDS("l") " AND " SHEET_PARENT("l", "p") " LIMIT 1" };
/* clang-format on */

typedef struct sheet {
	cnis_register *r;
	int64_t child_id, person_id;
	bool considered;
	cnis_day on;
	cnis_error *err;
} sheet;

static cnis_status
open_part(const sheet *s, const store_sql *sql, bool of_parent, cursor *c)
{
	cnis_status st = stmt_open(s->r->st, sql, c, s->err);

	if (st != CNIS_OK)
		return st;
	stmt_int(c, ":child", s->child_id);
	if (of_parent)
		stmt_int(c, ":person", s->person_id);
	stmt_day(c, ":on", s->on);
	return CNIS_OK;
}

static cnis_status
write_part(const sheet *s, const struct part *p, cnis_sheet_fn fn, void *payload)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_part(s, &p->sql, p->of_parent, &c);

	while (st == CNIS_OK && (st = stmt_step(&c, &row, s->err)) == CNIS_OK && row) {
		cnis_sheet_line line = { .section = p->section,
			                 .label = col_text(&c, 1),
			                 .value = col_text(&c, 2) };

		if (p == &PARTS[WHERE_TO])
			line.address_id = col_int(&c, 3);
		st = fn(&line, payload, s->err);
	}
	stmt_close(&c);
	return st;
}

/* Somebody who may be written to about this child. */
static cnis_status
check(const sheet *s)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = process_child(s->r, s->child_id, where, NULL, s->err);

	if (st == CNIS_OK)
		st = process_person(s->r, s->child_id, s->person_id, where, s->err);
	if (st == CNIS_OK)
		st = open_part(s, &IS_PARENT, true, &c);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, s->err);
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		st = cnis_fail(s->err, CNIS_EREFUSED, 0, where, "person",
		               "a sheet is for a parent: somebody with parental responsibility or "
		               "care today (s. 576)");
	if (st == CNIS_OK && s->considered && (s->r->roles & CNIS_ROLE_MANAGER) == 0)
		st = cnis_fail(s->err, CNIS_EPERM, 0, where, "considered", "a manager weighs it");
	if (st == CNIS_OK)
		st = sending_weighed(s->r, s->child_id, s->person_id, s->considered, where, s->err);
	return st == CNIS_OK ? hold_letters_refuse(s->r, s->child_id, where, s->err) : st;
}

/* Of one state of the register. */
static cnis_status
write_parts(const sheet *s, cnis_sheet_fn fn, void *payload)
{
	cnis_status st = store_snapshot_begin(s->r->st, s->err);

	if (st != CNIS_OK)
		return st;
	st = withheld_for(s->r, s->person_id, s->err);
	for (size_t i = 0; st == CNIS_OK && i < sizeof(PARTS) / sizeof(PARTS[0]); i++)
		st = write_part(s, &PARTS[i], fn, payload);
	store_snapshot_end(s->r->st);
	return st;
}

cnis_status
cnis_sheet_walk(cnis_register *r, int64_t child_id, int64_t person_id, bool considered,
                cnis_sheet_fn fn, void *payload, cnis_error *reterr)
{
	const sheet s = { r, child_id, person_id, considered, store_today(r->st), reterr };
	cnis_status st = check(&s);

	if (st != CNIS_OK)
		return st;
	/* what is withheld and every cause, as for anybody; which records are kept back, as for who
	 * makes it: the sheet of a restricted one is its custodian's to make */
	r->publishing = true;
	st = write_parts(&s, fn, payload);
	r->publishing = false;
	if (st == CNIS_OK)
		return withheld_for(r, 0, reterr);
	(void)withheld_for(r, 0, NULL);
	return st;
}

/* Leaving compulsory school age: destination, who leaves, and the hand-over after it. */
#include "domain/leaver.h"

#include <stdlib.h>

#include <cnis/reference.h>
#include <cnis/rule.h>

#include "base/error.h"
#include "domain/custody.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "rule/school_age.h"

enum { Q_DESTINATION, Q_DUTY, Q_OWNER, Q_CLOSED, Q_WORDS, Q_WALK, Q_COUNT };
/* clang-format off */
/* The day that is looked at: the day asked for, or the last day of school age. */
#define AT "min(:on, c.school_age_to)"
/* Of a child in two records, what stands in either. */
#define RECORDS SAME_ROW_UNDER("c.kept")
#define OPEN_DUTY "d.child_id IN " RECORDS " AND d.opened_day <= :on AND (d.ended_day IS NULL OR d.ended_day > :on)" \
	" AND (d.lapse_day IS NULL OR d.lapse_day >= :on) AND " SIGHT_DUTY("d")
static const store_sql SQL[Q_COUNT] = {
	[Q_DESTINATION] = { "leaver.destination",
		"INSERT INTO destination (child_id, kind, place, said_day, source, basis, received_day,"
		" recorded_at, rev) VALUES (:child, :kind, :place, :said, :source, :basis, :received, :at,"
		" :rev)" },
	[Q_DUTY] = { "leaver.duty",
		"INSERT INTO duty (kind, rule, rule_version, inputs, child_id, opened_day, due_day, state,"
		" opened_at, rev) SELECT 'handover', 'LOCAL.leaver.handover', :version, '{\"from\": \"' ||"
		" date(e.to_day * 86400, 'unixepoch') || '\", \"days\": \"' || :days ||"
		" '\", \"unit\": \"calendar\", \"day_one\": \"next\"}', e.child_id, e.to_day + 1,"
		" e.to_day + :days, 'open', :at, :rev FROM entry e WHERE e.rev = :rev"
		" AND e.end_reason = 'over_school_age' AND e.child_id BETWEEN :low AND :high ORDER BY e.id" },
	/* who had the work, else the named officer, else a manager, else who does this */
	[Q_OWNER] = { "leaver.owner",
		"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev) SELECT d.child_id, d.id,"
		" coalesce((SELECT w.officer_id FROM duty x JOIN duty_owner w ON w.duty_id = x.id"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL WHERE x.child_id = d.child_id"
		"  AND x.kind NOT IN " SIGHT_NOT_THE_FAMILYS
		"  ORDER BY x.id DESC, w.id DESC LIMIT 1),"
		" (SELECT e.owner_id FROM entry e JOIN officer o ON o.id = e.owner_id AND o.to_day IS NULL"
		"  WHERE e.child_id = d.child_id ORDER BY e.id DESC LIMIT 1),"
		" (SELECT min(o.id) FROM officer o JOIN officer_role q ON q.officer_id = o.id"
		"  WHERE o.to_day IS NULL AND q.role = 'manager' AND q.to_day IS NULL), :actor),"
		" d.opened_day, :rev FROM duty d WHERE d.kind = 'handover' AND d.rev = :rev"
		" AND d.child_id BETWEEN :low AND :high ORDER BY d.id" },
	[Q_CLOSED] = { "leaver.closed",
		"SELECT d.child_id, w.officer_id FROM duty d JOIN duty_owner w ON w.duty_id = d.id"
		" AND w.to_day IS NULL WHERE d.kind = 'handover' AND d.rev = :rev"
		" AND d.child_id BETWEEN :low AND :high AND (EXISTS (SELECT 1 FROM main.declaration n"
		"  WHERE n.officer_id = w.officer_id) OR EXISTS (SELECT 1 FROM main.restriction x))"
		" ORDER BY d.id" },
	[Q_WORDS] = { "leaver.words",
		"SELECT d.child_id, coalesce(d.entry_id, 0), coalesce(d.flag_id, 0), d.ended_day,"
		" (SELECT w.officer_id FROM duty_owner w WHERE w.duty_id = d.id ORDER BY w.id DESC LIMIT 1)"
		" FROM duty d WHERE d.kind = 'consider_436h5' AND d.state = 'superseded' AND d.rev = :rev"
		" AND d.child_id BETWEEN :low AND :high AND NOT EXISTS (SELECT 1 FROM duty o"
		"  WHERE o.child_id = d.child_id AND o.kind = 'speak_social_care' AND o.state = 'open')"
		" ORDER BY d.id" },
	[Q_WALK] = { "leaver.walk",
		"WITH " SAME_ROWS " SELECT c.kept, coalesce((SELECT n.full_name FROM child_name n"
		"  WHERE n.child_id = c.kept"
		"  AND n.kind = 'legal' AND (n.from_day IS NULL OR n.from_day <= :on)"
		"  AND (n.to_day IS NULL OR n.to_day >= :on) ORDER BY n.from_day DESC, n.id DESC LIMIT 1), ''),"
		" c.school_age_to, e.route, t.kind, " WITHHELD_TEXT(WITHHELD_SCHOOL("c.kept"), "t.place") ", t.said_day, t.source,"
		" EXISTS (SELECT 1 FROM flag f WHERE f.child_id IN " RECORDS " AND f.kind = 'ehc_plan'"
		"  AND f.from_day <= " AT " AND (f.to_day IS NULL OR f.to_day >= " AT ")),"
		" (SELECT f.provision FROM flag f WHERE f.child_id IN " RECORDS " AND f.kind = 'sen_provision'"
		"  AND f.from_day <= " AT " AND (f.to_day IS NULL OR f.to_day >= " AT ") ORDER BY f.id DESC LIMIT 1),"
		" (SELECT count(*) FROM duty d WHERE " OPEN_DUTY "),"
		" (SELECT count(*) FROM duty d WHERE " OPEN_DUTY " AND NOT EXISTS (SELECT 1 FROM duty_owner w"
		"  JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL WHERE w.duty_id = d.id"
		"  AND w.from_day <= :on AND (w.to_day IS NULL OR w.to_day >= :on))),"
		" h.id IS NOT NULL, h.ended_day IS NOT NULL AND h.ended_day <= :on,"
		" (SELECT o.login FROM duty d JOIN duty_owner w ON w.duty_id = d.id"
		"  JOIN officer o ON o.id = w.officer_id WHERE d.child_id IN " RECORDS " AND " SIGHT_DUTY("d")
		"  AND d.opened_day <= :on AND w.from_day <= :on AND (w.to_day IS NULL OR w.to_day >= :on)"
		"  ORDER BY d.kind = 'handover' DESC, d.id DESC, w.id DESC LIMIT 1)"
		" FROM (SELECT *, " SAME_ROW_KEPT("id") " AS kept FROM child) c JOIN entry e ON e.id = (SELECT max(x.id) FROM entry x WHERE x.child_id = c.id"
		"  AND x.from_day <= " AT " AND (x.to_day IS NULL OR x.to_day >= " AT "))"
		" LEFT JOIN destination t ON t.id = (SELECT x.id FROM destination x WHERE x.child_id IN " RECORDS
		"  AND x.said_day <= :on ORDER BY x.said_day DESC, x.id DESC LIMIT 1)"
		" LEFT JOIN duty h ON h.id = (SELECT max(x.id) FROM duty x WHERE x.child_id IN " RECORDS
		"  AND x.kind = 'handover' AND x.opened_day <= :on)"
		" WHERE c.school_age_to BETWEEN :first AND :last"
		" AND (CASE WHEN :left THEN c.school_age_to < :on ELSE c.school_age_to >= :on END)"
		/* of a child in two records the one kept is listed, where it is on the register */
		" AND NOT EXISTS (SELECT 1 FROM child_alias m JOIN entry k ON k.child_id = m.same_as_id"
		"  WHERE m.child_id = c.id AND " SAME_HOLDS("m") " AND k.from_day <= " AT
		"  AND (k.to_day IS NULL OR k.to_day >= " AT "))"
		" ORDER BY c.school_age_to, c.id" },
};
/* clang-format on */

/* ---- the hand-over ----------------------------------------------------------------------------
 */

/* Whoever had the work, it is a custodian's now, or closed to them. */
static cnis_status
give_on(cnis_register *r, int64_t low, int64_t high, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_CLOSED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":low", low);
	stmt_int(&c, ":high", high);
	stmt_int(&c, ":rev", change_rev(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		int64_t child = col_int(&c, 0);
		int64_t had = col_int(&c, 1);
		int64_t to = had;

		st = custody_owner_tx(r, child, had, &to, reterr);
		if (st == CNIS_OK && to != had)
			st = custody_hand_tx(r, child, had, to, NULL, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
leaver_handover_tx(cnis_register *r, int64_t low, int64_t high, cnis_error *reterr)
{
	const cnis_rule *rule = cnis_rule_find("LOCAL.leaver.handover");
	int64_t days = 0;
	cnis_status st = setting_int(r, "leaver.handover_days", change_today(r), &days, reterr);

	for (int i = Q_DUTY; st == CNIS_OK && i <= Q_OWNER; i++) {
		cursor c = { 0 };

		st = stmt_open(r->st, &SQL[i], &c, reterr);
		if (st != CNIS_OK)
			break;
		if (i == Q_DUTY) {
			stmt_int(&c, ":version", rule->version);
			stmt_int(&c, ":days", days);
			stmt_int(&c, ":at", change_now(r));
		} else
			stmt_int(&c, ":actor", r->officer_id);
		stmt_int(&c, ":low", low);
		stmt_int(&c, ":high", high);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	return st == CNIS_OK ? give_on(r, low, high, reterr) : st;
}

static cnis_status
word_tx(cnis_register *r, const cursor *c, cnis_error *reterr)
{
	duty_local d = { .kind = "speak_social_care",
		         .rule = "LOCAL.social-care.speak",
		         .setting = "social_care.speak_days",
		         .unit = "working",
		         .child_id = col_int(c, 0),
		         .entry_id = col_int(c, 1),
		         .flag_id = col_int(c, 2),
		         .opened = col_day(c, 3) };
	int64_t id = 0;
	cnis_status st = officer_for_step(r, col_int(c, 4), 0, &d.owner_id, reterr);

	if (st != CNIS_OK)
		return st;
	st = duty_local_tx(r, &d, &id, reterr);
	if (st != CNIS_EINVAL)
		return st;
	/* beyond the working days that are known: a night does not stop for that */
	if (reterr != NULL)
		*reterr = (cnis_error){ 0 };
	d.unit = "calendar";
	return duty_local_tx(r, &d, &id, reterr);
}

cnis_status
leaver_words_tx(cnis_register *r, int64_t low, int64_t high, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WORDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":low", low);
	stmt_int(&c, ":high", high);
	stmt_int(&c, ":rev", change_rev(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = word_tx(r, &c, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* ---- destination ------------------------------------------------------------------------------
 */

static const char WHERE[] = "entry.destination";

static cnis_status
add_tx(cnis_register *r, const cnis_destination_new *n, int64_t *ret_id, cnis_error *reterr)
{
	cnis_fact given = n->fact, fact = { 0 };
	cnis_day said = fact_day(n->said) == CNIS_DAY_NONE ? change_today(r) : n->said;
	char *place = NULL;
	cursor c = { 0 };
	bool there = false;
	cnis_status st = fact_exists(r, "child", n->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "child", "no such child");
	if (st == CNIS_OK && n->fact.source == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "source", "say who said so");
	if (st == CNIS_OK && said > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "on", "the day lies in the future");
	given.from = given.to = CNIS_DAY_NONE;
	if (st == CNIS_OK)
		st = code_check(r, "destination", n->kind, WHERE, "kind", reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, WHERE, &given, &fact, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, &fact, WHERE, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->place, FACT_NAME, false, WHERE, "place", &place, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_DESTINATION], &c, reterr);
	if (st == CNIS_OK) {
		stmt_int(&c, ":child", n->child_id);
		stmt_text(&c, ":kind", n->kind);
		stmt_text(&c, ":place", place);
		stmt_day(&c, ":said", said);
		stmt_text(&c, ":source", fact.source);
		stmt_text(&c, ":basis", fact.basis);
		stmt_day(&c, ":received", fact.received);
		stmt_int(&c, ":at", change_now(r));
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	free(place);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

cnis_status
cnis_destination_add(cnis_register *r, const cnis_destination_new *n, int64_t *ret_id,
                     cnis_error *reterr)
{
	const change_spec spec = { .kind = WHERE,
		                   .command = "entry destination",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = add_tx(r, n, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static cnis_leaver
leaver_row(const cursor *c)
{
	return (cnis_leaver){ .child_id = col_int(c, 0),
		              .child_name = col_text(c, 1),
		              .leaves = col_day(c, 2),
		              .route = col_text(c, 3),
		              .destination = col_text(c, 4),
		              .place = col_text(c, 5),
		              .said = col_day(c, 6),
		              .destination_source = col_text(c, 7),
		              .ehc_plan = col_int(c, 8) != 0,
		              .provision = col_text(c, 9),
		              .open = col_int(c, 10),
		              .unowned = col_int(c, 11),
		              .handover = col_int(c, 12) == 0   ? NULL
		                          : col_int(c, 13) != 0 ? "done"
		                                                : "open",
		              .owner = col_text(c, 14) };
}

cnis_status
cnis_leaver_walk(cnis_register *r, int year, cnis_day as_at, bool left, cnis_leaver_fn fn,
                 void *payload, cnis_error *reterr)
{
	enum { FIRST_YEAR = 1990, LAST_YEAR = 2200, SEPTEMBER = 9 };
	cnis_day on = fact_day(as_at);
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (on == CNIS_DAY_NONE)
		on = store_today(r->st);
	if (year == 0)
		year = rule_academic_year(on);
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "leaver.walk", "year",
		                 "give the calendar year in which the academic year begins");
	st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":steps", sight_steps(r));
	stmt_int(&c, ":left", left);
	stmt_day(&c, ":first", cnis_day_make(year, SEPTEMBER, 1));
	stmt_day(&c, ":last", cnis_day_make(year + 1, SEPTEMBER, 1) - 1);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_leaver l = leaver_row(&c);

		st = fn(&l, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

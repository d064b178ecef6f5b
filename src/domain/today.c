/* The first screen: set statements, each from the index of what it shows. */
#include <cnis/today.h>

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/intake.h"
#include "domain/register.h"
#include "domain/same.h"
#include "domain/setting.h"
#include "domain/sight.h"

/* Days ahead that are shown. */
enum { AHEAD = 5 };

/* clang-format off */
/* Whose work it is: the reader's and that of those they cover for today, a team's, everybody's. */
#define MINE \
	"mine (id, login, team) AS (SELECT o.id, o.login, coalesce(o.team, '') FROM officer o" \
	" WHERE o.to_day IS NULL AND (:everybody OR o.team = :team OR o.id = :officer" \
	" OR o.id IN (SELECT v.officer_id FROM cover v WHERE v.by_id = :officer" \
	"  AND v.from_day <= :on AND v.to_day >= :on)))"
#define NAME(child) \
	"CASE WHEN :names THEN (SELECT n.full_name FROM child_name n WHERE n.child_id = " child \
	" AND n.kind <> 'former' AND (n.from_day IS NULL OR n.from_day <= :on)" \
	" AND (n.to_day IS NULL OR n.to_day >= :on) ORDER BY n.kind, n.id DESC LIMIT 1) END"
#define FIRST(child) \
	"EXISTS (SELECT 1 FROM flag f JOIN flag_kind k ON k.code = f.kind" \
	" WHERE f.child_id IN " SAME_ROW_UNDER(child) " AND " SIGHT_REASON("k") \
	" AND f.from_day <= :on AND (f.to_day IS NULL OR f.to_day >= :on))"
#define KEPT SAME_ROW_KEPT("d.child_id")
/* No consent is needed: what is open is whether the school removed the name. */
#define ASKS_ROLL \
	"(d.kind = 'consent_check' AND EXISTS (SELECT 1 FROM withdrawal rw WHERE rw.id = d.withdrawal_id" \
	" AND rw.state = 'consent_not_needed'))"
#define DUTY(owner, team) \
	"SELECT d.id, " KEPT ", d.intake_id, d.withdrawal_id, d.review_id, NULL, d.kind, 0, d.due_day," \
	" " FIRST(KEPT) ", " NAME(KEPT) ", " owner ", " team ", " HOLD_SENDS("d", KEPT, "0") ", " ASKS_ROLL
#define OPEN \
	" d.state = 'open' AND d.opened_day <= :on AND (d.lapse_day IS NULL OR d.lapse_day >= :on)" \
	" AND " SIGHT_DUTY("d") " AND " SIGHT_CHILD("d.child_id")
#define OWNED \
	" FROM mine m CROSS JOIN duty_owner w ON w.officer_id = m.id AND w.to_day IS NULL" \
	" CROSS JOIN duty d ON d.id = w.duty_id WHERE" OPEN
/* What has arrived and is not settled: few, so in this order, whatever waits in the queue. */
#define ARRIVED \
	" FROM intake i INDEXED BY intake_open" \
	" CROSS JOIN duty d ON d.intake_id = i.id AND d.kind IN ('intake_triage', 'intake_next') AND d.state = 'open'" \
	" CROSS JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL AND w.queued = 0" \
	" CROSS JOIN mine m ON m.id = w.officer_id WHERE i.closed_day IS NULL AND " INTAKE_SHOWN("i")
/* What waits in the queue, whoever keeps it. */
#define QUEUED \
	" FROM duty_owner w INDEXED BY duty_owner_queued CROSS JOIN duty d ON d.id = w.duty_id" \
	" JOIN officer o ON o.id = w.officer_id WHERE w.queued = 1 AND w.to_day IS NULL" \
	" AND (:everybody OR :team IS NULL OR o.team = :team) AND" OPEN
/* Sections of their own. */
#define CLOCK " AND d.kind NOT IN ('intake_triage', 'intake_next', 'sign_off') AND w.queued = 0"
#define BY_DUE " ORDER BY d.due_day, d.id LIMIT :limit"
/* Children about whom something was recorded since then, and whose family's work it is.  A fact
 * begins or ends on a day that has come: none changes by its date alone. */
#define TOUCHED \
	"touched (id) AS MATERIALIZED (SELECT DISTINCT t.child_id FROM journal_touch t WHERE t.seq > :since" \
	" AND " SIGHT_CHILD("t.child_id") " AND " DEATH_NOT("t.child_id") \
	" AND (:everybody OR EXISTS (SELECT 1 FROM duty d JOIN duty_owner w ON w.duty_id = d.id" \
	" AND w.to_day IS NULL JOIN mine m ON m.id = w.officer_id" \
	" WHERE d.child_id = t.child_id AND d.state = 'open')" \
	" OR EXISTS (SELECT 1 FROM entry e JOIN mine m ON m.id = e.owner_id" \
	" WHERE e.child_id = t.child_id)))"
/* Did the child come first when yesterday began, as it was known then? */
#define WAS_FIRST \
	"EXISTS (SELECT 1 FROM flag f JOIN flag_kind k ON k.code = f.kind WHERE f.child_id = t.id" \
	" AND " SIGHT_REASON("k") " AND f.recorded_at <= :began AND f.from_day <= :then" \
	" AND (f.to_day IS NULL OR f.to_day >= :then OR f.rev > :since))"

enum { Q_INTAKE, Q_LATE, Q_DUE, Q_SIGN_OFF, Q_UNALLOCATED, Q_FACTS, Q_FIRST, Q_NIGHT, Q_SINCE, Q_TEAM, Q_TEAMS };
static const store_sql SQL[] = {
	[Q_INTAKE] = { "today.intake",
		"WITH " MINE " SELECT d.id, NULL, i.id, NULL, NULL, NULL, i.kind, 0, i.received_day, 0, NULL,"
		" m.login, m.team, 0, 0" ARRIVED " ORDER BY i.received_day, i.id LIMIT :limit" },
	[Q_LATE] = { "today.late",
		"WITH " SAME_ROWS ", " MINE " " DUTY("m.login", "m.team") OWNED CLOCK
		" AND d.due_day < :on" BY_DUE },
	[Q_DUE] = { "today.due",
		"WITH " SAME_ROWS ", " MINE " " DUTY("m.login", "m.team") OWNED CLOCK
		" AND d.due_day BETWEEN :on AND :to" BY_DUE },
	[Q_SIGN_OFF] = { "today.sign_off",
		"WITH " SAME_ROWS ", " MINE " " DUTY("m.login", "m.team") OWNED " AND d.kind = 'sign_off'"
		BY_DUE },
	[Q_UNALLOCATED] = { "today.unallocated",
		"WITH " SAME_ROWS " " DUTY("o.login", "coalesce(o.team, '')") QUEUED BY_DUE },
	/* the same sections, counted: the oldest is of what has arrived */
	[Q_TEAMS] = { "today.teams",
		"WITH " MINE ", one (team, section, day) AS ("
		"SELECT m.team, 'intake', i.received_day" ARRIVED
		" UNION ALL SELECT m.team, iif(d.due_day < :on, 'late', 'due'), d.due_day" OWNED CLOCK
		" AND d.due_day <= :to"
		" UNION ALL SELECT m.team, 'sign-off', d.due_day" OWNED " AND d.kind = 'sign_off'"
		" UNION ALL SELECT coalesce(o.team, ''), 'unallocated', d.due_day" QUEUED ")"
		" SELECT team, sum(section = 'intake'), sum(section = 'late'), sum(section = 'due'),"
		" sum(section = 'sign-off'), sum(section = 'unallocated'),"
		" :on - min(CASE WHEN section = 'intake' THEN day END) FROM one GROUP BY team ORDER BY team" },
	/* for who is told causes: each fact, whoever works with the family */
	[Q_FACTS] = { "today.facts",
		"WITH " SAME_ROWS ", " MINE ", " TOUCHED
		" SELECT NULL, " SAME_ROW_KEPT("f.child_id") ", NULL, NULL, NULL, f.id, f.kind,"
		" f.to_day IS NOT NULL, coalesce(f.to_day, f.from_day), k.priority, " NAME("f.child_id") ", '', '', 0, 0"
		" FROM touched t JOIN flag f ON f.child_id = t.id JOIN flag_kind k ON k.code = f.kind"
		" WHERE f.rev > :since AND k.safeguarding = 1 ORDER BY k.priority DESC, f.id LIMIT :limit" },
	/* for everybody else: in one word, and only where it changed */
	[Q_FIRST] = { "today.first",
		"WITH " SAME_ROWS ", " MINE ", " TOUCHED
		" SELECT NULL, " SAME_ROW_KEPT("t.id") ", NULL, NULL, NULL, NULL,"
		" CASE WHEN " FIRST("t.id") " THEN 'priority' ELSE 'no_priority' END, 0, :on, "
		FIRST("t.id") ", " NAME("t.id") ", '', '', 0, 0 FROM touched t"
		" WHERE " FIRST("t.id") " <> " WAS_FIRST " ORDER BY 10 DESC, t.id LIMIT :limit" },
	[Q_NIGHT] = { "today.night",
		"SELECT name, state, started_at FROM job WHERE kind = 'nightly' ORDER BY id DESC LIMIT 1" },
	[Q_SINCE] = { "today.since",
		"SELECT seq FROM journal WHERE at <= :began ORDER BY seq DESC LIMIT 1" },
	[Q_TEAM] = { "today.team",
		"SELECT 1 FROM officer WHERE team = :team AND to_day IS NULL LIMIT 1" },
};
/* clang-format on */

/* One look. */
typedef struct looking {
	cnis_register *r;
	const cnis_today_query *q;
	cnis_today_fn fn;
	void *payload;
	cnis_day on;
	int64_t began, since; /* the last instant before yesterday, and the journal then */
} looking;

const char *
cnis_today_word(cnis_today_section section)
{
	switch (section) {
	case CNIS_TODAY_INTAKE:
		return "intake";
	case CNIS_TODAY_LATE:
		return "late";
	case CNIS_TODAY_DUE:
		return "due";
	case CNIS_TODAY_SAFEGUARDING:
		return "safeguarding";
	case CNIS_TODAY_SIGN_OFF:
		return "sign-off";
	case CNIS_TODAY_UNALLOCATED:
		return "unallocated";
	case CNIS_TODAY_NIGHT:
		return "night";
	}
	return "";
}

static cnis_status
hand_out(const looking *l, cnis_today_section section, cursor *c, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		cnis_today t = { .section = section,
			         .duty_id = col_int(c, 0),
			         .child_id = col_int(c, 1),
			         .intake_id = col_int(c, 2),
			         .withdrawal_id = col_int(c, 3),
			         .review_id = col_int(c, 4),
			         .flag_id = col_int(c, 5),
			         .what = col_text(c, 6),
			         .ended = col_int(c, 7) != 0,
			         .day = col_day(c, 8),
			         .priority = col_int(c, 9) != 0,
			         .child_name = col_text(c, 10),
			         .owner = col_text(c, 11),
			         .team = col_text(c, 12),
			         .held = col_int(c, 13) != 0,
			         .asks_roll = col_int(c, 14) != 0 };

		t.days = l->on - t.day;
		st = l->fn(&t, l->payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	return st;
}

/* What statement @p q wants, by its kind. */
static void
bind(const looking *l, int q, cursor *c)
{
	bool facts = q == Q_FACTS || q == Q_FIRST;

	stmt_int(c, ":everybody", l->q->everybody || (q == Q_FACTS && l->q->team == NULL));
	stmt_text(c, ":team", l->q->team);
	stmt_int(c, ":limit", l->q->limit > 0 ? l->q->limit : -1);
	if (q != Q_UNALLOCATED)
		stmt_int(c, ":officer",
		         l->q->team != NULL || l->q->everybody ? -1 : l->r->officer_id);
	stmt_day(c, ":on", l->on);
	if (q == Q_INTAKE)
		return;
	stmt_int(c, ":names", l->q->with_names);
	if (!facts)
		stmt_int(c, ":steps", sight_steps(l->r));
	if (q == Q_DUE)
		stmt_day(c, ":to", l->on + AHEAD);
	if (facts)
		stmt_int(c, ":since", l->since);
	if (q == Q_FIRST) {
		stmt_int(c, ":began", l->began);
		stmt_day(c, ":then", l->on - 2);
	}
}

static cnis_status
show(const looking *l, cnis_today_section section, int q, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(l->r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	bind(l, q, &c);
	st = hand_out(l, section, &c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
say_night(const looking *l, const char *what, cnis_day day, cnis_error *reterr)
{
	const cnis_today t = { .section = CNIS_TODAY_NIGHT,
		               .what = what,
		               .day = day,
		               .days = day == CNIS_DAY_NONE ? 0 : l->on - day,
		               .owner = "",
		               .team = "" };

	return l->fn(&t, l->payload, reterr);
}

/* Failed, begun and never ended, or missing where it is expected. */
static cnis_status
show_night(const looking *l, cnis_error *reterr)
{
	char expected[201] = "", state[16] = "";
	cursor c = { 0 };
	bool row = false;
	cnis_day night = CNIS_DAY_NONE, started = CNIS_DAY_NONE;
	cnis_status st = setting_text(l->r, "nightly.expected", l->on, expected, reterr);

	if (st == CNIS_OK)
		st = stmt_open(l->r->file, &SQL[Q_NIGHT], &c, reterr);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		(void)cnis_day_parse(col_text(&c, 0), &night);
		(void)text_copy(state, sizeof state, col_text(&c, 1));
		started = cnis_instant_day(col_int(&c, 2));
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	if (strcmp(state, "failed") == 0 || (strcmp(state, "running") == 0 && started < l->on - 1))
		return say_night(l, strcmp(state, "failed") == 0 ? "failed" : "not_ended", night,
		                 reterr);
	if (strcmp(expected, "yes") == 0 && strcmp(state, "running") != 0 &&
	    (night == CNIS_DAY_NONE || night < l->on - 1))
		return say_night(l, "did_not_run", night, reterr);
	return CNIS_OK;
}

static const char WHERE[] = "today";

static cnis_status
need_manager(const cnis_register *r, cnis_error *reterr)
{
	return (r->roles & CNIS_ROLE_MANAGER) != 0
	           ? CNIS_OK
	           : cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "team",
	                       "what a team has to do is shown to managers");
}

static cnis_status
check_query(cnis_register *r, const cnis_today_query *q, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (q == NULL || q->size < sizeof *q)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "query",
		                 "a query of another version");
	st = q->team != NULL || q->everybody ? need_manager(r, reterr) : CNIS_OK;
	if (st != CNIS_OK || q->team == NULL)
		return st;
	st = stmt_open(r->st, &SQL[Q_TEAM], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":team", q->team);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "team",
		               "no current officer is in that team");
	return st;
}

cnis_status
cnis_today_walk(cnis_register *r, const cnis_today_query *query, cnis_today_fn fn, void *payload,
                cnis_error *reterr)
{
	bool manages = (r->roles & (CNIS_ROLE_MANAGER | CNIS_ROLE_ADMINISTRATOR)) != 0;
	looking l = { .r = r, .q = query, .fn = fn, .payload = payload };
	cnis_status st = check_query(r, query, reterr);

	if (st != CNIS_OK)
		return st;
	l.on = store_today(r->st);
	l.began = cnis_instant_end_of_day(l.on - 2);
	st = stmt_ask(r->st, &SQL[Q_SINCE], ":began", l.began, 0, &l.since, reterr);
	if (st == CNIS_OK)
		st = show(&l, CNIS_TODAY_INTAKE, Q_INTAKE, reterr);
	if (st == CNIS_OK)
		st = show(&l, CNIS_TODAY_LATE, Q_LATE, reterr);
	if (st == CNIS_OK)
		st = show(&l, CNIS_TODAY_DUE, Q_DUE, reterr);
	if (st == CNIS_OK)
		st = show(&l, CNIS_TODAY_SAFEGUARDING, sight_causes(r) ? Q_FACTS : Q_FIRST, reterr);
	if (st == CNIS_OK)
		st = show(&l, CNIS_TODAY_SIGN_OFF, Q_SIGN_OFF, reterr);
	if (st == CNIS_OK && manages)
		st = show(&l, CNIS_TODAY_UNALLOCATED, Q_UNALLOCATED, reterr);
	if (st == CNIS_OK && manages)
		st = show_night(&l, reterr);
	return st;
}

/* ---- by team --------------------------------------------------------------------------------- */

cnis_status
cnis_today_teams(cnis_register *r, cnis_today_team_fn fn, void *payload, cnis_error *reterr)
{
	cnis_day on = store_today(r->st);
	cursor c = { 0 };
	bool row = false;
	cnis_status st = need_manager(r, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_TEAMS], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":everybody", 1);
	stmt_text(&c, ":team", NULL);
	stmt_int(&c, ":officer", -1);
	stmt_int(&c, ":steps", sight_steps(r));
	stmt_day(&c, ":on", on);
	stmt_day(&c, ":to", on + AHEAD);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_today_team t = { .team = col_text(&c, 0),
			                    .n = { [CNIS_TODAY_INTAKE] = col_int(&c, 1),
			                           [CNIS_TODAY_LATE] = col_int(&c, 2),
			                           [CNIS_TODAY_DUE] = col_int(&c, 3),
			                           [CNIS_TODAY_SIGN_OFF] = col_int(&c, 4),
			                           [CNIS_TODAY_UNALLOCATED] = col_int(&c, 5) },
			                    .oldest = (int)col_int(&c, 6) };

		st = fn(&t, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

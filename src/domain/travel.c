/* A child away for a time and expected back. */
#include "domain/travel.h"

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/process.h"
#include "domain/setting.h"

enum { Q_INSERT, Q_OPEN, Q_CLOSE, Q_AWAY, Q_WALK, Q_COUNT };
/* clang-format off */
#define AWAY "x.from_day <= :on AND (x.returned_day IS NULL OR x.returned_day > :on)"
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "travel.insert",
		"INSERT INTO travel (child_id, from_day, expected_day, source, basis, received_day,"
		" recorded_at, rev)"
		" VALUES (:child, :from, :expected, :source, :basis, :received, :at, :rev)" },
	[Q_OPEN] = { "travel.open",
		"SELECT id, from_day FROM travel WHERE child_id = :child AND returned_day IS NULL"
		" ORDER BY id DESC LIMIT 1" },
	[Q_CLOSE] = { "travel.close",
		"UPDATE travel SET returned_day = :on, rev = :rev WHERE id = :id" },
	[Q_AWAY] = { "travel.away",
		"SELECT x.expected_day FROM travel x WHERE x.child_id = :child AND " AWAY
		" AND x.expected_day > :on ORDER BY x.expected_day DESC LIMIT 1" },
	[Q_WALK] = { "travel.walk",
		"SELECT x.id, x.child_id, x.expected_day, CASE WHEN x.returned_day <= :on"
		" OR x.from_day > :on THEN x.returned_day END, " AWAY ","
		" x.from_day, NULL, x.source, x.basis, x.received_day, x.recorded_at, x.rev"
		" FROM travel x WHERE x.child_id = :id AND (:all OR x.returned_day IS NULL"
		" OR x.returned_day > :on) AND x.received_day <= :on ORDER BY x.id" },
};
/* clang-format on */

typedef struct absence {
	int64_t id; /* 0: the child is not away */
	cnis_day from;
} absence;

static cnis_status
open_absence(cnis_register *r, int64_t child_id, absence *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = (absence){ col_int(&c, 0), col_day(&c, 1) };
	stmt_close(&c);
	return st;
}

static cnis_status
close_absence(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_CLOSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_travel_new *n, const cnis_fact *fact, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_day(&c, ":from", fact->from);
	stmt_day(&c, ":expected", n->expected);
	fact_heard(r, fact->source, fact->received);
	stmt_text(&c, ":source", fact->source);
	stmt_text(&c, ":basis", fact->basis);
	stmt_day(&c, ":received", fact->received);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* Counted from the day the family expects to be back, not from the day it was told. */
static cnis_status
open_duty(cnis_register *r, const cnis_travel_new *n, int64_t entry_id, cnis_error *reterr)
{
	char json[256];
	text_buf b = text_buf_on(json, sizeof(json));
	int64_t days = 0, id = 0;
	duty_new d = { .kind = "expected_back",
		       .rule = "LOCAL.travel.return",
		       .inputs = json,
		       .child_id = n->child_id,
		       .entry_id = entry_id,
		       .opened = change_today(r),
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE };
	cnis_status st = setting_int(r, "travel.return_days", change_today(r), &days, reterr);

	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", n->expected);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "working");
	flat_add(&b, "day_one", "next");
	flat_end(&b);
	return duty_open_tx(r, &d, &id, reterr);
}

static cnis_status
begin_tx(cnis_register *r, const cnis_travel_new *n, int64_t *ret_id, cnis_error *reterr)
{
	static const char WHERE[] = "travel.begin";
	cnis_fact fact;
	process_entry entry = { 0 };
	absence now = { 0 };
	int met = 0;
	cnis_status st = process_child(r, n->child_id, WHERE, NULL, reterr);

	if (st == CNIS_OK)
		st = fact_complete(r, WHERE, &n->fact, &fact, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, &fact, WHERE, reterr);
	if (st == CNIS_OK)
		st = process_entry_on(r, n->child_id, change_today(r), WHERE, &entry, reterr);
	if (st == CNIS_OK)
		st = open_absence(r, n->child_id, &now, reterr);
	if (st != CNIS_OK)
		return st;
	if (fact.from == CNIS_DAY_NONE)
		fact.from = change_today(r);
	if (now.id != 0 && fact.from <= now.from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "from",
		                 "the child is away since that day or later: say from which day "
		                 "on it stays longer, or that it is back");
	if (fact_day(n->expected) == CNIS_DAY_NONE || n->expected <= fact.from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "expected_return",
		                 "must lie after the first day away");
	if (now.id != 0)
		st = close_absence(r, now.id, fact.from, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "expected_back", .child_id = n->child_id },
		    DUTY_SUPERSEDED, change_today(r), WHERE, &met, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, &fact, ret_id, reterr);
	if (st == CNIS_OK)
		st = open_duty(r, n, entry.id, reterr);
	return st == CNIS_OK ? change_touch(r, n->child_id, reterr) : st;
}

cnis_status
cnis_travel_begin(cnis_register *r, const cnis_travel_new *travel, int64_t *ret_id,
                  cnis_error *reterr)
{
	const change_spec spec = { .kind = "travel.begin",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = begin_tx(r, travel, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

static cnis_status
return_tx(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	static const char WHERE[] = "travel.return";
	absence now = { 0 };
	int met = 0;
	cnis_status st = process_child(r, child_id, WHERE, NULL, reterr);

	if (st == CNIS_OK)
		st = open_absence(r, child_id, &now, reterr);
	if (st == CNIS_OK && now.id == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "travel", "the child is not away");
	if (st != CNIS_OK)
		return st;
	on = process_given(on);
	if (on == CNIS_DAY_NONE)
		on = change_today(r);
	st = process_day(r, on, now.from, "the child left", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = close_absence(r, now.id, on, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r,
		                     &(duty_which){ .kind = "expected_back", .child_id = child_id },
		                     DUTY_MET, on, WHERE, &met, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_travel_return(cnis_register *r, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	const change_spec spec = { .kind = "travel.return",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = return_tx(r, child_id, on, reterr);
	return change_end(r, st, reterr);
}

cnis_status
travel_away(cnis_register *r, int64_t child_id, cnis_day on, cnis_day *ret_expected,
            cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_AWAY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_expected = row ? col_day(&c, 0) : CNIS_DAY_NONE;
	stmt_close(&c);
	return st;
}

typedef struct walking {
	cnis_travel_fn fn;
	void *payload;
} walking;

static cnis_status
hand_out(const cursor *c, void *payload, cnis_error *reterr)
{
	const walking *w = payload;
	const cnis_travel t = { .id = col_int(c, 0),
		                .child_id = col_int(c, 1),
		                .expected = col_day(c, 2),
		                .returned = col_day(c, 3),
		                .away = col_int(c, 4) != 0,
		                .fact = fact_of(c, 5) };

	return w->fn(&t, w->payload, reterr);
}

cnis_status
cnis_travel_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all, cnis_travel_fn fn,
                 void *payload, cnis_error *reterr)
{
	walking w = { fn, payload };

	return fact_walk_child(r, "travel.walk", &SQL[Q_WALK], child_id, as_at, all, hand_out, &w,
	                       reterr);
}

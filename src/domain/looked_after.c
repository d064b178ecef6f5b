/* The social worker of a looked-after child was told. */
#include <cnis/looked_after.h>

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/sight.h"

enum { Q_INSERT, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "looked_after.told",
		"INSERT INTO social_worker_told (child_id, told_day, agrees, confirmed_by, note, officer_id,"
		" recorded_at, rev) VALUES (:child, :on, :agrees, :confirmed, :note, :officer, :at, :rev)" },
	[Q_WALK] = { "looked_after.walk",
		"SELECT t.id, t.child_id, t.told_day, t.agrees, t.confirmed_by, t.note, o.login"
		" FROM social_worker_told t JOIN officer o ON o.id = t.officer_id"
		" WHERE t.child_id = :id AND (:all OR t.told_day <= :on) ORDER BY t.told_day, t.id" },
};
/* clang-format on */

static const char where[] = "looked_after.told";

/* As it will be written; the texts are owned. */
typedef struct writing {
	cnis_day on;
	const char *agrees;
	char *confirmed, *note;
} writing;

static cnis_status
prepare(cnis_register *r, const cnis_social_worker_told *n, writing *w, cnis_error *reterr)
{
	bool there = false, looked_after = false;
	cnis_status st = fact_exists(r, "child", n->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	w->on = fact_day(n->on);
	if (w->on == CNIS_DAY_NONE)
		w->on = change_today(r);
	if (st == CNIS_OK && w->on > change_today(r))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "on", "the day lies in the future");
	if (st == CNIS_OK)
		st = fact_answer(n->agrees, where, "agrees", &w->agrees, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->confirmed_by, FACT_NAME, false, where, "confirmed_by",
		               &w->confirmed, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->note, FACT_NOTE, true, where, "note", &w->note, reterr);
	if (st == CNIS_OK)
		st = care_looked_after(r, n->child_id, w->on, &looked_after, reterr);
	if (st == CNIS_OK && !looked_after)
		st = cnis_refuse(
		    reterr, "LOCAL.looked-after.tell", where, "child",
		    "the child was not known to be looked after on that day: record the "
		    "fact (flag add) or the order (order-of-court add) first");
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t child_id, const writing *w, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", w->on);
	stmt_text(&c, ":agrees", w->agrees);
	stmt_text(&c, ":confirmed", w->confirmed);
	stmt_text(&c, ":note", w->note);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
told_tx(cnis_register *r, const cnis_social_worker_told *n, int64_t *ret_id, cnis_error *reterr)
{
	const duty_which which = { .kind = "tell_social_worker", .child_id = n->child_id };
	writing w = { 0 };
	cnis_status st = prepare(r, n, &w, reterr);

	if (st == CNIS_OK)
		st = insert(r, n->child_id, &w, ret_id, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &which, DUTY_MET, w.on, where, NULL, reterr);
	if (st == CNIS_OK && !text_same(w.agrees, "yes"))
		st = care_ask_again_tx(r, n->child_id, w.on, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	free(w.confirmed);
	free(w.note);
	return st;
}

cnis_status
cnis_looked_after_told(cnis_register *r, const cnis_social_worker_told *n, int64_t *ret_id,
                       cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "looked-after told",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .roles = SIGHT_ROLES,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, told_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

typedef struct walk {
	bool shown;
	cnis_social_worker_told_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_social_worker_told t = { .size = sizeof(t),
		                            .id = col_int(c, 0),
		                            .child_id = col_int(c, 1),
		                            .on = col_day(c, 2),
		                            .agrees = col_text(c, 3),
		                            .confirmed_by = col_text(c, 4),
		                            .note = col_text(c, 5),
		                            .officer = col_text(c, 6) };

	return w->shown ? w->fn(&t, w->payload, reterr) : CNIS_OK;
}

cnis_status
cnis_looked_after_walk(cnis_register *r, int64_t child_id, cnis_day as_at,
                       cnis_social_worker_told_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { sight_steps(r), fn, payload };

	return fact_walk_child(r, "looked_after.walk", &SQL[Q_WALK], child_id, as_at, false,
	                       walk_row, &w, reterr);
}

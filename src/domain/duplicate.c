/* Somebody looked: these are two children. */
#include "domain/duplicate.h"

#include <stdlib.h>

#include "base/error.h"
#include "domain/fact.h"
#include "domain/likeness_read.h"
#include "domain/same.h"

enum { Q_INSERT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "duplicate.insert",
		"INSERT INTO not_same (child_id, other_id, officer_id, on_day, reason, recorded_at, rev)"
		" VALUES (:child, :other, :officer, :on, :reason, :at, :rev)" },
};
/* clang-format on */

static const char where[] = "duplicate.dismiss";

static cnis_status
insert(cnis_register *r, int64_t child, int64_t other, const char *reason, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child);
	stmt_int(&c, ":other", other);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_day(&c, ":on", change_today(r));
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, child, reterr) : st;
}

cnis_status
not_same_add_tx(cnis_register *r, int64_t one, int64_t other, const char *reason,
                cnis_error *reterr)
{
	bool there = false;
	cnis_status st = likeness_dismissed(r, one, other, &there, reterr);

	if (st != CNIS_OK || there)
		return st;
	st = insert(r, one, other, reason, reterr);
	return st == CNIS_OK ? insert(r, other, one, reason, reterr) : st;
}

static cnis_status
child_there(cnis_register *r, int64_t id, const char *field, cnis_error *reterr)
{
	bool there = false;
	cnis_status st = fact_exists(r, "child", id, &there, reterr);

	return st == CNIS_OK && !there
	           ? cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, field, "no such child")
	           : st;
}

static cnis_status
not_merged(cnis_register *r, int64_t one, int64_t other, cnis_error *reterr)
{
	int64_t a = 0, b = 0;
	cnis_status st = same_kept_tx(r, one, &a, reterr);

	if (st == CNIS_OK)
		st = same_kept_tx(r, other, &b, reterr);
	return st == CNIS_OK && a == b
	           ? cnis_fail(reterr, CNIS_EEXISTS, 0, where, "other",
	                       "the two are merged: unmerge them if they are two children")
	           : st;
}

static cnis_status
dismiss_tx(cnis_register *r, int64_t one, int64_t other, const char *reason, cnis_error *reterr)
{
	char *clean = NULL;
	bool there = false;
	cnis_status st = child_there(r, one, "child", reterr);

	if (st == CNIS_OK)
		st = child_there(r, other, "other", reterr);
	if (st == CNIS_OK && one == other)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "other",
		               "one child is named twice: name two");
	if (st == CNIS_OK)
		st = not_merged(r, one, other, reterr);
	if (st == CNIS_OK)
		st = fact_text(reason, FACT_NOTE, true, where, "reason", &clean, reterr);
	if (st == CNIS_OK && clean == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "reason",
		               "say why they are two children");
	if (st == CNIS_OK)
		st = likeness_dismissed(r, one, other, &there, reterr);
	if (st == CNIS_OK && there)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "other",
		               "it is recorded already that they are two children");
	if (st == CNIS_OK)
		st = not_same_add_tx(r, one, other, clean, reterr);
	free(clean);
	return st;
}

cnis_status
cnis_duplicate_dismiss(cnis_register *r, int64_t one, int64_t other, const char *reason,
                       cnis_error *reterr)
{
	const change_spec spec = { .kind = "duplicate.dismiss",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	return change_end(r, dismiss_tx(r, one, other, reason, reterr), reterr);
}

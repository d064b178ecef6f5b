/* Entering a child who is known already: the consent gate first, then the entry. */
#include "domain/entry_gate.h"

#include <stdio.h>
#include <string.h>

#include <cnis/reference.h>

#include "domain/entry.h"
#include "domain/withdrawal.h"

enum { Q_ON_ROLL, Q_OFF_ROLL, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ON_ROLL] = { "entry.on_roll",
		"SELECT 1 FROM withdrawal WHERE child_id = :child AND closed_day IS NULL AND on_roll = 'yes'" },
	[Q_OFF_ROLL] = { "entry.off_roll",
		"SELECT 1 FROM withdrawal WHERE child_id = :child AND on_roll = 'no'"
		" AND notified_day >= :since" },
};
/* clang-format on */

/* Routes that mean that the child leaves a school's roll. */
static bool
leaves_school(const char *route)
{
	return route != NULL &&
	       (strcmp(route, "home_education") == 0 || strcmp(route, "unregistered_setting") == 0);
}

static cnis_status
any(cnis_register *r, const store_sql *sql, int64_t child_id, cnis_day since, bool *ret,
    cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, sql, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	if (since != CNIS_DAY_NONE)
		stmt_day(&c, ":since", since);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

/* What the officer says about the roll does not outweigh an open withdrawal that says otherwise. */
static cnis_status
gate_open(cnis_register *r, const cnis_entry_new *n, cnis_error *reterr)
{
	bool on_roll = false;
	cnis_status st;

	if (!leaves_school(n->route))
		return CNIS_OK;
	st = any(r, &SQL[Q_ON_ROLL], n->child_id, CNIS_DAY_NONE, &on_roll, reterr);
	return st == CNIS_OK ? withdrawal_gate_tx(r, n->child_id, change_today(r),
	                                          n->on_roll || on_roll, reterr)
	                     : st;
}

cnis_status
entry_gate_route_tx(cnis_register *r, int64_t child_id, const char *old_limb, cnis_day since,
                    const char *route, cnis_error *reterr)
{
	bool removed = false;
	cnis_status st;

	if (strcmp(old_limb, "a") == 0 || !leaves_school(route))
		return CNIS_OK;
	st = any(r, &SQL[Q_OFF_ROLL], child_id, since, &removed, reterr);
	return st == CNIS_OK ? withdrawal_gate_tx(r, child_id, change_today(r), !removed, reterr)
	                     : st;
}

cnis_status
cnis_entry_open(cnis_register *r, const cnis_entry_new *n, int64_t *ret_id, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	char command[64];
	change_spec spec = { .kind = "entry.open",
		             .command = command,
		             .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		             .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st;

	(void)snprintf(command, sizeof(command), "entry open %s",
	               cnis_reference_format(CNIS_REF_CHILD, n->child_id, ref));
	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	st = gate_open(r, n, reterr);
	if (st == CNIS_OK)
		st = entry_open_tx(r, n, &id, reterr);
	if (st == CNIS_OK)
		st = withdrawal_entered_tx(r, n->child_id, id, change_today(r), reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

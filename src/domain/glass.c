/* Break-glass: a restricted record opened all the same, with a reason, for some hours. */
#include <cnis/reference.h>
#include <cnis/sight.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/custody.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/setting.h"
#include "domain/sight.h"

static const char where[] = "glass.open";

enum { HOUR = 3600, REASON_LEAST = 10 };

enum { Q_ADD, Q_SEALED, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ADD] = { "glass.add",
		"INSERT INTO glass (child_id, officer_id, opened_at, until_at, reason, recorded_at, rev)"
		" VALUES (:child, :officer, :at, :until, :reason, :at, :rev)" },
	[Q_SEALED] = { "glass.sealed",
		"SELECT 1 FROM main.restriction WHERE kind = 'sealed' AND child_id IN "
		SAME_CHILD(SAME_NOW) " LIMIT 1" },
/* of which record it was, and why: what was typed may say whose */
#define MAY_KNOW "(g.officer_id = :me OR " SIGHT_CHILD("g.child_id") ")"
	[Q_WALK] = { "glass.walk",
		"SELECT g.id, CASE WHEN " MAY_KNOW " THEN g.child_id ELSE 0 END, o.login, g.opened_at,"
		" g.until_at, CASE WHEN " MAY_KNOW " THEN g.reason END FROM main.glass g"
		" JOIN officer o ON o.id = g.officer_id WHERE (" MAY_KNOW " OR :manager) AND NOT EXISTS (SELECT 1 FROM main.restriction x WHERE x.child_id = g.child_id"
		"  AND x.kind = 'sealed') ORDER BY g.id" },
};
/* clang-format on */

/* A record that is there, restricted, and neither sealed nor declared. */
static cnis_status
check_closed(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	int64_t sealed = 0;
	bool is = false;
	bool declared = false;
	cnis_status st = fact_exists(r, "child", child_id, &is, reterr);

	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_SEALED], ":child", child_id, 0, &sealed, reterr);
	if (st == CNIS_OK && (!is || sealed != 0))
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = cnis_sight_reference(r, CNIS_REF_CHILD, child_id, reterr);
	/* restricted, of a family the actor declared: as if it were not there */
	if (st == CNIS_OK && sight_kept_back(r, child_id))
		st = sight_declared(r, child_id, &declared, reterr);
	if (st == CNIS_OK && declared)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK && !sight_kept_back(r, child_id))
		st = cnis_refuse(reterr, "LOCAL.glass", where, "child",
		                 "the record is not closed to you: there is nothing to break");
	return st;
}

static cnis_status
check_hours(cnis_register *r, int64_t hours, cnis_error *reterr)
{
	int64_t most = 0;
	cnis_status st = setting_int(r, "glass.hours_max", change_today(r), &most, reterr);

	if (st == CNIS_OK && (hours < 1 || hours > most))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "hours",
		               "from 1 to %lld hours (setting glass.hours_max)", (long long)most);
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t child_id, int64_t until, const char *reason, int64_t *ret_id,
       cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_ADD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":until", until);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* A manager is told that somebody opened one, until when, and not which; the number is that of
 * `break-glass list`.  Never who opened it; where there is no other manager, the custodian alone.
 */
static cnis_status
tell_manager_tx(cnis_register *r, const cnis_glass_new *n, int64_t id, int64_t until,
                cnis_error *reterr)
{
	char json[512];
	char closes[CNIS_INSTANT_ISO_SIZE];
	text_buf b = text_buf_on(json, sizeof(json));
	int64_t days = 0;
	bool sees = false;
	duty_new d = { .kind = "glass_manager",
		       .rule = "LOCAL.glass.review",
		       .inputs = json,
		       .opened = change_today(r),
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE };
	cnis_status st =
	    custody_someone(r, "manager", r->officer_id, n->child_id, &d.owner_id, reterr);

	if (st == CNIS_OK && d.owner_id != 0)
		st = officer_sees_steps(r, d.owner_id, &sees, reterr);
	if (st == CNIS_OK)
		st = setting_int(r, "glass.review_days", d.opened, &days, reterr);
	if (st != CNIS_OK || !sees)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", d.opened);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "working");
	flat_add(&b, "day_one", "next");
	flat_add(&b, "opened_by", r->login);
	flat_add(&b, "open_until", cnis_instant_iso(until, closes));
	flat_add_int(&b, "opening", id);
	flat_end(&b);
	return duty_open_tx(r, &d, NULL, reterr);
}

static cnis_status
open_tx(cnis_register *r, const cnis_glass_new *n, const char *reason, int64_t *ret_id,
        int64_t *ret_until, cnis_error *reterr)
{
	const duty_local review = { .kind = "glass_review",
		                    .rule = "LOCAL.glass.review",
		                    .setting = "glass.review_days",
		                    .unit = "working",
		                    .child_id = n->child_id,
		                    .opened = change_today(r) };
	const int64_t until = change_now(r) + n->hours * HOUR;
	cnis_status st = check_closed(r, n->child_id, reterr);

	if (st == CNIS_OK)
		st = check_hours(r, n->hours, reterr);
	if (st == CNIS_OK)
		st = insert(r, n->child_id, until, reason, ret_id, reterr);
	if (st == CNIS_OK) /* the custodian's: custody_owner_tx() */
		st = duty_local_tx(r, &review, NULL, reterr);
	if (st == CNIS_OK)
		st = tell_manager_tx(r, n, *ret_id, until, reterr);
	if (st == CNIS_OK)
		*ret_until = until;
	return st;
}

cnis_status
cnis_glass_open(cnis_register *r, const cnis_glass_new *n, int64_t *ret_id, int64_t *ret_until,
                cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "break-glass open",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .undo = STORE_FINAL,
		                   .whole = true };
	char *reason = NULL;
	int64_t id = 0;
	int64_t until = 0;
	cnis_status st = fact_text(n->reason, FACT_NOTE, true, where, "reason", &reason, reterr);

	if (st == CNIS_OK && (reason == NULL || strlen(reason) < REASON_LEAST))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "reason",
		               "say why, in at least %d characters", REASON_LEAST);
	if (st == CNIS_OK)
		st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = change_end(r, open_tx(r, n, reason, &id, &until, reterr), reterr);
	free(reason);
	if (st != CNIS_OK)
		return st;
	*ret_id = id;
	*ret_until = until;
	return CNIS_OK;
}

cnis_status
cnis_glass_walk(cnis_register *r, cnis_glass_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":me", r->officer_id);
	stmt_int(&c, ":manager", (r->roles & CNIS_ROLE_MANAGER) != 0);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_glass g = { .id = col_int(&c, 0),
			               .child_id = col_int(&c, 1),
			               .officer = col_text(&c, 2),
			               .opened = col_int(&c, 3),
			               .until = col_int(&c, 4),
			               .reason = col_text(&c, 5) };

		st = fn(&g, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/*
 * What time alone brings about.  A child past compulsory school age is on the register no more
 * (s. 436B(4), condition B): lists know it at once; here it is written down, dated the right day.
 */
#include "base/error.h"
#include "domain/change.h"
#include "domain/duplicate.h"
#include "domain/duty.h"
#include "domain/leaver.h"

enum { BATCH = 500 };

/* clang-format off */
/* Children of one batch: between :low and :high, past school age on :on. */
#define PAST "child_id BETWEEN :low AND :high" \
	" AND (SELECT c.school_age_to FROM child c WHERE c.id = child_id) < :on"
#define LAST "(SELECT c.school_age_to FROM child c WHERE c.id = child_id)"
enum { Q_SELECT, Q_OWNERS, Q_DUTIES, Q_FURTHER, Q_HELD, Q_ENTRIES, Q_WITHDRAWALS };
static const store_sql sql[] = {
	[Q_SELECT] = { "tick.select",
		"SELECT min(child_id), max(child_id), count(*) FROM ("
		" SELECT e.child_id FROM entry e JOIN child c ON c.id = e.child_id"
		"  WHERE e.to_day IS NULL AND c.school_age_to < :on"
		" UNION SELECT w.child_id FROM withdrawal w JOIN child c ON c.id = w.child_id"
		"  WHERE w.closed_day IS NULL AND c.school_age_to < :on"
		" UNION SELECT h.child_id FROM held h JOIN child c ON c.id = h.child_id"
		"  WHERE h.to_day IS NULL AND c.school_age_to < :on"
		" UNION SELECT d.child_id FROM duty d WHERE d.state = 'open' AND d.lapse_day < :on"
		" ORDER BY child_id LIMIT 500)" },
	[Q_OWNERS] = { "tick.owners",
		"UPDATE duty_owner SET to_day = (SELECT max(coalesce(d.lapse_day, " LAST ") + 1, d.opened_day)"
		"  FROM duty d WHERE d.id = duty_id), rev = :rev"
		" WHERE to_day IS NULL AND child_id BETWEEN :low AND :high AND duty_id IN ("
		"  SELECT d.id FROM duty d JOIN child c ON c.id = d.child_id"
		"  WHERE d.state = 'open' AND d.child_id BETWEEN :low AND :high"
		"  AND (d.lapse_day < :on OR (d.lapse_day IS NULL AND c.school_age_to < :on"
		"   AND d.kind NOT IN " DUTY_OUTLIVES " AND ("
		"   d.entry_id IN (SELECT e.id FROM entry e WHERE e.child_id = d.child_id AND e.to_day IS NULL)"
		"   OR d.withdrawal_id IN (SELECT w.id FROM withdrawal w WHERE w.child_id = d.child_id"
		"    AND w.closed_day IS NULL)))))" },
	[Q_DUTIES] = { "tick.duties",
		"UPDATE duty SET state = 'superseded', end_event = 'register.tick', ended_at = :at,"
		" ended_day = max(coalesce(lapse_day, " LAST ") + 1, opened_day), rev = :rev"
		" WHERE state = 'open' AND child_id BETWEEN :low AND :high"
		" AND (lapse_day < :on OR (lapse_day IS NULL AND " LAST " < :on AND kind NOT IN " DUTY_OUTLIVES " AND ("
		"  entry_id IN (SELECT e.id FROM entry e WHERE e.child_id = duty.child_id AND e.to_day IS NULL)"
		"  OR withdrawal_id IN (SELECT w.id FROM withdrawal w WHERE w.child_id = duty.child_id"
		"   AND w.closed_day IS NULL))))" },
	[Q_FURTHER] = { "tick.further",
		"UPDATE entry_route SET to_day = max(" LAST ", from_day), rev = :rev"
		" WHERE to_day IS NULL AND " PAST },
	[Q_HELD] = { "tick.held",
		"UPDATE held SET to_day = max(" LAST ", from_day), end_reason = 'over_school_age', rev = :rev"
		" WHERE to_day IS NULL AND " PAST },
	[Q_ENTRIES] = { "tick.entries",
		"UPDATE entry SET to_day = " LAST ", end_reason = 'over_school_age', rev = :rev"
		" WHERE to_day IS NULL AND " PAST },
	[Q_WITHDRAWALS] = { "tick.withdrawals",
		/* s. 434A(2)(a): past school age nobody's consent is asked, whatever was waited for */
		"UPDATE withdrawal SET closed_day = max(" LAST " + 1, notified_day),"
		" state = CASE WHEN state IN ('consent_needed', 'applied') THEN 'consent_not_needed'"
		" ELSE state END, rev = :rev"
		" WHERE closed_day IS NULL AND " PAST },
};
/* clang-format on */

/* The next children to close something for: at most BATCH, as a range of ids. */
static cnis_status
next(cnis_register *r, cnis_day on, int64_t *low, int64_t *high, int64_t *n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_SELECT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*low = col_int(&c, 0);
		*high = col_int(&c, 1);
		*n = col_int(&c, 2);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
close_range(cnis_register *r, int which, cnis_day on, int64_t low, int64_t high, int64_t *ret_n,
            cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":low", low);
	stmt_int(&c, ":high", high);
	stmt_int(&c, ":rev", change_rev(r));
	if (which == Q_DUTIES)
		stmt_int(&c, ":at", change_now(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n += store_changes(r->st);
	return st;
}

static cnis_status
batch(cnis_register *r, cnis_day on, int64_t *n, int64_t *ended, cnis_error *reterr)
{
	const change_spec spec = { .kind = "register.tick",
		                   .command = "nightly tick",
		                   .undo = STORE_COMPENSATE,
		                   .whole = true };
	int64_t low = 0;
	int64_t high = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st == CNIS_OK)
		st = next(r, on, &low, &high, n, reterr);
	if (st == CNIS_OK && *n > 0)
		st = close_range(r, Q_OWNERS, on, low, high, NULL, reterr);
	if (st == CNIS_OK && *n > 0)
		st = close_range(r, Q_DUTIES, on, low, high, NULL, reterr);
	if (st == CNIS_OK && *n > 0)
		st = leaver_words_tx(r, low, high, reterr);
	if (st == CNIS_OK && *n > 0)
		st = close_range(r, Q_FURTHER, on, low, high, NULL, reterr);
	if (st == CNIS_OK && *n > 0)
		st = close_range(r, Q_HELD, on, low, high, ended, reterr);
	if (st == CNIS_OK && *n > 0)
		st = close_range(r, Q_ENTRIES, on, low, high, ended, reterr);
	if (st == CNIS_OK && *n > 0)
		st = leaver_handover_tx(r, low, high, reterr);
	if (st == CNIS_OK && *n > 0)
		st = close_range(r, Q_WITHDRAWALS, on, low, high, ended, reterr);
	return change_end(r, st, reterr);
}

cnis_status
cnis_tick(cnis_register *r, cnis_day on, int64_t *ret_ended, cnis_error *reterr)
{
	cnis_day today = store_today(r->st);
	int64_t ended = 0;
	int64_t n = BATCH;
	cnis_status st = CNIS_OK;

	if (on == CNIS_DAY_NONE)
		on = today;
	if (on > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "register.tick", "on",
		                 "what a day brings about is written when it has come");
	/* A rehearsal takes every batch back: a second round would find the first one again. */
	while (st == CNIS_OK && n == BATCH) {
		st = batch(r, on, &n, &ended, reterr);
		if (r->dry_run)
			break;
	}
	if (st == CNIS_OK && !r->dry_run)
		st = duplicate_alert_night(r, reterr);
	if (st == CNIS_OK && ret_ended != NULL)
		*ret_ended = ended;
	return st;
}

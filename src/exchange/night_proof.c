/* The proof of a night: the standby copy every night, a full replay when one is due. */
#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/setting.h"
#include "exchange/night.h"
#include "store/backup.h"

#define WHERE "nightly.verify"

/* clang-format off */
static const store_sql LAST_FULL = { "job.last_full",
	"SELECT max(name) FROM job WHERE kind = 'nightly' AND state = 'done'"
	" AND detail LIKE '%\"verified\":\"full\"%'" };
/* clang-format on */

static cnis_status
full_is_due(const night *n, bool *ret_due, cnis_error *err)
{
	cnis_day last = CNIS_DAY_NONE;
	cursor c = { 0 };
	bool row = false;
	int64_t days = 0;
	cnis_status st = setting_int(n->r, "verify.full_days", n->today, &days, err);

	if (st == CNIS_OK)
		st = stmt_open(n->r->st, &LAST_FULL, &c, err);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, err);
	if (st == CNIS_OK && row && !col_null(&c, 0) &&
	    cnis_day_parse(col_text(&c, 0), &last) != CNIS_OK)
		last = CNIS_DAY_NONE;
	stmt_close(&c);
	*ret_due = last == CNIS_DAY_NONE || n->today - last >= days;
	return st;
}

cnis_status
night_prove(night *n, cnis_error *err)
{
	verify_result found = { 0 };
	bool due = false;
	char *standby = store_standby_path(n->r->path);
	cnis_status st = standby == NULL ? cnis_nomem(err, WHERE) : full_is_due(n, &due, err);

	/* First against the head it knows: only that shows entries cut off the end. */
	if (st == CNIS_OK)
		st = store_standby_advance(n->r->st, standby, &found, err);
	if (st == CNIS_OK && found.sound && due && !found.renewed)
		st = store_standby_renew(n->r->st, standby, &found, err);
	free(standby);
	if (st != CNIS_OK)
		return st;
	if (!found.sound)
		return cnis_fail(err, CNIS_ECORRUPT, 0, WHERE, "", "%s", found.problem);
	n->proof = found.renewed ? "full" : "standby";
	return CNIS_OK;
}

/*
 * Somebody recorded a child who may be one whose record is kept from them.  They are told nothing
 * different; whoever keeps that record is.
 */
#include <cnis/duplicate.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duplicate.h"
#include "domain/duty.h"
#include "domain/same.h"
#include "domain/setting.h"
#include "domain/sight.h"

enum { ALERTS = 8 };

typedef struct met {
	const cnis_register *r;
	int64_t child_id; /* the one recorded */
	int64_t kept[ALERTS];
	size_t n;
} met;

enum { Q_SEALED };
/* clang-format off */
static const store_sql sql[] = {
	[Q_SEALED] = { "alert.restricted",
		"SELECT EXISTS (SELECT 1 FROM main.restriction WHERE kind = 'sealed' AND child_id IN "
		SAME_CHILD(SAME_NOW) ") OR NOT EXISTS (SELECT 1 FROM main.restriction WHERE to_day IS NULL"
		" AND child_id IN " SAME_CHILD(SAME_NOW) ")" },
};
/* clang-format on */

static cnis_status
on_pair(const cnis_duplicate *d, void *payload, cnis_error *reterr)
{
	met *m = payload;
	int64_t other = d->child_id == m->child_id ? d->other_id : d->child_id;

	(void)reterr;
	if (m->n < ALERTS && sight_kept_back(m->r, other))
		m->kept[m->n++] = other;
	return CNIS_OK;
}

static cnis_status
alert(cnis_register *r, int64_t kept, int64_t child_id, cnis_error *reterr)
{
	char json[256];
	char ref[CNIS_REFERENCE_SIZE];
	text_buf b = text_buf_on(json, sizeof(json));
	int64_t days = 0;
	int64_t nobodys = 0;
	duty_new d = { .kind = "duplicate_alert",
		       .rule = "LOCAL.duplicate.alert",
		       .inputs = json,
		       .child_id = kept,
		       .opened = change_today(r),
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE };
	cnis_status st = stmt_ask(r->st, &sql[Q_SEALED], ":child", kept, 0, &nobodys, reterr);

	if (st != CNIS_OK || nobodys != 0)
		return st;
	st = setting_int(r, "duplicate.alert_days", d.opened, &days, reterr);
	flat_begin(&b);
	flat_add_day(&b, "from", d.opened);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "working");
	flat_add(&b, "day_one", "next");
	flat_add(&b, "other", cnis_reference_format(CNIS_REF_CHILD, child_id, ref));
	flat_end(&b);
	return st == CNIS_OK ? duty_open_tx(r, &d, NULL, reterr) : st;
}

cnis_status
duplicate_alert_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	const cnis_duplicate_query q = { .size = sizeof(q), .child_id = child_id };
	met m = { .r = r, .child_id = child_id };
	bool was;
	cnis_status st;

	if (!store_keeps_back(r->st, KEEP_CHILD))
		return CNIS_OK;
	was = sight_whole(r, true);
	st = cnis_duplicate_walk(r, &q, on_pair, &m, reterr);
	for (size_t i = 0; st == CNIS_OK && i < m.n; i++)
		st = alert(r, m.kept[i], child_id, reterr);
	(void)sight_whole(r, was);
	return st;
}

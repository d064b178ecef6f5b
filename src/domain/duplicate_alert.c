/*
 * Somebody recorded a child, or compared a list, who may be one whose record is kept from them.
 * They are told nothing different; whoever keeps that record is.
 */
#include <cnis/duplicate.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/mem.h"
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

enum { Q_SEALED, Q_OPEN };
#define LIST "list"
/* clang-format off */
static const store_sql sql[] = {
	[Q_SEALED] = { "alert.restricted",
		"SELECT EXISTS (SELECT 1 FROM main.restriction WHERE kind = 'sealed' AND child_id IN "
		SAME_CHILD(SAME_NOW) ") OR NOT EXISTS (SELECT 1 FROM main.restriction WHERE to_day IS NULL"
		" AND child_id IN " SAME_CHILD(SAME_NOW) ")" },
	[Q_OPEN] = { "alert.open",
		"SELECT 1 FROM main.duty WHERE kind = 'duplicate_alert' AND state = 'open'"
		" AND child_id IN " SAME_CHILD(SAME_NOW) " AND inputs ->> 'other' = '" LIST "' LIMIT 1" },
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

/* @p other: the child recorded, or the list.  @p row: of the list; 0 */
static cnis_status
alert(cnis_register *r, int64_t kept, const char *other, int64_t row, cnis_error *reterr)
{
	char json[256];
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
	flat_add(&b, "other", other);
	if (row != 0)
		flat_add_int(&b, "row", row);
	flat_end(&b);
	if (st == CNIS_OK)
		st = duty_open_tx(r, &d, NULL, reterr);
	if (st != CNIS_EREFUSED)
		return st;
	if (reterr != NULL) /* of a child who has died */
		*reterr = (cnis_error){ 0 };
	return CNIS_OK;
}

cnis_status
duplicate_alert_tx(cnis_register *r, int64_t kept_id, int64_t other_id, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];

	return alert(r, kept_id, cnis_reference_format(CNIS_REF_CHILD, other_id, ref), 0, reterr);
}

static cnis_status
of_recorded(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	const cnis_duplicate_query q = { .size = sizeof(q), .child_id = child_id };
	met m = { .r = r, .child_id = child_id };
	cnis_status st = cnis_duplicate_walk(r, &q, on_pair, &m, reterr);

	for (size_t i = 0; st == CNIS_OK && i < m.n; i++)
		st = duplicate_alert_tx(r, m.kept[i], child_id, reterr);
	return st;
}

cnis_status
duplicate_recorded(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	/* again: a row taken back, and its number given to the next */
	if (!store_keeps_back(r->st, KEEP_CHILD) || id_list_has(&r->recorded, child_id))
		return CNIS_OK;
	return id_list_add(&r->recorded, child_id, "duplicate.alert", reterr);
}

void
duplicate_alert(cnis_register *r, const id_list *recorded)
{
	const change_spec spec = { .kind = "duplicate.alert",
		                   .command = "duplicate alert",
		                   .undo = STORE_FINAL,
		                   .whole = true };
	const int64_t last = r->last_seq;
	cnis_error err = { 0 };
	cnis_status st = change_begin(r, &spec, &err);

	for (size_t i = 0; st == CNIS_OK && i < recorded->n; i++)
		st = of_recorded(r, recorded->id[i], &err);
	(void)change_end(r, st, &err);
	r->last_seq = last;
}

/* ---- rows of a list --------------------------------------------------------------------------
 */

cnis_status
duplicate_met_add(duplicate_met *m, int64_t child_id, int64_t row, cnis_error *reterr)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->row[i].child_id == child_id)
			return CNIS_OK;
	if (m->n == m->room) {
		size_t room = m->room == 0 ? 16 : m->room * 2;
		void *more = mem_grow(m->row, room, sizeof(*m->row));

		if (more == NULL)
			return cnis_nomem(reterr, "duplicate.alert");
		m->row = more;
		m->room = room;
	}
	m->row[m->n].child_id = child_id;
	m->row[m->n++].row = row;
	return CNIS_OK;
}

cnis_status
duplicate_met_alert(cnis_register *r, const duplicate_met *m, cnis_error *reterr)
{
	const change_spec spec = { .kind = "duplicate.alert",
		                   .command = "duplicate alert",
		                   .undo = STORE_FINAL,
		                   .whole = true };
	const int64_t last = r->last_seq;
	cnis_status st = m->n == 0 ? CNIS_OK : change_begin(r, &spec, reterr);

	if (st != CNIS_OK || m->n == 0)
		return st;
	for (size_t i = 0; st == CNIS_OK && i < m->n; i++) {
		int64_t open = 0;

		st = stmt_ask(r->st, &sql[Q_OPEN], ":child", m->row[i].child_id, 0, &open, reterr);
		if (st == CNIS_OK && open == 0)
			st = alert(r, m->row[i].child_id, LIST, m->row[i].row, reterr);
	}
	st = change_end(r, st, reterr);
	r->last_seq = last;
	return st;
}

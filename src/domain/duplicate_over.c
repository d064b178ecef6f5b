/*
 * Custodians' duties of records that may be one they keep: what became alike only later, and what
 * is gone again.  Each in an entry of the journal that only custodians are shown.
 */
#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/duplicate.h"
#include "domain/duty.h"
#include "domain/same.h"
#include "domain/sight.h"

static const char where[] = "duplicate.alert";

enum { Q_RESTRICTED, Q_KEPT, Q_TOLD, Q_OPEN, Q_THERE, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_RESTRICTED] = { "over.restricted",
		"SELECT DISTINCT child_id FROM main.restriction WHERE to_day IS NULL AND kind <> 'sealed'"
		" ORDER BY child_id" },
	/* restricted, or sealed: no pair of one that everybody is shown */
	[Q_KEPT] = { "over.kept",
		"SELECT 1 FROM main.restriction WHERE (kind = 'sealed' OR to_day IS NULL) AND child_id IN "
		SAME_CHILD(SAME_NOW) " LIMIT 1" },
	[Q_TOLD] = { "over.told",
		"SELECT 1 FROM main.duty WHERE kind = 'duplicate_alert' AND child_id IN "
		SAME_CHILD(SAME_NOW) " AND inputs ->> 'other' = :other LIMIT 1" },
	[Q_OPEN] = { "over.open",
		"SELECT id, inputs ->> 'other' FROM main.duty WHERE kind = 'duplicate_alert'"
		" AND state = 'open' ORDER BY id" },
	[Q_THERE] = { "over.there", "SELECT 1 FROM main.child WHERE id = :id" },
};
/* clang-format on */

/* A restricted record and another; or a duty. */
typedef struct pair {
	int64_t id, other;
} pair;

typedef struct pairs {
	cnis_register *r;
	int64_t kept; /* the record asked about */
	pair *pair;
	size_t n, room;
} pairs;

static cnis_status
add(pairs *to, int64_t id, int64_t other, cnis_error *reterr)
{
	if (to->n == to->room) {
		size_t room = to->room == 0 ? 16 : to->room * 2;
		pair *grown = mem_grow(to->pair, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(reterr, where);
		to->pair = grown;
		to->room = room;
	}
	to->pair[to->n++] = (pair){ id, other };
	return CNIS_OK;
}

static cnis_status
begin(cnis_register *r, cnis_error *reterr)
{
	const change_spec spec = {
		.kind = where, .command = "duplicate alert", .undo = STORE_FINAL, .whole = true
	};

	return change_begin(r, &spec, reterr);
}

/* ---- what became alike ------------------------------------------------------------------------
 */

static cnis_status
told(cnis_register *r, int64_t kept, int64_t other, bool *ret, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_TOLD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", kept);
	stmt_text(&c, ":other", cnis_reference_format(CNIS_REF_CHILD, other, ref));
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
on_pair(const cnis_duplicate *d, void *payload, cnis_error *reterr)
{
	pairs *p = payload;
	const int64_t other = d->child_id == p->kept ? d->other_id : d->child_id;
	int64_t hidden = 0;
	bool was = false;
	cnis_status st = stmt_ask(p->r->st, &SQL[Q_KEPT], ":child", other, 0, &hidden, reterr);

	if (st == CNIS_OK && hidden == 0)
		st = told(p->r, p->kept, other, &was, reterr);
	return st == CNIS_OK && hidden == 0 && !was ? add(p, p->kept, other, reterr) : st;
}

static cnis_status
restricted(cnis_register *r, id_list *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_RESTRICTED], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_ids(&c, ret, where, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
look(cnis_register *r, pairs *met, cnis_error *reterr)
{
	const bool was = sight_whole(r, true);
	id_list kept = { 0 };
	cnis_status st = restricted(r, &kept, reterr);

	for (size_t i = 0; st == CNIS_OK && i < kept.n; i++) {
		const cnis_duplicate_query q = { .size = sizeof(q), .child_id = kept.id[i] };

		met->kept = kept.id[i];
		st = cnis_duplicate_walk(r, &q, on_pair, met, reterr);
	}
	(void)sight_whole(r, was);
	free(kept.id);
	return st;
}

/* ---- the record is gone -----------------------------------------------------------------------
 */

static cnis_status
gone(cnis_register *r, pairs *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		int64_t other = 0, there = 1;

		/* or it is of a list */
		if (cnis_reference_parse(col_text(&c, 1), CNIS_REF_CHILD, NULL, &other) == CNIS_OK)
			st = stmt_ask(r->st, &SQL[Q_THERE], ":id", other, 0, &there, reterr);
		if (st == CNIS_OK && there == 0)
			st = add(ret, col_int(&c, 0), other, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

static void
end_gone(cnis_register *r)
{
	const int64_t last = r->last_seq;
	cnis_error err = { 0 };
	pairs over = { .r = r };
	cnis_status st = gone(r, &over, &err);

	if (st == CNIS_OK && over.n > 0) {
		st = begin(r, &err);
		for (size_t i = 0; st == CNIS_OK && i < over.n; i++)
			st = duty_end_tx(r, over.pair[i].id, DUTY_SUPERSEDED, change_today(r),
			                 "journal.undo", NULL, &err);
		(void)change_end(r, st, &err);
		r->last_seq = last;
	}
	free(over.pair);
}

void
duplicate_alert_over(cnis_register *r)
{
	/* who is shown everything leaves it to the night, as whoever met a failure does */
	if (store_keeps_back(r->st, KEEP_CHILD))
		end_gone(r);
}

/* ---- and by night ------------------------------------------------------------------------------
 */

cnis_status
duplicate_alert_night(cnis_register *r, cnis_error *reterr)
{
	const int64_t last = r->last_seq;
	pairs met = { .r = r };
	cnis_status st = look(r, &met, reterr);

	if (st == CNIS_OK && met.n > 0) {
		st = begin(r, reterr);
		for (size_t i = 0; st == CNIS_OK && i < met.n; i++)
			st = duplicate_alert_tx(r, met.pair[i].id, met.pair[i].other, reterr);
		st = change_end(r, st, reterr);
		r->last_seq = last;
	}
	free(met.pair);
	if (st == CNIS_OK)
		end_gone(r);
	return st;
}

/* Pairs of children in the register who may be one child. */
#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/duplicate.h"
#include "domain/likeness_read.h"
#include "domain/same.h"

/* Two words of their names sound alike, on the same birth day or with day and month swapped. */
#define ALIKE(day)                                                                                 \
	"SELECT a.owner_id AS one, b.owner_id AS other FROM name_key a JOIN name_key b"            \
	" ON b.holder = 'C' AND b.sound = a.sound AND b.born_day = " day                           \
	" AND b.owner_id > a.owner_id WHERE a.holder = 'C'"                                        \
	" AND (:child = 0 OR :child IN (a.owner_id, b.owner_id))"                                  \
	" GROUP BY 1, 2 HAVING min(a.sound) <> max(a.sound)"
#define SWAPPED                                                                                    \
	"CAST(strftime('%s', strftime('%Y-%d-%m', a.born_day * 86400, 'unixepoch')) AS INTEGER)"   \
	" / 86400"

enum { Q_PAIRS, Q_DISMISSED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_PAIRS] = { "duplicate.pairs",
		"SELECT one, other FROM (" ALIKE("a.born_day")
		" UNION SELECT min(one, other), max(one, other) FROM (SELECT a.owner_id AS one,"
		"  b.owner_id AS other FROM name_key a JOIN name_key b ON b.holder = 'C'"
		"  AND b.sound = a.sound AND b.born_day = " SWAPPED
		"  AND b.owner_id <> a.owner_id WHERE a.holder = 'C' AND a.born_day <> " SWAPPED
		"  AND (:child = 0 OR :child IN (a.owner_id, b.owner_id))"
		"  GROUP BY 1, 2 HAVING min(a.sound) <> max(a.sound))"
		/* the same number */
		" UNION SELECT i.child_id, j.child_id FROM identifier i JOIN identifier j"
		"  ON j.value = i.value AND j.child_id > i.child_id WHERE i.kind IN"
		"  ('upn', 'former_upn', 'uln', 'nhs') AND j.kind IN ('upn', 'former_upn', 'uln', 'nhs')"
		"  AND (:child = 0 OR :child IN (i.child_id, j.child_id))"
		/* the same postcode and birth day; in this order, or every birth day is walked */
		" UNION SELECT c.id, d.id FROM address a CROSS JOIN address b ON b.postcode = a.postcode"
		"  CROSS JOIN child_residence x ON x.address_id = a.id"
		"  CROSS JOIN child_residence y ON y.address_id = b.id AND y.child_id > x.child_id"
		"  CROSS JOIN child c ON c.id = x.child_id"
		"  CROSS JOIN child d ON d.id = y.child_id AND d.born_day = c.born_day"
		"  WHERE (:child = 0 OR :child IN (c.id, d.id)))"
		" WHERE NOT EXISTS (SELECT 1 FROM not_same WHERE child_id = one AND other_id = other)"
		/* nor what is merged */
		" AND " SAME_KEPT("one", SAME_NOW) " <> " SAME_KEPT("other", SAME_NOW)
		" ORDER BY one, other" },
	[Q_DISMISSED] = { "duplicate.dismissed",
		"SELECT n.child_id, n.other_id, o.login, n.on_day, n.reason FROM not_same n"
		" JOIN officer o ON o.id = n.officer_id WHERE n.child_id < n.other_id"
		" AND (:child = 0 OR :child IN (n.child_id, n.other_id))"
		" ORDER BY n.child_id, n.other_id" },
};
/* clang-format on */

typedef struct pair {
	int64_t one, other;
	cnis_likeness likeness;
} pair;

typedef struct listing {
	cnis_register *r;
	pair *pairs;
	size_t n, room;
	int64_t read; /* the child in a */
	likeness_child a, b;
} listing;

static cnis_status
compare(listing *l, int64_t one, int64_t other, cnis_likeness *ret, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	if (l->read != one) {
		l->read = 0;
		st = likeness_read(l->r, one, &l->a, reterr);
		if (st == CNIS_OK)
			st = likeness_frequency(l->r, &l->a, reterr);
	}
	if (st == CNIS_OK)
		st = likeness_read(l->r, other, &l->b, reterr);
	if (st != CNIS_OK)
		return st;
	l->read = one;
	likeness_compare(&l->a, &l->b, ret);
	return CNIS_OK;
}

static cnis_status
keep(listing *l, int64_t one, int64_t other, cnis_error *reterr)
{
	pair p = { .one = one, .other = other };
	cnis_status st = compare(l, one, other, &p.likeness, reterr);

	if (st != CNIS_OK || p.likeness.kind == CNIS_LIKENESS_NONE)
		return st;
	if (l->n == l->room) {
		size_t room = l->room == 0 ? 64 : l->room * 2;
		pair *more = mem_grow(l->pairs, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, "duplicate.list");
		l->pairs = more;
		l->room = room;
	}
	l->pairs[l->n++] = p;
	return CNIS_OK;
}

/* Exact ones first, then the heavier; of equals in the order of the children. */
static int
worse(const void *a, const void *b)
{
	const pair *x = a;
	const pair *y = b;

	if (x->likeness.kind != y->likeness.kind)
		return x->likeness.kind < y->likeness.kind ? 1 : -1;
	if (x->likeness.weight != y->likeness.weight)
		return x->likeness.weight < y->likeness.weight ? 1 : -1;
	if (x->one != y->one)
		return x->one > y->one ? 1 : -1;
	return (x->other > y->other) - (x->other < y->other);
}

static cnis_status
open_query(cnis_register *r, int q, int64_t child, cursor *c, cnis_error *reterr)
{
	cnis_status st = stmt_open(r->st, &SQL[q], c, reterr);

	if (st == CNIS_OK)
		stmt_int(c, ":child", child);
	return st;
}

static cnis_status
walk_open(listing *l, const cnis_duplicate_query *q, cnis_duplicate_fn fn, void *payload,
          cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	size_t i;
	cnis_status st = open_query(l->r, Q_PAIRS, q->child_id, &c, reterr);

	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		st = keep(l, col_int(&c, 0), col_int(&c, 1), reterr);
	}
	stmt_close(&c);
	if (st == CNIS_OK && l->n > 0)
		qsort(l->pairs, l->n, sizeof(*l->pairs), worse);
	for (i = 0; st == CNIS_OK && i < l->n && (q->limit == 0 || (int64_t)i < q->limit); i++) {
		const cnis_duplicate found = { .child_id = l->pairs[i].one,
			                       .other_id = l->pairs[i].other,
			                       .likeness = &l->pairs[i].likeness,
			                       .on = CNIS_DAY_NONE };

		st = fn(&found, payload, reterr);
	}
	return st;
}

static cnis_status
walk_dismissed(listing *l, const cnis_duplicate_query *q, cnis_duplicate_fn fn, void *payload,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	int64_t shown = 0;
	cnis_status st = open_query(l->r, Q_DISMISSED, q->child_id, &c, reterr);

	while (st == CNIS_OK && (q->limit == 0 || shown < q->limit)) {
		cnis_likeness likeness;
		cnis_duplicate found = { .likeness = &likeness };

		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		found.child_id = col_int(&c, 0);
		found.other_id = col_int(&c, 1);
		found.officer = col_text(&c, 2);
		found.on = col_day(&c, 3);
		found.reason = col_text(&c, 4);
		st = compare(l, found.child_id, found.other_id, &likeness, reterr);
		if (st == CNIS_OK)
			st = fn(&found, payload, reterr);
		shown++;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_duplicate_walk(cnis_register *r, const cnis_duplicate_query *query, cnis_duplicate_fn fn,
                    void *payload, cnis_error *reterr)
{
	listing *l = mem_new(1, sizeof(*l));
	cnis_status st;

	if (l == NULL)
		return cnis_nomem(reterr, "duplicate.list");
	l->r = r;
	st = query->dismissed ? walk_dismissed(l, query, fn, payload, reterr)
	                      : walk_open(l, query, fn, payload, reterr);
	free(l->pairs);
	free(l);
	return st;
}

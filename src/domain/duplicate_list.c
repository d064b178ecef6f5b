/* Pairs of children in the register who may be one child. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/duplicate.h"
#include "domain/likeness_read.h"
#include "domain/same.h"
#include "domain/withheld.h"

/*
 * The register goes by in windows of children, each pair is met under the lower of the two; of one
 * child under itself, whichever it is (:both).  So neither the statement nor what is kept of it
 * grows with the register.
 */
#define WINDOW(child) child " BETWEEN :from AND :to"
#define OTHER(b, a)   b " <> " a " AND (:both OR " b " > " a ")"

/* Two words of their names sound alike, on the same birth day or with day and month swapped. */
#define ALIKE(day, when)                                                                           \
	"SELECT a.owner_id AS one, b.owner_id AS other FROM name_key a CROSS JOIN name_key b"      \
	" ON b.holder = 'C' AND b.sound = a.sound AND b.born_day = " day " AND " OTHER(            \
	    "b.owner_id", "a.owner_id") " WHERE a.holder = 'C' AND " WINDOW("a.owner_id") when     \
	    " GROUP BY 1, 2 HAVING min(a.sound) <> max(a.sound)"
#define SWAPPED                                                                                    \
	"CAST(strftime('%s', strftime('%Y-%d-%m', a.born_day * 86400, 'unixepoch')) AS INTEGER)"   \
	" / 86400"

enum { Q_PAIRS, Q_LAST, Q_DISMISSED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_PAIRS] = { "duplicate.pairs",
		"SELECT one, other FROM (" ALIKE("a.born_day", "")
		" UNION " ALIKE(SWAPPED, " AND a.born_day <> " SWAPPED)
		/* the same number */
		" UNION SELECT i.child_id, j.child_id FROM identifier i CROSS JOIN identifier j"
		"  ON j.value = i.value AND " OTHER("j.child_id", "i.child_id")
		"  WHERE " WINDOW("i.child_id") " AND i.kind IN ('upn', 'former_upn', 'uln', 'nhs')"
		"  AND j.kind IN ('upn', 'former_upn', 'uln', 'nhs')"
		/* the same postcode and birth day; in this order, or every birth day is walked */
		" UNION SELECT c.id, d.id FROM child_residence x CROSS JOIN address a ON a.id = x.address_id"
		"  CROSS JOIN address b ON b.postcode = a.postcode"
		"  CROSS JOIN child_residence y ON y.address_id = b.id AND " OTHER("y.child_id", "x.child_id")
		"  CROSS JOIN child c ON c.id = x.child_id"
		"  CROSS JOIN child d ON d.id = y.child_id AND d.born_day = c.born_day"
		"  WHERE " WINDOW("x.child_id") " AND NOT " WITHHELD_ADDRESS("a.id")
		"  AND NOT " WITHHELD_ADDRESS("b.id") ")"
		" WHERE NOT EXISTS (SELECT 1 FROM not_same WHERE child_id = one AND other_id = other)"
		/* nor what is merged */
		" AND " SAME_KEPT("one", SAME_NOW) " <> " SAME_KEPT("other", SAME_NOW)
		/* nor a child who has died */
		" AND NOT EXISTS (SELECT 1 FROM death WHERE child_id IN"
		"  (" SAME_KEPT("one", SAME_NOW) ", " SAME_KEPT("other", SAME_NOW) "))"
		" ORDER BY one, other" },
	[Q_LAST] = { "duplicate.last", "SELECT coalesce(max(id), 0) FROM child" },
	[Q_DISMISSED] = { "duplicate.dismissed",
		"SELECT n.child_id, n.other_id, o.login, n.on_day, n.reason FROM not_same n"
		" JOIN officer o ON o.id = n.officer_id WHERE n.child_id < n.other_id"
		" AND (:child = 0 OR :child IN (n.child_id, n.other_id))"
		" ORDER BY n.child_id, n.other_id LIMIT :limit OFFSET :skip" },
};
/* clang-format on */

static const char where[] = "duplicate.list";

enum { CHILDREN = 4096, CHUNK = 64, KEPT = 1024 };

typedef struct pair {
	int64_t one, other;
	int kind, weight;
	/* of those somebody called two */
	char *officer, *reason;
	cnis_day on;
} pair;

typedef struct listing {
	cnis_register *r;
	const cnis_duplicate_query *query;
	cnis_duplicate_fn fn;
	void *payload;
	pair *pairs; /* the surest so far */
	size_t n, room, most;
	pair chunk[CHUNK];
	size_t n_chunk;
	int64_t ids[2 * CHUNK];
	size_t n_ids;
	likeness_child *child; /* by ids */
	likeness_child *other; /* the second of a pair, as if nobody asked how common its name is */
} listing;

/* ---- some pairs compared ----------------------------------------------------------------------
 */

static int
ascending(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static const likeness_child *
read_of(const listing *l, int64_t id)
{
	const int64_t *at = bsearch(&id, l->ids, l->n_ids, sizeof(id), ascending);

	return &l->child[at == NULL ? 0 : at - l->ids];
}

/* Every child of the pairs, once. */
static cnis_status
read_children(listing *l, const pair *pairs, size_t n, cnis_error *reterr)
{
	size_t kept = 0;
	cnis_status st;

	l->n_ids = 0;
	for (size_t i = 0; i < n; i++) {
		l->ids[l->n_ids++] = pairs[i].one;
		l->ids[l->n_ids++] = pairs[i].other;
	}
	qsort(l->ids, l->n_ids, sizeof(l->ids[0]), ascending);
	for (size_t i = 0; i < l->n_ids; i++)
		if (kept == 0 || l->ids[kept - 1] != l->ids[i])
			l->ids[kept++] = l->ids[i];
	l->n_ids = kept;
	st = likeness_read_all(l->r, l->ids, l->n_ids, l->child, reterr);
	return st == CNIS_OK ? likeness_frequency_all(l->r, l->child, l->n_ids, reterr) : st;
}

static void
compare(const listing *l, const pair *p, cnis_likeness *ret)
{
	*l->other = *read_of(l, p->other);
	l->other->given_per_100k = l->other->family_per_100k = LIKENESS_UNCOMMON;
	likeness_compare(read_of(l, p->one), l->other, ret);
}

static cnis_status
hand_out(listing *l, const pair *pairs, size_t n, cnis_error *reterr)
{
	cnis_status st = n == 0 ? CNIS_OK : read_children(l, pairs, n, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		cnis_likeness likeness;
		const cnis_duplicate found = { .child_id = pairs[i].one,
			                       .other_id = pairs[i].other,
			                       .likeness = &likeness,
			                       .officer = pairs[i].officer,
			                       .on = pairs[i].on,
			                       .reason = pairs[i].reason };

		compare(l, &pairs[i], &likeness);
		st = l->fn(&found, l->payload, reterr);
	}
	return st;
}

/* ---- the surest -------------------------------------------------------------------------------
 */

/* Exact ones first, then the heavier; of equals in the order of the children. */
static int
worse(const void *a, const void *b)
{
	const pair *x = a;
	const pair *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? 1 : -1;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	if (x->one != y->one)
		return x->one > y->one ? 1 : -1;
	return (x->other > y->other) - (x->other < y->other);
}

/* No more are kept than are asked for, but for some, so that they are not sorted each time. */
static cnis_status
keep(listing *l, const pair *p, cnis_error *reterr)
{
	if (l->most > 0 && l->n == l->most + KEPT) {
		qsort(l->pairs, l->n, sizeof(*l->pairs), worse);
		l->n = l->most;
	}
	if (l->n == l->room) {
		size_t room = l->room == 0 ? KEPT : l->room * 2;
		pair *more = mem_grow(l->pairs, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, where);
		l->pairs = more;
		l->room = room;
	}
	l->pairs[l->n++] = *p;
	return CNIS_OK;
}

static cnis_status
weigh_chunk(listing *l, cnis_error *reterr)
{
	cnis_status st = l->n_chunk == 0 ? CNIS_OK : read_children(l, l->chunk, l->n_chunk, reterr);

	for (size_t i = 0; st == CNIS_OK && i < l->n_chunk; i++) {
		cnis_likeness likeness;

		compare(l, &l->chunk[i], &likeness);
		l->chunk[i].kind = (int)likeness.kind;
		l->chunk[i].weight = likeness.weight;
		if (likeness.kind != CNIS_LIKENESS_NONE)
			st = keep(l, &l->chunk[i], reterr);
	}
	l->n_chunk = 0;
	return st;
}

static cnis_status
weigh_window(listing *l, int64_t from, int64_t to, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(l->r->st, &SQL[Q_PAIRS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":from", from);
	stmt_int(&c, ":to", to);
	stmt_int(&c, ":both", l->query->child_id != 0);
	while (st == CNIS_OK) {
		int64_t a;
		int64_t b;

		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		a = col_int(&c, 0);
		b = col_int(&c, 1);
		l->chunk[l->n_chunk++] =
		    (pair){ .one = a < b ? a : b, .other = a < b ? b : a, .on = CNIS_DAY_NONE };
		if (l->n_chunk == CHUNK)
			st = weigh_chunk(l, reterr);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
last_child(const listing *l, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(l->r->st, &SQL[Q_LAST], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	*ret = st == CNIS_OK && row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

static cnis_status
walk_open(listing *l, cnis_error *reterr)
{
	const cnis_duplicate_query *q = l->query;
	int64_t from = q->child_id == 0 ? 1 : q->child_id;
	int64_t last = q->child_id;
	size_t end;
	cnis_status st = q->child_id == 0 ? last_child(l, &last, reterr) : CNIS_OK;

	l->most = q->limit == 0 ? 0 : (size_t)(q->skip + q->limit);
	for (; st == CNIS_OK && from <= last; from += CHILDREN)
		st = weigh_window(l, from, last - from < CHILDREN ? last : from + CHILDREN - 1,
		                  reterr);
	if (st == CNIS_OK)
		st = weigh_chunk(l, reterr);
	if (l->n > 0)
		qsort(l->pairs, l->n, sizeof(*l->pairs), worse);
	end = l->most > 0 && l->n > l->most ? l->most : l->n;
	for (size_t i = (size_t)q->skip; st == CNIS_OK && i < end; i += CHUNK)
		st = hand_out(l, &l->pairs[i], end - i < CHUNK ? end - i : CHUNK, reterr);
	return st;
}

/* ---- those somebody called two ----------------------------------------------------------------
 */

static void
forget_chunk(listing *l)
{
	for (size_t i = 0; i < l->n_chunk; i++) {
		free(l->chunk[i].officer);
		free(l->chunk[i].reason);
	}
	l->n_chunk = 0;
}

static cnis_status
take_dismissed(listing *l, const cursor *c, cnis_error *reterr)
{
	pair *p = &l->chunk[l->n_chunk++];
	const char *reason = col_text(c, 4);

	*p = (pair){ .one = col_int(c, 0),
		     .other = col_int(c, 1),
		     .officer = mem_text(col_text(c, 2)),
		     .on = col_day(c, 3),
		     .reason = reason == NULL ? NULL : mem_text(reason) };
	return p->officer == NULL || (reason != NULL && p->reason == NULL)
	           ? cnis_nomem(reterr, where)
	           : CNIS_OK;
}

static cnis_status
walk_dismissed(listing *l, cnis_error *reterr)
{
	const cnis_duplicate_query *q = l->query;
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(l->r->st, &SQL[Q_DISMISSED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", q->child_id);
	stmt_int(&c, ":limit", q->limit == 0 ? -1 : q->limit);
	stmt_int(&c, ":skip", q->skip);
	while (st == CNIS_OK && row) {
		st = stmt_step(&c, &row, reterr);
		if (st == CNIS_OK && row)
			st = take_dismissed(l, &c, reterr);
		if (st == CNIS_OK && (l->n_chunk == CHUNK || !row)) {
			st = hand_out(l, l->chunk, l->n_chunk, reterr);
			forget_chunk(l);
		}
	}
	forget_chunk(l);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_duplicate_walk(cnis_register *r, const cnis_duplicate_query *query, cnis_duplicate_fn fn,
                    void *payload, cnis_error *reterr)
{
	listing *l;
	cnis_status st;

	if (query->skip < 0 || query->limit < 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "limit", "cannot be negative");
	l = mem_new(1, sizeof(*l));
	if (l == NULL)
		return cnis_nomem(reterr, where);
	l->r = r;
	l->query = query;
	l->fn = fn;
	l->payload = payload;
	l->child = mem_new((size_t)2 * CHUNK, sizeof(*l->child));
	l->other = mem_new(1, sizeof(*l->other));
	if (l->child == NULL || l->other == NULL)
		st = cnis_nomem(reterr, where);
	else
		st = query->dismissed ? walk_dismissed(l, reterr) : walk_open(l, reterr);
	free(l->pairs);
	free(l->child);
	free(l->other);
	free(l);
	return st;
}

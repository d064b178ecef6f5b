/* A row that is a child who has died: said so, and nobody is asked about it. */
#include <stdlib.h>

#include "exchange/match_inside.h"

enum { Q_DIED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* in every record of the child */
	[Q_DIED] = { "match.died",
		"SELECT child_id AS id FROM death"
		" UNION SELECT a.same_as_id FROM death d JOIN child_alias a ON a.child_id = d.child_id AND a.to_day IS NULL"
		" UNION SELECT a.child_id FROM death d JOIN child_alias a ON a.same_as_id = d.child_id AND a.to_day IS NULL"
		" ORDER BY id" },
};
/* clang-format on */

/* Ascending. */
static cnis_status
read_dead(cnis_register *r, id_list *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_DIED], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_ids(&c, ret, "match.died", reterr);
	stmt_close(&c);
	return st;
}

static int
by_id(const void *key, const void *element)
{
	int64_t x = *(const int64_t *)key;
	int64_t y = *(const int64_t *)element;

	return (x > y) - (x < y);
}

static bool
died(const id_list *d, const match_candidate *c)
{
	return bsearch(&c->child_id, d->id, d->n, sizeof(d->id[0]), by_id) != NULL;
}

static void
say_died(match_result *r)
{
	r->verdict = CNIS_MATCH_DIED;
	r->rule = "the child has died";
}

/* Of a likely row whoever lives is asked about; where nobody is left, the best is said. */
static void
judge(const id_list *d, match_result *r)
{
	size_t living = 0;

	for (size_t i = 0; i < CNIS_MATCH_CANDIDATES && r->found[i] != NULL; i++)
		living += died(d, r->found[i]) ? 0 : 1;
	if (living == 0) {
		say_died(r);
		return;
	}
	for (size_t i = 0, to = 0; i < CNIS_MATCH_CANDIDATES; i++) {
		match_candidate *c = r->found[i];

		r->found[i] = NULL;
		if (c != NULL && died(d, c))
			free(c);
		else
			r->found[to++] = c;
	}
}

cnis_status
match_died(cnis_register *r, match_result **result, size_t n, cnis_error *reterr)
{
	id_list d = { 0 };
	cnis_status st = read_dead(r, &d, reterr);

	for (size_t i = 0; st == CNIS_OK && d.n > 0 && i < n; i++) {
		match_result *x = result[i];

		if (x->verdict == CNIS_MATCH_EXACT && died(&d, x->found[0]))
			say_died(x);
		else if (x->verdict == CNIS_MATCH_LIKELY)
			judge(&d, x);
	}
	free(d.id);
	return st;
}

/* One child, one row: what is clear is said, the rest is asked. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/match_inside.h"

enum {
	/* 2^3 to 1: less than that is no clear lead, and a person looks. */
	LEAD = 30,
	/* 2^24 to 1 before the fact.  Where half of a list is on a register of 200,000, one child
	 * in 2^18 is the right one: for the least sure 2^6 to 1 remain, and nearly all are surer.
	 * Whether two records of the register are one child is a graver question: LIKENESS_EXACT.
	 */
	AUTOMATIC = 240,
};

static bool
better(const cnis_likeness *a, const cnis_likeness *b)
{
	return (a->limit == NULL) != (b->limit == NULL) ? a->limit == NULL : a->weight > b->weight;
}

bool
match_keep(match_result *result, int64_t child_id, const cnis_likeness *likeness)
{
	match_candidate *c;
	int at = 0;

	/* a child in two records stands there once, as the record that is more alike */
	while (at < CNIS_MATCH_CANDIDATES - 1 && result->found[at] != NULL &&
	       result->found[at]->child_id != child_id)
		at++;
	c = result->found[at];

	if (c != NULL && !better(likeness, &c->likeness))
		return true;
	if (c == NULL)
		c = mem_new(1, sizeof(*c));
	if (c == NULL)
		return false;
	c->child_id = child_id;
	c->likeness = *likeness;
	for (; at > 0 && (result->found[at - 1] == NULL ||
	                  better(likeness, &result->found[at - 1]->likeness));
	     at--)
		result->found[at] = result->found[at - 1];
	result->found[at] = c;
	return true;
}

/* What the best candidate says of a row by itself. */
static void
judge_alone(match_result *r)
{
	const match_candidate *best = r->found[0];
	const match_candidate *next = r->found[1];

	if (best == NULL) {
		r->verdict = CNIS_MATCH_NONE;
		return;
	}
	r->verdict = best->likeness.limit == NULL && best->likeness.weight >= AUTOMATIC
	                 ? CNIS_MATCH_EXACT
	                 : CNIS_MATCH_LIKELY;
	r->rule = r->verdict == CNIS_MATCH_EXACT ? NULL : best->likeness.limit;
	if (r->verdict == CNIS_MATCH_EXACT && next != NULL &&
	    best->likeness.weight - next->likeness.weight < LEAD) {
		r->verdict = CNIS_MATCH_LIKELY;
		r->rule = "another child here is as like it";
	}
}

static int64_t
claimed(const match_result *r)
{
	return r->verdict == CNIS_MATCH_DECIDED ? r->decided_id
	       : r->verdict == CNIS_MATCH_EXACT ? r->found[0]->child_id
	                                        : 0;
}

/* By the child they claim; what was decided first, then the better. */
static int
by_claim(const void *a, const void *b)
{
	const match_result *x = *(match_result *const *)a;
	const match_result *y = *(match_result *const *)b;
	int64_t cx = claimed(x);
	int64_t cy = claimed(y);

	if (cx != cy)
		return cx < cy ? -1 : 1;
	if (x->verdict != y->verdict)
		return x->verdict == CNIS_MATCH_DECIDED ? -1 : 1;
	if (x->verdict == CNIS_MATCH_EXACT &&
	    x->found[0]->likeness.weight != y->found[0]->likeness.weight)
		return x->found[0]->likeness.weight > y->found[0]->likeness.weight ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static void
step_back(match_result *r, const char *rule)
{
	if (r->verdict != CNIS_MATCH_EXACT)
		return;
	r->verdict = CNIS_MATCH_LIKELY;
	r->rule = rule;
}

/* Rows that claim one child, the best first. */
static void
settle(match_result **row, size_t n)
{
	bool leads =
	    row[0]->verdict == CNIS_MATCH_DECIDED ||
	    (n > 1 &&
	     row[0]->found[0]->likeness.weight - row[1]->found[0]->likeness.weight >= LEAD);
	size_t i;

	if (n == 1)
		return;
	if (!leads)
		step_back(row[0], "another row of the list is as like this child");
	for (i = 1; i < n; i++)
		step_back(row[i], leads ? "another row of the list is more like this child"
		                        : "another row of the list is as like this child");
}

static int
by_key(const void *a, const void *b)
{
	const match_result *x = *(match_result *const *)a;
	const match_result *y = *(match_result *const *)b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The same row twice in one list is told of once. */
static void
find_again(match_result **order, size_t n)
{
	size_t i;

	qsort(order, n, sizeof(match_result *), by_key);
	for (i = 1; i < n; i++)
		if (order[i]->key == order[i - 1]->key &&
		    order[i]->verdict != CNIS_MATCH_REJECTED &&
		    order[i - 1]->verdict != CNIS_MATCH_REJECTED) {
			order[i]->verdict = CNIS_MATCH_AGAIN;
			order[i]->rule = NULL;
		}
}

void
match_assign(match_result *const *results, size_t n, match_result **order)
{
	size_t from = 0;
	size_t i;

	if (n == 0)
		return;
	for (i = 0; i < n; i++)
		order[i] = results[i];
	find_again(order, n);
	for (i = 0; i < n; i++)
		if (order[i]->verdict == CNIS_MATCH_NONE)
			judge_alone(order[i]);
	qsort(order, n, sizeof(match_result *), by_claim);
	for (i = 1; i <= n; i++) {
		if (i < n && claimed(order[i]) == claimed(order[from]))
			continue;
		if (claimed(order[from]) != 0)
			settle(order + from, i - from);
		from = i;
	}
}

/* Finding a child: the best first. */
#include "domain/find_inside.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

static const char where[] = "child.find";

static const struct {
	int score;
	const char *words;
} WAYS[] = {
	[FIND_BY_REFERENCE] = { 1000, "this reference" },
	[FIND_BY_UPN] = { 400, "this UPN" },
	[FIND_BY_ULN] = { 400, "this ULN" },
	[FIND_BY_NHS] = { 400, "this NHS number" },
	[FIND_BY_NUMBER] = { 300, "this number" },
	[FIND_BY_FORMER_NUMBER] = { 250, "this number, a former one" },
	[FIND_BY_BORN] = { 120, "birth date the same" },
	[FIND_BY_NAME] = { 100, "name the same" },
	[FIND_BY_UPRN] = { 90, "this UPRN" },
	[FIND_BY_REACHED] = { 88, "this telephone number or e-mail address, of an adult" },
	[FIND_BY_FORMER_NAME] = { 85, "a former name the same" },
	[FIND_BY_POSTCODE] = { 70, "this postcode" },
	[FIND_BY_SWAPPED] = { 60, "birth date with day and month swapped" },
	[FIND_BY_FAMILIAR] = { 58, "a familiar form of the name" },
	[FIND_BY_SOUND] = { 50, "name sounds alike" },
	[FIND_BY_BEGINNING] = { 45, "name begins so" },
	[FIND_BY_FORMER_ALIKE] = { 42, "a former name alike" },
	[FIND_BY_FORMER_PLACE] = { 40, "a former address" },
	[FIND_BY_REACHED_ONCE] = { 39,
	                           "this telephone number or e-mail address, once of an adult" },
	[FIND_BY_SLIP] = { 38, "name a slip in writing apart" },
};

static int
in_order(const void *a, const void *b)
{
	const find_hit *x = a;
	const find_hit *y = b;

	if (x->id != y->id)
		return x->id > y->id ? 1 : -1;
	if (x->term != y->term)
		return x->term > y->term ? 1 : -1;
	return (x->how > y->how) - (x->how < y->how);
}

static int
worse(const void *a, const void *b)
{
	const find_match *x = a;
	const find_match *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Hits of one child and one term: the first is the best.  Drop the others, count the children. */
cnis_status
find_rank(find_search *s)
{
	size_t kept = 0;
	size_t i;
	int most = 0;

	if (s->n == 0)
		return CNIS_OK;
	qsort(s->hits, s->n, sizeof(*s->hits), in_order);
	for (i = 0; i < s->n; i++) {
		if (kept == 0 || s->hits[kept - 1].id != s->hits[i].id ||
		    s->hits[kept - 1].term != s->hits[i].term)
			s->hits[kept++] = s->hits[i];
	}
	s->n = kept;
	s->matches = mem_new(kept, sizeof(*s->matches));
	if (s->matches == NULL)
		return cnis_nomem(s->reterr, where);
	for (i = 0; i < kept; i++) {
		find_match *m;

		if (i == 0 || s->hits[i].id != s->hits[i - 1].id)
			s->matches[s->n_matches++] =
			    (find_match){ .id = s->hits[i].id, .first = i };
		m = &s->matches[s->n_matches - 1];
		m->matched++;
		m->score += WAYS[s->hits[i].how].score;
		most = m->matched > most ? m->matched : most;
	}
	for (i = 0, kept = 0; i < s->n_matches; i++) {
		if (s->matches[i].matched == most)
			s->matches[kept++] = s->matches[i];
	}
	s->n_matches = kept;
	qsort(s->matches, s->n_matches, sizeof(*s->matches), worse);
	return CNIS_OK;
}

cnis_status
find_hand_out(find_search *s, const cnis_find_query *q, cnis_found_fn fn, void *payload)
{
	size_t i;
	cnis_status st = CNIS_OK;

	for (i = (size_t)q->skip; st == CNIS_OK && i < s->n_matches; i++) {
		const find_match *m = &s->matches[i];
		char why[CNIS_FIND_TERMS * 48];
		text_buf b = text_buf_on(why, sizeof(why));
		const cnis_found found = { .child_id = m->id,
			                   .score = m->score,
			                   .why = why,
			                   .matched = m->matched,
			                   .terms = (int)s->terms.n };
		int k;

		if (q->limit != 0 && (int64_t)i >= q->skip + q->limit)
			break;
		for (k = 0; k < m->matched; k++) {
			text_add(&b, k == 0 ? "" : "; ");
			text_add(&b, WAYS[s->hits[m->first + (size_t)k].how].words);
		}
		st = fn(&found, payload, s->reterr);
	}
	return st;
}

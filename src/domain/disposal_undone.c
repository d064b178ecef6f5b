/* What was recorded by mistake and taken back as a whole: only the journal has it. */
#include <string.h>

#include "base/text.h"
#include "domain/disposal_inside.h"
#include "domain/setting.h"
#include "domain/sight.h"
#include "store/keep_back.h"
#include "store/undone.h"

typedef struct collecting {
	cnis_register *r;
	const disposal_kind *k;
	due_list *l;
	int64_t days; /* setting dispose.undone_days */
	bool whole;   /* records nobody is shown too */
} collecting;

/* ---- what is due -------------------------------------------------------------------------------
 */

static bool
before(const struct due *a, cnis_day day, int64_t id)
{
	return a->keep < day || (a->keep == day && a->id < id);
}

/* Ascending; of more than fit the first ones. */
static void
put(due_list *l, cnis_day keep, int64_t id)
{
	size_t i = l->n;

	while (i > 0 && !before(&l->at[i - 1], keep, id))
		i--;
	if (l->n == DISPOSAL_AT_ONCE) {
		l->more = true;
		if (i == l->n)
			return;
		l->n--;
	}
	memmove(l->at + i + 1, l->at + i, (l->n - i) * sizeof(l->at[0]));
	l->at[i] = (struct due){ .id = id, .keep = keep };
	l->n++;
}

enum { KEEP, DISPOSED };
static const char *const DAYS[] = { "keep_day", "disposed_day" };

static cnis_status
one_row(const store_undone *row, void *payload, cnis_error *reterr)
{
	collecting *c = payload;
	int64_t keep = cnis_instant_day(row->at) + c->days;

	(void)reterr;
	if (row->there[DISPOSED])
		return CNIS_OK;
	if (row->there[KEEP] && row->value[KEEP] < keep)
		keep = row->value[KEEP];
	if (keep < c->l->on &&
	    (keep > c->l->last_day || (keep == c->l->last_day && row->key > c->l->last_id)))
		put(c->l, (cnis_day)keep, row->key);
	return CNIS_OK;
}

/* ---- whom it was about -------------------------------------------------------------------------
 */

enum { DOCUMENT, CHILD, PERSON };
static const char *const SUBJECT[] = { "document_id", "child_id", "person_id" };

static cnis_status
one_subject(const store_undone *row, void *payload, cnis_error *reterr)
{
	const collecting *c = payload;
	struct due *at = NULL;

	for (size_t i = 0; at == NULL && i < c->l->n; i++)
		if (c->l->at[i].id == row->value[DOCUMENT])
			at = &c->l->at[i];
	if (at == NULL)
		return CNIS_OK;
	if (!c->whole && (sight_kept_back(c->r, row->value[CHILD]) ||
	                  store_kept_back(c->r->st, KEEP_PERSON, row->value[PERSON])))
		at->hidden = true;
	return at->held_for == 0 && row->there[CHILD]
	           ? disposal_ask_held(c->r, c->k, c->l->on, row->value[CHILD], at, reterr)
	           : CNIS_OK;
}

static void
take_hidden_out(due_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (!l->at[i].hidden)
			l->at[n++] = l->at[i];
	l->n = n;
}

cnis_status
disposal_undone(cnis_register *r, const disposal_kind *k, due_list *l, cnis_error *reterr)
{
	collecting c = { .r = r, .k = k, .l = l, .whole = sight_is_whole(r) };
	bool was;
	cnis_status st;

	l->n = 0;
	l->more = false;
	st = setting_int(r, "dispose.undone_days", store_today(r->file), &c.days, reterr);
	if (st == CNIS_OK)
		st = store_undone_walk(r->file, k->parts[0].table, DAYS,
		                       sizeof(DAYS) / sizeof(DAYS[0]), one_row, &c, reterr);
	if (st != CNIS_OK || l->n == 0)
		return st;
	l->last_day = l->at[l->n - 1].keep;
	l->last_id = l->at[l->n - 1].id;
	was = sight_whole(r, true);
	if (k->held != NULL)
		st = store_undone_walk(r->file, "document_subject", SUBJECT,
		                       sizeof(SUBJECT) / sizeof(SUBJECT[0]), one_subject, &c,
		                       reterr);
	(void)sight_whole(r, was);
	take_hidden_out(l);
	return st;
}

/* Children here already whom an answer to a row tells of: looked at, as on their page. */
#include <cnis/access.h>

#include "domain/fact.h"
#include "exchange/import_inside.h"

/* Up to so many ids become a row each in the access log. */
enum { ROW_EACH = 200 };

void
told_add(told_of *t, int64_t child_id)
{
	if (child_id == 0 || t->n == TOLD_MOST)
		return;
	for (size_t i = 0; i < t->n; i++)
		if (t->id[i] == child_id)
			return;
	t->id[t->n++] = child_id;
}

/* A child of this very file, taken back with it, is nobody to be noted. */
static cnis_status
keep_those_there(told_of *t, cnis_register *r, cnis_error *reterr)
{
	size_t n = 0;
	bool there = false;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < t->n; i++) {
		st = fact_exists(r, "child", t->id[i], &there, reterr);
		if (there)
			t->id[n++] = t->id[i];
	}
	t->n = n;
	return st;
}

cnis_status
told_note(told_of *t, cnis_register *r, const char *command, cnis_error *reterr)
{
	cnis_status st = keep_those_there(t, r, reterr);

	for (size_t at = 0; st == CNIS_OK && at < t->n; at += ROW_EACH)
		st = cnis_access_note(r, command, "", t->id + at,
		                      t->n - at < ROW_EACH ? t->n - at : ROW_EACH, reterr);
	t->n = 0;
	return st;
}

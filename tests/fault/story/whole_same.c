/* The whole register, who is who: found by anything, two records of one child, another body's list.
 */
#include "story.h"

#include <string.h>

#include <cnis/duplicate.h>
#include <cnis/find.h>
#include <cnis/match.h>
#include <cnis/merge.h>
#include <cnis/reference.h>
#include <cnis/registration.h>
#include <cnis/why.h>

LOOK(look_duplicate, cnis_duplicate)
LOOK(look_field, cnis_merge_field)
LOOK(look_found, cnis_found)
LOOK(look_merge, cnis_merge)
LOOK(look_note, cnis_registration_note)
LOOK(look_why, cnis_why_line)

static char key[CNIS_MATCH_KEY];

static cnis_status
look_id(int64_t child_id, void *payload, cnis_error *reterr)
{
	(void)child_id;
	(void)payload;
	(void)reterr;
	return CNIS_OK;
}

static cnis_status
found(cnis_register *r, cnis_error *e)
{
	static const char *const terms[] = { "kate sampel 2015-02-03", "n20ab noa", "9434765919",
		                             "02/03/2015" };
	cnis_find_query q = { .size = sizeof(q), .limit = 2 };
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < sizeof(terms) / sizeof(terms[0]); i++) {
		q.terms = terms[i];
		st = cnis_find(r, &q, look_found, NULL, e);
	}
	return st;
}

/* The look before saving: a boy with the name, home and parent of one who is here. */
static cnis_status
looked_before(cnis_register *r, cnis_error *e)
{
	cnis_form_address home = { .line1 = "1 Invented Row", .postcode = "N2 0AB" };
	cnis_form_child child = { .full_name = "Noah Sample", .born = story_day("2013-03-02") };
	cnis_form_parent parent = { .full_name = "Alex Sample" };
	cnis_form form = { .size = sizeof(form),
		           .children = &child,
		           .n_children = 1,
		           .parents = &parent,
		           .n_parents = 1,
		           .addresses = &home,
		           .n_addresses = 1 };

	return cnis_registration_check(r, &form, look_note, NULL, e);
}

static cnis_status
pairs(cnis_register *r, cnis_error *e)
{
	cnis_duplicate_query q = { .size = sizeof(q), .limit = 5 };
	cnis_status st = cnis_duplicate_walk(r, &q, look_duplicate, NULL, e);

	q.dismissed = true;
	if (st == CNIS_OK)
		st = cnis_duplicate_walk(r, &q, look_duplicate, NULL, e);
	q.child_id = known.family.child_id[0];
	if (st == CNIS_OK)
		st = cnis_duplicate_walk(r, &q, look_duplicate, NULL, e);
	return st;
}

static cnis_status
two_children(cnis_register *r, cnis_error *e)
{
	return cnis_duplicate_dismiss(r, known.family.child_id[1], known.pupil.child_id[0],
	                              "brother and sister", e);
}

static cnis_status
one_child(cnis_register *r, cnis_error *e)
{
	cnis_merge_new m = { .size = sizeof(m),
		             .child_id = known.pupil.child_id[0],
		             .same_as_id = known.family.child_id[0],
		             .reason = "the father spelled the name",
		             .certain = true };
	int64_t kept = 0;

	return cnis_merge_add(r, &m, &kept, e);
}

static cnis_status
side_by_side(cnis_register *r, cnis_error *e)
{
	int64_t one = known.family.child_id[0], other = known.pupil.child_id[0], kept = 0;
	cnis_status st = cnis_merge_compare(r, one, other, look_field, NULL, e);

	if (st == CNIS_OK)
		st = cnis_merge_walk(r, CNIS_DAY_NONE, true, look_merge, NULL, e);
	if (st == CNIS_OK)
		st = cnis_merge_kept(r, other, CNIS_DAY_NONE, &kept, e);
	if (st == CNIS_OK)
		st = cnis_merge_records(r, one, CNIS_DAY_NONE, look_id, NULL, e);
	if (st == CNIS_OK)
		st = cnis_why(r, CNIS_REF_CHILD, other, false, look_why, NULL, e);
	return st;
}

static cnis_status
not_one_child(cnis_register *r, cnis_error *e)
{
	int64_t kept = 0;

	return cnis_merge_end(r, known.pupil.child_id[0], "they are cousins", &kept, e);
}

/* ---- another body's list --------------------------------------------------------------------- */

static cnis_status
look_match(const cnis_match_row *row, void *payload, cnis_error *reterr)
{
	(void)payload;
	(void)reterr;
	if (row->row == 2 && row->key[0] != '\0')
		memcpy(key, row->key, sizeof(key));
	return CNIS_OK;
}

static cnis_status
matched(cnis_register *r, cnis_error *e)
{
	char file[512], map[512];
	cnis_match_options o = {
		.size = sizeof(o), .file = file, .map = map, .purpose = "a list of the hospital"
	};
	cnis_match done = { 0 };

	story_put("list.csv",
	          "no,name,born,post\n1,Catherine Sample,2015-03-02,N2 0AB\n"
	          "2,Noa Sample,2013-03-20,N2 0AB\n3,Nobody Here,2012-01-01,\n"
	          "4,,2012-01-01,\n",
	          file, sizeof(file));
	story_put("list.map",
	          "row_id = no\nfull_name = name\nborn = born\npostcode = post\n"
	          "sex := F\n",
	          map, sizeof(map));
	return cnis_match_run(r, &o, look_match, NULL, &done, e);
}

static cnis_status
row_decided(cnis_register *r, cnis_error *e)
{
	return cnis_match_decide(r, key, known.family.child_id[1], true, "asked the hospital", e);
}

static cnis_status
row_decided_otherwise(cnis_register *r, cnis_error *e)
{
	return cnis_match_decide(r, key, known.family.child_id[1], false, NULL, e);
}

const story_step story_whole_same[] = {
	{ "found", "boss", "2026-11-16", found, R },
	{ "looked before", "boss", "2026-11-16", looked_before, R },
	{ "pairs", "boss", "2026-11-16", pairs, R },
	{ "two children", "boss", "2026-11-16", two_children, W },
	{ "one child", "boss", "2026-11-16", one_child, W },
	{ "side by side", "boss", "2026-11-16", side_by_side, R },
	{ "the first list", "boss", "2026-11-16", matched, .stride = 1 },
	{ "the list again", "boss", "2026-11-16", matched, W },
	{ "row decided", "boss", "2026-11-16", row_decided, W },
	{ "row decided otherwise", "boss", "2026-11-17", row_decided_otherwise, W },
	{ "not one child", "boss", "2026-11-17", not_one_child, W },
	{ 0 },
};

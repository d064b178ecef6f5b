/* How the adult of a row is reached, what was asked about it, and in which language. */
#include <string.h>

#include "base/text.h"
#include "exchange/import_sheet.h"

static const char *const KINDS[REACHED_KINDS] = { "telephone", "mobile", "email" };

/* Who is not to be reached by it (a word of not_by), and what is asked of the number then. */
static const struct {
	const char *by, *wish;
	int of[2]; /* kinds; -1: none */
} NOT_BY[] = {
	{ "message", "no_message", { REACHED_TELEPHONE, REACHED_MOBILE } },
	{ "text", "no_writing", { REACHED_MOBILE, -1 } },
	{ "email", "no_writing", { REACHED_EMAIL, -1 } },
};

bool
sheet_reached(const sheet_take *t, int at)
{
	for (int k = 0; k < REACHED_KINDS; k++)
		if (t->text[at + k] != NULL)
			return true;
	return false;
}

static void
ask_not(cnis_form_contact_point *point, const char *wishes[3], const char *wish)
{
	if (point != NULL)
		wishes[point->n_wishes++] = wish;
}

/* What is asked of each number; it takes no more room than three. */
static void
fill_wishes(sheet_take *t, int at, cnis_form_contact_point *const has[REACHED_KINDS],
            sheet_reach *reach)
{
	const char *not_by = t->text[at + REACHED_NOT_BY];
	const char *first = t->text[at + REACHED_FIRST];
	bool left_out = false;

	for (size_t i = 0; i < sizeof(NOT_BY) / sizeof(NOT_BY[0]); i++) {
		bool any = false;

		for (size_t o = 0; sheet_says(not_by, NOT_BY[i].by) && o < 2; o++) {
			int k = NOT_BY[i].of[o];

			if (k >= 0)
				ask_not(has[k], reach->wishes[k], NOT_BY[i].wish);
			any = any || (k >= 0 && has[k] != NULL);
		}
		left_out = left_out || (sheet_says(not_by, NOT_BY[i].by) && !any);
	}
	for (int k = 0; k < REACHED_KINDS; k++)
		if (text_same(first, KINDS[k])) {
			ask_not(has[k], reach->wishes[k], "preferred");
			left_out = left_out || has[k] == NULL;
		}
	if (left_out)
		sheet_assume(t, ASSUMED_UNREACHED);
}

static void
fill_letters(sheet_take *t, int at, bool home, cnis_form_parent *p)
{
	static const int first_address[] = { 0 };
	bool none = sheet_says(t->text[at + REACHED_NOT_BY], "post");
	bool first = text_same(t->text[at + REACHED_FIRST], "post");

	if ((none || first) && !home) {
		sheet_assume(t, ASSUMED_UNREACHED);
		return;
	}
	p->do_not_write_to = first_address;
	p->n_do_not_write_to = none ? 1 : 0;
	p->write_to = first_address;
	p->n_write_to = first ? 1 : 0;
}

void
sheet_reach_fill(sheet_take *t, int at, bool home, cnis_form_parent *p, sheet_reach *reach)
{
	cnis_form_contact_point *has[REACHED_KINDS] = { NULL };
	const char *times = t->text[at + REACHED_TIMES];
	const char *first = t->text[at + REACHED_FIRST];
	size_t n = 0;

	memset(reach, 0, sizeof(*reach));
	if ((text_same(first, "email") || text_same(first, "post")) &&
	    sheet_says(t->text[at + REACHED_NOT_BY], first))
		(void)sheet_reject(t, at + REACHED_NOT_BY, WRONG_VALUE, "",
		                   "preferred, and yet nothing may be written there");
	for (int k = 0; k < REACHED_KINDS; k++)
		if (t->text[at + k] != NULL) {
			has[k] = &reach->point[n++];
			*has[k] = (cnis_form_contact_point){ .kind = KINDS[k],
				                             .value = t->text[at + k],
				                             .from = CNIS_DAY_NONE,
				                             .wishes = reach->wishes[k] };
		}
	fill_wishes(t, at, has, reach);
	for (int k = REACHED_TELEPHONE; k <= REACHED_MOBILE; k++)
		if (has[k] != NULL)
			has[k]->safe_times = times;
	if (times != NULL && has[REACHED_TELEPHONE] == NULL && has[REACHED_MOBILE] == NULL)
		sheet_assume(t, ASSUMED_UNREACHED);
	fill_letters(t, at, home, p);
	p->contact_points = reach->point;
	p->n_contact_points = n;
	p->language = t->text[at + REACHED_LANGUAGE];
	p->interpreter = t->text[at + REACHED_INTERPRETER];
	p->format = t->text[at + REACHED_FORMAT];
}

/* The report of an import: what was wrong, by kind, and what was assumed. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "exchange/import_sheet.h"

const char *
sheet_problem_words(sheet_problem wrong)
{
	static const char *const words[WRONG_KINDS] = {
		[WRONG_COLUMNS] = "not as many columns as the header",
		[WRONG_MISSING] = "a value is missing",
		[WRONG_TEXT] = "text that cannot be kept",
		[WRONG_DAY] = "not a day that can be",
		[WRONG_CODE] = "unknown code",
		[WRONG_NUMBER] = "a number that cannot be right",
		[WRONG_VALUE] = "a value the register refuses",
		[WRONG_AGAIN] = "the same row again",
		[WRONG_HERE] = "here already under another row",
		[WRONG_LIKELY] = "perhaps a child who is here already: a person must look",
		[WRONG_AGE] = "not eligible: school age or area",
		[WRONG_CONSENT] = "on a school roll, or consent may be needed: a person must look",
		[WRONG_LINK] = "whom it belongs to is not here",
	};

	return wrong < WRONG_KINDS ? words[wrong] : "";
}

static const char *
assumed_words(sheet_assumption a)
{
	static const char *const words[ASSUMED_KINDS] = {
		[ASSUMED_SOURCE] = "who told of it is not said: taken as this authority",
		[ASSUMED_RECEIVED] = "when it was received is not said: taken as today",
		[ASSUMED_SEX] = "sex is not said: taken as not known",
		[ASSUMED_ROUTE] = "route is not said: taken as home education",
		[ASSUMED_FROM] = "first day on the route is not said: taken as the day received",
		[ASSUMED_REASON] = "primary reason is not said: taken as unknown",
		[ASSUMED_HELD] = ("a reason or prior setting the map gives every row, for a child "
		                  "who is held and not entered: left out"),
		[ASSUMED_HEALTH] = ("whether a child who is held is absent for health is not said: "
		                    "taken as not known"),
		[ASSUMED_ALONE] = "no family number: taken as a family of its own",
		[ASSUMED_SIBLING] = ("much like another child of the same family number: taken as "
		                     "brothers and sisters"),
		[ASSUMED_ADULT] = ("an adult of the same name in the same family: taken as one "
		                   "person"),
		[ASSUMED_APART] = ("brothers and sisters with different addresses: each kept at "
		                   "its own"),
		[ASSUMED_HOMELESS] = "no address: somebody is to ask where the child lives",
		[ASSUMED_RELATION] = "relationship is not said: taken as parent",
		[ASSUMED_RESPONSIBILITY] =
		    "parental responsibility is not said: taken as not known",
		[ASSUMED_SINCE] = "first day is not said: taken as not known",
		[ASSUMED_HOME] = "kind of address is not said: taken as home",
		[ASSUMED_SETTLED] = ("an outcome that needs a second officer or a next step: "
		                     "taken as settled in the previous system"),
		[ASSUMED_REVIEWER] = "reviewer of the previous system: kept in the reasons",
		[ASSUMED_METHOD] = "how it was reviewed is not said: taken as not recorded",
		[ASSUMED_EVIDENCE] = "what was looked at is not said: taken as not recorded",
		[ASSUMED_VOICE] = "the child's voice is not said: taken as not recorded",
		[ASSUMED_DIRECTION] = "direction is not said: taken as from the authority",
		[ASSUMED_WRITER] = "who wrote it in the previous system: kept in the note",
		[ASSUMED_UNREACHED] =
		    "asked of a number or address the row does not have: left out",
	};

	return words[a];
}

static void
add(sheet_count *c, int64_t line)
{
	if (c->rows++ == 0)
		c->line = line;
}

void
sheet_notes_reject(sheet_notes *n, const sheet_take *t)
{
	add(&n->wrong[t->wrong], t->line);
}

void
sheet_notes_taken(sheet_notes *n, const sheet_take *t)
{
	for (int i = 0; i < ASSUMED_KINDS; i++)
		if ((t->assumed >> i & 1U) != 0)
			add(&n->assumed[i], t->line);
	for (int i = 0; i < MAP_FIELDS; i++) {
		if (t->given[i] == GIVEN_BY_DEFAULT)
			add(&n->given[i], t->line);
		if (t->given[i] == GIVEN_BY_CONSTANT)
			add(&n->constant[i], t->line);
	}
}

typedef struct telling {
	cnis_import_note_fn fn;
	void *payload;
	cnis_error *err;
	cnis_status st;
} telling;

static void
tell(telling *t, const char *section, const char *words, const char *field, sheet_count c)
{
	const cnis_import_note note = {
		.section = section, .words = words, .field = field, .rows = c.rows, .line = c.line
	};

	if (t->st == CNIS_OK && c.rows > 0)
		t->st = t->fn(&note, t->payload, t->err);
}

cnis_status
sheet_notes_tell(const sheet_notes *n, const sheet_kind *k, const import_map *m,
                 cnis_import_note_fn fn, void *payload, cnis_error *reterr)
{
	telling t = { fn, payload, reterr, CNIS_OK };
	char words[160];

	for (int i = 0; i < WRONG_KINDS; i++)
		tell(&t, "problem", sheet_problem_words((sheet_problem)i), "", n->wrong[i]);
	for (int i = 0; i < ASSUMED_KINDS; i++)
		tell(&t, "assumption", assumed_words((sheet_assumption)i), "", n->assumed[i]);
	for (int i = 0; k->field[i].name != NULL; i++) {
		const char *name = k->field[i].name;

		tell(&t, "assumption", "the cell is empty: the default of the map", name,
		     n->given[i]);
		tell(&t, "assumption", "the constant of the map", name, n->constant[i]);
		if (n->settled[i] == 0)
			continue;
		(void)snprintf(words, sizeof(words),
		               "dates are read as %s, as the row on this line alone can be read",
		               m->field[i].format);
		tell(&t, "assumption", words, name, (sheet_count){ 1, n->settled[i] });
	}
	return t.st;
}

/* Inputs of the calculator in, outputs and the sentence out. */
#include <string.h>

#include "base/error.h"
#include "rule/authority.h"
#include "rule/eval.h"

/* A date outside these years is a slip of typing, and arithmetic on it could leave the calendar. */
enum { FIRST_YEAR = 1900, LAST_YEAR = 2200 };

void
eval_fail(eval *e, const char *name, const char *problem)
{
	if (e->st != CNIS_OK)
		return;
	e->st = cnis_fail(e->err, CNIS_EINVAL, 0, "rule.eval", name, "%s %s", name, problem);
}

static const cnis_rule_input *
given(const eval *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->in[i].name, name) == 0)
			return &e->in[i];
	for (size_t i = 0; i < e->context->n_defaults; i++)
		if (strcmp(e->context->defaults[i].name, name) == 0)
			return &e->context->defaults[i];
	return NULL;
}

const char *
eval_text(const eval *e, const char *name)
{
	const cnis_rule_input *in = given(e, name);

	return in == NULL ? NULL : in->text;
}

cnis_day
eval_day_or_none(eval *e, const char *name)
{
	const char *text = eval_text(e, name);
	cnis_day day = CNIS_DAY_NONE;

	if (text == NULL)
		return CNIS_DAY_NONE;
	if (cnis_day_parse(text, &day) != CNIS_OK)
		eval_fail(e, name, "is not a date: write it as 2026-11-21");
	else if (day < cnis_day_make(FIRST_YEAR, 1, 1) || day > cnis_day_make(LAST_YEAR, 12, 31))
		eval_fail(e, name, "is outside the years 1900 to 2200");
	return day;
}

cnis_day
eval_day(eval *e, const char *name)
{
	cnis_day day = eval_day_or_none(e, name);

	if (day == CNIS_DAY_NONE)
		eval_fail(e, name, "is needed");
	/* The first mistake is kept; from here on any day will do. */
	return e->st == CNIS_OK ? day : 0;
}

/* -1 for anything but a truth value. */
static int
truth(const char *text)
{
	if (strcmp(text, "true") == 0 || strcmp(text, "yes") == 0)
		return 1;
	return strcmp(text, "false") == 0 || strcmp(text, "no") == 0 ? 0 : -1;
}

bool
eval_bool_or(eval *e, const char *name, bool otherwise)
{
	const char *text = eval_text(e, name);
	int value;

	if (text == NULL)
		return otherwise;
	value = truth(text);
	if (value < 0)
		eval_fail(e, name, "must be true or false");
	return value == 1;
}

bool
eval_bool(eval *e, const char *name)
{
	if (eval_text(e, name) == NULL)
		eval_fail(e, name, "is needed: true or false");
	return eval_bool_or(e, name, false);
}

int
eval_int_or(eval *e, const char *name, int otherwise, int least, int most)
{
	const char *text = eval_text(e, name);
	int64_t value = 0;

	if (text == NULL)
		return otherwise;
	if (!text_int(text, &value) || value < least || value > most) {
		eval_fail(e, name, "must be a whole number of a sensible size");
		return least;
	}
	return (int)value;
}

int64_t
eval_hundredths(eval *e, const char *name, int64_t most)
{
	const char *text = eval_text(e, name);
	int64_t value = -1;

	if (text == NULL)
		return -1;
	if (!text_hundredths(text, &value) || value > most)
		eval_fail(e, name,
		          "must be a number with at most two decimals, of a sensible size");
	return value;
}

int
eval_choice_or(eval *e, const char *name, const char *choices, int otherwise)
{
	const char *text = eval_text(e, name);
	const char *at = choices;

	if (text == NULL)
		return otherwise;
	for (int i = 0; *at != '\0'; i++) {
		size_t n = strcspn(at, " ");

		if (strlen(text) == n && memcmp(at, text, n) == 0)
			return i;
		at += n + strspn(at + n, " ");
	}
	if (e->st == CNIS_OK)
		e->st = cnis_fail(e->err, CNIS_EINVAL, 0, "rule.eval", name,
		                  "%s must be one of: %s", name, choices);
	return 0;
}

int
eval_choice(eval *e, const char *name, const char *choices)
{
	if (eval_text(e, name) == NULL)
		eval_fail(e, name, "is needed");
	return eval_choice_or(e, name, choices, 0);
}

void
eval_school_year(eval *e, int *ret_month, int *ret_day)
{
	static const char name[] = "school_year_starts";
	const char *text = eval_text(e, name);
	char date[CNIS_DAY_ISO_SIZE];
	text_buf b = text_buf_on(date, sizeof(date));
	cnis_day day = CNIS_DAY_NONE;

	*ret_month = 0;
	*ret_day = 0;
	if (text == NULL)
		return;
	text_add(&b, "2001-"); /* any common year: 29 February never begins a school year */
	text_add(&b, text);
	/* s. 579(1): it begins with the first term after July. */
	if (b.cut || cnis_day_parse(date, &day) != CNIS_OK || day < cnis_day_make(2001, 8, 1)) {
		eval_fail(e, name, "must be MM-DD from 08-01 to 12-31");
		return;
	}
	cnis_day_split(day, NULL, ret_month, ret_day);
}

void
eval_authority(eval *e, const char *name, char code[4])
{
	const char *text = eval_text(e, name);

	code[0] = '\0';
	if (text_empty(text))
		return;
	/* Wales and authorities since replaced too: enquiries are not only made in England today.
	 */
	if (!rule_upn_authority(text))
		eval_fail(e, name, "must be the 3-digit code of an authority, or null");
	(void)text_copy(code, 4, text);
}

/* One word of the list. */
static void
add_conductor(eval *e, const char *name, const char *word, size_t len, rule_conductors *ret)
{
	static const char unknown[] = "unknown";
	char code[RULE_AUTHORITY_SIZE] = "";

	if (len == sizeof(unknown) - 1 && memcmp(word, unknown, len) == 0) {
		ret->unknown = true;
		return;
	}
	if (len < sizeof(code))
		memcpy(code, word, len);
	if (!rule_upn_authority(code))
		eval_fail(e, name,
		          "must be 3-digit codes of authorities, or unknown, separated by spaces, "
		          "or null");
	else
		rule_conductors_add(ret, code);
}

void
eval_authorities(eval *e, const char *name, rule_conductors *ret)
{
	const char *at = eval_text(e, name);

	*ret = (rule_conductors){ 0 };
	if (at == NULL)
		return;
	for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");

		add_conductor(e, name, at, n, ret);
		at += n;
	}
}

/* Every calculator has at most CNIS_RULE_OUTPUTS outputs: tests work each of them out. */
static cnis_rule_output *
next(eval *e, const char *name, cnis_rule_type type)
{
	cnis_rule_output *out = &e->v.out[e->v.n++];

	out->name = name;
	out->type = type;
	return out;
}

void
out_day(eval *e, const char *name, cnis_day value)
{
	cnis_rule_output *out =
	    next(e, name, value == CNIS_DAY_NONE ? CNIS_RULE_NULL : CNIS_RULE_DAY);

	(void)cnis_day_iso(value, out->text);
}

void
out_bool(eval *e, const char *name, bool value)
{
	cnis_rule_output *out = next(e, name, CNIS_RULE_BOOL);

	(void)text_copy(out->text, sizeof(out->text), value ? "true" : "false");
}

void
out_answer(eval *e, const char *name, rule_answer value)
{
	if (value == RULE_NOT_KNOWN)
		out_text(e, name, NULL);
	else
		out_bool(e, name, value == RULE_YES);
}

void
out_text(eval *e, const char *name, const char *value)
{
	cnis_rule_output *out = next(e, name, value == NULL ? CNIS_RULE_NULL : CNIS_RULE_TEXT);

	(void)text_copy(out->text, sizeof(out->text), value);
}

void
out_list(eval *e, const char *name, const char *value)
{
	cnis_rule_output *out = next(e, name, CNIS_RULE_LIST);

	(void)text_copy(out->text, sizeof(out->text), value);
}

void
why(eval *e, const char *text)
{
	text_add(&e->why, text);
}

void
why_day(eval *e, cnis_day day)
{
	text_add_day(&e->why, day);
}

void
why_int(eval *e, int value)
{
	text_add_int(&e->why, value);
}

void
why_hundredths(eval *e, int64_t value)
{
	text_add_hundredths(&e->why, value);
}

void
eval_in_force(eval *e, const char *name, cnis_day on)
{
	bool in_force = rule_in_force(eval_day_or_none(e, name), on);

	out_bool(e, "in_force", in_force);
	if (!in_force)
		why(e, "; the section is not in force on that day, so nobody is bound by it yet");
}

#include "cli/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

cnis_fact
facts_fact(const cli *x)
{
	const cnis_fact fact = { .from = cli_day(x, "from"),
		                 .to = CNIS_DAY_NONE,
		                 .received = cli_day(x, "received"),
		                 .source = cli_text(x, "source"),
		                 .basis = cli_text(x, "basis") };

	return fact;
}

/* Is @p word one of the space-separated words? */
static bool
among(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (; *words != '\0';
	     words += words[strcspn(words, " ")] == '\0' ? strlen(words) : strcspn(words, " ") + 1)
		if (strncmp(words, word, n) == 0 && (words[n] == ' ' || words[n] == '\0'))
			return true;
	return false;
}

cnis_status
facts_verb(cli *x, int n_add, int n_end, const char *end_options, bool *ret_add, int64_t *ret_child)
{
	const char *verb = cli_arg(x, 0);
	bool add = strcmp(verb, "add") == 0;
	int n;

	if (!add && strcmp(verb, "end") != 0)
		return cli_fail(x, CNIS_EINVAL, "", "say add or end before the child");
	n = add ? n_add : n_end;
	if (x->n_args != n)
		return cli_fail(x, CNIS_EINVAL, "", "%s takes %d arguments after it", verb, n - 1);
	for (const cli_option *o = x->command->options; o->type != CLI_END; o++) {
		if (!cli_given(x, o->name))
			continue;
		if (!add && !among(end_options, o->name))
			return cli_fail(x, CNIS_EINVAL, o->name, "means nothing when ending");
		if (add && strcmp(o->name, "on") == 0)
			return cli_fail(x, CNIS_EINVAL, o->name,
			                "is the last day, for end; the first is --from");
	}
	*ret_add = add;
	return cli_arg_ref(x, 1, CNIS_REF_CHILD, ret_child);
}

/* In this command the object is the whole file: its path in a form says nothing to anybody. */
static void
short_field(cli *x, const char *path)
{
	char *field = x->error.field;
	size_t n = strlen(path);

	if (strncmp(field, path, n) != 0)
		return;
	n += field[n] == '.' ? 1 : 0;
	memmove(field, field + n, strlen(field + n) + 1);
}

cnis_status
facts_file(cli *x, const char *before, const char *after, const char *path, cnis_form_doc **ret_doc)
{
	char *text = NULL;
	char *whole = NULL;
	size_t len = 0;
	size_t size;
	cnis_status st;

	*ret_doc = NULL;
	if (!cli_given(x, "file"))
		return CNIS_OK;
	st = cli_read(x, cli_text(x, "file"), CNIS_FORM_BYTES - 100, &text, &len);
	if (st != CNIS_OK)
		return st;
	size = len + strlen(before) + strlen(after) + 1;
	whole = malloc(size);
	if (whole == NULL) {
		st = cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	} else if (strlen(text) != len) {
		st = cli_fail(x, CNIS_EINVAL, "file", "holds a NUL byte");
	} else {
		(void)snprintf(whole, size, "%s%s%s", before, text, after);
		st = cnis_form_read(whole, size - 1, ret_doc, &x->error);
		if (st != CNIS_OK)
			short_field(x, path);
	}
	free(whole);
	free(text);
	return st;
}

void
facts_line(cli *x, const cnis_form_doc *doc, const char *path)
{
	char whole[128];
	size_t len = strlen(x->error.message);

	if (doc == NULL || x->error.field[0] == '\0' || len + 24 >= sizeof(x->error.message))
		return;
	(void)snprintf(whole, sizeof(whole), "%s.%s", path, x->error.field);
	(void)snprintf(x->error.message + len, sizeof(x->error.message) - len, " (line %d)",
	               cnis_form_doc_line(doc, whole));
}

cnis_status
facts_ask(cli *x, const char *field, const char *question, char **ret_text)
{
	cnis_status st = cli_ask(x, field, question, ret_text);

	if (st == CNIS_OK && (*ret_text)[0] == '\0') {
		free(*ret_text);
		*ret_text = NULL;
	}
	return st;
}

/* A number of hours at @p text, which it moves past. */
static bool
hours_at(const char **text, double *ret)
{
	char *end = NULL;

	if (**text < '0' || **text > '9')
		return false;
	*ret = strtod(*text, &end);
	*text = end;
	return *ret <= 168;
}

bool
facts_hours(const char *text, double *ret_low, double *ret_high)
{
	double low = -1.0;
	double high = -1.0;

	if (!hours_at(&text, &low))
		return false;
	text += strspn(text, " ");
	if (*text == '-') {
		text += 1 + strspn(text + 1, " ");
		if (!hours_at(&text, &high) || high < low)
			return false;
	}
	if (*text != '\0')
		return false;
	*ret_low = low;
	*ret_high = high;
	return true;
}

void
facts_provision(const cnis_provision *p, char *text, size_t size)
{
	size_t len = 0;

	text[0] = '\0';
	if (p->provider_name != NULL)
		(void)snprintf(text, size, "%s", p->provider_name);
	len = strlen(text);
	if (p->hours_week >= 0 && p->hours_week_high > p->hours_week)
		(void)snprintf(text + len, size - len, "%s%g to %g hours a week",
		               len > 0 ? "; " : "", p->hours_week, p->hours_week_high);
	else if (p->hours_week >= 0)
		(void)snprintf(text + len, size - len, "%s%g hours a week", len > 0 ? "; " : "",
		               p->hours_week);
	for (size_t i = 0; i < p->n_places + p->n_webs; i++) {
		const char *where = i < p->n_places ? p->places[i] : p->webs[i - p->n_places];

		len = strlen(text);
		if (len + strlen(where) + 3 < size)
			(void)snprintf(text + len, size - len, "%s%s", len > 0 ? "; " : "", where);
	}
}

cnis_status
facts_place_take(cli *x, facts_place *p)
{
	cnis_status st;

	p->place.size = sizeof(p->place);
	p->kind = cli_given(x, "kind") ? cli_text(x, "kind") : "home";
	p->place.place_kind = cli_text(x, "place");
	st = facts_file(x, "{\"addresses\": [", "]}", FACTS_ADDRESS_PATH, &p->doc);
	if (st != CNIS_OK || p->doc != NULL)
		return st;
	if (p->place.place_kind != NULL && strcmp(p->place.place_kind, "no_fixed_abode") == 0)
		return CNIS_OK; /* the area is all there is to say */
	st = facts_ask(x, "line1", "First line of the new address", &p->lines[0]);
	if (st == CNIS_OK)
		st = facts_ask(x, "town", "Town", &p->lines[1]);
	if (st == CNIS_OK)
		st = facts_ask(x, "postcode", "Postcode", &p->lines[2]);
	p->place.line1 = p->lines[0];
	p->place.town = p->lines[1];
	p->place.postcode = p->lines[2];
	return st;
}

cnis_status
facts_place_fill(cli *x, facts_place *p, cnis_fact *fact)
{
	const cnis_form *form;
	const cnis_form_address *a;

	p->place.authority = cli_given(x, "authority") ? cli_text(x, "authority")
	                                               : cnis_register_authority(x->r);
	if (p->doc == NULL)
		return CNIS_OK;
	form = cnis_form_doc_form(p->doc);
	a = form->addresses;
	if (form->n_addresses != 1)
		return cli_fail(x, CNIS_EINVAL, "file", "must hold one address, filled in");
	if (a->to != CNIS_DAY_NONE)
		return cli_fail(x, CNIS_EINVAL, "to", "a new address has no last day yet");
	p->place.line1 = a->line1;
	p->place.line2 = a->line2;
	p->place.line3 = a->line3;
	p->place.town = a->town;
	p->place.county = a->county;
	p->place.postcode = a->postcode;
	p->place.uprn = a->uprn;
	if (a->place != NULL && !cli_given(x, "place"))
		p->place.place_kind = a->place;
	if (a->authority != NULL && !cli_given(x, "authority"))
		p->place.authority = a->authority;
	if (a->kind != NULL && !cli_given(x, "kind"))
		p->kind = a->kind;
	if (fact->from == CNIS_DAY_NONE)
		fact->from = a->from;
	return strcmp(p->kind, "previous") == 0
	           ? cli_fail(x, CNIS_EINVAL, "kind", "must be home, additional or correspondence")
	           : CNIS_OK;
}

void
facts_place_clear(facts_place *p)
{
	for (size_t i = 0; i < sizeof(p->lines) / sizeof(p->lines[0]); i++)
		free(p->lines[i]);
	cnis_form_doc_free(p->doc);
}

void
facts_place_words(const char *place_kind, char *text, size_t size)
{
	static const char *const words[][2] = { { "site", "site" },
		                                { "mooring", "mooring" },
		                                { "temporary", "temporary" },
		                                { "care_of", "care of" },
		                                { "no_fixed_abode", "no fixed abode" } };
	size_t len = strlen(text);

	for (size_t i = 0; place_kind != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(place_kind, words[i][0]) == 0)
			(void)snprintf(text + len, size - len, len > 0 ? " (%s)" : "%s",
			               words[i][1]);
}

void
facts_wish(const cnis_contact_wish *w, bool whose, char *text, size_t size)
{
	bool point = w->contact_point_id != 0;

	(void)snprintf(text, size, "%s%s%s%s%s",
	               whose ? cli_reference(CNIS_REF_PERSON, w->person_id) : "",
	               whose ? " at " : "",
	               cli_reference(point ? CNIS_REF_CONTACT_POINT : CNIS_REF_ADDRESS,
	                             point ? w->contact_point_id : w->address_id),
	               w->words != NULL ? ": " : "", w->words != NULL ? w->words : "");
}

void
facts_communication(const cnis_communication *m, char *text, size_t size)
{
	(void)snprintf(text, size, "interpreter %s, %s", m->interpreter, m->format);
}

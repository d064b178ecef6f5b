/* Working a duty out from its kept inputs, with the settings and calendars of this register. */
#include "domain/duty.h"

#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/calendar.h"
#include "domain/rule_defaults.h"

enum { INPUTS = 24, NAME_SIZE = 48, VALUE_SIZE = 128 };

/* The members of one flat object, kept past the reader's own memory. */
typedef struct members {
	size_t n;
	cnis_rule_input in[INPUTS];
	char name[INPUTS][NAME_SIZE];
	char value[INPUTS][VALUE_SIZE];
	bool counts_days; /* working or school days: a calendar is needed */
} members;

static bool
keep(const char *name, const char *value, void *payload)
{
	members *m = payload;

	if (m->n == INPUTS || !text_copy(m->name[m->n], NAME_SIZE, name) ||
	    !text_copy(m->value[m->n], VALUE_SIZE, value))
		return false;
	m->in[m->n].name = m->name[m->n];
	m->in[m->n].text = value == NULL ? NULL : m->value[m->n];
	if (value != NULL && strcmp(name, "unit") == 0 && strcmp(value, "calendar") != 0)
		m->counts_days = true;
	m->n++;
	return true;
}

cnis_status
duty_eval(cnis_register *r, const char *rule, const char *inputs, cnis_day on,
          cnis_rule_verdict *ret, cnis_error *reterr)
{
	const cnis_rule *known = cnis_rule_find(rule);
	members m = { 0 };
	rule_defaults defaults;
	calendar_loaded working = { 0 };
	calendar_loaded school = { 0 };
	cnis_rule_context context = { 0 };
	cnis_status st = CNIS_OK;

	if (!flat_read(inputs == NULL ? "{}" : inputs, keep, &m))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "duty.eval", "inputs",
		                 "the inputs kept with rule '%s' cannot be read", rule);
	if (known != NULL) {
		/* whether a section is in force is no fact of the duty: it is asked again */
		st = rule_defaults_load(r, known, on, &defaults, reterr);
		context.defaults = defaults.in;
		context.n_defaults = defaults.n;
	}
	if (st == CNIS_OK && m.counts_days) {
		st = calendar_load(r, "england", on, &working, reterr);
		if (st == CNIS_OK)
			st = calendar_load(r, "authority", on, &school, reterr);
		context.working = &working.rule;
		context.school = school.found ? &school.rule : NULL;
	}
	if (st == CNIS_OK)
		st = cnis_rule_eval(rule, m.in, m.n, &context, ret, reterr);
	calendar_clear(&working);
	calendar_clear(&school);
	return st;
}

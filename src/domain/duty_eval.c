/* Working a duty out from its kept inputs, with the settings and calendars of this register. */
#include "domain/duty.h"

#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/calendar.h"
#include "domain/duty_inside.h"
#include "domain/rule_defaults.h"

enum { Q_SCHOOL, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_SCHOOL] = { "duty_eval.school", "SELECT school_urn FROM entry WHERE id = :id" },
};
/* clang-format on */

enum { INPUTS = 24, NAME_SIZE = 48, VALUE_SIZE = 128 };

/* The members of one flat object, kept past the reader's own memory. */
typedef struct members {
	size_t n;
	cnis_rule_input in[INPUTS];
	char name[INPUTS][NAME_SIZE];
	char value[INPUTS][VALUE_SIZE];
	const char *calendar; /* whose school days */
	bool counts_days;     /* working or school days: a calendar is needed */
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
	if (strcmp(name, "calendar") == 0)
		m->calendar = m->in[m->n].text;
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
	cnis_status st = flat_read(inputs == NULL ? "{}" : inputs, keep, &m);

	if (st == CNIS_ENOMEM)
		return cnis_nomem(reterr, "duty.eval");
	if (st != CNIS_OK)
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
			st = calendar_load(r, m.calendar == NULL ? "authority" : m.calendar, on,
			                   &school, reterr);
		context.school_name = m.calendar;
		context.working = &working.rule;
		context.school = school.found ? &school.rule : NULL;
	}
	if (st == CNIS_OK)
		st = cnis_rule_eval(rule, m.in, m.n, &context, ret, reterr);
	calendar_clear(&working);
	calendar_clear(&school);
	return st;
}

/* Add a calendar that has days of its own. */
static cnis_status
add_calendar(cnis_register *r, const char *name, cnis_day on, duty_calendars *ret,
             cnis_error *reterr)
{
	calendar_loaded cal = { 0 };
	cnis_status st = calendar_load(r, name, on, &cal, reterr);

	if (st == CNIS_OK && cal.own)
		(void)text_copy(ret->name[ret->n++], sizeof(ret->name[0]), name);
	calendar_clear(&cal);
	return st;
}

cnis_status
duty_calendars_of(cnis_register *r, int64_t entry_id, cnis_day on, duty_calendars *ret,
                  cnis_error *reterr)
{
	char urn[sizeof(ret->name[0])] = "";
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SCHOOL], &c, reterr);

	*ret = (duty_calendars){ 0 };
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", entry_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		(void)text_copy(urn, sizeof(urn), col_text(&c, 0));
	stmt_close(&c);
	if (st == CNIS_OK && urn[0] != '\0')
		st = add_calendar(r, urn, on, ret, reterr);
	return st == CNIS_OK ? add_calendar(r, "authority", on, ret, reterr) : st;
}

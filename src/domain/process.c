/* Checks shared by the nouns around an entry. */
#include "domain/process.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/same.h"

enum { Q_CHILD, Q_PERSON, Q_RELATED, Q_CODE, Q_ENTRY, Q_DUE, Q_OPEN, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_CHILD] = { "process.child",
		"SELECT born_day FROM child WHERE id = :child" },
	[Q_PERSON] = { "process.person",
		"SELECT 1 FROM person WHERE id = :person" },
	[Q_RELATED] = { "process.related",
		"SELECT 1 FROM relationship WHERE person_id = :person"
		" AND child_id IN " SAME_CHILD(SAME_NOW) " LIMIT 1" },
	[Q_CODE] = { "process.code",
		"SELECT 1 FROM code WHERE list = :list AND code = :code"
		" AND (from_day IS NULL OR from_day <= :on) AND (to_day IS NULL OR to_day >= :on)" },
	[Q_ENTRY] = { "process.entry",
		"SELECT e.id, e.registered_day, (e.to_day IS NULL OR e.to_day >= :today)"
		" AND c.school_age_to >= :today, e.child_id, e.from_day > :on"
		" FROM entry e JOIN child c ON c.id = e.child_id"
		" WHERE e.child_id IN " SAME_CHILD(SAME_NOW)
		" AND (e.from_day <= :on OR :later) AND (e.to_day IS NULL OR e.to_day >= :on)"
		" AND c.school_age_to >= :on ORDER BY e.from_day > :on, e.child_id = :child DESC,"
		" CASE WHEN e.from_day > :on THEN -e.from_day ELSE e.from_day END DESC, e.id DESC LIMIT 1" },
	[Q_DUE] = { "process.due",
		"SELECT due_day FROM duty WHERE id = :id" },
	[Q_OPEN] = { "process.open",
		"SELECT 1 FROM duty WHERE withdrawal_id = :withdrawal AND kind = :kind AND state = 'open'"
		" LIMIT 1" },
};
/* clang-format on */

/* One row at most; @p ret is its first column. */
static cnis_status
one(cursor *c, bool *ret_found, int64_t *ret, cnis_error *reterr)
{
	bool row = false;
	cnis_status st = stmt_step(c, &row, reterr);

	if (st == CNIS_OK) {
		*ret_found = row;
		if (row && ret)
			*ret = col_int(c, 0);
	}
	stmt_close(c);
	return st;
}

cnis_status
process_child(cnis_register *r, int64_t child_id, const char *where, cnis_day *ret_born,
              cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = false;
	int64_t born = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_CHILD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = one(&c, &found, &born, reterr);
	if (st != CNIS_OK)
		return st;
	if (!found)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (ret_born)
		*ret_born = (cnis_day)born;
	return CNIS_OK;
}

cnis_status
process_person(cnis_register *r, int64_t child_id, int64_t person_id, const char *where,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = false;
	cnis_status st;

	if (person_id == 0)
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_PERSON], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person_id);
	st = one(&c, &found, NULL, reterr);
	if (st != CNIS_OK)
		return st;
	if (!found)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "person", "no such person");
	st = stmt_open(r->st, &SQL[Q_RELATED], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":person", person_id);
	stmt_int(&c, ":child", child_id);
	st = one(&c, &found, NULL, reterr);
	if (st == CNIS_OK && !found)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		                 "this person is not recorded as related to the child");
	return st;
}

cnis_status
process_code(cnis_register *r, const char *list, const char *code, cnis_day on, const char *where,
             const char *field, cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = false;
	cnis_status st;

	if (text_empty(code))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
		                 "missing: a code of the list '%s' is needed", list);
	st = stmt_open(r->st, &SQL[Q_CODE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":list", list);
	stmt_text(&c, ":code", code);
	stmt_int(&c, ":on", on);
	st = one(&c, &found, NULL, reterr);
	if (st == CNIS_OK && !found)
		return code_unknown(r, list, where, field, reterr);
	return st;
}

cnis_status
process_day(cnis_register *r, cnis_day on, cnis_day earliest, const char *earliest_is,
            const char *where, const char *field, cnis_error *reterr)
{
	if (process_given(on) == CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "a day is needed");
	if (on > store_today(r->st))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "the day is in the future");
	if (earliest != CNIS_DAY_NONE && on < earliest)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "the day is before %s",
		                 earliest_is);
	return CNIS_OK;
}

cnis_status
process_text(const char *in, size_t max, bool multiline, bool needed, const char *where,
             const char *field, char **ret_text, cnis_error *reterr)
{
	char *text = NULL;
	text_problem problem;

	if (!text_empty(in)) {
		problem = text_clean(in, strlen(in), max, multiline, &text);
		if (problem == TEXT_NO_MEMORY)
			return cnis_nomem(reterr, where);
		if (problem != TEXT_FINE)
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "%s",
			                 text_problem_words(problem));
		if (*text == '\0') {
			free(text);
			text = NULL;
		}
	}
	if (!text && needed)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "missing");
	*ret_text = text;
	return CNIS_OK;
}

cnis_status
process_begin(cnis_register *r, const char *where, const char *note, char **ret_note,
              cnis_error *reterr)
{
	char *clean = NULL;
	cnis_status st =
	    process_text(note, PROCESS_NOTE_MAX, true, false, where, "note", &clean, reterr);

	if (st == CNIS_OK)
		st = change_begin(r, &(change_spec){ .kind = where, .roles = CNIS_ROLE_OFFICER },
		                  reterr);
	if (st == CNIS_OK)
		*ret_note = clean;
	else
		free(clean);
	return st;
}

cnis_status
process_rows(cnis_register *r, const store_sql *rows, int64_t child_id, const char *where,
             cursor *c, cnis_error *reterr)
{
	cnis_status st = process_child(r, child_id, where, NULL, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, rows, c, reterr);
	if (st == CNIS_OK)
		stmt_int(c, ":child", child_id);
	return st;
}

static cnis_status
entry_on(cnis_register *r, int64_t child_id, cnis_day on, bool later, const char *where,
         process_entry *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ENTRY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	stmt_int(&c, ":later", later);
	stmt_int(&c, ":today", store_today(r->st));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = (process_entry){ .id = col_int(&c, 0),
			                .registered = col_day(&c, 1),
			                .open_today = col_int(&c, 2) != 0,
			                .child_id = col_int(&c, 3),
			                .later = col_int(&c, 4) != 0 };
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child",
		                 "the child has no entry open on that day%s",
		                 later ? ", and none that began later" : "");
	return st;
}

cnis_status
process_entry_on(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                 process_entry *ret, cnis_error *reterr)
{
	return entry_on(r, child_id, on, false, where, ret, reterr);
}

cnis_status
process_entry_from(cnis_register *r, int64_t child_id, cnis_day on, const char *where,
                   process_entry *ret, cnis_error *reterr)
{
	return entry_on(r, child_id, on, true, where, ret, reterr);
}

cnis_status
process_due(cnis_register *r, const char *rule, const char *inputs, cnis_day on, cnis_day *ret_due,
            cnis_error *reterr)
{
	cnis_rule_verdict verdict;
	const cnis_rule_output *due;
	cnis_status st = duty_eval(r, rule, inputs, on, &verdict, reterr);

	if (st != CNIS_OK)
		return st;
	due = cnis_rule_verdict_get(&verdict, "due_on");
	if (!due || cnis_day_parse(due->text, ret_due) != CNIS_OK)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "process.due", "", "%s gives no due day",
		                 rule);
	return CNIS_OK;
}

cnis_status
process_duty_due(cnis_register *r, int64_t duty_id, cnis_day *ret_due, cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = false;
	int64_t due = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_DUE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", duty_id);
	st = one(&c, &found, &due, reterr);
	if (st == CNIS_OK)
		*ret_due = found ? (cnis_day)due : CNIS_DAY_NONE;
	return st;
}

cnis_status
process_duty_open(cnis_register *r, int64_t withdrawal_id, const char *kind, bool *ret_open,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":withdrawal", withdrawal_id);
	stmt_text(&c, ":kind", kind);
	return one(&c, ret_open, NULL, reterr);
}

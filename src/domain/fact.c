/* Facts: what every dated row has in common. */
#include "domain/fact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/setting.h"
#include "rule/school_age.h"

enum { Q_CODE, Q_CODES, Q_CHILD, Q_PERSON, Q_ADDRESS, Q_ENTRY, Q_FLAG, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_CODE] = { "code.known",
		"SELECT 1 FROM code WHERE list = :list AND code = :code"
		" AND (from_day IS NULL OR from_day <= :on) AND (to_day IS NULL OR to_day >= :on)" },
	[Q_CODES] = { "code.all",
		"SELECT code FROM code WHERE list = :list"
		" AND (from_day IS NULL OR from_day <= :on) AND (to_day IS NULL OR to_day >= :on)"
		" ORDER BY position, code" },
	[Q_CHILD] = { "child.exists", "SELECT born_day FROM child WHERE id = :id" },
	[Q_PERSON] = { "person.exists", "SELECT 1 FROM person WHERE id = :id" },
	[Q_ADDRESS] = { "address.exists", "SELECT 1 FROM address WHERE id = :id" },
	[Q_ENTRY] = { "entry.exists", "SELECT 1 FROM entry WHERE id = :id" },
	[Q_FLAG] = { "flag.exists", "SELECT 1 FROM flag WHERE id = :id" },
};
/* clang-format on */

cnis_day
fact_day(cnis_day given)
{
	return given == 0 ? CNIS_DAY_NONE : given;
}

cnis_status
fact_complete(cnis_register *r, const char *where, const cnis_fact *in, cnis_fact *ret,
              cnis_error *reterr)
{
	cnis_day today = store_today(r->st);
	cnis_fact f = { 0 };
	cnis_status st;
	bool act;

	f.from = fact_day(in->from);
	f.to = fact_day(in->to);
	f.received = fact_day(in->received);
	if (f.received == CNIS_DAY_NONE)
		f.received = today;
	if (f.received > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "received",
		                 "the day of receipt lies in the future");
	if (f.from != CNIS_DAY_NONE && f.to != CNIS_DAY_NONE && f.to < f.from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "to",
		                 "the last day lies before the first");
	f.source = in->source == NULL ? "unknown" : in->source;
	st = code_check(r, "source", f.source, where, "source", reterr);
	if (st != CNIS_OK)
		return st;
	f.basis = in->basis;
	if (f.basis == NULL) {
		st = setting_in_force(r, 38, today, &act, reterr);
		if (st != CNIS_OK)
			return st;
		f.basis = act ? "s436c1" : "s436a";
	} else {
		st = code_check(r, "basis", f.basis, where, "basis", reterr);
		if (st != CNIS_OK)
			return st;
	}
	*ret = f;
	return CNIS_OK;
}

bool
fact_from_family(const char *source)
{
	return source == NULL || strcmp(source, "parent") == 0 || strcmp(source, "child") == 0 ||
	       strcmp(source, "unknown") == 0;
}

void
fact_heard(cnis_register *r, const char *source, cnis_day received)
{
	if (!fact_from_family(source) && strcmp(source, "this_authority") != 0)
		change_heard(r, received);
}

char *
fact_ids(const int64_t *ids, size_t n, char buf[FACT_IDS_SIZE])
{
	size_t len = 0;

	buf[len++] = ',';
	buf[len] = '\0';
	for (size_t i = 0; i < n && len + 24 < FACT_IDS_SIZE; i++)
		len += (size_t)snprintf(buf + len, FACT_IDS_SIZE - len, "%lld,", (long long)ids[i]);
	return buf;
}

void
fact_bind(cursor *c, cnis_register *r, const cnis_fact *fact)
{
	fact_heard(r, fact->source, fact->received);
	fact_bind_quiet(c, r, fact);
}

void
fact_bind_quiet(cursor *c, cnis_register *r, const cnis_fact *fact)
{
	stmt_day(c, ":from", fact->from);
	stmt_day(c, ":to", fact->to);
	stmt_text(c, ":source", fact->source);
	stmt_text(c, ":basis", fact->basis);
	stmt_day(c, ":received", fact->received);
	stmt_int(c, ":at", change_now(r));
	stmt_int(c, ":rev", change_rev(r));
}

cnis_fact
fact_of(const cursor *c, int i)
{
	cnis_fact f = { 0 };

	f.from = col_day(c, i);
	f.to = col_day(c, i + 1);
	f.source = col_text(c, i + 2);
	f.basis = col_text(c, i + 3);
	f.received = col_day(c, i + 4);
	f.recorded_at = col_int(c, i + 5);
	f.rev = col_int(c, i + 6);
	return f;
}

cnis_status
code_unknown(cnis_register *r, const char *list, const char *where, const char *field,
             cnis_error *reterr)
{
	char codes[240] = "";
	text_buf b = text_buf_on(codes, sizeof(codes));
	cursor c = { 0 };
	bool row = true;
	bool all = true;
	cnis_status st = stmt_open(r->st, &SQL[Q_CODES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":list", list);
	stmt_day(&c, ":on", store_today(r->st));
	while (st == CNIS_OK && all) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		all = strlen(codes) + strlen(col_text(&c, 0)) + 6 < sizeof(codes);
		text_add(&b, codes[0] == '\0' ? "" : ", ");
		text_add(&b, all ? col_text(&c, 0) : "...");
	}
	stmt_close(&c);
	return st != CNIS_OK ? st
	                     : cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
	                                 "not a code of the list '%s': %s", list, codes);
}

cnis_status
code_check(cnis_register *r, const char *list, const char *code, const char *where,
           const char *field, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (!text_empty(code)) {
		st = stmt_open(r->st, &SQL[Q_CODE], &c, reterr);
		if (st != CNIS_OK)
			return st;
		stmt_text(&c, ":list", list);
		stmt_text(&c, ":code", code);
		stmt_day(&c, ":on", store_today(r->st));
		st = stmt_step(&c, &row, reterr);
		stmt_close(&c);
		if (st != CNIS_OK)
			return st;
	}
	if (!row)
		return code_unknown(r, list, where, field, reterr);
	return CNIS_OK;
}

cnis_status
fact_text(const char *in, size_t max, bool multiline, const char *where, const char *field,
          char **ret, cnis_error *reterr)
{
	text_problem problem;
	char *clean = NULL;

	if (text_empty(in)) {
		*ret = NULL;
		return CNIS_OK;
	}
	problem = text_clean(in, strlen(in), max, multiline, &clean);
	if (problem == TEXT_NO_MEMORY)
		return cnis_nomem(reterr, where);
	if (problem == TEXT_TOO_LONG)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
		                 "is longer than %zu characters", max);
	if (problem != TEXT_FINE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "%s",
		                 text_problem_words(problem));
	if (clean[0] == '\0') {
		free(clean);
		clean = NULL;
	}
	*ret = clean;
	return CNIS_OK;
}

cnis_status
fact_answer(const char *in, const char *where, const char *field, const char **ret,
            cnis_error *reterr)
{
	static const char *const answers[] = { "yes", "no", "unknown" };
	size_t i;

	if (in == NULL)
		in = "unknown";
	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (strcmp(in, answers[i]) == 0) {
			*ret = answers[i];
			return CNIS_OK;
		}
	}
	return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "must be yes, no or unknown");
}

cnis_status
fact_exists(cnis_register *r, const char *table, int64_t id, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;
	const store_sql *sql;

	switch (table[0]) {
	case 'c':
		sql = &SQL[Q_CHILD];
		break;
	case 'p':
		sql = &SQL[Q_PERSON];
		break;
	case 'a':
		sql = &SQL[Q_ADDRESS];
		break;
	case 'e':
		sql = &SQL[Q_ENTRY];
		break;
	default:
		sql = &SQL[Q_FLAG];
		break;
	}
	st = stmt_open(r->st, sql, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret = row;
	return st;
}

cnis_status
fact_day_after_birth(cnis_day day, cnis_day born, const char *where, const char *field,
                     cnis_error *reterr)
{
	if (fact_day(day) != CNIS_DAY_NONE && born != CNIS_DAY_NONE && day < born)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
		                 "the day lies before the birth date");
	return CNIS_OK;
}

cnis_status
fact_after_birth(cnis_register *r, int64_t child_id, const cnis_fact *fact, const char *where,
                 cnis_error *reterr)
{
	const struct {
		const char *field;
		cnis_day day;
	} days[] = { { "from", fact->from }, { "to", fact->to }, { "received", fact->received } };
	cursor c = { 0 };
	bool row = false;
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st = stmt_open(r->st, &SQL[Q_CHILD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		born = col_day(&c, 0);
	stmt_close(&c);
	for (size_t i = 0; st == CNIS_OK && i < sizeof(days) / sizeof(days[0]); i++)
		st = fact_day_after_birth(days[i].day, born, where, days[i].field, reterr);
	return st;
}

cnis_status
fact_school_year(cnis_register *r, cnis_day on, int *ret_month, int *ret_day, cnis_error *reterr)
{
	char value[201];
	cnis_status st;

	st = setting_text(r, "rule.school_year.starts", on, value, reterr);
	if (st != CNIS_OK)
		return st;
	*ret_month = RULE_SCHOOL_YEAR_MONTH;
	*ret_day = RULE_SCHOOL_YEAR_DAY;
	if (strlen(value) == 5 && value[2] == '-') {
		*ret_month = (value[0] - '0') * 10 + (value[1] - '0');
		*ret_day = (value[3] - '0') * 10 + (value[4] - '0');
	}
	return CNIS_OK;
}

cnis_status
fact_close_tx(cnis_register *r, const store_sql *read, const store_sql *close, int64_t id,
              cnis_day on, const char *where, int64_t *ret_child, cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t child_id = 0;
	bool row = false;
	cnis_day today = change_today(r);
	cnis_status st;

	on = fact_day(on);
	if (on == CNIS_DAY_NONE)
		on = today;
	st = stmt_open(r->st, read, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row) {
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "id", "no such record");
	} else if (st == CNIS_OK) {
		cnis_day from = col_day(&c, 0);

		child_id = col_int(&c, 2);
		if (!col_null(&c, 1))
			st = cnis_fail(reterr, CNIS_EREFUSED, 0, where, "id",
			               "it has ended already");
		else if (on > today)
			st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
			               "the day lies in the future");
		else if (from != CNIS_DAY_NONE && on < from)
			st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
			               "the day lies before it began");
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		st = stmt_open(r->st, close, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", on);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && child_id != 0)
		st = change_touch(r, child_id, reterr);
	if (st == CNIS_OK && ret_child != NULL)
		*ret_child = child_id;
	return st;
}

cnis_status
fact_end(cnis_register *r, const char *kind, const store_sql *read, const store_sql *close,
         int64_t id, cnis_day on, cnis_error *reterr)
{
	const change_spec spec = { .kind = kind,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = fact_close_tx(r, read, close, id, on, kind, NULL, reterr);
	return change_end(r, st, reterr);
}

static cnis_status
walk(cnis_register *r, const store_sql *sql, int64_t id, cnis_day as_at, bool all, fact_row_fn fn,
     void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st;

	as_at = fact_day(as_at);
	st = stmt_open(r->st, sql, &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":all", all ? 1 : 0);
	stmt_day(&c, ":on", as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		st = fn(&c, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
walk_known(cnis_register *r, const char *where, const char *table, const store_sql *sql, int64_t id,
           cnis_day as_at, bool all, fact_row_fn fn, void *payload, cnis_error *reterr)
{
	bool there = false;
	cnis_status st = fact_exists(r, table, id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, table, "no such %s", table);
	return st == CNIS_OK ? walk(r, sql, id, as_at, all, fn, payload, reterr) : st;
}

cnis_status
fact_walk_child(cnis_register *r, const char *where, const store_sql *sql, int64_t child_id,
                cnis_day as_at, bool all, fact_row_fn fn, void *payload, cnis_error *reterr)
{
	return walk_known(r, where, "child", sql, child_id, as_at, all, fn, payload, reterr);
}

cnis_status
fact_walk_person(cnis_register *r, const char *where, const store_sql *sql, int64_t person_id,
                 cnis_day as_at, bool all, fact_row_fn fn, void *payload, cnis_error *reterr)
{
	return walk_known(r, where, "person", sql, person_id, as_at, all, fn, payload, reterr);
}

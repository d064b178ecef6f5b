/* Calendars: the bank holidays of the program, and what the authority records beside them. */
#include "domain/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"

/* clang-format off */
enum { Q_DAYS, Q_WALK, Q_FIND, Q_CLOSE, Q_INSERT };
static const store_sql sql[] = {
	[Q_DAYS] = { "calendar.days",
		"SELECT day, kind FROM calendar_day WHERE calendar = :calendar"
		" AND (to_day IS NULL OR to_day >= :on) ORDER BY day, id" },
	[Q_WALK] = { "calendar.walk",
		"SELECT id, calendar, day, kind, coalesce(title, ''), rev FROM calendar_day"
		" WHERE to_day IS NULL AND (:calendar IS NULL OR calendar = :calendar)"
		" ORDER BY calendar, day" },
	[Q_FIND] = { "calendar.find",
		"SELECT id, kind, title FROM calendar_day"
		" WHERE calendar = :calendar AND day = :day AND to_day IS NULL" },
	[Q_CLOSE] = { "calendar.close",
		"UPDATE calendar_day SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_INSERT] = { "calendar.insert",
		"INSERT INTO calendar_day (calendar, day, kind, title, rev)"
		" VALUES (:calendar, :day, :kind, :title, :rev)" },
};
/* clang-format on */

void
calendar_clear(calendar_loaded *c)
{
	if (c == NULL)
		return;
	free(c->closed);
	free(c->open);
	*c = (calendar_loaded){ 0 };
}

/* Recorded days, ascending, a day recorded twice counting once and the later row winning. */
typedef struct recorded {
	cnis_day *day;
	bool *closed;
	size_t n, room;
} recorded;

static cnis_status
remember(recorded *rec, cnis_day day, bool closed, cnis_error *reterr)
{
	if (rec->n > 0 && rec->day[rec->n - 1] == day) {
		rec->closed[rec->n - 1] = closed;
		return CNIS_OK;
	}
	if (rec->n == rec->room) {
		size_t room = rec->room == 0 ? 64 : rec->room * 2;
		cnis_day *days = mem_grow(rec->day, room, sizeof(*days));
		bool *kinds;

		if (days == NULL)
			return cnis_nomem(reterr, "calendar.load");
		rec->day = days;
		kinds = mem_grow(rec->closed, room, sizeof(*kinds));
		if (kinds == NULL)
			return cnis_nomem(reterr, "calendar.load");
		rec->closed = kinds;
		rec->room = room;
	}
	rec->day[rec->n] = day;
	rec->closed[rec->n++] = closed;
	return CNIS_OK;
}

static cnis_status
read_days(cnis_register *r, const char *which, cnis_day on, recorded *rec, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_DAYS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":calendar", which);
	stmt_day(&c, ":on", on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = remember(rec, col_day(&c, 0), strcmp(col_text(&c, 1), "closed") == 0, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* Lay the recorded days over @p base: two ascending lists become two ascending lists. */
static cnis_status
lay_over(const cnis_rule_calendar *base, const recorded *rec, calendar_loaded *cal,
         cnis_error *reterr)
{
	cnis_day *closed = mem_new(base->n_closed + rec->n, sizeof(*closed));
	cnis_day *open = mem_new(base->n_open + rec->n, sizeof(*open));
	size_t n_closed = 0;
	size_t n_open = 0;
	size_t b = 0;

	if (closed == NULL || open == NULL) {
		free(closed);
		free(open);
		return cnis_nomem(reterr, "calendar.load");
	}
	for (size_t i = 0; i < rec->n; i++) {
		while (b < base->n_closed && base->closed[b] < rec->day[i])
			closed[n_closed++] = base->closed[b++];
		if (b < base->n_closed && base->closed[b] == rec->day[i])
			b++;
		if (rec->closed[i])
			closed[n_closed++] = rec->day[i];
		else
			open[n_open++] = rec->day[i];
	}
	while (b < base->n_closed)
		closed[n_closed++] = base->closed[b++];
	free(cal->closed);
	free(cal->open);
	cal->closed = closed;
	cal->open = open;
	cal->rule.closed = closed;
	cal->rule.n_closed = n_closed;
	cal->rule.open = open;
	cal->rule.n_open = n_open;
	return CNIS_OK;
}

static cnis_status
load_england(cnis_register *r, cnis_day on, calendar_loaded *cal, cnis_error *reterr)
{
	recorded rec = { 0 };
	cnis_status st;

	cal->found = true;
	cal->rule = *cnis_rule_england();
	st = read_days(r, "england", on, &rec, reterr);
	if (st == CNIS_OK && rec.n > 0) {
		st = lay_over(cnis_rule_england(), &rec, cal, reterr);
		if (rec.day[0] < cal->rule.known_from)
			cal->rule.known_from = rec.day[0];
		if (rec.day[rec.n - 1] > cal->rule.known_to)
			cal->rule.known_to = rec.day[rec.n - 1];
	}
	free(rec.day);
	free(rec.closed);
	return st;
}

cnis_status
calendar_load(cnis_register *r, const char *which, cnis_day on, calendar_loaded *ret,
              cnis_error *reterr)
{
	calendar_loaded cal = { 0 };
	recorded rec = { 0 };
	cnis_status st = load_england(r, on, &cal, reterr);

	if (st != CNIS_OK || strcmp(which, "england") == 0)
		goto out;
	st = read_days(r, which, on, &rec, reterr);
	cal.own = rec.n > 0;
	if (st == CNIS_OK && rec.n == 0 && strcmp(which, "authority") != 0)
		st = read_days(r, "authority", on, &rec, reterr);
	cal.found = rec.n > 0;
	if (st == CNIS_OK && cal.found) {
		cnis_rule_calendar base = cal.rule;

		st = lay_over(&base, &rec, &cal, reterr);
		cal.rule.known_from = rec.day[0];
		cal.rule.known_to = rec.day[rec.n - 1];
	}
out:
	free(rec.day);
	free(rec.closed);
	if (st != CNIS_OK)
		calendar_clear(&cal);
	else
		*ret = cal;
	return st;
}

cnis_status
cnis_calendar_walk(cnis_register *r, const char *calendar, cnis_calendar_fn fn, void *payload,
                   cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":calendar", calendar);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_calendar_row out = { 0 };

		out.id = col_int(&c, 0);
		out.calendar = col_text(&c, 1);
		out.day = col_day(&c, 2);
		out.kind = col_text(&c, 3);
		out.title = col_text(&c, 4);
		out.rev = col_int(&c, 5);
		st = fn(&out, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* ---- writing ---------------------------------------------------------------------------------
 */

static bool
is_calendar(const char *name)
{
	if (name == NULL)
		return false;
	if (strcmp(name, "england") == 0 || strcmp(name, "authority") == 0)
		return true;
	return strlen(name) == 6 && strspn(name, "0123456789") == 6;
}

static cnis_status
check_day(const cnis_calendar_day *d, size_t i, char **ret_title, cnis_error *reterr)
{
	char field[64];
	text_problem problem;

	(void)snprintf(field, sizeof(field), "days[%zu]", i);
	if (d->day == CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "calendar.add", field, "no day was given");
	if (d->kind == NULL || (strcmp(d->kind, "open") != 0 && strcmp(d->kind, "closed") != 0))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "calendar.add", field,
		                 "a day is either open or closed");
	if (text_empty(d->title))
		return CNIS_OK;
	problem = text_clean(d->title, strlen(d->title), 100, false, ret_title);
	if (problem == TEXT_NO_MEMORY)
		return cnis_nomem(reterr, "calendar.add");
	if (problem != TEXT_FINE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "calendar.add", field, "the title %s",
		                 text_problem_words(problem));
	return CNIS_OK;
}

static cnis_status
find_day(cnis_register *r, const char *name, const cnis_calendar_day *d, const char *title,
         int64_t *ret_id, bool *ret_same, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &sql[Q_FIND], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":calendar", name);
	stmt_day(&c, ":day", d->day);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_id = col_int(&c, 0);
		*ret_same = text_same(col_text(&c, 1), d->kind) &&
		            text_same(col_text(&c, 2), title);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
close_day(cnis_register *r, int64_t id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[Q_CLOSE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
add_day(cnis_register *r, const char *name, const cnis_calendar_day *d, size_t i, int64_t *n,
        cnis_error *reterr)
{
	char *title = NULL;
	cursor c = { 0 };
	int64_t old = 0;
	bool same = false;
	cnis_status st = check_day(d, i, &title, reterr);

	if (st == CNIS_OK)
		st = find_day(r, name, d, title, &old, &same, reterr);
	if (st != CNIS_OK || same)
		goto out;
	if (old != 0)
		st = close_day(r, old, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &sql[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		goto out;
	stmt_text(&c, ":calendar", name);
	stmt_day(&c, ":day", d->day);
	stmt_text(&c, ":kind", d->kind);
	stmt_text(&c, ":title", title);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	(*n)++;
out:
	stmt_close(&c);
	free(title);
	return st;
}

cnis_status
cnis_calendar_add(cnis_register *r, const char *calendar, const cnis_calendar_day *days, size_t n,
                  int64_t *ret_n, cnis_error *reterr)
{
	const change_spec spec = { .kind = "calendar.add",
		                   .command = "calendar add",
		                   .roles = CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t written = 0;
	cnis_status st;

	if (!is_calendar(calendar))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "calendar.add", "calendar",
		                 "a calendar is england, authority or the six digits of a URN");
	st = change_begin(r, &spec, reterr);
	for (size_t i = 0; i < n && st == CNIS_OK; i++)
		st = add_day(r, calendar, &days[i], i, &written, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_n != NULL)
		*ret_n = written;
	return st;
}

/* Setting a setting: the value checked by its type, and dated among the others. */
#include "domain/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"

enum { VALUE_SIZE = 201 };

enum { Q_AT, Q_NEXT, Q_LAST, Q_CLOSE, Q_INSERT, Q_AMEND };
/* clang-format off */
static const store_sql sql[] = {
	[Q_AT] = { "setting.at",
		"SELECT id, from_day, value FROM setting WHERE name = :name AND from_day <= :on"
		" AND (to_day IS NULL OR to_day >= :on) ORDER BY from_day DESC, id DESC LIMIT 1" },
	[Q_NEXT] = { "setting.next",
		"SELECT from_day FROM setting WHERE name = :name AND from_day > :on"
		" ORDER BY from_day LIMIT 1" },
	[Q_LAST] = { "setting.last",
		"SELECT from_day FROM setting WHERE name = :name AND from_day <= :on"
		" ORDER BY from_day DESC LIMIT 1" },
	[Q_CLOSE] = { "setting.close",
		"UPDATE setting SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_INSERT] = { "setting.insert",
		"INSERT INTO setting (name, value, from_day, to_day, rev)"
		" VALUES (:name, :value, :from, :to, :rev)" },
	[Q_AMEND] = { "setting.amend",
		"UPDATE setting SET value = :value, rev = :rev WHERE id = :id" },
};
/* clang-format on */

static cnis_status
unknown(cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "setting.set", "name",
	                 "no setting has this name; see config list");
}

static bool
is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	while (*choices != '\0') {
		size_t word = strcspn(choices, " ");

		if (word == len && strncmp(choices, value, len) == 0)
			return true;
		choices += word;
		choices += strspn(choices, " ");
	}
	return false;
}

static cnis_status
invalid(const cnis_setting *s, const char *wanted, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, "setting.set", "value", "setting '%s' takes %s",
	                 s->name, wanted);
}

static cnis_status
number(const cnis_setting *s, const char *in, int64_t min, int64_t max, char buf[201],
       cnis_error *reterr)
{
	int64_t n = 0;
	char wanted[64];

	if (text_int(in, &n) && n >= min && n <= max) {
		(void)snprintf(buf, VALUE_SIZE, "%lld", (long long)n);
		return CNIS_OK;
	}
	(void)snprintf(wanted, sizeof(wanted), "a whole number from %lld to %lld", (long long)min,
	               (long long)max);
	return invalid(s, wanted, reterr);
}

/* What a figure of that name can be; thresholds are the only ones. */
static int64_t
most(const char *name)
{
	enum { PER_CENT = 100, WEEK = 168, ANY = 10000 };

	if (strstr(name, ".share_of_") != NULL)
		return PER_CENT;
	return strstr(name, ".week_hours") != NULL ? WEEK : ANY;
}

/* At most two decimals; nothing is unset. */
static cnis_status
decimal(const cnis_setting *s, const char *in, char buf[201], cnis_error *reterr)
{
	enum { HUNDRED = 100 };
	bool weeks = strstr(s->name, ".period_weeks") != NULL;
	char wanted[80];
	int64_t hundredths = 0;
	text_buf b = text_buf_on(buf, VALUE_SIZE);

	if (in[0] == '\0')
		return CNIS_OK; /* buf is "" */
	if (!text_hundredths(in, &hundredths) || hundredths > most(s->name) * HUNDRED ||
	    (weeks && hundredths < HUNDRED)) {
		(void)snprintf(wanted, sizeof(wanted),
		               "a number %sup to %lld with at most two decimals, or nothing",
		               weeks ? "from 1 " : "", (long long)most(s->name));
		return invalid(s, wanted, reterr);
	}
	text_add_hundredths(&b, hundredths);
	return CNIS_OK;
}

static cnis_status
day_of_year(const cnis_setting *s, const char *in, char buf[201], cnis_error *reterr)
{
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_day d;

	/* a common year: 29 February is no day on which every year can start */
	(void)snprintf(iso, sizeof(iso), "2023-%.5s", in);
	if (strlen(in) != 5 || cnis_day_parse(iso, &d) != CNIS_OK)
		return invalid(s, "a month and day such as 09-01", reterr);
	(void)text_copy(buf, VALUE_SIZE, in);
	return CNIS_OK;
}

/* The value as it is kept: checked by its type, dates in ISO form. */
static cnis_status
normalise(const cnis_setting *s, const char *in, char buf[201], cnis_error *reterr)
{
	cnis_day d = CNIS_DAY_NONE;

	if (in == NULL)
		return invalid(s, "a value", reterr);
	if (strcmp(s->type, "days") == 0)
		return number(s, in, 0, 3650, buf, reterr);
	if (strcmp(s->type, "hours") == 0)
		return number(s, in, 1, 72, buf, reterr);
	if (strcmp(s->type, "months") == 0)
		return number(s, in, 1, 120, buf, reterr);
	if (strcmp(s->type, "bytes") == 0) /* a change holds 64 MiB, and text is larger */
		return number(s, in, 1024, 33554432, buf, reterr);
	if (strcmp(s->type, "number") == 0)
		return decimal(s, in, buf, reterr);
	if (strcmp(s->type, "day-of-year") == 0)
		return day_of_year(s, in, buf, reterr);
	if (strcmp(s->type, "day") == 0) {
		if (in[0] != '\0' && cnis_day_parse(in, &d) != CNIS_OK)
			return invalid(s, "a date, or nothing for not in force", reterr);
		(void)cnis_day_iso(d, buf);
		return CNIS_OK;
	}
	if (strcmp(s->type, "choice") == 0) {
		if (!is_choice(s->choices, in))
			return invalid(s, s->choices, reterr);
		(void)text_copy(buf, VALUE_SIZE, in);
		return CNIS_OK;
	}
	{
		char *clean = NULL;
		text_problem problem = text_clean(in, strlen(in), 200, false, &clean);
		bool fits = problem == TEXT_FINE && text_copy(buf, VALUE_SIZE, clean);

		free(clean);
		if (problem == TEXT_NO_MEMORY)
			return cnis_nomem(reterr, "setting.set");
		return fits ? CNIS_OK : invalid(s, "one line of text of at most 200 bytes", reterr);
	}
}

/* What holds on the day a value is to hold from, and what follows it. */
typedef struct place {
	int64_t id;          /* 0: the default holds */
	cnis_day from, next; /* next: first day of the value after it, if there is one */
	bool same;           /* it has the value already */
} place;

static cnis_status
write_row(cnis_register *r, int which, const cnis_setting *s, const char *value, cnis_day from,
          const place *at, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &sql[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":rev", change_rev(r));
	if (which == Q_INSERT) {
		stmt_text(&c, ":name", s->name);
		stmt_day(&c, ":from", from);
		stmt_day(&c, ":to", at->next == CNIS_DAY_NONE ? CNIS_DAY_NONE : at->next - 1);
	} else
		stmt_int(&c, ":id", at->id);
	if (which == Q_CLOSE)
		stmt_day(&c, ":to", from - 1);
	else
		stmt_text(&c, ":value", value);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* An in-force date already past holds from that date on: the law was so, we only hear of it. */
static cnis_day
holds_from(const cnis_register *r, const cnis_setting *s, const char *value, cnis_day last)
{
	cnis_day today = store_today(r->st);
	cnis_day d = today;

	if (strncmp(s->name, "law.", 4) == 0 && value[0] != '\0' &&
	    cnis_day_parse(value, &d) == CNIS_OK && d < today)
		return last != CNIS_DAY_NONE && d < last ? last : d;
	return today;
}

/* A row of the setting by one of the three questions. */
static cnis_status
ask(cnis_register *r, int which, const cnis_setting *s, cnis_day on, cursor *c, bool *ret_row,
    cnis_error *reterr)
{
	cnis_status st = stmt_open(r->st, &sql[which], c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(c, ":name", s->name);
	stmt_day(c, ":on", on);
	return stmt_step(c, ret_row, reterr);
}

static cnis_status
find_place(cnis_register *r, const cnis_setting *s, const char *value, cnis_day from, place *at,
           cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = ask(r, Q_AT, s, from, &c, &row, reterr);

	*at = (place){ .from = CNIS_DAY_NONE, .next = CNIS_DAY_NONE };
	if (st == CNIS_OK && row) {
		at->id = col_int(&c, 0);
		at->from = col_day(&c, 1);
		at->same = text_same(col_text(&c, 2), value);
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		st = ask(r, Q_NEXT, s, from, &c, &row, reterr);
	if (st == CNIS_OK && row)
		at->next = col_day(&c, 0);
	stmt_close(&c);
	return st;
}

/* The first day the value holds when none is given. */
static cnis_status
day_of_itself(cnis_register *r, const cnis_setting *s, const char *value, cnis_day *ret,
              cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = ask(r, Q_LAST, s, store_today(r->st), &c, &row, reterr);

	if (st == CNIS_OK)
		*ret = holds_from(r, s, value, row ? col_day(&c, 0) : CNIS_DAY_NONE);
	stmt_close(&c);
	return st;
}

cnis_status
setting_set_tx(cnis_register *r, const char *name, const char *value, cnis_day from,
               cnis_error *reterr)
{
	const cnis_setting *s = cnis_setting_find(name);
	char buf[VALUE_SIZE] = "";
	place at = { 0 };
	cnis_status st = s == NULL ? unknown(reterr) : normalise(s, value, buf, reterr);

	if (s == NULL || st != CNIS_OK)
		return st;
	if (from == CNIS_DAY_NONE)
		st = day_of_itself(r, s, buf, &from, reterr);
	if (st == CNIS_OK)
		st = find_place(r, s, buf, from, &at, reterr);
	if (st != CNIS_OK || at.same)
		return st;
	if (at.next != CNIS_DAY_NONE && at.next <= store_today(r->st))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "setting.set", "from",
		                 "setting '%s' has a later value already; give a day from which "
		                 "that one may be followed",
		                 s->name);
	if (at.id != 0 && at.from == from)
		return write_row(r, Q_AMEND, s, buf, from, &at, reterr);
	if (at.id != 0)
		st = write_row(r, Q_CLOSE, s, buf, from, &at, reterr);
	if (st == CNIS_OK)
		st = write_row(r, Q_INSERT, s, buf, from, &at, reterr);
	return st;
}

cnis_status
cnis_setting_set(cnis_register *r, const char *name, const char *value, cnis_day from,
                 cnis_error *reterr)
{
	char command[96];
	const cnis_setting *s = cnis_setting_find(name);
	change_spec spec = { 0 };
	cnis_status st;

	if (s == NULL)
		return unknown(reterr);
	(void)snprintf(command, sizeof(command), "config set %s", s->name);
	spec.kind = "setting.set";
	spec.command = command;
	spec.roles = CNIS_ROLE_ADMINISTRATOR;
	spec.undo = STORE_FINAL;
	st = change_begin(r, &spec, reterr);
	if (st == CNIS_OK)
		st = setting_set_tx(r, s->name, value, from, reterr);
	return change_end(r, st, reterr);
}

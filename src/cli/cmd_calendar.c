#include <cnis/calendar.h>

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "calendar", .heading = "calendar", .type = OUT_TEXT },
	{ .key = "day", .heading = "day", .type = OUT_DAY },
	{ .key = "kind", .heading = "kind", .type = OUT_TEXT },
	{ .key = "title", .heading = "title", .type = OUT_TEXT },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

struct listing {
	cli *x;
	writer *w;
};

static cnis_status
show(const cnis_calendar_row *row, void *payload, cnis_error *reterr)
{
	const struct listing *l = payload;

	(void)reterr;
	out_text(l->w, row->calendar);
	out_day(l->w, row->day);
	out_text(l->w, row->kind);
	out_text(l->w, row->title[0] == '\0' ? NULL : row->title);
	return cli_row(l->x, l->w);
}

static cnis_status
run_list(cli *x)
{
	struct listing l = { .x = x };
	cnis_status st;

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_calendar_walk(x->r, cli_arg(x, 0), show, &l, &x->error);
	return cli_close(x, l.w, st);
}

/* Days under construction; titles point into the text they were read from. */
struct days {
	cnis_calendar_day *day;
	size_t n, room;
};

static cnis_status
add_day(cli *x, struct days *all, cnis_day day, const char *kind, const char *title)
{
	if (all->n == all->room) {
		size_t room = all->room == 0 ? 64 : all->room * 2;
		cnis_calendar_day *grown = realloc(all->day, room * sizeof(*grown));

		if (grown == NULL)
			return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
		all->day = grown;
		all->room = room;
	}
	all->day[all->n++] = (cnis_calendar_day){ day, kind, title };
	return CNIS_OK;
}

/* One line `day,kind,title`; the title is the rest of the line, quotes around it are dropped. */
static cnis_status
add_line(cli *x, struct days *all, char *line, int number)
{
	char *kind = strchr(line, ',');
	char *title = kind == NULL ? NULL : strchr(kind + 1, ',');
	size_t len;
	cnis_day day = CNIS_DAY_NONE;

	if (kind == NULL)
		return cli_fail(x, CNIS_EINVAL, "from", "line %d: a line is day,kind,title",
		                number);
	*kind++ = '\0';
	if (title != NULL)
		*title++ = '\0';
	if (number == 1 && strcmp(line, "day") == 0)
		return CNIS_OK;
	if (cnis_day_parse(line, &day) != CNIS_OK)
		return cli_fail(x, CNIS_EINVAL, "from", "line %d: %s", number,
		                cnis_day_problem(line));
	if (strcmp(kind, "open") != 0 && strcmp(kind, "closed") != 0)
		return cli_fail(x, CNIS_EINVAL, "from",
		                "line %d: the second field is open or closed", number);
	if (title != NULL && (len = strlen(title)) > 1 && title[0] == '"' &&
	    title[len - 1] == '"') {
		title[len - 1] = '\0';
		title++;
	}
	return add_day(x, all, day, kind, title);
}

static cnis_status
add_file(cli *x, struct days *all, char *text)
{
	cnis_status st = CNIS_OK;
	int number = 0;

	while (text != NULL && *text != '\0' && st == CNIS_OK) {
		char *next = strchr(text, '\n');
		size_t len;

		if (next != NULL)
			*next++ = '\0';
		len = strlen(text);
		if (len > 0 && text[len - 1] == '\r')
			text[len - 1] = '\0';
		number++;
		if (text[0] != '\0')
			st = add_line(x, all, text, number);
		text = next;
	}
	return st;
}

static cnis_status
add_range(cli *x, struct days *all)
{
	const char *kind = cli_given(x, "open") ? "open" : "closed";
	cnis_day first = CNIS_DAY_NONE;
	cnis_day last;
	cnis_status st;

	if (x->n_args < 2)
		return cli_fail(x, CNIS_EINVAL, "day",
		                "give a first and a last day, or --from "
		                "FILE");
	st = cli_arg_day(x, 1, &first);
	last = first;
	if (st == CNIS_OK && x->n_args > 2)
		st = cli_arg_day(x, 2, &last);
	if (st == CNIS_OK && (last < first || last - first > 366))
		return cli_fail(x, CNIS_EINVAL, "day",
		                "the last day is not before the first, nor a year after it");
	for (cnis_day d = first; st == CNIS_OK && d <= last; d++)
		st = add_day(x, all, d, kind, cli_text(x, "title"));
	return st;
}

static cnis_status
run_add(cli *x)
{
	struct days all = { 0 };
	char *text = NULL;
	size_t len = 0;
	int64_t n = 0;
	cnis_status st;

	if (cli_given(x, "from") &&
	    (x->n_args > 1 || cli_given(x, "open") || cli_given(x, "title")))
		return cli_fail(x, CNIS_EINVAL, "from",
		                "the file says which days, whether open and what they are: give "
		                "it alone");
	if (cli_given(x, "from")) {
		st = cli_read(x, cli_text(x, "from"), 1024 * (size_t)1024, &text, &len);
		if (st == CNIS_OK && strlen(text) != len)
			st = cli_fail(x, CNIS_EINVAL, "from",
			              "the file holds bytes that are no "
			              "text");
		if (st == CNIS_OK)
			st = add_file(x, &all, text);
	} else
		st = add_range(x, &all);
	if (st == CNIS_OK)
		st = cnis_calendar_add(x->r, cli_arg(x, 0), all.day, all.n, &n, &x->error);
	free(all.day);
	free(text);
	if (st != CNIS_OK)
		return st;
	cli_say(x, "%lld days recorded", (long long)n);
	cli_next(x, "cnis duty recalc --plan");
	return cli_done(x, 0, 0, "calendar recorded");
}

static const cli_option ADD_OPTIONS[] = {
	{ .name = "open", .type = CLI_FLAG, .help = "days that count; closed unless given" },
	{ .name = "title", .type = CLI_TEXT, .value = "TEXT", .help = "what the days are" },
	{ .name = "from",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "read lines day,kind,title; - is stdin" },
	CLI_OPTIONS_END,
};

const cli_command CMD_CALENDAR[] = {
	{ .name = "calendar",
	  .sub = "list",
	  .summary = "days recorded beside the built-in bank holidays",
	  .mode = CLI_READ,
	  .synopsis = "[CALENDAR]",
	  .max_args = 1,
	  .examples = { "cnis calendar list", "cnis calendar list authority" },
	  .run = run_list,
	  .list = true },
	{ .name = "calendar",
	  .sub = "add",
	  .summary = "record days that count, or do not",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CALENDAR [FIRST [LAST]]",
	  .min_args = 1,
	  .max_args = 3,
	  .examples = { "cnis calendar add authority 2026-12-21 2027-01-01 --title Christmas",
	                "cnis calendar add england --from - <bank-holidays.csv" },
	  .about =
	      "CALENDAR is england (bank holidays), authority (school holidays) or the URN of a "
	      "school. School days are answered only between the first and the last recorded "
	      "day; while the authority's calendar is empty, working days stand in for them, "
	      "and every duty says so.",
	  .run = run_add },
	{ .name = NULL },
};

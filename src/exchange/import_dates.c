/* How a column writes its dates: settled by its rows together, or asked for. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/import_sheet.h"

/* Three numbers with one separator: true, with their values and widths. */
static bool
three_numbers(const char *s, int value[3], int width[3], char *ret_separator)
{
	while (*s == ' ')
		s++;
	for (int i = 0; i < 3; i++) {
		value[i] = 0;
		width[i] = 0;
		for (; *s >= '0' && *s <= '9' && width[i] < 5; s++, width[i]++)
			value[i] = value[i] * 10 + (*s - '0');
		if (width[i] == 0)
			return false;
		if (i == 2)
			break;
		if (strchr("/-.", *s) == NULL || *s == '\0' || (i == 1 && *s != *ret_separator))
			return false;
		*ret_separator = *s++;
	}
	while (*s == ' ')
		s++;
	return *s == '\0';
}

static void
first(int64_t *line, int64_t here)
{
	if (*line == 0)
		*line = here;
}

void
sheet_dates_see(sheet_dates *d, const char *text, int64_t line)
{
	int v[3];
	int w[3];
	char separator = '\0';

	if (!three_numbers(text, v, w, &separator)) {
		cnis_day day;

		if (text[strspn(text, " ")] != '\0' && cnis_day_parse(text, &day) == CNIS_OK)
			first(&d->words, line);
		return; /* what is no date at all is told of row by row */
	}
	if (w[0] == 4) {
		first(&d->iso, line);
		return;
	}
	if (w[2] != 4)
		return;
	if (d->separator == '\0')
		d->separator = separator;
	if (v[0] > 12 && v[1] <= 12)
		first(&d->day_first, line);
	else if (v[1] > 12 && v[0] <= 12)
		first(&d->month_first, line);
	else if (v[0] <= 12 && v[1] <= 12)
		first(&d->either, line);
}

static cnis_status
fail(const import_map *m, int field, const char *words, long long a, long long b, cnis_error *err)
{
	char where[96];
	char message[200];
	text_buf t = text_buf_on(where, sizeof(where));

	text_add(&t, "column ");
	text_add(&t, map_column(m, field));
	(void)snprintf(message, sizeof(message), "%s (line %lld", words, a);
	if (b != 0)
		(void)snprintf(message + strlen(message), sizeof(message) - strlen(message),
		               " and line %lld", b);
	return cnis_fail(err, CNIS_EINVAL, 0, "import.rows", where,
	                 "%s): say %s.format = DD/MM/YYYY, or how it is, in the map", message,
	                 m->names[field]);
}

static cnis_status
judge(const import_map *m, int i, const sheet_dates *d, cnis_error *err)
{
	int64_t numbers = d->day_first != 0     ? d->day_first
	                  : d->month_first != 0 ? d->month_first
	                                        : d->either;

	if (d->day_first != 0 && d->month_first != 0)
		return fail(m, i, "mixed dates in one column: day first and month first",
		            d->day_first, d->month_first, err);
	if (d->iso != 0 && numbers != 0)
		return fail(m, i, "mixed dates in one column: year first and year last", d->iso,
		            numbers, err);
	if (d->words != 0 && (d->iso != 0 || numbers != 0))
		return fail(m, i, "mixed dates in one column: with the month as a word and without",
		            d->words, d->iso != 0 ? d->iso : numbers, err);
	if (d->either != 0 && d->day_first == 0 && d->month_first == 0)
		return fail(m, i, "no row of this column settles whether the day comes first",
		            d->either, 0, err);
	return CNIS_OK;
}

cnis_status
sheet_dates_settle(const sheet_kind *k, import_map *m, const sheet_dates dates[MAP_FIELDS],
                   sheet_notes *notes, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (int i = 0; st == CNIS_OK && k->field[i].name != NULL; i++) {
		const sheet_dates *d = &dates[i];
		char format[16] = "YYYY-MM-DD";

		if ((k->field[i].type != SHEET_DAY && k->field[i].type != SHEET_LATER) ||
		    m->field[i].index < 0 || m->field[i].format != NULL)
			continue;
		st = judge(m, i, d, reterr);
		if (st != CNIS_OK || d->words != 0)
			continue;
		if (d->day_first != 0 || d->month_first != 0) {
			(void)snprintf(format, sizeof(format), "%s%cYYYY",
			               d->day_first != 0 ? "DD/MM" : "MM/DD", d->separator);
			format[2] = d->separator;
			notes->settled[i] = d->day_first != 0 ? d->day_first : d->month_first;
		}
		m->field[i].format = mem_text(format);
		if (m->field[i].format == NULL)
			st = cnis_nomem(reterr, "import.rows");
	}
	return st;
}

/* Days: civil calendar arithmetic and the London rule.  Pure. */
#include <cnis/day.h>

#include <stddef.h>
#include <string.h>

enum { FIRST_YEAR = 1600, LAST_YEAR = 2999, DAY_SECONDS = 86400 };

static bool
leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : length[month - 1];
}

/* Days from 1970-01-01 by counting years from 1 March, so that the leap day comes last. */
static cnis_day
civil(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

cnis_day
cnis_day_make(int year, int month, int day)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12)
		return CNIS_DAY_NONE;
	if (day < 1 || day > month_length(year, month))
		return CNIS_DAY_NONE;
	return civil(year, month, day);
}

void
cnis_day_split(cnis_day d, int *ret_year, int *ret_month, int *ret_day)
{
	int z = d + 719468;
	int era = z / 146097;
	int day_of_era = z - era * 146097;
	int year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int m = (5 * day_of_year + 2) / 153;
	int month = m < 10 ? m + 3 : m - 9;

	if (ret_year != NULL)
		*ret_year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
	if (ret_month != NULL)
		*ret_month = month;
	if (ret_day != NULL)
		*ret_day = day_of_year - (153 * m + 2) / 5 + 1;
}

int
cnis_day_weekday(cnis_day d)
{
	int64_t from_thursday = (int64_t)d + 3; /* 1970-01-01 was a Thursday */

	return (int)(((from_thursday % 7) + 7) % 7) + 1;
}

cnis_day
cnis_day_add_months(cnis_day d, int months)
{
	int year;
	int month;
	int day;
	int count;

	cnis_day_split(d, &year, &month, &day);
	count = year * 12 + (month - 1) + months;
	year = count / 12;
	month = count % 12 + 1;
	if (day > month_length(year, month))
		day = month_length(year, month);
	return cnis_day_make(year, month, day);
}

/* 1 to max_digits digits at *at; the cursor moves past them. */
static bool
number(const char **at, int min_digits, int max_digits, int *ret_value)
{
	int value = 0;
	int n = 0;

	while (n < max_digits && (*at)[n] >= '0' && (*at)[n] <= '9') {
		value = value * 10 + ((*at)[n] - '0');
		n++;
	}
	if (n < min_digits)
		return false;
	*at += n;
	*ret_value = value;
	return true;
}

static bool
skip(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

/* "nov" or "november", any case; "sept" too, because people write it. */
static int
month_name(const char **at)
{
	static const char *const names[] = { "january",   "february", "march",    "april",
		                             "may",       "june",     "july",     "august",
		                             "september", "october",  "november", "december" };
	size_t i;
	size_t n = 0;

	while (lower((*at)[n]) >= 'a' && lower((*at)[n]) <= 'z')
		n++;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t k = 0;

		if (n != 3 && n != strlen(names[i]) && !(i == 8 && n == 4))
			continue;
		while (k < n && lower((*at)[k]) == names[i][k])
			k++;
		if (k == n) {
			*at += n;
			return (int)i + 1;
		}
	}
	return 0;
}

static cnis_day
parse_iso(const char **at)
{
	int year;
	int month;
	int day;

	if (!number(at, 4, 4, &year) || !skip(at, '-') || !number(at, 2, 2, &month) ||
	    !skip(at, '-') || !number(at, 2, 2, &day))
		return CNIS_DAY_NONE;
	return cnis_day_make(year, month, day);
}

/* Day first; *ret_either when month first would be another date. */
static cnis_day
parse_british(const char **at, bool *ret_either)
{
	int year;
	int month;
	int day;
	bool slashes;

	if (!number(at, 1, 2, &day))
		return CNIS_DAY_NONE;
	slashes = skip(at, '/');
	if (slashes) {
		if (!number(at, 1, 2, &month) || !skip(at, '/'))
			return CNIS_DAY_NONE;
	} else {
		if (!skip(at, ' '))
			return CNIS_DAY_NONE;
		month = month_name(at);
		if (month == 0 || !skip(at, ' '))
			return CNIS_DAY_NONE;
	}
	if (!number(at, 4, 4, &year))
		return CNIS_DAY_NONE;
	*ret_either = slashes && day <= 12 && day != month;
	return cnis_day_make(year, month, day);
}

/* CNIS_DAY_NONE when it is no date in any of the forms. */
static cnis_day
parse(const char *text, bool *ret_either)
{
	const char *at = text;
	cnis_day d;

	*ret_either = false;
	if (text == NULL)
		return CNIS_DAY_NONE;
	while (*at == ' ')
		at++;
	d = strspn(at, "0123456789") == 4 ? parse_iso(&at) : parse_british(&at, ret_either);
	while (*at == ' ')
		at++;
	return *at == '\0' ? d : CNIS_DAY_NONE;
}

cnis_status
cnis_day_parse(const char *text, cnis_day *ret_day)
{
	bool either;
	cnis_day d = parse(text, &either);

	if (d == CNIS_DAY_NONE || either)
		return CNIS_EINVAL;
	*ret_day = d;
	return CNIS_OK;
}

const char *
cnis_day_problem(const char *text)
{
	bool either;

	if (parse(text, &either) != CNIS_DAY_NONE && either)
		return "ambiguous: the day or the month may come first; type it as 2026-05-04 or "
		       "4 May 2026";
	return "not a date; type it as 2026-11-21 or 21 Nov 2026";
}

/* Two digits at a time, so that a bulk export does not spend its time in printf. */
static void
two(char *at, int value)
{
	at[0] = (char)('0' + value / 10);
	at[1] = (char)('0' + value % 10);
}

char *
cnis_day_iso(cnis_day d, char buf[CNIS_DAY_ISO_SIZE])
{
	int year;
	int month;
	int day;

	if (d == CNIS_DAY_NONE) {
		buf[0] = '\0';
		return buf;
	}
	cnis_day_split(d, &year, &month, &day);
	two(buf, year / 100 % 100);
	two(buf + 2, year % 100);
	buf[4] = '-';
	two(buf + 5, month);
	buf[7] = '-';
	two(buf + 8, day);
	buf[10] = '\0';
	return buf;
}

static cnis_day
last_sunday(int year, int month)
{
	cnis_day last = civil(year, month, 31); /* March and October both have 31 days */

	return last - cnis_day_weekday(last) % 7;
}

static int64_t
day_of(int64_t seconds)
{
	int64_t d = seconds / DAY_SECONDS;

	return seconds % DAY_SECONDS < 0 ? d - 1 : d;
}

/* Seconds London is ahead of UTC. */
static int64_t
london_offset(int64_t instant)
{
	int year;
	int64_t from;
	int64_t to;

	cnis_day_split((cnis_day)day_of(instant), &year, NULL, NULL);
	from = (int64_t)last_sunday(year, 3) * DAY_SECONDS + 3600;
	to = (int64_t)last_sunday(year, 10) * DAY_SECONDS + 3600;
	return instant >= from && instant < to ? 3600 : 0;
}

cnis_day
cnis_instant_day(int64_t instant)
{
	return (cnis_day)day_of(instant + london_offset(instant));
}

int64_t
cnis_instant_end_of_day(cnis_day d)
{
	int64_t midnight = ((int64_t)d + 1) * DAY_SECONDS; /* of the next day, if London kept UTC */

	return midnight - london_offset(midnight - 3600) - 1;
}

char *
cnis_instant_iso(int64_t instant, char buf[CNIS_INSTANT_ISO_SIZE])
{
	int64_t day = day_of(instant);
	int seconds = (int)(instant - day * DAY_SECONDS);

	(void)cnis_day_iso((cnis_day)day, buf);
	buf[10] = 'T';
	two(buf + 11, seconds / 3600);
	buf[13] = ':';
	two(buf + 14, seconds / 60 % 60);
	buf[16] = ':';
	two(buf + 17, seconds % 60);
	buf[19] = 'Z';
	buf[20] = '\0';
	return buf;
}

cnis_status
cnis_instant_parse(const char *text, int64_t *ret_instant)
{
	const char *at = text;
	cnis_day d;
	int h;
	int m;
	int s;

	if (cnis_day_parse(text, &d) == CNIS_OK) {
		*ret_instant = cnis_instant_end_of_day(d);
		return CNIS_OK;
	}
	if (text == NULL)
		return CNIS_EINVAL;
	d = parse_iso(&at);
	if (d == CNIS_DAY_NONE || !skip(&at, 'T') || !number(&at, 2, 2, &h) || !skip(&at, ':') ||
	    !number(&at, 2, 2, &m) || !skip(&at, ':') || !number(&at, 2, 2, &s) ||
	    !skip(&at, 'Z') || *at != '\0' || h > 23 || m > 59 || s > 59)
		return CNIS_EINVAL;
	*ret_instant = (int64_t)d * DAY_SECONDS + ((int64_t)h * 60 + m) * 60 + s;
	return CNIS_OK;
}

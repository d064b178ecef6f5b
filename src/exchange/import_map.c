/* Which column of a file is which field. */
#include "exchange/import_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

enum { MAP_BYTES = 64 * 1024 };

static cnis_status
wrong(cnis_error *err, int line, const char *words)
{
	char field[64];

	(void)snprintf(field, sizeof(field), "map line %d", line);
	return cnis_fail(err, CNIS_EINVAL, 0, "import.map", field, "%s", words);
}

static int
find_field(const import_map *m, const char *name)
{
	for (int i = 0; m->names[i] != NULL; i++)
		if (strcmp(m->names[i], name) == 0)
			return i;
	return -1;
}

static char *
trim(char *s)
{
	char *end;

	while (*s == ' ' || *s == '\t')
		s++;
	end = s + strlen(s);
	while (end > s && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		*--end = '\0';
	return s;
}

/* D, M and Y in any order, each once and whole, with separators. */
static bool
format_ok(const char *f)
{
	size_t y = 0;
	size_t m = 0;
	size_t d = 0;

	for (; *f != '\0'; f++) {
		y += *f == 'Y';
		m += *f == 'M';
		d += *f == 'D';
		if (strchr("YMD/-. ", *f) == NULL)
			return false;
	}
	return y == 4 && m == 2 && d == 2;
}

static cnis_status
put(char **where, const char *value, int line, const char *twice, cnis_error *err)
{
	if (*where != NULL)
		return wrong(err, line, twice);
	*where = mem_text(value);
	return *where == NULL ? cnis_nomem(err, "import.map") : CNIS_OK;
}

static cnis_status
put_code(import_map *m, int field, const char *theirs, const char *ours, int line, cnis_error *err)
{
	map_code *c = &m->code[m->n_codes];

	for (size_t i = 0; i < m->n_codes; i++)
		if (m->code[i].field == field && strcmp(m->code[i].theirs, theirs) == 0)
			return wrong(err, line, "this code is translated twice");
	if (m->n_codes == MAP_CODES)
		return wrong(err, line, "too many codes");
	c->field = field;
	c->theirs = mem_text(theirs);
	c->ours = mem_text(ours);
	m->n_codes++;
	return c->theirs == NULL || c->ours == NULL ? cnis_nomem(err, "import.map") : CNIS_OK;
}

/* Lines that are about the file and not about a field; *ret false: it is none of them. */
static cnis_status
file_line(import_map *m, const char *name, char *value, int line, bool *ret, cnis_error *err)
{
	char *colon;
	cnis_status st;

	*ret = true;
	if (strcmp(name, "encoding") == 0) {
		m->windows_1252 = strcasecmp(value, "windows-1252") == 0;
		if (m->windows_1252 || strcasecmp(value, "utf-8") == 0)
			return CNIS_OK;
		return wrong(err, line, "the encoding is utf-8 or windows-1252");
	}
	*ret = strcmp(name, "only") == 0;
	if (!*ret)
		return CNIS_OK;
	colon = strchr(value, ':');
	if (colon == NULL)
		return wrong(err, line, "expected: only = COLUMN: VALUE");
	*colon = '\0';
	m->only_line = line;
	st = put(&m->only_column, trim(value), line, "only stands twice", err);
	return st == CNIS_OK ? put(&m->only_is, trim(colon + 1), line, "", err) : st;
}

/* What stands after the dot of a field. */
static cnis_status
more_line(import_map *m, int field, const char *more, const char *value, int line, cnis_error *err)
{
	map_field *f = &m->field[field];

	if (strncmp(more, "code.", 5) == 0)
		return put_code(m, field, more + 5, value, line, err);
	if (strcmp(more, "default") == 0)
		return put(&f->otherwise, value, line, "two defaults for one field", err);
	if (strcmp(more, "format") != 0)
		return wrong(err, line, "after the dot: format, default, or code.THEIRS");
	if (!format_ok(value))
		return wrong(err, line, "a date format has YYYY, MM, DD and separators");
	return put(&f->format, value, line, "two formats for one field", err);
}

static cnis_status
one_line(import_map *m, char *text, int line, cnis_error *err)
{
	bool of_file = false;
	cnis_status st;
	char *equals = strchr(text, '=');
	bool constant = equals != NULL && equals > text && equals[-1] == ':';
	char *name;
	char *more;
	char *value;
	int field;

	if (equals == NULL)
		return wrong(err, line, "expected: field = column");
	*equals = '\0';
	if (constant)
		equals[-1] = '\0';
	name = trim(text);
	value = trim(equals + 1);
	more = strchr(name, '.');
	if (more != NULL)
		*more++ = '\0';
	if (*value == '\0')
		return wrong(err, line, "nothing stands after the equals sign");
	st = file_line(m, name, value, line, &of_file, err);
	if (st != CNIS_OK || of_file)
		return st;
	field = find_field(m, name);
	if (field < 0)
		return wrong(err, line, "there is no such field");
	if (more != NULL)
		return more_line(m, field, more, value, line, err);
	if (m->field[field].column != NULL || m->field[field].constant != NULL)
		return wrong(err, line, "two columns for one field");
	for (int i = 0; m->names[i] != NULL && !constant; i++)
		if (m->field[i].column != NULL && strcasecmp(m->field[i].column, value) == 0)
			return wrong(err, line, "one column for two fields");
	m->field[field].line = line;
	return put(constant ? &m->field[field].constant : &m->field[field].column, value, line,
	           "two columns for one field", err);
}

static cnis_status
slurp(const char *path, char *bytes, size_t *ret_len, cnis_error *err)
{
	int fd = -1;
	size_t len = 0;
	ssize_t n = 1;
	cnis_status st = csv_open(path, MAP_BYTES, "map", &fd, err);

	if (st != CNIS_OK)
		return st;
	while (len < MAP_BYTES && (n = read(fd, bytes + len, MAP_BYTES - len)) > 0)
		len += (size_t)n;
	(void)close(fd);
	if (n != 0 || len == 0)
		return cnis_fail(err, CNIS_EINVAL, 0, "import.map", "map",
		                 len == 0 ? "the map is empty" : "the map cannot be read");
	*ret_len = len;
	return CNIS_OK;
}

cnis_status
map_read(const char *path, const char *const *names, import_map *ret, cnis_error *reterr)
{
	char *bytes = mem_new(MAP_BYTES + 1, 1);
	char *clean = NULL;
	size_t len = 0;
	int line = 1;
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	ret->names = names;
	for (int i = 0; i < MAP_FIELDS; i++)
		ret->field[i].index = -1;
	if (bytes == NULL)
		return cnis_nomem(reterr, "import.map");
	st = slurp(path, bytes, &len, reterr);
	if (st == CNIS_OK) {
		size_t skip = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
		text_problem p;

		for (size_t i = 0; i < len; i++)
			if (bytes[i] == '\r') /* a file from another system */
				bytes[i] = ' ';
		p = text_clean(bytes + skip, len - skip, MAP_BYTES, true, &clean);
		if (p == TEXT_NO_MEMORY)
			st = cnis_nomem(reterr, "import.map");
		else if (p != TEXT_FINE)
			st = cnis_fail(reterr, CNIS_EINVAL, 0, "import.map", "map", "%s",
			               text_problem_words(p));
	}
	for (char *at = clean; st == CNIS_OK && at != NULL; line++) {
		char *end = strchr(at, '\n');
		char *text;

		if (end != NULL)
			*end = '\0';
		text = trim(at);
		if (*text != '\0' && *text != '#')
			st = one_line(ret, text, line, reterr);
		at = end == NULL ? NULL : end + 1;
	}
	free(clean);
	free(bytes);
	return st;
}

void
map_clear(import_map *m)
{
	for (int i = 0; i < MAP_FIELDS; i++) {
		free(m->field[i].column);
		free(m->field[i].constant);
		free(m->field[i].otherwise);
		free(m->field[i].format);
	}
	for (size_t i = 0; i < m->n_codes; i++) {
		free(m->code[i].theirs);
		free(m->code[i].ours);
	}
	free(m->only_column);
	free(m->only_is);
	memset(m, 0, sizeof(*m));
}

const char *
map_place(int64_t line, const char *column, char buf[MAP_PLACE])
{
	text_buf b = text_buf_on(buf, MAP_PLACE);

	text_add(&b, "line ");
	text_add_int(&b, line);
	if (column[0] != '\0') {
		text_add(&b, ", column ");
		text_add(&b, column);
	}
	return buf;
}

static cnis_status
find_column(const csv_row *header, const char *name, int line, int *ret, cnis_error *err)
{
	*ret = -1;
	for (size_t c = 0; c < header->n; c++) {
		if (strcasecmp(header->cell[c].text, name) != 0)
			continue;
		if (*ret >= 0) {
			char place[MAP_PLACE];

			return cnis_fail(err, CNIS_EINVAL, 0, "import.map",
			                 map_place(1, name, place),
			                 "the file has two columns of this name");
		}
		*ret = (int)c;
	}
	return *ret < 0 ? wrong(err, line, "the file has no column of this name") : CNIS_OK;
}

cnis_status
map_bind(import_map *m, const csv_row *header, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (int i = 0; st == CNIS_OK && m->names[i] != NULL; i++)
		if (m->field[i].column != NULL)
			st = find_column(header, m->field[i].column, m->field[i].line,
			                 &m->field[i].index, reterr);
	if (st == CNIS_OK && m->only_column != NULL)
		st = find_column(header, m->only_column, m->only_line, &m->only_index, reterr);
	return st;
}

void
map_name_place(const import_map *m, const csv_place *place, cnis_error *err)
{
	for (int i = 0; err != NULL && place->column > 0 && m->names[i] != NULL; i++) {
		if (m->field[i].column != NULL && m->field[i].index >= 0 &&
		    (size_t)m->field[i].index + 1 == place->column) {
			(void)map_place(place->line, m->field[i].column, err->field);
			return;
		}
	}
}

bool
map_wants(const import_map *m, const csv_row *row)
{
	return m->only_column == NULL || (size_t)m->only_index >= row->n ||
	       strcmp(row->cell[m->only_index].text, m->only_is) == 0;
}

bool
map_has(const import_map *m, int field)
{
	return m->field[field].column != NULL || m->field[field].constant != NULL;
}

const char *
map_value_from(const import_map *m, int field, const csv_row *row, map_from *ret)
{
	const map_field *f = &m->field[field];
	const char *value = f->constant == NULL ? "" : f->constant;

	*ret = f->constant == NULL ? MAP_NOWHERE : MAP_CONSTANT;
	if (f->index >= 0 && (size_t)f->index < row->n) {
		value = row->cell[f->index].text;
		*ret = MAP_CELL;
	}
	for (size_t i = 0; i < m->n_codes; i++)
		if (m->code[i].field == field && strcmp(m->code[i].theirs, value) == 0)
			return m->code[i].ours;
	if (f->otherwise == NULL || value[strspn(value, " \t\r\n")] != '\0')
		return value;
	*ret = MAP_DEFAULT;
	return f->otherwise;
}

const char *
map_value(const import_map *m, int field, const csv_row *row)
{
	map_from from;

	return map_value_from(m, field, row, &from);
}

bool
map_day(const import_map *m, int field, const char *text, cnis_day *ret)
{
	const char *f = m->field[field].format;
	bool strict = f != NULL && strpbrk(f, "/-. ") == NULL;
	int part[3] = { 0, 0, 0 };
	cnis_day day;

	if (f == NULL && cnis_day_parse(text, ret) == CNIS_OK)
		return true;
	if (f == NULL) /* a return of a British school says so with the day first */
		f = "DD/MM/YYYY";
	while (*f != '\0') {
		char kind = *f;
		int *into = kind == 'Y' ? &part[0] : kind == 'M' ? &part[1] : &part[2];
		int most = 0;
		int n = 0;

		if (strchr("YMD", kind) == NULL) {
			if (*text++ != *f++)
				return false;
			continue;
		}
		for (; *f == kind; f++)
			most++;
		for (; n < most && *text >= '0' && *text <= '9'; n++)
			*into = *into * 10 + (*text++ - '0');
		/* 1/9/2026 is fine; 1/9/26 and, without separators, 192026 are not. */
		if (n == 0 || (n < most && (strict || kind == 'Y')))
			return false;
	}
	if (*text != '\0')
		return false;
	day = cnis_day_make(part[0], part[1], part[2]);
	if (day == CNIS_DAY_NONE)
		return false;
	*ret = day;
	return true;
}

const char *
map_column(const import_map *m, int field)
{
	return m->field[field].column != NULL ? m->field[field].column : m->names[field];
}

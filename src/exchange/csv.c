/* Reading CSV, over libcsv. */
#include "exchange/csv.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"

enum { CHUNK = 64 * 1024 };

const csv_limits csv_usual = { (size_t)32 * 1024 * 1024, 4096, 256, false };

typedef struct reader {
	struct csv_parser parser;
	csv_limits limits;
	csv_row_fn fn;
	void *payload;
	csv_place *place; /* NULL: not asked for */
	cnis_error *err;
	cnis_status st;
	char *bytes; /* of the row's cells */
	size_t len, room;
	size_t *start; /* where each cell begins in bytes */
	csv_cell *cell;
	size_t n, room_cells;
	size_t total;
	int64_t line, row_line, number;
	bool after_cr; /* the last byte was CR: perhaps LF follows */
	bool open;     /* a parser was made */
	char *utf8;    /* windows_1252: the chunk as UTF-8 */
	size_t rest;   /* windows_1252: bytes that would still be wanted if it were UTF-8 */
	bool high, not_utf8;
} reader;

static cnis_status
fail_at(reader *in, size_t column, const char *words)
{
	char field[64];

	(void)snprintf(field, sizeof(field), "line %lld, column %zu", (long long)in->row_line,
	               column);
	if (in->place != NULL)
		*in->place = (csv_place){ in->row_line, column };
	in->st = cnis_fail(in->err, CNIS_EINVAL, 0, "csv.read", field, "%s", words);
	return in->st;
}

/* Length of the UTF-8 sequence at @p s, or 0: overlong forms and surrogates are wrong too. */
static size_t
sequence(const unsigned char *s, size_t left)
{
	size_t n = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;

	if (n == 0 || n > left || s[0] > 0xF4)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xC0U) != 0x80U)
			return 0;
	if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ||
	    (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
		return 0;
	return n;
}

static cnis_status
check_utf8(reader *in, const unsigned char *s, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t n = sequence(s + i, len - i);

		if (n == 0)
			/* In 1252 an accented letter or a curly quote stands alone among ASCII. */
			return fail_at(in, in->n + 1,
			               "not UTF-8 (it looks like Windows-1252): save the file "
			               "again as \"CSV UTF-8\", or say encoding = windows-1252 "
			               "in the map");
		if (s[i] == 0)
			return fail_at(in, in->n + 1, "a NUL byte (UTF-16?): save as UTF-8");
		i += n;
	}
	return CNIS_OK;
}

/* The writer puts one apostrophe before what a spreadsheet would take for a formula. */
static size_t
guarded(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && s[i] == '\'')
		i++;
	return i > 0 && i < len && strchr("=+-@", s[i]) != NULL ? 1 : 0;
}

static bool
grow(reader *in, size_t more)
{
	size_t room = in->room == 0 ? 4096 : in->room;
	char *bytes;

	while (room < in->len + more)
		room *= 2;
	if (room != in->room) {
		bytes = mem_grow(in->bytes, room, 1);
		if (bytes == NULL)
			return false;
		in->bytes = bytes;
		in->room = room;
	}
	if (in->n == in->room_cells) {
		size_t cells = in->room_cells == 0 ? 32 : in->room_cells * 2;
		size_t *start = mem_grow(in->start, cells, sizeof(*start));
		csv_cell *cell;

		if (start == NULL)
			return false;
		in->start = start;
		cell = mem_grow(in->cell, cells, sizeof(*cell));
		if (cell == NULL)
			return false;
		in->cell = cell;
		in->room_cells = cells;
	}
	return true;
}

static void
on_cell(void *bytes, size_t len, void *payload)
{
	reader *in = payload;
	const char *s = bytes;
	size_t skip = s == NULL ? 0 : guarded(s, len);

	if (in->st != CNIS_OK)
		return;
	if (in->n >= in->limits.columns) {
		(void)fail_at(in, in->n + 1, "too many columns");
		return;
	}
	if (len > in->limits.cell) {
		(void)fail_at(in, in->n + 1, "the text is too long");
		return;
	}
	if (s != NULL && check_utf8(in, bytes, len) != CNIS_OK)
		return;
	if (!grow(in, len + 1)) {
		in->st = cnis_nomem(in->err, "csv.read");
		return;
	}
	in->start[in->n] = in->len;
	if (s != NULL && len > skip)
		memcpy(in->bytes + in->len, s + skip, len - skip);
	in->cell[in->n].len = len - skip;
	in->len += len - skip;
	in->bytes[in->len++] = '\0';
	in->n++;
}

static void
on_row(int end, void *payload)
{
	reader *in = payload;
	csv_row row = { in->number, in->row_line, in->n, in->cell };

	(void)end;
	if (in->st != CNIS_OK)
		return;
	for (size_t i = 0; i < in->n; i++)
		in->cell[i].text = in->bytes + in->start[i];
	in->st = in->fn(&row, in->payload, in->err);
	in->number++;
	in->n = 0;
	in->len = 0;
	in->row_line = in->line;
}

static cnis_status
begin(reader *in)
{
	if (csv_init(&in->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return cnis_nomem(in->err, "csv.read");
	in->open = true;
	in->line = 1;
	in->row_line = 1;
	return CNIS_OK;
}

/* A line ends with LF, CRLF or, in files of old Macs, CR alone. */
static size_t
line_size(const char *bytes, size_t len)
{
	const char *lf = memchr(bytes, '\n', len);
	size_t n = lf == NULL ? len : (size_t)(lf - bytes) + 1;
	const char *cr = memchr(bytes, '\r', n);

	return cr == NULL || cr + 1 == lf ? n : (size_t)(cr - bytes) + 1;
}

/* Fed a line at a time, so that the place of an error is known. */
static cnis_status
feed(reader *in, const char *bytes, size_t len)
{
	if (in->total == 0 && len >= 2 &&
	    (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
		return fail_at(in, 1, "the file is UTF-16: save it again as \"CSV UTF-8\"");
	if (in->total == 0 && len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
		in->total += 3;
	}
	in->total += len;
	if (in->total > in->limits.file)
		return cnis_fail(in->err, CNIS_EINVAL, 0, "csv.read", "file",
		                 "the file is larger than %zu MiB", in->limits.file / 1024 / 1024);
	while (len > 0 && in->st == CNIS_OK) {
		size_t n = line_size(bytes, len);

		if (in->after_cr && bytes[0] != '\n')
			in->line++;
		in->after_cr = bytes[n - 1] == '\r';
		if (in->parser.pstate == 0 && in->n == 0)
			in->row_line = in->line;
		if (in->parser.entry_pos + n > in->limits.cell + CHUNK)
			return fail_at(in, in->n + 1,
			               "the text is too long (a quote that "
			               "is never closed?)");
		if (csv_parse(&in->parser, bytes, n, on_cell, on_row, in) != n &&
		    in->st == CNIS_OK) {
			if (csv_error(&in->parser) == CSV_EPARSE)
				return fail_at(in, in->n + 1, "a quote in the wrong place");
			return cnis_nomem(in->err, "csv.read");
		}
		if (bytes[n - 1] == '\n')
			in->line++;
		bytes += n;
		len -= n;
	}
	return in->st;
}

/* Would it pass for UTF-8?  Letter frequencies are not asked: only a byte that cannot stand there
 * speaks for the other encoding. */
static void
watch(reader *in, unsigned char b)
{
	in->high = in->high || b >= 0x80;
	if (in->rest > 0) {
		in->not_utf8 = in->not_utf8 || (b & 0xC0U) != 0x80U;
		in->rest--;
	} else if (b >= 0x80) {
		in->not_utf8 = in->not_utf8 || b < 0xC2 || b > 0xF4;
		in->rest = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
	}
}

static size_t
put_utf8(char *to, unsigned c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0U | (c >> 6));
		to[1] = (char)(0x80U | (c & 0x3FU));
		return 2;
	}
	to[0] = (char)(0xE0U | (c >> 12));
	to[1] = (char)(0x80U | ((c >> 6) & 0x3FU));
	to[2] = (char)(0x80U | (c & 0x3FU));
	return 3;
}

/* The code points of 0x80 to 0x9F; 0: none.  The others are those of Latin 1. */
static const uint16_t WINDOWS[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static cnis_status
feed_windows(reader *in, const char *bytes, size_t len)
{
	size_t n = 0;

	if (in->total == 0 && len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return fail_at(in, 1,
		               "the file says that it is UTF-8 (byte order mark): take the "
		               "encoding out of the map");
	if (in->utf8 == NULL && (in->utf8 = mem_new(CHUNK, 3)) == NULL)
		return cnis_nomem(in->err, "csv.read");
	for (size_t i = 0; i < len; i++) {
		unsigned char b = (unsigned char)bytes[i];
		unsigned c = b >= 0x80 && b < 0xA0 ? WINDOWS[b - 0x80] : b;

		if (c == 0) /* NUL, or one of the five bytes without a meaning */
			return fail_at(in, in->n + 1, "a byte that Windows-1252 does not have");
		watch(in, b);
		n += put_utf8(in->utf8 + n, c);
	}
	return feed(in, in->utf8, n);
}

static cnis_status
feed_any(reader *in, const char *bytes, size_t len)
{
	cnis_status st = CNIS_OK;

	if (!in->limits.windows_1252)
		return feed(in, bytes, len);
	for (size_t at = 0; st == CNIS_OK && at < len; at += CHUNK)
		st = feed_windows(in, bytes + at, len - at < CHUNK ? len - at : CHUNK);
	return st;
}

static cnis_status
finish(reader *in)
{
	if (in->st == CNIS_OK && in->high && !in->not_utf8 && in->rest == 0)
		return cnis_fail(in->err, CNIS_EINVAL, 0, "csv.read", "file",
		                 "the file is UTF-8, not Windows-1252: take the encoding out of "
		                 "the map");
	if (csv_fini(&in->parser, on_cell, on_row, in) != 0 && in->st == CNIS_OK)
		return fail_at(in, in->n + 1, "a quote is never closed");
	if (in->st == CNIS_OK && in->number == 0)
		return cnis_fail(in->err, CNIS_EINVAL, 0, "csv.read", "file",
		                 "the file is empty: a line of column names is needed");
	return in->st;
}

static void
release(reader *in)
{
	if (in->open)
		csv_free(&in->parser);
	free(in->utf8);
	free(in->bytes);
	free(in->start);
	free(in->cell);
}

cnis_status
csv_read_bytes(const char *bytes, size_t len, const csv_limits *limits, csv_row_fn fn,
               void *payload, cnis_error *reterr)
{
	reader in = { .limits = limits == NULL ? csv_usual : *limits,
		      .fn = fn,
		      .payload = payload,
		      .err = reterr };
	cnis_status st = begin(&in);

	if (st == CNIS_OK)
		st = feed_any(&in, bytes, len);
	if (st == CNIS_OK)
		st = finish(&in);
	release(&in);
	return st;
}

cnis_status
csv_open(const char *path, size_t max_bytes, const char *what, int *ret_fd, cnis_error *reterr)
{
	struct stat sb;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return cnis_fail(reterr, errno == ENOENT ? CNIS_ENOTFOUND : CNIS_EIO, errno,
		                 "file.open", what, "the file cannot be opened: %s",
		                 strerror(errno));
	if (fstat(fd, &sb) != 0) {
		int e = errno;

		(void)close(fd);
		return cnis_fail(reterr, CNIS_EIO, e, "file.open", what, "%s", strerror(e));
	}
	if (S_ISDIR(sb.st_mode)) {
		(void)close(fd);
		return cnis_fail(reterr, CNIS_EINVAL, 0, "file.open", what,
		                 "a directory, not a file");
	}
	if (S_ISREG(sb.st_mode) && (uintmax_t)sb.st_size > max_bytes) {
		(void)close(fd);
		return cnis_fail(reterr, CNIS_EINVAL, 0, "file.open", what,
		                 "the file is larger than %zu MiB", max_bytes / 1024 / 1024);
	}
	*ret_fd = fd;
	return CNIS_OK;
}

cnis_status
csv_read_file(const char *path, const csv_limits *limits, csv_row_fn fn, void *payload,
              csv_place *ret_place, cnis_error *reterr)
{
	reader in = { .limits = limits == NULL ? csv_usual : *limits,
		      .fn = fn,
		      .payload = payload,
		      .place = ret_place,
		      .err = reterr };
	char *chunk = NULL;
	int fd = -1;
	cnis_status st = csv_open(path, in.limits.file, "file", &fd, reterr);

	if (st == CNIS_OK)
		st = begin(&in);
	if (st == CNIS_OK && (chunk = mem_new(CHUNK, 1)) == NULL)
		st = cnis_nomem(reterr, "csv.read");
	while (st == CNIS_OK) {
		ssize_t n = read(fd, chunk, CHUNK);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			st = cnis_fail(reterr, CNIS_EIO, errno, "csv.read", "file", "%s",
			               strerror(errno));
		if (n <= 0)
			break;
		st = feed_any(&in, chunk, (size_t)n);
	}
	if (st == CNIS_OK)
		st = finish(&in);
	free(chunk);
	if (fd >= 0)
		(void)close(fd);
	release(&in);
	return st;
}

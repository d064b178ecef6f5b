/* The file of a full export: its lines, what the first and the last one say, and whether it is
 * true. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/full.h"

static const char HERE[] = "import.full";

enum { FIRST_ROOM = 64 * 1024 };

cnis_status
full_wrong(cnis_error *err, int64_t line, const char *record, const char *key, const char *words)
{
	char field[64];
	text_buf b = text_buf_on(field, sizeof(field));

	text_add(&b, "line ");
	text_add_int(&b, line);
	if (record != NULL) {
		text_add(&b, ", ");
		text_add(&b, record);
	}
	if (key != NULL) {
		text_add(&b, ".");
		text_add(&b, key);
	}
	return cnis_fail(err, CNIS_EINVAL, 0, HERE, field, "%s", words);
}

/* ---- lines ----------------------------------------------------------------------------------- */

cnis_status
full_file_open(const char *path, full_file *ret, cnis_error *reterr)
{
	struct stat sb;

	ret->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (ret->fd < 0)
		return cnis_fail(reterr, errno == ENOENT ? CNIS_ENOTFOUND : CNIS_EIO, errno, HERE,
		                 "file", "the file cannot be opened: %s", strerror(errno));
	if (fstat(ret->fd, &sb) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, "file", "%s", strerror(errno));
	if (!S_ISREG(sb.st_mode)) /* it is read more than once */
		return cnis_fail(reterr, CNIS_EINVAL, 0, HERE, "file", "not an ordinary file");
	ret->room = FIRST_ROOM;
	ret->bytes = mem_new(ret->room, 1);
	if (ret->bytes == NULL)
		return cnis_nomem(reterr, HERE);
	return full_file_rewind(ret, reterr);
}

void
full_file_close(full_file *f)
{
	if (f->bytes != NULL && f->fd >= 0)
		(void)close(f->fd);
	free(f->bytes);
	memset(f, 0, sizeof(*f));
	f->fd = -1;
}

cnis_status
full_file_rewind(full_file *f, cnis_error *reterr)
{
	if (lseek(f->fd, 0, SEEK_SET) != 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, "file", "%s", strerror(errno));
	f->at = f->len = 0;
	f->ended = false;
	f->line = 0;
	hash_begin(&f->hash);
	f->before = f->hash;
	return CNIS_OK;
}

/* More bytes behind those that are there. */
static cnis_status
fill(full_file *f, cnis_error *reterr)
{
	ssize_t n;

	if (f->at > 0) {
		memmove(f->bytes, f->bytes + f->at, f->len - f->at);
		f->len -= f->at;
		f->at = 0;
	}
	if (f->len == f->room) {
		char *grown;

		if (f->room >= FULL_LINE)
			return full_wrong(reterr, f->line + 1, NULL, NULL, "is too long");
		grown = mem_grow(f->bytes, f->room * 2, 1);
		if (grown == NULL)
			return cnis_nomem(reterr, HERE);
		f->bytes = grown;
		f->room *= 2;
	}
	do
		n = read(f->fd, f->bytes + f->len, f->room - f->len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return cnis_fail(reterr, CNIS_EIO, errno, HERE, "file", "%s", strerror(errno));
	f->ended = n == 0;
	f->len += (size_t)n;
	return CNIS_OK;
}

/* Bytes of the next line, from f->at, without its end; -1 at the end of the file. */
static cnis_status
find_end(full_file *f, ssize_t *ret, cnis_error *reterr)
{
	size_t looked = 0;

	for (;;) {
		const char *from = f->bytes + f->at;
		const char *end = f->len - f->at == looked
		                      ? NULL
		                      : memchr(from + looked, '\n', f->len - f->at - looked);
		cnis_status st;

		if (end != NULL) {
			*ret = end - from;
			return CNIS_OK;
		}
		looked = f->len - f->at;
		if (f->ended && looked > 0)
			return full_wrong(reterr, f->line + 1, NULL, NULL,
			                  "has no end: the file was cut");
		if (f->ended) {
			*ret = -1;
			return CNIS_OK;
		}
		st = fill(f, reterr);
		if (st != CNIS_OK)
			return st;
	}
}

cnis_status
full_file_line(full_file *f, char **ret, size_t *ret_len, cnis_error *reterr)
{
	ssize_t len = -1;
	cnis_status st = find_end(f, &len, reterr);

	if (st != CNIS_OK)
		return st;
	*ret = len < 0 ? NULL : f->bytes + f->at;
	*ret_len = len < 0 ? 0 : (size_t)len;
	if (len < 0)
		return CNIS_OK;
	f->before = f->hash;
	hash_bytes(&f->hash, *ret, *ret_len + 1);
	(*ret)[len] = '\0';
	f->at += *ret_len + 1;
	f->line++;
	return CNIS_OK;
}

void
full_file_sum(const hash_state *h, char ret[HASH_SIZE * 2 + 1])
{
	unsigned char sum[HASH_SIZE];
	hash_state copy = *h;

	hash_end(&copy, sum);
	(void)hash_hex(sum, ret);
}

/* ---- header and trailer ---------------------------------------------------------------------- */

/* Without a word of the text itself. */
static const char *
problem(const json_error_t *e)
{
	enum json_error_code code = json_error_code(e);

	if (code == json_error_invalid_utf8)
		return "is not valid UTF-8";
	if (code == json_error_duplicate_key)
		return "has a key twice";
	if (code == json_error_numeric_overflow)
		return "holds a number that is too large";
	if (code == json_error_null_character)
		return "holds a NUL character";
	return "is not one JSON object";
}

cnis_status
full_json(const char *text, size_t len, int64_t number, json_t **ret, cnis_error *reterr)
{
	static const char no_record[] = "is no record of a full export: schema 1 and the kind of "
					"record are needed";
	json_error_t e;
	json_t *o = json_loadb(text, len, JSON_REJECT_DUPLICATES, &e);
	const char *what = NULL;

	if (o == NULL && json_error_code(&e) == json_error_out_of_memory)
		return cnis_nomem(reterr, HERE);
	if (o == NULL)
		what = problem(&e);
	else if (!json_is_object(o))
		what = "is not one JSON object";
	else if (json_integer_value(json_object_get(o, "schema")) != 1 ||
	         !json_is_string(json_object_get(o, "record")))
		what = no_record;
	if (what != NULL) {
		json_decref(o);
		return full_wrong(reterr, number, NULL, NULL, what);
	}
	*ret = o;
	return CNIS_OK;
}

static bool
is_record(const json_t *o, const char *name)
{
	return strcmp(json_string_value(json_object_get(o, "record")), name) == 0;
}

static bool
text_of(const json_t *o, const char *key, char *buf, size_t size)
{
	const char *text = json_string_value(json_object_get(o, key));

	return text != NULL && strlen(text) == size - 1 && text_copy(buf, size, text);
}

static cnis_status
read_counts(const json_t *counts, const full_shape *shape, full_head *ret, cnis_error *reterr)
{
	if (!json_is_object(counts))
		return full_wrong(reterr, 1, "header", "counts", "is missing");
	ret->count = mem_new(shape->n, sizeof(*ret->count));
	if (ret->count == NULL)
		return cnis_nomem(reterr, HERE);
	for (size_t i = 0; i < shape->n; i++) {
		const json_t *n = json_object_get(counts, shape->record[i].layout.table->name);

		ret->count[i] = json_is_integer(n) ? json_integer_value(n) : -1;
	}
	return CNIS_OK;
}

static cnis_status
read_header(const char *text, size_t len, const full_shape *shape, full_head *ret,
            cnis_error *reterr)
{
	json_t *o = NULL;
	cnis_status st = full_json(text, len, 1, &o, reterr);

	if (st != CNIS_OK)
		return st;
	ret->format = json_integer_value(json_object_get(o, "format"));
	ret->schema = json_integer_value(json_object_get(o, "register_schema"));
	ret->demonstration = json_is_true(json_object_get(o, "demonstration"));
	ret->of.seq = json_integer_value(json_object_get(o, "as_of"));
	if (!is_record(o, "header"))
		st = full_wrong(reterr, 1, NULL, NULL, "is not the header of a full export");
	else if (ret->format != FULL_FORMAT)
		st = full_wrong(reterr, 1, "header", "format",
		                "is not one this program knows; it knows 1");
	else if (!text_of(o, "authority", ret->authority, sizeof(ret->authority)))
		st = full_wrong(reterr, 1, "header", "authority", "is not a code of three digits");
	else if (!text_of(o, "register", ret->of.uuid, sizeof(ret->of.uuid)) ||
	         strspn(ret->of.uuid, "0123456789abcdef-") != sizeof(ret->of.uuid) - 1)
		st = full_wrong(reterr, 1, "header", "register", "is not an id");
	else if (ret->of.seq < 1)
		st = full_wrong(reterr, 1, "header", "as_of", "is not a journal entry");
	else
		st = read_counts(json_object_get(o, "counts"), shape, ret, reterr);
	json_decref(o);
	return st;
}

static cnis_status
read_trailer(const full_file *f, const char *text, full_head *ret, cnis_error *reterr)
{
	char sum[HASH_SIZE * 2 + 1];
	json_t *o = NULL;
	cnis_status st = full_json(text, strlen(text), f->line, &o, reterr);

	if (st != CNIS_OK)
		return st;
	full_file_sum(&f->before, sum);
	ret->lines = f->line;
	if (!is_record(o, "trailer"))
		st = full_wrong(reterr, f->line, NULL, NULL,
		                "is the last line and no trailer: the file was cut");
	else if (json_integer_value(json_object_get(o, "records")) != f->line - 2)
		st = full_wrong(reterr, f->line, "trailer", "records",
		                "is not the number of records in the file");
	else if (!text_of(o, "sha256", ret->sha256, sizeof(ret->sha256)) ||
	         strcmp(sum, ret->sha256) != 0)
		st = full_wrong(reterr, f->line, "trailer", "sha256",
		                "is not that of the lines before: the file was changed");
	json_decref(o);
	return st;
}

cnis_status
full_head_read(full_file *f, const full_shape *shape, full_head *ret, cnis_error *reterr)
{
	char *line = NULL;
	char *last = NULL;
	size_t len = 0;
	size_t room = 0;
	cnis_status st = full_file_line(f, &line, &len, reterr);

	if (st == CNIS_OK && line == NULL)
		st = full_wrong(reterr, 1, NULL, NULL, "is missing: the file is empty");
	if (st == CNIS_OK)
		st = read_header(line, len, shape, ret, reterr);
	while (st == CNIS_OK && line != NULL) {
		if (len + 1 > room) {
			char *grown = mem_grow(last, len + 1, 1);

			if (grown == NULL) {
				st = cnis_nomem(reterr, HERE);
				break;
			}
			last = grown;
			room = len + 1;
		}
		memcpy(last, line, len + 1);
		st = full_file_line(f, &line, &len, reterr);
	}
	if (st == CNIS_OK && last != NULL)
		st = read_trailer(f, last, ret, reterr);
	free(last);
	return st;
}

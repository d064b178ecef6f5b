/* The codes of all lists, in memory while a file is taken in: a value that must be one is looked up
 * here and not asked of the register row by row. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/full.h"

static const char HERE[] = "import.full";

enum { KEY = 160 };

static const store_sql codes_sql = { "full.codes", "SELECT list, code FROM code" };

/* "list/code" */
static bool
make_key(char buf[KEY], const char *list, const char *code, size_t len)
{
	size_t n = strlen(list);

	if (n + len + 2 > KEY)
		return false;
	memcpy(buf, list, n);
	buf[n] = '/';
	memcpy(buf + n + 1, code, len);
	buf[n + 1 + len] = '\0';
	return true;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static cnis_status
add(full_codes *codes, const char *list, const char *code, cnis_error *err)
{
	char key[KEY];

	if (codes->n == codes->room) {
		size_t room = codes->room == 0 ? 512 : codes->room * 2;
		char **grown = mem_grow(codes->key, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(err, HERE);
		codes->key = grown;
		codes->room = room;
	}
	if (!make_key(key, list, code, strlen(code)))
		return CNIS_OK; /* too long to be anybody's value */
	codes->key[codes->n] = mem_text(key);
	if (codes->key[codes->n] == NULL)
		return cnis_nomem(err, HERE);
	codes->n++;
	return CNIS_OK;
}

cnis_status
full_codes_read(cnis_register *r, full_codes *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = stmt_open(r->st, &codes_sql, &c, reterr);

	full_codes_clear(ret);
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		st = add(ret, col_text(&c, 0), col_text(&c, 1), reterr);
	stmt_close(&c);
	if (st == CNIS_OK && ret->n > 0)
		qsort(ret->key, ret->n, sizeof(*ret->key), by_text);
	return st;
}

void
full_codes_clear(full_codes *codes)
{
	for (size_t i = 0; i < codes->n; i++)
		free(codes->key[i]);
	free(codes->key);
	memset(codes, 0, sizeof(*codes));
}

bool
full_codes_have(const full_codes *codes, const char *const lists[FULL_LISTS], const char *code,
                size_t len)
{
	char key[KEY];
	const char *at = key;

	for (size_t i = 0; i < FULL_LISTS && lists[i] != NULL; i++)
		if (make_key(key, lists[i], code, len) && codes->n > 0 &&
		    bsearch(&at, codes->key, codes->n, sizeof(*codes->key), by_text) != NULL)
			return true;
	return false;
}

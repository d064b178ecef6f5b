/* What the access log says: its rows, its chain, and what of it is known elsewhere. */
#include "store/access_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"

enum { Q_LAST, Q_WALK, Q_WALK_CHILDREN, Q_CHAIN, Q_BEGUN, Q_HOLDS, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LAST] = { "access.last", "SELECT seq, at, hash FROM access ORDER BY seq DESC LIMIT 1" },
	[Q_WALK] = { "access.walk",
		"SELECT seq, at, officer, command, child_id, filter, rows, head FROM access"
		" WHERE :officer IS NULL OR officer = :officer ORDER BY seq DESC LIMIT :limit" },
	[Q_WALK_CHILDREN] = { "access.walk_children",
		"SELECT seq, at, officer, command, child_id, filter, rows, head FROM access"
		" WHERE child_id IN (SELECT value FROM json_each(:children)) AND (:officer IS NULL OR officer = :officer)"
		" ORDER BY seq DESC LIMIT :limit" },
	[Q_CHAIN] = { "access.chain",
		"SELECT seq, at, officer, command, child_id, filter, rows, head, prev, hash"
		" FROM access ORDER BY seq" },
	[Q_BEGUN] = { "access.begun", "SELECT begun_at FROM access_header" },
	[Q_HOLDS] = { "access.holds", "SELECT hash FROM access WHERE seq = :seq" },
};
/* clang-format on */

void
access_row_hash(const char *uuid, const access_row *row, const unsigned char prev[HASH_SIZE],
                unsigned char ret[HASH_SIZE])
{
	hash_state h;

	hash_begin(&h);
	hash_bytes(&h, "cnis-access-1", sizeof("cnis-access-1"));
	hash_text(&h, uuid);
	hash_u64(&h, (uint64_t)row->seq);
	hash_u64(&h, (uint64_t)row->at);
	hash_text(&h, row->officer);
	hash_text(&h, row->command);
	hash_u64(&h, (uint64_t)row->child_id);
	hash_text(&h, row->filter);
	hash_u64(&h, (uint64_t)row->rows);
	hash_u64(&h, (uint64_t)row->head);
	hash_bytes(&h, prev, HASH_SIZE);
	hash_end(&h, ret);
}

cnis_status
access_last(access_log *a, int64_t *ret_seq, int64_t *ret_at, unsigned char hash[HASH_SIZE],
            cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(a->s, &SQL[Q_LAST], &c, reterr);

	if (st != CNIS_OK)
		return st;
	memset(hash, 0, HASH_SIZE);
	*ret_seq = 0;
	*ret_at = INT64_MIN;
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_seq = col_int(&c, 0);
		*ret_at = col_int(&c, 1);
		if (!journal_hash_read(&c, 2, hash))
			st = cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL,
			               "its last row is damaged");
	}
	stmt_close(&c);
	return st;
}

static const char *
text_or_empty(const cursor *c, int column)
{
	const char *text = col_text(c, column);

	return text == NULL ? "" : text;
}

static void
read_row(const cursor *c, access_row *row)
{
	row->seq = col_int(c, 0);
	row->at = col_int(c, 1);
	row->officer = text_or_empty(c, 2);
	row->command = text_or_empty(c, 3);
	row->child_id = col_int(c, 4);
	row->filter = text_or_empty(c, 5);
	row->rows = col_int(c, 6);
	row->head = col_int(c, 7);
}

/* [1,2]; free(); NULL if no memory. */
static char *
list_of(const int64_t *ids, size_t n)
{
	enum { ONE = 21 }; /* a number of 64 bits and its comma */
	size_t size = n * ONE + sizeof("[]");
	char *text = mem_new(size, 1);
	text_buf b;

	if (text == NULL)
		return NULL;
	b = text_buf_on(text, size);
	for (size_t i = 0; i < n; i++) {
		text_add(&b, i == 0 ? "[" : ",");
		text_add_int(&b, ids[i]);
	}
	text_add(&b, "]");
	return text;
}

cnis_status
access_walk(access_log *a, const int64_t *child_ids, size_t n, const char *officer, int64_t limit,
            access_fn fn, void *payload, cnis_error *reterr)
{
	char *children = n == 0 ? NULL : list_of(child_ids, n);
	cursor c = { 0 };
	access_row row;
	bool more = false;
	cnis_status st;

	if (n > 0 && children == NULL)
		return cnis_nomem(reterr, WHERE);
	st = stmt_open(a->s, &SQL[n == 0 ? Q_WALK : Q_WALK_CHILDREN], &c, reterr);
	if (st != CNIS_OK) {
		free(children);
		return st;
	}
	if (n > 0)
		stmt_text(&c, ":children", children);
	stmt_text(&c, ":officer", officer);
	stmt_int(&c, ":limit", limit <= 0 ? -1 : limit);
	while ((st = stmt_step(&c, &more, reterr)) == CNIS_OK && more) {
		read_row(&c, &row);
		st = fn(&row, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	free(children);
	return st;
}

/* Storage classes and what follows a NUL are part of a row; see verify.c. */
static bool
columns_sound(const cursor *c)
{
	static const char types[] = "IITTITIIBB";
	sqlite3_stmt *stmt = c->stmt;
	int i;

	for (i = 0; types[i] != '\0'; i++) {
		int type = sqlite3_column_type(stmt, i);
		const char *text;

		if ((types[i] == 'I' && type != SQLITE_INTEGER) ||
		    (types[i] == 'B' && type != SQLITE_BLOB) ||
		    (types[i] == 'T' && type != SQLITE_TEXT))
			return false;
		if (types[i] != 'T')
			continue;
		text = (const char *)sqlite3_column_text(stmt, i);
		if (text == NULL || strlen(text) != (size_t)sqlite3_column_bytes(stmt, i))
			return false;
	}
	return true;
}

static bool
chain_sound(access_log *a, const cursor *c, int64_t expected, int64_t at,
            unsigned char hash[HASH_SIZE])
{
	unsigned char prev[HASH_SIZE];
	unsigned char stored[HASH_SIZE];
	unsigned char own[HASH_SIZE];
	access_row row;

	read_row(c, &row);
	if (row.seq != expected || row.at < at || !columns_sound(c) ||
	    !journal_hash_read(c, 8, prev) || !journal_hash_read(c, 9, stored) ||
	    memcmp(prev, hash, HASH_SIZE) != 0)
		return false;
	access_row_hash(a->s->uuid, &row, prev, own);
	if (memcmp(own, stored, HASH_SIZE) != 0)
		return false;
	memcpy(hash, own, HASH_SIZE);
	return true;
}

cnis_status
access_verify(access_log *a, int64_t *ret_rows, int64_t *ret_bad_seq, cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE] = { 0 };
	int64_t at = INT64_MIN;
	int64_t rows = 0;
	int64_t bad = 0;
	cursor c = { 0 };
	bool more = false;
	cnis_status st = stmt_open(a->s, &SQL[Q_CHAIN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	while (bad == 0 && (st = stmt_step(&c, &more, reterr)) == CNIS_OK && more) {
		rows++;
		if (!chain_sound(a, &c, rows, at, hash))
			bad = rows;
		at = col_int(&c, 1);
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	*ret_rows = rows;
	*ret_bad_seq = bad;
	return CNIS_OK;
}

cnis_status
access_begun(access_log *a, int64_t *ret_at, cnis_error *reterr)
{
	return stmt_ask(a->s, &SQL[Q_BEGUN], NULL, 0, 0, ret_at, reterr);
}

cnis_status
access_holds(access_log *a, int64_t seq, const char *hash, bool *ret_holds, cnis_error *reterr)
{
	unsigned char own[HASH_SIZE];
	char hex[2 * HASH_SIZE + 1];
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(a->s, &SQL[Q_HOLDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_holds = row && journal_hash_read(&c, 0, own) &&
		             strcmp(hash_hex(own, hex), hash) == 0;
	stmt_close(&c);
	return st;
}

cnis_status
access_head(access_log *a, int64_t *ret_seq, char ret_hash[2 * HASH_SIZE + 1], cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE];
	int64_t at = 0;
	cnis_status st = access_last(a, ret_seq, &at, hash, reterr);

	if (st == CNIS_OK)
		(void)hash_hex(hash, ret_hash);
	return st;
}

/*
 * NAME.access: who was shown what.  A file of its own with its own chain, because it outlives no
 * undo and no restore of the register.  A row is synced before the first byte is shown.
 */
#include "store/access.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/embed.h"
#include "store/inside.h"

#define WHERE "access"

enum {
	ACCESS_APPLICATION_ID = 0x434e4941, /* "CNIA" */
	MAX_ROWS = 200,
	WAL_PAGES = 100, /* every look at a child opens the log: kept short */
};

struct access_log {
	store *s;
};

enum { Q_HEADER, Q_LAST, Q_ADD, Q_WALK, Q_WALK_CHILD, Q_CHAIN, Q_SET_HEADER, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_HEADER] = { "access.header", "SELECT register_uuid FROM access_header" },
	[Q_SET_HEADER] = { "access.set_header",
		"INSERT INTO access_header (id, register_uuid) VALUES (1, :uuid)" },
	[Q_LAST] = { "access.last", "SELECT seq, at, hash FROM access ORDER BY seq DESC LIMIT 1" },
	[Q_ADD] = { "access.add",
		"INSERT INTO access (seq, at, officer, command, child_id, filter, rows, head, prev, hash)"
		" VALUES (:seq, :at, :officer, :command, :child, :filter, :rows, :head, :prev, :hash)" },
	[Q_WALK] = { "access.walk",
		"SELECT seq, at, officer, command, child_id, filter, rows, head FROM access"
		" WHERE :officer IS NULL OR officer = :officer ORDER BY seq DESC LIMIT :limit" },
	[Q_WALK_CHILD] = { "access.walk_child",
		"SELECT seq, at, officer, command, child_id, filter, rows, head FROM access"
		" WHERE child_id = :child AND (:officer IS NULL OR officer = :officer)"
		" ORDER BY seq DESC LIMIT :limit" },
	[Q_CHAIN] = { "access.chain",
		"SELECT seq, at, officer, command, child_id, filter, rows, head, prev, hash"
		" FROM access ORDER BY seq" },
};
/* clang-format on */

static void
row_hash(const char *uuid, const access_row *row, const unsigned char prev[HASH_SIZE],
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

/* Whatever went wrong, it means one thing to the reader: nothing may be shown. */
static cnis_status
deny(cnis_status st, const cnis_error *err, cnis_error *reterr)
{
	if (st == CNIS_OK || st == CNIS_ENOMEM) {
		if (st != CNIS_OK && reterr != NULL)
			*reterr = *err;
		return st;
	}
	return cnis_fail(reterr, CNIS_EPERM, err->sub, WHERE, NULL,
	                 "the access log cannot be written, so nothing is shown: %s", err->message);
}

/* ---- opening --------------------------------------------------------------------------------- */

/* An empty file, 0600; one that is there already is left alone. */
static cnis_status
create_file(const char *path, cnis_error *reterr)
{
	struct stat info;
	int fd;

	if (lstat(path, &info) == 0) {
		if (S_ISREG(info.st_mode))
			return CNIS_OK;
		return cnis_fail(reterr, CNIS_EIO, 0, WHERE, NULL,
		                 "the access log is not a plain file");
	}
	fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 && errno != EEXIST)
		return file_fail(WHERE, "the access log cannot be created", reterr);
	if (fd >= 0)
		(void)close(fd);
	return CNIS_OK;
}

static cnis_status
begin(access_log *a, cnis_error *reterr)
{
	cnis_status st = queue_enter(a->s, reterr);

	if (st != CNIS_OK)
		return st;
	a->s->writes = WRITES_ALL;
	st = store_exec(a->s, "BEGIN IMMEDIATE", WHERE, reterr);
	if (st != CNIS_OK)
		queue_leave(a->s);
	return st;
}

static cnis_status
end(access_log *a, cnis_status st, cnis_error *reterr)
{
	if (st == CNIS_OK)
		st = store_exec(a->s, "COMMIT", WHERE, reterr);
	if (sqlite3_get_autocommit(a->s->db) == 0)
		(void)store_exec(a->s, "ROLLBACK", WHERE, NULL);
	queue_leave(a->s);
	return st;
}

static cnis_status
set_header(access_log *a, const char *uuid, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(a->s, &SQL[Q_SET_HEADER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":uuid", uuid);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Every migration the file has not had; two processes may race for the first. */
static cnis_status
bring_up(access_log *a, const char *uuid, cnis_error *reterr)
{
	int64_t version = 0;
	int64_t i;
	char text[80];
	text_buf b = text_buf_on(text, sizeof(text));
	cnis_status st = begin(a, reterr);

	if (st != CNIS_OK)
		return st;
	st = store_number(a->s, "PRAGMA user_version", WHERE, &version, reterr);
	for (i = version; st == CNIS_OK && store_access_migrations[i].name != NULL; i++)
		st = store_exec(a->s, store_access_migrations[i].sql, WHERE, reterr);
	text_add(&b, "PRAGMA application_id = ");
	text_add_int(&b, ACCESS_APPLICATION_ID);
	text_add(&b, "; PRAGMA user_version = ");
	text_add_int(&b, i);
	if (st == CNIS_OK && i > version)
		st = store_exec(a->s, text, WHERE, reterr);
	if (st == CNIS_OK && version == 0)
		st = set_header(a, uuid, reterr);
	return end(a, st, reterr);
}

static int64_t
newest_access(void)
{
	int64_t n = 0;

	while (store_access_migrations[n].name != NULL)
		n++;
	return n;
}

static cnis_status
check_file(access_log *a, const char *uuid, cnis_error *reterr)
{
	int64_t id = 0;
	int64_t version = 0;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = store_number(a->s, "PRAGMA application_id", WHERE, &id, reterr);

	if (st == CNIS_OK)
		st = store_number(a->s, "PRAGMA user_version", WHERE, &version, reterr);
	if (st == CNIS_OK && ((id != 0 || version != 0) && id != ACCESS_APPLICATION_ID))
		return cnis_fail(reterr, CNIS_ESCHEMA, 0, WHERE, NULL,
		                 "the file beside the register is not its access log");
	if (st == CNIS_OK && version > newest_access())
		return cnis_fail(reterr, CNIS_ESCHEMA, 0, WHERE, NULL,
		                 "it was written by a newer program");
	if (st == CNIS_OK && version < newest_access())
		st = bring_up(a, uuid, reterr);
	if (st == CNIS_OK)
		st = stmt_open(a->s, &SQL[Q_HEADER], &c, reterr);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && (!row || !text_same(col_text(&c, 0), uuid)))
		st = cnis_fail(reterr, CNIS_ECONFLICT, ACCESS_OF_ANOTHER, WHERE, NULL,
		               "it belongs to another register");
	stmt_close(&c);
	return st;
}

static cnis_status
connect(access_log *a, const store *s, cnis_error *reterr)
{
	char *path = name_beside(s->path, "", ".access");
	cnis_status st;

	if (path == NULL)
		return cnis_nomem(reterr, WHERE);
	st = create_file(path, reterr);
	if (st == CNIS_OK) {
		a->s = store_new(path);
		st = a->s == NULL ? cnis_nomem(reterr, WHERE) : CNIS_OK;
	}
	free(path);
	if (st != CNIS_OK)
		return st;
	a->s->mode = STORE_WRITE;
	a->s->busy_ms = s->busy_ms;
	a->s->wal_pages = WAL_PAGES;
	a->s->writes = WRITES_ALL;
	memcpy(a->s->uuid, s->uuid, sizeof(a->s->uuid));
	st = store_connect(a->s, SQLITE_OPEN_READWRITE, reterr);
	if (st == CNIS_OK)
		st = store_harden(a->s, reterr);
	if (st == CNIS_OK)
		st = store_exec(a->s, "PRAGMA journal_mode = WAL", WHERE, reterr);
	return st;
}

cnis_status
access_open(store *s, access_log **ret, cnis_error *reterr)
{
	access_log *a = mem_new(1, sizeof(*a));
	cnis_error err = { 0 };
	cnis_status st;

	if (a == NULL)
		return cnis_nomem(reterr, WHERE);
	st = connect(a, s, &err);
	if (st == CNIS_OK)
		st = check_file(a, s->uuid, &err);
	if (st != CNIS_OK) {
		access_close(a);
		return deny(st, &err, reterr);
	}
	*ret = a;
	return CNIS_OK;
}

void
access_close(access_log *a)
{
	if (a == NULL)
		return;
	store_close(a->s);
	free(a);
}

/* ---- recording ------------------------------------------------------------------------------- */

static cnis_status
last_row(access_log *a, int64_t *ret_seq, int64_t *ret_at, unsigned char hash[HASH_SIZE],
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

/* Write @p row after the one whose hash is in @p hash; hash becomes this row's. */
static cnis_status
add_row(access_log *a, cursor *c, const access_row *row, unsigned char hash[HASH_SIZE],
        cnis_error *reterr)
{
	unsigned char own[HASH_SIZE];
	cnis_status st;

	row_hash(a->s->uuid, row, hash, own);
	stmt_int(c, ":seq", row->seq);
	stmt_int(c, ":at", row->at);
	stmt_text(c, ":officer", row->officer);
	stmt_text(c, ":command", row->command);
	stmt_int(c, ":child", row->child_id);
	stmt_text(c, ":filter", row->filter);
	stmt_int(c, ":rows", row->rows);
	stmt_int(c, ":head", row->head);
	stmt_blob(c, ":prev", hash, HASH_SIZE);
	stmt_blob(c, ":hash", own, HASH_SIZE);
	st = stmt_run(c, reterr);
	memcpy(hash, own, HASH_SIZE);
	return st;
}

static cnis_status
add_rows(access_log *a, access_row *row, const int64_t *ids, size_t n, cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE];
	bool each = n > 0 && n <= MAX_ROWS;
	size_t rows = each ? n : 1;
	int64_t at = 0;
	cursor c = { 0 };
	size_t i;
	cnis_status st = last_row(a, &row->seq, &at, hash, reterr);

	if (st == CNIS_OK)
		st = stmt_open(a->s, &SQL[Q_ADD], &c, reterr);
	if (row->at < at)
		row->at = at; /* the clock may go back; the log may not */
	for (i = 0; st == CNIS_OK && i < rows; i++) {
		row->seq++;
		row->child_id = each ? ids[i] : 0;
		row->rows = each ? 1 : (int64_t)n;
		st = add_row(a, &c, row, hash, reterr);
	}
	stmt_close(&c);
	return st;
}

cnis_status
access_record(access_log *a, int64_t now, const char *officer, const char *command,
              const char *filter, const int64_t *child_ids, size_t n, int64_t head,
              cnis_error *reterr)
{
	access_row row = { .at = now,
		           .head = head,
		           .officer = officer == NULL ? "" : officer,
		           .command = command == NULL ? "" : command,
		           .filter = filter == NULL ? "" : filter };
	cnis_error err = { 0 };
	cnis_status st = begin(a, &err);

	if (st == CNIS_OK) {
		st = add_rows(a, &row, child_ids, n, &err);
		st = end(a, st, &err);
	}
	return deny(st, &err, reterr);
}

/* ---- reading --------------------------------------------------------------------------------- */

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

cnis_status
access_walk(access_log *a, int64_t child_id, const char *officer, int64_t limit, access_fn fn,
            void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	access_row row;
	bool more = false;
	cnis_status st;

	st = stmt_open(a->s, &SQL[child_id == 0 ? Q_WALK : Q_WALK_CHILD], &c, reterr);
	if (st != CNIS_OK)
		return st;
	if (child_id != 0)
		stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":officer", officer);
	stmt_int(&c, ":limit", limit <= 0 ? -1 : limit);
	while ((st = stmt_step(&c, &more, reterr)) == CNIS_OK && more) {
		read_row(&c, &row);
		st = fn(&row, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
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
	row_hash(a->s->uuid, &row, prev, own);
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

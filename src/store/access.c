/*
 * NAME.access: who was shown what.  A file of its own with its own chain, because it outlives no
 * undo and no restore of the register.  A row is synced before the first byte is shown.
 */
#include "store/access_inside.h"

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

enum {
	ACCESS_APPLICATION_ID = 0x434e4941, /* "CNIA" */
	WAL_PAGES = 100,                    /* every look at a child opens the log: kept short */
};

enum { Q_HEADER, Q_ADD, Q_SET_HEADER, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_HEADER] = { "access.header", "SELECT register_uuid FROM access_header" },
	[Q_SET_HEADER] = { "access.set_header",
		"INSERT INTO access_header (id, register_uuid, begun_at) VALUES (1, :uuid, :begun)" },
	[Q_ADD] = { "access.add",
		"INSERT INTO access (seq, at, officer, command, child_id, filter, rows, head, prev, hash)"
		" VALUES (:seq, :at, :officer, :command, :child, :filter, :rows, :head, :prev, :hash)" },
};
/* clang-format on */

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
	stmt_id(&c, ":begun", a->begun);
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

static cnis_status
open_log(store *s, int64_t begun, access_log **ret, cnis_error *reterr)
{
	access_log *a = mem_new(1, sizeof(*a));
	cnis_error err = { 0 };
	cnis_status st;

	if (a == NULL)
		return cnis_nomem(reterr, WHERE);
	a->begun = begun;
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

cnis_status
access_open(store *s, access_log **ret, cnis_error *reterr)
{
	return open_log(s, store_now(s), ret, reterr);
}

cnis_status
access_make(store *s, cnis_error *reterr)
{
	access_log *a = NULL;
	cnis_status st = open_log(s, 0, &a, reterr);

	access_close(a);
	return st;
}

/* Is there anything of the register's name and @p suffix?  What cannot be asked is there. */
static cnis_status
beside(const char *path, const char *suffix, bool *ret_there, cnis_error *reterr)
{
	char *name = name_beside(path, "", suffix);
	struct stat info;

	if (name == NULL)
		return cnis_nomem(reterr, WHERE);
	*ret_there = lstat(name, &info) == 0 || (errno != ENOENT && errno != ENOTDIR);
	free(name);
	return CNIS_OK;
}

cnis_status
access_there(const char *path, bool *ret_there, cnis_error *reterr)
{
	return beside(path, ".access", ret_there, reterr);
}

cnis_status
access_expected(const store *s, bool *ret_expected, cnis_error *reterr)
{
	return beside(s->path, ".lock", ret_expected, reterr);
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

/* Write @p row after the one whose hash is in @p hash; hash becomes this row's. */
static cnis_status
add_row(access_log *a, cursor *c, const access_row *row, unsigned char hash[HASH_SIZE],
        cnis_error *reterr)
{
	unsigned char own[HASH_SIZE];
	cnis_status st;

	access_row_hash(a->s->uuid, row, hash, own);
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
	bool each = n > 0 && n <= ACCESS_NAMED;
	size_t rows = each ? n : 1;
	int64_t at = 0;
	cursor c = { 0 };
	size_t i;
	cnis_status st = access_last(a, &row->seq, &at, hash, reterr);

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

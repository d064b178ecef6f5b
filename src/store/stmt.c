/*
 * Prepared statements: cached by the address of their store_sql, bound by name.  Texts and blobs
 * are copied (SQLITE_TRANSIENT): a caller's buffer may go before the statement runs.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/inside.h"

cnis_status
store_misuse(const char *where, const char *what, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ESTORE, SQLITE_MISUSE, where, NULL, "%s", what);
}

static cnis_status
status_of(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		return CNIS_ENOMEM;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return CNIS_EBUSY;
	case SQLITE_READONLY:
		return CNIS_EREADONLY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return CNIS_ECORRUPT;
	case SQLITE_IOERR:
		if (rc == SQLITE_IOERR_NOMEM)
			return CNIS_ENOMEM;
		return CNIS_EIO;
	case SQLITE_FULL:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return CNIS_EIO;
	default:
		return CNIS_ESTORE;
	}
}

cnis_status
store_sql_fail(const store *s, int rc, const char *where, cnis_error *reterr)
{
	int full = rc;
	cnis_status st;

	if (s != NULL && s->db != NULL && (rc & 0xff) == rc &&
	    (sqlite3_extended_errcode(s->db) & 0xff) == rc)
		full = sqlite3_extended_errcode(s->db);
	st = status_of(full);
	if (st == CNIS_ENOMEM)
		return cnis_nomem(reterr, where);
	if (rc == SQLITE_OK) /* asked without a failure: never answer "done" */
		st = CNIS_ESTORE;
	return cnis_fail(reterr, st, full, where, NULL, "%s (%d)", sqlite3_errstr(full), full);
}

/* Only white space and semicolons may follow the statement. */
static bool
only_one(const char *tail)
{
	return tail == NULL || tail[strspn(tail, " \t\r\n;")] == '\0';
}

static cnis_status
prepare(store *s, const store_sql *sql, unsigned flags, sqlite3_stmt **ret, cnis_error *reterr)
{
	const char *tail = NULL;
	sqlite3_stmt *stmt = NULL;
	char *text = NULL;
	bool one;
	int rc;
	cnis_status st = keep_back_text(s, sql->text, &text, reterr);

	if (st != CNIS_OK)
		return st;
	rc = sqlite3_prepare_v3(s->db, text == NULL ? sql->text : text, -1, flags, &stmt, &tail);
	one = only_one(tail);
	free(text);
	if (rc == SQLITE_AUTH)
		return cnis_fail(reterr, CNIS_ESTORE, rc, sql->name, NULL,
		                 "the statement is not allowed here: it writes outside its "
		                 "transaction or changes the connection");
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, sql->name, reterr);
	if (stmt == NULL || !one) {
		(void)sqlite3_finalize(stmt);
		return store_misuse(sql->name, "the text is not exactly one statement", reterr);
	}
	*ret = stmt;
	return CNIS_OK;
}

static cnis_status
cached(store *s, const store_sql *sql, struct store_statement **ret, cnis_error *reterr)
{
	struct store_statement *row;
	cnis_status st;
	size_t i;

	for (i = 0; i < s->n_statements; i++)
		if (s->statements[i].sql == sql) {
			*ret = &s->statements[i];
			return CNIS_OK;
		}
	if (s->n_statements == s->room_statements) {
		size_t room = s->room_statements == 0 ? 32 : s->room_statements * 2;

		row = mem_grow(s->statements, room, sizeof(*row));
		if (row == NULL)
			return cnis_nomem(reterr, sql->name);
		s->statements = row;
		s->room_statements = room;
	}
	row = &s->statements[s->n_statements];
	memset(row, 0, sizeof(*row));
	st = prepare(s, sql, SQLITE_PREPARE_PERSISTENT, &row->stmt, reterr);
	if (st != CNIS_OK)
		return st;
	row->sql = sql;
	row->made_under = s->writes;
	s->n_statements++;
	*ret = row;
	return CNIS_OK;
}

cnis_status
stmt_open(store *s, const store_sql *sql, cursor *c, cnis_error *reterr)
{
	struct store_statement *row = NULL;
	sqlite3_stmt *own = NULL;
	cnis_status st;

	if (c->stmt != NULL)
		return store_misuse(sql->name, "the cursor is already open", reterr);
	st = cached(s, sql, &row, reterr);
	if (st != CNIS_OK || row == NULL)
		return st;
	/* The authorizer spoke when it was prepared: a write runs only under the same permission.
	 */
	if (row->made_under != s->writes && sqlite3_stmt_readonly(row->stmt) == 0 &&
	    s->writes != WRITES_ALL)
		return store_misuse(sql->name, "the statement writes outside its transaction",
		                    reterr);
	if (row->busy) {
		st = prepare(s, sql, 0, &own, reterr);
		if (st != CNIS_OK)
			return st;
	}
	memset(c, 0, sizeof(*c));
	c->s = s;
	c->sql = sql;
	c->own = own != NULL;
	c->stmt = own != NULL ? own : row->stmt;
	row->busy = true;
	return CNIS_OK;
}

cnis_status
stmt_open_own(store *s, const store_sql *sql, cursor *c, cnis_error *reterr)
{
	sqlite3_stmt *own = NULL;
	cnis_status st;

	if (c->stmt != NULL)
		return store_misuse(sql->name, "the cursor is already open", reterr);
	st = prepare(s, sql, SQLITE_PREPARE_PERSISTENT, &own, reterr);
	if (st != CNIS_OK)
		return st;
	memset(c, 0, sizeof(*c));
	c->s = s;
	c->sql = sql;
	c->own = true;
	c->stmt = own;
	return CNIS_OK;
}

/* The position of @p name, or 0 with the failure kept in the cursor. */
static int
place(cursor *c, const char *name)
{
	int i = 0;

	if (c->stmt == NULL || c->first != CNIS_OK)
		return 0;
	i = sqlite3_bind_parameter_index(c->stmt, name);
	if (i == 0) {
		c->first = CNIS_ESTORE;
		c->first_name = name;
	}
	return i;
}

static void
keep(cursor *c, const char *name, int rc)
{
	if (rc != SQLITE_OK && c->first == CNIS_OK) {
		c->first = rc == SQLITE_NOMEM ? CNIS_ENOMEM : CNIS_ESTORE;
		c->first_name = name;
	}
}

void
stmt_int(cursor *c, const char *name, int64_t value)
{
	int i = place(c, name);

	if (i > 0)
		keep(c, name, sqlite3_bind_int64(c->stmt, i, value));
}

void
stmt_real(cursor *c, const char *name, double value)
{
	int i = place(c, name);

	if (i > 0)
		keep(c, name, sqlite3_bind_double(c->stmt, i, value));
}

void
stmt_null(cursor *c, const char *name)
{
	int i = place(c, name);

	if (i > 0)
		keep(c, name, sqlite3_bind_null(c->stmt, i));
}

void
stmt_day(cursor *c, const char *name, cnis_day value)
{
	if (value == CNIS_DAY_NONE)
		stmt_null(c, name);
	else
		stmt_int(c, name, value);
}

void
stmt_id(cursor *c, const char *name, int64_t value)
{
	if (value == 0)
		stmt_null(c, name);
	else
		stmt_int(c, name, value);
}

void
stmt_text(cursor *c, const char *name, const char *value)
{
	int i = place(c, name);

	if (i > 0)
		keep(c, name, sqlite3_bind_text(c->stmt, i, value, -1, SQLITE_TRANSIENT));
}

void
stmt_blob(cursor *c, const char *name, const void *bytes, size_t len)
{
	int i = place(c, name);

	/* A NULL pointer would bind NULL; no bytes is still a value. */
	if (i > 0)
		keep(c, name,
		     sqlite3_bind_blob64(c->stmt, i, bytes == NULL ? "" : bytes, len,
		                         SQLITE_TRANSIENT));
}

cnis_status
stmt_step(cursor *c, bool *ret_row, cnis_error *reterr)
{
	int rc;

	if (c->stmt == NULL)
		return store_misuse("statement", "the cursor is not open", reterr);
	if (c->first == CNIS_ENOMEM)
		return cnis_nomem(reterr, c->sql->name);
	if (c->first != CNIS_OK)
		return cnis_fail(reterr, c->first, SQLITE_RANGE, c->sql->name, c->first_name,
		                 "the statement has no such parameter, or cannot take the value");
	if (c->done) {
		*ret_row = false;
		return CNIS_OK;
	}
	rc = sqlite3_step(c->stmt);
	if (rc == SQLITE_ROW) {
		*ret_row = true;
		return CNIS_OK;
	}
	if (rc != SQLITE_DONE)
		return store_sql_fail(c->s, rc, c->sql->name, reterr);
	c->done = true;
	*ret_row = false;
	return CNIS_OK;
}

cnis_status
stmt_run(cursor *c, cnis_error *reterr)
{
	bool row = true;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && row)
		st = stmt_step(c, &row, reterr);
	stmt_reset(c);
	return st;
}

void
stmt_reset(cursor *c)
{
	if (c->stmt == NULL)
		return;
	(void)sqlite3_reset(c->stmt);
	(void)sqlite3_clear_bindings(c->stmt);
	c->done = false;
	c->first = CNIS_OK;
	c->first_name = NULL;
}

void
stmt_close(cursor *c)
{
	size_t i;

	if (c == NULL || c->stmt == NULL)
		return;
	if (c->own) {
		(void)sqlite3_finalize(c->stmt);
	} else {
		stmt_reset(c);
		for (i = 0; i < c->s->n_statements; i++)
			if (c->s->statements[i].sql == c->sql)
				c->s->statements[i].busy = false;
	}
	memset(c, 0, sizeof(*c));
}

cnis_status
stmt_ask(store *s, const store_sql *sql, const char *name, int64_t value, int64_t none,
         int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, sql, &c, reterr);

	if (st != CNIS_OK)
		return st;
	if (name != NULL)
		stmt_int(&c, name, value);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row && !col_null(&c, 0) ? col_int(&c, 0) : none;
	stmt_close(&c);
	return st;
}

bool
sql_lists(const char *list, const char *word)
{
	size_t n = text_empty(word) ? 0 : strlen(word);

	for (const char *at = list; n > 0 && (at = strstr(at, word)) != NULL; at += n)
		if (at > list && at[-1] == '\'' && at[n] == '\'')
			return true;
	return false;
}

int64_t
col_int(const cursor *c, int i)
{
	return sqlite3_column_int64(c->stmt, i);
}

double
col_real(const cursor *c, int i)
{
	return sqlite3_column_double(c->stmt, i);
}

cnis_day
col_day(const cursor *c, int i)
{
	return col_null(c, i) ? CNIS_DAY_NONE : (cnis_day)sqlite3_column_int64(c->stmt, i);
}

const char *
col_text(const cursor *c, int i)
{
	return (const char *)sqlite3_column_text(c->stmt, i);
}

const void *
col_blob(const cursor *c, int i, size_t *ret_len)
{
	const void *bytes = sqlite3_column_blob(c->stmt, i);

	*ret_len = (size_t)sqlite3_column_bytes(c->stmt, i);
	return bytes;
}

bool
col_null(const cursor *c, int i)
{
	return sqlite3_column_type(c->stmt, i) == SQLITE_NULL;
}

int
col_count(const cursor *c)
{
	return sqlite3_column_count(c->stmt);
}

const char *
col_name(const cursor *c, int i)
{
	return sqlite3_column_name(c->stmt, i);
}

int64_t
store_last_id(const store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

int64_t
store_changes(const store *s)
{
	return sqlite3_changes64(s->db);
}

cnis_status
store_exec(store *s, const char *sql, const char *where, cnis_error *reterr)
{
	sqlite3_stmt *stmt = NULL;
	const char *tail = sql;
	bool outer = s->control;
	int rc = SQLITE_OK;

	s->control = true;
	while (rc == SQLITE_OK && tail[0] != '\0') {
		rc = sqlite3_prepare_v2(s->db, tail, -1, &stmt, &tail);
		if (rc != SQLITE_OK || stmt == NULL)
			break; /* a failure, or only white space and comments are left */
		while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
			;
		if (rc == SQLITE_DONE)
			rc = SQLITE_OK;
		if (rc == SQLITE_OK)
			rc = sqlite3_finalize(stmt);
		else
			(void)sqlite3_finalize(stmt); /* rc already says it */
		stmt = NULL;
	}
	s->control = outer;
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(s, rc, where, reterr);
}

cnis_status
store_number(store *s, const char *sql, const char *where, int64_t *ret_value, cnis_error *reterr)
{
	sqlite3_stmt *stmt = NULL;
	bool outer = s->control;
	int64_t value = 0;
	int rc;

	s->control = true;
	rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(stmt);
		if (rc == SQLITE_ROW)
			value = sqlite3_column_int64(stmt, 0);
	}
	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		rc = SQLITE_OK;
	s->control = outer;
	(void)sqlite3_finalize(stmt);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, where, reterr);
	*ret_value = value;
	return CNIS_OK;
}

void
store_forget_statements(store *s)
{
	size_t i;

	for (i = 0; i < s->n_statements; i++)
		(void)sqlite3_finalize(s->statements[i].stmt);
	s->n_statements = 0;
	touch_forget(s);
}

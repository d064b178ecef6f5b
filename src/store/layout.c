/* The columns of a table as the open register has them, and statements over whole rows. */
#include "store/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/inside.h"

#define WHERE "store.layout"

/* Columns of PRAGMA table_info beside those of inside.h. */
enum { INFO_TYPE = 2, INFO_NOT_NULL = 3 };

/* ---- what a table is ------------------------------------------------------------------------- */

static bool
type_of(const char *words, layout_type *ret)
{
	static const char *const names[] = {
		[LAYOUT_INTEGER] = "INTEGER", [LAYOUT_REAL] = "REAL", [LAYOUT_TEXT] = "TEXT"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (text_same(words, names[i])) {
			*ret = (layout_type)i;
			return true;
		}
	return false;
}

static cnis_status
read_columns(store *s, table_layout *t, cnis_error *reterr)
{
	sqlite3_stmt *info = NULL;
	bool row = false;
	cnis_status st = shape_open(s, "table_info", t->table->name, &info, reterr);

	while (st == CNIS_OK && (st = shape_step(s, info, &row, reterr)) == CNIS_OK && row) {
		layout_column *c = &t->column[t->n];

		if (t->n == LAYOUT_COLUMNS ||
		    !text_copy(c->name, sizeof(c->name),
		               (const char *)sqlite3_column_text(info, SHAPE_NAME)) ||
		    !type_of((const char *)sqlite3_column_text(info, INFO_TYPE), &c->type)) {
			st =
			    store_misuse(WHERE, "a table is not one this program can hold", reterr);
			break;
		}
		c->not_null = sqlite3_column_int(info, INFO_NOT_NULL) != 0;
		c->key = sqlite3_column_int(info, SHAPE_PK) != 0;
		if (text_same(c->name, t->table->owner))
			t->owner = t->n;
		if (strcmp(c->name, "rev") == 0)
			t->rev = t->n;
		t->n++;
	}
	(void)sqlite3_finalize(info);
	return st;
}

static int
find_column(const table_layout *t, const char *name, size_t len)
{
	for (int i = 0; i < t->n; i++)
		if (strlen(t->column[i].name) == len && memcmp(t->column[i].name, name, len) == 0)
			return i;
	return -1;
}

static cnis_status
read_parents(store *s, table_layout *t, cnis_error *reterr)
{
	sqlite3_stmt *keys = NULL;
	bool row = false;
	cnis_status st = shape_open(s, "foreign_key_list", t->table->name, &keys, reterr);

	while (st == CNIS_OK && (st = shape_step(s, keys, &row, reterr)) == CNIS_OK && row) {
		const char *from = (const char *)sqlite3_column_text(keys, SHAPE_FROM);
		int i = from == NULL ? -1 : find_column(t, from, strlen(from));

		if (i >= 0)
			t->column[i].parent =
			    store_table_find((const char *)sqlite3_column_text(keys, SHAPE_PARENT));
	}
	(void)sqlite3_finalize(keys);
	return st;
}

/* Does @p sql say `name IN (0, 1)`, whatever its white space? */
static bool
says_yes_no(const char *sql, const char *name)
{
	static const char rest[] = "IN(0,1)";
	size_t len = strlen(name);

	for (const char *at = strstr(sql, name); at != NULL; at = strstr(at + 1, name)) {
		const char *p = at + len;
		const char *want = rest;

		if (at > sql && at[-1] != '(' && at[-1] != ' ')
			continue;
		for (; *p != '\0' && *want != '\0'; p++) {
			if (*p == ' ')
				continue;
			if (*p != *want)
				break;
			want++;
		}
		if (*want == '\0')
			return true;
	}
	return false;
}

static cnis_status
read_yes_no(store *s, table_layout *t, cnis_error *reterr)
{
	static const store_sql SCHEMA = { "layout.schema",
		                          "SELECT sql FROM sqlite_schema"
		                          " WHERE type = 'table' AND name = :name" };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &SCHEMA, &c, reterr);

	stmt_text(&c, ":name", t->table->name);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	for (int i = 0; st == CNIS_OK && row && !col_null(&c, 0) && i < t->n; i++)
		t->column[i].yes_no = t->column[i].type == LAYOUT_INTEGER &&
		                      says_yes_no(col_text(&c, 0), t->column[i].name);
	stmt_close(&c);
	return st;
}

cnis_status
layout_read(store *s, const store_table *table, table_layout *ret, cnis_error *reterr)
{
	cnis_status st;

	memset(ret, 0, sizeof(*ret));
	ret->table = table;
	ret->owner = ret->rev = -1;
	st = read_columns(s, ret, reterr);
	if (st == CNIS_OK && ret->n == 0)
		st = store_misuse(WHERE, "a table is not there", reterr);
	if (st == CNIS_OK)
		st = read_parents(s, ret, reterr);
	return st == CNIS_OK ? read_yes_no(s, ret, reterr) : st;
}

/* ---- its rows -------------------------------------------------------------------------------- */

static void
add_columns(sqlite3_str *sql, const table_layout *t, bool keys_only, const char *before)
{
	const char *comma = "";

	for (int i = 0; i < t->n; i++) {
		if (keys_only && !t->column[i].key)
			continue;
		sqlite3_str_appendf(sql, "%s%s\"%w\"", comma, before, t->column[i].name);
		comma = ", ";
	}
}

static void
add_replacing(sqlite3_str *sql, const table_layout *t)
{
	const char *comma = "";

	sqlite3_str_appendall(sql, " ON CONFLICT (");
	add_columns(sql, t, true, "");
	sqlite3_str_appendall(sql, ") DO UPDATE SET ");
	for (int i = 0; i < t->n; i++) {
		if (t->column[i].key)
			continue;
		sqlite3_str_appendf(sql, "%s\"%w\" = excluded.\"%w\"", comma, t->column[i].name,
		                    t->column[i].name);
		comma = ", ";
	}
}

static void
add_writing(sqlite3_str *sql, const table_layout *t)
{
	sqlite3_str_appendf(sql, "INSERT INTO \"%w\" (", t->table->name);
	add_columns(sql, t, false, "");
	sqlite3_str_appendall(sql, ") VALUES (");
	for (int i = 0; i < t->n; i++)
		sqlite3_str_appendf(sql, "%s?%d", i == 0 ? "" : ", ", i + 1);
	sqlite3_str_appendall(sql, ")");
}

static void
add_reading(sqlite3_str *sql, const table_layout *t, layout_rows rows)
{
	sqlite3_str_appendall(sql, "SELECT ");
	if (rows == LAYOUT_COUNT || rows == LAYOUT_COUNT_CHANGED)
		sqlite3_str_appendall(sql, "count(*)");
	else
		add_columns(sql, t, false, "");
	sqlite3_str_appendf(sql, " FROM \"%w\"", t->table->name);
	if (rows == LAYOUT_CHANGED || rows == LAYOUT_COUNT_CHANGED)
		sqlite3_str_appendall(sql, " WHERE rev <> 0");
	if (rows == LAYOUT_OF_OWNER && t->owner >= 0)
		sqlite3_str_appendf(sql, " WHERE \"%w\" IS :owner", t->table->owner);
	if (rows == LAYOUT_BY_KEY)
		sqlite3_str_appendf(sql, " WHERE \"%w\" = :key", t->column[0].name);
	if (rows == LAYOUT_ALL || rows == LAYOUT_CHANGED || rows == LAYOUT_OF_OWNER) {
		sqlite3_str_appendall(sql, " ORDER BY ");
		add_columns(sql, t, true, "");
	}
}

cnis_status
layout_open(store *s, const table_layout *t, layout_rows rows, layout_cursor *ret,
            cnis_error *reterr)
{
	sqlite3_str *sql = sqlite3_str_new(s->db);
	char *made;
	cnis_status st;

	if (rows == LAYOUT_INSERT || rows == LAYOUT_REPLACE)
		add_writing(sql, t);
	else
		add_reading(sql, t, rows);
	if (rows == LAYOUT_REPLACE)
		add_replacing(sql, t);
	made = sqlite3_str_finish(sql);
	ret->text = made == NULL ? NULL : mem_text(made);
	sqlite3_free(made);
	if (ret->text == NULL)
		return cnis_nomem(reterr, WHERE);
	ret->sql = (store_sql){ WHERE, ret->text };
	st = stmt_open_own(s, &ret->sql, &ret->c, reterr);
	if (st != CNIS_OK)
		layout_close(ret);
	return st;
}

void
layout_close(layout_cursor *l)
{
	if (l == NULL)
		return;
	stmt_close(&l->c);
	free(l->text);
	memset(l, 0, sizeof(*l));
}

/* ---- writing one ----------------------------------------------------------------------------- */

static int
bind_value(sqlite3_stmt *stmt, int place, const layout_value *v)
{
	switch (v->is) {
	case LAYOUT_IS_INT:
		return sqlite3_bind_int64(stmt, place, v->number);
	case LAYOUT_IS_REAL:
		return sqlite3_bind_double(stmt, place, v->real);
	case LAYOUT_IS_BYTES:
		return sqlite3_bind_text64(stmt, place, v->bytes, v->len, SQLITE_STATIC,
		                           SQLITE_UTF8);
	case LAYOUT_IS_NULL:
		break;
	}
	return sqlite3_bind_null(stmt, place);
}

/* Is there the row that column @p c refers to? */
static bool
refers(store *s, const layout_column *c, const layout_value *v)
{
	sqlite3_stmt *stmt = NULL;
	table_layout *parent = mem_new(1, sizeof(*parent));
	char *sql = NULL;
	bool there = true;

	if (parent != NULL && layout_read(s, c->parent, parent, NULL) == CNIS_OK)
		sql = sqlite3_mprintf("SELECT 1 FROM main.\"%w\" WHERE \"%w\" = ?1",
		                      c->parent->name, parent->column[0].name);
	if (sql != NULL && sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    bind_value(stmt, 1, v) == SQLITE_OK)
		there = sqlite3_step(stmt) != SQLITE_DONE;
	(void)sqlite3_finalize(stmt);
	sqlite3_free(sql);
	free(parent);
	return there;
}

/* The first column that SQLite's own words, which hold the schema's and no value, speak of. */
static int
column_in(const table_layout *t, const char *words)
{
	const char *at = words == NULL ? NULL : strchr(words, ':');

	while (at != NULL && *at != '\0') {
		size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789_");
		int i = len == 0 || at[len] == '.' ? -1 : find_column(t, at, len);

		if (i >= 0)
			return i;
		at += len == 0 ? 1 : len;
	}
	return -1;
}

static cnis_status
explain(store *s, const table_layout *t, int rc, const layout_value *values, int *ret_column,
        cnis_error *reterr)
{
	const char *words = sqlite3_errmsg(s->db);

	*ret_column = -1;
	switch (rc) {
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		for (int i = 0; i < t->n && *ret_column < 0; i++)
			if (t->column[i].parent != NULL && values[i].is != LAYOUT_IS_NULL &&
			    !refers(s, &t->column[i], &values[i]))
				*ret_column = i;
		return cnis_fail(reterr, CNIS_ENOTFOUND, rc, WHERE, NULL,
		                 "refers to a record that is not there");
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
	case SQLITE_CONSTRAINT_UNIQUE:
		*ret_column = column_in(t, words);
		return cnis_fail(reterr, CNIS_EEXISTS, rc, WHERE, NULL,
		                 "another record has this already");
	case SQLITE_CONSTRAINT_CHECK:
	case SQLITE_CONSTRAINT_NOTNULL:
	case SQLITE_CONSTRAINT_DATATYPE:
		*ret_column = column_in(t, words);
		return cnis_fail(reterr, CNIS_EINVAL, rc, WHERE, NULL,
		                 "is not a value this can have");
	default:
		return store_sql_fail(s, rc, WHERE, reterr);
	}
}

cnis_status
layout_write(store *s, const table_layout *t, layout_cursor *l, const layout_value *values,
             int *ret_column, cnis_error *reterr)
{
	sqlite3_stmt *stmt = l->c.stmt;
	cnis_status st = CNIS_OK;
	int rc = SQLITE_OK;

	for (int i = 0; rc == SQLITE_OK && i < t->n; i++)
		rc = bind_value(stmt, i + 1, &values[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc != SQLITE_DONE)
		st = explain(s, t, rc, values, ret_column, reterr);
	(void)sqlite3_reset(stmt);
	(void)sqlite3_clear_bindings(stmt);
	return st;
}

/* ---- numbers given out ----------------------------------------------------------------------- */

static const store_sql LAST = { "layout.last_number",
	                        "SELECT seq FROM sqlite_sequence WHERE name = :name" };
static const store_sql COUNT_ON[] = {
	{ "layout.forget_number", "DELETE FROM sqlite_sequence WHERE name = :name" },
	{ "layout.count_on", "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)" },
};

cnis_status
layout_last_number(store *s, const table_layout *t, int64_t *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &LAST, &c, reterr);

	stmt_text(&c, ":name", t->table->name);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret = row ? col_int(&c, 0) : 0;
	stmt_close(&c);
	return st;
}

static cnis_status
last_row(store *s, const table_layout *t, int64_t *ret, cnis_error *reterr)
{
	char sql[96 + LAYOUT_NAME];

	(void)snprintf(sql, sizeof(sql), "SELECT max(\"%s\") FROM main.\"%s\"", t->column[0].name,
	               t->table->name);
	return store_number(s, sql, WHERE, ret, reterr);
}

cnis_status
layout_count_on(store *s, const table_layout *t, int64_t number, cnis_error *reterr)
{
	enum store_flag_writes outer = s->writes;
	int64_t last = 0;
	cnis_status st = CNIS_OK;

	if (!s->in_tx)
		return store_misuse(WHERE, "no transaction is open", reterr);
	st = last_row(s, t, &last, reterr);
	if (number < last)
		number = last;
	s->writes = WRITES_ALL; /* SQLite's own table; no session has it */
	for (size_t i = 0; st == CNIS_OK && i < sizeof(COUNT_ON) / sizeof(COUNT_ON[0]); i++) {
		cursor c = { 0 };

		if (i == 1 && number == 0)
			break;
		st = stmt_open(s, &COUNT_ON[i], &c, reterr);
		stmt_text(&c, ":name", t->table->name);
		if (i == 1)
			stmt_int(&c, ":number", number);
		if (st == CNIS_OK)
			st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	s->writes = outer;
	return st;
}

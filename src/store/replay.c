/* A register made again from its journal, in memory, and the comparison of two registers. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/inside.h"
#include "store/tables.h"

struct replay {
	store *mem;
	row_writer *rows;
	store_children touched; /* by the last entry */
};

void
replay_free(replay *r)
{
	if (r == NULL)
		return;
	free(r->touched.id);
	rows_free(r->rows);
	store_close(r->mem);
	free(r);
}

cnis_status
replay_over(const store *live, store *s, replay **ret, cnis_error *reterr)
{
	replay *r = mem_new(1, sizeof(*r));
	cnis_status st;

	if (r == NULL) {
		store_close(s);
		return cnis_nomem(reterr, "store.replay");
	}
	r->mem = s;
	s->migrations = live->migrations;
	st = rows_new(s, &r->rows, reterr);
	if (st != CNIS_OK) {
		replay_free(r);
		return st;
	}
	*ret = r;
	return CNIS_OK;
}

cnis_status
replay_new(const store *live, replay **ret, cnis_error *reterr)
{
	store *s = NULL;
	cnis_status st = store_memory(&s, reterr);

	/* What is compared row by row at the end needs no second guard on the way; derived tables
	 * are not compared. */
	if (st == CNIS_OK) {
		(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
		st = store_exec(s, "PRAGMA foreign_keys = OFF; BEGIN", "store.replay", reterr);
	}
	if (st == CNIS_OK)
		return replay_over(live, s, ret, reterr);
	store_close(s);
	return st;
}

store *
replay_store(replay *r)
{
	return r->mem;
}

const int64_t *
replay_touched(const replay *r, size_t *ret_n)
{
	*ret_n = r->touched.n;
	return r->touched.id;
}

cnis_status
replay_entry(replay *r, const char *kind, int64_t schema, const void *body, size_t len,
             cnis_error *reterr)
{
	cnis_status st;

	r->touched.n = 0;
	if (strcmp(kind, "schema.migrate") == 0) {
		if (len != 0)
			return cnis_fail(reterr, CNIS_ECORRUPT, 0, "store.replay", NULL,
			                 "a migration carries changes of its own");
		rows_forget(r->rows);
		store_forget_statements(r->mem);
		return migrate_run(r->mem, (int)schema, reterr);
	}
	st = rows_apply(r->rows, body, len, false, reterr);
	return st == CNIS_OK ? touch_children(r->mem, body, len, &r->touched, reterr) : st;
}

/* ---- comparing two registers ----------------------------------------------------------------- */

void
verify_found(verify_result *ret, int64_t seq, const char *table, int64_t key, const char *fmt, ...)
{
	va_list ap;

	if (!ret->sound)
		return;
	ret->sound = false;
	ret->bad_seq = seq;
	ret->row_key = key;
	(void)text_copy(ret->table, sizeof(ret->table), table);
	va_start(ap, fmt);
	(void)vsnprintf(ret->problem, sizeof(ret->problem), fmt, ap);
	va_end(ap);
}

/* Two results of the same query in the same order, walked side by side. */
struct pair {
	sqlite3_stmt *a, *b;
	bool row_a, row_b;
	int keys; /* leading columns that order the rows */
};

static cnis_status
pair_open(struct pair *p, store *a, store *b, const char *sql, cnis_error *reterr)
{
	int rc = sqlite3_prepare_v2(a->db, sql, -1, &p->a, NULL);

	if (rc != SQLITE_OK)
		return store_sql_fail(a, rc, "store.compare", reterr);
	rc = sqlite3_prepare_v2(b->db, sql, -1, &p->b, NULL);
	if (rc != SQLITE_OK)
		return store_sql_fail(b, rc, "store.compare", reterr);
	return CNIS_OK;
}

static void
pair_close(struct pair *p)
{
	(void)sqlite3_finalize(p->a);
	(void)sqlite3_finalize(p->b);
}

static int
bytes_order(sqlite3_stmt *a, sqlite3_stmt *b, int i)
{
	const void *x = sqlite3_column_blob(a, i);
	const void *y = sqlite3_column_blob(b, i);
	int n = sqlite3_column_bytes(a, i);
	int m = sqlite3_column_bytes(b, i);
	int shorter = n < m ? n : m;
	int order = shorter > 0 ? memcmp(x, y, (size_t)shorter) : 0;

	return order != 0 ? order : (n > m) - (n < m);
}

/* Storage class first, then value, to the bit. */
static int
value_order(sqlite3_stmt *a, sqlite3_stmt *b, int i)
{
	int type = sqlite3_column_type(a, i);
	int other = sqlite3_column_type(b, i);
	int64_t x;
	int64_t y;

	if (type != other)
		return type < other ? -1 : 1;
	if (type == SQLITE_NULL)
		return 0;
	if (type == SQLITE_FLOAT) {
		double d = sqlite3_column_double(a, i);
		double e = sqlite3_column_double(b, i);

		/* To the bit on purpose: 0.0 and -0.0 are not the same row. */
		/* NOLINTNEXTLINE(*-memory-comparison,cert-exp42-c,cert-flp37-c) */
		return memcmp(&d, &e, sizeof(d));
	}
	if (type != SQLITE_INTEGER)
		return bytes_order(a, b, i);
	x = sqlite3_column_int64(a, i);
	y = sqlite3_column_int64(b, i);
	return (x > y) - (x < y);
}

static int
columns_order(const struct pair *p, int from, int to)
{
	int i;
	int order = 0;

	for (i = from; i < to && order == 0; i++)
		order = value_order(p->a, p->b, i);
	return order;
}

/* Key of a row for people: the number, or the code (the only text keys are those of code lists). */
static int64_t
key_words(sqlite3_stmt *stmt, int keys, char *buf, size_t size)
{
	if (sqlite3_column_type(stmt, 0) == SQLITE_INTEGER) {
		(void)snprintf(buf, size, "%lld", (long long)sqlite3_column_int64(stmt, 0));
		return sqlite3_column_int64(stmt, 0);
	}
	(void)snprintf(buf, size, "'%.24s%s%.24s'", (const char *)sqlite3_column_text(stmt, 0),
	               keys > 1 ? "/" : "",
	               keys > 1 ? (const char *)sqlite3_column_text(stmt, 1) : "");
	return 0;
}

static void
report_row(const struct pair *p, const char *table, int order, verify_result *ret)
{
	sqlite3_stmt *stmt = order > 0 ? p->b : p->a;
	const char *words = "is not what the journal says";
	char name[64];
	int64_t key = key_words(stmt, p->keys, name, sizeof(name));

	if (order < 0)
		words = "is not in the journal";
	if (order > 0)
		words = "is in the journal but missing from the register";
	verify_found(ret, 0, table, key, "table '%s' row %s %s", table, name, words);
}

static cnis_status
pair_walk(struct pair *p, store *a, store *b, const char *table, verify_result *ret,
          cnis_error *reterr)
{
	int columns = sqlite3_column_count(p->a);
	cnis_status st = shape_step(a, p->a, &p->row_a, reterr);

	if (st == CNIS_OK)
		st = shape_step(b, p->b, &p->row_b, reterr);
	while (st == CNIS_OK && ret->sound && (p->row_a || p->row_b)) {
		int order = !p->row_a ? 1 : -1;

		if (p->row_a && p->row_b)
			order = columns_order(p, 0, p->keys);
		if (order != 0 || columns_order(p, p->keys, columns) != 0) {
			report_row(p, table, order, ret);
			break;
		}
		st = shape_step(a, p->a, &p->row_a, reterr);
		if (st == CNIS_OK)
			st = shape_step(b, p->b, &p->row_b, reterr);
	}
	return st;
}

static cnis_status
compare_schema(store *a, store *b, verify_result *ret, cnis_error *reterr)
{
	struct pair p = { .keys = 2 };
	cnis_status st;

	st = pair_open(&p, a, b,
	               "SELECT type, name, tbl_name, sql FROM sqlite_schema"
	               " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
	               reterr);
	if (st == CNIS_OK)
		st = pair_walk(&p, a, b, "sqlite_schema", ret, reterr);
	pair_close(&p);
	return st;
}

/* Names of the key columns, "a", "b", in the order they have in the table. */
static cnis_status
key_names(store *s, const char *table, int *ret_keys, char **ret_list, cnis_error *reterr)
{
	sqlite3_str *keys = sqlite3_str_new(s->db);
	sqlite3_stmt *stmt = NULL;
	bool row = false;
	cnis_status st = shape_open(s, "table_info", table, &stmt, reterr);

	*ret_keys = 0;
	while (st == CNIS_OK && (st = shape_step(s, stmt, &row, reterr)) == CNIS_OK && row) {
		if (sqlite3_column_int(stmt, SHAPE_PK) == 0)
			continue;
		sqlite3_str_appendf(keys, "%s\"%w\"", *ret_keys == 0 ? "" : ", ",
		                    (const char *)sqlite3_column_text(stmt, SHAPE_NAME));
		(*ret_keys)++;
	}
	(void)sqlite3_finalize(stmt);
	*ret_list = sqlite3_str_finish(keys);
	if (st == CNIS_OK && *ret_keys > 0 && *ret_list == NULL)
		st = cnis_nomem(reterr, "store.compare");
	return st;
}

static cnis_status
table_query(store *s, const char *table, int *ret_keys, char **ret_sql, cnis_error *reterr)
{
	char *list = NULL;
	cnis_status st = key_names(s, table, ret_keys, &list, reterr);

	if (st == CNIS_OK && *ret_keys > 0) {
		*ret_sql =
		    sqlite3_mprintf("SELECT %s, * FROM main.\"%w\" ORDER BY %s", list, table, list);
		if (*ret_sql == NULL)
			st = cnis_nomem(reterr, "store.compare");
	}
	sqlite3_free(list);
	return st;
}

cnis_status
registers_compare(store *live, store *again, verify_result *ret, cnis_error *reterr)
{
	cnis_status st = compare_schema(live, again, ret, reterr);
	const store_table *t;

	for (t = store_tables; st == CNIS_OK && ret->sound && t->name != NULL; t++) {
		struct pair p = { 0 };
		char *sql = NULL;

		if (t->class != TABLE_JOURNALLED)
			continue;
		st = table_query(live, t->name, &p.keys, &sql, reterr);
		if (st == CNIS_OK && p.keys > 0)
			st = pair_open(&p, live, again, sql, reterr);
		if (st == CNIS_OK && p.keys > 0)
			st = pair_walk(&p, live, again, t->name, ret, reterr);
		pair_close(&p);
		sqlite3_free(sql);
	}
	return st;
}

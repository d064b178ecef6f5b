/*
 * Changesets put into a private register by statements that are kept from one to the next.
 * SQLite's own apply prepares its statements again for every changeset, which made a replay five
 * times slower than the rows are worth.  Here every record has to hit exactly one row that holds
 * the old values; where anything at all is otherwise, nothing is changed and store_apply() is asked
 * to do it or to say what is wrong.  So this file decides nothing.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/tables.h"

#define WHERE "store.rows"

enum { COLUMNS = 64, UPDATES = 12, SEEN = 'y', UNKNOWN = '\0' };

/* One UPDATE for the columns of a mask. */
struct update {
	uint64_t mask;
	sqlite3_stmt *stmt;
};

/* What is known of one table; everything else is left to store_apply(). */
struct plan {
	char state; /* UNKNOWN, SEEN */
	int columns;
	unsigned char pk[COLUMNS];
	char *names[COLUMNS];
	sqlite3_stmt *insert, *remove;
	struct update updates[UPDATES];
	size_t next; /* of updates: the oldest goes first */
};

struct row_writer {
	store *s;
	struct plan *plans; /* by place in store_tables */
	size_t n;
	const store_table *last; /* records come grouped by table */
	sqlite3_stmt *mark, *keep, *drop;
	bool fits;
	int rc; /* of the last record */
};

static void
plan_forget(struct plan *p)
{
	size_t i;

	(void)sqlite3_finalize(p->insert);
	(void)sqlite3_finalize(p->remove);
	for (i = 0; i < UPDATES; i++)
		(void)sqlite3_finalize(p->updates[i].stmt);
	for (i = 0; i < COLUMNS; i++)
		free(p->names[i]);
	memset(p, 0, sizeof(*p));
}

void
rows_forget(row_writer *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		plan_forget(&r->plans[i]);
}

void
rows_free(row_writer *r)
{
	if (r == NULL)
		return;
	if (r->plans != NULL)
		rows_forget(r);
	free(r->plans);
	(void)sqlite3_finalize(r->mark);
	(void)sqlite3_finalize(r->keep);
	(void)sqlite3_finalize(r->drop);
	free(r);
}

static sqlite3_stmt *
prepared(const row_writer *r, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	if (sql == NULL || sqlite3_prepare_v3(r->s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt,
	                                      NULL) != SQLITE_OK)
		return NULL;
	return stmt;
}

cnis_status
rows_new(store *s, row_writer **ret, cnis_error *reterr)
{
	row_writer *r = mem_new(1, sizeof(*r));

	if (r == NULL)
		return cnis_nomem(reterr, WHERE);
	r->s = s;
	r->n = store_table_count();
	r->plans = mem_new(r->n, sizeof(*r->plans));
	if (r->plans == NULL) {
		rows_free(r);
		return cnis_nomem(reterr, WHERE);
	}
	/* Without one of these nothing fits, and store_apply() says why. */
	r->mark = prepared(r, "SAVEPOINT store_rows");
	r->keep = prepared(r, "RELEASE store_rows");
	r->drop = prepared(r, "ROLLBACK TO store_rows");
	*ret = r;
	return CNIS_OK;
}

static cnis_status
plan_learn(row_writer *r, const store_table *t, struct plan *p, cnis_error *reterr)
{
	sqlite3_stmt *stmt = NULL;
	bool row = false;
	cnis_status st = shape_open(r->s, "table_info", t->name, &stmt, reterr);

	while (st == CNIS_OK && (st = shape_step(r->s, stmt, &row, reterr)) == CNIS_OK && row) {
		if (p->columns == COLUMNS)
			break;
		p->names[p->columns] =
		    mem_text((const char *)sqlite3_column_text(stmt, SHAPE_NAME));
		if (p->names[p->columns] == NULL) {
			st = cnis_nomem(reterr, WHERE);
			break;
		}
		p->pk[p->columns++] = sqlite3_column_int(stmt, SHAPE_PK) != 0;
	}
	(void)sqlite3_finalize(stmt);
	if (st == CNIS_OK && !row)
		p->state = SEEN; /* one with more columns than COLUMNS never fits */
	return st;
}

/* ` AND "name" = ?n` of the key, ` AND "name" IS ?n` of the others in @p mask. */
static void
old_values(sqlite3_str *sql, const struct plan *p, uint64_t mask)
{
	const char *word = " WHERE";
	int i;

	for (i = 0; i < p->columns; i++) {
		if (p->pk[i] == 0 && (mask >> i & 1) == 0)
			continue;
		sqlite3_str_appendf(sql, "%s \"%w\" %s ?%d", word, p->names[i],
		                    p->pk[i] != 0 ? "=" : "IS", i + 1);
		word = " AND";
	}
}

static sqlite3_stmt *
finished(const row_writer *r, sqlite3_str *sql)
{
	char *text = sqlite3_str_finish(sql);
	sqlite3_stmt *stmt = prepared(r, text);

	sqlite3_free(text);
	return stmt;
}

static sqlite3_stmt *
insert_statement(const row_writer *r, struct plan *p)
{
	sqlite3_str *sql;
	int i;

	if (p->insert != NULL)
		return p->insert;
	sql = sqlite3_str_new(r->s->db);
	sqlite3_str_appendf(sql, "INSERT INTO main.\"%w\" VALUES (", r->last->name);
	for (i = 0; i < p->columns; i++)
		sqlite3_str_appendf(sql, "%s?%d", i == 0 ? "" : ", ", i + 1);
	sqlite3_str_appendall(sql, ")");
	p->insert = finished(r, sql);
	return p->insert;
}

static sqlite3_stmt *
remove_statement(const row_writer *r, struct plan *p)
{
	sqlite3_str *sql;

	if (p->remove != NULL)
		return p->remove;
	sql = sqlite3_str_new(r->s->db);
	sqlite3_str_appendf(sql, "DELETE FROM main.\"%w\"", r->last->name);
	old_values(sql, p, UINT64_MAX);
	p->remove = finished(r, sql);
	return p->remove;
}

/* New values are bound after the old ones. */
static sqlite3_stmt *
update_statement(const row_writer *r, struct plan *p, uint64_t mask)
{
	const char *word = "";
	struct update *u;
	sqlite3_str *sql;
	size_t i;
	int c;

	for (i = 0; i < UPDATES; i++)
		if (p->updates[i].stmt != NULL && p->updates[i].mask == mask)
			return p->updates[i].stmt;
	u = &p->updates[p->next++ % UPDATES];
	(void)sqlite3_finalize(u->stmt);
	sql = sqlite3_str_new(r->s->db);
	sqlite3_str_appendf(sql, "UPDATE main.\"%w\" SET", r->last->name);
	for (c = 0; c < p->columns; c++) {
		if ((mask >> c & 1) == 0)
			continue;
		sqlite3_str_appendf(sql, "%s \"%w\" = ?%d", word, p->names[c], p->columns + c + 1);
		word = ",";
	}
	old_values(sql, p, mask);
	u->mask = mask;
	u->stmt = finished(r, sql);
	return u->stmt;
}

/* Bind the row @p get hands out at 1 + @p first; which columns were there into *ret_mask. */
static bool
bind_row(const change_record *rec, int (*get)(sqlite3_changeset_iter *, int, sqlite3_value **),
         sqlite3_stmt *stmt, int first, uint64_t *ret_mask)
{
	int i;

	*ret_mask = 0;
	for (i = 0; i < rec->columns; i++) {
		sqlite3_value *v = NULL;

		if (get(rec->it, i, &v) != SQLITE_OK)
			return false;
		if (v == NULL)
			continue;
		*ret_mask |= (uint64_t)1 << i;
		if (stmt != NULL && sqlite3_bind_value(stmt, first + i + 1, v) != SQLITE_OK)
			return false;
	}
	return true;
}

static bool
bind_update(const row_writer *r, const change_record *rec, struct plan *p, sqlite3_stmt **ret)
{
	uint64_t keys = 0;
	uint64_t mask;
	uint64_t old;
	int i;

	for (i = 0; i < p->columns; i++)
		keys |= (uint64_t)(p->pk[i] != 0) << i;
	if (!bind_row(rec, sqlite3changeset_new, NULL, 0, &mask) || mask == 0 || (mask & keys) != 0)
		return false;
	*ret = update_statement(r, p, mask);
	return *ret != NULL && bind_row(rec, sqlite3changeset_old, *ret, 0, &old) &&
	       old == (mask | keys) && bind_row(rec, sqlite3changeset_new, *ret, p->columns, &mask);
}

static bool
bind_record(const row_writer *r, const change_record *rec, struct plan *p, sqlite3_stmt **ret)
{
	uint64_t all = p->columns == COLUMNS ? UINT64_MAX : ((uint64_t)1 << p->columns) - 1;
	uint64_t mask;

	switch (rec->op) {
	case SQLITE_INSERT:
		*ret = insert_statement(r, p);
		return *ret != NULL && bind_row(rec, sqlite3changeset_new, *ret, 0, &mask) &&
		       mask == all;
	case SQLITE_DELETE:
		*ret = remove_statement(r, p);
		return *ret != NULL && bind_row(rec, sqlite3changeset_old, *ret, 0, &mask) &&
		       mask == all;
	default:
		return bind_update(r, rec, p, ret);
	}
}

static cnis_status
one_record(const change_record *rec, void *payload, cnis_error *reterr)
{
	row_writer *r = payload;
	sqlite3_stmt *stmt = NULL;
	struct plan *p;
	cnis_status st;

	if (!r->fits)
		return CNIS_OK;
	r->fits = false;
	if (r->last == NULL || strcmp(r->last->name, rec->table) != 0)
		r->last = store_table_find(rec->table);
	if (r->last == NULL || r->last->class != TABLE_JOURNALLED)
		return CNIS_OK;
	p = &r->plans[r->last - store_tables];
	if (p->state == UNKNOWN) {
		plan_forget(p);
		st = plan_learn(r, r->last, p, reterr);
		if (st != CNIS_OK)
			return st;
	}
	if (p->state != SEEN || p->columns == 0 || p->columns != rec->columns ||
	    memcmp(p->pk, rec->pk, (size_t)p->columns) != 0)
		return CNIS_OK;
	if (bind_record(r, rec, p, &stmt)) {
		r->rc = sqlite3_step(stmt);
		r->fits = r->rc == SQLITE_DONE && sqlite3_changes64(r->s->db) == 1;
	}
	(void)sqlite3_reset(stmt);
	return CNIS_OK;
}

static bool
run(sqlite3_stmt *stmt)
{
	bool done = stmt != NULL && sqlite3_step(stmt) == SQLITE_DONE;

	(void)sqlite3_reset(stmt);
	return done;
}

cnis_status
rows_apply(row_writer *r, const void *body, size_t len, bool inverse, cnis_error *reterr)
{
	cnis_error ignored = { 0 };
	void *turned = NULL;
	int turned_len = 0;
	bool fits;

	if (len == 0)
		return CNIS_OK;
	if (len > INT_MAX || r->drop == NULL || r->keep == NULL || !run(r->mark))
		return store_apply(r->s, body, len, inverse, reterr);
	r->fits = !inverse ||
	          (changeset_sound(body, len) &&
	           sqlite3changeset_invert((int)len, body, &turned_len, &turned) == SQLITE_OK);
	fits = r->fits &&
	       changes_each(inverse ? turned : body, inverse ? (size_t)turned_len : len, one_record,
	                    r, &ignored) == CNIS_OK &&
	       r->fits;
	sqlite3_free(turned);
	/* Out of memory or disk, SQLite takes the caller's whole transaction back by itself. */
	if (sqlite3_get_autocommit(r->s->db) != 0)
		return store_sql_fail(r->s, r->rc, WHERE, reterr);
	if (!fits)
		(void)run(r->drop);
	if (run(r->keep) && fits)
		return CNIS_OK;
	return store_apply(r->s, body, len, inverse, reterr);
}

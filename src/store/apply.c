/*
 * The only caller of changeset apply.  SQLite's own answers OK while it skips a table that is
 * missing or shaped otherwise, so shape is checked before, rows are counted after, and a conflict
 * of any kind takes everything back.
 */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/inside.h"
#include "store/tables.h"

#define WHERE "store.apply"

/* The session functions take what they only read as void *; by way of an integer, because a plain
 * cast may not drop const here. */
static void *
readable(const void *bytes)
{
	return (void *)(uintptr_t)bytes; /* NOLINT(performance-no-int-to-ptr): see above */
}

cnis_status
changes_each(const void *body, size_t len, changes_fn fn, void *payload, cnis_error *reterr)
{
	sqlite3_changeset_iter *it = NULL;
	cnis_status st = CNIS_OK;
	int rc;
	int end;

	if (len == 0)
		return CNIS_OK;
	if (!changeset_sound(body, len))
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL,
		                 "a recorded change cannot be read");
	rc = sqlite3changeset_start(&it, (int)len, readable(body));
	while (rc == SQLITE_OK && st == CNIS_OK) {
		change_record rec = { .it = it };
		unsigned char *pk = NULL;
		int indirect;

		rc = sqlite3changeset_next(it);
		if (rc != SQLITE_ROW)
			break;
		rc = sqlite3changeset_op(it, &rec.table, &rec.columns, &rec.op, &indirect);
		if (rc == SQLITE_OK)
			rc = sqlite3changeset_pk(it, &pk, NULL);
		rec.pk = pk;
		if (rc == SQLITE_OK)
			st = fn(&rec, payload, reterr);
	}
	end = sqlite3changeset_finalize(it);
	if (st != CNIS_OK)
		return st;
	if (rc == SQLITE_DONE || rc == SQLITE_OK)
		rc = end;
	if (rc == SQLITE_NOMEM)
		return cnis_nomem(reterr, WHERE);
	if (rc != SQLITE_OK)
		return cnis_fail(reterr, CNIS_ECORRUPT, rc, WHERE, NULL,
		                 "a recorded change cannot be read");
	return CNIS_OK;
}

sqlite3_value *
change_value(const change_record *rec, int column)
{
	sqlite3_value *v = NULL;

	/* Keys and unchanged columns of an update stand in its old row. */
	if (rec->op != SQLITE_INSERT && sqlite3changeset_old(rec->it, column, &v) != SQLITE_OK)
		return NULL;
	if (rec->op == SQLITE_INSERT && sqlite3changeset_new(rec->it, column, &v) != SQLITE_OK)
		return NULL;
	return v;
}

int64_t
change_key(const change_record *rec)
{
	int i;

	for (i = 0; i < rec->columns; i++) {
		sqlite3_value *v = rec->pk[i] ? change_value(rec, i) : NULL;

		if (v != NULL)
			return sqlite3_value_type(v) == SQLITE_INTEGER ? sqlite3_value_int64(v) : 0;
	}
	return 0;
}

struct shape_check {
	store *s;
	bool inverse;
	char last[64]; /* records come grouped by table */
	int64_t count;
};

cnis_status
shape_open(store *s, const char *pragma, const char *table, sqlite3_stmt **ret, cnis_error *reterr)
{
	char *sql = sqlite3_mprintf("PRAGMA main.%s(\"%w\")", pragma, table);
	int rc;

	if (sql == NULL)
		return cnis_nomem(reterr, WHERE);
	rc = sqlite3_prepare_v2(s->db, sql, -1, ret, NULL);
	sqlite3_free(sql);
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(s, rc, WHERE, reterr);
}

cnis_status
shape_step(store *s, sqlite3_stmt *stmt, bool *ret_row, cnis_error *reterr)
{
	int rc = sqlite3_step(stmt);

	*ret_row = rc == SQLITE_ROW;
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return store_sql_fail(s, rc, WHERE, reterr);
	return CNIS_OK;
}

/* Same columns, same key.  An inverse may meet columns that a later migration appended. */
static cnis_status
table_fits(struct shape_check *k, const change_record *rec, cnis_error *reterr)
{
	const store_table *t = store_table_find(rec->table);
	sqlite3_stmt *stmt = NULL;
	bool row = true;
	bool same = true;
	cnis_status st;
	int n = 0;

	if (t == NULL || t->class != TABLE_JOURNALLED)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, t == NULL ? NULL : t->name,
		                 "a recorded change names a table that is not journalled");
	st = shape_open(k->s, "table_info", t->name, &stmt, reterr);
	while (st == CNIS_OK && (st = shape_step(k->s, stmt, &row, reterr)) == CNIS_OK && row) {
		bool key = n < rec->columns && rec->pk[n] != 0;

		same = same && (sqlite3_column_int(stmt, SHAPE_PK) != 0) == key;
		n++;
	}
	(void)sqlite3_finalize(stmt);
	if (st != CNIS_OK)
		return st;
	if (n == 0)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, t->name,
		                 "table '%s' of a recorded change is missing", t->name);
	if (!same || rec->columns > n || (rec->columns < n && !k->inverse))
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, t->name,
		                 "table '%s' has other columns than the recorded change", t->name);
	return CNIS_OK;
}

static cnis_status
check_record(const change_record *rec, void *payload, cnis_error *reterr)
{
	struct shape_check *k = payload;

	k->count++;
	if (strcmp(k->last, rec->table) == 0)
		return CNIS_OK;
	(void)text_copy(k->last, sizeof(k->last), rec->table);
	return table_fits(k, rec, reterr);
}

struct conflict {
	int kind;
	char table[64];
	int64_t key;
};

static int
abort_on_conflict(void *payload, int kind, sqlite3_changeset_iter *it)
{
	struct conflict *c = payload;
	change_record rec = { .it = it };
	unsigned char *pk = NULL;
	int indirect;

	c->kind = kind;
	if (kind != SQLITE_CHANGESET_FOREIGN_KEY &&
	    sqlite3changeset_op(it, &rec.table, &rec.columns, &rec.op, &indirect) == SQLITE_OK &&
	    sqlite3changeset_pk(it, &pk, NULL) == SQLITE_OK) {
		rec.pk = pk;
		(void)text_copy(c->table, sizeof(c->table), rec.table);
		c->key = change_key(&rec);
	}
	return SQLITE_CHANGESET_ABORT;
}

static const char *
conflict_words(int kind)
{
	switch (kind) {
	case SQLITE_CHANGESET_NOTFOUND:
		return "the row is not there";
	case SQLITE_CHANGESET_DATA:
		return "the row holds other values";
	case SQLITE_CHANGESET_CONFLICT:
		return "a row with that key is there already";
	case SQLITE_CHANGESET_CONSTRAINT:
		return "the values break a constraint";
	case SQLITE_CHANGESET_FOREIGN_KEY:
		return "a row that is referred to would be missing";
	default:
		return "conflict";
	}
}

/* What the triggers of derived tables write on the way is no part of the change. */
static void
count_derived(void *payload, int op, const char *schema, const char *table, sqlite3_int64 id)
{
	const store_table *t = store_table_find(table);

	(void)op;
	(void)schema;
	(void)id;
	if (t != NULL && t->class == TABLE_DERIVED)
		++*(int64_t *)payload;
}

static cnis_status
apply_counted(store *s, int len, void *body, int64_t expected, cnis_error *reterr)
{
	struct conflict con = { 0 };
	int64_t before = sqlite3_total_changes64(s->db);
	int64_t derived = 0;
	int64_t changed;
	int rc;

	(void)sqlite3_update_hook(s->db, count_derived, &derived);
	rc = sqlite3changeset_apply(s->db, len, body, NULL, abort_on_conflict, &con);
	(void)sqlite3_update_hook(s->db, NULL, NULL);
	changed = sqlite3_total_changes64(s->db) - before - derived;

	if (con.kind != 0)
		return cnis_fail(reterr, CNIS_ECORRUPT, con.kind, WHERE, con.table,
		                 "a recorded change does not fit table '%s' row %lld: %s",
		                 con.table, (long long)con.key, conflict_words(con.kind));
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, WHERE, reterr);
	if (changed != expected)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL,
		                 "a recorded change of %lld rows changed %lld", (long long)expected,
		                 (long long)changed);
	return CNIS_OK;
}

cnis_status
store_apply(store *s, const void *body, size_t len, bool inverse, cnis_error *reterr)
{
	struct shape_check k = { .s = s, .inverse = inverse };
	void *turned = NULL;
	int turned_len = 0;
	cnis_status st;
	int rc;

	st = changes_each(body, len, check_record, &k, reterr);
	if (st != CNIS_OK || k.count == 0)
		return st;
	if (inverse) {
		rc = sqlite3changeset_invert((int)len, body, &turned_len, &turned);
		if (rc != SQLITE_OK)
			return store_sql_fail(s, rc, WHERE, reterr);
	}
	st = store_exec(s, "SAVEPOINT store_apply", WHERE, reterr);
	if (st != CNIS_OK)
		goto out;
	st = apply_counted(s, inverse ? turned_len : (int)len, inverse ? turned : readable(body),
	                   k.count, reterr);
	if (st != CNIS_OK)
		(void)sqlite3_exec(s->db, "ROLLBACK TO store_apply", NULL, NULL, NULL);
	rc = sqlite3_exec(s->db, "RELEASE store_apply", NULL, NULL, NULL);
	if (st == CNIS_OK && rc != SQLITE_OK)
		st = store_sql_fail(s, rc, WHERE, reterr);
out:
	sqlite3_free(turned);
	return st;
}

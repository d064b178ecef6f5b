/*
 * Which children an entry changed: the owner column of every changed row, from the changeset
 * itself.  An UPDATE record lacks what did not change, so the owner is then found by the row's key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/tables.h"

static const store_sql TOUCH = {
	"journal.touch", "INSERT INTO journal_touch (seq, child_id) VALUES (:seq, :child)"
};

struct ids {
	int64_t *id;
	size_t n, room;
};

static size_t
table_count(void)
{
	size_t n = 0;

	while (store_tables[n].name != NULL)
		n++;
	return n;
}

void
touch_forget(store *s)
{
	size_t i, n = table_count();

	if (s->owners != NULL)
		for (i = 0; i < n; i++)
			(void)sqlite3_finalize(s->owners[i].lookup);
	free(s->owners);
	s->owners = NULL;
}

static cnis_status
owners_ready(store *s, cnis_error *reterr)
{
	size_t i, n = table_count();

	if (s->owners != NULL)
		return CNIS_OK;
	s->owners = mem_new(n, sizeof(*s->owners));
	if (s->owners == NULL)
		return cnis_nomem(reterr, "journal.touch");
	for (i = 0; i < n; i++)
		s->owners[i].column = -1;
	return CNIS_OK;
}

/* Find the owner column and prepare the look-up.  Names come from tables.c, never from outside. */
static cnis_status
learn(store *s, const store_table *t, struct store_owner *o, cnis_error *reterr)
{
	char sql[160];
	sqlite3_stmt *stmt = NULL;
	int i, n, rc;

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM %s LIMIT 0", t->name);
	rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	n = sqlite3_column_count(stmt);
	for (i = 0; i < n; i++) {
		const char *name = sqlite3_column_name(stmt, i);

		if (name != NULL && strcmp(name, t->owner) == 0)
			break;
	}
	(void)sqlite3_finalize(stmt);
	if (i == n)
		return store_misuse("journal.touch", "a table lacks its owner column", reterr);
	(void)snprintf(sql, sizeof(sql), "SELECT %s FROM %s WHERE id = ?1", t->owner, t->name);
	rc = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &o->lookup, NULL);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	o->column = i;
	return CNIS_OK;
}

static cnis_status
look_up(store *s, sqlite3_stmt *lookup, int64_t key, int64_t *ret_id, cnis_error *reterr)
{
	int64_t id = 0;
	int rc;

	(void)sqlite3_bind_int64(lookup, 1, key);
	rc = sqlite3_step(lookup);
	if (rc == SQLITE_ROW)
		id = sqlite3_column_int64(lookup, 0);
	(void)sqlite3_reset(lookup);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	*ret_id = id;
	return CNIS_OK;
}

static cnis_status
add(struct ids *ids, int64_t id, cnis_error *reterr)
{
	if (id == 0 || (ids->n > 0 && ids->id[ids->n - 1] == id))
		return CNIS_OK;
	if (ids->n == ids->room) {
		size_t room = ids->room == 0 ? 32 : ids->room * 2;
		int64_t *more = mem_grow(ids->id, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, "journal.touch");
		ids->id = more;
		ids->room = room;
	}
	ids->id[ids->n++] = id;
	return CNIS_OK;
}

static cnis_status
owner_of_record(store *s, sqlite3_changeset_iter *it, struct ids *ids, cnis_error *reterr)
{
	const char *name = NULL;
	const store_table *t;
	struct store_owner *o;
	sqlite3_value *value = NULL;
	int columns = 0, op = 0, indirect = 0, rc;
	int64_t id = 0;
	cnis_status st;

	rc = sqlite3changeset_op(it, &name, &columns, &op, &indirect);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	t = store_table_find(name);
	if (t == NULL || t->owner == NULL)
		return CNIS_OK;
	o = &s->owners[t - store_tables];
	if (o->column < 0) {
		st = learn(s, t, o, reterr);
		if (st != CNIS_OK)
			return st;
	}
	if (op == SQLITE_INSERT) {
		rc = sqlite3changeset_new(it, o->column, &value);
	} else {
		rc = sqlite3changeset_old(it, o->column, &value);
	}
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	if (value != NULL)
		return add(ids, sqlite3_value_int64(value), reterr);
	/* unchanged: the key is always there, in column 0 of every owned table */
	rc = sqlite3changeset_old(it, 0, &value);
	if (rc != SQLITE_OK || value == NULL)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	st = look_up(s, o->lookup, sqlite3_value_int64(value), &id, reterr);
	return st == CNIS_OK ? add(ids, id, reterr) : st;
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static cnis_status
write_ids(store *s, int64_t seq, struct ids *ids, cnis_error *reterr)
{
	cursor c = { 0 };
	size_t i;
	cnis_status st;

	if (ids->n == 0)
		return CNIS_OK;
	qsort(ids->id, ids->n, sizeof(*ids->id), compare);
	st = stmt_open(s, &TOUCH, &c, reterr);
	for (i = 0; st == CNIS_OK && i < ids->n; i++) {
		if (i > 0 && ids->id[i] == ids->id[i - 1])
			continue;
		stmt_int(&c, ":seq", seq);
		stmt_int(&c, ":child", ids->id[i]);
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	return st;
}

cnis_status
touch_index(store *s, int64_t seq, void *body, int len, cnis_error *reterr)
{
	sqlite3_changeset_iter *it = NULL;
	struct ids ids = { 0 };
	cnis_status st = owners_ready(s, reterr);
	int rc;

	if (st != CNIS_OK)
		return st;
	rc = sqlite3changeset_start(&it, len, body);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	while (st == CNIS_OK && (rc = sqlite3changeset_next(it)) == SQLITE_ROW)
		st = owner_of_record(s, it, &ids, reterr);
	(void)sqlite3changeset_finalize(it);
	if (st == CNIS_OK && rc != SQLITE_DONE)
		st = store_sql_fail(s, rc, "journal.touch", reterr);
	if (st == CNIS_OK)
		st = write_ids(s, seq, &ids, reterr);
	free(ids.id);
	return st;
}

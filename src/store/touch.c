/*
 * Which children an entry changed: the owner column of every changed row, from the changeset
 * itself.  An UPDATE record lacks what did not change, so the owner is then found by the row's key.
 *
 * An adult or an address belongs to no single child: a change to one touches every child who is, or
 * ever was, recorded as related to the adult or as living at the address, and the children of the
 * adults living there, as the register stands after the entry.  A relationship or residence that
 * comes or goes in the entry itself touches its child anyway, so "after" loses nobody.
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

/* Rows shared by children: the column that names the adult or address, and who is related to it. */
enum { BY_PERSON, BY_ADDRESS };
static const struct shared {
	const char *table, *column;
	int by;
} SHARED[] = {
	{ "person", "id", BY_PERSON },
	{ "person_name", "person_id", BY_PERSON },
	{ "person_residence", "person_id", BY_PERSON },
	{ "contact_point", "person_id", BY_PERSON },
	{ "e_service", "person_id", BY_PERSON },
	{ "contact_wish", "person_id", BY_PERSON },
	{ "communication", "person_id", BY_PERSON },
	{ "address", "id", BY_ADDRESS },
};
static const char *const RELATED[STORE_RELATED] = {
	[BY_PERSON] = "SELECT child_id FROM main.relationship WHERE person_id = ?1",
	[BY_ADDRESS] =
	    "SELECT child_id FROM main.child_residence WHERE address_id = ?1"
	    " UNION SELECT r.child_id FROM main.person_residence AS p"
	    " JOIN main.relationship AS r ON r.person_id = p.person_id WHERE p.address_id = ?1",
};

/* Rows that say something of a second child: the column that names it. */
static const struct {
	const char *table, *column;
} ALSO[] = {
	{ "child_alias", "same_as_id" },
};

static const char *
also_of(const char *table)
{
	for (size_t i = 0; i < sizeof(ALSO) / sizeof(ALSO[0]); i++)
		if (strcmp(ALSO[i].table, table) == 0)
			return ALSO[i].column;
	return NULL;
}

/* By these an adult or address belongs to children, also in later entries. */
static const char *const RELATING[] = { "relationship", "child_residence", "person_residence" };

struct gather {
	store *s;
	store_children *ids;
};

/* Two places a table: its owner, and a second child a row may name. */
static size_t
owner_count(void)
{
	return 2 * store_table_count();
}

void
touch_forget(store *s)
{
	size_t i, n = owner_count();

	if (s->owners != NULL)
		for (i = 0; i < n; i++)
			(void)sqlite3_finalize(s->owners[i].lookup);
	free(s->owners);
	s->owners = NULL;
	for (i = 0; i < STORE_RELATED; i++) {
		(void)sqlite3_finalize(s->related[i]);
		s->related[i] = NULL;
	}
}

static cnis_status
owners_ready(store *s, cnis_error *reterr)
{
	size_t i, n = owner_count();

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
learn(store *s, const store_table *t, const char *column, struct store_owner *o, cnis_error *reterr)
{
	char sql[160];
	sqlite3_stmt *stmt = NULL;
	int i, n, rc;

	(void)snprintf(sql, sizeof(sql), "SELECT * FROM main.%s LIMIT 0", t->name);
	rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	n = sqlite3_column_count(stmt);
	for (i = 0; i < n; i++) {
		const char *name = sqlite3_column_name(stmt, i);

		if (name != NULL && strcmp(name, column) == 0)
			break;
	}
	(void)sqlite3_finalize(stmt);
	if (i == n)
		return store_misuse("journal.touch", "a table lacks its owner column", reterr);
	(void)snprintf(sql, sizeof(sql), "SELECT %s FROM main.%s WHERE id = ?1", column, t->name);
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

cnis_status
children_add(store_children *ids, int64_t id, cnis_error *reterr)
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

static const struct shared *
shared_find(const char *table)
{
	size_t i;

	for (i = 0; i < sizeof(SHARED) / sizeof(SHARED[0]); i++)
		if (strcmp(SHARED[i].table, table) == 0)
			return &SHARED[i];
	return NULL;
}

bool
touch_relates(const char *table)
{
	for (size_t i = 0; i < sizeof(RELATING) / sizeof(RELATING[0]); i++)
		if (strcmp(RELATING[i], table) == 0)
			return true;
	return shared_find(table) != NULL || also_of(table) != NULL;
}

/* Every child related to the adult or address @p id. */
static cnis_status
add_related(const struct gather *g, int by, int64_t id, cnis_error *reterr)
{
	store *s = g->s;
	sqlite3_stmt *stmt;
	cnis_status st = CNIS_OK;
	int rc = SQLITE_OK;

	if (s->related[by] == NULL)
		rc = sqlite3_prepare_v3(s->db, RELATED[by], -1, SQLITE_PREPARE_PERSISTENT,
		                        &s->related[by], NULL);
	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, "journal.touch", reterr);
	stmt = s->related[by];
	(void)sqlite3_bind_int64(stmt, 1, id);
	while (st == CNIS_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		st = children_add(g->ids, sqlite3_column_int64(stmt, 0), reterr);
	(void)sqlite3_reset(stmt);
	if (st == CNIS_OK && rc != SQLITE_DONE)
		st = store_sql_fail(s, rc, "journal.touch", reterr);
	return st;
}

cnis_status
touch_owner_column(store *s, const store_table *t, int *ret, cnis_error *reterr)
{
	cnis_status st = owners_ready(s, reterr);

	if (st == CNIS_OK && s->owners[2 * (t - store_tables)].column < 0)
		st = learn(s, t, t->owner, &s->owners[2 * (t - store_tables)], reterr);
	if (st == CNIS_OK)
		*ret = s->owners[2 * (t - store_tables)].column;
	return st;
}

/* The value of the column that says whose the row is, or which other child it names. */
static cnis_status
owner_of(store *s, const change_record *rec, const store_table *t, const char *column, bool second,
         int64_t *ret_id, cnis_error *reterr)
{
	struct store_owner *o = &s->owners[2 * (t - store_tables) + (second ? 1 : 0)];
	sqlite3_value *value;
	cnis_status st;

	if (o->column < 0) {
		st = learn(s, t, column, o, reterr);
		if (st != CNIS_OK)
			return st;
	}
	value = change_value(rec, o->column);
	if (value != NULL) {
		*ret_id = sqlite3_value_int64(value);
		return CNIS_OK;
	}
	/* unchanged: the key is always there, in column 0 of every owned table */
	return look_up(s, o->lookup, change_key(rec), ret_id, reterr);
}

static cnis_status
touched_by(const change_record *rec, void *payload, cnis_error *reterr)
{
	const struct gather *g = payload;
	const store_table *t = store_table_find(rec->table);
	const struct shared *shared = NULL;
	const char *also;
	int64_t id = 0;
	cnis_status st;

	if (t == NULL)
		return CNIS_OK;
	if (t->owner == NULL) {
		shared = shared_find(t->name);
		/* what comes into being with its own number is nobody's yet */
		if (shared == NULL ||
		    (rec->op == SQLITE_INSERT && strcmp(shared->column, "id") == 0))
			return CNIS_OK;
	}
	st = owner_of(g->s, rec, t, shared == NULL ? t->owner : shared->column, false, &id, reterr);
	if (st != CNIS_OK)
		return st;
	if (shared != NULL)
		return add_related(g, shared->by, id, reterr);
	st = children_add(g->ids, id, reterr);
	also = also_of(t->name);
	if (st != CNIS_OK || also == NULL)
		return st;
	st = owner_of(g->s, rec, t, also, true, &id, reterr);
	return st == CNIS_OK ? children_add(g->ids, id, reterr) : st;
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

cnis_status
touch_children(store *s, const void *body, size_t len, store_children *ids, cnis_error *reterr)
{
	struct gather g = { .s = s, .ids = ids };
	cnis_status st = owners_ready(s, reterr);
	size_t i;
	size_t n = 0;

	ids->n = 0;
	if (st == CNIS_OK)
		st = changes_each(body, len, touched_by, &g, reterr);
	if (st != CNIS_OK || g.ids->n == 0)
		return st;
	qsort(ids->id, ids->n, sizeof(*ids->id), compare);
	for (i = 1; i < ids->n; i++)
		if (ids->id[i] != ids->id[n])
			ids->id[++n] = ids->id[i];
	ids->n = n + 1;
	return CNIS_OK;
}

cnis_status
touch_index(store *s, int64_t seq, const void *body, size_t len, cnis_error *reterr)
{
	store_children ids = { 0 };
	cursor c = { 0 };
	size_t i;
	cnis_status st = touch_children(s, body, len, &ids, reterr);

	if (st == CNIS_OK && ids.n > 0)
		st = stmt_open(s, &TOUCH, &c, reterr);
	for (i = 0; st == CNIS_OK && i < ids.n; i++) {
		stmt_int(&c, ":seq", seq);
		stmt_int(&c, ":child", ids.id[i]);
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	free(ids.id);
	return st;
}

/* What is to be erased, looked up in the schema, and the live rows of it. */
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/erase_inside.h"

static const char WHERE[] = "store.erase";

/* ---- what is asked for, looked up in the schema ---------------------------------------------- */

static void
plan_column(struct erase_plan *p, const char *name, int column, bool key)
{
	const erase_subject *want = p->want;

	if (key) {
		p->keys++;
		p->key = column;
		(void)text_copy(p->key_name, sizeof(p->key_name), name);
	}
	if (want->by != NULL && strcmp(want->by, name) == 0)
		p->by = column;
	for (size_t i = 0; want->columns != NULL && i < want->n_columns; i++) {
		const erase_column *c = &want->columns[i];
		slice_value *to = &p->values[i];

		if (strcmp(c->name, name) != 0 || key)
			continue;
		to->column = column;
		if (c->to == ERASE_NUMBER)
			slice_to_number(to, c->number);
		else if (c->to == ERASE_EMPTY)
			slice_to_empty(to);
		else
			slice_to_null(to);
	}
}

static cnis_status
plan_check(struct erase_plan *p, cnis_error *reterr)
{
	bool found = p->keys == 1;

	if (p->want->by == NULL)
		p->by = p->key;
	for (size_t i = 0; i < p->want->n_columns; i++)
		found = found && p->values[i].column >= 0;
	if (!found || p->by < 0)
		return store_misuse(WHERE, "a column to be erased is not there", reterr);
	return CNIS_OK;
}

static cnis_status
plan_make(store *s, const erase_subject *want, struct erase_plan *p, cnis_error *reterr)
{
	sqlite3_stmt *stmt = NULL;
	bool row = false;
	int column = 0;
	cnis_status st;

	p->want = want;
	p->by = p->key = -1;
	p->t = store_table_find(want->table);
	if (p->t == NULL || p->t->class != TABLE_JOURNALLED)
		return store_misuse(WHERE, "only journalled rows are erased", reterr);
	if (want->columns != NULL) {
		p->values = mem_new(want->n_columns, sizeof(*p->values));
		if (p->values == NULL)
			return cnis_nomem(reterr, WHERE);
	}
	for (size_t i = 0; i < want->n_columns; i++)
		p->values[i].column = -1;
	st = shape_open(s, "table_info", p->t->name, &stmt, reterr);
	while (st == CNIS_OK && (st = shape_step(s, stmt, &row, reterr)) == CNIS_OK && row)
		plan_column(p, (const char *)sqlite3_column_text(stmt, SHAPE_NAME), column++,
		            sqlite3_column_int(stmt, SHAPE_PK) != 0);
	(void)sqlite3_finalize(stmt);
	return st == CNIS_OK ? plan_check(p, reterr) : st;
}

cnis_status
erase_plans(store *s, struct erasing *e, const erase_subject *subjects, size_t n,
            cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	e->plans = mem_new(n, sizeof(*e->plans));
	e->tables = mem_new(store_table_count(), sizeof(*e->tables));
	if (e->plans == NULL || e->tables == NULL)
		return cnis_nomem(reterr, WHERE);
	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		struct erase_plan *p = &e->plans[e->n_plans++];

		st = plan_make(s, &subjects[i], p, reterr);
		if (st == CNIS_OK)
			e->tables[p->t - store_tables] = true;
	}
	return st;
}

/* ---- the live rows --------------------------------------------------------------------------- */

static cnis_status
prepare(store *s, sqlite3_str *text, int64_t value, sqlite3_stmt **ret, cnis_error *reterr)
{
	char *sql = sqlite3_str_finish(text);
	int rc;

	if (sql == NULL)
		return cnis_nomem(reterr, WHERE);
	rc = sqlite3_prepare_v2(s->db, sql, -1, ret, NULL);
	sqlite3_free(sql);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(*ret, 1, value);
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(s, rc, WHERE, reterr);
}

static void
live_text(const struct erase_plan *p, sqlite3_str *text)
{
	const erase_subject *want = p->want;

	if (want->columns == NULL)
		sqlite3_str_appendf(text, "DELETE FROM main.\"%w\"", p->t->name);
	else
		sqlite3_str_appendf(text, "UPDATE main.\"%w\" SET", p->t->name);
	for (size_t i = 0; want->columns != NULL && i < want->n_columns; i++) {
		const erase_column *c = &want->columns[i];

		sqlite3_str_appendf(text, "%s \"%w\" = ", i == 0 ? "" : ",", c->name);
		if (c->to == ERASE_NUMBER)
			sqlite3_str_appendf(text, "%lld", (long long)c->number);
		else
			sqlite3_str_appendall(text, c->to == ERASE_EMPTY ? "''" : "NULL");
	}
	sqlite3_str_appendf(text, " WHERE \"%w\" = ?1 RETURNING \"%w\"",
	                    want->by == NULL ? p->key_name : want->by, p->key_name);
}

static cnis_status
live_rows(store *s, struct erasing *e, const struct erase_plan *p, cnis_error *reterr)
{
	sqlite3_str *text = sqlite3_str_new(s->db);
	sqlite3_stmt *stmt = NULL;
	bool row = false;
	cnis_status st;

	live_text(p, text);
	st = prepare(s, text, p->want->value, &stmt, reterr);
	while (st == CNIS_OK && (st = shape_step(s, stmt, &row, reterr)) == CNIS_OK && row)
		st = erase_row_add(e, p, sqlite3_column_int64(stmt, 0), reterr);
	(void)sqlite3_finalize(stmt);
	return st;
}

/* References are counted until all rows are gone: the order they are named in does not matter. */
static cnis_status
check_references(store *s, cnis_error *reterr)
{
	int open = 0;
	int most = 0;
	int rc = sqlite3_db_status(s->db, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &most, 0);

	if (rc != SQLITE_OK)
		return store_sql_fail(s, rc, WHERE, reterr);
	if (open != 0)
		return cnis_refuse(
		    reterr, "LOCAL.dispose.whole", WHERE, NULL,
		    "another record refers to one that is to go; nothing was erased");
	return store_exec(s, "PRAGMA defer_foreign_keys = OFF", WHERE, reterr);
}

cnis_status
erase_live(store *s, struct erasing *e, cnis_error *reterr)
{
	cnis_status st = store_exec(s, "PRAGMA defer_foreign_keys = ON", WHERE, reterr);

	if (s->session != NULL)
		(void)sqlite3session_enable(s->session, 0);
	for (size_t i = 0; st == CNIS_OK && i < e->n_plans; i++)
		st = live_rows(s, e, &e->plans[i], reterr);
	if (s->session != NULL)
		(void)sqlite3session_enable(s->session, 1);
	return st == CNIS_OK ? check_references(s, reterr) : st;
}

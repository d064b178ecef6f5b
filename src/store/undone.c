/* What was taken back, as the journal has it. */
#include "store/undone.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/inside.h"

static const char WHERE[] = "store.undone";

enum { Q_UNDOS, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_UNDOS] = { "undone.undos",
	              "SELECT j.at, p.body FROM journal AS j JOIN journal_payload AS p"
	              " ON p.seq = j.seq WHERE j.undoes IS NOT NULL ORDER BY j.undoes" },
};

struct undone {
	store *s;
	const char *table;
	int column[UNDONE_COLUMNS];
	size_t n;
	sqlite3_stmt *live; /* is a row there? */
	int64_t at;
	store_undone_fn fn;
	void *payload;
};

static cnis_status
find_columns(struct undone *u, const char *const *columns, cnis_error *reterr)
{
	sqlite3_stmt *info = NULL;
	size_t found = 0;
	bool row = false;
	int at = 0;
	cnis_status st = shape_open(u->s, "table_info", u->table, &info, reterr);

	while (st == CNIS_OK && (st = shape_step(u->s, info, &row, reterr)) == CNIS_OK && row) {
		const char *name = (const char *)sqlite3_column_text(info, SHAPE_NAME);

		for (size_t i = 0; i < u->n; i++)
			if (text_same(columns[i], name)) {
				u->column[i] = at;
				found++;
			}
		at++;
	}
	(void)sqlite3_finalize(info);
	if (st == CNIS_OK && found != u->n)
		st = store_misuse(WHERE, "there is no such column", reterr);
	return st;
}

static cnis_status
open_live(struct undone *u, cnis_error *reterr)
{
	char *text = sqlite3_mprintf("SELECT 1 FROM main.\"%w\" WHERE rowid = ?1", u->table);
	int rc = text == NULL ? SQLITE_NOMEM
	                      : sqlite3_prepare_v2(u->s->db, text, -1, &u->live, NULL);

	sqlite3_free(text);
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(u->s, rc, WHERE, reterr);
}

static cnis_status
is_live(struct undone *u, int64_t key, bool *ret, cnis_error *reterr)
{
	cnis_status st;

	(void)sqlite3_reset(u->live);
	(void)sqlite3_bind_int64(u->live, 1, key);
	st = shape_step(u->s, u->live, ret, reterr);
	(void)sqlite3_reset(u->live);
	return st;
}

static cnis_status
one_record(const change_record *rec, void *payload, cnis_error *reterr)
{
	struct undone *u = payload;
	store_undone row = { .at = u->at, .key = change_key(rec) };
	bool live = false;
	cnis_status st;

	if (rec->op != SQLITE_DELETE || strcmp(rec->table, u->table) != 0)
		return CNIS_OK;
	st = is_live(u, row.key, &live, reterr);
	if (st != CNIS_OK || live)
		return st;
	for (size_t i = 0; i < u->n; i++) {
		sqlite3_value *v = u->column[i] < rec->columns ? change_value(rec, u->column[i])
		                                               : NULL;

		row.there[i] = v != NULL && sqlite3_value_type(v) == SQLITE_INTEGER;
		row.value[i] = row.there[i] ? sqlite3_value_int64(v) : 0;
	}
	return u->fn(&row, u->payload, reterr);
}

cnis_status
store_undone_walk(store *s, const char *table, const char *const *columns, size_t n,
                  store_undone_fn fn, void *payload, cnis_error *reterr)
{
	struct undone u = { .s = s, .table = table, .n = n, .fn = fn, .payload = payload };
	cursor c = { 0 };
	bool row = false;
	cnis_status st = n > UNDONE_COLUMNS ? store_misuse(WHERE, "too many columns", reterr)
	                                    : find_columns(&u, columns, reterr);

	if (st == CNIS_OK)
		st = open_live(&u, reterr);
	if (st == CNIS_OK)
		st = stmt_open(s, &SQL[Q_UNDOS], &c, reterr);
	while (st == CNIS_OK && (st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		size_t len = 0;
		const void *body = col_blob(&c, 1, &len);

		u.at = col_int(&c, 0);
		st = changes_each(body, len, one_record, &u, reterr);
	}
	stmt_close(&c);
	(void)sqlite3_finalize(u.live);
	return st;
}

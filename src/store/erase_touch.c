/*
 * The index of children after an erasure.  Where every child of a cut record is still the child of
 * another record of its entry, nothing has changed, and the erasure saw that by itself.  Otherwise
 * the journal is replayed, which is what verify will do.
 */
#include <stdlib.h>

#include "base/error.h"
#include "store/erase_inside.h"

static const char WHERE[] = "store.erase";

static bool
among(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

struct index {
	sqlite3_stmt *entries, *stored, *drop;
	store_children there;
};

static cnis_status
stored(store *s, struct index *x, int64_t seq, cnis_error *reterr)
{
	bool row = false;
	cnis_status st = CNIS_OK;

	x->there.n = 0;
	(void)sqlite3_reset(x->stored);
	(void)sqlite3_bind_int64(x->stored, 1, seq);
	while (st == CNIS_OK && (st = shape_step(s, x->stored, &row, reterr)) == CNIS_OK && row)
		st = children_add(&x->there, sqlite3_column_int64(x->stored, 0), reterr);
	(void)sqlite3_reset(x->stored);
	return st;
}

/* Only children go: one that was missing before is for verify to find. */
static cnis_status
drop_stale(store *s, struct index *x, int64_t seq, const int64_t *now, size_t n, cnis_error *reterr)
{
	bool row = false;
	cnis_status st = stored(s, x, seq, reterr);

	for (size_t i = 0; st == CNIS_OK && i < x->there.n; i++) {
		if (among(now, n, x->there.id[i]))
			continue;
		(void)sqlite3_bind_int64(x->drop, 1, seq);
		(void)sqlite3_bind_int64(x->drop, 2, x->there.id[i]);
		st = shape_step(s, x->drop, &row, reterr);
		(void)sqlite3_reset(x->drop);
	}
	return st;
}

static cnis_status
open_index(store *s, struct index *x, cnis_error *reterr)
{
	static const char *const texts[] = {
		"SELECT j.seq, j.kind, j.schema, p.body FROM main.journal AS j"
		" JOIN main.journal_payload AS p ON p.seq = j.seq ORDER BY j.seq",
		"SELECT child_id FROM main.journal_touch WHERE seq = ?1",
		"DELETE FROM main.journal_touch WHERE seq = ?1 AND child_id = ?2",
	};
	sqlite3_stmt **const stmts[] = { &x->entries, &x->stored, &x->drop };
	int rc = SQLITE_OK;

	for (size_t i = 0; rc == SQLITE_OK && i < sizeof(texts) / sizeof(texts[0]); i++)
		rc = sqlite3_prepare_v2(s->db, texts[i], -1, stmts[i], NULL);
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(s, rc, WHERE, reterr);
}

cnis_status
erase_retouch(store *s, cnis_error *reterr)
{
	struct index x = { 0 };
	replay *again = NULL;
	bool row = false;
	cnis_status st = open_index(s, &x, reterr);

	if (st == CNIS_OK)
		st = replay_new(s, &again, reterr);
	while (st == CNIS_OK && (st = shape_step(s, x.entries, &row, reterr)) == CNIS_OK && row) {
		const void *body = sqlite3_column_blob(x.entries, 3);
		size_t n = 0;
		const int64_t *now;

		st = replay_entry(again, (const char *)sqlite3_column_text(x.entries, 1),
		                  sqlite3_column_int64(x.entries, 2), body,
		                  (size_t)sqlite3_column_bytes(x.entries, 3), reterr);
		now = replay_touched(again, &n);
		if (st == CNIS_OK)
			st = drop_stale(s, &x, sqlite3_column_int64(x.entries, 0), now, n, reterr);
	}
	(void)sqlite3_finalize(x.entries);
	(void)sqlite3_finalize(x.stored);
	(void)sqlite3_finalize(x.drop);
	replay_free(again);
	free(x.there.id);
	return st;
}

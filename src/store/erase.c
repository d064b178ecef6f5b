/*
 * The door of erasure (erase.h): the live rows are erased outside the session, then every payload
 * of the journal is read once and those that speak of a row are written anew.  The insert-only
 * triggers rest on this connection alone, for as long as that takes: nothing in the file changes,
 * so nothing is left open by whatever happens meanwhile.
 */
#include "store/erase.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/erase_inside.h"

static const char WHERE[] = "store.erase";

void
erase_forget(store *s)
{
	struct erasing *e = s->erased;

	s->erased = NULL;
	if (e == NULL)
		return;
	for (size_t i = 0; i < e->n_plans; i++)
		free(e->plans[i].values);
	free(e->plans);
	free(e->tables);
	free(e->rows);
	free(e->list);
	free(e->gone.id);
	free(e->kept.id);
	free(e);
}

bool
erase_any(const store *s)
{
	return s->erased != NULL && s->erased->n_list > 0;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Where row @p key of @p t stands, or would. */
static size_t
row_place(const struct erasing *e, const store_table *t, int64_t key)
{
	size_t low = 0;
	size_t high = e->n_rows;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct erase_row *w = &e->rows[mid];

		if (w->t < t || (w->t == t && w->key < key))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct erase_plan *
row_plan(const struct erasing *e, const store_table *t, int64_t key)
{
	size_t i = row_place(e, t, key);

	return i < e->n_rows && e->rows[i].t == t && e->rows[i].key == key ? e->rows[i].plan : NULL;
}

cnis_status
erase_row_add(struct erasing *e, const struct erase_plan *p, int64_t key, cnis_error *reterr)
{
	size_t i = row_place(e, p->t, key);

	if (i < e->n_rows && e->rows[i].t == p->t && e->rows[i].key == key)
		return e->rows[i].plan == p
		           ? CNIS_OK
		           : store_misuse(WHERE, "a row to be erased is named twice", reterr);
	if (e->n_rows == e->room_rows) {
		size_t room = e->room_rows == 0 ? 32 : e->room_rows * 2;
		struct erase_row *more = mem_grow(e->rows, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, WHERE);
		e->rows = more;
		e->room_rows = room;
	}
	memmove(e->rows + i + 1, e->rows + i, (e->n_rows - i) * sizeof(*e->rows));
	e->rows[i] = (struct erase_row){ .t = p->t, .key = key, .plan = p };
	e->n_rows++;
	if (p->values == NULL)
		e->counts.cut++;
	else
		e->counts.blanked++;
	return CNIS_OK;
}

/* ---- one record of a payload ----------------------------------------------------------------- */

/* Whose index row hangs on this record: its owner, where the record says so. */
static cnis_status
note_owner(struct erasing *e, const store_table *t, const slice_row *row, bool gone,
           cnis_error *reterr)
{
	const unsigned char *const *values = row->op == SQLITE_INSERT ? row->new : row->old;
	int column = 0;
	int64_t id = 0;
	cnis_status st;

	if (gone && (touch_relates(t->name) || (t->owner != NULL && row->op == SQLITE_UPDATE)))
		e->retouch = true;
	if (t->owner == NULL || row->op == SQLITE_UPDATE)
		return CNIS_OK;
	st = touch_owner_column(e->s, t, &column, reterr);
	if (st != CNIS_OK || column >= row->columns || !slice_number(values[column], &id))
		return st;
	return children_add(gone ? &e->gone : &e->kept, id, reterr);
}

/* The plan of the row; one that is named by another column comes to be known with its insert. */
static cnis_status
record_plan(struct erasing *e, const store_table *t, const slice_row *row,
            const struct erase_plan **ret, cnis_error *reterr)
{
	const unsigned char *const *values = row->op == SQLITE_INSERT ? row->new : row->old;
	int64_t key = 0;
	int64_t by = 0;
	bool looked = false;

	*ret = NULL;
	for (size_t i = 0; i < e->n_plans; i++) {
		const struct erase_plan *p = &e->plans[i];

		if (p->t != t || p->key >= row->columns || !slice_number(values[p->key], &key))
			continue;
		if (!looked)
			*ret = row_plan(e, t, key);
		if (*ret != NULL)
			return CNIS_OK;
		looked = true;
		if (p->by < row->columns && slice_number(values[p->by], &by) &&
		    by == p->want->value) {
			*ret = p;
			return erase_row_add(e, p, key, reterr);
		}
	}
	return CNIS_OK;
}

static cnis_status
one_record(const slice_row *row, void *payload, slice_verdict *ret, cnis_error *reterr)
{
	struct erasing *e = payload;
	const store_table *t = store_table_find(row->table);
	const struct erase_plan *p = NULL;
	cnis_status st;

	if (t == NULL)
		return CNIS_OK;
	st = e->tables[t - store_tables] ? record_plan(e, t, row, &p, reterr) : CNIS_OK;
	if (st != CNIS_OK)
		return st;
	if (p != NULL) {
		e->speaks = true;
		ret->cut = p->values == NULL;
		ret->values = p->values;
		ret->n = p->want->n_columns;
	}
	return note_owner(e, t, row, ret->cut, reterr);
}

/* ---- the payloads ---------------------------------------------------------------------------- */

/* What is left of the children of an entry is what the index says already? */
static bool
index_holds(const struct erasing *e)
{
	for (size_t i = 0; i < e->gone.n; i++) {
		size_t j = 0;

		while (j < e->kept.n && e->kept.id[j] != e->gone.id[i])
			j++;
		if (j == e->kept.n)
			return false;
	}
	return true;
}

static cnis_status
list_add(struct erasing *e, int64_t seq, const unsigned char hash[HASH_SIZE], cnis_error *reterr)
{
	if (e->n_list == e->room_list) {
		size_t room = e->room_list == 0 ? 32 : e->room_list * 2;
		journal_listed *more = mem_grow(e->list, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, WHERE);
		e->list = more;
		e->room_list = room;
	}
	e->list[e->n_list].of_seq = seq;
	memcpy(e->list[e->n_list].hash, hash, HASH_SIZE);
	e->n_list++;
	e->counts.entries++;
	return CNIS_OK;
}

static cnis_status
write_payload(store *s, struct erasing *e, int64_t seq, const void *body, size_t len,
              sqlite3_stmt *put, cnis_error *reterr)
{
	unsigned char salt[SALT_SIZE], hash[HASH_SIZE], list[HASH_SIZE];
	bool listed = false;
	bool row = false;
	cnis_status st = journal_list_of(s, seq, &listed, list, reterr);

	if (st != CNIS_OK)
		return st;
	hash_random(salt, sizeof(salt));
	journal_payload_hash(salt, "", body, len, listed ? list : NULL, hash);
	(void)sqlite3_reset(put);
	if (sqlite3_bind_int64(put, 1, seq) != SQLITE_OK ||
	    sqlite3_bind_blob(put, 2, salt, SALT_SIZE, SQLITE_TRANSIENT) != SQLITE_OK ||
	    sqlite3_bind_blob64(put, 3, body == NULL ? "" : body, len, SQLITE_TRANSIENT) !=
	        SQLITE_OK)
		return cnis_nomem(reterr, WHERE);
	st = shape_step(s, put, &row, reterr);
	(void)sqlite3_reset(put);
	(void)sqlite3_clear_bindings(put);
	return st == CNIS_OK ? list_add(e, seq, hash, reterr) : st;
}

static cnis_status
one_payload(store *s, struct erasing *e, sqlite3_stmt *get, sqlite3_stmt *put, int64_t *seq,
            cnis_error *reterr)
{
	void *body = NULL;
	size_t len = 0;
	cnis_status st;

	*seq = sqlite3_column_int64(get, 0);
	e->speaks = false;
	e->gone.n = e->kept.n = 0;
	st = slice_changes(sqlite3_column_blob(get, 1), (size_t)sqlite3_column_bytes(get, 1),
	                   one_record, e, &body, &len, reterr);
	(void)sqlite3_reset(get);
	if (st == CNIS_OK && e->speaks) {
		st = write_payload(s, e, *seq, body, len, put, reterr);
		e->retouch = e->retouch || !index_holds(e);
	}
	free(body);
	return st;
}

/* Ascending: a row is inserted before anything else is said of it. */
static cnis_status
payloads(store *s, struct erasing *e, cnis_error *reterr)
{
	sqlite3_stmt *get = NULL;
	sqlite3_stmt *put = NULL;
	int64_t seq = 0;
	bool row = true;
	cnis_status st = CNIS_OK;
	int rc = sqlite3_prepare_v2(s->db,
	                            "SELECT seq, body FROM main.journal_payload"
	                            " WHERE seq > ?1 AND length(body) > 0 ORDER BY seq LIMIT 1",
	                            -1, &get, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(s->db,
		                        "UPDATE main.journal_payload SET salt = ?2, reason = '',"
		                        " body = ?3 WHERE seq = ?1",
		                        -1, &put, NULL);
	if (rc != SQLITE_OK)
		st = store_sql_fail(s, rc, WHERE, reterr);
	while (st == CNIS_OK && row) {
		(void)sqlite3_bind_int64(get, 1, seq);
		st = shape_step(s, get, &row, reterr);
		if (st == CNIS_OK && row)
			st = one_payload(s, e, get, put, &seq, reterr);
	}
	(void)sqlite3_finalize(get);
	(void)sqlite3_finalize(put);
	return st;
}

/* The triggers rest for this connection only; whatever happens, they are back before it returns. */
static cnis_status
rewrite(store *s, struct erasing *e, cnis_error *reterr)
{
	enum store_flag_writes before = s->writes;
	cnis_status st;

	s->writes = WRITES_JOURNAL;
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
	st = payloads(s, e, reterr);
	if (st == CNIS_OK && e->retouch)
		st = erase_retouch(s, reterr);
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)NULL);
	s->writes = before;
	return st;
}

/* ---- the door -------------------------------------------------------------------------------- */

static void
words(struct erasing *e, const char *rule)
{
	text_buf b = text_buf_on(e->words, sizeof(e->words));

	text_add(&b, rule);
	text_add(&b, ": records cut ");
	text_add_int(&b, e->counts.cut);
	text_add(&b, ", blanked ");
	text_add_int(&b, e->counts.blanked);
	text_add(&b, "; journal entries written anew ");
	text_add_int(&b, e->counts.entries);
}

cnis_status
store_erase(store *s, const char *rule, const erase_subject *subjects, size_t n, erase_counts *ret,
            cnis_error *reterr)
{
	struct erasing *e;
	cnis_status st;

	if (!s->in_tx || s->erased != NULL || n == 0 || s->entry.undo != STORE_FINAL ||
	    s->entry.undoes != 0 || (s->session != NULL && !sqlite3session_isempty(s->session)))
		return store_misuse(WHERE, "erasing is the first thing of a final entry", reterr);
	e = s->erased = mem_new(1, sizeof(*e));
	if (e == NULL)
		return cnis_nomem(reterr, WHERE);
	e->s = s;
	st = erase_plans(s, e, subjects, n, reterr);
	if (st == CNIS_OK)
		st = erase_live(s, e, reterr);
	if (st == CNIS_OK)
		st = rewrite(s, e, reterr);
	if (st != CNIS_OK)
		return st; /* the caller rolls back */
	if (e->n_rows > 0 && e->n_list == 0)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL,
		                 "a record to be erased is not in the journal; run cnis verify");
	words(e, rule);
	s->entry.reason = e->words;
	*ret = e->counts;
	return CNIS_OK;
}

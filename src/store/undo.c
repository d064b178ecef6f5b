/*
 * Taking an entry back.  It stands in the way of an undo when a later entry changed one of its rows
 * (the row's rev is not ours) or refers to a row it added.  An undo is an entry of its own, made
 * final by its caller: it cannot be undone; do the command again instead.
 */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/inside.h"
#include "store/journal.h"
#include "store/tables.h"

#define WHERE "store.undo"

enum { MAX_BLOCKERS = 64, SHOWN_BLOCKERS = 5 };

enum { Q_ENTRY, Q_UNDONE, Q_DISPOSED, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ENTRY] = { "undo.entry",
		"SELECT j.undo_class, j.undoes, p.body FROM journal AS j"
		" JOIN journal_payload AS p ON p.seq = j.seq WHERE j.seq = :seq" },
	[Q_UNDONE] = { "undo.undone",
		"SELECT seq FROM journal WHERE undoes = :seq UNION ALL"
		" SELECT b.seq FROM journal AS j JOIN journal AS b ON b.batch = j.batch"
		" AND b.kind = 'import.undo' AND b.seq > j.seq"
		" WHERE j.seq = :seq AND j.batch <> '' AND j.kind LIKE 'import.%'"
		" AND j.kind <> 'import.undo'" },
	[Q_DISPOSED] = { "undo.disposed",
		"SELECT max(seq) FROM journal_disposal WHERE of_seq = :seq" },
};
/* clang-format on */

struct undo {
	store *s;
	int64_t seq;
	int64_t blockers[MAX_BLOCKERS]; /* ascending, each once; the largest are dropped */
	size_t n;
};

static void
block(struct undo *u, int64_t rev)
{
	size_t i = 0;

	while (i < u->n && u->blockers[i] < rev)
		i++;
	if (i == MAX_BLOCKERS || (i < u->n && u->blockers[i] == rev))
		return;
	if (u->n == MAX_BLOCKERS)
		u->n--;
	memmove(u->blockers + i + 1, u->blockers + i, (u->n - i) * sizeof(u->blockers[0]));
	u->blockers[i] = rev;
	u->n++;
}

/* Run @p stmt; every rev it answers that is not ours is in the way. */
static cnis_status
collect(struct undo *u, sqlite3_stmt *stmt, cnis_error *reterr)
{
	int rc;

	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		if (sqlite3_column_int64(stmt, 0) != u->seq)
			block(u, sqlite3_column_int64(stmt, 0));
	return rc == SQLITE_DONE ? CNIS_OK : store_sql_fail(u->s, rc, WHERE, reterr);
}

static cnis_status
prepare_text(struct undo *u, sqlite3_str *text, sqlite3_stmt **ret, cnis_error *reterr)
{
	char *sql = sqlite3_str_finish(text);
	int rc;

	if (sql == NULL)
		return cnis_nomem(reterr, WHERE);
	rc = sqlite3_prepare_v2(u->s->db, sql, -1, ret, NULL);
	sqlite3_free(sql);
	return rc == SQLITE_OK ? CNIS_OK : store_sql_fail(u->s, rc, WHERE, reterr);
}

static void
bind_keys(sqlite3_stmt *stmt, const change_record *rec)
{
	int place = 1;
	int i;

	for (i = 0; i < rec->columns; i++)
		if (rec->pk[i] != 0)
			(void)sqlite3_bind_value(stmt, place++, change_value(rec, i));
}

/* The row as it stands now: does it still carry the rev this entry gave it? */
static cnis_status
check_row(struct undo *u, const change_record *rec, cnis_error *reterr)
{
	sqlite3_str *text = sqlite3_str_new(u->s->db);
	sqlite3_stmt *shape = NULL;
	sqlite3_stmt *stmt = NULL;
	bool row = false;
	int n = 0;
	cnis_status st = shape_open(u->s, "table_info", rec->table, &shape, reterr);

	sqlite3_str_appendf(text, "SELECT rev FROM main.\"%w\" WHERE ", rec->table);
	while (st == CNIS_OK && (st = shape_step(u->s, shape, &row, reterr)) == CNIS_OK && row) {
		if (sqlite3_column_int(shape, SHAPE_PK) == 0)
			continue;
		n++;
		sqlite3_str_appendf(text, "%s\"%w\" = ?%d", n == 1 ? "" : " AND ",
		                    (const char *)sqlite3_column_text(shape, SHAPE_NAME), n);
	}
	(void)sqlite3_finalize(shape);
	if (st != CNIS_OK) {
		sqlite3_free(sqlite3_str_finish(text));
		return st;
	}
	st = prepare_text(u, text, &stmt, reterr);
	if (st == CNIS_OK) {
		bind_keys(stmt, rec);
		st = collect(u, stmt, reterr);
	}
	(void)sqlite3_finalize(stmt);
	return st;
}

/* Rows of @p child that refer to the row: one that this entry changed goes back with it. */
static cnis_status
check_referring(struct undo *u, const change_record *rec, const char *child, const char *column,
                cnis_error *reterr)
{
	sqlite3_str *text = sqlite3_str_new(u->s->db);
	sqlite3_stmt *stmt = NULL;
	cnis_status st;

	sqlite3_str_appendf(text, "SELECT DISTINCT rev FROM main.\"%w\" WHERE \"%w\" = ?1", child,
	                    column);
	st = prepare_text(u, text, &stmt, reterr);
	if (st == CNIS_OK) {
		bind_keys(stmt, rec);
		st = collect(u, stmt, reterr);
	}
	(void)sqlite3_finalize(stmt);
	return st;
}

/* Every foreign key of table @p child that points at the row. */
static cnis_status
check_child(struct undo *u, const change_record *rec, const char *child, cnis_error *reterr)
{
	sqlite3_stmt *keys = NULL;
	bool row = false;
	cnis_status st = shape_open(u->s, "foreign_key_list", child, &keys, reterr);

	while (st == CNIS_OK && (st = shape_step(u->s, keys, &row, reterr)) == CNIS_OK && row)
		if (text_same((const char *)sqlite3_column_text(keys, SHAPE_PARENT), rec->table))
			st = check_referring(u, rec, child,
			                     (const char *)sqlite3_column_text(keys, SHAPE_FROM),
			                     reterr);
	(void)sqlite3_finalize(keys);
	return st;
}

static cnis_status
check_references(struct undo *u, const change_record *rec, cnis_error *reterr)
{
	const store_table *t;
	cnis_status st = CNIS_OK;

	for (t = store_tables; st == CNIS_OK && t->name != NULL; t++)
		if (t->class == TABLE_JOURNALLED)
			st = check_child(u, rec, t->name, reterr);
	return st;
}

static cnis_status
check_record(const change_record *rec, void *payload, cnis_error *reterr)
{
	struct undo *u = payload;
	const store_table *t = store_table_find(rec->table);
	cnis_status st;

	if (t == NULL || t->class != TABLE_JOURNALLED)
		return CNIS_OK; /* apply says so */
	if (rec->op == SQLITE_DELETE)
		return CNIS_OK; /* comes back; a row in its place is a conflict of apply */
	st = check_row(u, rec, reterr);
	if (st == CNIS_OK && rec->op == SQLITE_INSERT)
		st = check_references(u, rec, reterr);
	return st;
}

static cnis_status
refuse_blocked(const struct undo *u, cnis_error *reterr)
{
	char list[160];
	text_buf b = text_buf_on(list, sizeof(list));
	bool all = u->n <= SHOWN_BLOCKERS;
	size_t shown = all ? u->n : SHOWN_BLOCKERS;
	size_t i;

	for (i = 0; i < shown; i++) {
		if (i > 0)
			text_add(&b, i + 1 == shown && all ? " and " : ", ");
		text_add_int(&b, u->blockers[i]);
	}
	if (!all)
		text_add(&b, " and more");
	return cnis_fail(reterr, CNIS_ECONFLICT, 0, WHERE, "seq",
	                 "journal %s %s changed or refer%s to what entry %lld wrote; take %s back "
	                 "first, newest first",
	                 u->n == 1 ? "entry" : "entries", list, u->n == 1 ? "s" : "",
	                 (long long)u->seq, u->n == 1 ? "it" : "them");
}

/* Already taken back? */
static cnis_status
check_standing(struct undo *u, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(u->s, &SQL[Q_UNDONE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", u->seq);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "seq",
		               "journal entry %lld was already taken back by entry %lld",
		               (long long)u->seq, (long long)col_int(&c, 0));
	stmt_close(&c);
	return st;
}

static cnis_status
check_class(const struct undo *u, const cursor *c, cnis_error *reterr)
{
	store_undo class = journal_undo_class(col_text(c, 0));

	if (!col_null(c, 1))
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "seq",
		                 "journal entry %lld is itself an undo; do the command again "
		                 "instead",
		                 (long long)u->seq);
	if (class == STORE_COMPENSATE)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "seq",
		                 "journal entry %lld cannot be undone; it is put right by another "
		                 "command",
		                 (long long)u->seq);
	if (class != STORE_UNDOABLE)
		return cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "seq",
		                 "journal entry %lld is final; record what is right instead",
		                 (long long)u->seq);
	return CNIS_OK;
}

/* What was erased of it cannot come back: nor can the rest by itself. */
static cnis_status
check_whole(struct undo *u, cnis_error *reterr)
{
	int64_t by = 0;
	cnis_status st = stmt_ask(u->s, &SQL[Q_DISPOSED], ":seq", u->seq, 0, &by, reterr);

	if (st == CNIS_OK && by != 0)
		st = cnis_fail(reterr, CNIS_EREFUSED, 0, WHERE, "seq",
		               "journal entry %lld is final: entry %lld disposed of what it wrote",
		               (long long)u->seq, (long long)by);
	return st;
}

static cnis_status
take_back(struct undo *u, const cursor *c, int64_t *ret_blocker, cnis_error *reterr)
{
	size_t len = 0;
	const void *body = col_blob(c, 2, &len);
	cnis_status st = check_class(u, c, reterr);

	if (st == CNIS_OK)
		st = check_standing(u, reterr);
	if (st == CNIS_OK)
		st = check_whole(u, reterr);
	if (st == CNIS_OK)
		st = changes_each(body, len, check_record, u, reterr);
	if (st != CNIS_OK)
		return st;
	if (u->n > 0) {
		if (ret_blocker != NULL)
			*ret_blocker = u->blockers[0];
		return refuse_blocked(u, reterr);
	}
	return store_apply(u->s, body, len, true, reterr);
}

cnis_status
store_undo_apply(store *s, int64_t seq, int64_t *ret_blocker, cnis_error *reterr)
{
	struct undo u = { .s = s, .seq = seq };
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (!s->in_tx)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, NULL,
		                 "an undo needs a transaction of its own");
	st = stmt_open(s, &SQL[Q_ENTRY], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "seq",
		               "there is no journal entry %lld", (long long)seq);
	if (st == CNIS_OK)
		st = take_back(&u, &c, ret_blocker, reterr);
	stmt_close(&c);
	return st;
}

/*
 * The register as it was known at an instant: a private clone of the snapshot with the entries
 * after it taken back, newest first.  Migrations after the instant stay: their tables are empty and
 * their columns hold their defaults, which reports show as not collected.
 */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/journal.h"
#include "store/tables.h"

#define WHERE "store.known_at"

enum { Q_AT, Q_BACK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_AT] = { "known_at.at", "SELECT at FROM journal WHERE seq = :seq" },
	[Q_BACK] = { "known_at.back",
		"SELECT p.body FROM journal_payload AS p WHERE p.seq > :seq ORDER BY p.seq DESC" },
};
/* clang-format on */

static cnis_status
entry_at(store *s, int64_t seq, int64_t *ret_at, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &SQL[Q_AT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, WHERE, NULL,
		               "journal entry %lld is missing", (long long)seq);
	if (st == CNIS_OK)
		*ret_at = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

/* Newest entry with at <= instant; entries are dense and their at never goes back. */
static cnis_status
find_seq(store *s, int64_t instant, int64_t *ret_seq, cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE];
	int64_t low = 0;
	int64_t high = 0;
	cnis_status st = journal_head(s, &high, hash, reterr);

	while (st == CNIS_OK && low < high) {
		int64_t mid = low + (high - low + 1) / 2;
		int64_t at = 0;

		st = entry_at(s, mid, &at, reterr);
		if (at <= instant)
			low = mid;
		else
			high = mid - 1;
	}
	if (st == CNIS_OK && low == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "known-at",
		               "the register did not exist yet at that time");
	if (st == CNIS_OK)
		*ret_seq = low;
	return st;
}

static cnis_status
take_back_after(store *clone, int64_t seq, cnis_error *reterr)
{
	cursor c = { 0 };
	row_writer *rows = NULL;
	bool row = false;
	cnis_status st = rows_new(clone, &rows, reterr);

	if (st == CNIS_OK)
		st = stmt_open(clone, &SQL[Q_BACK], &c, reterr);
	if (st != CNIS_OK) {
		rows_free(rows);
		return st;
	}
	stmt_int(&c, ":seq", seq);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		size_t len = 0;
		const void *body = col_blob(&c, 0, &len);

		st = rows_apply(rows, body, len, true, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	rows_free(rows);
	return st;
}

static cnis_status
delete_after(store *clone, const char *table, int64_t seq, cnis_error *reterr)
{
	char *sql = sqlite3_mprintf("DELETE FROM \"%w\" WHERE seq > %lld", table, (long long)seq);
	cnis_status st;

	if (sql == NULL)
		return cnis_nomem(reterr, WHERE);
	st = store_exec(clone, sql, WHERE, reterr);
	sqlite3_free(sql);
	return st;
}

/* What came after the instant is not known to the clone: neither its entries nor any draft. */
static cnis_status
trim(store *clone, int64_t seq, cnis_error *reterr)
{
	const store_table *t;
	cnis_status st = delete_after(clone, "journal_touch", seq, reterr);

	if (st == CNIS_OK)
		st = delete_after(clone, "journal_disposal", seq, reterr);
	if (st == CNIS_OK)
		st = delete_after(clone, "journal_payload", seq, reterr);
	if (st == CNIS_OK)
		st = delete_after(clone, "journal", seq, reterr);
	for (t = store_tables; st == CNIS_OK && t->name != NULL; t++) {
		char *sql;

		if (t->class != TABLE_LOCAL)
			continue;
		sql = sqlite3_mprintf("DELETE FROM \"%w\"", t->name);
		st = sql == NULL ? cnis_nomem(reterr, WHERE)
		                 : store_exec(clone, sql, WHERE, reterr);
		sqlite3_free(sql);
	}
	return st;
}

static cnis_status
go_back(store *clone, int64_t seq, cnis_error *reterr)
{
	cnis_status st;

	st = store_exec(clone, "PRAGMA foreign_keys = OFF; BEGIN", WHERE, reterr);
	if (st == CNIS_OK)
		st = take_back_after(clone, seq, reterr);
	/* Only here may journal rows go: the insert-only triggers rest, the clone is nobody's. */
	(void)sqlite3_db_config(clone->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
	if (st == CNIS_OK)
		st = trim(clone, seq, reterr);
	if (st == CNIS_OK)
		st = store_exec(clone, "COMMIT; PRAGMA foreign_keys = ON; PRAGMA query_only = ON",
		                WHERE, reterr);
	(void)sqlite3_db_config(clone->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, (int *)NULL);
	return st;
}

static cnis_status
clone_identity(const store *s, store *clone, cnis_error *reterr)
{
	char *path = mem_text(s->path);

	if (path == NULL && s->path != NULL)
		return cnis_nomem(reterr, WHERE);
	free(clone->path);
	clone->path = path; /* the access log beside the register records what is read here too */
	memcpy(clone->uuid, s->uuid, sizeof(clone->uuid));
	memcpy(clone->authority, s->authority, sizeof(clone->authority));
	clone->demonstration = s->demonstration;
	clone->schema = s->schema;
	clone->now = s->now;
	return CNIS_OK;
}

cnis_status
store_known_at(store *s, int64_t instant, store **ret, cnis_error *reterr)
{
	bool own_snapshot = !s->in_snapshot && !s->in_tx;
	store *clone = NULL;
	int64_t seq = 0;
	cnis_status st = CNIS_OK;

	if (s->in_tx)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, NULL,
		                 "what was known cannot be asked inside a transaction");
	if (own_snapshot)
		st = store_snapshot_begin(s, reterr);
	if (st != CNIS_OK)
		return st;
	st = find_seq(s, instant, &seq, reterr);
	if (st == CNIS_OK)
		st = store_memory(&clone, reterr);
	if (st == CNIS_OK)
		st = copy_pages(s, clone->db, reterr);
	if (own_snapshot)
		store_snapshot_end(s);
	if (st == CNIS_OK) {
		clone->writes = WRITES_ALL;
		st = go_back(clone, seq, reterr);
	}
	if (st == CNIS_OK)
		st = clone_identity(s, clone, reterr);
	if (st != CNIS_OK) {
		store_close(clone);
		return st;
	}
	clone->writes = WRITES_NONE;
	clone->mode = STORE_READ;
	*ret = clone;
	return CNIS_OK;
}

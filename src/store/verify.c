/* Proof: the chain, the payloads, and the journal replayed from empty against the live tables. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/inside.h"
#include "store/journal.h"

#define WHERE "store.verify"

enum {
	C_SEQ,
	C_AT,
	C_OFFICER,
	C_KIND,
	C_COMMAND,
	C_SCHEMA,
	C_BATCH,
	C_UNDO_CLASS,
	C_UNDOES,
	C_PAYLOAD_HASH,
	C_PREV,
	C_HASH,
	C_SALT,
	C_REASON,
	C_BODY,
	C_DISPOSED, /* hash of the payload since it was last disposed of */
	C_LISTS,    /* it disposed of others */
};

enum { Q_ENTRIES, Q_TOUCHED, Q_STRAY, Q_REGISTER, Q_LEDGER, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ENTRIES] = { "verify.entries",
		"SELECT j.seq, j.at, j.officer, j.kind, j.command, j.schema, j.batch, j.undo_class,"
		" j.undoes, j.payload_hash, j.prev, j.hash, p.salt, p.reason, p.body,"
		" (SELECT d.payload_hash FROM journal_disposal AS d WHERE d.of_seq = j.seq"
		"  ORDER BY d.seq DESC LIMIT 1),"
		" EXISTS (SELECT 1 FROM journal_disposal AS d WHERE d.seq = j.seq)"
		" FROM journal AS j LEFT JOIN journal_payload AS p ON p.seq = j.seq"
		" ORDER BY j.seq" },
	[Q_TOUCHED] = { "verify.touched",
		"SELECT child_id FROM journal_touch WHERE seq = :seq ORDER BY child_id" },
	[Q_STRAY] = { "verify.stray",
		"SELECT seq FROM journal_payload WHERE seq > :head OR seq < 1"
		" UNION ALL SELECT seq FROM journal_touch WHERE seq > :head OR seq < 1"
		" UNION ALL SELECT seq FROM journal_disposal WHERE seq > :head OR of_seq < 1 LIMIT 1" },
	[Q_REGISTER] = { "verify.register",
		"SELECT iif(length(CAST(authority AS BLOB)) = 3, authority, NULL), demonstration,"
		" created_at, iif(length(CAST(uuid AS BLOB)) = 36, uuid, NULL),"
		" (SELECT count(*) FROM register) FROM register WHERE id = 1" },
	[Q_LEDGER] = { "verify.ledger",
		"SELECT m.version FROM schema_migration AS m WHERE NOT EXISTS"
		" (SELECT 1 FROM journal AS j WHERE j.kind = 'schema.migrate' AND j.schema = m.version"
		"  AND j.at = m.applied_at AND substr(j.command || ' ', 1, length(m.name) + 1) = m.name || ' ')"
		" UNION ALL SELECT j.schema FROM journal AS j WHERE j.kind = 'schema.migrate'"
		"  AND j.schema NOT IN (SELECT version FROM schema_migration) LIMIT 1" },
};
/* clang-format on */

struct verifier {
	store *s;
	unsigned what;
	verify_result *ret;
	replay *again;
	const verify_known *known; /* what the replay holds already; NULL: nothing */
	int64_t at;                /* of the entry before */
};

/* A storage class is as much a part of an entry as its bytes; so is what follows a NUL. */
static bool
columns_sound(const cursor *c)
{
	static const char types[] = "IITTTITTIBBB";
	sqlite3_stmt *stmt = c->stmt;
	int i;

	for (i = 0; types[i] != '\0'; i++) {
		int type = sqlite3_column_type(stmt, i);
		const char *text;

		if (i == C_UNDOES && type == SQLITE_NULL)
			continue;
		if (types[i] == 'I' && type != SQLITE_INTEGER)
			return false;
		if (types[i] == 'B' &&
		    (type != SQLITE_BLOB || sqlite3_column_bytes(stmt, i) != HASH_SIZE))
			return false;
		if (types[i] != 'T')
			continue;
		text = type == SQLITE_TEXT ? (const char *)sqlite3_column_text(stmt, i) : NULL;
		if (text == NULL || strlen(text) != (size_t)sqlite3_column_bytes(stmt, i))
			return false;
	}
	return sqlite3_column_type(stmt, C_UNDOES) == SQLITE_NULL || col_int(c, C_UNDOES) > 0;
}

/* Whoever held a head before sees it again, or entries were taken away or written anew. */
static void
check_known(struct verifier *v, int64_t seq, const unsigned char hash[HASH_SIZE])
{
	if (v->known != NULL && v->known->seq == seq &&
	    memcmp(v->known->hash, hash, HASH_SIZE) != 0)
		verify_found(v->ret, seq, "journal", 0,
		             "journal entry %lld is not the one the standby copy knew",
		             (long long)seq);
}

static void
check_known_end(struct verifier *v)
{
	if (v->known != NULL && v->ret->head_seq < v->known->seq)
		verify_found(v->ret, v->ret->head_seq + 1, "journal", 0,
		             "journal entry %lld is missing: the standby copy knew entries up to "
		             "%lld",
		             (long long)v->ret->head_seq + 1, (long long)v->known->seq);
}

static void
check_header(struct verifier *v, const cursor *c)
{
	verify_result *ret = v->ret;
	unsigned char payload[HASH_SIZE];
	unsigned char prev[HASH_SIZE];
	unsigned char hash[HASH_SIZE];
	unsigned char own[HASH_SIZE];
	int64_t seq = col_int(c, C_SEQ);
	int64_t expected = ret->head_seq + 1;

	if (seq != expected) {
		verify_found(ret, expected, "journal", 0, "journal entry %lld is missing",
		             (long long)expected);
		return;
	}
	if (!columns_sound(c) || !journal_hash_read(c, C_PAYLOAD_HASH, payload) ||
	    !journal_hash_read(c, C_PREV, prev) || !journal_hash_read(c, C_HASH, hash)) {
		verify_found(ret, seq, "journal", 0, "journal entry %lld has a malformed header",
		             (long long)seq);
		return;
	}
	journal_entry_hash(v->s->uuid, seq, col_int(c, C_AT), col_text(c, C_OFFICER),
	                   col_text(c, C_KIND), col_text(c, C_COMMAND), col_int(c, C_SCHEMA),
	                   col_text(c, C_BATCH), col_text(c, C_UNDO_CLASS), col_int(c, C_UNDOES),
	                   payload, prev, own);
	if (memcmp(own, hash, HASH_SIZE) != 0)
		verify_found(ret, seq, "journal", 0,
		             "journal entry %lld was changed: its header does not match its hash",
		             (long long)seq);
	else if (memcmp(prev, ret->head_hash, HASH_SIZE) != 0)
		verify_found(ret, seq, "journal", 0,
		             "journal entry %lld does not follow the entry before it",
		             (long long)seq);
	else if (seq > 1 && col_int(c, C_AT) < v->at)
		verify_found(ret, seq, "journal", 0,
		             "journal entry %lld is dated before the entry before it",
		             (long long)seq);
	check_known(v, seq, hash);
	if (!ret->sound)
		return;
	v->at = col_int(c, C_AT);
	ret->head_seq = seq;
	memcpy(ret->head_hash, hash, HASH_SIZE);
}

/* What the file says it is stands in the first entry, and so under the chain. */
static cnis_status
check_register(struct verifier *v, const cursor *first, cnis_error *reterr)
{
	char words[REGISTER_WORDS_SIZE];
	cursor c = { 0 };
	bool row = false;
	bool same = false;
	cnis_status st = stmt_open(v->s, &SQL[Q_REGISTER], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && !col_null(&c, 0) && col_int(&c, 1) >= 0 &&
	    col_int(&c, 1) <= 1) {
		journal_register_words(v->s->migrations[0].name, col_text(&c, 0),
		                       col_int(&c, 1) == 1, words);
		same = strcmp(words, col_text(first, C_COMMAND)) == 0 &&
		       col_int(&c, 2) == col_int(first, C_AT) && !col_null(&c, 3) &&
		       strcmp(col_text(&c, 3), v->s->uuid) == 0 && col_int(&c, 4) == 1;
	}
	stmt_close(&c);
	if (st == CNIS_OK && !same)
		verify_found(v->ret, 0, "register", 1,
		             "table 'register' row 1 is not what journal entry 1 says");
	return st;
}

/*
 * A payload has to match its header, or, once something was erased of it, what the entry that last
 * did so lists: the chain covers these salted hashes, the list being a part of that entry's own
 * payload.
 */
static cnis_status
check_payload(struct verifier *v, const cursor *c, cnis_error *reterr)
{
	int64_t seq = col_int(c, C_SEQ);
	unsigned char expected[HASH_SIZE];
	unsigned char own[HASH_SIZE], list[HASH_SIZE];
	bool listed = false;
	cnis_status st = CNIS_OK;
	sqlite3_stmt *stmt = c->stmt;
	const char *reason = col_text(c, C_REASON);
	size_t salt_len = 0;
	size_t len = 0;
	const void *salt = col_blob(c, C_SALT, &salt_len);
	const void *body = col_blob(c, C_BODY, &len);

	if (col_null(c, C_SALT)) {
		verify_found(v->ret, seq, "journal_payload", 0,
		             "the payload of journal entry %lld is missing", (long long)seq);
		return CNIS_OK;
	}
	if (salt_len != SALT_SIZE || reason == NULL ||
	    sqlite3_column_type(stmt, C_SALT) != SQLITE_BLOB ||
	    sqlite3_column_type(stmt, C_REASON) != SQLITE_TEXT ||
	    sqlite3_column_type(stmt, C_BODY) != SQLITE_BLOB ||
	    strlen(reason) != (size_t)sqlite3_column_bytes(stmt, C_REASON)) {
		verify_found(v->ret, seq, "journal_payload", 0,
		             "the payload of journal entry %lld is malformed", (long long)seq);
		return CNIS_OK;
	}
	if (col_int(c, C_LISTS) != 0)
		st = journal_list_of(v->s, seq, &listed, list, reterr);
	if (st != CNIS_OK)
		return st;
	journal_payload_hash(salt, reason, body, len, listed ? list : NULL, own);
	if (!journal_hash_read(c, col_null(c, C_DISPOSED) ? C_PAYLOAD_HASH : C_DISPOSED,
	                       expected) ||
	    memcmp(own, expected, HASH_SIZE) != 0)
		verify_found(v->ret, seq, "journal_payload", 0,
		             "the payload of journal entry %lld was changed", (long long)seq);
	return CNIS_OK;
}

/* The touch index says what the payload says: a row taken away would hide history. */
static cnis_status
check_touched(struct verifier *v, int64_t seq, cnis_error *reterr)
{
	size_t n = 0;
	size_t i = 0;
	const int64_t *ids = replay_touched(v->again, &n);
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(v->s, &SQL[Q_TOUCHED], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		if (i >= n || ids[i] != col_int(&c, 0))
			break;
		i++;
	}
	if (st == CNIS_OK && (row || i != n))
		verify_found(v->ret, seq, "journal_touch", 0,
		             "the index of children of journal entry %lld differs from its payload",
		             (long long)seq);
	stmt_close(&c);
	return st;
}

static cnis_status
check_replay(struct verifier *v, const cursor *c, cnis_error *reterr)
{
	int64_t seq = col_int(c, C_SEQ);
	const char *kind = col_text(c, C_KIND);
	cnis_error err = { 0 };
	size_t len = 0;
	const void *body = col_blob(c, C_BODY, &len);
	cnis_status st;

	st =
	    replay_entry(v->again, kind == NULL ? "" : kind, col_int(c, C_SCHEMA), body, len, &err);
	if (st == CNIS_OK)
		return check_touched(v, seq, reterr);
	if (st == CNIS_ENOMEM || st == CNIS_EIO) {
		if (reterr != NULL)
			*reterr = err;
		return st;
	}
	verify_found(v->ret, seq, err.field, 0, "journal entry %lld cannot be replayed: %s",
	             (long long)seq, err.message);
	return CNIS_OK;
}

static cnis_status
check_entries(struct verifier *v, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(v->s, &SQL[Q_ENTRIES], &c, reterr);
	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		v->ret->entries++;
		check_header(v, &c);
		if (v->ret->sound && v->ret->head_seq == 1)
			st = check_register(v, &c, reterr);
		if (st == CNIS_OK && v->ret->sound &&
		    (v->what & (VERIFY_PAYLOADS | VERIFY_REPLAY)) != 0)
			st = check_payload(v, &c, reterr);
		if (st == CNIS_OK && v->ret->sound && v->again != NULL &&
		    (v->known == NULL || v->ret->head_seq > v->known->seq))
			st = check_replay(v, &c, reterr);
		if (st != CNIS_OK || !v->ret->sound)
			break;
	}
	stmt_close(&c);
	if (st == CNIS_OK && v->ret->sound)
		check_known_end(v);
	return st;
}

static cnis_status
check_stray(struct verifier *v, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(v->s, &SQL[Q_STRAY], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":head", v->ret->head_seq);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		verify_found(v->ret, col_int(&c, 0), "journal", 0,
		             "journal entry %lld is missing, but a payload or index row of it is "
		             "there",
		             (long long)col_int(&c, 0));
	stmt_close(&c);
	return st;
}

/* Each migration of the ledger is an entry, each such entry is in the ledger. */
static cnis_status
check_ledger(struct verifier *v, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(v->s, &SQL[Q_LEDGER], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		verify_found(v->ret, 0, "schema_migration", col_int(&c, 0),
		             "table 'schema_migration' row %lld is not what the journal says",
		             (long long)col_int(&c, 0));
	stmt_close(&c);
	return st;
}

/* Indexes are not rows: only SQLite's own check compares them with their tables. */
static cnis_status
check_pages(struct verifier *v, cnis_error *reterr)
{
	sqlite3_stmt *stmt = NULL;
	const char *text = NULL;
	int rc = sqlite3_prepare_v2(v->s->db, "PRAGMA integrity_check(1)", -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		text = (const char *)sqlite3_column_text(stmt, 0);
	if (rc == SQLITE_ROW && (text == NULL || strcmp(text, "ok") != 0))
		verify_found(v->ret, 0, "", 0,
		             "the pages or indexes of the file are damaged; restore a backup");
	(void)sqlite3_finalize(stmt);
	if (rc != SQLITE_ROW)
		return store_sql_fail(v->s, rc, WHERE, reterr);
	return CNIS_OK;
}

static cnis_status
run(struct verifier *v, cnis_error *reterr)
{
	cnis_status st = check_entries(v, reterr);

	if (st == CNIS_OK && v->ret->sound)
		st = check_stray(v, reterr);
	if (st == CNIS_OK && v->ret->sound)
		st = check_ledger(v, reterr);
	if (st == CNIS_OK && v->ret->sound && v->again != NULL)
		st = registers_compare(v->s, replay_store(v->again), v->ret, reterr);
	if (st == CNIS_OK && v->ret->sound && v->again != NULL)
		st = check_pages(v, reterr);
	return st;
}

cnis_status
verify_with(store *s, unsigned what, replay *again, const verify_known *known, verify_result *ret,
            cnis_error *reterr)
{
	verify_result found = { .sound = true };
	struct verifier v = { .s = s, .what = what, .ret = &found, .again = again, .known = known };
	cnis_error err = { 0 };
	cnis_status st = run(&v, &err);

	/* A file SQLite itself cannot read through is an answer, not a failure to ask. */
	if (st == CNIS_ECORRUPT) {
		verify_found(&found, 0, "", 0, "the file is damaged after journal entry %lld",
		             (long long)found.head_seq);
		st = CNIS_OK;
	}
	if (st == CNIS_OK)
		*ret = found;
	else if (reterr != NULL)
		*reterr = err;
	return st;
}

cnis_status
store_verify(store *s, unsigned what, verify_result *ret, cnis_error *reterr)
{
	bool own_snapshot = !s->in_snapshot && !s->in_tx;
	replay *again = NULL;
	cnis_status st = own_snapshot ? store_snapshot_begin(s, reterr) : CNIS_OK;

	if (st == CNIS_OK && (what & VERIFY_REPLAY) != 0)
		st = replay_new(s, &again, reterr);
	if (st == CNIS_OK)
		st = verify_with(s, what, again, NULL, ret, reterr);
	replay_free(again);
	if (own_snapshot)
		store_snapshot_end(s);
	return st;
}

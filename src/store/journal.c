/* The journal as it is written: the two hashes of architecture.md 3, the head, one more entry. */
#include "store/journal.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "store/erase_inside.h"

enum { Q_LAST, Q_ENTRY, Q_PAYLOAD, Q_LISTED, Q_LIST, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LAST] = { "journal.last",
		"SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1" },
	[Q_ENTRY] = { "journal.append",
		"INSERT INTO journal (seq, at, officer, kind, command, schema, batch, undo_class,"
		" undoes, payload_hash, prev, hash)"
		" VALUES (:seq, :at, :officer, :kind, :command, :schema, :batch, :undo_class,"
		" :undoes, :payload_hash, :prev, :hash)" },
	[Q_PAYLOAD] = { "journal.append_payload",
		"INSERT INTO journal_payload (seq, salt, reason, body)"
		" VALUES (:seq, :salt, :reason, :body)" },
	[Q_LISTED] = { "journal.listed",
		"SELECT of_seq, payload_hash FROM journal_disposal WHERE seq = :seq ORDER BY of_seq" },
	[Q_LIST] = { "journal.list",
		"INSERT INTO journal_disposal (seq, of_seq, payload_hash)"
		" VALUES (:seq, :of, :payload_hash)" },
};
/* clang-format on */

static const char PAYLOAD_MARK[] = "cnis-payload-1"; /* hashed with its NUL */
static const char ENTRY_MARK[] = "cnis-journal-1";
static const char LIST_MARK[] = "cnis-disposal-1";

void
journal_payload_hash(const unsigned char salt[SALT_SIZE], const char *reason, const void *body,
                     size_t len, const unsigned char *list, unsigned char ret[HASH_SIZE])
{
	hash_state h;

	hash_begin(&h);
	hash_bytes(&h, PAYLOAD_MARK, sizeof(PAYLOAD_MARK));
	hash_bytes(&h, salt, SALT_SIZE);
	hash_part(&h, reason, reason == NULL ? 0 : strlen(reason));
	hash_part(&h, body, len);
	if (list != NULL)
		hash_part(&h, list, HASH_SIZE);
	hash_end(&h, ret);
}

/* ---- what an entry erased of older ones ------------------------------------------------------ */

static void
list_begin(hash_state *h)
{
	hash_begin(h);
	hash_bytes(h, LIST_MARK, sizeof(LIST_MARK));
}

static void
list_row(hash_state *h, int64_t of_seq, const void *hash, size_t len)
{
	hash_u64(h, (uint64_t)of_seq);
	hash_part(h, hash, len);
}

cnis_status
journal_list_of(store *s, int64_t seq, bool *ret_any, unsigned char ret[HASH_SIZE],
                cnis_error *reterr)
{
	hash_state h;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &SQL[Q_LISTED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	*ret_any = false;
	list_begin(&h);
	stmt_int(&c, ":seq", seq);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		size_t len = 0;
		const void *hash = col_blob(&c, 1, &len);

		list_row(&h, col_int(&c, 0), hash, len);
		*ret_any = true;
	}
	hash_end(&h, ret);
	stmt_close(&c);
	return st;
}

cnis_status
journal_append_list(store *s, int64_t seq, cnis_error *reterr)
{
	const struct erasing *e = s->erased;
	cursor c = { 0 };
	cnis_status st = CNIS_OK;

	if (e == NULL || e->n_list == 0)
		return CNIS_OK;
	st = stmt_open(s, &SQL[Q_LIST], &c, reterr);
	for (size_t i = 0; st == CNIS_OK && i < e->n_list; i++) {
		stmt_int(&c, ":seq", seq);
		stmt_int(&c, ":of", e->list[i].of_seq);
		stmt_blob(&c, ":payload_hash", e->list[i].hash, HASH_SIZE);
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	return st;
}

/* Of the open transaction; NULL when it erased nothing. */
static const unsigned char *
own_list(const store *s, unsigned char buf[HASH_SIZE])
{
	const struct erasing *e = s->erased;
	hash_state h;

	if (e == NULL || e->n_list == 0)
		return NULL;
	list_begin(&h);
	for (size_t i = 0; i < e->n_list; i++)
		list_row(&h, e->list[i].of_seq, e->list[i].hash, HASH_SIZE);
	hash_end(&h, buf);
	return buf;
}

void
journal_entry_hash(const char *uuid, int64_t seq, int64_t at, const char *officer, const char *kind,
                   const char *command, int64_t schema, const char *batch, const char *undo_class,
                   int64_t undoes, const unsigned char payload_hash[HASH_SIZE],
                   const unsigned char prev[HASH_SIZE], unsigned char ret[HASH_SIZE])
{
	hash_state h;

	hash_begin(&h);
	hash_bytes(&h, ENTRY_MARK, sizeof(ENTRY_MARK));
	hash_text(&h, uuid);
	hash_u64(&h, (uint64_t)seq);
	hash_u64(&h, (uint64_t)at);
	hash_text(&h, officer);
	hash_text(&h, kind);
	hash_text(&h, command);
	hash_u64(&h, (uint64_t)schema);
	hash_text(&h, batch);
	hash_text(&h, undo_class);
	hash_u64(&h, (uint64_t)undoes);
	hash_bytes(&h, payload_hash, HASH_SIZE);
	hash_bytes(&h, prev, HASH_SIZE);
	hash_end(&h, ret);
}

void
journal_register_words(const char *migration, const char *authority, bool demonstration,
                       char ret[REGISTER_WORDS_SIZE])
{
	(void)snprintf(ret, REGISTER_WORDS_SIZE, "%s authority %s%s", migration, authority,
	               demonstration ? " demonstration" : "");
}

static const char *
undo_words(store_undo undo)
{
	switch (undo) {
	case STORE_UNDOABLE:
		return "undoable";
	case STORE_COMPENSATE:
		return "compensate";
	case STORE_FINAL:
		break;
	}
	return "final";
}

cnis_status
journal_last(store *s, int64_t *ret_seq, int64_t *ret_at, unsigned char ret_hash[HASH_SIZE],
             cnis_error *reterr)
{
	cursor c = { 0 };
	const void *bytes;
	size_t len = 0;
	bool row = false;
	cnis_status st = stmt_open(s, &SQL[Q_LAST], &c, reterr);

	if (st != CNIS_OK)
		return st;
	st = stmt_step(&c, &row, reterr);
	if (st != CNIS_OK)
		goto out;
	if (!row) {
		*ret_seq = 0;
		*ret_at = INT64_MIN;
		memset(ret_hash, 0, HASH_SIZE);
		goto out;
	}
	bytes = col_blob(&c, 2, &len);
	if (bytes == NULL || len != HASH_SIZE) {
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, "journal.last", NULL,
		               "the head of the journal is damaged: run verify");
		goto out;
	}
	*ret_seq = col_int(&c, 0);
	*ret_at = col_int(&c, 1);
	memcpy(ret_hash, bytes, HASH_SIZE);
out:
	stmt_close(&c);
	return st;
}

static cnis_status
append_payload(store *s, int64_t seq, const unsigned char salt[SALT_SIZE], const char *reason,
               const void *body, size_t len, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(s, &SQL[Q_PAYLOAD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	stmt_blob(&c, ":salt", salt, SALT_SIZE);
	stmt_text(&c, ":reason", reason);
	stmt_blob(&c, ":body", body, len);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
journal_append(store *s, const store_entry *entry, int64_t seq, int64_t at, int schema,
               const unsigned char prev[HASH_SIZE], const void *body, size_t len,
               cnis_error *reterr)
{
	const char *reason = entry->reason == NULL ? "" : entry->reason;
	const char *batch = entry->batch == NULL ? "" : entry->batch;
	const char *undo = undo_words(entry->undo);
	unsigned char salt[SALT_SIZE], payload_hash[HASH_SIZE], hash[HASH_SIZE], list[HASH_SIZE];
	cursor c = { 0 };
	cnis_status st;

	hash_random(salt, sizeof(salt));
	journal_payload_hash(salt, reason, body, len, own_list(s, list), payload_hash);
	journal_entry_hash(s->uuid, seq, at, entry->officer, entry->kind, entry->command, schema,
	                   batch, undo, entry->undoes, payload_hash, prev, hash);
	st = stmt_open(s, &SQL[Q_ENTRY], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	stmt_int(&c, ":at", at);
	stmt_text(&c, ":officer", entry->officer);
	stmt_text(&c, ":kind", entry->kind);
	stmt_text(&c, ":command", entry->command);
	stmt_int(&c, ":schema", schema);
	stmt_text(&c, ":batch", batch);
	stmt_text(&c, ":undo_class", undo);
	stmt_id(&c, ":undoes", entry->undoes);
	stmt_blob(&c, ":payload_hash", payload_hash, HASH_SIZE);
	stmt_blob(&c, ":prev", prev, HASH_SIZE);
	stmt_blob(&c, ":hash", hash, HASH_SIZE);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	return append_payload(s, seq, salt, reason, body, len, reterr);
}

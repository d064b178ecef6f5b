/* Reading journal entries: listings, one entry, the head, whom an entry touched. */
#include <string.h>

#include "base/error.h"
#include "store/inside.h"
#include "store/journal.h"

#define COLUMNS                                                                                    \
	"SELECT j.seq, j.at, j.officer, j.kind, j.command, j.schema, j.batch, j.undo_class,"       \
	" j.undoes, u.seq, p.reason, j.payload_hash, j.prev, j.hash"
#define REST                                                                                       \
	" LEFT JOIN journal AS u ON u.undoes = j.seq"                                              \
	" LEFT JOIN journal_payload AS p ON p.seq = j.seq"

/* Does entry j stand?  Not when it was taken back, alone or with its batch. */
#define STANDS                                                                                     \
	"NOT EXISTS (SELECT 1 FROM journal AS u WHERE u.undoes = j.seq)"                           \
	" AND NOT EXISTS (SELECT 1 FROM journal AS b WHERE b.batch = j.batch"                      \
	" AND b.kind = 'import.undo' AND b.seq > j.seq)"

enum { Q_ALL, Q_OF_CHILD, Q_ONE, Q_HEAD, Q_CHILDREN, Q_BATCH, Q_BATCHES, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ALL] = { "journal.all",
		COLUMNS " FROM journal AS j" REST
		" WHERE j.seq < :before ORDER BY j.seq DESC LIMIT :limit" },
	[Q_OF_CHILD] = { "journal.of_child",
		/* and in the records merged into this one */
		COLUMNS " FROM (SELECT DISTINCT seq FROM journal_touch WHERE child_id IN (SELECT :child"
		" UNION SELECT child_id FROM child_alias WHERE same_as_id = :child AND to_day IS NULL)"
		" AND seq < :before) AS t CROSS JOIN journal AS j ON j.seq = t.seq" REST
		" ORDER BY t.seq DESC LIMIT :limit" },
	[Q_ONE] = { "journal.one",
		COLUMNS " FROM journal AS j" REST " WHERE j.seq = :seq" },
	[Q_HEAD] = { "journal.head",
		"SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1" },
	[Q_CHILDREN] = { "journal.children",
		"SELECT child_id FROM journal_touch WHERE seq = :seq ORDER BY child_id" },
	[Q_BATCH] = { "journal.batch",
		COLUMNS " FROM journal AS j" REST
		" WHERE j.batch = :batch AND j.batch <> '' AND j.kind LIKE 'import.%'"
		" AND j.kind <> 'import.undo' AND " STANDS " ORDER BY j.seq DESC" },
	[Q_BATCHES] = { "journal.batches",
		"SELECT j.batch, max(j.officer), min(j.at), max(j.at), min(j.seq), max(j.seq), count(*),"
		" sum(" STANDS "), (SELECT count(DISTINCT i.row_key) FROM import_row AS i"
		" WHERE i.batch = j.batch)"
		" FROM journal AS j WHERE j.batch <> '' AND j.kind LIKE 'import.%'"
		" AND j.kind <> 'import.undo' GROUP BY j.batch ORDER BY max(j.seq) DESC" },
};
/* clang-format on */

bool
journal_hash_read(const cursor *c, int column, unsigned char ret[HASH_SIZE])
{
	size_t len = 0;
	const void *bytes = col_blob(c, column, &len);

	if (bytes == NULL || len != HASH_SIZE)
		return false;
	memcpy(ret, bytes, HASH_SIZE);
	return true;
}

store_undo
journal_undo_class(const char *text)
{
	if (text != NULL && strcmp(text, "undoable") == 0)
		return STORE_UNDOABLE;
	if (text != NULL && strcmp(text, "compensate") == 0)
		return STORE_COMPENSATE;
	return STORE_FINAL;
}

static const char *
text_or_empty(const cursor *c, int column)
{
	const char *text = col_text(c, column);

	return text == NULL ? "" : text;
}

static cnis_status
read_row(const cursor *c, journal_row *row, cnis_error *reterr)
{
	memset(row, 0, sizeof(*row));
	row->seq = col_int(c, 0);
	row->at = col_int(c, 1);
	row->officer = text_or_empty(c, 2);
	row->kind = text_or_empty(c, 3);
	row->command = text_or_empty(c, 4);
	row->schema = col_int(c, 5);
	row->batch = text_or_empty(c, 6);
	row->undo = journal_undo_class(col_text(c, 7));
	row->undoes = col_int(c, 8);
	row->undone_by = col_int(c, 9);
	row->reason = text_or_empty(c, 10);
	if (!journal_hash_read(c, 11, row->payload_hash) || !journal_hash_read(c, 12, row->prev) ||
	    !journal_hash_read(c, 13, row->hash))
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, "journal.read", NULL,
		                 "journal entry %lld is damaged; run cnis verify",
		                 (long long)row->seq);
	return CNIS_OK;
}

static cnis_status
each_row(cursor *c, journal_fn fn, void *payload, cnis_error *reterr)
{
	journal_row row;
	bool more = false;
	cnis_status st;

	while ((st = stmt_step(c, &more, reterr)) == CNIS_OK && more) {
		st = read_row(c, &row, reterr);
		if (st == CNIS_OK)
			st = fn(&row, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(c);
	return st;
}

cnis_status
journal_walk(store *s, int64_t child_id, int64_t before_seq, int64_t limit, journal_fn fn,
             void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(s, &SQL[child_id == 0 ? Q_ALL : Q_OF_CHILD], &c, reterr);
	if (st != CNIS_OK)
		return st;
	if (child_id != 0)
		stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":before", before_seq <= 0 ? INT64_MAX : before_seq);
	stmt_int(&c, ":limit", limit <= 0 ? -1 : limit);
	return each_row(&c, fn, payload, reterr);
}

cnis_status
journal_get(store *s, int64_t seq, journal_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	journal_row row;
	bool found = false;
	cnis_status st;

	st = stmt_open(s, &SQL[Q_ONE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	st = stmt_step(&c, &found, reterr);
	if (st == CNIS_OK && !found)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "journal.get", "seq",
		               "there is no journal entry %lld", (long long)seq);
	if (st == CNIS_OK)
		st = read_row(&c, &row, reterr);
	if (st == CNIS_OK)
		st = fn(&row, payload, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
journal_head(store *s, int64_t *ret_seq, unsigned char ret_hash[HASH_SIZE], cnis_error *reterr)
{
	unsigned char hash[HASH_SIZE] = { 0 };
	int64_t seq = 0;
	cursor c = { 0 };
	bool found = false;
	cnis_status st;

	st = stmt_open(s, &SQL[Q_HEAD], &c, reterr);
	if (st != CNIS_OK)
		return st;
	st = stmt_step(&c, &found, reterr);
	if (st == CNIS_OK && found) {
		seq = col_int(&c, 0);
		if (!journal_hash_read(&c, 1, hash))
			st = cnis_fail(reterr, CNIS_ECORRUPT, 0, "journal.head", NULL,
			               "journal entry %lld is damaged; run cnis verify",
			               (long long)seq);
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	*ret_seq = seq;
	memcpy(ret_hash, hash, HASH_SIZE);
	return CNIS_OK;
}

cnis_status
journal_children(store *s, int64_t seq, journal_child_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool more = false;
	cnis_status st;

	st = stmt_open(s, &SQL[Q_CHILDREN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":seq", seq);
	while ((st = stmt_step(&c, &more, reterr)) == CNIS_OK && more) {
		st = fn(col_int(&c, 0), payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
journal_batch(store *s, const char *batch, journal_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(s, &SQL[Q_BATCH], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":batch", batch);
	return each_row(&c, fn, payload, reterr);
}

cnis_status
journal_batches(store *s, journal_batch_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool more = false;
	cnis_status st = stmt_open(s, &SQL[Q_BATCHES], &c, reterr);

	while (st == CNIS_OK && (st = stmt_step(&c, &more, reterr)) == CNIS_OK && more) {
		const journal_batch_row row = { .batch = text_or_empty(&c, 0),
			                        .officer = text_or_empty(&c, 1),
			                        .first_at = col_int(&c, 2),
			                        .last_at = col_int(&c, 3),
			                        .first_seq = col_int(&c, 4),
			                        .last_seq = col_int(&c, 5),
			                        .entries = col_int(&c, 6),
			                        .standing = col_int(&c, 7),
			                        .rows = col_int(&c, 8) };

		st = fn(&row, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

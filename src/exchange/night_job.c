/* The row of table job that says how far a night has come. */
#include "exchange/night.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
enum { Q_LAST, Q_START, Q_AGAIN, Q_END };
static const store_sql SQL[] = {
	[Q_LAST] = { "job.last",
		"SELECT id, state FROM job WHERE kind = 'nightly' AND name = :name ORDER BY id DESC LIMIT 1" },
	[Q_START] = { "job.start",
		"INSERT INTO job (kind, name, state, started_at, detail)"
		" VALUES ('nightly', :name, 'running', :at, '{}')" },
	[Q_AGAIN] = { "job.again",
		"UPDATE job SET state = 'running', started_at = :at, ended_at = NULL WHERE id = :id" },
	[Q_END] = { "job.end",
		"UPDATE job SET state = :state, ended_at = :at, detail = :detail WHERE id = :id" },
};
/* clang-format on */

cnis_status
night_job_last(const night *n, int64_t *ret_id, bool *ret_done, cnis_error *err)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(n->r->st, &SQL[Q_LAST], &c, err);

	stmt_text(&c, ":name", n->done->night);
	if (st == CNIS_OK)
		st = stmt_step(&c, &row, err);
	if (st == CNIS_OK && row) {
		*ret_id = col_int(&c, 0);
		*ret_done = strcmp(col_text(&c, 1), "done") == 0;
	}
	stmt_close(&c);
	return st;
}

/* The row of this night says running; a failed or interrupted one is used again, never doubled. */
cnis_status
night_job_start(const night *n, int64_t *job, cnis_error *err)
{
	cursor c = { 0 };
	cnis_status st = store_local_begin(n->r->st, err);

	if (st != CNIS_OK)
		return st;
	st = stmt_open(n->r->st, &SQL[*job == 0 ? Q_START : Q_AGAIN], &c, err);
	if (*job == 0)
		stmt_text(&c, ":name", n->done->night);
	else
		stmt_int(&c, ":id", *job);
	stmt_int(&c, ":at", store_now(n->r->st));
	if (st == CNIS_OK)
		st = stmt_run(&c, err);
	if (st == CNIS_OK && *job == 0)
		*job = store_last_id(n->r->st);
	stmt_close(&c);
	if (st == CNIS_OK)
		return store_local_commit(n->r->st, err);
	store_rollback(n->r->st);
	return st;
}

cnis_status
night_job_end(const night *n, int64_t job, const char *state, const char *missed, cnis_error *err)
{
	const bool cut = n->access_state == CNIS_ACCESS_CUT;
	char detail[2400];
	cursor c = { 0 };
	cnis_status st = store_local_begin(n->r->st, err);

	if (st != CNIS_OK)
		return st;
	/* Of a log that was cut the head known before is kept: it stays missed. */
	(void)snprintf(detail, sizeof(detail),
	               "{\"did_not_happen\":[%s],\"verified\":\"%s\",\"access_begun\":%lld,"
	               "\"access_seq\":%lld,"
	               "\"access_hash\":\"%s\"}",
	               missed, n->proof, (long long)n->access_begun,
	               (long long)(cut ? n->known_seq : n->access_seq),
	               cut ? n->known_hash : n->access_hash);
	st = stmt_open(n->r->st, &SQL[Q_END], &c, err);
	stmt_text(&c, ":state", state);
	stmt_int(&c, ":at", store_now(n->r->st));
	stmt_text(&c, ":detail", detail);
	stmt_int(&c, ":id", job);
	if (st == CNIS_OK)
		st = stmt_run(&c, err);
	stmt_close(&c);
	if (st == CNIS_OK)
		return store_local_commit(n->r->st, err);
	store_rollback(n->r->st);
	return st;
}

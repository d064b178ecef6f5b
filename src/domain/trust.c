/* The journal and copies of the register, as the front end sees them. */
#include <cnis/backup.h>
#include <cnis/journal.h>
#include <cnis/reference.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/access_state.h"
#include "domain/change.h"
#include "domain/officer.h"
#include "domain/restore.h"
#include "domain/sight.h"
#include "store/access.h"
#include "store/backup.h"
#include "store/free_text.h"
#include "store/migrate.h"
#include "store/name_key.h"

/* ---- the journal ----------------------------------------------------------------------------- */

struct log_walk {
	cnis_register *r;
	cnis_log_fn fn;
	void *payload;
	int64_t left; /* entries still to be shown; below 0: all */
};

static const char *
undo_word(store_undo undo)
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

static const store_sql STEP = { "log.step",
	                        "SELECT 1 FROM duty WHERE id = :id AND kind IN " SIGHT_STEPS };

/* That there is a fact is a fact, and that there is a step tells one: may what was done be named?
 * What the reader did may. */
static cnis_status
change_told(cnis_register *r, const journal_row *row, bool *ret, cnis_error *reterr)
{
	const char *ref = strrchr(row->command, ' ');
	char letter = '\0';
	int64_t id = 0, step = 0;
	cnis_status st = CNIS_OK;

	if (text_same(row->officer, r->login) || sight_causes(r))
		return CNIS_OK;
	*ret = strncmp(row->kind, "flag.", 5) != 0 && strncmp(row->kind, "complaint.", 10) != 0;
	if (strncmp(row->kind, "duty.", 5) != 0 || sight_steps(r) || ref == NULL ||
	    cnis_reference_parse(ref + 1, CNIS_REF_DUTY, &letter, &id) != CNIS_OK)
		return CNIS_OK;
	st = stmt_ask(r->st, &STEP, ":id", id, 0, &step, reterr);
	*ret = step == 0;
	return st;
}

static cnis_status
on_entry(const journal_row *row, void *payload, cnis_error *reterr)
{
	struct log_walk *walk = payload;
	bool may = (walk->r->roles & (CNIS_ROLE_MANAGER | CNIS_ROLE_AUDITOR)) != 0 ||
	           text_same(row->officer, walk->r->login);
	bool told = true;
	sight_journal shown = SIGHT_ENTRY;
	char *without = NULL;
	cnis_status st = sight_entry(walk->r, row->seq, &shown, reterr);
	cnis_log_entry out;

	if (st == CNIS_OK && shown == SIGHT_NO_ENTRY)
		return CNIS_OK;
	if (st == CNIS_OK)
		st = change_told(walk->r, row, &told, reterr);
	may = may && shown == SIGHT_ENTRY;
	told = told && shown == SIGHT_ENTRY;
	out = (cnis_log_entry){
		.seq = row->seq,
		.at = row->at,
		.officer = row->officer,
		.kind = told ? row->kind : "record.change",
		.command = told ? row->command : "record changed",
		.batch = row->batch,
		.undo = undo_word(row->undo),
		.undoes = row->undoes,
		.undone_by = row->undone_by,
		.reason = may || text_empty(row->reason) ? row->reason : NULL,
	};
	if (st == CNIS_OK)
		st = free_text_take(walk->r->st, out.reason, &without, reterr);
	if (without != NULL)
		out.reason = without;
	if (st == CNIS_OK)
		st = walk->fn(&out, walk->payload, reterr);
	free(without);
	if (walk->left > 0)
		walk->left--;
	return st == CNIS_OK && walk->left == 0 ? CNIS_EREFUSED : st; /* enough */
}

cnis_status
cnis_log_walk(cnis_register *r, int64_t child_id, int64_t before_seq, int64_t limit, cnis_log_fn fn,
              void *payload, cnis_error *reterr)
{
	/* entries that are not shown do not count: a page would be short by them */
	bool some = limit > 0 && store_keeps_back(r->file, KEEP_CHILD);
	struct log_walk walk = { r, fn, payload, some ? limit : -1 };
	cnis_status st =
	    journal_walk(r->file, child_id, before_seq, some ? 0 : limit, on_entry, &walk, reterr);

	return st == CNIS_EREFUSED && walk.left == 0 ? CNIS_OK : st;
}

cnis_status
cnis_log_get(cnis_register *r, int64_t seq, cnis_log_fn fn, void *payload, cnis_error *reterr)
{
	struct log_walk walk = { r, fn, payload, -1 };

	sight_journal shown = SIGHT_ENTRY;
	cnis_status st = sight_entry(r, seq, &shown, reterr);

	if (st == CNIS_OK && shown == SIGHT_NO_ENTRY)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "journal.get", "seq",
		               "there is no journal entry %lld", (long long)seq);
	return st == CNIS_OK ? journal_get(r->file, seq, on_entry, &walk, reterr) : st;
}

struct child_walk {
	const cnis_register *r;
	cnis_log_child_fn fn;
	void *payload;
};

static cnis_status
on_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	const struct child_walk *walk = payload;

	return sight_kept_back(walk->r, child_id) ? CNIS_OK
	                                          : walk->fn(child_id, walk->payload, reterr);
}

cnis_status
cnis_log_children(cnis_register *r, int64_t seq, cnis_log_child_fn fn, void *payload,
                  cnis_error *reterr)
{
	struct child_walk walk = { r, fn, payload };

	return journal_children(r->file, seq, on_child, &walk, reterr);
}

struct batch_walk {
	cnis_batch_fn fn;
	void *payload;
};

static cnis_status
on_batch(const journal_batch_row *row, void *payload, cnis_error *reterr)
{
	const struct batch_walk *walk = payload;
	const cnis_batch out = { .batch = row->batch,
		                 .officer = row->officer,
		                 .first_at = row->first_at,
		                 .last_at = row->last_at,
		                 .first_seq = row->first_seq,
		                 .last_seq = row->last_seq,
		                 .entries = row->entries,
		                 .standing = row->standing,
		                 .rows = row->rows };

	return walk->fn(&out, walk->payload, reterr);
}

cnis_status
cnis_batch_walk(cnis_register *r, cnis_batch_fn fn, void *payload, cnis_error *reterr)
{
	struct batch_walk walk = { fn, payload };

	return journal_batches(r->file, on_batch, &walk, reterr);
}

/* ---- the proof ------------------------------------------------------------------------------- */

void
trust_result(const verify_result *v, cnis_verify_result *ret)
{
	ret->sound = v->sound;
	ret->entries = v->entries;
	ret->bad_seq = v->bad_seq;
	text_copy(ret->table, sizeof(ret->table), v->table);
	ret->row_key = v->row_key;
	text_copy(ret->problem, sizeof(ret->problem), v->problem);
	ret->head_seq = v->head_seq;
	hash_hex(v->head_hash, ret->head_hash);
}

cnis_status
cnis_verify(cnis_register *r, unsigned what, cnis_verify_result *ret, cnis_error *reterr)
{
	verify_result found = { 0 };
	cnis_verify_result out = { 0 };
	cnis_status st = store_verify(r->file, what & VERIFY_ALL, &found, reterr);

	if (st != CNIS_OK)
		return st;
	trust_result(&found, &out);
	if ((what & CNIS_VERIFY_ACCESS) != 0)
		st = access_prove(r, &out, reterr);
	if (st == CNIS_OK)
		*ret = out;
	return st;
}

/* ---- copies ---------------------------------------------------------------------------------- */

static cnis_status
need_role(const cnis_register *r, unsigned roles, const char *where, cnis_error *reterr)
{
	char words[96];

	if ((r->roles & roles) != 0)
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EPERM, 0, where, "role", "this needs one of the roles: %s",
	                 cnis_role_words(roles, words));
}

cnis_status
cnis_backup(cnis_register *r, const char *path, cnis_verify_result *ret, cnis_error *reterr)
{
	verify_result found = { 0 };
	cnis_status st =
	    need_role(r, CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_EXPORTER, "backup", reterr);

	if (st == CNIS_OK)
		st = store_backup(r->file, path, &found, reterr);
	if (st != CNIS_OK)
		return st;
	memset(ret, 0, sizeof(*ret));
	trust_result(&found, ret);
	return CNIS_OK;
}

void
cnis_schema(const cnis_register *r, int *ret_register, int *ret_program)
{
	*ret_register = store_schema(r->file);
	*ret_program = migrate_newest();
}

cnis_status
cnis_name_keys(cnis_register *r, int *ret_register, int *ret_program, cnis_error *reterr)
{
	return store_name_keys(r->st, ret_register, ret_program, reterr);
}

cnis_status
cnis_migrate(cnis_register *r, const char *backup_path, int *ret_applied, bool *ret_name_keys,
             cnis_error *reterr)
{
	bool made = false;
	cnis_status st = need_role(r, CNIS_ROLE_ADMINISTRATOR, "migrate", reterr);

	if (st == CNIS_OK)
		st = store_migrate(r->file, r->login, backup_path, ret_applied, reterr);
	if (st == CNIS_OK)
		st = store_name_keys_keep(r->file, &made, reterr);
	if (st == CNIS_OK && ret_name_keys != NULL)
		*ret_name_keys = made;
	return st;
}

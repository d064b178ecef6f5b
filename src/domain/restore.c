/*
 * Putting a backup in place.  What was sealed, restricted, withheld or declared after it was made
 * is done again in the copy before that gets its name: at no moment is there a register that shows
 * it.
 */
#include <cnis/backup.h>
#include <cnis/sight.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/custody.h"
#include "domain/officer.h"
#include "domain/restore.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "store/backup.h"
#include "store/migrate.h"

static const char where[] = "restore";

enum { Q_KEPT, Q_SINCE, Q_ANSWERED, Q_HEAD, Q_CHILD, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_KEPT] = { "restore.kept",
		"SELECT c.uuid, x.kind, o.login, x.reason FROM main.restriction x"
		" JOIN main.child c ON c.id = x.child_id JOIN officer o ON o.id = x.custodian_id"
		" WHERE x.to_day IS NULL ORDER BY x.id" },
	[Q_SINCE] = { "restore.since",
		"SELECT value FROM setting WHERE name = 'restore.since' ORDER BY id DESC LIMIT 1" },
	[Q_ANSWERED] = { "restore.answered",
		"SELECT value FROM setting WHERE name = 'restore.answered' ORDER BY id DESC LIMIT 1" },
	[Q_HEAD] = { "restore.head", "SELECT max(at) FROM journal" },
	[Q_CHILD] = { "restore.child", "SELECT id FROM main.child WHERE uuid = :uuid" },
};
/* clang-format on */

/* A record that is to be shown to few, or to nobody. */
typedef struct kept {
	char *uuid, *kind, *custodian, *reason;
} kept;

typedef struct restoring {
	const cnis_open_options *options;
	const char *newer;
	kept *rows;
	size_t n, room;
	char since[201], answered[201]; /* settings of the register replaced; "" */
	int64_t known_to;               /* the newest entry of what could be read */
	hidden_again hidden;
	cnis_restored *out;
} restoring;

/* ---- what there is to do again ---------------------------------------------------------------
 */

static void
clear(restoring *w)
{
	for (size_t i = 0; i < w->n; i++) {
		free(w->rows[i].uuid);
		free(w->rows[i].kind);
		free(w->rows[i].custodian);
		free(w->rows[i].reason);
	}
	free(w->rows);
}

static cnis_status
add(restoring *w, const cursor *c, cnis_error *reterr)
{
	kept k;

	if (w->n == w->room) {
		size_t room = w->room == 0 ? 16 : w->room * 2;
		kept *more = mem_grow(w->rows, room, sizeof(*more));

		if (more == NULL)
			return cnis_nomem(reterr, where);
		w->rows = more;
		w->room = room;
	}
	k = (kept){ mem_text(col_text(c, 0)), mem_text(col_text(c, 1)), mem_text(col_text(c, 2)),
		    mem_text(col_text(c, 3)) };
	w->rows[w->n++] = k;
	return k.uuid == NULL || k.kind == NULL || k.custodian == NULL || k.reason == NULL
	           ? cnis_nomem(reterr, where)
	           : CNIS_OK;
}

/* @p ret stays as it is where there is no row. */
static cnis_status
ask_text(store *s, int which, char ret[201], cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &SQL[which], &c, reterr);

	if (st != CNIS_OK)
		return st;
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		(void)text_copy(ret, 201, col_text(&c, 0));
	stmt_close(&c);
	return st;
}

static cnis_status
gather(restoring *w, store *from, cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t head = 0;
	bool row = false;
	cnis_status st = stmt_ask(from, &SQL[Q_HEAD], NULL, 0, 0, &head, reterr);

	if (head > w->known_to)
		w->known_to = head;
	if (st == CNIS_OK)
		st = stmt_open(from, &SQL[Q_KEPT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = add(w, &c, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* Another copy the operator has, newer than the backup. */
static cnis_status
read_newer(restoring *w, cnis_register *r, cnis_error *reterr)
{
	const store_options so = { .mode = STORE_COPY };
	char wal[4096 + 8];
	struct stat info;
	store *s = NULL;
	cnis_status st;

	(void)snprintf(wal, sizeof(wal), "%s-wal", w->newer);
	if (lstat(wal, &info) == 0 && info.st_size > 0)
		return cnis_fail(
		    reterr, CNIS_ECONFLICT, 0, where, "newer",
		    "that is a register in use, not a copy; make a backup of it first");
	st = store_open(w->newer, &so, &s, reterr);
	if (st == CNIS_ECORRUPT)
		st = cnis_fail(reterr, st, 0, where, "newer",
		               "this is no copy of a register, or a damaged one");
	if (st == CNIS_ENOTFOUND)
		st = cnis_fail(reterr, st, 0, where, "newer", "there is no copy of that name");
	if (st == CNIS_OK && strcmp(store_uuid(s), store_uuid(r->st)) != 0)
		st = cnis_fail(reterr, CNIS_ECONFLICT, 0, where, "newer",
		               "that is a copy of another register");
	if (st == CNIS_OK)
		st = gather(w, s, reterr);
	if (st == CNIS_OK)
		st = restore_hidden(r, s, &w->hidden, reterr);
	store_close(s);
	return st;
}

/* ---- done again ------------------------------------------------------------------------------
 */

static cnis_status
again_tx(cnis_register *r, const kept *k, bool *ret_done, cnis_error *reterr)
{
	cnis_restriction_new n = {
		.size = sizeof(n), .kind = k->kind, .custodian = k->custodian, .reason = k->reason
	};
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_CHILD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":uuid", k->uuid);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		n.child_id = col_int(&c, 0);
	stmt_close(&c);
	if (st != CNIS_OK || n.child_id == 0) /* recorded after the backup: it is not in it */
		return st;
	return text_same(k->kind, "sealed") ? seal_again_tx(r, n.child_id, ret_done, reterr)
	                                    : restriction_again_tx(r, &n, ret_done, reterr);
}

/* Each in a change of its own, so that no entry is about two of them. */
static cnis_status
again(cnis_register *r, const kept *k, cnis_restored *out, cnis_error *reterr)
{
	const bool sealed = text_same(k->kind, "sealed");
	const change_spec spec = { .kind = sealed ? "identity.seal" : "restriction.add",
		                   .command = "restore",
		                   .undo = STORE_FINAL,
		                   .whole = true };
	bool done = false;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st == CNIS_OK)
		st = change_end(r, again_tx(r, k, &done, reterr), reterr);
	if (st == CNIS_OK && done && sealed)
		out->sealed++;
	else if (st == CNIS_OK && done)
		out->restricted++;
	return st;
}

/* The earliest instant since when something may be missing is what counts. */
static cnis_status
note_tx(cnis_register *r, const restoring *w, bool compared, cnis_error *reterr)
{
	char since[201] = "";
	char answered[201] = "";
	char head[CNIS_INSTANT_ISO_SIZE];
	cnis_status st = ask_text(r->st, Q_SINCE, since, reterr);

	if (st == CNIS_OK)
		st = ask_text(r->st, Q_ANSWERED, answered, reterr);
	if (st != CNIS_OK)
		return st;
	if (compared) { /* as the register replaced has it */
		(void)text_copy(since, sizeof(since), w->since);
		if (w->answered[0] != '\0')
			st = setting_set_tx(r, "restore.answered", w->answered, CNIS_DAY_NONE,
			                    reterr);
	} else {
		(void)cnis_instant_iso(w->known_to, head);
		if (since[0] == '\0' || strcmp(since, answered) == 0 || strcmp(head, since) < 0)
			(void)text_copy(since, sizeof(since), head);
	}
	if (st == CNIS_OK && since[0] != '\0')
		st = setting_set_tx(r, "restore.since", since, CNIS_DAY_NONE, reterr);
	return st;
}

static cnis_status
note(cnis_register *r, restoring *w, bool compared, cnis_error *reterr)
{
	const change_spec spec = {
		.kind = "restore.since", .command = "restore", .undo = STORE_FINAL, .whole = true
	};
	cnis_status st = change_begin(r, &spec, reterr);

	return st == CNIS_OK ? change_end(r, note_tx(r, w, compared, reterr), reterr) : st;
}

static cnis_status
fill(const char *copy, store *old, void *payload, bool *ret_wrote, cnis_error *reterr)
{
	restoring *w = payload;
	const cnis_open_options o = { .size = sizeof(o),
		                      .mode = CNIS_WRITE,
		                      .login = w->options->login,
		                      .demonstration_login = w->options->demonstration_login,
		                      .now = w->options->now };
	const bool compared = old != NULL && store_schema(old) == migrate_newest();
	cnis_register *r = NULL;
	cnis_status st = cnis_register_open(copy, &o, &r, reterr);

	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_HEAD], NULL, 0, 0, &w->known_to, reterr);
	if (st == CNIS_OK && compared)
		st = gather(w, old, reterr);
	if (st == CNIS_OK && compared)
		st = ask_text(old, Q_SINCE, w->since, reterr);
	if (st == CNIS_OK && compared)
		st = ask_text(old, Q_ANSWERED, w->answered, reterr);
	/* first: what is restricted then goes whole to its custodian, what is sealed is written no
	 * more */
	if (st == CNIS_OK && compared)
		st = restore_hidden(r, old, &w->hidden, reterr);
	if (st == CNIS_OK && w->newer != NULL)
		st = read_newer(w, r, reterr);
	for (size_t i = 0; st == CNIS_OK && i < w->n; i++)
		st = again(r, &w->rows[i], w->out, reterr);
	if (st == CNIS_OK)
		st = note(r, w, compared, reterr);
	*ret_wrote = st == CNIS_OK && r->last_seq != 0;
	w->out->since = compared ? 0 : w->known_to;
	w->out->withheld = w->hidden.withheld;
	w->out->declared = w->hidden.declared;
	w->out->missing = w->hidden.missing;
	cnis_register_close(r);
	return st;
}

/* ---- the whole -------------------------------------------------------------------------------
 */

/* The roles of the actor as the backup itself knows them. */
static cnis_status
may_restore(const char *from, const cnis_open_options *o, cnis_error *reterr)
{
	const store_options so = { .mode = STORE_COPY };
	cnis_register r = { 0 };
	const char *login = o->login;
	cnis_status st = store_open(from, &so, &r.st, reterr);

	if (st == CNIS_ENOTFOUND)
		return cnis_fail(reterr, st, 0, "restore", "file",
		                 "there is no backup of that name");
	if (st == CNIS_ECORRUPT) /* the register that would be replaced is not concerned */
		st = cnis_fail(reterr, st, 0, "restore", "file",
		               "this is no backup of a register, or a damaged one");
	if (st != CNIS_OK)
		return st;
	r.file = r.st;
	if (store_demonstration(r.st) && !text_empty(o->demonstration_login))
		login = o->demonstration_login;
	if (o->now != 0 && store_demonstration(r.st))
		store_set_now(r.st, o->now);
	else if (o->now != 0)
		st = register_live_clock("restore", reterr);
	if (st == CNIS_OK)
		st = officer_find(&r, login, store_today(r.st), &r.officer_id, reterr);
	if (st == CNIS_OK)
		st = officer_roles(&r, r.officer_id, store_today(r.st), &r.roles, reterr);
	if (st == CNIS_ENOTFOUND)
		st = cnis_fail(reterr, CNIS_EPERM, 0, "restore", "login",
		               "this account is no officer of the backup");
	if (st == CNIS_OK && (r.roles & CNIS_ROLE_ADMINISTRATOR) == 0)
		st = cnis_fail(reterr, CNIS_EPERM, 0, where, "role",
		               "this needs one of the roles: administrator");
	store_close(r.st);
	return st;
}

static cnis_status
check_backup(const char *from, verify_result *ret, cnis_error *reterr)
{
	const store_options so = { .mode = STORE_COPY };
	store *s = NULL;
	cnis_status st = store_open(from, &so, &s, reterr);

	if (st == CNIS_OK)
		st = store_verify(s, VERIFY_ALL, ret, reterr);
	store_close(s);
	if (st == CNIS_OK && !ret->sound)
		st = cnis_fail(reterr, CNIS_ECORRUPT, 0, "restore", "file", "%s", ret->problem);
	return st;
}

cnis_status
cnis_restore(const char *from, const char *path, const char *newer,
             const cnis_open_options *options, cnis_restored *ret, cnis_error *reterr)
{
	cnis_restored out = { 0 };
	restoring w = { .options = options, .newer = newer, .out = &out };
	const restore_filling filling = { fill, &w };
	verify_result found = { 0 };
	cnis_status st;

	if (options == NULL || options->size < sizeof(*options))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "options",
		                 "options of another version");
	st = may_restore(from, options, reterr);
	if (st == CNIS_OK)
		st = options->dry_run ? check_backup(from, &found, reterr)
		                      : store_restore_filled(from, path, &filling, &found, reterr);
	clear(&w);
	if (st != CNIS_OK)
		return st;
	trust_result(&found, &out.verified);
	*ret = out;
	return CNIS_OK;
}

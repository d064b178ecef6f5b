/*
 * The standby: what the journal says the register is, kept beside it and carried forward by the new
 * entries, so that the nightly proof costs what changed and not what there is.  It holds the
 * journalled tables, the row that says which register it is of, and the header of the last entry
 * it has.  It is never repaired: whatever is wrong with it, it is made anew.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "store/backup.h"
#include "store/inside.h"

#define WHERE "store.standby"

enum { STANDBY_BUSY_MS = 2000, FIT_NONE = 0, FIT_BAD = 1, FIT_GOOD = 2 };

void (*standby_step)(const char *name);

static void
step(const char *name)
{
	if (standby_step != NULL)
		standby_step(name);
}

char *
store_standby_path(const char *path)
{
	return name_beside(path, "", ".standby");
}

/* Only a plain file that is ours and nobody else's may be trusted. */
static cnis_status
look(const char *path, int *ret_fit, cnis_error *reterr)
{
	struct stat info;

	*ret_fit = FIT_NONE;
	if (lstat(path, &info) != 0)
		return errno == ENOENT
		           ? CNIS_OK
		           : file_fail(WHERE, "the standby copy cannot be reached", reterr);
	if (!S_ISREG(info.st_mode))
		return cnis_fail(reterr, CNIS_EIO, 0, WHERE, NULL,
		                 "something that is no plain file has the name of the standby "
		                 "copy: remove it");
	*ret_fit = info.st_uid == geteuid() && (info.st_mode & 077) == 0 && info.st_nlink == 1
	               ? FIT_GOOD
	               : FIT_BAD;
	return CNIS_OK;
}

static cnis_status
open_standby(const char *path, store **ret, cnis_error *reterr)
{
	store *b = store_new(path);
	cnis_status st;

	if (b == NULL)
		return cnis_nomem(reterr, WHERE);
	b->mode = STORE_WRITE;
	b->private_file = true;
	b->writes = WRITES_ALL;
	b->busy_ms = STANDBY_BUSY_MS;
	st = store_connect(b, SQLITE_OPEN_READWRITE, reterr);
	if (st == CNIS_OK)
		st = store_harden(b, reterr);
	if (st == CNIS_OK) {
		/* It keeps one header only: neither references nor triggers may mind. */
		(void)sqlite3_db_config(b->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
		st = store_exec(b, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", WHERE, reterr);
	}
	if (st != CNIS_OK) {
		store_close(b);
		return st;
	}
	*ret = b;
	return CNIS_OK;
}

/* The head it stands at; CNIS_ECORRUPT when it is no standby of this register. */
static cnis_status
read_head(store *b, const store *s, verify_known *ret, cnis_error *reterr)
{
	sqlite3_stmt *stmt = NULL;
	const char *uuid = NULL;
	cnis_status st = CNIS_OK;
	int rc = sqlite3_prepare_v2(b->db,
	                            "SELECT r.uuid, j.seq, j.hash FROM register AS r, journal AS j"
	                            " ORDER BY j.seq DESC LIMIT 1",
	                            -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		uuid = (const char *)sqlite3_column_text(stmt, 0);
	if (uuid == NULL || strcmp(uuid, s->uuid) != 0 ||
	    sqlite3_column_type(stmt, 2) != SQLITE_BLOB ||
	    sqlite3_column_bytes(stmt, 2) != HASH_SIZE) {
		st = cnis_fail(reterr, rc == SQLITE_NOMEM ? CNIS_ENOMEM : CNIS_ECORRUPT, rc, WHERE,
		               NULL, "the standby copy is not one of this register");
	} else {
		ret->seq = sqlite3_column_int64(stmt, 1);
		memcpy(ret->hash, sqlite3_column_blob(stmt, 2), HASH_SIZE);
	}
	(void)sqlite3_finalize(stmt);
	return st;
}

/* The one row of @p from that @p select finds becomes the one row of @p table. */
static cnis_status
carry_row(store *from, store *to, const char *table, const char *select, cnis_error *reterr)
{
	sqlite3_str *sql = sqlite3_str_new(to->db);
	sqlite3_stmt *in = NULL;
	sqlite3_stmt *out = NULL;
	char *text;
	int rc = sqlite3_prepare_v2(from->db, select, -1, &in, NULL);
	int i;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(in);
	sqlite3_str_appendf(sql, "INSERT INTO \"%w\" VALUES (", table);
	for (i = 0; rc == SQLITE_ROW && i < sqlite3_column_count(in); i++)
		sqlite3_str_appendf(sql, "%s?%d", i == 0 ? "" : ", ", i + 1);
	sqlite3_str_appendall(sql, ")");
	text = sqlite3_str_finish(sql);
	if (text == NULL)
		rc = SQLITE_NOMEM;
	if (rc == SQLITE_ROW && sqlite3_prepare_v2(to->db, text, -1, &out, NULL) != SQLITE_OK)
		rc = sqlite3_extended_errcode(to->db);
	for (i = 0; rc == SQLITE_ROW && i < sqlite3_column_count(in); i++)
		if (sqlite3_bind_value(out, i + 1, sqlite3_column_value(in, i)) != SQLITE_OK)
			rc = SQLITE_NOMEM;
	if (rc == SQLITE_ROW)
		rc = sqlite3_step(out);
	sqlite3_free(text);
	(void)sqlite3_finalize(in);
	(void)sqlite3_finalize(out);
	return rc == SQLITE_DONE ? CNIS_OK : store_sql_fail(to, rc, WHERE, reterr);
}

static cnis_status
write_head(store *s, store *b, cnis_error *reterr)
{
	cnis_status st = store_exec(b, "DELETE FROM register; DELETE FROM journal", WHERE, reterr);

	if (st == CNIS_OK)
		st = carry_row(s, b, "register", "SELECT * FROM register WHERE id = 1", reterr);
	if (st == CNIS_OK)
		st = carry_row(s, b, "journal", "SELECT * FROM journal ORDER BY seq DESC LIMIT 1",
		               reterr);
	return st;
}

/* ---- made anew ------------------------------------------------------------------------------- */

/* A rollback journal of the old file must never be played into the new one: it goes first.  What
 * a crash between the two leaves does not compare, and is made anew. */
static cnis_status
put_in_place(store *mem, const char *path, cnis_error *reterr)
{
	char suffix[32];
	char *partial;
	char *journal = name_beside(path, "", "-journal");
	cnis_status st = CNIS_OK;

	(void)snprintf(suffix, sizeof(suffix), ".partial-%ld", (long)getpid());
	partial = name_beside(path, ".", suffix);
	if (partial == NULL || journal == NULL) {
		st = cnis_nomem(reterr, WHERE);
		goto out;
	}
	(void)unlink(partial); /* of a process of that number that was cut off */
	st = copy_to_file(mem, partial, 0, reterr);
	step("copied");
	if (st == CNIS_OK && unlink(journal) != 0 && errno != ENOENT)
		st = file_fail(WHERE, "the old standby copy cannot be removed", reterr);
	if (st == CNIS_OK && rename(partial, path) != 0)
		st = file_fail(WHERE, "the standby copy cannot be given its name", reterr);
	step("renamed");
	if (st == CNIS_OK)
		st = sync_folder_of(path, reterr);
	else
		(void)unlink(partial);
out:
	free(partial);
	free(journal);
	return st;
}

static cnis_status
renew(store *s, const char *path, verify_result *ret, cnis_error *reterr)
{
	replay *again = NULL;
	store *mem;
	cnis_status st = replay_new(s, &again, reterr);

	if (st == CNIS_OK)
		st = verify_with(s, VERIFY_ALL, again, NULL, ret, reterr);
	if (st != CNIS_OK || !ret->sound) {
		replay_free(again);
		return st;
	}
	mem = replay_store(again);
	(void)sqlite3_db_config(mem->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
	st = write_head(s, mem, reterr);
	if (st == CNIS_OK)
		st = store_exec(mem, "COMMIT", WHERE, reterr);
	if (st == CNIS_OK)
		st = put_in_place(mem, path, reterr);
	replay_free(again);
	ret->renewed = st == CNIS_OK;
	return st;
}

/* ---- carried forward ------------------------------------------------------------------------- */

static cnis_status
carry_forward(store *s, store *b, replay **again, verify_result *ret, cnis_error *reterr)
{
	verify_known known = { 0 };
	cnis_status st = read_head(b, s, &known, reterr);

	if (st != CNIS_OK) {
		store_close(b);
		return st;
	}
	st = replay_over(s, b, again, reterr);
	if (st == CNIS_OK)
		st = verify_with(s, VERIFY_ALL, *again, &known, ret, reterr);
	if (st != CNIS_OK || !ret->sound)
		return st;
	st = write_head(s, b, reterr);
	step("written");
	return st == CNIS_OK ? store_exec(b, "COMMIT", WHERE, reterr) : st;
}

/* What the journal itself shows needs no second opinion. */
static bool
certain(const verify_result *v)
{
	return v->sound || (v->bad_seq != 0 && (strcmp(v->table, "journal") == 0 ||
	                                        strcmp(v->table, "journal_payload") == 0));
}

static bool
worth_renewing(cnis_status st)
{
	return st == CNIS_ECORRUPT || st == CNIS_ESCHEMA || st == CNIS_ESTORE;
}

static cnis_status
advance(store *s, const char *path, verify_result *ret, cnis_error *reterr)
{
	replay *again = NULL;
	cnis_error err = { 0 };
	store *b = NULL;
	int fit = FIT_NONE;
	cnis_status st = look(path, &fit, reterr);

	if (st != CNIS_OK)
		return st;
	if (fit != FIT_GOOD)
		return renew(s, path, ret, reterr);
	st = open_standby(path, &b, &err);
	if (st == CNIS_OK && b != NULL)
		st = carry_forward(s, b, &again, ret, &err);
	replay_free(again); /* and with it the standby: an open transaction is rolled back */
	if (worth_renewing(st) || (st == CNIS_OK && !certain(ret)))
		return renew(s, path, ret, reterr);
	if (st != CNIS_OK && reterr != NULL)
		*reterr = err;
	return st;
}

static cnis_status
in_snapshot(store *s, const char *path,
            cnis_status (*run)(store *, const char *, verify_result *, cnis_error *),
            verify_result *ret, cnis_error *reterr)
{
	bool own_snapshot = !s->in_snapshot;
	verify_result found = { 0 };
	cnis_status st;

	if (s->in_tx || s->local_tx)
		return store_misuse(WHERE, "a standby inside a transaction", reterr);
	st = own_snapshot ? store_snapshot_begin(s, reterr) : CNIS_OK;
	if (st == CNIS_OK)
		st = run(s, path, &found, reterr);
	if (own_snapshot)
		store_snapshot_end(s);
	if (st == CNIS_OK)
		*ret = found;
	return st;
}

cnis_status
store_standby_advance(store *s, const char *path, verify_result *ret, cnis_error *reterr)
{
	return in_snapshot(s, path, advance, ret, reterr);
}

cnis_status
store_standby_renew(store *s, const char *path, verify_result *ret, cnis_error *reterr)
{
	return in_snapshot(s, path, renew, ret, reterr);
}

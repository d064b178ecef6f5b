/*
 * Migrations: numbered, forward only, carried inside the program.  Each is one transaction with
 * its ledger row and its journal entry, so that replay can run the same text at the same point.
 */
#include "store/migrate.h"

#include <string.h>

#include <cnis/version.h>

#include "base/error.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/name_key.h"

enum { Q_LEDGER, Q_ADD, Q_REGISTER, Q_FOREIGN, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LEDGER] = { "schema.ledger",
		"SELECT version, sha256 FROM schema_migration ORDER BY version" },
	[Q_ADD] = { "schema.migrate",
		"INSERT INTO schema_migration (version, name, sha256, applied_at, by_version)"
		" VALUES (:version, :name, :sha256, :applied_at, :by_version)" },
	[Q_REGISTER] = { "register.insert",
		"INSERT INTO register (id, uuid, authority, demonstration, created_at)"
		" VALUES (1, :uuid, :authority, :demonstration, :created_at)" },
	[Q_FOREIGN] = { "schema.foreign_key_check", "PRAGMA foreign_key_check" },
};
/* clang-format on */

static const char HERE[] = "schema.migrate";

static int
newest(const struct store_embedded *list)
{
	int n = 0;

	while (list[n].name != NULL)
		n++;
	return n;
}

int
migrate_newest(void)
{
	return newest(store_migrations);
}

cnis_status
migrate_run(store *s, int version, cnis_error *reterr)
{
	if (version < 1 || version > newest(s->migrations))
		return cnis_fail(reterr, CNIS_ESCHEMA, 0, HERE, NULL,
		                 "schema version %d is not known to this program (it knows %d)",
		                 version, newest(s->migrations));
	return store_exec(s, s->migrations[version - 1].sql, HERE, reterr);
}

/* The version the ledger says; every applied migration must be the one we carry. */
static cnis_status
read_ledger(store *s, int *ret_version, cnis_error *reterr)
{
	cursor c = { 0 };
	const char *sha;
	int version = 0;
	bool row = false;
	cnis_status st = stmt_open(s, &SQL[Q_LEDGER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		sha = col_text(&c, 1);
		if (col_int(&c, 0) != version + 1) {
			st = cnis_fail(reterr, CNIS_ECORRUPT, 0, HERE, NULL,
			               "the list of migrations has a gap after %d", version);
			break;
		}
		version++;
		if (version > newest(s->migrations)) {
			st = cnis_fail(reterr, CNIS_ESCHEMA, 0, HERE, NULL,
			               "the register is newer (version %d) than this program "
			               "(version %d)",
			               version, newest(s->migrations));
			break;
		}
		if (sha == NULL || strcmp(sha, s->migrations[version - 1].sha256) != 0) {
			st = cnis_fail(reterr, CNIS_ESCHEMA, 0, HERE, NULL,
			               "migration %d of the register differs from the one this "
			               "program carries",
			               version);
			break;
		}
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_version = version;
	return st;
}

static cnis_status
add_ledger(store *s, int version, int64_t now, cnis_error *reterr)
{
	const struct store_embedded *m = &s->migrations[version - 1];
	cursor c = { 0 };
	cnis_status st = stmt_open(s, &SQL[Q_ADD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":version", version);
	stmt_text(&c, ":name", m->name);
	stmt_text(&c, ":sha256", m->sha256);
	stmt_int(&c, ":applied_at", now);
	stmt_text(&c, ":by_version", cnis_version());
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
set_version(store *s, int version, cnis_error *reterr)
{
	char sql[] = "PRAGMA user_version = 000000";
	size_t i;
	int left = version;

	for (i = sizeof(sql) - 2; left > 0; i--, left /= 10)
		sql[i] = (char)('0' + left % 10);
	return store_exec(s, sql, HERE, reterr);
}

static cnis_status
check_references(store *s, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(s, &SQL[Q_FOREIGN], &c, reterr);

	if (st == CNIS_OK)
		st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_ESCHEMA, 0, HERE, NULL,
		               "the migration would leave a row that refers to nothing");
	return st;
}

static cnis_status
add_register(store *s, const store_identity *identity, int64_t now, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(s, &SQL[Q_REGISTER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":uuid", s->uuid);
	stmt_text(&c, ":authority", identity->authority);
	stmt_int(&c, ":demonstration", identity->demonstration ? 1 : 0);
	stmt_int(&c, ":created_at", now);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* Inside the transaction: the text, its ledger row, its journal entry. */
static cnis_status
step(store *s, int version, const store_identity *identity, const char *officer, cnis_error *reterr)
{
	store_entry entry = { .officer = officer,
		              .kind = HERE,
		              .command = s->migrations[version - 1].name,
		              .undo = STORE_FINAL };
	char words[REGISTER_WORDS_SIZE];
	unsigned char prev[HASH_SIZE];
	int64_t seq = 0, at = 0, now = store_now(s);
	cnis_status st = migrate_run(s, version, reterr);

	if (st == CNIS_OK)
		st = journal_last(s, &seq, &at, prev, reterr);
	if (st != CNIS_OK)
		return st;
	now = now > at ? now : at;
	if (identity != NULL) {
		journal_register_words(entry.command, identity->authority, identity->demonstration,
		                       words);
		entry.command = words;
		st = add_register(s, identity, now, reterr);
	}
	if (st == CNIS_OK)
		st = add_ledger(s, version, now, reterr);
	if (st == CNIS_OK)
		st = set_version(s, version, reterr);
	if (st == CNIS_OK)
		st = check_references(s, reterr);
	if (st == CNIS_OK)
		st = journal_append(s, &entry, seq + 1, now, version, prev, NULL, 0, reterr);
	return st;
}

/*
 * One migration.  Foreign keys go off before BEGIN (inside a transaction the pragma does nothing),
 * because a table is rebuilt by dropping the old one; check_references() looks before COMMIT.
 */
static cnis_status
apply_one(store *s, int version, const store_identity *identity, const char *officer,
          bool *ret_applied, cnis_error *reterr)
{
	enum store_flag_writes before = s->writes;
	int there = version - 1;
	cnis_status st = queue_enter(s, reterr);

	if (st != CNIS_OK)
		return st;
	s->writes = WRITES_ALL;
	st = store_exec(s, "PRAGMA foreign_keys = OFF", HERE, reterr);
	if (st == CNIS_OK)
		st = store_exec(s, "BEGIN IMMEDIATE", HERE, reterr);
	if (st != CNIS_OK)
		goto out;
	if (identity == NULL) /* another process may have been quicker */
		st = read_ledger(s, &there, reterr);
	if (st == CNIS_OK && there < version)
		st = step(s, version, identity, officer, reterr);
	store_forget_statements(s);
	if (st == CNIS_OK)
		st = store_exec(s, "COMMIT", HERE, reterr);
	if (st == CNIS_OK) {
		s->schema = there < version ? version : there;
		*ret_applied = there < version;
	}
out:
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)store_exec(s, "ROLLBACK", HERE, NULL);
	if (st == CNIS_OK)
		st = store_exec(s, "PRAGMA foreign_keys = ON", HERE, reterr);
	else
		(void)store_exec(s, "PRAGMA foreign_keys = ON", HERE, NULL);
	s->writes = before;
	queue_leave(s);
	return st;
}

cnis_status
migrate_new(store *s, const store_identity *identity, const char *uuid, cnis_error *reterr)
{
	bool applied = false;
	int version;
	cnis_status st = CNIS_OK;

	(void)memcpy(s->uuid, uuid, sizeof(s->uuid));
	for (version = 1; st == CNIS_OK && version <= newest(s->migrations); version++)
		st = apply_one(s, version, version == 1 ? identity : NULL, identity->officer,
		               &applied, reterr);
	return st == CNIS_OK ? store_name_keys_rebuild(s, reterr) : st;
}

cnis_status
store_migrate(store *s, const char *officer, const char *backup_path, int *ret_applied,
              cnis_error *reterr)
{
	verify_result verified = { 0 };
	int version = 0, applied = 0;
	bool one = false;
	cnis_status st;

	if (s->mode != STORE_WRITE)
		return cnis_fail(reterr, CNIS_EREADONLY, 0, HERE, NULL,
		                 "the register was opened for reading");
	if (s->in_tx || s->local_tx || s->in_snapshot)
		return store_misuse(HERE, "a transaction is already open", reterr);
	st = read_ledger(s, &version, reterr);
	if (st == CNIS_OK && version < newest(s->migrations) && backup_path != NULL)
		st = store_backup(s, backup_path, &verified, reterr);
	for (version++; st == CNIS_OK && version <= newest(s->migrations); version++) {
		st = apply_one(s, version, NULL, officer, &one, reterr);
		if (st == CNIS_OK && one)
			applied++;
		one = false;
	}
	if (st == CNIS_OK && ret_applied != NULL)
		*ret_applied = applied;
	return st;
}

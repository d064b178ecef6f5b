/*
 * Every call of the system, of SQLite and for memory under what the store does with a register,
 * failed once.  A failure is told as one, never as a damaged register; the register is the old one
 * or the new one, whole; a copy is whole or absent.
 */
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/access.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "support/family.h"
#include "support/faultcall.h"
#include "support/scratch.h"

enum { MANY = 20000, NIGHT = 1700000000 };

/* One thing the store does, over and over. */
typedef struct deed {
	const char *name;
	cnis_status (*take)(cnis_error *e);
	void (*look)(cnis_status st);
	int stride; /* later tries lie n/stride apart: a try may cost much */
} deed;

static char *before; /* what the register holds */
static verify_result found;

static const char CHANGE[] = "UPDATE child SET sex = 'M', rev = {rev} WHERE id = 1";

static void
shell(const char *what)
{
	char command[700];

	(void)snprintf(command, sizeof(command), "cd '%s' && %s", scratch("."), what);
	ck_assert_msg(system(command) == 0, "%s", command);
}

static bool
there(const char *name)
{
	struct stat info;

	return lstat(scratch(name), &info) == 0;
}

static store *
opened(const char *name, store_mode mode, cnis_error *e)
{
	const store_options options = { .mode = mode, .busy_ms = 200, .allow_old_schema = true };
	store *s = NULL;

	if (store_open(scratch(name), &options, &s, e) != CNIS_OK)
		return NULL;
	store_set_now(s, NIGHT + 86400);
	return s;
}

/* It opens, verifies, and holds what it should (NULL: whatever). */
static void
whole(const char *name, const char *dump)
{
	cnis_error e = { 0 };
	verify_result v = { 0 };
	store *s = opened(name, STORE_READ, &e);

	ck_assert_msg(s != NULL, "%s: %s", name, e.message);
	ck_assert_int_eq(store_verify(s, VERIFY_ALL, &v, &e), CNIS_OK);
	ck_assert_msg(v.sound, "%s: %s", name, v.problem);
	if (dump != NULL) {
		char *now = family_dump(s);

		ck_assert_str_eq(now, dump);
		free(now);
	}
	store_close(s);
}

/* ---- what is done ---------------------------------------------------------------------------- */

static cnis_status
create(cnis_error *e)
{
	const store_identity identity = {
		.authority = "302", .demonstration = true, .officer = "amal", .now = NIGHT
	};

	return store_create(scratch("new"), &identity, e);
}

static void
created(cnis_status st)
{
	if (there("new"))
		whole("new", NULL);
	else
		ck_assert_int_ne(st, CNIS_OK);
}

static cnis_status
local_draft(store *s, cnis_error *e)
{
	static const store_sql sql = { "test.draft",
		                       "INSERT INTO draft (login, started_at, saved_at,"
		                       " form) VALUES ('amal', 1, 1, :form)" };
	cursor c = { 0 };
	cnis_status st = store_local_begin(s, e);

	if (st != CNIS_OK)
		return st;
	st = stmt_open(s, &sql, &c, e);
	stmt_text(&c, ":form", "{}");
	if (st == CNIS_OK)
		st = stmt_run(&c, e);
	stmt_close(&c);
	if (st == CNIS_OK)
		return store_local_commit(s, e);
	store_rollback(s);
	return st;
}

static cnis_status
in_change(store *s, cnis_error *e)
{
	cnis_status st = store_mark(s, e);

	if (st == CNIS_OK)
		st = store_exec(s, "UPDATE child SET sex = 'F' WHERE id = 2", "test", e);
	if (st == CNIS_OK)
		store_mark_drop(s);
	if (st == CNIS_OK)
		st = store_mark(s, e);
	if (st == CNIS_OK)
		st = store_exec(s, "UPDATE child SET sex = 'M', rev = 99 WHERE id = 1", "test", e);
	return st == CNIS_OK ? store_mark_keep(s, e) : st;
}

static cnis_status
change(cnis_error *e)
{
	const store_entry entry = { .officer = "amal", .kind = "test.write", .command = "test" };
	store *s = opened("r", STORE_WRITE, e);
	cnis_status st = s == NULL ? e->code : local_draft(s, e);

	if (st == CNIS_OK)
		st = store_begin(s, &entry, e);
	if (st == CNIS_OK)
		st = in_change(s, e);
	if (st == CNIS_OK)
		st = store_commit(s, NULL, e);
	if (st == CNIS_OK)
		st = store_checkpoint(s, e);
	store_close(s);
	return st;
}

static void
changed(cnis_status st)
{
	whole("r", NULL);
	(void)st;
}

static cnis_status
undo(cnis_error *e)
{
	store *s = opened("r", STORE_WRITE, e);
	int64_t seq = 0;
	unsigned char hash[HASH_SIZE];
	cnis_status st = s == NULL ? e->code : journal_head(s, &seq, hash, e);
	const store_entry entry = { .officer = "amal",
		                    .kind = "journal.undo",
		                    .command = "undo",
		                    .undo = STORE_FINAL,
		                    .undoes = seq };

	if (st == CNIS_OK)
		st = store_begin(s, &entry, e);
	if (st == CNIS_OK)
		st = store_undo_apply(s, seq, NULL, e);
	if (st == CNIS_OK)
		st = store_commit(s, NULL, e);
	store_close(s);
	return st;
}

static cnis_status
verify(cnis_error *e)
{
	store *s = opened("r", STORE_READ, e);
	cnis_status st = s == NULL ? e->code : store_verify(s, VERIFY_ALL, &found, e);

	store_close(s);
	return st;
}

static cnis_status
advance(cnis_error *e)
{
	store *s = opened("r", STORE_READ, e);
	cnis_status st = s == NULL ? e->code
	                           : store_standby_advance(s, scratch("r.standby"), &found, e);

	store_close(s);
	return st;
}

static cnis_status
first_standby(cnis_error *e)
{
	(void)unlink(scratch("r.standby"));
	return advance(e);
}

/* A failure to look is no finding. */
static void
no_false_alarm(cnis_status st)
{
	ck_assert_msg(st != CNIS_OK || found.sound, "%s", found.problem);
	whole("r", before);
}

static cnis_status
known(cnis_error *e)
{
	store *s = opened("r", STORE_READ, e);
	store *then = NULL;
	cnis_status st = s == NULL ? e->code : store_known_at(s, NIGHT + 150, &then, e);

	ck_assert_int_eq(then != NULL, st == CNIS_OK);
	if (then != NULL) {
		int64_t n = 0;

		ck_assert_int_eq(store_number(then, "SELECT count(*) FROM entry", "test", &n, e),
		                 CNIS_OK);
		ck_assert(n == 0);
	}
	store_close(then);
	store_close(s);
	return st;
}

static cnis_status
backup(cnis_error *e)
{
	store *s = opened("r", STORE_READ, e);
	cnis_status st = s == NULL ? e->code : store_backup(s, scratch("copy"), &found, e);

	store_close(s);
	return st;
}

static void
copied(cnis_status st)
{
	ck_assert(st != CNIS_OK || there("copy"));
	if (there("copy"))
		whole("copy", before);
	whole("r", before);
}

static cnis_status
restore(cnis_error *e)
{
	return store_restore(scratch("older"), scratch("r"), &found, e);
}

/* Whichever register it is now, nothing of the other is lost. */
static void
restored(cnis_status st)
{
	cnis_error e = { 0 };
	store *s = opened("r", STORE_READ, &e);
	char *now;
	bool old;

	ck_assert_msg(s != NULL, "%s", e.message);
	now = family_dump(s);
	old = strcmp(now, before) == 0;
	store_close(s);
	free(now);
	ck_assert(!old || st != CNIS_OK);
	if (!old)
		shell("ls r.before-restore-* > /dev/null");
	whole("r", old ? before : NULL);
}

static cnis_status
migrate(cnis_error *e)
{
	static struct store_embedded list[64];
	store *s = opened("r", STORE_WRITE, e);
	size_t i = 0;
	cnis_status st;

	if (s == NULL)
		return e->code;
	for (; store_migrations[i].name != NULL; i++)
		list[i] = store_migrations[i];
	list[i] = (struct store_embedded){
		"9999_test.sql", "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	};
	s->migrations = list;
	st = store_migrate(s, "amal", scratch("copy"), NULL, e);
	store_close(s);
	return st;
}

static void
migrated(cnis_status st)
{
	cnis_error e = { 0 };
	store *s = opened("r", STORE_READ, &e);

	if (st == CNIS_OK)
		ck_assert_int_eq(e.code, CNIS_ESCHEMA); /* newer than this program, for good */
	else if (s != NULL)
		whole("r", before);
	else
		ck_assert_msg(e.code == CNIS_ESCHEMA, "%s", e.message);
	store_close(s);
	if (there("copy"))
		whole("copy", before);
}

static cnis_status
look_access(const access_row *row, void *payload, cnis_error *e)
{
	(void)payload;
	(void)e;
	ck_assert_str_eq(row->officer, "amal");
	return CNIS_OK;
}

static cnis_status
access_log_kept(cnis_error *e)
{
	static const int64_t ids[] = { 1, 2 };
	store *s = opened("r", STORE_READ, e);
	access_log *a = NULL;
	int64_t rows = 0, bad = 0;
	cnis_status st = s == NULL ? e->code : access_open(s, &a, e);

	if (st == CNIS_OK)
		st = access_record(a, NIGHT, "amal", "child show", NULL, ids, 2, 5, e);
	if (st == CNIS_OK)
		st = access_record(a, NIGHT, "amal", "export", "all", NULL, 300, 5, e);
	if (st == CNIS_OK)
		st = access_walk(a, (const int64_t[]){ 1 }, 1, "amal", 5, look_access, NULL, e);
	if (st == CNIS_OK)
		st = access_verify(a, &rows, &bad, e);
	ck_assert(st != CNIS_OK || (rows == 3 && bad == 0));
	access_close(a);
	store_close(s);
	return st;
}

static void
access_sound(cnis_status st)
{
	cnis_error e = { 0 };
	store *s = opened("r", STORE_READ, &e);
	access_log *a = NULL;
	int64_t rows = 0, bad = 0;

	(void)st;
	ck_assert_int_eq(access_open(s, &a, &e), CNIS_OK);
	ck_assert_int_eq(access_verify(a, &rows, &bad, &e), CNIS_OK);
	ck_assert(bad == 0 && (rows == 0 || rows == 2 || rows == 3));
	access_close(a);
	store_close(s);
}

static cnis_status
look_entry(const journal_row *row, void *payload, cnis_error *e)
{
	(void)row;
	(void)payload;
	(void)e;
	return CNIS_OK;
}

static cnis_status
look_child(int64_t id, void *payload, cnis_error *e)
{
	(void)payload;
	(void)e;
	ck_assert(id > 0);
	return CNIS_OK;
}

static cnis_status
journal_read(cnis_error *e)
{
	store *s = opened("r", STORE_READ, e);
	cnis_status st = s == NULL ? e->code : journal_walk(s, 1, 0, 0, look_entry, NULL, e);

	if (st == CNIS_OK)
		st = journal_walk(s, 0, 5, 2, look_entry, NULL, e);
	if (st == CNIS_OK)
		st = journal_get(s, 4, look_entry, NULL, e);
	if (st == CNIS_OK)
		st = journal_children(s, 4, look_child, NULL, e);
	store_close(s);
	return st;
}

static const deed deeds[] = {
	{ "create", create, created, 4 },
	{ "change", change, changed, 15 },
	{ "undo", undo, changed, 12 },
	{ "verify", verify, no_false_alarm, 4 },
	{ "first standby", first_standby, no_false_alarm, 4 },
	{ "standby", advance, no_false_alarm, 5 },
	{ "known at", known, NULL, 5 },
	{ "backup", backup, copied, 4 },
	{ "restore", restore, restored, 5 },
	{ "migrate", migrate, migrated, 4 },
	{ "access log", access_log_kept, access_sound, 15 },
	{ "journal", journal_read, NULL, 15 },
};

static const struct {
	const char *name;
	fault_call kind;
	int code;
} faults[] = {
	{ "I/O error", CALL_FILE, EIO },
	{ "no permission", CALL_FILE, EACCES },
	{ "engine without memory", CALL_SQLITE, SQLITE_NOMEM },
	{ "engine with a bad disk", CALL_SQLITE, SQLITE_IOERR },
	{ "memory", CALL_MEMORY, 0 },
};

/* The register as it was before each try, its standby one entry behind. */
static void
again(void)
{
	shell("rm -rf r r-* r.* copy* new* .r.* .copy.* .new.*; cp kept r;"
	      " cp -p kept.standby r.standby");
	memset(&found, 0, sizeof(found));
}

static void
set_up(void)
{
	verify_result v = { 0 };
	store *s;

	scratch_make();
	s = family_register(scratch("r"));
	family_fill(s);
	ck_assert_int_eq(store_backup(s, scratch("older"), &v, NULL), CNIS_OK);
	ck_assert_int_eq(store_standby_advance(s, scratch("kept.standby"), &v, NULL), CNIS_OK);
	(void)family_write(s, CHANGE);
	ck_assert_int_eq(copy_to_file(s, scratch("kept"), 0, NULL), CNIS_OK);
	before = family_dump(s);
	store_close(s);
}

static void
tear_down(void)
{
	(void)faultcall_disarm();
	free(before);
	shell("rm -rf r r-* r.* copy* new* .r.* .copy.* .new.*");
	scratch_remove();
}

/* Try number @p n of a fault: true when there was nothing left to fail. */
static bool
one_try(const deed *d, size_t fault, long n)
{
	cnis_error e = { 0 };
	cnis_status st;
	long failed;

	again();
	faultcall_arm(faults[fault].kind, faults[fault].code, n);
	st = d->take(&e);
	failed = faultcall_disarm();
	ck_assert_msg(st == CNIS_OK || st == e.code, "%s, %s %ld (%s): %d is told as %d, %s",
	              d->name, faults[fault].name, n, faultcall_last(), (int)st, (int)e.code,
	              e.message);
	ck_assert_msg(failed != 0 || st == CNIS_OK, "%s: %s", d->name, e.message);
	ck_assert_msg(st != CNIS_ECORRUPT, "%s, %s %ld (%s): a false alarm: %s", d->name,
	              faults[fault].name, n, faultcall_last(), e.message);
	/* CNIS_OK: a quicker way was given up for the sure one, and the answer is looked at */
	ck_assert_msg(faults[fault].kind != CALL_MEMORY || st == CNIS_OK || st == CNIS_ENOMEM ||
	                  st == CNIS_EPERM,
	              "%s, %s %ld: %d %s", d->name, faults[fault].name, n, (int)st, e.message);
	ck_assert_ptr_null(strstr(e.message, "Example"));
	if (d->look != NULL)
		d->look(st);
	return failed == 0;
}

START_TEST(a_call_that_fails_leaves_a_register_whole_and_tells_no_lie)
{
	const deed *d = &deeds[_i];

	set_up();
	for (size_t fault = 0; fault < sizeof(faults) / sizeof(faults[0]); fault++) {
		long n = 0;

		while (n < MANY && !one_try(d, fault, n))
			n += 1 + n / d->stride; /* the first ones each, then ever fewer */
		ck_assert_int_lt(n, MANY);
	}
	tear_down();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("call_fault");
	TCase *tc = tcase_create("fault");
	SRunner *runner = srunner_create(suite);
	int failed;

	/* what is looked for here is not lost power: no need to wait for a disk */
	if (access("/dev/shm", W_OK | X_OK) == 0)
		(void)setenv("TMPDIR", "/dev/shm", 0);
	tcase_set_timeout(tc, 300);
	tcase_add_loop_test(tc, a_call_that_fails_leaves_a_register_whole_and_tells_no_lie, 0,
	                    (int)(sizeof(deeds) / sizeof(deeds[0])));
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

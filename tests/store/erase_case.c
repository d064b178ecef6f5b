/* See erase_case.h. */
#include "erase_case.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/backup.h"
#include "support/family.h"
#include "support/scratch.h"

const char RULE[] = "LOCAL.dispose.test";
const char WHO[] = "Quillon Erasable";
const char WHAT[] = "zanzibar-erasable-words";

store *s;
char standby[512];

store *
open_as(store_mode mode)
{
	store_options options = { .mode = mode, .busy_ms = 200 };
	store *ret = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_open(scratch("r"), &options, &ret, &e) == CNIS_OK, "%s", e.message);
	store_set_now(ret, 1700009999);
	return ret;
}

void
erase_setup(void)
{
	char *path;

	scratch_make();
	s = family_register(scratch("r"));
	path = store_standby_path(scratch("r"));
	(void)snprintf(standby, sizeof(standby), "%s", path);
	free(path);
	family_fill(s);
}

verify_result
verify(void)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	ck_assert_msg(store_verify(s, VERIFY_ALL, &v, &e) == CNIS_OK, "%s", e.message);
	return v;
}

void
erase_teardown(void)
{
	verify_result v;

	if (s != NULL) {
		v = verify();
		ck_assert_msg(v.sound, "%s", v.problem);
	}
	store_close(s);
	scratch_remove();
}

int64_t
number(const char *sql)
{
	int64_t n = -1;
	cnis_error e = { 0 };

	ck_assert_msg(store_number(s, sql, "test", &n, &e) == CNIS_OK, "%s: %s", sql, e.message);
	return n;
}

int64_t
head(void)
{
	return number("SELECT max(seq) FROM journal");
}

/* ---- texts that are to go -------------------------------------------------------------------- */

bool
file_holds(const char *path, const char *text)
{
	FILE *f = fopen(path, "rb");
	size_t len;
	size_t want = strlen(text);
	char *bytes;
	bool found = false;

	if (f == NULL)
		return false;
	bytes = malloc(64 * 1024 * 1024);
	ck_assert_ptr_nonnull(bytes);
	len = fread(bytes, 1, 64 * 1024 * 1024, f);
	(void)fclose(f);
	for (size_t i = 0; !found && i + want <= len; i++)
		found = bytes[i] == text[0] && memcmp(bytes + i, text, want) == 0;
	free(bytes);
	return found;
}

/* In the register, its log, its standby copy: anywhere at all. */
bool
anywhere(const char *text)
{
	return file_holds(scratch("r"), text) || file_holds(scratch("r-wal"), text) ||
	       file_holds(scratch("r-journal"), text) || file_holds(standby, text);
}

void
want_nowhere(void)
{
	static const char *const files[] = { "r", "r-wal", "r-shm", "r-journal", "r.standby" };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		ck_assert_msg(!file_holds(scratch(files[i]), WHO), "%s holds the name", files[i]);
		ck_assert_msg(!file_holds(scratch(files[i]), WHAT), "%s holds the text", files[i]);
	}
}

/* An intake with two children, changed twice; the second child and a third were taken back. */
int64_t
intake(int64_t *ret_changed)
{
	store_entry entry = { .officer = "amal",
		              .kind = "intake.triage",
		              .command = "intake triage",
		              .reason = "told by Quillon Erasable" };
	store_entry undo = {
		.officer = "amal", .kind = "journal.undo", .command = "undo", .undo = STORE_FINAL
	};
	int64_t taken_back;
	int64_t changed = 0;
	cnis_error e = { 0 };

	(void)family_write(
	    s,
	    "INSERT INTO intake (id, uuid, kind, channel, received_day, teller, source, adult_name,"
	    " body, recorded_at, rev) VALUES (70, 'k-70', 'mailbox', 'email', 20001, 'unknown',"
	    " 'unknown', 'Quillon Erasable', 'zanzibar-erasable-words', 1, {rev});"
	    "INSERT INTO intake_subject (id, intake_id, full_name, rev)"
	    " VALUES (70, 70, 'Quillon Erasable', {rev})");
	taken_back = family_write(s, "INSERT INTO intake_subject (id, intake_id, full_name, rev)"
	                             " VALUES (71, 70, 'Quillon Erasable the younger', {rev})");
	undo.undoes = taken_back;
	ck_assert_int_eq(store_begin(s, &undo, &e), CNIS_OK);
	ck_assert_int_eq(store_undo_apply(s, taken_back, NULL, &e), CNIS_OK);
	ck_assert_int_eq(store_commit(s, NULL, &e), CNIS_OK);
	(void)family_write(s, "UPDATE intake SET body = 'zanzibar-erasable-words, longer', address"
	                      " = 'zanzibar-erasable-words', rev = {rev} WHERE id = 70;"
	                      "UPDATE intake_subject SET school = 'zanzibar-erasable-words', rev ="
	                      " {rev} WHERE id = 70");
	ck_assert_int_eq(family_try(s, &entry,
	                            "UPDATE intake SET outcome = 'forwarded', closed_day = 20002,"
	                            " keep_day = 20030, rev = {rev} WHERE id = 70",
	                            &changed, &e),
	                 CNIS_OK);
	if (ret_changed != NULL)
		*ret_changed = changed;
	return 70;
}

const erase_column blanks[BLANKS] = {
	{ .name = "adult_name" },
	{ .name = "body", .to = ERASE_EMPTY },
	{ .name = "address" },
	{ .name = "acknowledged_day", .to = ERASE_NUMBER, .number = 20031 },
};
const erase_subject subjects[SUBJECTS] = {
	{ .table = "intake", .value = 70, .columns = blanks, .n_columns = BLANKS },
	{ .table = "intake_subject", .by = "intake_id", .value = 70 },
};

const store_entry DISPOSAL = {
	.officer = "amal", .kind = "disposal.run", .command = "dispose run", .undo = STORE_FINAL
};

cnis_status
erase(const erase_subject *what, size_t n, const char *then, erase_counts *ret, cnis_error *e)
{
	cnis_status st = store_begin(s, &DISPOSAL, e);

	if (st == CNIS_OK)
		st = store_erase(s, RULE, what, n, ret, e);
	if (st == CNIS_OK && then != NULL) {
		char *sql = sqlite3_mprintf(then, (long long)store_seq(s));

		ck_assert_msg(sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s", sql);
		sqlite3_free(sql);
	}
	if (st == CNIS_OK)
		return store_commit(s, NULL, e);
	store_rollback(s);
	return st;
}

void
must_erase(const erase_subject *what, size_t n, const char *then)
{
	erase_counts counts = { 0 };
	cnis_error e = { 0 };

	ck_assert_msg(erase(what, n, then, &counts, &e) == CNIS_OK, "%s: %s", e.where, e.message);
}

void
settle(void)
{
	cnis_error e = { 0 };

	ck_assert_msg(store_erase_settle(s, &e) == CNIS_OK, "%s", e.message);
}

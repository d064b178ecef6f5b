/* Proof: whatever is changed behind the register's back is found, and its place is named. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "store/tables.h"
#include "support/family.h"
#include "support/scratch.h"

static int64_t head;

static void
setup(void)
{
	store *s;
	unsigned char hash[HASH_SIZE];

	scratch_make();
	s = family_register(scratch("r"));
	family_fill(s);
	ck_assert_int_eq(journal_head(s, &head, hash, NULL), CNIS_OK);
	store_close(s);
}

static void
teardown(void)
{
	scratch_remove();
}

static verify_result
verify(unsigned what)
{
	store_options options = { .mode = STORE_READ };
	verify_result ret = { 0 };
	store *s = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_open(scratch("r"), &options, &s, &e) == CNIS_OK, "%s", e.message);
	ck_assert_msg(store_verify(s, what, &ret, &e) == CNIS_OK, "%s: %s", e.where, e.message);
	store_close(s);
	return ret;
}

/* Change, look, and put the file back as it was. */
static verify_result
verify_changed(const char *sql)
{
	verify_result ret;
	char copy[512];

	(void)snprintf(copy, sizeof(copy), "VACUUM INTO '%s'", scratch("kept"));
	ck_assert_str_eq(family_tamper(scratch("r"), copy), "ok");
	ck_assert_msg(strcmp(family_tamper(scratch("r"), sql), "ok") == 0, "%s: %s", sql,
	              family_tamper(scratch("r"), sql));
	ret = verify(VERIFY_ALL);
	(void)remove(scratch("r"));
	(void)remove(scratch("r-wal"));
	(void)remove(scratch("r-shm"));
	ck_assert_int_eq(rename(scratch("kept"), scratch("r")), 0);
	return ret;
}

START_TEST(an_untouched_register_verifies)
{
	verify_result v = verify(VERIFY_ALL);

	ck_assert_msg(v.sound, "%s", v.problem);
	ck_assert_int_eq(v.entries, head);
	ck_assert_int_eq(v.head_seq, head);
	ck_assert_int_eq(v.bad_seq, 0);
	ck_assert_str_eq(v.problem, "");
}
END_TEST

static const struct {
	const char *column, *value;
} headers[] = {
	{ "at", "at + 1" },
	{ "officer", "'mallory'" },
	{ "officer", "officer || char(0) || 'x'" },
	{ "kind", "kind || 'x'" },
	{ "command", "replace(command, 'C1', 'C2')" },
	{ "schema", "schema + 1" },
	{ "batch", "'b'" },
	{ "undo_class", "'final'" },
	{ "undoes", "3" },
	{ "undoes", "0" },
	{ "payload_hash", "x'00' || substr(payload_hash, 2)" },
	{ "payload_hash", "randomblob(32)" },
	{ "prev", "randomblob(32)" },
	{ "hash", "randomblob(32)" },
};

START_TEST(a_changed_journal_column_names_the_entry)
{
	char sql[256];
	verify_result v;

	(void)snprintf(sql, sizeof(sql), "UPDATE journal SET %s = %s WHERE seq = 5",
	               headers[_i].column, headers[_i].value);
	if (strstr(headers[_i].value, "||") != NULL && strstr(headers[_i].column, "hash") != NULL)
		(void)snprintf(sql, sizeof(sql),
		               "UPDATE journal SET payload_hash = (SELECT payload_hash FROM journal"
		               " WHERE seq = 4) WHERE seq = 5");
	v = verify_changed(sql);
	ck_assert_msg(!v.sound, "%s was not found", sql);
	ck_assert_msg(v.bad_seq == 5, "%s gave %lld: %s", sql, (long long)v.bad_seq, v.problem);
}
END_TEST

START_TEST(every_byte_of_a_payload_counts)
{
	store_options options = { .mode = STORE_READ };
	store *s = NULL;
	int64_t len = 0;
	int64_t i;
	char sql[256];
	sqlite3 *db = NULL;

	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	ck_assert_int_eq(store_number(s, "SELECT length(body) FROM journal_payload WHERE seq = 8",
	                              "test", &len, NULL),
	                 CNIS_OK);
	store_close(s);
	ck_assert_int_gt(len, 20);
	for (i = 1; i <= len; i += 1 + len / 60) { /* the hash sees them all alike */
		verify_result v;

		ck_assert_int_eq(sqlite3_open(scratch("r"), &db), SQLITE_OK);
		(void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
		(void)snprintf(sql, sizeof(sql),
		               "UPDATE journal_payload SET body = CAST(substr(body, 1, %lld) ||"
		               " CASE substr(body, %lld, 1) WHEN x'ff' THEN x'fe' ELSE x'ff' END ||"
		               " substr(body, %lld) AS BLOB) WHERE seq = 8",
		               (long long)(i - 1), (long long)i, (long long)(i + 1));
		ck_assert_int_eq(sqlite3_exec(db, "SAVEPOINT kept", NULL, NULL, NULL), SQLITE_OK);
		ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
		ck_assert_int_eq(sqlite3_exec(db, "RELEASE kept", NULL, NULL, NULL), SQLITE_OK);
		v = verify(VERIFY_CHAIN | VERIFY_PAYLOADS);
		ck_assert_msg(!v.sound && v.bad_seq == 8, "byte %lld: %s", (long long)i, v.problem);
		(void)sqlite3_close(db);
	}
}
END_TEST

static const struct {
	const char *why, *sql;
	int64_t seq; /* 0: the head */
} payloads[] = {
	{ "salt", "UPDATE journal_payload SET salt = randomblob(16) WHERE seq = 4", 4 },
	{ "reason", "UPDATE journal_payload SET reason = 'other' WHERE seq = 4", 4 },
	{ "reason after a NUL",
	  "UPDATE journal_payload SET reason = reason || char(0) || 'x' WHERE seq = 4", 4 },
	{ "payload gone", "DELETE FROM journal_payload WHERE seq = 4", 4 },
	{ "payloads swapped",
	  "UPDATE journal_payload SET body = (SELECT body FROM journal_payload WHERE seq = 5)"
	  " WHERE seq = 4",
	  4 },
	{ "entry gone", "DELETE FROM journal WHERE seq = 6", 6 },
	{ "first entry gone", "DELETE FROM journal WHERE seq = 1", 1 },
	{ "touch gone", "DELETE FROM journal_touch WHERE seq = 5", 5 },
	{ "one of two touches gone", "DELETE FROM journal_touch WHERE seq = 4 AND child_id = 2",
	  4 },
	{ "touch invented", "INSERT INTO journal_touch (seq, child_id) VALUES (5, 99)", 5 },
	{ "touch of an update gone", "DELETE FROM journal_touch WHERE seq = 8", 8 },
	{ "a stray touch", "INSERT INTO journal_touch (seq, child_id) VALUES (900, 1)", 900 },
	{ "a stray payload",
	  "INSERT INTO journal_payload (seq, salt, reason, body)"
	  " VALUES (900, zeroblob(16), '', x'')",
	  900 },
};

START_TEST(a_changed_payload_or_index_names_the_entry)
{
	verify_result v = verify_changed(payloads[_i].sql);

	ck_assert_msg(!v.sound, "%s was not found", payloads[_i].why);
	ck_assert_msg(v.bad_seq == payloads[_i].seq, "%s gave %lld: %s", payloads[_i].why,
	              (long long)v.bad_seq, v.problem);
}
END_TEST

START_TEST(a_value_changed_in_any_table_names_table_and_row)
{
	const store_table *t;

	for (t = store_tables; t->name != NULL; t++) {
		char sql[256];
		verify_result v;

		if (t->class != TABLE_JOURNALLED)
			continue;
		(void)snprintf(sql, sizeof(sql), "UPDATE \"%s\" SET rev = rev + 1", t->name);
		v = verify_changed(sql);
		ck_assert_msg(!v.sound, "%s was not found", t->name);
		ck_assert_str_eq(v.table, t->name);
		ck_assert_int_eq(v.bad_seq, 0);
		if (t->owner != NULL)
			ck_assert_msg(v.row_key == 1, "%s: row %lld", t->name,
			              (long long)v.row_key);
		ck_assert_ptr_nonnull(strstr(v.problem, t->name));
	}
}
END_TEST

static const struct {
	const char *why, *sql, *table;
	int64_t key;
} rows[] = {
	{ "an invented row",
	  "INSERT INTO review_evidence (id, child_id, review_id, kind, rev) VALUES (7, 1, 1, 'x', "
	  "3)",
	  "review_evidence", 7 },
	{ "a row taken away", "DELETE FROM contact WHERE id = 1", "contact", 1 },
	{ "a row renumbered", "UPDATE seen SET id = 2 WHERE id = 1", "seen", 1 },
	{ "one letter", "UPDATE child_name SET full_name = 'Robin example' WHERE id = 1",
	  "child_name", 1 },
	{ "a value made unknown", "UPDATE child_name SET from_day = NULL WHERE id = 2",
	  "child_name", 2 },
	{ "a real by its last bit",
	  "UPDATE provision SET hours_week = 12.500000000000002 WHERE id = 1", "provision", 1 },
	{ "text that became bytes",
	  "PRAGMA writable_schema = ON;"
	  "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'contact';"
	  "PRAGMA writable_schema = RESET;"
	  "UPDATE contact SET outcome = CAST(outcome AS BLOB);"
	  "PRAGMA writable_schema = ON;"
	  "UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = 'contact'",
	  "contact", 1 },
	{ "an index less", "DROP INDEX contact_by_child", "contact", 0 },
	{ "a trigger less", "DROP TRIGGER journal_no_update", "journal", 0 },
	{ "a table more", "CREATE TABLE zebra (x)", "zebra", 0 },
};

START_TEST(what_differs_from_the_journal_is_named)
{
	verify_result v = verify_changed(rows[_i].sql);

	ck_assert_msg(!v.sound, "%s was not found", rows[_i].why);
	ck_assert_int_eq(v.bad_seq, 0);
	if (strcmp(v.table, "sqlite_schema") != 0) {
		ck_assert_str_eq(v.table, rows[_i].table);
		ck_assert_msg(v.row_key == rows[_i].key, "%s: %s", rows[_i].why, v.problem);
	}
	ck_assert_msg(strstr(v.problem, "Robin") == NULL, "a name in the report");
}
END_TEST

static const struct {
	const char *sql, *table;
	int64_t key;
} identities[] = {
	{ "UPDATE register SET authority = '301'", "register", 1 },
	{ "UPDATE register SET authority = '302' || char(0) || 'x'", "register", 1 },
	{ "UPDATE register SET demonstration = 0", "register", 1 },
	{ "UPDATE register SET demonstration = 2", "register", 1 },
	{ "UPDATE register SET created_at = created_at - 1", "register", 1 },
	{ "INSERT INTO register SELECT 2, uuid, authority, demonstration, created_at FROM register",
	  "register", 1 },
	{ "UPDATE schema_migration SET applied_at = applied_at + 1 WHERE version = 2",
	  "schema_migration", 2 },
	{ "DELETE FROM schema_migration WHERE version = 2", "schema_migration", 2 },
};

START_TEST(what_the_register_says_it_is_stands_under_the_chain)
{
	verify_result v = verify_changed(identities[_i].sql);

	ck_assert_msg(!v.sound, "%s was not found", identities[_i].sql);
	ck_assert_msg(strcmp(v.table, identities[_i].table) == 0 && v.row_key == identities[_i].key,
	              "%s: %s", identities[_i].sql, v.problem);
	ck_assert_int_eq(v.bad_seq, 0);
}
END_TEST

#define FACT "'parent', 'voluntary', 1700000000, {rev}"
static const struct {
	const char *sql, *children;
} shared[] = {
	{ "UPDATE person_name SET to_day = 20100, rev = {rev} WHERE person_id = 1", "1 2" },
	{ "INSERT INTO person_name (person_id, kind, full_name, source, basis, recorded_at, rev)"
	  " VALUES (2, 'preferred', 'Jo', " FACT ")",
	  "2" },
	{ "UPDATE person SET kind = 'carer', rev = {rev} WHERE id = 2", "2" },
	{ "UPDATE address SET line2 = 'Flat 2', rev = {rev} WHERE id = 1", "1 2" },
	{ "UPDATE address SET line2 = 'Flat 2', rev = {rev} WHERE id = 2", "2" },
	{ "UPDATE person_residence SET to_day = 20100, rev = {rev} WHERE id = 2", "2" },
	{ "INSERT INTO person_residence (person_id, address_id, kind, source, basis, recorded_at,"
	  " rev) VALUES (1, 2, 'additional', " FACT ");"
	  "UPDATE address SET town = 'X', rev = {rev} WHERE id = 2",
	  "1 2" },
	{ "INSERT INTO address (uuid, source, basis, recorded_at, rev) VALUES ('a-3', " FACT ");"
	  "INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
	  " VALUES ('p-3', 'parent', " FACT ")",
	  "" },
};

START_TEST(a_change_to_an_adult_or_address_is_history_of_the_children_related)
{
	store_options options = { .mode = STORE_WRITE };
	char children[64];
	char sql[160];
	store *s = NULL;
	int64_t seq;
	int64_t same = 0;
	verify_result v;

	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	store_set_now(s, 1700001000);
	(void)family_write(
	    s,
	    "INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
	    " VALUES ('p-2', 'parent', " FACT ");"
	    "INSERT INTO relationship (child_id, person_id, kind, responsibility, has_care,"
	    " educates, to_day, source, basis, recorded_at, rev)"
	    " VALUES (2, 2, 'father', 'yes', 'no', 'no', 20090, " FACT ");"
	    "INSERT INTO address (uuid, source, basis, recorded_at, rev) VALUES ('a-2', " FACT ");"
	    "INSERT INTO person_residence (person_id, address_id, kind, source, basis,"
	    " recorded_at, rev) VALUES (2, 2, 'home', " FACT ")");
	seq = family_write(s, shared[_i].sql);
	(void)snprintf(children, sizeof(children), "%s", shared[_i].children);
	(void)snprintf(sql, sizeof(sql),
	               "SELECT coalesce(group_concat(child_id, ' '), '') = '%s' FROM journal_touch"
	               " WHERE seq = %lld",
	               children, (long long)seq);
	ck_assert_int_eq(store_number(s, sql, "test", &same, NULL), CNIS_OK);
	store_close(s);
	ck_assert_msg(same == 1, "%s", shared[_i].sql);
	v = verify(VERIFY_ALL);
	ck_assert_msg(v.sound, "%s", v.problem);
	if (children[0] == '\0')
		return;
	(void)snprintf(sql, sizeof(sql),
	               "DELETE FROM journal_touch WHERE child_id = 2 AND seq = %lld",
	               (long long)seq);
	v = verify_changed(sql);
	ck_assert(!v.sound);
	ck_assert_int_eq(v.bad_seq, seq);
}
END_TEST

/* Cutting off the tail leaves a shorter journal that is sound in itself: it is the replay that
 * finds it, and where entries and rows are cut together, only a head kept elsewhere. */
START_TEST(a_cut_tail_shows_against_the_rows_or_a_head_kept_elsewhere)
{
	char sql[300];
	verify_result v;

	(void)snprintf(sql, sizeof(sql),
	               "DELETE FROM journal_touch WHERE seq = %lld;"
	               "DELETE FROM journal_payload WHERE seq = %lld;"
	               "DELETE FROM journal WHERE seq = %lld",
	               (long long)head, (long long)head, (long long)head);
	ck_assert_str_eq(family_tamper(scratch("r"), sql), "ok");
	v = verify(VERIFY_CHAIN | VERIFY_PAYLOADS);
	ck_assert(v.sound);
	ck_assert_int_eq(v.head_seq, head - 1);
	v = verify(VERIFY_ALL);
	ck_assert(!v.sound);
	ck_assert_str_eq(v.table, "code");
}
END_TEST

static const store_sql BODY = { "test.body", "SELECT body FROM journal_payload WHERE seq = :seq" };

/* A forger with the whole file works the chain out again; what he appends must still fit. */
START_TEST(a_changeset_that_does_not_fit_names_its_entry)
{
	store_options options = { .mode = STORE_WRITE };
	unsigned char hash[HASH_SIZE];
	unsigned char body[8192];
	store *s = NULL;
	int64_t seq = 0;
	int64_t at = 0;
	size_t len = 0;
	const void *bytes;
	cursor c = { 0 };
	bool row = false;
	const store_entry entry = { .officer = "amal", .kind = "test.forged", .command = "test" };
	verify_result v;

	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	ck_assert_int_eq(journal_last(s, &seq, &at, hash, NULL), CNIS_OK);
	ck_assert_int_eq(stmt_open(s, &BODY, &c, NULL), CNIS_OK);
	stmt_int(&c, ":seq", 5);
	ck_assert_int_eq(stmt_step(&c, &row, NULL), CNIS_OK);
	bytes = col_blob(&c, 0, &len);
	ck_assert(row && len < sizeof(body));
	memcpy(body, bytes, len);
	stmt_close(&c);
	s->writes = WRITES_ALL;
	ck_assert_int_eq(journal_append(s, &entry, seq + 1, at, s->schema, hash, body, len, NULL),
	                 CNIS_OK);
	store_close(s);
	v = verify(VERIFY_CHAIN | VERIFY_PAYLOADS);
	ck_assert(v.sound);
	v = verify(VERIFY_ALL);
	ck_assert(!v.sound);
	ck_assert_int_eq(v.bad_seq, head + 1);
	ck_assert_str_eq(v.table, "intake");
}
END_TEST

START_TEST(a_broken_page_is_an_answer_not_a_crash)
{
	FILE *f;
	int64_t root = 0;
	char sql[128];
	store_options options = { .mode = STORE_READ };
	store *s = NULL;
	verify_result v;

	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	(void)snprintf(sql, sizeof(sql), "SELECT rootpage FROM sqlite_schema WHERE name = 'flag'");
	ck_assert_int_eq(store_number(s, sql, "test", &root, NULL), CNIS_OK);
	store_close(s);
	ck_assert_str_eq(family_tamper(scratch("r"), "PRAGMA journal_mode = DELETE"), "ok");
	f = fopen(scratch("r"), "r+b");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, 4096L * (long)(root - 1), SEEK_SET), 0);
	for (int i = 0; i < 4096; i++)
		(void)fputc(0xA5, f);
	(void)fclose(f);
	v = verify(VERIFY_ALL);
	ck_assert(!v.sound);
	ck_assert_str_ne(v.problem, "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("verify");
	TCase *tc = tcase_create("verify");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_untouched_register_verifies);
	tcase_add_loop_test(tc, a_changed_journal_column_names_the_entry, 0,
	                    (int)(sizeof(headers) / sizeof(headers[0])));
	tcase_add_test(tc, every_byte_of_a_payload_counts);
	tcase_add_loop_test(tc, a_changed_payload_or_index_names_the_entry, 0,
	                    (int)(sizeof(payloads) / sizeof(payloads[0])));
	tcase_add_test(tc, a_value_changed_in_any_table_names_table_and_row);
	tcase_add_loop_test(tc, what_differs_from_the_journal_is_named, 0,
	                    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tc, what_the_register_says_it_is_stands_under_the_chain, 0,
	                    (int)(sizeof(identities) / sizeof(identities[0])));
	tcase_add_loop_test(tc, a_change_to_an_adult_or_address_is_history_of_the_children_related,
	                    0, (int)(sizeof(shared) / sizeof(shared[0])));
	tcase_add_test(tc, a_cut_tail_shows_against_the_rows_or_a_head_kept_elsewhere);
	tcase_add_test(tc, a_changeset_that_does_not_fit_names_its_entry);
	tcase_add_test(tc, a_broken_page_is_an_answer_not_a_crash);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

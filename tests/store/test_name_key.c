/* What names are looked up by is what the names give, whoever wrote them and whatever was undone.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/name_key.h"
#include "support/family.h"
#include "support/scratch.h"

#define FACT ", source, basis, recorded_at, rev) VALUES ("
#define SAID ", 'parent', 'x', 1, {rev})"

static store *s;

static void
setup(void)
{
	scratch_make();
	s = family_register(scratch("r"));
	family_fill(s);
}

static void
teardown(void)
{
	store_close(s);
	scratch_remove();
}

static bool
same(store *which)
{
	bool is = false;
	cnis_error e = { 0 };

	ck_assert_msg(store_name_keys_check(which, &is, &e) == CNIS_OK, "%s", e.message);
	return is;
}

static int64_t
number(store *which, const char *sql)
{
	int64_t n = -1;

	ck_assert_int_eq(store_number(which, sql, "test", &n, NULL), CNIS_OK);
	return n;
}

static int64_t
add_name(const char *full)
{
	char sql[400];

	(void)snprintf(
	    sql, sizeof(sql),
	    "INSERT INTO child_name (child_id, kind, full_name" FACT "1, 'legal', '%s'" SAID, full);
	return family_write(s, sql);
}

START_TEST(a_new_register_has_keys_of_this_program)
{
	int there = 0;
	int wanted = 0;

	ck_assert_int_eq(store_name_keys(s, &there, &wanted, NULL), CNIS_OK);
	ck_assert_int_eq(there, NAMES_ALGORITHM);
	ck_assert_int_eq(wanted, NAMES_ALGORITHM);
	ck_assert(same(s));
}
END_TEST

START_TEST(every_written_name_has_its_keys)
{
	(void)add_name("Siobh\xc3\xa1n O\xe2\x80\x99Neill-Al Hassan");
	ck_assert_int_eq(number(s, "SELECT count(*) FROM name_key WHERE word IN"
	                           " ('siobhan', 'oneill', 'hassan', 'alhassan')"
	                           " AND holder = 'C' AND owner_id = 1 AND born_day ="
	                           " (SELECT born_day FROM child WHERE id = 1)"),
	                 4);
	ck_assert_int_eq(number(s, "SELECT uses FROM name_word WHERE word = 'siobhan'"), 1);
	(void)add_name("Siobhan Again");
	ck_assert_int_eq(number(s, "SELECT uses FROM name_word WHERE word = 'siobhan'"), 2);
	ck_assert(same(s));
}
END_TEST

START_TEST(closing_changing_and_correcting_keep_them)
{
	(void)add_name("First Name");
	(void)family_write(s, "UPDATE child_name SET to_day = 20000, rev = {rev}");
	ck_assert(same(s));
	(void)family_write(s, "UPDATE child_name SET full_name = 'Other Name', rev = {rev}"
	                      " WHERE full_name = 'First Name'");
	ck_assert(same(s));
	ck_assert_int_eq(number(s, "SELECT count(*) FROM name_word WHERE word = 'first'"), 0);
	(void)family_write(s,
	                   "UPDATE child SET born_day = born_day + 31, rev = {rev} WHERE id = 1");
	ck_assert(same(s));
	ck_assert_int_eq(number(s,
	                        "SELECT count(*) FROM name_key WHERE owner_id = 1 AND holder = 'C'"
	                        " AND born_day <> (SELECT born_day FROM child WHERE id = 1)"),
	                 0);
	(void)family_write(s, "UPDATE person_name SET full_name = 'Someone Else', rev = {rev}");
	ck_assert(same(s));
}
END_TEST

static void
undo(int64_t seq)
{
	const store_entry entry = {
		.officer = "amal", .kind = "undo", .command = "undo", .undoes = seq
	};
	cnis_error e = { 0 };

	ck_assert_int_eq(store_begin(s, &entry, &e), CNIS_OK);
	ck_assert_msg(store_undo_apply(s, seq, NULL, &e) == CNIS_OK, "%s", e.message);
	ck_assert_msg(store_commit(s, NULL, &e) == CNIS_OK, "%s", e.message);
}

START_TEST(undo_takes_the_keys_with_the_name)
{
	int64_t before = number(s, "SELECT count(*) FROM name_key");
	int64_t seq = add_name("Gone Tomorrow");

	ck_assert_int_gt(number(s, "SELECT count(*) FROM name_key"), before);
	undo(seq);
	ck_assert_int_eq(number(s, "SELECT count(*) FROM name_key"), before);
	ck_assert_int_eq(number(s, "SELECT count(*) FROM name_word WHERE word = 'tomorrow'"), 0);
	ck_assert(same(s));
}
END_TEST

START_TEST(what_was_known_then_is_looked_up_by_what_was_known_then)
{
	int64_t at = number(s, "SELECT max(at) FROM journal");
	store *then = NULL;

	(void)add_name("Later Name");
	(void)family_write(s, "UPDATE child SET born_day = born_day - 1, rev = {rev} WHERE id = 1");
	ck_assert_int_eq(store_known_at(s, at, &then, NULL), CNIS_OK);
	ck_assert(same(then));
	ck_assert_int_eq(number(then, "SELECT count(*) FROM name_key WHERE word = 'later'"), 0);
	store_close(then);
}
END_TEST

START_TEST(a_backup_carries_them)
{
	const store_options options = { .mode = STORE_COPY };
	verify_result found = { 0 };
	store *copy = NULL;

	(void)add_name("Kept Name");
	ck_assert_int_eq(store_backup(s, scratch("b"), &found, NULL), CNIS_OK);
	ck_assert_int_eq(store_open(scratch("b"), &options, &copy, NULL), CNIS_OK);
	ck_assert(same(copy));
	store_close(copy);
}
END_TEST

static const char *const wrongs[] = {
	"DELETE FROM name_key WHERE id = (SELECT min(id) FROM name_key)",
	"UPDATE name_key SET sound = 'x' WHERE id = (SELECT min(id) FROM name_key)",
	"UPDATE name_key SET born_day = 1 WHERE holder = 'C'",
	("INSERT INTO name_key (holder, owner_id, name_id, place, word, sound)"
	 " VALUES ('C', 1, 999, 0, 'x', 'x')"),
	"UPDATE name_word SET uses = uses + 1",
	"INSERT INTO name_word (word, sound, uses) VALUES ('zzz', 'z', 1)",
	"UPDATE derived SET algorithm = 0",
};

START_TEST(what_is_not_so_is_found_and_made_anew)
{
	const store_options options = { .mode = STORE_WRITE };
	bool made = false;

	store_close(s);
	s = NULL;
	ck_assert_str_eq(family_tamper(scratch("r"), wrongs[_i]), "ok");
	ck_assert_int_eq(store_open(scratch("r"), &options, &s, NULL), CNIS_OK);
	ck_assert(_i == 6 || !same(s));
	ck_assert_int_eq(store_name_keys_keep(s, &made, NULL), CNIS_OK);
	ck_assert(made);
	ck_assert(same(s));
	ck_assert_int_eq(store_name_keys_keep(s, &made, NULL), CNIS_OK);
	ck_assert(!made);
	(void)add_name("Still Kept");
	ck_assert(same(s));
}
END_TEST

START_TEST(a_reader_makes_nothing_anew)
{
	const store_options options = { .mode = STORE_READ };
	store *reader = NULL;

	ck_assert_int_eq(store_open(scratch("r"), &options, &reader, NULL), CNIS_OK);
	ck_assert_int_eq(store_name_keys_rebuild(reader, NULL), CNIS_EREADONLY);
	store_close(reader);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("name_key");
	TCase *t = tcase_create("name_key");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, a_new_register_has_keys_of_this_program);
	tcase_add_test(t, every_written_name_has_its_keys);
	tcase_add_test(t, closing_changing_and_correcting_keep_them);
	tcase_add_test(t, undo_takes_the_keys_with_the_name);
	tcase_add_test(t, what_was_known_then_is_looked_up_by_what_was_known_then);
	tcase_add_test(t, a_backup_carries_them);
	tcase_add_loop_test(t, what_is_not_so_is_found_and_made_anew, 0,
	                    (int)(sizeof(wrongs) / sizeof(wrongs[0])));
	tcase_add_test(t, a_reader_makes_nothing_anew);
	suite_add_tcase(suite, t);
	r = srunner_create(suite);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* The whole register out and in again: the same bytes, everything in it, and who may. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/full.h"
#include "full_scene.h"
#include "store/inside.h"
#include "store/journal.h"

/* ---- nothing is forgotten -------------------------------------------------------------------- */

START_TEST(every_table_and_column_travels_or_is_an_exception)
{
	full_shape shape = { 0 };
	cnis_error e = { 0 };
	size_t n = 0;

	scene_want(full_shape_read(from.r, &shape, &e), CNIS_OK, &e);
	for (const store_table *t = store_tables; t->name != NULL; t++)
		n += t->class == TABLE_JOURNALLED;
	ck_assert_uint_eq(shape.n, n);
	for (size_t i = 0; i < shape.n; i++) {
		const full_record *x = &shape.record[i];

		for (int c = 0; c < x->layout.n; c++)
			ck_assert_msg(full_column_said(x, c),
			              "%s.%s: its name does not say what the number is; give it a "
			              "line in SAID of src/exchange/full_shape.c",
			              x->layout.table->name, x->layout.column[c].name);
	}
	for (const full_exception *x = full_left_out; x->column != NULL; x++)
		ck_assert_uint_gt(strlen(x->why), 10);
	full_shape_clear(&shape);
}
END_TEST

/* Say of every column that schema/ calls a code, which table and column it is. */
static void
each_coded_column(const char *file, void (*fn)(const char *table, const char *column))
{
	char path[1200];
	char table[64] = "";
	char column[64];
	char *text;
	char *rest;

	(void)snprintf(path, sizeof(path), "%s/schema/%s", CNIS_SOURCE_DIR, file);
	text = full_slurp(path);
	rest = text;
	for (char *line = strtok_r(rest, "\n", &rest); line != NULL;
	     line = strtok_r(rest, "\n", &rest)) {
		(void)sscanf(line, "CREATE TABLE %63s", table);
		if (strstr(line, "-- ") != NULL && strstr(line, "code list ") != NULL &&
		    sscanf(line, " %63[a-z_]", column) == 1 && line[0] == ' ')
			fn(table, column);
	}
	free(text);
}

static full_shape coded_shape;
static int coded_seen;

static void
must_be_coded(const char *table, const char *column)
{
	const full_record *x = full_record_find(&coded_shape, table);

	ck_assert_msg(x != NULL, "%s", table);
	for (int i = 0; x != NULL && i < x->layout.n; i++)
		if (strcmp(x->layout.column[i].name, column) == 0)
			ck_assert_msg(x->coded[i] != NULL,
			              "%s.%s is a code: give it a line in CODED of "
			              "src/exchange/full_shape.c",
			              table, column);
	coded_seen++;
}

START_TEST(every_code_is_held_against_its_list)
{
	/* clang-format off */
	static const char *const files[] = {
		"20_lists.sql",
		"30_authority.sql",
		"40_people.sql",
		"50_register.sql",
		"55_intake.sql",
		"60_process.sql",
		"65_telling.sql",
		"66_forwarding.sql",
		"70_duty.sql",
		"75_hard_days.sql",
	};
	/* clang-format on */
	cnis_error e = { 0 };

	scene_want(full_shape_read(from.r, &coded_shape, &e), CNIS_OK, &e);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		each_coded_column(files[i], must_be_coded);
	ck_assert_int_gt(coded_seen, 20);
	/* and each list there is */
	for (size_t i = 0; i < coded_shape.n; i++)
		for (int c = 0; c < coded_shape.record[i].layout.n; c++) {
			const full_coded *coded = coded_shape.record[i].coded[c];
			char sql[128];

			for (size_t k = 0;
			     coded != NULL && k < FULL_LISTS && coded->list[k] != NULL; k++) {
				(void)snprintf(sql, sizeof(sql),
				               "SELECT count(*) FROM code WHERE list = '%s'",
				               coded->list[k]);
				ck_assert_msg(scene_ask(&from, sql, 0, 0) > 0, "%s",
				              coded->list[k]);
			}
		}
	full_shape_clear(&coded_shape);
}
END_TEST

static size_t
place_in_tables(const store_table *t)
{
	return (size_t)(t - store_tables);
}

START_TEST(every_reference_points_backwards)
{
	full_shape shape = { 0 };
	cnis_error e = { 0 };

	scene_want(full_shape_read(from.r, &shape, &e), CNIS_OK, &e);
	for (size_t i = 0; i < shape.n; i++) {
		const full_record *x = &shape.record[i];

		for (int c = 0; c < x->layout.n; c++) {
			const store_table *p = x->layout.column[c].parent;
			const full_record *y = p == NULL ? NULL : full_record_find(&shape, p->name);

			if (p == NULL || p == x->layout.table)
				continue;
			ck_assert_msg(y != NULL &&
			                  place_in_tables(p) < place_in_tables(x->layout.table) &&
			                  y->place <= x->place,
			              "%s.%s: %s has to stand before it in src/store/tables.c",
			              x->layout.table->name, x->layout.column[c].name, p->name);
		}
	}
	full_shape_clear(&shape);
}
END_TEST

/* What a new register holds before `init` adds its own is what is called a list. */
START_TEST(only_lists_are_filled_by_migrations)
{
	full_shape shape = { 0 };
	cnis_error e = { 0 };
	store *fresh = NULL;

	scene_want(full_shape_read(from.r, &shape, &e), CNIS_OK, &e);
	scene_want(store_memory(&fresh, &e), CNIS_OK, &e);
	for (int i = 1; store_migrations[i - 1].name != NULL; i++)
		scene_want(migrate_run(fresh, i, &e), CNIS_OK, &e);
	for (size_t i = 0; i < shape.n; i++) {
		const full_record *x = &shape.record[i];
		char sql[100];
		int64_t n = 0;

		(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", x->layout.table->name);
		scene_want(store_number(fresh, sql, "test", &n, &e), CNIS_OK, &e);
		ck_assert_msg((n > 0) == (x->place == FULL_LIST),
		              "%s: what migrations fill stands in LISTS of "
		              "src/exchange/full_shape.c",
		              x->layout.table->name);
		(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s WHERE rev <> 0",
		               x->layout.table->name);
		scene_want(store_number(fresh, sql, "test", &n, &e), CNIS_OK, &e);
		ck_assert_int_eq((int)n, 0);
	}
	store_close(fresh);
	full_shape_clear(&shape);
}
END_TEST

/* ---- there and back -------------------------------------------------------------------------- */

static void
every_kind_is_in(const char *path)
{
	char *text = full_slurp(path);

	for (const store_table *t = store_tables; t->name != NULL; t++) {
		char record[100];

		if (t->class != TABLE_JOURNALLED)
			continue;
		(void)snprintf(record, sizeof(record), "\"record\":\"%s\",", t->name);
		ck_assert_msg(strstr(text, record) != NULL,
		              "no row of %s is in the test: add one to LATER of full_scene.c",
		              t->name);
	}
	free(text);
}

static void
must_be_sound(const scene *s)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	scene_want(store_verify(s->r->st, VERIFY_ALL, &v, &e), CNIS_OK, &e);
	ck_assert_msg(v.sound, "%s %s", v.table, v.problem);
}

START_TEST(an_imported_register_gives_the_same_bytes_and_verifies)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	struct stat sb;

	every_kind_is_in(first);
	ck_assert_int_eq(stat(first, &sb), 0);
	ck_assert_int_eq((int)(sb.st_mode & 07777), 0600);
	scene_want(full_import_from(first, true, &did, &e), CNIS_OK, &e);
	ck_assert(did.applied && did.same);
	ck_assert_int_eq((int)did.children, 25);
	full_export_to(&to, second);
	full_same_files(first, second);
	must_be_sound(&to);
	ck_assert_int_eq((int)scene_ask(&to,
	                                "SELECT count(*) FROM journal WHERE kind = 'import.full' "
	                                "AND undo_class = 'final' AND batch <> ''",
	                                0, 0),
	                 (int)did.transactions);
	/* the number that was taken back is given to nobody */
	ck_assert_int_eq(
	    (int)scene_ask(&from, "SELECT seq FROM sqlite_sequence WHERE name = 'person'", 0, 0),
	    (int)scene_ask(&to, "SELECT seq FROM sqlite_sequence WHERE name = 'person'", 0, 0));
	/* work goes on: another state, another header */
	(void)scene_child(&to, "2015-01-01");
	full_export_to(&to, edited);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 26);
}
END_TEST

/* Tables made from others are made here too. */
START_TEST(derived_tables_are_filled)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_want(full_import_from(first, true, &did, &e), CNIS_OK, &e);
	for (const store_table *t = store_tables; t->name != NULL; t++) {
		char sql[100];

		if (t->class != TABLE_DERIVED)
			continue;
		(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", t->name);
		ck_assert_int_eq((int)scene_ask(&from, sql, 0, 0), (int)scene_ask(&to, sql, 0, 0));
	}
}
END_TEST

START_TEST(without_apply_nothing_is_written)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char wal[160];
	struct stat sb = { 0 };

	scene_want(full_import_from(first, false, &did, &e), CNIS_OK, &e);
	ck_assert(!did.applied && did.children == 25 && did.records > 500);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT max(seq) FROM journal", 0, 0), 3);
	/* and the families' pages are not left in the file beside it */
	(void)snprintf(wal, sizeof(wal), "%s-wal", to.path);
	ck_assert_int_eq(stat(wal, &sb), 0);
	ck_assert_int_eq((int)sb.st_size, 0);
}
END_TEST

START_TEST(a_register_that_is_not_new_is_left_alone)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_want(full_import_from(first, true, &did, &e), CNIS_OK, &e);
	scene_want(full_import_from(first, true, &did, &e), CNIS_EEXISTS, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "already"));
	scene_end(&to);
	full_make_target("keeper", "302", true);
	(void)scene_officer(&to, "amal", CNIS_ROLE_OFFICER);
	memset(&e, 0, sizeof(e));
	scene_want(full_import_from(first, true, &did, &e), CNIS_EEXISTS, &e);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM officer", 0, 0), 2);
}
END_TEST

START_TEST(whoever_imports_is_never_locked_out)
{
	cnis_import_full_options o = { .size = sizeof(o), .file = first, .apply = true };
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_end(&to);
	full_make_target("newcomer", "302", true);
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_EREFUSED, &e);
	ck_assert_str_eq(e.field, "officer");
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
	o.keep_me = true;
	memset(&e, 0, sizeof(e));
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_OK, &e);
	ck_assert(did.applied && !did.same);
	ck_assert((to.r->roles & CNIS_ROLE_ADMINISTRATOR) != 0);
	ck_assert_int_eq(
	    (int)scene_ask(&to, "SELECT id FROM officer WHERE login = 'newcomer'", 0, 0), 5);
	must_be_sound(&to);
}
END_TEST

/* An account that has another number there: the two swap logins on the way. */
START_TEST(officers_keep_the_numbers_of_the_file)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_want(full_import_from(first, true, &did, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT id FROM officer WHERE login = 'keeper'", 0, 0),
	                 3);
	ck_assert_int_eq((int)to.r->officer_id, 3);
	ck_assert_int_eq(
	    (int)scene_ask(&to, "SELECT count(*) FROM setting WHERE name LIKE 'law.%'", 0, 0), 0);
	must_be_sound(&to);
}
END_TEST

/* ---- who may --------------------------------------------------------------------------------- */

static cnis_status
count_calls(const void *bytes, size_t len, void *payload, cnis_error *e)
{
	(void)bytes;
	(void)len;
	(void)e;
	++*(int *)payload;
	return CNIS_OK;
}

START_TEST(a_part_is_no_full_export)
{
	cnis_error e = { 0 };
	int calls = 0;

	scene_as(&from, "boss", "2026-11-21");
	scene_want(cnis_export_full(from.r, "test", count_calls, &calls, NULL, &e), CNIS_EPERM, &e);
	scene_as(&from, "half", "2026-11-21");
	memset(&e, 0, sizeof(e));
	scene_want(cnis_export_full(from.r, "test", count_calls, &calls, NULL, &e), CNIS_EPERM, &e);
	memset(&e, 0, sizeof(e));
	scene_as(&from, "keeper", "2026-11-21");
	scene_want(cnis_export_full(from.r, "", count_calls, &calls, NULL, &e), CNIS_EINVAL, &e);
	ck_assert_int_eq(calls, 0);
}
END_TEST

START_TEST(an_export_is_a_disclosure_of_every_child)
{
	int64_t before = 0, after = 0;
	cnis_error e = { 0 };
	access_log *a = NULL;
	int64_t bad = 0;

	scene_want(access_open(from.r->file, &a, &e), CNIS_OK, &e);
	scene_want(access_verify(a, &before, &bad, &e), CNIS_OK, &e);
	full_export_to(&from, second);
	scene_want(access_verify(a, &after, &bad, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)(after - before), 25);
	access_close(a);
}
END_TEST

START_TEST(a_file_that_is_there_is_not_touched)
{
	cnis_error e = { 0 };
	char *before = full_slurp(first);
	char partial[160];

	scene_want(cnis_export_full_file(from.r, "test", first, false, NULL, &e), CNIS_EEXISTS, &e);
	full_spill(second, before);
	full_same_files(first, second);
	(void)snprintf(partial, sizeof(partial), "%s/.first.jsonl.partial", from.dir);
	ck_assert_int_ne(access(partial, F_OK), 0);
	memset(&e, 0, sizeof(e));
	scene_want(cnis_export_full_file(from.r, "test", from.dir, false, NULL, &e), CNIS_EEXISTS,
	           &e);
	memset(&e, 0, sizeof(e));
	scene_want(cnis_export_full_file(from.r, "test", "/nowhere/x", false, NULL, &e), CNIS_EIO,
	           &e);
	free(before);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("full");
	TCase *tc = tcase_create("full");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_unchecked_fixture(tc, full_make_source, full_remove_source);
	tcase_add_checked_fixture(tc, full_set_up, full_tear_down);
	tcase_add_test(tc, every_table_and_column_travels_or_is_an_exception);
	tcase_add_test(tc, every_code_is_held_against_its_list);
	tcase_add_test(tc, every_reference_points_backwards);
	tcase_add_test(tc, only_lists_are_filled_by_migrations);
	tcase_add_test(tc, an_imported_register_gives_the_same_bytes_and_verifies);
	tcase_add_test(tc, derived_tables_are_filled);
	tcase_add_test(tc, without_apply_nothing_is_written);
	tcase_add_test(tc, a_register_that_is_not_new_is_left_alone);
	tcase_add_test(tc, whoever_imports_is_never_locked_out);
	tcase_add_test(tc, officers_keep_the_numbers_of_the_file);
	tcase_add_test(tc, a_part_is_no_full_export);
	tcase_add_test(tc, an_export_is_a_disclosure_of_every_child);
	tcase_add_test(tc, a_file_that_is_there_is_not_touched);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

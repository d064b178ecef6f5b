/* A document from a file: what is refused, that nothing is written then, and that it comes back. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/document.h>
#include <cnis/setting.h>

#include "domain/support.h"
#include "exchange/document_file.h"

enum { PATH = 200, LARGE = 50 * 1024 * 1024, PIECES = 1000000 };

static scene s;
static int64_t child;
static char path[PATH], other[PATH];

static void
begin(void)
{
	scene_make(&s, "2026-11-21");
	child = scene_child(&s, "2015-03-02");
	(void)snprintf(path, sizeof(path), "%s/letter.txt", s.dir);
	(void)snprintf(other, sizeof(other), "%s/other.txt", s.dir);
	document_file_between = NULL;
}

static void
finish(void)
{
	document_file_between = NULL;
	(void)unlink(path);
	(void)unlink(other);
	scene_end(&s);
}

static void
put(const char *to, const void *bytes, size_t len)
{
	FILE *f = fopen(to, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}

static void
refused(const char *from, cnis_status want, const char *words)
{
	cnis_document_file file = { 0 };
	cnis_error err = { 0 };

	scene_want(cnis_document_file_read(s.r, from, &file, &err), want, &err);
	ck_assert_str_eq(err.field, "file");
	ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
	ck_assert_ptr_null(file.bytes);
}

static int64_t
keep(const char *from)
{
	cnis_document_file file = { 0 };
	cnis_document_new n = { .size = sizeof(n),
		                .child_id = child,
		                .document_class = "other",
		                .title = "A letter",
		                .file = &file };
	cnis_error err = { 0 };
	int64_t id = 0;

	scene_want(cnis_document_file_read(s.r, from, &file, &err), CNIS_OK, &err);
	scene_want(cnis_document_add(s.r, &n, &id, &err), CNIS_OK, &err);
	cnis_document_file_clear(&file);
	return id;
}

START_TEST(what_is_no_plain_file_is_refused)
{
	put(other, "as it was", 9);
	ck_assert_int_eq(symlink(other, path), 0);
	refused(path, CNIS_EINVAL, "symbolic link");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	refused(path, CNIS_EINVAL, "no plain file"); /* and nobody waits for it */
	ck_assert_int_eq(unlink(path), 0);
	refused(path, CNIS_ENOTFOUND, "no such file");
	refused(s.dir, CNIS_EINVAL, "is a folder");
	refused("/dev/zero", CNIS_EINVAL, "no plain file");
}
END_TEST

START_TEST(fifty_megabytes_and_nothing_are_refused)
{
	put(path, "", 0);
	refused(path, CNIS_EINVAL, "is empty");
	ck_assert_int_eq(truncate(path, LARGE), 0);
	refused(path, CNIS_EINVAL, "has 52428800 bytes; 10485760 are kept at most");
}
END_TEST

START_TEST(name_and_content_agree)
{
	put(path, "MZ\0\0", 4);
	refused(path, CNIS_EINVAL, "not of the type its name says");
	(void)snprintf(other, sizeof(other), "%s/letter.exe", s.dir);
	put(other, "MZ\0\0", 4);
	refused(other, CNIS_EINVAL, "not a type that is kept");
	(void)unlink(other);
	(void)snprintf(other, sizeof(other), "%s/letter.PDF", s.dir);
	put(other, "%PDF-1.7 and so on", 18);
	ck_assert_int_gt(keep(other), 0);
	put(other, "<html>", 6);
	refused(other, CNIS_EINVAL, "not of the type its name says");
}
END_TEST

static void
write_over(void)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "B", 1), 1);
	(void)close(fd);
}

static void
cut(void)
{
	ck_assert_int_eq(truncate(path, 3), 0);
}

static void
add_to(void)
{
	ck_assert_int_eq(truncate(path, 300), 0);
}

START_TEST(a_file_that_changes_while_it_is_read_is_refused)
{
	static void (*const changes[])(void) = { write_over, cut, add_to };

	put(path, "AAAAAAAAAA", 10);
	document_file_between = changes[_i];
	refused(path, CNIS_ECONFLICT, "changed while it was read");
	document_file_between = NULL;
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM document", 0, 0), 0);
}
END_TEST

START_TEST(a_file_comes_back_byte_for_byte)
{
	char *bytes = malloc(PIECES), *back = malloc(PIECES + 1);
	cnis_error err = { 0 };
	struct stat is;
	int64_t id;
	FILE *f;

	ck_assert(bytes != NULL && back != NULL);
	for (int i = 0; i < PIECES; i++)
		bytes[i] = (char)(1 + i * 7 % 255);
	put(path, bytes, PIECES);
	id = keep(path);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM document_part", 0, 0), 3);
	scene_want(cnis_document_save(s.r, id, other, &err), CNIS_OK, &err);
	ck_assert_int_eq(stat(other, &is), 0);
	ck_assert_uint_eq(is.st_mode & 0777, 0600);
	f = fopen(other, "rb");
	ck_assert_uint_eq(fread(back, 1, PIECES + 1, f), PIECES);
	(void)fclose(f);
	ck_assert_int_eq(memcmp(bytes, back, PIECES), 0);
	scene_want(cnis_document_save(s.r, id, other, &err), CNIS_EEXISTS, &err);
	scene_want(cnis_document_save(s.r, 999, other, &err), CNIS_ENOTFOUND, &err);
	scene_sql(&s, "UPDATE document_part SET body = 'AAAA', rev = :rev WHERE position = 2", 0,
	          0);
	(void)unlink(other);
	scene_want(cnis_document_save(s.r, id, other, &err), CNIS_ECORRUPT, &err);
	ck_assert_int_ne(access(other, F_OK), 0);
	free(back);
	free(bytes);
}
END_TEST

START_TEST(the_limit_is_a_setting)
{
	cnis_error err = { 0 };

	scene_want(cnis_setting_set(s.r, "document.max_bytes", "1024", CNIS_DAY_NONE, &err),
	           CNIS_OK, &err);
	put(path, "A", 1);
	ck_assert_int_eq(truncate(path, 1025), 0);
	refused(path, CNIS_EINVAL, "has 1025 bytes; 1024 are kept at most");
	scene_want(cnis_setting_set(s.r, "document.max_bytes", "1", CNIS_DAY_NONE, &err),
	           CNIS_EINVAL, &err);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("document_file");
	TCase *t = tcase_create("files");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, begin, finish);
	tcase_add_test(t, what_is_no_plain_file_is_refused);
	tcase_add_test(t, fifty_megabytes_and_nothing_are_refused);
	tcase_add_test(t, name_and_content_agree);
	tcase_add_loop_test(t, a_file_that_changes_while_it_is_read_is_refused, 0, 3);
	tcase_add_test(t, a_file_comes_back_byte_for_byte);
	tcase_add_test(t, the_limit_is_a_setting);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

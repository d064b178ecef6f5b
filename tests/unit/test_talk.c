/* What the program says on stderr, as a person at a terminal and a job's log get it. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "out/talk.h"

static int screen; /* what a person would look at */
static int real_stderr;

/* stderr becomes a terminal; false where none can be had. */
static bool
open_terminal(void)
{
	const char *name;
	int slave;

	screen = posix_openpt(O_RDWR | O_NOCTTY);
	if (screen < 0 || grantpt(screen) != 0 || unlockpt(screen) != 0)
		return false;
	name = ptsname(screen);
	slave = name == NULL ? -1 : open(name, O_RDWR | O_NOCTTY);
	if (slave < 0)
		return false;
	real_stderr = dup(STDERR_FILENO);
	ck_assert_int_eq(dup2(slave, STDERR_FILENO), STDERR_FILENO);
	close(slave);
	return true;
}

static void line(const char *fmt, ...) CNIS_PRINTF(1, 2);

static void
line(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	talk_line("note: ", fmt, args);
	va_end(args);
}

/* Everything written so far, as the other end of the terminal got it. */
static void
look(char *buf, size_t size)
{
	size_t len = 0;

	buf[0] = '\0';
	while (strstr(buf, "end\r\n") == NULL) {
		ssize_t n = read(screen, buf + len, size - 1 - len);

		ck_assert_int_gt(n, 0);
		len += (size_t)n;
		buf[len] = '\0';
	}
}

/* stderr is what it was; what stood on the screen goes to @p buf, without carriage returns before
 * new lines. */
static void
close_terminal(char *buf, size_t size)
{
	size_t len = 0;

	line("end");
	fflush(stderr);
	look(buf, size);
	for (const char *p = buf; *p != '\0'; p++)
		if (p[0] != '\r' || p[1] != '\n')
			buf[len++] = *p;
	buf[len] = '\0';
	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
	close(screen);
}

START_TEST(progress_is_one_line_that_goes_away)
{
	char seen[1000];

	setenv("TERM", "xterm", 1);
	if (!open_terminal())
		return;
	talk_progress("children", 1, 9);
	talk_progress("children", 2, 9); /* within a tenth of a second: not shown */
	ck_assert_int_eq(nanosleep(&(struct timespec){ .tv_nsec = 120000000 }, NULL), 0);
	talk_progress("children", 3, 9);
	close_terminal(seen, sizeof(seen));
	ck_assert_str_eq(seen, "\rchildren 1 of 9\rchildren 3 of 9\r\033[Knote: end\n");
}
END_TEST

START_TEST(progress_without_a_total_counts)
{
	char seen[1000];

	unsetenv("TERM");
	if (!open_terminal())
		return;
	talk_progress("rows", 7, 0);
	talk_progress_end();
	talk_progress_end(); /* nothing left to take away */
	close_terminal(seen, sizeof(seen));
	ck_assert_str_eq(seen, "\rrows 7\r\033[Knote: end\n");
}
END_TEST

START_TEST(a_dumb_terminal_gets_no_progress)
{
	char seen[1000];

	setenv("TERM", "dumb", 1);
	if (!open_terminal())
		return;
	talk_progress("rows", 7, 0);
	close_terminal(seen, sizeof(seen));
	ck_assert_str_eq(seen, "note: end\n");
}
END_TEST

START_TEST(quiet_is_quiet)
{
	char seen[1000];

	setenv("TERM", "xterm", 1);
	if (!open_terminal())
		return;
	talk_quiet(true);
	talk_progress("rows", 7, 9);
	line("not said");
	talk_quiet(false);
	close_terminal(seen, sizeof(seen));
	ck_assert_str_eq(seen, "note: end\n");
}
END_TEST

START_TEST(a_log_gets_lines_and_no_progress)
{
	char path[] = "/tmp/cnis-talk-XXXXXX";
	char text[200] = "";
	int log = mkstemp(path);
	int old = dup(STDERR_FILENO);

	ck_assert_int_ge(log, 0);
	setenv("TERM", "xterm", 1);
	ck_assert_int_eq(dup2(log, STDERR_FILENO), STDERR_FILENO);
	talk_progress("rows", 7, 9);
	line("%d rows", 9);
	fflush(stderr);
	dup2(old, STDERR_FILENO);
	ck_assert_int_ge(pread(log, text, sizeof(text) - 1, 0), 0);
	close(old);
	close(log);
	unlink(path);
	ck_assert_str_eq(text, "note: 9 rows\n");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("talk");
	TCase *tc = tcase_create("stderr");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(tc, progress_is_one_line_that_goes_away);
	tcase_add_test(tc, progress_without_a_total_counts);
	tcase_add_test(tc, a_dumb_terminal_gets_no_progress);
	tcase_add_test(tc, quiet_is_quiet);
	tcase_add_test(tc, a_log_gets_lines_and_no_progress);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/inside.h"
#include "out/talk.h"

writer *
cli_open(cli *x, const out_spec *spec)
{
	writer *w = out_open(pager_open(x), x->format, spec);

	if (w == NULL)
		cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	return w;
}

/* What was recorded stays recorded: whoever is told to try again does it twice. */
cnis_status
cli_output_failed(cli *x)
{
	struct cli_inside *in = x->inside;
	int64_t seq = x->r == NULL || x->dry_run ? 0 : cnis_register_seq(x->r);

	if (errno == 0)
		errno = EIO; /* an earlier write found out, and nobody asked why */
	if (errno == EPIPE && (seq == 0 || in->whole))
		in->broken = true;
	in->lost = seq != 0 || (in->acted && !x->dry_run);
	if (seq != 0 && in->whole)
		return cli_fail(x, CNIS_EIO, "",
		                "it was recorded (journal entry %lld); only the output cannot be "
		                "written: %s",
		                (long long)seq, strerror(errno));
	if (seq != 0)
		return cli_fail(x, CNIS_EIO, "",
		                "the output cannot be written: %s; what was recorded until then "
		                "stands (up to journal entry %lld)",
		                strerror(errno), (long long)seq);
	if (in->lost)
		return cli_fail(x, CNIS_EIO, "",
		                "it was done; only the output cannot be written: %s",
		                strerror(errno));
	return cli_fail(x, CNIS_EIO, "", "the output cannot be written: %s", strerror(errno));
}

cnis_status
cli_hold(cli *x)
{
	struct cli_inside *in = x->inside;

	in->held = open_memstream(&in->kept, &in->kept_len);
	return in->held != NULL ? CNIS_OK : cli_fail(x, CNIS_ENOMEM, "", "out of memory");
}

static bool
end_hold(struct cli_inside *in)
{
	bool whole = in->held == NULL || fclose(in->held) == 0;

	in->held = NULL;
	return whole;
}

cnis_status
cli_release(cli *x, writer *w)
{
	struct cli_inside *in = x->inside;
	bool whole = end_hold(in);
	FILE *f = pager_open(x);
	bool written = whole && fwrite(in->kept, 1, in->kept_len, f) == in->kept_len;

	free(in->kept);
	in->kept = NULL;
	if (w != NULL)
		out_redirect(w, f);
	if (!whole)
		return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	return written ? CNIS_OK : cli_output_failed(x);
}

cnis_status
cli_row(cli *x, writer *w)
{
	cnis_status st = out_row(w);

	return st == CNIS_EIO ? cli_output_failed(x) : st;
}

cnis_status
cli_close(cli *x, writer *w, cnis_status st)
{
	cnis_status closed;

	if (w == NULL)
		return st;
	x->inside->rows += out_rows(w);
	closed = out_close(w);
	if (st != CNIS_OK)
		return st;
	return closed == CNIS_EIO ? cli_output_failed(x) : closed;
}

cnis_status
cli_done(cli *x, char kind, int64_t id, const char *done)
{
	static const out_column columns[] = {
		{ .key = "reference", .heading = "reference", .type = OUT_TEXT },
		{ .key = "done", .heading = "done", .type = OUT_TEXT },
		{ .key = "seq", .heading = "journal", .type = OUT_INT },
		{ .key = "dry_run", .heading = NULL, .type = OUT_BOOL },
	};
	static const out_spec spec = { .columns = columns, .n = 4 };
	writer *w = x->inside->done;
	int64_t seq = x->r == NULL ? 0 : cnis_register_seq(x->r);

	x->inside->acted = true;
	if (x->format == OUT_TABLE) { /* for people: a sentence, not a table */
		printf("%s%s%s%s", x->dry_run ? "would be: " : "", done, kind == 0 ? "" : ": ",
		       kind == 0 ? "" : cli_reference(kind, id));
		if (seq != 0)
			printf(" (journal entry %lld)", (long long)seq);
		putchar('\n');
		return ferror(stdout) == 0 ? CNIS_OK : cli_output_failed(x);
	}
	if (w == NULL)
		w = x->inside->done = cli_open(x, &spec);
	if (w == NULL)
		return CNIS_ENOMEM;
	out_text(w, kind == 0 ? NULL : cli_reference(kind, id));
	out_text(w, done);
	if (seq == 0)
		out_null(w);
	else
		out_int(w, seq);
	out_bool(w, x->dry_run);
	return cli_row(x, w);
}

void
cli_say(const cli *x, const char *fmt, ...)
{
	va_list args;

	(void)x;
	va_start(args, fmt);
	talk_line("", fmt, args);
	va_end(args);
}

CNIS_PRINTF(1, 2)
static void
next_line(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	talk_line("next: ", fmt, args);
	va_end(args);
}

void
cli_next(const cli *x, const char *fmt, ...)
{
	char line[CLI_LINE];
	char whole[CLI_LINE];
	va_list args;
	int n;

	if (x->dry_run)
		return;
	va_start(args, fmt);
	n = vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	va_start(args, fmt);
	if (n < 0 || (size_t)n >= sizeof(line)) /* a long path */
		talk_line("next: ", fmt, args);
	else
		next_line("%s", cli_whole(line, whole));
	va_end(args);
}

/* A failed write to stdout is a failed command, also when only the last flush finds out. */
cnis_status
output_finish(cli *x, cnis_status st)
{
	x->inside->whole = st == CNIS_OK;
	if (x->inside->done != NULL)
		st = cli_close(x, x->inside->done, st);
	x->inside->done = NULL;
	(void)end_hold(x->inside); /* a command that failed before its rows were noted */
	free(x->inside->kept);
	x->inside->kept = NULL;
	errno = 0;
	if ((fflush(stdout) != 0 || ferror(stdout) != 0) && st == CNIS_OK)
		st = cli_output_failed(x);
	return st;
}

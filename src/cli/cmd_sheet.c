/* What we hold: a sheet for one parent, which is the form to correct it on. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/access.h>
#include <cnis/address.h>
#include <cnis/communication.h>
#include <cnis/sheet.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/sent.h"

typedef struct page {
	FILE *out; /* in memory: nothing is written before it is noted who looked */
	char *text;
	size_t len;
	char section[64];
	int64_t address; /* where it goes; 0: nowhere known */
} page;

/* ---- in words ----------------------------------------------------------------------------------
 */

static const char BEFORE[] =
    "\nThis is what we hold about your child and about you. Please read it and tell us what is\n"
    "not right: put a cross, write what it should be, and send the sheet back. You need not\n"
    "send it back when all is right. It does not show what is about other people, or what we\n"
    "are bound to keep back. You may ask for a full copy of your data at any time.\n";

static void
heading(page *p, const char *section)
{
	(void)snprintf(p->section, sizeof(p->section), "%s", section);
	if (strcmp(section, "to") == 0)
		return;
	if (strcmp(section, "the child") == 0)
		(void)fputs(BEFORE, p->out);
	(void)fprintf(p->out, "\n%c%s\n", section[0] - 'a' + 'A', section + 1);
}

static cnis_status
take(const cnis_sheet_line *line, void *payload, cnis_error *reterr)
{
	page *p = payload;
	const char *value = line->value == NULL || line->value[0] == '\0' ? "-" : line->value;

	(void)reterr;
	if (strcmp(p->section, line->section) != 0)
		heading(p, line->section);
	if (strcmp(line->section, "to") == 0) {
		p->address = line->address_id != 0 ? line->address_id : p->address;
		(void)fprintf(p->out, "%s\n", value);
		return CNIS_OK;
	}
	(void)fprintf(p->out, "  %s: %s\n", line->label, value);
	if (strcmp(line->section, "sent to you") != 0)
		(void)fputs("    [ ] not right; it should be: "
		            "________________________________________\n",
		            p->out);
	return CNIS_OK;
}

static cnis_status
compose(cli *x, page *p, int64_t child, int64_t person)
{
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_status st;

	(void)fprintf(p->out, "What we hold, %s\nOur reference: %s, %s\n\n",
	              cnis_day_iso(cnis_register_today(x->r), iso),
	              cli_reference(CNIS_REF_CHILD, child), cli_reference(CNIS_REF_PERSON, person));
	st = sent_refused(
	    x, cnis_sheet_walk(x->r, child, person, cli_given(x, "considered"), take, p, &x->error),
	    child, person);
	(void)fputs("\nAnything that is missing: ______________________________________________\n"
	            "\nDate and name: _________________________________________________________\n",
	            p->out);
	return st;
}

/* ---- the file ---------------------------------------------------------------------------------
 */

static cnis_status
no_file(cli *x, const char *path, int fd)
{
	int e = errno;

	if (fd >= 0) {
		(void)close(fd);
		(void)unlink(path);
	}
	return cli_fail(x, e == EEXIST ? CNIS_EEXISTS : CNIS_EIO, "out", "%s",
	                e == EEXIST ? "a file of that name is there already" : strerror(e));
}

static cnis_status
write_file(cli *x, const char *path, const page *p)
{
	size_t done = 0;
	int fd;

	if (strcmp(path, "-") == 0)
		return fwrite(p->text, 1, p->len, stdout) == p->len && fflush(stdout) == 0
		           ? CNIS_OK
		           : cli_output_failed(x);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	while (fd >= 0 && done < p->len) {
		ssize_t n = write(fd, p->text + done, p->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return no_file(x, path, fd);
		done += (size_t)n;
	}
	if (fd < 0 || fsync(fd) != 0)
		return no_file(x, path, fd);
	return close(fd) == 0 ? CNIS_OK : no_file(x, path, -1);
}

/* ---- the command ------------------------------------------------------------------------------
 */

static cnis_status
make(cli *x, page *p, int64_t child, int64_t person)
{
	cnis_status st = compose(x, p, child, person);

	if (fclose(p->out) != 0 && st == CNIS_OK)
		st = cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	if (st == CNIS_OK)
		st = cnis_access_note(x->r, "sheet", cli_given(x, "considered") ? "considered" : "",
		                      &child, 1, &x->error);
	return st == CNIS_OK ? write_file(x, cli_text(x, "out"), p) : st;
}

static cnis_status
any_address(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	bool *any = payload;

	(void)reterr;
	*any = *any || strcmp(a->kind, "previous") != 0;
	return CNIS_OK;
}

static cnis_status
say_format(const cnis_communication *m, void *payload, cnis_error *reterr)
{
	cli *x = payload;

	(void)reterr;
	if (strcmp(m->format, "standard") != 0 || strcmp(m->language, "en") != 0)
		cli_say(x, "%s reads %s, format %s: this sheet is plain English text",
		        cli_reference(CNIS_REF_PERSON, m->person_id), m->language, m->format);
	return CNIS_OK;
}

/* Where it cannot go by post, and who cannot read it as it is.  Never fails: it is made. */
static void
say_how(cli *x, int64_t person, int64_t address)
{
	cnis_error nothing = { 0 };
	bool any = false;

	(void)cnis_person_residences(x->r, person, CNIS_DAY_NONE, false, any_address, &any,
	                             &nothing);
	if (address == 0)
		cli_say(x, "no address of this parent %s: hand it over, or ask where to write to",
		        any ? "may be written to" : "is known");
	(void)cnis_communication_walk(x->r, person, CNIS_DAY_NONE, false, say_format, x, &nothing);
}

static cnis_status
show(cli *x, int64_t child)
{
	int64_t person = cli_ref(x, "for");
	page p = { 0 };
	cnis_status st;

	p.out = open_memstream(&p.text, &p.len);
	if (p.out == NULL)
		return cli_fail(x, CNIS_ENOMEM, "", "out of memory");
	st = make(x, &p, child, person);
	free(p.text);
	if (st != CNIS_OK)
		return st;
	say_how(x, person, p.address);
	if (cli_given(x, "considered"))
		cli_say(x, "the reason is asked for and kept when it is recorded as sent");
	cli_next(
	    x, "once it is sent: cnis tell add %s --person %s --kind what_we_hold --method %s%s%s",
	    cli_reference(CNIS_REF_CHILD, child), cli_reference(CNIS_REF_PERSON, person),
	    p.address != 0 ? "post --at " : "in_person",
	    p.address != 0 ? cli_reference(CNIS_REF_ADDRESS, p.address) : "",
	    cli_given(x, "considered") ? " --considered" : "");
	return CNIS_OK;
}

static cnis_status
run(cli *x)
{
	int64_t child = 0;
	cnis_status st;

	if (cli_given(x, "withheld"))
		return cli_fail(x, CNIS_EINVAL, "withheld",
		                "a sheet never has what is withheld from its reader");
	st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &child);
	return st == CNIS_OK ? show(x, child) : st;
}

static const cli_option OPTIONS[] = {
	{ .name = "for",
	  .type = CLI_REF,
	  .value = "PERSON",
	  .kind = CNIS_REF_PERSON,
	  .help = "the parent it is written for",
	  .required = true },
	{ .name = "out",
	  .type = CLI_FILE,
	  .value = "FILE",
	  .help = "a new file, readable by its owner only; - for stdout",
	  .required = true },
	SENT_CONSIDERED,
	CLI_OPTIONS_END,
};

const cli_command CMD_SHEET[] = {
	{ .name = "sheet",
	  .summary = "what we hold about a child, for one parent to read and correct",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis sheet C1042-9 --for P55-3 --out sheet.txt",
	                "cnis sheet C1042-9 --for P55-3 --out -" },
	  .about =
	      "One sheet for each parent, never one for both. Left out without saying of what: all "
	      "that is withheld from this parent or from all outward, where and how other adults "
	      "are reached, who told what, safeguarding facts and notes. It is addressed to where "
	      "the parent may be written to, and never where they asked not to be; of a refuge, "
	      "to the address to write to instead, for who has the care there. Where the child "
	      "lives stands on the sheet of a parent who lives there on record, on nobody "
	      "else's.\n\n"
	      "It is refused of a child who has died and while letters are held, and of a parent "
	      "whom an order binds or whose contact is limited unless a manager weighed that; why "
	      "is recorded when it is sent. That it was sent "
	      "is recorded with `cnis tell add`.",
	  .now_only = true,
	  .run = run },
	{ .name = NULL },
};

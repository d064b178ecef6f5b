/* What the adults of a child were told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/communication.h>
#include <cnis/reference.h>
#include <cnis/told.h>

#include "cli/cli.h"
#include "cli/family.h"
#include "cli/sent.h"
#include "cli/siblings.h"

static const cli_option ADD_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "privacy_notice support_pack what_we_hold",
	  .help = "what was sent or given",
	  .required = true },
	{ .name = "person",
	  .type = CLI_REF,
	  .value = "PERSON",
	  .help = "who was told",
	  .kind = CNIS_REF_PERSON,
	  .required = true },
	{ .name = "method",
	  .type = CLI_TEXT,
	  .value = "METHOD",
	  .help = "post, email, meeting, home_visit, in_person, ...",
	  .required = true },
	{ .name = "edition",
	  .type = CLI_TEXT,
	  .value = "VERSION",
	  .help = "its version (the one in use)" },
	{ .name = "language",
	  .type = CLI_TEXT,
	  .value = "CODE",
	  .help = "ISO 639: en, cy, pl, ... (the adult's when left out); bfi is British Sign "
	          "Language" },
	FAMILY_ON("day it was sent or given (today)"),
	SENT_AT("where it went: a contact point or an address of the adult"),
	SENT_DESPITE,
	SENT_CONSIDERED,
	FAMILY_FILE("reason-file", "with --despite-wish: why (asked for otherwise)"),
	SIBLINGS_ALSO,
	CLI_OPTIONS_END,
};

/* Which edition it was is an option here, or the setting that names the one in use. */
static void
say_edition(cli *x, const cnis_told_new *n)
{
	if (strcmp(x->error.field, "version") != 0)
		return;
	(void)snprintf(x->error.field, sizeof(x->error.field), "edition");
	if (n->version == NULL)
		cli_next(x,
		         "say it with --edition, or: cnis config set told.%s.version VERSION "
		         "--from DATE",
		         n->kind);
}

static cnis_status
say_untold(int64_t person, void *payload, cnis_error *reterr)
{
	cli *x = payload;

	(void)reterr;
	cli_say(x,
	        "%s has not been told: no address or number is on record, and the duty does not "
	        "wait for it; ask the family, or tell them when they are met",
	        cli_reference(CNIS_REF_PERSON, person));
	return CNIS_OK;
}

typedef struct reading {
	cli *x;
	const char *sent;
} reading;

static cnis_status
say_language(const cnis_communication *m, void *payload, cnis_error *reterr)
{
	const reading *l = payload;

	(void)reterr;
	if (strcmp(m->language, l->sent) != 0)
		cli_say(l->x, "%s is recorded as reading %s; this was in %s",
		        cli_reference(CNIS_REF_PERSON, m->person_id), m->language, l->sent);
	return CNIS_OK;
}

/* What was done, and may have to be done once more.  Never fails: it is recorded. */
static void
say_told(cli *x, const cnis_told_new *n)
{
	reading l = { .x = x, .sent = n->language };
	cnis_error nothing = { 0 };

	if (n->language != NULL)
		(void)cnis_communication_walk(x->r, n->person_id, n->on, false, say_language, &l,
		                              &nothing);
	if (strcmp(n->kind, "privacy_notice") == 0)
		(void)cnis_told_unreached(x->r, n->child_id, say_untold, x, &nothing);
}

static cnis_status
run_add(cli *x)
{
	family_set also = { 0 };
	char *reason = NULL;
	char again[128];
	int64_t id = 0;
	cnis_told_new n = { .size = sizeof(n),
		            .person_id = cli_ref(x, "person"),
		            .kind = cli_text(x, "kind"),
		            .version = cli_text(x, "edition"),
		            .language = cli_text(x, "language"),
		            .on = family_on(x),
		            .method = cli_text(x, "method") };
	cnis_status st = cli_arg_ref(x, 0, CNIS_REF_CHILD, &n.child_id);

	if (st == CNIS_OK)
		st = sent_take(x, &n.sent, &reason);
	if (st == CNIS_OK)
		st = siblings_ask(x, n.child_id, SIBLINGS_ALL, false, &also);
	n.also = also.ids;
	n.n_also = also.n;
	if (st == CNIS_OK)
		st = sent_refused(x, cnis_told_add(x->r, &n, &id, &x->error), n.child_id,
		                  n.person_id);
	free(reason);
	if (st == CNIS_EINVAL)
		say_edition(x, &n);
	if (st == CNIS_OK) {
		say_told(x, &n);
		siblings_say(x, &also);
		cli_next(x, "cnis tell list %s", cli_reference(CNIS_REF_CHILD, n.child_id));
		(void)snprintf(again, sizeof(again), "--kind %s --person %s --method %s", n.kind,
		               cli_reference(CNIS_REF_PERSON, n.person_id), n.method);
		siblings_offer(x, n.child_id, SIBLINGS_ALL, &also, "tell add", again);
	}
	free(also.ids);
	return st == CNIS_OK ? cli_done(x, CNIS_REF_TOLD, id, "telling recorded") : st;
}

static const out_column COLUMNS[] = {
	{ .key = "told", .heading = "reference", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "kind", .heading = "what", .type = OUT_TEXT },
	{ .key = "version", .heading = "version", .type = OUT_TEXT },
	{ .key = "language", .heading = "language", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "officer", .heading = "officer", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
	SENT_COLUMNS,
};

static cnis_status
show_row(const cnis_told *t, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;

	(void)reterr;
	if (t->on > l->on)
		return CNIS_OK;
	out_text(l->w, cli_reference(CNIS_REF_TOLD, t->id));
	out_text(l->w, cli_reference(CNIS_REF_CHILD, t->child_id));
	out_text(l->w, cli_reference(CNIS_REF_PERSON, t->person_id));
	out_text(l->w, t->kind);
	out_text(l->w, t->version);
	out_text(l->w, t->language);
	out_day(l->w, t->on);
	out_text(l->w, t->method);
	out_text(l->w, t->officer);
	out_int(l->w, t->rev);
	sent_cells(l->w, &t->sent);
	return cli_row(l->x, l->w);
}

static cnis_status
walk(family_listing *l)
{
	return cnis_told_walk(l->x->r, l->id, show_row, l, &l->x->error);
}

/* ---- who was never sent it --------------------------------------------------------------------
 */

static const out_column MISSING_COLUMNS[] = {
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "person_name", .heading = "who", .type = OUT_TEXT },
	{ .key = "version", .heading = "last version", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "held", .heading = "letters held", .type = OUT_BOOL },
};

/* The list, and how many it has.  Rows come by child. */
typedef struct lacking {
	family_listing l;
	int64_t children, adults, last;
} lacking;

static cnis_status
show_missing(const cnis_told_missing *m, void *payload, cnis_error *reterr)
{
	lacking *k = payload;
	family_listing *l = &k->l;
	cnis_status st = m->child_name == NULL ? CNIS_OK : family_see(l, m->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	k->children += m->child_id != k->last;
	k->last = m->child_id;
	k->adults += m->person_id != 0;
	family_reference(l->w, CNIS_REF_CHILD, m->child_id);
	out_text(l->w, m->child_name);
	family_reference(l->w, CNIS_REF_PERSON, m->person_id);
	out_text(l->w, m->person_name);
	out_text(l->w, m->version);
	out_day(l->w, m->on);
	out_bool(l->w, m->held);
	return cli_row(l->x, l->w);
}

static cnis_status
walk_missing(family_listing *l)
{
	const cnis_told_missing_query q = { .size = sizeof(q),
		                            .kind = cli_text(l->x, "kind"),
		                            .edition = cli_text(l->x, "edition"),
		                            .as_at = l->on,
		                            .with_names = !cli_given(l->x, "no-names") };

	return cnis_told_missing_walk(l->x->r, &q, show_missing, l, &l->x->error);
}

static cnis_status
run_missing(cli *x)
{
	static const out_spec spec = { .columns = MISSING_COLUMNS,
		                       .n = sizeof(MISSING_COLUMNS) / sizeof(MISSING_COLUMNS[0]),
		                       .title = "Never sent" };
	const char *edition = cli_text(x, "edition");
	lacking k = { .l = { .x = x, .on = cli_as_at(x) } };
	char filter[128];
	cnis_status st;

	(void)snprintf(filter, sizeof(filter), "%s%s%.80s", cli_text(x, "kind"),
	               edition == NULL ? "" : " edition ", edition == NULL ? "" : edition);
	st = family_rows(&k.l, "tell missing", filter, &spec, walk_missing);
	if (st == CNIS_OK && k.children > 0)
		cli_say(x, "%lld children, %lld adults", (long long)k.children,
		        (long long)k.adults);
	return st;
}

static cnis_status
run_list(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

	return family_list(x, "tell list", &spec, walk);
}

static const cli_option MISSING_OPTIONS[] = {
	{ .name = "kind",
	  .type = CLI_CHOICE,
	  .value = "KIND",
	  .choices = "privacy_notice support_pack what_we_hold",
	  .help = "what was not sent",
	  .required = true },
	{ .name = "edition",
	  .type = CLI_TEXT,
	  .value = "VERSION",
	  .help = "not this version; current: the one in use" },
	{ .name = "no-names",
	  .type = CLI_FLAG,
	  .help = "references only; nothing is noted in the access log" },
	CLI_OPTIONS_END,
};

const cli_command CMD_TELL[] = {
	{ .name = "tell",
	  .sub = "add",
	  .summary = "record that an adult was sent a privacy notice, a pack or a sheet",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis tell add C1-3 --kind privacy_notice --person P55-3 --method post",
	                "cnis tell add C1042-9 --kind support_pack --person P55-3 --edition "
	                "2026-09 "
	                "--language pl --method in_person --also C1043-2" },
	  .about =
	      "One record for each adult: parents are told separately. The version is the one in "
	      "use on the day (settings told.privacy_notice.version and "
	      "told.support_pack.version) unless --edition says another; of a sheet of what is "
	      "held it is the day. It records what was done, and sends nothing.\n\n"
	      "Ask it before the letter goes: where the adult asked not to be written to there it "
	      "is refused (rule LOCAL.contact-wish). A manager who sends it all the same says why "
	      "with --despite-wish.",
	  .run = run_add },
	{ .name = "tell",
	  .sub = "list",
	  .summary = "what the adults of one child were told, newest first",
	  .mode = CLI_READ,
	  .synopsis = "CHILD",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis tell list C1-3", "cnis tell list C1-3 --format json" },
	  .run = run_list,
	  .list = true },
	{ .name = "tell",
	  .sub = "missing",
	  .summary = "who was never sent a notice, a pack or a sheet",
	  .mode = CLI_READ,
	  .options = MISSING_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis tell missing --kind support_pack",
	                "cnis tell missing --kind privacy_notice --edition current --format csv" },
	  .about =
	      "Of every child on the register the adults who have the care or parental "
	      "responsibility, or parents and carers where nobody said who has the care, who were "
	      "never sent it about that child; with "
	      "--edition, not that version, and which one they had. A child of whom no such adult "
	      "is recorded stands there without. Nobody who has died is in it; where letters are "
	      "held until somebody decides, it says so. The children named are noted in the "
	      "access log.",
	  .run = run_missing,
	  .list = true },
	{ .name = NULL },
};

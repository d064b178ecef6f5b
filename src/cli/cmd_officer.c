#include <cnis/officer.h>

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const out_column COLUMNS[] = {
	{ .key = "login", .heading = "login", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "team", .heading = "team", .type = OUT_TEXT },
	{ .key = "roles", .heading = "roles", .type = OUT_LIST },
	{ .key = "open_duties", .heading = "open duties", .type = OUT_INT },
	{ .key = "from", .heading = "from", .type = OUT_DAY },
	{ .key = "to", .heading = "to", .type = OUT_DAY },
};
static const out_spec SPEC = { .columns = COLUMNS, .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };

struct listing {
	cli *x;
	writer *w;
};

static cnis_status
show(const cnis_officer *o, void *payload, cnis_error *reterr)
{
	const struct listing *l = payload;
	char words[96];

	(void)reterr;
	out_text(l->w, o->login);
	out_text(l->w, o->name);
	out_text(l->w, o->team[0] == '\0' ? NULL : o->team);
	out_text(l->w, cnis_role_words(o->roles, words));
	out_int(l->w, o->open_duties);
	out_day(l->w, o->from);
	out_day(l->w, o->to);
	return cli_row(l->x, l->w);
}

static cnis_status
run_list(cli *x)
{
	struct listing l = { .x = x };
	cnis_status st;

	l.w = cli_open(x, &SPEC);
	if (l.w == NULL)
		return CNIS_ENOMEM;
	st = cnis_officer_walk(x->r, cli_given(x, "all"), show, &l, &x->error);
	return cli_close(x, l.w, st);
}

/* Words such as "officer manager" or "officer,manager". */
static cnis_status
read_roles(cli *x, const char *text, unsigned *ret)
{
	char word[32];
	unsigned roles = 0;

	while (text != NULL && *text != '\0') {
		size_t n = 0;

		while (*text == ' ' || *text == ',')
			text++;
		while (*text != '\0' && *text != ' ' && *text != ',' && n + 1 < sizeof(word))
			word[n++] = *text++;
		word[n] = '\0';
		if (n == 0)
			break;
		if (cnis_role_parse(word) == 0)
			return cli_fail(x, CNIS_EINVAL, "roles",
			                "'%s' is no role; there are officer, manager, "
			                "safeguarding, exporter, auditor, administrator and "
			                "custodian",
			                word);
		roles |= cnis_role_parse(word);
	}
	*ret = roles;
	return CNIS_OK;
}

static cnis_status
run_add(cli *x)
{
	cnis_officer_new o = { .size = sizeof(o) };
	char *name = NULL;
	cnis_status st = read_roles(x, cli_text(x, "roles"), &o.roles);

	if (st == CNIS_OK)
		st = cli_ask(x, "name", "Name of the officer?", &name);
	if (st != CNIS_OK)
		return st;
	o.login = cli_arg(x, 0);
	o.name = name;
	o.team = cli_text(x, "team");
	st = cnis_officer_add(x->r, &o, NULL, &x->error);
	free(name);
	if (st != CNIS_OK)
		return st;
	cli_next(x, "cnis officer list");
	return cli_done(x, 0, 0, "officer added");
}

/* Who else has a role, and whether this officer has it. */
typedef struct holders {
	const char *login;
	unsigned role;
	bool has, other;
} holders;

static cnis_status
note_holder(const cnis_officer *o, void *payload, cnis_error *reterr)
{
	holders *h = payload;

	(void)reterr;
	if ((o->roles & h->role) != 0)
		*(strcmp(o->login, h->login) == 0 ? &h->has : &h->other) = true;
	return CNIS_OK;
}

/* An emergency waits for no successor: it is said, and doctor says it until somebody has the role.
 */
static bool
last_safeguarding(cli *x, const char *login)
{
	holders h = { .login = login, .role = CNIS_ROLE_SAFEGUARDING };
	cnis_error nothing = { 0 };

	return cnis_officer_walk(x->r, false, note_holder, &h, &nothing) == CNIS_OK && h.has &&
	       !h.other;
}

static void
say_last(cli *x)
{
	cli_say(x, "nobody has the role safeguarding any more: facts that tell of child protection "
	           "are shown to nobody until somebody has it");
	cli_next(x, "cnis officer role LOGIN --add safeguarding");
}

static cnis_status
run_role(cli *x)
{
	unsigned role = 0;
	bool add = cli_given(x, "add");
	bool last;
	cnis_status st;

	if (add == cli_given(x, "end"))
		return cli_fail(x, CNIS_EINVAL, "add", "give one of --add ROLE and --end ROLE");
	st = read_roles(x, cli_text(x, add ? "add" : "end"), &role);
	if (st != CNIS_OK)
		return st;
	last = !add && (role & CNIS_ROLE_SAFEGUARDING) != 0 && last_safeguarding(x, cli_arg(x, 0));
	st = cnis_officer_role(x->r, cli_arg(x, 0), role, add, &x->error);
	if (st != CNIS_OK)
		return st;
	if (last)
		say_last(x);
	cli_next(x, "cnis officer list");
	return cli_done(x, 0, 0, add ? "role given" : "role taken");
}

static cnis_status
run_end(cli *x)
{
	const cnis_officer_leaving l = { .size = sizeof(l),
		                         .login = cli_arg(x, 0),
		                         .hand_to = cli_text(x, "hand-to"),
		                         .to_queue = cli_given(x, "to-queue") };
	cnis_officer_moved m = { 0 };
	bool last = last_safeguarding(x, l.login);
	cnis_status st = cnis_officer_leave(x->r, &l, &m, &x->error);

	if (st != CNIS_OK)
		return st;
	if (m.duties > 0)
		cli_say(x,
		        "%lld duties handed over, of %lld children; late: %lld; in the queue: %lld",
		        (long long)m.duties, (long long)m.children, (long long)m.late,
		        (long long)m.queued);
	if (l.to_queue && m.queued < m.duties)
		cli_say(x,
		        "%lld of them wait in no queue, which would tell that they are there: each "
		        "has an owner who is shown it",
		        (long long)(m.duties - m.queued));
	if (last)
		say_last(x);
	if (m.queued > 0)
		cli_next(x, "cnis duty list --unallocated");
	else if (m.duties > 0 && l.hand_to != NULL)
		cli_next(x, "cnis due --owner %s", l.hand_to);
	else
		cli_next(x, "cnis officer list");
	return cli_done(x, 0, 0, "officer ended");
}

static const cli_option LIST_OPTIONS[] = {
	{ .name = "all", .type = CLI_FLAG, .help = "also those who have left" },
	CLI_OPTIONS_END,
};
static const cli_option ADD_OPTIONS[] = {
	{ .name = "roles",
	  .type = CLI_TEXT,
	  .value = "ROLES",
	  .help = "comma-separated roles; officer" },
	{ .name = "team", .type = CLI_TEXT, .value = "TEAM", .help = "the team" },
	CLI_OPTIONS_END,
};
static const cli_option ROLE_OPTIONS[] = {
	{ .name = "add", .type = CLI_TEXT, .value = "ROLE", .help = "give this role from today" },
	{ .name = "end", .type = CLI_TEXT, .value = "ROLE", .help = "take this role from today" },
	CLI_OPTIONS_END,
};
static const cli_option END_OPTIONS[] = {
	{ .name = "hand-to",
	  .type = CLI_TEXT,
	  .value = "LOGIN",
	  .help = "who takes the open duties" },
	{ .name = "to-queue",
	  .type = CLI_FLAG,
	  .help = "instead: the open duties wait for an owner" },
	CLI_OPTIONS_END,
};

const cli_command CMD_OFFICER[] = {
	{ .name = "officer",
	  .sub = "list",
	  .summary = "who may do what",
	  .mode = CLI_READ,
	  .options = LIST_OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis officer list", "cnis officer list --all --format csv" },
	  .run = run_list,
	  .list = true },
	{ .name = "officer",
	  .sub = "add",
	  .summary = "add an officer",
	  .mode = CLI_WRITE,
	  .options = ADD_OPTIONS,
	  .synopsis = "LOGIN",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis officer add jsmith",
	                "cnis officer add jsmith --roles officer,manager" },
	  .about = "The login is the operating-system account. The name is asked for, or read from "
	           "stdin. Officers and roles cannot be undone, only ended.",
	  .run = run_add },
	{ .name = "officer",
	  .sub = "role",
	  .summary = "give or take a role",
	  .mode = CLI_WRITE,
	  .options = ROLE_OPTIONS,
	  .synopsis = "LOGIN",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis officer role jsmith --add safeguarding",
	                "cnis officer role jsmith --end manager" },
	  .about = "The roles are officer, manager, safeguarding, exporter, auditor, "
	           "administrator and custodian (of restricted records); none implies another. A "
	           "restricted record is kept by a custodian who is manager or safeguarding too, "
	           "for nobody else is shown all its duties: whose last such role ends hands the "
	           "records on.",
	  .run = run_role },
	{ .name = "officer",
	  .sub = "end",
	  .summary = "an officer leaves",
	  .mode = CLI_WRITE,
	  .options = END_OPTIONS,
	  .synopsis = "LOGIN",
	  .min_args = 1,
	  .max_args = 1,
	  .examples = { "cnis officer end jsmith --hand-to mjones",
	                "cnis officer end jsmith --to-queue" },
	  .about = "From today the account can do nothing. Open duties are handed to somebody else "
	           "in the same step, or wait in the queue (`cnis duty list --unallocated`), where "
	           "whoever keeps it has them (setting queue.keeper, else a manager). What is "
	           "closed to who takes over (a family they declared, a complaint about them) "
	           "waits with another manager; how many there are is said, not which. A manager "
	           "ends an officer who is not there; an administrator is ended by one.",
	  .run = run_end },
	{ .name = NULL },
};

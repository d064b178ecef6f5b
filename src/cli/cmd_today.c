#include <stdio.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/today.h>

#include "cli/cli.h"
#include "cli/family.h"

enum { WORDS = 96, LIMIT = 20 };

/* ---- the next command ------------------------------------------------------------------------ */

/* What a duty of a kind asks for; %C is the child, %W the withdrawal, %R the review, %K what
 * arrived, %D itself. */
static const struct {
	const char *kind, *command;
} NEXT[] = {
	{ "home_consideration", "cnis consider %C" },
	{ "settings_consideration", "cnis consider settings %C" },
	{ "review", "cnis review record %C" },
	{ "sign_off", "cnis review sign %R" },
	{ "more_information", "cnis plan receive %C" },
	{ "consent_check", "cnis consent check %W" },
	{ "consent_decide", "cnis withdrawal show %W" },
	{ "consent_serve", "cnis consent serve %W" },
	{ "consent_pass", "cnis forward send %W --what application" },
	{ "await_authority", "cnis forward list --child %C" },
	{ "await_receipt", "cnis forward list --child %C" },
	{ "tell_authority", "cnis forward send %W" },
	{ "register_child", "cnis entry open %C" },
	{ "address_query", "cnis child move %C" },
	{ "expected_back", "cnis child returned %C" },
	{ "absence_review", "cnis held list --child %C" },
	{ "section_19_decide", "cnis held list --child %C" },
	{ "section_19_review", "cnis held list --child %C" },
	{ "missing_enquiry", "cnis duty meet %D" },
	{ "speak_social_care", "cnis duty meet %D" },
	{ "query", "cnis duty meet %D" },
	{ "tell_social_worker", "cnis looked-after told %C" },
	{ "letters_decide", "cnis hold list --child %C" },
	{ "privacy_notice", "cnis tell list %C" },
	{ "intake_next", "cnis duty show %D" },
	{ "data_incident", "cnis forward list --all --child %C" },
	{ "intake_receipt", "cnis intake receipt %K" },
};

static const char *
reference_of(const cnis_today *t, char letter)
{
	switch (letter) {
	case 'C':
		return t->child_id == 0 ? NULL : cli_reference(CNIS_REF_CHILD, t->child_id);
	case 'W':
		return t->withdrawal_id == 0 ? NULL
		                             : cli_reference(CNIS_REF_WITHDRAWAL, t->withdrawal_id);
	case 'K':
		return t->intake_id == 0 ? NULL : cli_reference(CNIS_REF_INTAKE, t->intake_id);
	case 'R':
		return t->review_id == 0 ? NULL : cli_reference(CNIS_REF_REVIEW, t->review_id);
	default:
		return t->duty_id == 0 ? NULL : cli_reference(CNIS_REF_DUTY, t->duty_id);
	}
}

/* @p command with its reference; false: there is none. */
static bool
spell(const char *command, const cnis_today *t, char buf[WORDS])
{
	const char *at = strchr(command, '%');
	const char *ref = reference_of(t, at[1]);

	if (ref == NULL)
		return false;
	(void)snprintf(buf, WORDS, "%.*s%s%s", (int)(at - command), command, ref, at + 2);
	return true;
}

static const char *
next_of(const cnis_today *t, char buf[WORDS])
{
	if (t->section == CNIS_TODAY_NIGHT)
		return "cnis doctor";
	if (t->section == CNIS_TODAY_INTAKE)
		(void)snprintf(buf, WORDS, "cnis intake triage %s",
		               cli_reference(CNIS_REF_INTAKE, t->intake_id));
	else if (t->section == CNIS_TODAY_SAFEGUARDING)
		(void)snprintf(buf, WORDS, "cnis child show %s",
		               cli_reference(CNIS_REF_CHILD, t->child_id));
	else if (t->section == CNIS_TODAY_UNALLOCATED)
		(void)snprintf(buf, WORDS, "cnis duty assign %s --to LOGIN",
		               cli_reference(CNIS_REF_DUTY, t->duty_id));
	if (t->section != CNIS_TODAY_LATE && t->section != CNIS_TODAY_DUE &&
	    t->section != CNIS_TODAY_SIGN_OFF)
		return buf;
	if (t->asks_roll && spell("cnis withdrawal left %W", t, buf))
		return buf;
	if (t->held && spell("cnis hold list --child %C", t, buf))
		return buf;
	for (size_t i = 0; i < sizeof(NEXT) / sizeof(NEXT[0]); i++)
		if (strcmp(NEXT[i].kind, t->what) == 0 && spell(NEXT[i].command, t, buf))
			return buf;
	(void)spell("cnis duty show %D", t, buf);
	return buf;
}

/* ---- the list -------------------------------------------------------------------------------- */

static const out_column COLUMNS[] = {
	{ .key = "section", .heading = "", .type = OUT_TEXT },
	{ .key = "reference", .heading = "reference", .type = OUT_TEXT },
	{ .key = "child", .heading = "child", .type = OUT_TEXT },
	{ .key = "name", .heading = "name", .type = OUT_TEXT },
	{ .key = "what", .heading = "what", .type = OUT_TEXT },
	{ .key = "day", .heading = "day", .type = OUT_DAY },
	{ .key = "days", .heading = "days ago (-: to come)", .type = OUT_INT },
	{ .key = "priority", .heading = "priority", .type = OUT_BOOL },
	{ .key = "owner", .heading = "owner", .type = OUT_TEXT },
	{ .key = "team", .heading = NULL, .type = OUT_TEXT },
	{ .key = "next", .heading = "next", .type = OUT_TEXT },
	{ .key = "held", .heading = NULL, .type = OUT_BOOL },
};

/* The word of the code list, for people. */
static void
spoken(const cnis_today *t, char buf[WORDS])
{
	if (strcmp(t->what, "priority") == 0)
		(void)snprintf(buf, WORDS, "comes first now");
	else if (strcmp(t->what, "no_priority") == 0)
		(void)snprintf(buf, WORDS, "comes first no more");
	else if (t->asks_roll)
		(void)snprintf(buf, WORDS, "removal from the roll");
	else
		(void)snprintf(buf, WORDS, "%s%s%s", t->what, t->ended ? ", until" : "",
		               t->held ? " (letters held)" : "");
	for (char *p = buf; *p != '\0'; p++)
		if (*p == '_')
			*p = ' ';
}

static void
out_subject(writer *w, const cnis_today *t)
{
	if (t->intake_id != 0)
		out_text(w, cli_reference(CNIS_REF_INTAKE, t->intake_id));
	else if (t->flag_id != 0)
		out_text(w, cli_reference(CNIS_REF_FLAG, t->flag_id));
	else
		family_reference(w, CNIS_REF_DUTY, t->duty_id);
}

/* The list, and how many rows of each section it has. */
typedef struct screen {
	family_listing l;
	int64_t n[CNIS_TODAY_NIGHT + 1];
} screen;

static cnis_status
show_row(const cnis_today *t, void *payload, cnis_error *reterr)
{
	screen *s = payload;
	family_listing *l = &s->l;
	char words[WORDS], next[WORDS] = "", whole[CLI_LINE];
	cnis_status st = t->child_id == 0 ? CNIS_OK : family_see(l, t->child_id);

	(void)reterr;
	if (st != CNIS_OK)
		return st;
	s->n[t->section]++;
	spoken(t, words);
	out_text(l->w, cnis_today_word(t->section));
	out_subject(l->w, t);
	family_reference(l->w, CNIS_REF_CHILD, t->child_id);
	out_text(l->w, t->child_name);
	out_text(l->w, words);
	out_day(l->w, t->day);
	if (t->day == CNIS_DAY_NONE)
		out_null(l->w);
	else
		out_int(l->w, t->days);
	out_bool(l->w, t->priority);
	family_words(l->w, t->owner);
	family_words(l->w, t->team);
	out_text(l->w, cli_whole(next_of(t, next), whole));
	out_bool(l->w, t->held);
	return cli_row(l->x, l->w);
}

static cnis_today_query
query_of(const cli *x)
{
	return (cnis_today_query){ .size = sizeof(cnis_today_query),
		                   .team = cli_text(x, "team"),
		                   .everybody = cli_given(x, "by-team"),
		                   .with_names = !cli_given(x, "no-names"),
		                   .limit = cli_int(x, "limit", LIMIT) };
}

static cnis_status
walk(family_listing *l)
{
	const cnis_today_query q = query_of(l->x);

	return cnis_today_walk(l->x->r, &q, show_row, l, &l->x->error);
}

/* ---- by team --------------------------------------------------------------------------------- */

static const out_column TEAM_COLUMNS[] = {
	{ .key = "team", .heading = "team", .type = OUT_TEXT },
	{ .key = "intake", .heading = "intake", .type = OUT_INT },
	{ .key = "oldest_days", .heading = "oldest, days", .type = OUT_INT },
	{ .key = "late", .heading = "late", .type = OUT_INT },
	{ .key = "due", .heading = "due in 5 days", .type = OUT_INT },
	{ .key = "sign_off", .heading = "sign-off", .type = OUT_INT },
	{ .key = "unallocated", .heading = "unallocated", .type = OUT_INT },
	{ .key = "next", .heading = "next", .type = OUT_TEXT },
};

static cnis_status
write_team(const cnis_today_team *t, void *payload, cnis_error *reterr)
{
	family_listing *l = payload;
	char next[WORDS];

	(void)reterr;
	family_words(l->w, t->team);
	out_int(l->w, t->n[CNIS_TODAY_INTAKE]);
	if (t->n[CNIS_TODAY_INTAKE] > 0)
		out_int(l->w, t->oldest);
	else
		out_null(l->w);
	out_int(l->w, t->n[CNIS_TODAY_LATE]);
	out_int(l->w, t->n[CNIS_TODAY_DUE]);
	out_int(l->w, t->n[CNIS_TODAY_SIGN_OFF]);
	out_int(l->w, t->n[CNIS_TODAY_UNALLOCATED]);
	(void)snprintf(next, sizeof(next), "cnis today --team '%s'", t->team);
	out_text(l->w, t->team[0] == '\0' ? "cnis officer list" : next);
	return cli_row(l->x, l->w);
}

static cnis_status
run_by_team(cli *x)
{
	static const out_spec spec = { .columns = TEAM_COLUMNS,
		                       .n = sizeof(TEAM_COLUMNS) / sizeof(TEAM_COLUMNS[0]) };
	family_listing l = { .x = x, .w = cli_open(x, &spec) };

	if (l.w == NULL)
		return CNIS_ENOMEM;
	return cli_close(x, l.w, cnis_today_teams(x->r, write_team, &l, &x->error));
}

/* To the person, below their own list. */
typedef struct saying {
	cli *x;
	bool any;
} saying;

static cnis_status
say_team(const cnis_today_team *t, void *payload, cnis_error *reterr)
{
	saying *s = payload;

	(void)reterr;
	s->any = true;
	cli_say(s->x,
	        "team %s: intake %lld, late %lld, due in 5 days %lld, sign-off %lld, "
	        "unallocated %lld",
	        t->team[0] == '\0' ? "(none)" : t->team, (long long)t->n[CNIS_TODAY_INTAKE],
	        (long long)t->n[CNIS_TODAY_LATE], (long long)t->n[CNIS_TODAY_DUE],
	        (long long)t->n[CNIS_TODAY_SIGN_OFF], (long long)t->n[CNIS_TODAY_UNALLOCATED]);
	return CNIS_OK;
}

static cnis_status
say_teams(cli *x)
{
	saying s = { .x = x };
	cnis_status st = cnis_today_teams(x->r, say_team, &s, &x->error);

	if (st == CNIS_OK && s.any)
		cli_say(x, "next: cnis today --team NAME");
	return st;
}

static cnis_status
run_today(cli *x)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]) };
	screen s = { .l = { .x = x } };
	int64_t limit = query_of(x).limit;
	cnis_status st;

	if (cli_given(x, "team") && cli_given(x, "by-team"))
		return cli_fail(x, CNIS_EINVAL, "team", "--team and --by-team exclude one another");
	if (cli_given(x, "by-team"))
		return run_by_team(x);
	st = family_rows(&s.l, "today", cli_given(x, "team") ? "team" : "", &spec, walk);
	for (int k = 0; st == CNIS_OK && limit > 0 && k <= CNIS_TODAY_NIGHT; k++)
		if (s.n[k] == limit)
			cli_say(x, "%s: the first %lld; all of them with --limit 0",
			        cnis_today_word((cnis_today_section)k), (long long)limit);
	if (st == CNIS_OK && !cli_given(x, "team") &&
	    (cnis_register_roles(x->r) & CNIS_ROLE_MANAGER) != 0)
		st = say_teams(x);
	return st;
}

static const cli_option OPTIONS[] = {
	{ .name = "team", .type = CLI_TEXT, .value = "NAME", .help = "of everybody in that team" },
	{ .name = "by-team", .type = CLI_FLAG, .help = "how much each team has" },
	{ .name = "limit",
	  .type = CLI_INT,
	  .value = "N",
	  .help = "so many of each section (20; 0: all)" },
	{ .name = "no-names", .type = CLI_FLAG, .help = "without the names of children" },
	CLI_OPTIONS_END,
};

const cli_command CMD_TODAY[] = {
	{ .name = "today",
	  .summary = "what needs you now",
	  .mode = CLI_READ,
	  .options = OPTIONS,
	  .synopsis = "",
	  .examples = { "cnis today", "cnis today --by-team" },
	  .about =
	      "What has arrived and nobody has said what it is, oldest first; what is late; what "
	      "is "
	      "due in five days; what was recorded about safeguarding since yesterday began; "
	      "reviews "
	      "that wait for your signature; and for managers and administrators what waits in the "
	      "queue for an owner, and a night that failed.  Whoever covers for somebody sees that "
	      "officer's work too.  Each line ends with its next command.\n\n"
	      "Safeguarding facts are told to the role safeguarding.  Everybody else reads, of the "
	      "children who are theirs, that a child comes first now or no more.\n\n"
	      "A manager asks for a team, or how much each team has.",
	  .run = run_today,
	  .list = true,
	  .now_only = true },
	{ .name = NULL },
};

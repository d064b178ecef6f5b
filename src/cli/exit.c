#include <stdio.h>
#include <string.h>

#include <cnis/rule.h>

#include "cli/inside.h"
#include "out/talk.h"

/* The one place where a status becomes an exit code.  No default: a new status must choose. */
int
exit_code(cnis_status st)
{
	switch (st) {
	case CNIS_OK:
		return 0;
	case CNIS_ENOMEM:
	case CNIS_EIO:
	case CNIS_ESTORE:
	case CNIS_EREADONLY:
		return 1;
	case CNIS_EINVAL:
		return 2;
	case CNIS_ENOTFOUND:
		return 3;
	case CNIS_EREFUSED:
		return 4;
	case CNIS_EEXISTS:
	case CNIS_ECONFLICT:
		return 5;
	case CNIS_EBUSY:
		return 6;
	case CNIS_ESCHEMA:
		return 7;
	case CNIS_ECORRUPT:
		return 8;
	case CNIS_EPERM:
		return 9;
	}
	return 1;
}

/* What is there already was named by the caller: a file, a register, a login. */
static bool
names_it(const cnis_error *e)
{
	static const char *const fields[] = { "out", "path", "register", "rejects" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(e->field, fields[i]) == 0)
			return true;
	return e->field[0] == '\0' || strcmp(e->where, "document.save") == 0 ||
	       strcmp(e->where, "officer.add") == 0;
}

static const char *
advice(cnis_status st, const cnis_error *e)
{
	switch (st) {
	case CNIS_ENOTFOUND:
		if (strcmp(e->field, "child") == 0)
			return "find it: `cnis child find`, `cnis child list`";
		if (strcmp(e->where, "register.open") == 0)
			return "name it with -r or $CNIS_REGISTER, or make one: `cnis init --help`";
		break;
	case CNIS_EBUSY:
		return "somebody else is writing; try again in a moment";
	case CNIS_ESCHEMA:
		return "see `cnis doctor`; an older register is brought up with `cnis migrate`";
	case CNIS_ECORRUPT:
		if (strcmp(e->field, "access_log") == 0)
			return "the register itself is not concerned: nothing has to be restored";
		if (strcmp(e->where, "restore") == 0 || strcmp(e->where, "store.restore") == 0)
			return "nothing was changed, and the register itself is not concerned: "
			       "give another backup";
		return "stop writing to it, run `cnis verify`, and restore a backup: `cnis restore "
		       "--help`";
	case CNIS_ECONFLICT:
		return "look at it again, then repeat what still applies";
	case CNIS_EPERM:
		if (strcmp(e->where, "access") == 0)
			return "the file named as the register and .access must be one this "
			       "account can "
			       "write, on a disk that is not full; see `cnis doctor`";
		/* no role would help: the message says who would, or what to do */
		if (strcmp(e->where, "sight.reference") == 0)
			return "see what you declared: `cnis conflict list`; another manager says "
			       "when it holds no more: `cnis conflict end`";
		if (strcmp(e->field, "role") == 0)
			return "ask somebody who has it: `cnis officer list`; an administrator "
			       "gives roles: `cnis officer role --help`";
		if (strcmp(e->field, "login") != 0)
			break;
		return "an administrator gives roles: `cnis officer role --help`";
	case CNIS_EREADONLY:
		if (strcmp(e->where, "register.backup") == 0)
			return "to go on with it, make a register of it: `cnis restore FILE -r "
			       "REGISTER`";
		return "what only reads still works; to write, this account needs the right to "
		       "write to the register's file and its folder: ask whoever runs this machine";
	case CNIS_EIO:
		return "see that the file and its folder are there, this account may use them and "
		       "the disk is not full; then try again";
	case CNIS_ENOMEM:
		return "nothing was changed; try again when the machine has memory to spare";
	case CNIS_EEXISTS:
		return names_it(e)
		           ? "nothing was changed; leave it as it is, or give another name"
		           : "nothing was changed: what is there stands until it is ended or "
		             "corrected";
	case CNIS_EREFUSED:
		return e->rule[0] != '\0' ? NULL : "nothing was changed";
	case CNIS_ESTORE:
		return "see `cnis doctor`";
	case CNIS_EINVAL:
	case CNIS_OK:
		break;
	}
	return NULL;
}

void
exit_explain(const cli *x, cnis_status st)
{
	const cnis_error *e = &x->error;
	const cnis_rule *rule = e->rule[0] == '\0' ? NULL : cnis_rule_find(e->rule);
	const char *more =
	    x->inside->lost && st == CNIS_EIO
		? "do not give it again before you looked: `cnis log` lists what was recorded"
		: advice(st, e);

	talk_progress_end();
	fprintf(stderr, "cnis: %s%s", x->inside->words, x->inside->words[0] == '\0' ? "" : ": ");
	out_safe(stderr, e->message[0] == '\0' ? cnis_status_text(st) : e->message);
	putc('\n', stderr);
	if (e->field[0] != '\0') {
		fputs("  field: ", stderr);
		out_safe(stderr, spell_field(x, e->field));
		putc('\n', stderr);
	}
	if (e->rule[0] != '\0')
		fprintf(stderr, "  rule: %s\n", e->rule);
	if (rule != NULL) {
		const char *kind = cnis_rule_kind_text(rule->kind);

		/* which of them it is, is not told with this one; or the citation says it */
		if (strcmp(rule->id, "LOCAL.gate") == 0 ||
		    strncmp(rule->citation, kind, strlen(kind)) == 0)
			fprintf(stderr, "  basis: %s\n", rule->citation);
		else
			fprintf(stderr, "  basis: %s (%s)\n", rule->citation, kind);
		fprintf(stderr, "  more: cnis rule show %s\n", rule->id);
	}
	if (more != NULL)
		fprintf(stderr, "  %s\n", more);
	else if (rule == NULL)
		fprintf(stderr, "  see: cnis %s%s--help\n",
		        x->command == NULL ? "" : x->inside->words, x->command == NULL ? "" : " ");
	if (x->verbose && (e->where[0] != '\0' || e->sub != 0))
		fprintf(stderr, "  where: %s, detail %d\n", e->where, e->sub);
}

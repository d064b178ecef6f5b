#include "cli/siblings.h"

#include <stdio.h>
#include <stdlib.h>

#include <cnis/household.h>

typedef struct finding {
	cli *x;
	siblings_which which;
	family_set *set;
} finding;

static cnis_status
take(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	const finding *f = payload;

	(void)reterr;
	if ((k->why & CNIS_HOUSEHOLD_ASKED) != 0 || k->died != CNIS_DAY_NONE)
		return CNIS_OK;
	if ((f->which == SIBLINGS_ENTERED && k->route == NULL) ||
	    (f->which == SIBLINGS_NOT_ENTERED && k->route != NULL))
		return CNIS_OK;
	return family_add(f->x, f->set, k->child_id);
}

cnis_status
siblings_find(cli *x, int64_t child, siblings_which which, family_set *set)
{
	finding f = { x, which, set };

	return cnis_household_children(x->r, child, CNIS_DAY_NONE, take, &f, &x->error);
}

cnis_status
siblings_ask(cli *x, int64_t child, siblings_which which, bool as_a_rule, family_set *also)
{
	family_set all = { 0 };
	char question[96];
	bool yes = false;
	cnis_status st;

	if (cli_given(x, "also") || !cli_interactive(x))
		return family_children(x, "also", also);
	st = siblings_find(x, child, which, &all);
	for (size_t i = 0; st == CNIS_OK && i < all.n; i++) {
		(void)snprintf(question, sizeof(question), "Also for %s of the same family?",
		               cli_reference(CNIS_REF_CHILD, all.ids[i]));
		st = cli_confirm(x, question, as_a_rule, &yes);
		if (st == CNIS_OK && yes)
			st = family_add(x, also, all.ids[i]);
	}
	free(all.ids);
	return st;
}

static bool
is_in(const family_set *set, int64_t id)
{
	for (size_t i = 0; set != NULL && i < set->n; i++)
		if (set->ids[i] == id)
			return true;
	return false;
}

void
siblings_say(const cli *x, const family_set *also)
{
	for (size_t i = 0; i < also->n; i++)
		cli_say(x, "recorded of %s too", cli_reference(CNIS_REF_CHILD, also->ids[i]));
}

void
siblings_offer(cli *x, int64_t child, siblings_which which, const family_set *but,
               const char *command, const char *options)
{
	family_set all = { 0 };
	cnis_error kept = x->error;

	if (x->dry_run || siblings_find(x, child, which, &all) != CNIS_OK)
		all.n = 0;
	x->error = kept;
	for (size_t i = 0; i < all.n; i++)
		if (!is_in(but, all.ids[i])) {
			const char *ref = cli_reference(CNIS_REF_CHILD, all.ids[i]);

			char line[CLI_LINE];
			char whole[CLI_LINE];

			(void)snprintf(line, sizeof(line), "cnis %s %s%s%s", command, ref,
			               *options != '\0' ? " " : "", options);
			cli_say(x, "also for %s? %s", ref, cli_whole(line, whole));
		}
	free(all.ids);
}

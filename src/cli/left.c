/* Who has the care of a child that moved, and stays on record where it lived. */
#include "cli/left.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>
#include <cnis/relationship.h>

#include "cli/family.h"

typedef struct leaving {
	cli *x;
	int64_t child, address;
	const int64_t *old;
	size_t n_old;
	const char *source;
	int64_t stays; /* where the adult looked at lives; 0: with the child, or nowhere known */
	bool there;
	family_set with; /* children who live with them */
} leaving;

static bool
is_old(const leaving *l, int64_t address)
{
	for (size_t i = 0; i < l->n_old; i++)
		if (l->old[i] == address)
			return true;
	return l->old == NULL;
}

static cnis_status
take_home(const cnis_residence *a, void *payload, cnis_error *reterr)
{
	leaving *l = payload;

	(void)reterr;
	if (strcmp(a->kind, "correspondence") == 0 || strcmp(a->kind, "previous") == 0)
		return CNIS_OK;
	l->there = l->there || a->address_id == l->address;
	if (l->stays == 0 && is_old(l, a->address_id))
		l->stays = a->address_id;
	return CNIS_OK;
}

static cnis_status
take_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	leaving *l = payload;

	(void)reterr;
	return child_id == l->child ? CNIS_OK : family_add(l->x, &l->with, child_id);
}

static void
say(leaving *l, int64_t person)
{
	char with[256] = "";
	size_t len = 0;

	for (size_t i = 0; i < l->with.n && len + 32 < sizeof(with); i++) {
		const char *ref = cli_reference(CNIS_REF_CHILD, l->with.ids[i]);

		memcpy(with + len, i == 0 ? " --with " : ",", i == 0 ? 8 : 1);
		len += i == 0 ? 8 : 1;
		memcpy(with + len, ref, strlen(ref) + 1);
		len += strlen(ref);
	}
	cli_say(l->x,
	        "%s has the care and stays at %s, where letters go: moved too? cnis person move "
	        "%s --source %s%s",
	        cli_reference(CNIS_REF_PERSON, person), cli_reference(CNIS_REF_ADDRESS, l->stays),
	        cli_reference(CNIS_REF_PERSON, person), l->source, with);
}

static cnis_status
look(const cnis_relationship *p, void *payload, cnis_error *reterr)
{
	leaving *l = payload;
	cnis_status st = CNIS_OK;

	if (strcmp(p->has_care, "no") == 0 ||
	    (strcmp(p->has_care, "unknown") == 0 && strcmp(p->person_kind, "other") == 0))
		return CNIS_OK;
	l->stays = 0;
	l->there = false;
	l->with.n = 0;
	st = cnis_person_residences(l->x->r, p->person_id, CNIS_DAY_NONE, false, take_home, l,
	                            reterr);
	if (st == CNIS_OK && l->stays != 0 && !l->there)
		st = cnis_person_lives_with(l->x->r, p->person_id, CNIS_DAY_NONE, take_child, l,
		                            reterr);
	if (st == CNIS_OK && l->stays != 0 && !l->there)
		say(l, p->person_id);
	return st;
}

void
left_say(cli *x, int64_t child, int64_t address, const int64_t *old, size_t n_old,
         const char *source)
{
	cnis_error nothing = { 0 };
	leaving l = { .x = x,
		      .child = child,
		      .address = address,
		      .old = old,
		      .n_old = n_old,
		      .source = source };

	(void)cnis_relationship_walk(x->r, child, CNIS_DAY_NONE, false, look, &l, &nothing);
	free(l.with.ids);
}

/* Adults named beside a child who are not of its family. */
#include "cli/related.h"

#include <cnis/reference.h>
#include <cnis/relationship.h>

/* The adults of the child, one after the other: is the one named among them? */
typedef struct looked_for {
	int64_t person;
	bool is;
} looked_for;

static cnis_status
look(const cnis_relationship *of, void *payload, cnis_error *reterr)
{
	looked_for *to = payload;

	(void)reterr;
	to->is = to->is || to->person == of->person_id;
	return CNIS_OK;
}

/* It may be anybody; more often it is a slip, or an adult nobody has recorded yet. */
void
related_say(cli *x, int64_t child_id, const int64_t *people, size_t n, const char *slip)
{
	cnis_error nothing = { 0 };

	for (size_t i = 0; i < n; i++) {
		looked_for to = { .person = people[i] };

		if (cnis_relationship_walk(x->r, child_id, CNIS_DAY_NONE, true, look, &to,
		                           &nothing) != CNIS_OK)
			return;
		if (!to.is)
			cli_say(x,
			        "%s is not recorded as related to the child: if they are, cnis "
			        "child adult add %s --person %s; if it was a slip, %s",
			        cli_reference(CNIS_REF_PERSON, people[i]),
			        cli_reference(CNIS_REF_CHILD, child_id),
			        cli_reference(CNIS_REF_PERSON, people[i]), slip);
	}
}

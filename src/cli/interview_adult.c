/* An adult of the family: responsibility, care, and how that adult is reached. */
#include <string.h>

#include "cli/interview_inside.h"

static const question WHO[] = {
	{ "name", "Full name of a parent or carer", 't' },
	{ "relationship", "Relationship: mother, father, ... (empty: parent)", 't' },
	{ "responsibility", "Parental responsibility: yes, no or unknown (empty: unknown)", 't' },
	{ NULL, NULL, 0 },
};
/* only of somebody who has it */
static const question RESPONSIBILITY[] = {
	{ "responsibility_basis",
	  "By what: birth_mother, married, registered, ... (empty: not known)", 't' },
	{ "responsibility_evidence",
	  "What was seen of it: birth_certificate, as_stated, none_seen, ... (empty: not said)",
	  't' },
	{ NULL, NULL, 0 },
};
static const question CARE_AND_REACH[] = {
	{ "has_care",
	  "Has that adult the care of the children: yes, no or unknown (empty: unknown)", 't' },
	{ "_telephone", "Telephone, with its area code (empty: not known)", 'n' },
	{ "_email", "E-mail address (empty: not known)", '@' },
	{ "_lives_there", "Does that adult live with the children? (y/n, empty: not known)", 'b' },
	{ "_reach",
	  "Is anything to be kept to: limits of contact, language, safe times, where not to write? "
	  "(y/n, empty: no)",
	  'b' },
	{ NULL, NULL, 0 },
};

cnis_status
interview_adult_ask(interview *v, json_t *parent)
{
	cnis_status st = interview_all(v, parent, WHO);
	const char *has = json_string_value(json_object_get(parent, "responsibility"));

	if (st == CNIS_OK && has != NULL && strcmp(has, "yes") == 0)
		st = interview_all(v, parent, RESPONSIBILITY);
	if (st == CNIS_OK)
		st = interview_all(v, parent, CARE_AND_REACH);
	return st == CNIS_OK && json_is_true(json_object_get(parent, "_reach"))
	           ? interview_reach_ask(v, parent)
	           : st;
}

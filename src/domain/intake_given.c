/* What is kept as it was given: a value that is none of its kind has no key. */
#include "domain/intake.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/contact_point.h"
#include "rule/authority.h"
#include "rule/identifier.h"

void
intake_telephone_key(const char *telephone, char *ret)
{
	if (text_empty(telephone) || strchr(telephone, '@') != NULL ||
	    !contact_point_key(telephone, ret))
		ret[0] = '\0';
}

void
intake_email_key(const char *email, char *ret)
{
	if (text_empty(email) || strchr(email, '@') == NULL || !contact_point_key(email, ret))
		ret[0] = '\0';
}

static void
name_field(char *ret, size_t size, const char *field, size_t *n)
{
	size_t used = strlen(ret);

	if (*n == 0 || strstr(ret, field) == NULL)
		(void)snprintf(ret + used, size - used, "%s%s", used == 0 ? "" : ", ", field);
	++*n;
}

size_t
cnis_intake_as_given(const cnis_intake_new *n, char *ret, size_t size)
{
	char key[CONTACT_POINT_KEY] = "";
	size_t found = 0;

	ret[0] = '\0';
	if (!text_empty(n->postcode) && !rule_postcode(n->postcode).valid)
		name_field(ret, size, "postcode", &found);
	intake_telephone_key(n->telephone, key);
	if (!text_empty(n->telephone) && key[0] == '\0')
		name_field(ret, size, "telephone", &found);
	intake_email_key(n->email, key);
	if (!text_empty(n->email) && key[0] == '\0')
		name_field(ret, size, "email", &found);
	if (!text_empty(n->authority) && rule_area_of(n->authority) == RULE_AREA_UNKNOWN)
		name_field(ret, size, "authority", &found);
	for (size_t i = 0; i < n->n_subjects; i++) {
		const cnis_intake_subject *s = &n->subjects[i];

		if (!text_empty(s->born_said))
			name_field(ret, size, "born", &found);
		if (!text_empty(s->upn) && !rule_upn(s->upn).valid)
			name_field(ret, size, "upn", &found);
	}
	return found;
}

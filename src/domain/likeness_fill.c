/* What a comparison is made of, taken from texts. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/likeness.h"

bool
likeness_add_name(likeness_child *child, const char *full, const char *given, const char *family,
                  bool preferred, bool former)
{
	likeness_name *n;

	if (child->n_names >= LIKENESS_NAMES)
		return true;
	n = &child->name[child->n_names];
	if (!names_parse(full, &n->whole) || !names_parse(given, &n->given) ||
	    !names_parse(family, &n->family))
		return false;
	n->preferred = preferred;
	n->former = former;
	if (n->whole.n > 0)
		child->n_names++;
	return true;
}

bool
likeness_add_place(likeness_child *child, const char *postcode, const char *uprn, const char *line1,
                   bool past)
{
	likeness_place *p;
	char *folded;

	if (child->n_places >= LIKENESS_PLACES)
		return true;
	p = &child->place[child->n_places];
	*p = (likeness_place){ .past = past };
	(void)text_copy(p->postcode, sizeof(p->postcode), postcode);
	(void)text_copy(p->uprn, sizeof(p->uprn), uprn);
	folded = text_fold(line1 == NULL ? "" : line1);
	if (folded == NULL)
		return false;
	(void)text_copy(p->line1, sizeof(p->line1), folded);
	free(folded);
	if (p->postcode[0] != '\0' || p->uprn[0] != '\0')
		child->n_places++;
	return true;
}

void
likeness_add_phone(likeness_child *child, const char *key)
{
	size_t i;

	for (i = 0; i < child->n_phones; i++) {
		if (strcmp(child->phone[i], key) == 0)
			return;
	}
	if (child->n_phones < LIKENESS_PHONES)
		(void)text_copy(child->phone[child->n_phones++], sizeof(child->phone[0]), key);
}

bool
likeness_add_parent(likeness_child *child, const char *full)
{
	if (child->n_parents >= LIKENESS_PARENTS)
		return true;
	if (!names_parse(full, &child->parent[child->n_parents]))
		return false;
	child->n_parents += child->parent[child->n_parents].n > 0 ? 1 : 0;
	return true;
}

const char *
cnis_likeness_field_words(const char *field)
{
	static const char *const words[][2] = {
		{ "family_name", "family name" },
		{ "given_names", "given names" },
		{ "born", "birth date" },
		{ "upn", "UPN" },
		{ "uln", "ULN" },
		{ "nhs", "NHS number" },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(field, words[i][0]) == 0)
			return words[i][1];
	}
	return field;
}

const char *
cnis_likeness_word(cnis_likeness_class kind)
{
	return kind == CNIS_LIKENESS_EXACT    ? "exact"
	       : kind == CNIS_LIKENESS_LIKELY ? "likely"
	                                      : "none";
}

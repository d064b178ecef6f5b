/* Names: no assumption about parts, order or alphabet. */
#include "domain/name.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"

cnis_status
name_take(const cnis_name *in, const char *where, name_clean *ret, cnis_error *reterr)
{
	name_clean n = { 0 };
	cnis_status st;

	st = fact_text(in->full_name, FACT_NAME, false, where, "name", &n.full, reterr);
	if (st == CNIS_OK && n.full == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "name", "a name is needed");
	if (st == CNIS_OK)
		st = fact_text(in->given_names, FACT_NAME, false, where, "given_names", &n.given,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(in->family_name, FACT_NAME, false, where, "family_name", &n.family,
		               reterr);
	if (st != CNIS_OK) {
		name_clear(&n);
		return st;
	}
	*ret = n;
	return CNIS_OK;
}

void
name_clear(name_clean *n)
{
	if (n == NULL)
		return;
	free(n->full);
	free(n->given);
	free(n->family);
	*n = (name_clean){ 0 };
}

/* Does one word (len bytes) begin any word of the folded text? */
static bool
begins_a_word(const char *word, size_t len, const char *folded)
{
	const char *at = folded;

	while (at != NULL && *at != '\0') {
		if (strncmp(at, word, len) == 0)
			return true;
		at = strchr(at, ' ');
		if (at != NULL)
			at++;
	}
	return false;
}

cnis_status
name_matches(const char *folded_wanted, const char *name, bool *ret, cnis_error *reterr)
{
	char *folded = text_fold(name);
	const char *word = folded_wanted;
	bool all = true;

	if (folded == NULL)
		return cnis_nomem(reterr, "child.find");
	while (all && *word != '\0') {
		size_t len = strcspn(word, " ");

		all = begins_a_word(word, len, folded);
		word += len;
		while (*word == ' ')
			word++;
	}
	free(folded);
	*ret = all;
	return CNIS_OK;
}

void
name_bind(cursor *c, const name_clean *n)
{
	stmt_text(c, ":full", n->full);
	stmt_text(c, ":given", n->given);
	stmt_text(c, ":family", n->family);
}

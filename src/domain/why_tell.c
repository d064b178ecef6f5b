/* One line of an explanation, and who may read it: the last door before a family. */
#include "domain/why_inside.h"

#include <ctype.h>
#include <string.h>

#include "domain/sight.h"

const char why_own_step[] = "this is a step within the authority; nothing is asked of the family";

bool
why_hides_causes(const why_telling *t)
{
	return t->family || !sight_steps(t->r);
}

static bool
holds_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; *text != '\0'; text++) {
		size_t i = 0;

		while (i < n && tolower((unsigned char)text[i]) == word[i])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

bool
why_names_a_cause(const char *text)
{
	static const char *const words[] = { "s47",    "s. 47",      "section 47",  "protection",
		                             "enquir", "harm",       "social care", "safeguarding",
		                             "436h",   "condition b" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (holds_word(text, words[i]))
			return true;
	return false;
}

/* Whatever names a cause is not passed on. */
static void
for_family(cnis_why_line *line, const cnis_rule *rule)
{
	line->inputs = "";
	if (rule != NULL && rule->kind == CNIS_RULE_LOCAL) {
		line->rule = "";
		line->citation = "this authority's own policy";
		line->address = "";
	}
	if (why_names_a_cause(line->text))
		line->text = why_own_step;
	if (why_names_a_cause(line->rule) || why_names_a_cause(line->citation)) {
		line->rule = line->citation = line->address = line->kind = "";
		line->version = 0;
		line->text = why_own_step;
	}
}

cnis_status
why_tell(const why_telling *t, const char *topic, const char *text, const cnis_rule *rule,
         const char *inputs, bool agrees, cnis_error *reterr)
{
	cnis_why_line line = { .topic = topic,
		               .text = text,
		               .rule = "",
		               .kind = "",
		               .citation = "",
		               .address = "",
		               .inputs = inputs,
		               .agrees = agrees };

	if (rule != NULL) {
		line.rule = rule->id;
		line.version = rule->version;
		line.kind = cnis_rule_kind_text(rule->kind);
		line.citation = rule->citation;
		line.address = rule->address;
	}
	if (t->family)
		for_family(&line, rule);
	return t->fn(&line, t->payload, reterr);
}

/*
 * The catalogue of rules: tables shown as one, ordered by id.  Law, what a register
 * holds, local policy and standards stand in files of their own; src/rule/eval.c says how each rule
 * is worked out.
 */
#include "rule/catalogue.h"

#include <string.h>

static const rule_table *const tables[] = { &rule_law,         &rule_contents,   &rule_local,
	                                    &rule_local_court, &rule_local_door, &rule_local_hard,
	                                    &rule_local_sight, &rule_standard };

enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

static const cnis_rule *
row_of(const rule_table *table, size_t i)
{
	return (const cnis_rule *)(const void *)((const char *)table->rows + i * table->step);
}

size_t
cnis_rule_count(void)
{
	size_t n = 0;

	for (size_t t = 0; t < TABLES; t++)
		n += tables[t]->n;
	return n;
}

/* Each table is in order: the next of all is the least of their next rows. */
const cnis_rule *
cnis_rule_at(size_t i)
{
	size_t next[TABLES] = { 0 };

	for (;; i--) {
		const cnis_rule *least = NULL;
		size_t from = 0;

		for (size_t t = 0; t < TABLES; t++) {
			const cnis_rule *row;

			if (next[t] == tables[t]->n)
				continue;
			row = row_of(tables[t], next[t]);
			if (least == NULL || strcmp(row->id, least->id) < 0) {
				least = row;
				from = t;
			}
		}
		if (i == 0 || least == NULL)
			return least;
		next[from]++;
	}
}

const cnis_rule *
cnis_rule_find(const char *id)
{
	for (size_t t = 0; t < TABLES; t++)
		for (size_t i = 0; i < tables[t]->n; i++)
			if (strcmp(row_of(tables[t], i)->id, id) == 0)
				return row_of(tables[t], i);
	return NULL;
}

const char *
cnis_rule_kind_text(cnis_rule_kind kind)
{
	static const char *const text[] = {
		[CNIS_RULE_STATUTE] = "statute",   [CNIS_RULE_REGULATION] = "regulation",
		[CNIS_RULE_GUIDANCE] = "guidance", [CNIS_RULE_LOCAL] = "local policy",
		[CNIS_RULE_STANDARD] = "standard",
	};

	return (size_t)kind < sizeof(text) / sizeof(text[0]) ? text[kind] : "";
}

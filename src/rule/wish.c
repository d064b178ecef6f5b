/* What an adult asked about being reached. */
#include "rule/wish.h"

#include <string.h>

/* A text is a message left on the telephone too; a note through the door is a letter.  What is
 * handed to somebody goes to no place. */
static const rule_way ways[] = {
	{ "electronic", "email mobile", "no_writing no_message", false },
	{ "email", "email", "no_writing", false },
	{ "home_visit", "address", "no_writing", true },
	{ "left_at_residence", "address", "no_writing", false },
	{ "post", "address", "no_writing", false },
	{ "telephone", "telephone mobile", "no_message", true },
	{ "text", "mobile", "no_writing no_message", false },
};

const rule_way *
rule_way_of(const char *method)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strcmp(ways[i].method, method) == 0)
			return &ways[i];
	return NULL;
}

bool
rule_way_asks(const rule_way *way, bool message_left)
{
	return way != NULL && (message_left || !way->message);
}

rule_wish
rule_wish_of(const rule_wish_in *in)
{
	if (!rule_way_asks(in->way, in->message_left) || in->asked_not == 0)
		return RULE_WISH_FREE;
	if (in->asked_not < in->places)
		return RULE_WISH_WHERE;
	return in->despite ? RULE_WISH_DESPITE : RULE_WISH_REFUSED;
}

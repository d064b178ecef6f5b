/* Local policy for the hard days, ordered by id: catalogue_local.c has the rest of it. */
#include "rule/catalogue.h"

static const cnis_rule rows[] = {
	{
	    .id = "LOCAL.cover",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Somebody covers for an officer who is away",
	    .citation = "local policy",
	    .address = "",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "The work stays the officer's and is shown to both; who covers is there on "
		    "those days and covers for one chain only; steps that tell a cause are covered "
		    "by a manager or the role safeguarding",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.death",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Nothing is opened, sent or matched for a child who has died",
	    .citation = "local policy; Education Act 1996 s. 436B(3), condition A",
	    .address = ACT("436B"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "A manager records it, with who said so and never a cause. What was recorded "
		    "in error is taken back by undo",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.death.letters",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Decide whether letters to the family go out",
	    .citation = "local policy (setting death.letters_days)",
	    .address = "",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "death.letters_days",
	    .note = "When a child of the family has died, letters about the others wait for a "
		    "person",
	    .inputs = "from days unit day_one",
	},
	{
	    .id = "LOCAL.death.tell",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Stop what is arranged about a child who has died",
	    .citation = "local policy (setting death.told_days)",
	    .address = "",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "death.told_days",
	    .note = "One for everybody who had work about the child: appointments, and what is "
		    "asked of other services, stand outside the register",
	    .inputs = "from days unit day_one",
	},
	{
	    .id = "LOCAL.queue.allocate",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Give work that waits in the queue an owner",
	    .citation = "local policy (setting queue.allocate_days)",
	    .address = "",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "queue.allocate_days",
	    .note = "Work in the queue is never without an owner: whoever keeps the queue "
		    "(setting queue.keeper, else a manager) has it until it is given to somebody",
	    .inputs = "from days unit day_one",
	},
};

const rule_table rule_local_hard = { rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]) };

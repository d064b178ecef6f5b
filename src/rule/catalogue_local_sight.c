/* Local policy on who is shown a record and how long it is kept, ordered by id: catalogue_local.c
 * has the rest of it. */
#include "rule/catalogue.h"

static const cnis_rule rows[] = {
	{
	    .id = "LOCAL.conflict",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "A family an officer declared",
	    .citation = "local policy",
	    .address = "",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note =
		"INFERENCE: its records are closed to that officer, and a manager takes the work",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.dispose.document",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Dispose of a document when its last day is past",
	    .citation = "local policy: the day set by whoever kept it; UK GDPR Art. 5(1)(e)",
	    .address = UK_GDPR("5"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "dispose.nightly",
	    .note = "INFERENCE: the file, what it is called, who wrote it and where it lies; that "
		    "there was one, its class, its days, whom it was about and what it was "
		    "evidence of stay. Not while disposal is held for a child it is about",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.dispose.forwarded",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Dispose of what was not ours and was sent on",
	    .citation = "local policy (settings intake.forwarded_keep_days, dispose.nightly); UK "
			"GDPR Art. 5(1)(e)",
	    .address = UK_GDPR("5"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "dispose.nightly",
	    .note = "INFERENCE: what it says, who told it and whom it named, and documents that "
		    "came with it; that it arrived, how, "
		    "its days, its outcome and to whom it was sent stay. Not while disposal is "
		    "held for a child it was about",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.dispose.undone",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Dispose of what was recorded by mistake and taken back",
	    .citation = "local policy (setting dispose.undone_days); UK GDPR Art. 5(1)(d) and (e)",
	    .address = UK_GDPR("5"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "dispose.undone_days",
	    .note = "INFERENCE: what arrived and documents, which the journal alone still holds, "
		    "so many calendar days after the undo, or when the day it was to be kept until "
		    "is past; that there was something and who took it back stays. Not while "
		    "disposal is held for a child a document was about",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.dispose.whole",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "A record is disposed of with what refers to it",
	    .citation = "local policy; UK GDPR Art. 5(1)(d) and (e)",
	    .address = UK_GDPR("5"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "Nothing is erased while another record that stays refers to it",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.duplicate.alert",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Settle whether a child somebody recorded is a restricted one",
	    .citation = "local policy (setting duplicate.alert_days)",
	    .address = "",
	    .count = 2,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "duplicate.alert_days",
	    .note =
		"Only the custodian is told; who recorded the child, or matched the list, is not",
	    .inputs = "from days unit day_one other row",
	},
	{
	    .id = "LOCAL.glass",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "When a restricted record may be opened all the same",
	    .citation = "local policy (setting glass.hours_max)",
	    .address = "",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note =
		"INFERENCE: by any officer with a reason, for some hours; never a sealed record",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.glass.review",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Look into a break-glass",
	    .citation = "local policy (setting glass.review_days)",
	    .address = "",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "glass.review_days",
	    .note = "By the custodian of the record, and by a manager who is told who opened one, "
		    "not which",
	    .inputs = "from days unit day_one opened_by open_until opening",
	},
	{
	    .id = "LOCAL.restriction",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Who is shown a restricted record",
	    .citation = "local policy; UK GDPR Art. 5(1)(f) and 32",
	    .address = UK_GDPR("32"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "INFERENCE: protection and staff families are kept by custodians alone, each "
		    "by one "
		    "who is manager or safeguarding too and so is shown all its duties; to "
		    "everybody else the record is as if it were not there",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.same-child",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Two records are merged only where they are one child",
	    .citation = "local policy",
	    .address = "",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note =
		"Two verified numbers of one kind that differ are how twins look: a manager may "
		"say otherwise. A record others are merged into is not merged itself",
	    .inputs = "",
	},
	{
	    .id = "LOCAL.seal",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "When a former identity is sealed",
	    .citation = "local policy; Adoption and Children Act 2002 ss. 46 and 67",
	    .address = "https://www.legislation.gov.uk/ukpga/2002/38/section/46",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "INFERENCE: no record of the register holds the former and the new identity; "
		    "never while an order of a court holds, a withdrawal is open, or another "
		    "record may be of the same child",
	    .inputs = "",
	},
};

const rule_table rule_local_sight = { rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]) };

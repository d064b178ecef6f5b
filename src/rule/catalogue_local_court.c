/*
 * What the authority asks of itself about orders of a court, looked-after children and private
 * fostering, ordered by id.  Nothing here is law.
 */
#include "rule/catalogue.h"

static const cnis_rule rows[] = {
	{
	    .id = "LOCAL.court.check",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Look at an order of a court before the education is decided about",
	    .citation = "local policy (setting court.check_days)",
	    .address = "",
	    .count = 2,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "court.check_days",
	    .note = "Stops nobody: a disagreement or an order never keeps a child off the register",
	    .inputs = "from days unit day_one",
	},
	{
	    .id = "LOCAL.court.keep-apart",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Decide what must not reach somebody who is kept away",
	    .citation = "local policy (setting court.keep_apart_days); Family Law Act 1996 s. 42",
	    .address = "https://www.legislation.gov.uk/ukpga/1996/27/section/42",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "court.keep_apart_days",
	    .note =
		"An order, or limits of contact, say who keeps away, and not what must not be sent",
	    .inputs = "from days unit day_one",
	},
	{
	    .id = "LOCAL.looked-after.notice",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Who must have said that a looked-after child leaves school",
	    .citation = "local policy; Children Act 1989 ss. 3(5), 20(8), 22 and 33(3)",
	    .address = "https://www.legislation.gov.uk/ukpga/1989/41/section/33",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note =
		"INFERENCE: a carer without parental responsibility cannot decide it; under a "
		"care, interim care or placement order the authority has to agree; of a child "
		"accommodated without an order (s. 20) a parent's notice is enough; a parent is "
		"who has responsibility, or a mother or father not known to have none",
	    .inputs = "looked_after authority_shares_responsibility authority_agrees notice_by",
	},
	{
	    .id = "LOCAL.looked-after.tell",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Tell the social worker of a looked-after child",
	    .citation =
		"local policy (setting looked_after.tell_days); Children Act 1989 s. 22(3A)",
	    .address = "https://www.legislation.gov.uk/ukpga/1989/41/section/22",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "looked_after.tell_days",
	    .note = "Of a withdrawal from school, and of an entry on the register; again while the "
		    "authority has not agreed",
	    .inputs = "from days unit day_one",
	},
	{
	    .id = "LOCAL.private-fostering.notify",
	    .version = 1,
	    .kind = CNIS_RULE_LOCAL,
	    .title = "Tell the team for private fostering",
	    .citation =
		"local policy (setting private_fostering.notify_days); Children Act 1989 s. 67",
	    .address = "https://www.legislation.gov.uk/ukpga/1989/41/section/67",
	    .count = 1,
	    .unit = "working",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "private_fostering.notify_days",
	    .note = "The carer's and the parents' own duty to notify is in S.I. 2005/1533",
	    .inputs = "from days unit day_one",
	},
};

const rule_table rule_local_court = { rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]) };

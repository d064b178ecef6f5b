/* Guidance and standards: what a code list, a number or a count of days means, ordered by id. */
#include "rule/catalogue.h"

static const cnis_rule rows[] = {
	{
	    .id = "DAYS.count",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Last day of a period of days",
	    .citation =
		"plain arithmetic: a period beginning with a day counts it; beginning with the "
		"day after does not",
	    .address = ACT("579"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "INFERENCE: working and school days that begin on a day which does not count "
		    "begin on the next that does; 0 days is the day itself",
	    .inputs = "from days unit day_one calendar",
	},
	{
	    .id = "DFE.census-state",
	    .version = 1,
	    .kind = CNIS_RULE_GUIDANCE,
	    .title = "Home educated, missing education or neither at a census date",
	    .citation = "DfE elective home education and children missing education collections, "
			"definitions",
	    .address = "https://explore-education-statistics.service.gov.uk/methodology/"
		       "elective-home-education",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "INFERENCE: a child on several routes is missing education where one of them "
		    "says so, home educated where all do, else neither; an unregistered setting "
		    "counts as home education",
	    .inputs = "routes",
	},
	{
	    .id = "DFE.ehe.reason",
	    .version = 1,
	    .kind = CNIS_RULE_GUIDANCE,
	    .title = "Primary reason for home education",
	    .citation = "DfE elective home education collection, reasons of 2025/26",
	    .address = "https://explore-education-statistics.service.gov.uk/find-statistics/"
		       "elective-home-education/2025-26-autumn-term/data-guidance",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "One primary reason a child; not given, not known and other are three "
		    "different values",
	    .inputs = "",
	},
	{
	    .id = "DFE.year-group",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Expected year group",
	    .citation = "DfE statistics: the academic year runs from 1 September to 31 August",
	    .address = "https://explore-education-statistics.service.gov.uk/methodology/"
		       "elective-home-education",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "By age alone; a school may teach a child in another year",
	    .inputs = "born on",
	},
	{
	    .id = "ID.la",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Authority code",
	    .citation = "DfE three-digit authority code, live authorities of July 2026",
	    .address = "https://github.com/dfe-analytical-services/dfe-published-data-qa",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "",
	    .inputs = "value",
	},
	{
	    .id = "ID.nhs",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "NHS number",
	    .citation = "NHS data dictionary: 10 digits, check digit modulus 11",
	    .address = "https://github.com/nhsuk/nhsuk-service-manual",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "A repeated digit passes the modulus and is refused by a rule of its own",
	    .inputs = "value",
	},
	{
	    .id = "ID.postcode",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Postcode",
	    .citation = "BS 7666 and the postcode formats in use",
	    .address = "https://www.gov.uk/government/publications/"
		       "recommended-open-standards-for-government",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "ZZ99 codes are accepted by nobody but an import, which drops them",
	    .inputs = "value",
	},
	{
	    .id = "ID.uln",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Unique learner number",
	    .citation = "ULN: 10 digits, weighted sum modulus 11 is 10",
	    .address = "https://www.hesa.ac.uk/collection/c17051/a/ULN",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "9999999999 stands for an unknown number in some returns and is refused here",
	    .inputs = "value",
	},
	{
	    .id = "ID.upn",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Unique pupil number",
	    .citation = "DfE unique pupil number: 13 characters, check letter modulus 23",
	    .address =
		"http://www.govtalk.gov.uk/gdsc/html/noframes/UniquePupilNumber-2-0-Release.htm",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "",
	    .inputs = "value",
	},
	{
	    .id = "ID.uprn",
	    .version = 1,
	    .kind = CNIS_RULE_STANDARD,
	    .title = "Unique property reference number",
	    .citation = "Ordnance Survey and GeoPlace UPRN: 1 to 12 digits",
	    .address = "https://geoplace.co.uk/blog/2018/persistent-and-well-behaved-identifiers",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "Compared without leading zeros; it has no check digit",
	    .inputs = "value",
	},
};

const rule_table rule_standard = { rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]) };

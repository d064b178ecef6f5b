/*
 * What the law says: Acts and regulations only, ordered by id.  A policy of an authority has no row
 * here, even where it stands in for a time the Act leaves open.
 */
#include "rule/catalogue.h"

/* S.I. 2024/208 has been in force since 2024-08-19. */
enum { SI_2024_208 = 19954 };

static const cnis_rule rows[] = {
	{
	    .id = "CA1989.66",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Is the child privately fostered?",
	    .citation = "Children Act 1989 ss. 66 and 105(1), Sch. 8 paras. 1 and 2",
	    .address = "https://www.legislation.gov.uk/ukpga/1989/41/section/66",
	    .count = 28,
	    .unit = "calendar",
	    .day_one = "same",
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note =
		"A relative is a grandparent, brother, sister, uncle or aunt, by full or half "
		"blood or by marriage or civil partnership, or a step-parent; other exceptions of "
		"Sch. 8, as a school or a hospital, are for a person to see",
	    .inputs = "born on from until carer disabled looked_after with_family intended",
	},
	{
	    .id = "CA1989.order",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "What an order of a court changes",
	    .citation =
		"Children Act 1989 ss. 8, 12(2), 14C, 31 to 38 and Sch. 3 para. 13; Family Law "
		"Act 1996 s. 42; Adoption and Children Act 2002 ss. 21 and 25; Senior Courts "
		"Act 1981 s. 41 (wardship)",
	    .address = "https://www.legislation.gov.uk/ukpga/1989/41",
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "INFERENCE: a prohibited steps or specific issue order counts as one about the "
		    "education until somebody has looked",
	    .inputs = "kind education",
	},
	{
	    .id = "CFA2014.44.1",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Review of an EHC plan",
	    .citation = "Children and Families Act 2014 s. 44(1)",
	    .address = "https://www.legislation.gov.uk/ukpga/2014/6/section/44",
	    .count = 12,
	    .unit = "month",
	    .day_one = "same",
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "INFERENCE: the twelve months end with the day before the anniversary of the "
		    "last review, or of the day the plan was made",
	    .inputs = "last_review_on",
	},
	{
	    .id = "EA1996.434A.12",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Deciding again after a refusal",
	    .citation = "Education Act 1996 s. 434A(12)",
	    .address = ACT("434A"),
	    .count = 6,
	    .unit = "month",
	    .day_one = "next",
	    .in_force = "law.s37.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "INFERENCE: the earliest day is the date of the previous application and six "
		    "calendar months; it relieves the authority and bars nobody from applying",
	    .inputs = "previous_application_on refused on s37_in_force_from",
	},
	{
	    .id = "EA1996.434A.2",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Consent to withdraw a child from school",
	    .citation = "Education Act 1996 s. 434A(1) to (4) and (13)",
	    .address = ACT("434A"),
	    .count = 5,
	    .unit = "year",
	    .day_one = "same",
	    .in_force = "law.s37.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "gate.ehc gate.child_protection",
	    .note = "INFERENCE: the five years ending with 21 November 2027 begin on 22 November "
		    "2022; a private placement and a unit of a mainstream school do not meet "
		    "condition A. GAP: who decides on past action where the child has moved. An "
		    "authority nobody wrote down is `unknown`: the condition is met all the same. "
		    "Before s. 37 is in force reg. 9(2) of S.I. 2024/208 decides; the authority's "
		    "own gates are local policy",
	    .inputs = "born on on_roll purpose placement placed_by s47_enquiry_by s47_action_by "
		      "s47_action_ended_on significant_harm ehc_plan child_protection_plan "
		      "s37_in_force_from gate_ehc gate_child_protection school_year_starts",
	},
	{
	    .id = "EA1996.436B.10",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Consider the settings where the child is educated",
	    .citation = "Education Act 1996 s. 436B(10)",
	    .address = ACT("436B"),
	    .count = 15,
	    .unit = "calendar",
	    .day_one = "same",
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note =
		"INFERENCE: it begins anew each time information of s. 436C(1)(g) is included; a "
		"provider known to be within the prescribed amount of time is none; while no "
		"amount is set every provider counts",
	    .inputs = "included_on s38_in_force_from",
	},
	{
	    .id = "EA1996.436B.2",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Eligible for registration",
	    .citation = "Education Act 1996 s. 436B(2) to (5)",
	    .address = ACT("436B"),
	    NO_CLOCK,
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "INFERENCE: a part-time timetable alone is a decision for an officer; s. 19 "
		    "and EOTAS provision of a pupil on a roll is taken as agreed by the proprietor",
	    .inputs = "born on lives_in_area on_roll route s38_in_force_from school_year_starts",
	},
	{
	    .id = "EA1996.436B.8",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Consider where the child lives",
	    .citation = "Education Act 1996 s. 436B(8)",
	    .address = ACT("436B"),
	    .count = 15,
	    .unit = "calendar",
	    .day_one = "same",
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "INFERENCE: the 15 days bind the consideration and the request, not the visit "
		    "itself",
	    .inputs = "registered_on s38_in_force_from",
	},
	{
	    .id = "EA1996.436C.6",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "More than the prescribed amount of time: a provider in the register",
	    .citation = "Education Act 1996 s. 436C(1)(g) and (6)",
	    .address = ACT("436C"),
	    NO_CLOCK,
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "threshold.436c.hours threshold.436c.period_weeks "
		       "threshold.436c.share_of_period threshold.436c.week_hours "
		       "threshold.436c.share_of_education threshold.436c.combine estimate.range",
	    .note = "TO BE PRESCRIBED: no amount is known; unset settings are no amount, and then "
		    "nothing is above it. INFERENCE: a share of a period is a share of the hours a "
		    "week counts as, all 168 unless set; of a range the higher end counts unless "
		    "set; where hours are not known nothing is said. A way of measuring that is "
		    "none of the three needs a new version of this rule",
	    .inputs = "on hours hours_high total total_high threshold_hours period_weeks "
		      "share_of_period week_hours share_of_education combine range "
		      "s38_in_force_from",
	},
	{
	    .id = "EA1996.436D.5",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "A parent's 15 days",
	    .citation = "Education Act 1996 s. 436D(5)(a), (c) and (e)",
	    .address = ACT("436D"),
	    .count = 15,
	    .unit = "calendar",
	    .day_one = "same",
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "Limbs (b) and (d) run from the request, which says how long",
	    .inputs = "limb event_on s38_in_force_from",
	},
	{
	    .id = "EA1996.436D.6",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "When parents' duties do not apply",
	    .citation = "Education Act 1996 s. 436D(6)",
	    .address = ACT("436D"),
	    NO_CLOCK,
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "INFERENCE: flexi-schooling agreed by a school is not arranged by it, so the "
		    "duties stay; where nobody said that it is full-time they stay as well",
	    .inputs = "routes on_roll full_time on s38_in_force_from",
	},
	{
	    .id = "EA1996.436E.1",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "More than the prescribed amount of time: a notice to a provider",
	    .citation = "Education Act 1996 s. 436E(1)(a) and (2)(b)",
	    .address = ACT("436E"),
	    NO_CLOCK,
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "threshold.436e.hours threshold.436e.period_weeks "
		       "threshold.436e.share_of_period threshold.436e.week_hours "
		       "threshold.436e.share_of_education threshold.436e.combine estimate.range",
	    .note = "TO BE PRESCRIBED, and another amount than that of s. 436C(1)(g): only hours "
		    "without any parent actively involved count. INFERENCE: measured in the ways "
		    "s. 436C(6) names",
	    .inputs = "on hours hours_high total total_high threshold_hours period_weeks "
		      "share_of_period week_hours share_of_education combine range "
		      "s38_in_force_from",
	},
	{
	    .id = "EA1996.436F.border",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "A child who lives in another area",
	    .citation = "Education Act 1996 ss. 434A(5), 436B(3) and 436F(5) to (8)",
	    .address = ACT("436F"),
	    NO_CLOCK,
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "INFERENCE: the authority responsible for a child, s. 434A(5)(b), is that of "
		    "the area the child lives in; s. 436F(5) is about a registered child who "
		    "moves, so of any other it asks nothing",
	    .inputs = "area registered on s38_in_force_from",
	},
	{
	    .id = "EA1996.436G.5",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "When the support duty does not apply",
	    .citation = "Education Act 1996 s. 436G(5)",
	    .address = ACT("436G"),
	    NO_CLOCK,
	    .in_force = "law.s38.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "INFERENCE: an EHC plan alone does not take support away (CFA 2014 s. 42(5)); "
		    "a part-time student of a college is no registered pupil of a school",
	    .inputs = "routes on_roll on s38_in_force_from",
	},
	{
	    .id = "EA1996.436H.10",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Serve a preliminary notice",
	    .citation = "Education Act 1996 s. 436H(10)(b)",
	    .address = ACT("436H"),
	    .count = 5,
	    .unit = "calendar",
	    .day_one = "same",
	    .in_force = "law.s39.in_force_from",
	    .from = CNIS_DAY_NONE,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "It runs from the day it appears that the requirements are met; to consider "
		    "whether they are has no clock of its own: LOCAL.s436h5.consider",
	    .inputs = "appears_on s39_in_force_from",
	},
	{
	    .id = "EA1996.572.2",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Serving a notice on a parent electronically",
	    .citation = "Education Act 1996 s. 572(2) and (4)",
	    .address = ACT("572"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "The agreement is in writing and names the number or address; ss. 436H to 436P "
		    "are free of it. INFERENCE: it can be ended, and from the day it ends, or "
		    "the address does, nothing is served by it",
	    .inputs = "section agreed_on ended_on served_on",
	},
	{
	    .id = "EA1996.8.school-age",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Compulsory school age",
	    .citation = "Education Act 1996 s. 8; S.I. 1998/1607; S.I. 1997/1970",
	    .address = ACT("8"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "rule.school_year.starts",
	    .note = "INFERENCE: the school year begins on 1 September unless the setting moves it; "
		    "a child born on 29 February attains an age on 1 March of a common year",
	    .inputs = "born school_year_starts",
	},
	{
	    .id = "SI2024-208.13.4",
	    .version = 1,
	    .kind = CNIS_RULE_REGULATION,
	    .title = "What a deletion return holds",
	    .citation =
		"School Attendance (Pupil Registration) (England) Regulations 2024 reg. 13(4)",
	    .address = "https://www.legislation.gov.uk/uksi/2024/208/regulation/13/made",
	    NO_CLOCK,
	    .in_force = "",
	    .from = SI_2024_208,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "",
	    .inputs = "",
	},
	{
	    .id = "SI2024-208.9.1.f",
	    .version = 1,
	    .kind = CNIS_RULE_REGULATION,
	    .title = "Deleting a name for education otherwise",
	    .citation =
		"School Attendance (Pupil Registration) (England) Regulations 2024 reg. 9(1)(f)",
	    .address = "https://www.legislation.gov.uk/uksi/2024/208",
	    NO_CLOCK,
	    .in_force = "",
	    .from = SI_2024_208,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "",
	    .inputs = "written_notice leaves_on order_names_school on",
	},
	{
	    .id = "SI2024-208.9.2",
	    .version = 1,
	    .kind = CNIS_RULE_REGULATION,
	    .title = "Deleting the name of a pupil placed at a special school",
	    .citation =
		"School Attendance (Pupil Registration) (England) Regulations 2024 reg. 9(2)",
	    .address = "https://www.legislation.gov.uk/uksi/2024/208",
	    NO_CLOCK,
	    .in_force = "",
	    .from = SI_2024_208,
	    .to = CNIS_DAY_NONE,
	    .setting = "",
	    .note = "It does not turn on the purpose of leaving; the grounds (d), (e), (k) and (o) "
		    "are outside it",
	    .inputs = "placement placed_by ground",
	},
	{
	    .id = "UKGDPR.13.1",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Privacy notice where the family gives the data itself",
	    .citation = "UK GDPR Art. 13(1) and (2)",
	    .address = UK_GDPR("13"),
	    NO_CLOCK,
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note = "At the time when the data are obtained: it goes with the form or is said on "
		    "the telephone, and has no days to wait. INFERENCE: so no duty with a date is "
		    "kept for it; what was given is recorded all the same",
	    .inputs = "",
	},
	{
	    .id = "UKGDPR.14.3",
	    .version = 1,
	    .kind = CNIS_RULE_STATUTE,
	    .title = "Privacy notice where the data come from somebody else",
	    .citation = "UK GDPR Art. 14(3)(a)",
	    .address = UK_GDPR("14"),
	    .count = 1,
	    .unit = "month",
	    .day_one = "next",
	    ALWAYS_IN_FORCE,
	    .setting = "",
	    .note =
		"INFERENCE: the month ends on the corresponding day, whatever day of the week "
		"it is; every parent or carer who can be reached is told, separately; what came "
		"from nobody knows whom starts no clock, unless it arrived about the family, nor "
		"what this authority found out itself or what not everybody is told of. Art. "
		"14(5): nothing is owed to whoever "
		"has the information, and a manager may decide that telling would defeat the "
		"purpose",
	    .inputs = "obtained_on",
	},
};

const rule_table rule_law = { rows, sizeof(rows) / sizeof(rows[0]), sizeof(rows[0]) };

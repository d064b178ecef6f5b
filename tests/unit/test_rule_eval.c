/* The calculator: one row a case, by the names of the inputs and outputs that are promised. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/rule.h>

/* A school year of two terms, closed for a week at half-term and over Christmas; one Saturday
 * counts. */
static cnis_day closed[64];
static cnis_day open_days[1];
static cnis_rule_calendar school;

static cnis_day
day(const char *iso)
{
	cnis_day d = CNIS_DAY_NONE;

	ck_assert_msg(cnis_day_parse(iso, &d) == CNIS_OK, "%s is no date", iso);
	return d;
}

static void
make_school(void)
{
	for (cnis_day d = day("2027-10-25"); d <= day("2027-10-29"); d++)
		closed[school.n_closed++] = d;
	for (cnis_day d = day("2027-12-20"); d <= day("2027-12-31"); d++)
		closed[school.n_closed++] = d;
	open_days[0] = day("2027-11-13");
	school.closed = closed;
	school.open = open_days;
	school.n_open = 1;
	school.known_from = day("2027-09-01");
	school.known_to = day("2028-03-31");
}

/* Inputs and outputs as "name=value;name=value".  An input without "=" is null. */
static const struct {
	const char *id, *in;
	const char *out; /* "!field" for a refusal of that input, "?" for no such rule */
	const char *why; /* a part of the sentence, or NULL */
} cases[] = {
	{ "EA1996.8.school-age", "born=2019-02-10", "starts_on=2024-03-31;ends_on=2035-06-29",
	  "s. 8(3)(c)" },
	{ "EA1996.8.school-age", "born=26 June 2011", "ends_on=2027-06-25", "s. 8(3)(a)" },
	{ "EA1996.8.school-age", "born=25/6/2011", "ends_on=2027-06-25", "s. 8(3)(b)" },
	{ "EA1996.8.school-age", "born=2011-09-01", "ends_on=2028-06-30", "2028-06-30" },
	{ "EA1996.8.school-age", "born=2011-09-01;school_year_starts=09-06", "ends_on=2027-06-25",
	  NULL },
	{ "EA1996.8.school-age", "born=2024-02-29", "starts_on=2029-03-31", "five on 2029-03-01" },
	{ "EA1996.8.school-age", "", "!born", NULL },
	{ "EA1996.8.school-age", "born", "!born", NULL },
	{ "EA1996.8.school-age", "born=2019-02-30", "!born", NULL },
	{ "EA1996.8.school-age", "born=1899-12-31", "!born", NULL },
	{ "EA1996.8.school-age", "born=2201-01-01", "!born", NULL },
	{ "EA1996.8.school-age", "born=2019-02-10;born=2019-02-10", "!born", NULL },
	{ "EA1996.8.school-age", "born=2019-02-10;on=2019-02-10", "!on", NULL },
	{ "EA1996.8.school-age", "born=2019-02-10;bor=2019-02-10", "!bor", NULL },
	{ "EA1996.8.school-age", "born=2019-02-10;school_year_starts=07-31", "!school_year_starts",
	  NULL },
	{ "EA1996.8.school-age", "born=2019-02-10;school_year_starts=13-01", "!school_year_starts",
	  NULL },
	{ "EA1996.8.school-age", "born=2019-02-10;school_year_starts=09-01-2026",
	  "!school_year_starts", NULL },

	{ "DFE.year-group", "born=2016-05-05;on=2026-11-21", "year_group=6;academic_year=2026/27",
	  "2026/27" },
	{ "DFE.year-group", "born=2022-09-01;on=2026-11-21", "year_group=N2", NULL },
	{ "DFE.year-group", "born=2021-09-01;on=2026-11-21", "year_group=R", NULL },
	{ "DFE.year-group", "born=2026-09-01;on=2026-11-21", "year_group=", "outside" },
	{ "DFE.year-group", "born=1995-01-01;on=2008-09-01", "academic_year=2008/09", NULL },
	{ "DFE.year-group", "born=1995-01-01;on=1999-12-31", "academic_year=1999/00", NULL },

	/* law 0.3, 11.6, 11.7: N is 1 November 2027; nothing is appealed. */
	{ "DAYS.count", "from=2027-09-01;days=15", "due_on=2027-09-15", "15 calendar days" },
	{ "DAYS.count", "from=2027-11-01;days=15;unit=calendar;day_one=same", "due_on=2027-11-15",
	  NULL },
	{ "DAYS.count", "from=2027-11-15;days=15;unit=calendar;day_one=same", "due_on=2027-11-29",
	  NULL },
	{ "DAYS.count", "from=2027-11-15;days=15;unit=calendar;day_one=next", "due_on=2027-11-30",
	  "beginning with the day after 2027-11-15" },
	{ "DAYS.count", "from=2027-11-29;days=10;unit=school;day_one=same", "due_on=2027-12-10",
	  NULL },
	{ "DAYS.count", "from=2027-12-10;days=5;unit=calendar;day_one=next", "due_on=2027-12-15",
	  NULL },
	{ "DAYS.count", "from=2027-12-15;days=15;unit=calendar;day_one=same", "due_on=2027-12-29",
	  NULL },
	{ "DAYS.count", "from=2027-12-29;days=5;unit=calendar;day_one=same", "due_on=2028-01-02",
	  NULL },
	/* s. 436N(5): served on a day that is no school day, the first after it is day 1. */
	{ "DAYS.count", "from=2027-10-23;days=10;unit=school", "due_on=2027-11-12", NULL },
	{ "DAYS.count", "from=2027-10-23;days=11;unit=school", "due_on=2027-11-13", NULL },
	{ "DAYS.count", "from=2027-12-17;days=2;unit=school", "due_on=2028-01-03", NULL },
	{ "DAYS.count", "from=2027-10-23;days=10;unit=school;calendar=100001", "due_on=2027-11-12",
	  "by the calendar 100001" },
	{ "DAYS.count", "from=2027-10-23;days=10;unit=school;calendar=100002", "!calendar", NULL },
	{ "DAYS.count", "from=2027-09-01;days=15;calendar=100002", "due_on=2027-09-15", NULL },
	{ "LOCAL.cme.enquiry", "from=2027-10-23;days=10;day_one=same;calendar=100001",
	  "due_on=2027-11-12", "by the calendar 100001" },
	{ "DAYS.count", "from=2028-03-30;days=3;unit=school", "!from", NULL },
	{ "DAYS.count", "from=2027-08-31;days=3;unit=school", "!from", NULL },
	{ "DAYS.count", "from=2026-12-24;days=2;unit=working", "due_on=2026-12-29", NULL },
	{ "DAYS.count", "from=2026-12-24;days=1;unit=working;day_one=next", "due_on=2026-12-29",
	  "1 working day beginning" },
	{ "DAYS.count", "from=2025-04-17;days=5;unit=working", "due_on=2025-04-25", NULL },
	{ "DAYS.count", "from=2028-12-29;days=2;unit=working", "!from", NULL },
	{ "DAYS.count", "from=2018-12-31;days=2;unit=working", "!from", NULL },
	{ "DAYS.count", "from=2027-11-20;days=0;unit=working", "due_on=2027-11-20",
	  "the day itself" },
	{ "DAYS.count", "from=2027-11-20", "!days", NULL },
	{ "DAYS.count", "days=3", "!from", NULL },
	{ "DAYS.count", "from=2027-11-20;days=3.5", "!days", NULL },
	{ "DAYS.count", "from=2027-11-20;days=-1", "!days", NULL },
	{ "DAYS.count", "from=2027-11-20;days=3661", "!days", NULL },
	{ "DAYS.count", "from=2027-11-20;days=3;unit=moon", "!unit", NULL },
	{ "DAYS.count", "from=2027-11-20;days=3;day_one=last", "!day_one", NULL },
	{ "DAYS.count", "from=2027-11-31;days=x;unit=moon;day_one=last", "!from", NULL },

	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=true;on_roll=false;route=home_education",
	  "eligible=true;conditions=A B C;limb=a;review=false;in_force=false",
	  "not in force on that day" },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=yes;on_roll=true;route=flexi_schooling;"
	  "s38_in_force_from=2026-11-21",
	  "eligible=true;conditions=A B C;limb=b;in_force=true", NULL },
	{ "EA1996.436B.2",
	  "born=2011-12-05;on=2026-11-21;lives_in_area=true;on_roll=true;route=part_time_college",
	  "eligible=true;limb=c", NULL },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=no;on_roll=true;route=part_time_timetable",
	  "eligible=false;conditions=B;limb=;review=true", "decision for an officer" },
	{ "EA1996.436B.2",
	  "born=2025-05-05;on=2026-11-21;lives_in_area=false;on_roll=true;route=home_education",
	  "eligible=false;conditions=;review=false", "B not met" },
	{ "EA1996.436B.2",
	  "born=2000-05-05;on=2026-11-21;lives_in_area=false;on_roll=false;route=eotas",
	  "eligible=false;conditions=C", NULL },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=true;on_roll=true;route=eotas",
	  "eligible=true", NULL },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=unknown;on_roll=false;route=home_education",
	  "eligible=;conditions=B C;limb=a", "A not known" },
	{ "EA1996.436B.2",
	  "born=2025-05-05;on=2026-11-21;lives_in_area=unknown;on_roll=false;route=home_education",
	  "eligible=false;conditions=C", "A not known" },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=unknown;on_roll=true;route=home_education",
	  "eligible=false;conditions=B", "C not met" },
	{ "EA1996.436B.2", "born=2016-05-05;on=2026-11-21;on_roll=true;route=eotas",
	  "!lives_in_area", NULL },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=maybe;on_roll=true;route=eotas",
	  "!lives_in_area", NULL },
	{ "EA1996.436B.2", "born=2016-05-05;on=2026-11-21;lives_in_area=true;on_roll=true",
	  "!route", NULL },
	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=true;on_roll=true;route=boat", "!route",
	  NULL },

	{ "EA1996.436B.2",
	  "born=2016-05-05;on=2026-11-21;lives_in_area=true;on_roll=true;route=on_roll_absent",
	  "eligible=false;conditions=A B;limb=;review=false", "another recorded basis" },

	{ "EA1996.436D.6",
	  "routes=section_19;full_time=true;on_roll=true;on=2027-11-21;s38_in_force_from=2027-09-"
	  "01",
	  "parent_duties=false;paragraph=a;in_force=true", "section 19" },
	{ "EA1996.436D.6",
	  "routes= flexi_schooling  section_19 ;full_time=true;on_roll=true;on=2026-11-21",
	  "parent_duties=false;paragraph=a;in_force=false", "not in force" },
	{ "EA1996.436D.6", "routes=section_19 eotas;full_time=true;on_roll=true;on=2026-11-21",
	  "parent_duties=false;paragraph=e", "several" },
	{ "EA1996.436D.6", "routes=section_19;on_roll=true;on=2026-11-21",
	  "parent_duties=true;paragraph=", "duties apply" },
	{ "EA1996.436D.6", "on_roll=true;on=2026-11-21;full_time=true", "parent_duties=true",
	  NULL },
	{ "EA1996.436D.6", "routes=boat;full_time=true;on_roll=true;on=2026-11-21", "!routes",
	  NULL },
	{ "EA1996.436D.6",
	  "routes=a_word_that_is_longer_than_any_code_there_is;on_roll=true;on=2026-11-21;full_"
	  "time=maybe",
	  "!routes", NULL },
	{ "EA1996.436D.6", "routes=eotas;full_time=maybe;on_roll=true;on=2026-11-21", "!full_time",
	  NULL },
	{ "EA1996.436D.6", "routes=eotas boat cart;on_roll=true;on=2026-11-21", "!routes", NULL },
	{ "EA1996.436D.6", "routes=school_off_site;full_time=true;on_roll=false;on=2026-11-21",
	  "parent_duties=true;paragraph=", "duties apply" },
	{ "EA1996.436D.6", "routes=eotas;on=2026-11-21", "!on_roll", NULL },
	{ "EA1996.436D.6", "routes=eotas;on_roll=true", "!on", NULL },

	{ "EA1996.436F.border",
	  "area=england;registered=true;on=2027-11-21;s38_in_force_from=2027-09-01",
	  "information=must;told_by_school=true;eligible_here=false;local_gates=false;in_force="
	  "true",
	  "s. 436F(5)" },
	{ "EA1996.436F.border", "area=wales;registered=true;on=2027-11-21",
	  "information=must;in_force=false", "not in force" },
	{ "EA1996.436F.border", "area=wales;registered=false;on=2027-11-21",
	  "information=local;told_by_school=true", "not on the register" },
	{ "EA1996.436F.border", "area=england;on=2027-11-21", "information=local",
	  "LOCAL.forward.send" },
	{ "EA1996.436F.border", "area=scotland;on=2027-11-21",
	  "information=on_request;told_by_school=false", "s. 436F(6)" },
	{ "EA1996.436F.border", "area=northern_ireland;on=2027-11-21", "information=on_request",
	  NULL },
	{ "EA1996.436F.border", "area=crown_dependency;on=2027-11-21",
	  "information=no_power;told_by_school=false", "another lawful basis" },
	{ "EA1996.436F.border", "area=abroad;on=2027-11-21", "information=no_power", NULL },
	{ "EA1996.436F.border", "area=ireland;on=2027-11-21", "!area", NULL },
	{ "EA1996.436F.border", "on=2027-11-21", "!area", NULL },
	{ "EA1996.436F.border", "area=wales", "!on", NULL },
	{ "EA1996.436G.5",
	  "routes=home_education;on_roll=false;on=2027-11-21;s38_in_force_from=2027-09-01",
	  "support=true;in_force=true", "applies" },
	{ "EA1996.436G.5", "routes=flexi_schooling;on_roll=true;on=2027-11-21",
	  "support=false;in_force=false", "registered pupil" },
	{ "EA1996.436G.5", "routes=section_19;on_roll=false;on=2027-11-21", "support=false",
	  "must arrange" },
	{ "EA1996.436G.5", "routes=section_19;on=2027-11-21", "!on_roll", NULL },

	{ "LOCAL.approaching.before", "starts_on=2026-12-31;opened_on=2026-11-21",
	  "due_on=2026-12-03", "28 days before" },
	{ "LOCAL.approaching.before", "starts_on=2026-12-31;days=60;opened_on=2026-11-21",
	  "due_on=2026-11-21", "recorded later" },
	{ "LOCAL.approaching.before", "starts_on=2026-12-31;days=-1;opened_on=2026-11-21", "!days",
	  NULL },
	{ "LOCAL.s19.review", "from=2027-01-15;days=0", "due_on=2027-01-15", "the day itself" },
	{ "LOCAL.absence.review", "from=2026-12-24;days=1;unit=working;day_one=next",
	  "due_on=2026-12-29", NULL },
	{ "LOCAL.s19.decide", "from=2027-10-23;days=10;day_one=same;calendar=100001",
	  "due_on=2027-11-12", NULL },

	{ "DFE.census-state", "routes=home_education", "state=home_educated", "home educated" },
	{ "DFE.census-state", "routes=missing_education section_19", "state=missing_education",
	  "says so" },
	{ "DFE.census-state", "routes=flexi_schooling", "state=neither", "neither" },
	{ "DFE.census-state", "routes=", "state=neither", NULL },
	{ "DFE.census-state", "", "!routes", NULL },

	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21",
	  "required=false;in_force=false;conditions=;local_gate=;relevant_authority=;"
	  "by_statute=false",
	  "consent is not required" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;ehc_plan=true",
	  "required=true;local_gate=ehc;by_statute=false;decided_by=LOCAL.gate.ehc",
	  "an EHC plan alone is no statutory ground" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;ehc_plan=true;gate_ehc=advise",
	  "required=false;local_gate=ehc;advised=true", "advises" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;ehc_plan=true;gate_ehc=off",
	  "required=false;local_gate=", NULL },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;placement=special;placed_by=302;"
	  "s37_in_force_from=2027-09-01",
	  "required=true;in_force=true;conditions=A;local_gate=;relevant_authority=302",
	  "condition A is met" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;placement=special;placed_by=302",
	  "required=true;in_force=false;by_statute=true;decided_by=SI2024-208.9.2", "reg. 9(2)" },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;placement=special;placed_by=302;s47_enquiry_by=305;"
	  "s37_in_force_from=2027-09-01",
	  "conditions=A B;relevant_authority=305", NULL },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;s47_enquiry_by=302;s47_action_by=660;"
	  "significant_harm=true;s47_action_ended_on=2022-11-22;s37_in_force_from=2027-09-01",
	  "required=true;conditions=B;relevant_authority=302 660", "began on 2022-11-22" },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;s47_action_by=302;significant_harm=true;"
	  "s47_action_ended_on=2022-11-21;s37_in_force_from=2027-09-01",
	  "required=false;conditions=;local_gate=", NULL },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;s47_enquiry_by=305 302 305;s47_action_by= 303 ;"
	  "significant_harm=true;s37_in_force_from=2027-09-01",
	  "required=true;conditions=B;relevant_authority=305 302 303", "condition B is met" },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;s47_enquiry_by=unknown;s37_in_force_from=2027-09-01",
	  "required=true;conditions=B;relevant_authority=", "is not settled" },
	{ "EA1996.434A.2",
	  "born=2016-05-05;on=2027-11-21;s47_enquiry_by=302 unknown;s37_in_force_from=2027-09-01",
	  "relevant_authority=302", "is not settled" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;s47_enquiry_by= ", "conditions=", NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;s47_enquiry_by=302 9999",
	  "!s47_enquiry_by", NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;s47_action_by=UNKNOWN", "!s47_action_by",
	  NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;s47_action_by=999", "!s47_action_by",
	  NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;child_protection_plan=true",
	  "required=true;local_gate=child-protection", "own policy" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;ehc_plan=true;on_roll=false",
	  "required=false;local_gate=", "no school's roll" },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;ehc_plan=true;purpose=other_school",
	  "required=false;local_gate=", "another school" },
	{ "EA1996.434A.2", "on=2027-11-21", "!born", NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;placed_by=999", "!placed_by", NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;placed_by=", "required=false", NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;gate_ehc=maybe", "!gate_ehc", NULL },
	{ "EA1996.434A.2", "born=2016-05-05;on=2027-11-21;significant_harm=1", "!significant_harm",
	  NULL },

	{ "EA1996.434A.12", "previous_application_on=2027-03-15;refused=true;on=2027-09-14",
	  "must_decide=false;from_on=2027-09-15", "need not" },
	{ "EA1996.434A.12",
	  "previous_application_on=2027-03-15;refused=true;on=2027-09-15;"
	  "s37_in_force_from=2027-01-01",
	  "must_decide=true;from_on=2027-09-15;in_force=true", NULL },
	{ "EA1996.434A.12", "previous_application_on=2027-03-15;refused=false;on=2027-03-16",
	  "must_decide=true;from_on=", NULL },

	{ "EA1996.436B.8", "registered_on=2027-09-01", "due_on=2027-09-15;in_force=false", NULL },
	{ "EA1996.436B.8", "registered_on=2027-09-01;s38_in_force_from=2027-09-01",
	  "due_on=2027-09-15;in_force=true", "15 days beginning with 2027-09-01" },
	{ "EA1996.436D.5", "limb=a;event_on=2027-09-01", "due_on=2027-09-15", NULL },
	{ "EA1996.436D.5", "limb=c;event_on=2028-02-20", "due_on=2028-03-05", NULL },
	{ "EA1996.436D.5", "limb=e;event_on=2027-12-25", "due_on=2028-01-08", NULL },
	{ "EA1996.436D.5", "limb=b;event_on=2027-12-25", "!limb", NULL },
	{ "EA1996.436D.5", "event_on=2027-12-25", "!limb", NULL },

	{ "EA1996.436B.10", "included_on=2027-09-01;s38_in_force_from=2027-09-01",
	  "due_on=2027-09-15;in_force=true", "15 days beginning with 2027-09-01" },
	{ "EA1996.436B.10", "included_on=2027-09-01", "in_force=false", "not in force" },

	{ "EA1996.436C.1.a.name", "on=2027-09-01", "required=true;basis=s436c1;in_force=false",
	  "every child in the register" },
	{ "EA1996.436C.1.a.name", "", "!on", NULL },
	{ "EA1996.436C.1.a.previous-address",
	  "on=2027-09-01;at_address_since=2026-09-02;s38_in_force_from=2027-09-01",
	  "required=true;in_force=true", "less than 12 months" },
	{ "EA1996.436C.1.a.previous-address", "on=2027-09-01;at_address_since=2026-09-01",
	  "required=false", "12 months or more" },
	{ "EA1996.436C.1.a.previous-address", "on=2027-09-01", "required=", "not known since" },
	{ "EA1996.436C.1.b.additional-address", "on=2027-09-01;lives_elsewhere=yes",
	  "required=true", "more than one address" },
	{ "EA1996.436C.1.b.additional-address", "on=2027-09-01;lives_elsewhere=maybe",
	  "!lives_elsewhere", NULL },
	{ "EA1996.436C.1.g.ii.provider-type", "on=2027-09-01;above=no", "required=false",
	  "no provider" },
	{ "EA1996.436C.1.g.ii.provider-type", "on=2027-09-01", "required=", "may be above" },
	{ "EA1996.436C.2.m.young-carer", "on=2027-09-01", "required=false;basis=s436c2",
	  "not switched on by content.s436c2.m" },
	{ "EA1996.436C.2.m.young-carer", "on=2027-09-01;prescribed=yes", "required=true",
	  "switched on by" },
	{ "EA1996.436C.2.f.care-and-support", "on=2027-09-01", "required=false", "Wales" },
	{ "EA1996.436C.3.local", "on=2027-09-01;prescribed=true", "required=true;basis=s436c3",
	  NULL },
	{ "EA1996.436C.6", "on=2027-09-01;hours=12.5;threshold_hours=12",
	  "above=true;prescribed=true;hours_counted=12.5;exceeded=hours;in_force=false",
	  "12.5 hours a week count; more than 12 hours in 1 week" },
	{ "EA1996.436C.6",
	  "on=2027-09-01;hours=5;hours_high=10;range=middle;total=20;total_high=30;"
	  "threshold_hours=7;share_of_education=25;share_of_period=50;week_hours=25;period_weeks=2",
	  "above=true;hours_counted=7.5;exceeded=hours share_of_education",
	  "not more than 50 % of a week of 25 hours; more than 25 % of all education" },
	{ "EA1996.436C.6", "on=2027-09-01;threshold_hours=7.05;period_weeks=39",
	  "above=;hours_counted=;exceeded=",
	  "it is not known whether more than 7.05 hours in 39 weeks" },
	{ "EA1996.436C.6", "on=2027-09-01;hours=40;s38_in_force_from=2027-09-01",
	  "above=false;prescribed=false;exceeded=;in_force=true",
	  "no amount of time is prescribed" },
	{ "EA1996.436C.6", "on=2027-09-01;hours=40;hours_high=30", "!hours_high", NULL },
	{ "EA1996.436C.6", "on=2027-09-01;hours_high=30", "!hours", NULL },
	{ "EA1996.436C.6", "on=2027-09-01;hours=168.01", "!hours", NULL },
	{ "EA1996.436C.6", "on=2027-09-01;hours=about 12", "!hours", NULL },
	{ "EA1996.436C.6", "on=2027-09-01;hours=12;total=1.125", "!total", NULL },
	{ "EA1996.436E.1",
	  "on=2027-09-01;hours=12;threshold_hours=10;combine=all;share_of_period=1",
	  "above=true;exceeded=hours share_of_period", NULL },
	{ "EA1996.436H.10", "appears_on=2027-11-01;s39_in_force_from=2027-01-01",
	  "due_on=2027-11-05;in_force=true", NULL },
	{ "LOCAL.interpreter", "needed=false", "allowed=true", "nobody is known" },
	{ "LOCAL.interpreter", "needed=true", "allowed=false", "say who interpreted" },
	{ "LOCAL.interpreter", "needed=true;interpreter=professional", "allowed=true", "may" },
	{ "LOCAL.interpreter", "needed=true;interpreter=staff", "allowed=true", NULL },
	{ "LOCAL.interpreter", "needed=true;interpreter=nobody_spoken_with", "allowed=true", NULL },
	{ "LOCAL.interpreter", "needed=false;interpreter=relative", "allowed=false", "relative" },
	{ "LOCAL.interpreter", "needed=true;interpreter=child", "allowed=false", "child" },
	{ "LOCAL.interpreter", "needed=true;interpreter=parrot", "!interpreter", NULL },
	{ "LOCAL.interpreter", "interpreter=staff", "!needed", NULL },
	{ "LOCAL.contact-wish", "method=post", "allowed=true;where_needed=false",
	  "asked nothing that stands" },
	{ "LOCAL.contact-wish", "method=post;asked_not=1", "allowed=false;where_needed=false",
	  "use another way" },
	{ "LOCAL.contact-wish", "method=post;asked_not=1;despite=true", "allowed=true",
	  "a manager decided" },
	{ "LOCAL.contact-wish", "method=post;places=2;asked_not=1",
	  "allowed=false;where_needed=true", "say which it was" },
	{ "LOCAL.contact-wish", "method=post;places=2;asked_not=1;despite=true",
	  "allowed=false;where_needed=true", NULL },
	{ "LOCAL.contact-wish", "method=post;places=2;asked_not=2", "where_needed=false", NULL },
	{ "LOCAL.contact-wish", "method=left_at_residence;asked_not=1", "allowed=false", NULL },
	{ "LOCAL.contact-wish", "method=electronic;asked_not=1", "allowed=false", NULL },
	{ "LOCAL.contact-wish", "method=email;asked_not=1", "allowed=false", NULL },
	{ "LOCAL.contact-wish", "method=text;asked_not=1", "allowed=false", NULL },
	{ "LOCAL.contact-wish", "method=telephone;asked_not=1", "allowed=true", "no message left" },
	{ "LOCAL.contact-wish", "method=telephone;asked_not=1;message_left=true", "allowed=false",
	  NULL },
	{ "LOCAL.contact-wish", "method=home_visit;asked_not=1", "allowed=true", NULL },
	{ "LOCAL.contact-wish", "method=home_visit;asked_not=1;message_left=true", "allowed=false",
	  NULL },
	{ "LOCAL.contact-wish", "method=delivery;asked_not=1", "allowed=true",
	  "nothing is written" },
	{ "LOCAL.contact-wish", "method=in_person;asked_not=1;message_left=true", "allowed=true",
	  NULL },
	{ "LOCAL.contact-wish", "method=post;places=1;asked_not=2", "!asked_not", NULL },
	{ "LOCAL.contact-wish", "method=pigeon", "!method", NULL },
	{ "LOCAL.contact-wish", "", "!method", NULL },
	{ "UKGDPR.14.3", "obtained_on=2027-01-31", "due_on=2027-02-28", "one month" },
	{ "UKGDPR.14.3", "obtained_on=2026-11-21", "due_on=2026-12-21", "at the latest" },
	{ "UKGDPR.14.3", "", "!obtained_on", NULL },
	{ "EA1996.572.2", "section=434A;served_on=2027-02-01",
	  "allowed=false;agreement_needed=true", "there is none" },
	{ "EA1996.572.2", "section=434A;agreed_on=2027-02-01;served_on=2027-02-01", "allowed=true",
	  "agreed to from 2027-02-01; served on" },
	{ "EA1996.572.2", "section=434A;agreed_on=2027-02-02;served_on=2027-02-01", "allowed=false",
	  NULL },
	{ "EA1996.572.2",
	  "section=434A;agreed_on=2027-01-01;ended_on=2027-02-02;served_on=2027-02-01",
	  "allowed=true", "until 2027-02-02" },
	{ "EA1996.572.2",
	  "section=434A;agreed_on=2027-01-01;ended_on=2027-02-01;served_on=2027-02-01",
	  "allowed=false", NULL },
	{ "EA1996.572.2", "section=436H;served_on=2027-02-01",
	  "allowed=true;agreement_needed=false", "s. 572(4)" },
	{ "EA1996.572.2", "section=436P;served_on=2027-02-01", "agreement_needed=false", NULL },
	{ "EA1996.572.2", "section=436G;served_on=2027-02-01", "agreement_needed=true", NULL },
	{ "EA1996.572.2", "section=436Q;served_on=2027-02-01", "agreement_needed=true", NULL },
	{ "EA1996.572.2", "section=437;served_on=2027-02-01", "agreement_needed=true", NULL },
	{ "EA1996.572.2", "section=447H;served_on=2027-02-01", "agreement_needed=true", NULL },
	{ "EA1996.572.2", "section=436Z;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=436HA;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=572;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=584;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=H;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=4361H;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=436ABC;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=436h;served_on=2027-02-01", "!section", NULL },
	{ "EA1996.572.2", "section=434A", "!served_on", NULL },
	{ "CFA2014.44.1", "last_review_on=2026-03-10", "due_on=2027-03-09", NULL },
	{ "CFA2014.44.1", "last_review_on=2028-02-29", "due_on=2029-02-28", NULL },
	{ "LOCAL.review.yearly", "registered_on=2026-11-30", "due_on=2027-02-28",
	  "3 months after registration" },
	{ "LOCAL.review.yearly", "registered_on=2026-01-01;last_reviewed_on=2026-04-01",
	  "due_on=2027-04-01", "12 months after the last review" },
	{ "LOCAL.review.yearly", "registered_on=2026-01-01;next_on=2026-02-01;first_months=6",
	  "due_on=2026-02-01", "earlier date" },
	{ "LOCAL.review.yearly", "registered_on=2026-01-01;next_on=2026-09-01", "due_on=2026-04-01",
	  NULL },
	{ "LOCAL.review.yearly",
	  "registered_on=2026-01-01;last_reviewed_on=2026-04-01;yearly_months=0", "!yearly_months",
	  NULL },
	{ "LOCAL.review.sign-off", "from=2026-11-20", "due_on=2026-11-27", "5 working days" },
	{ "LOCAL.review.more-information", "from=2026-11-20", "due_on=2026-12-05", NULL },
	{ "LOCAL.review.unsuitable", "from=2026-11-20", "due_on=2026-11-27", NULL },
	{ "LOCAL.consent.decide", "from=2026-11-20", "due_on=2026-12-04", NULL },
	{ "LOCAL.consent.serve", "from=2026-11-20", "due_on=2026-11-24", NULL },
	{ "LOCAL.s436h5.consider", "from=2026-11-20", "due_on=2026-11-24", NULL },
	{ "LOCAL.consent.pass", "from=2026-11-20", "due_on=2026-11-24", NULL },
	{ "LOCAL.consent.check", "from=2026-11-20;days=3;unit=calendar;day_one=same",
	  "due_on=2026-11-22", NULL },
	{ "LOCAL.withdrawal.manager", "from=2026-11-21", "due_on=2026-11-21", NULL },
	{ "LOCAL.withdrawal.register", "from=2026-11-20", "due_on=2026-11-27", NULL },
	{ "LOCAL.social-care.speak", "from=2026-11-20", "due_on=2026-11-23", NULL },
	{ "LOCAL.cme.enquiry", "from=2027-12-10", "due_on=2028-01-07", "10 school days" },
	{ "LOCAL.court.check", "from=2026-11-20", "due_on=2026-11-24", NULL },
	{ "LOCAL.court.keep-apart", "from=2026-11-20", "due_on=2026-11-23", NULL },
	{ "LOCAL.looked-after.tell", "from=2026-11-20", "due_on=2026-11-23", NULL },
	{ "LOCAL.private-fostering.notify", "from=2026-11-20", "due_on=2026-11-23", NULL },
	{ "LOCAL.looked-after.notice", "looked_after=false;notice_by=carer", "enough=true",
	  "not looked after" },
	{ "LOCAL.looked-after.notice", "looked_after=true;notice_by=carer", "enough=false",
	  "carer's notice alone" },
	{ "LOCAL.looked-after.notice", "looked_after=true;notice_by=other", "enough=false", NULL },
	{ "LOCAL.looked-after.notice", "looked_after=true;notice_by=parent", "enough=true",
	  "a parent gave notice" },
	{ "LOCAL.looked-after.notice",
	  "looked_after=true;notice_by=parent;authority_shares_responsibility=true", "enough=false",
	  "s. 33(3)" },
	{ "LOCAL.looked-after.notice",
	  "looked_after=true;notice_by=carer;authority_shares_responsibility=true;authority_agrees="
	  "true",
	  "enough=true", "agrees" },
	{ "LOCAL.looked-after.notice", "looked_after=true;notice_by=neighbour", "!notice_by",
	  NULL },
	{ "LOCAL.looked-after.notice", "notice_by=carer", "!looked_after", NULL },

	{ "CA1989.order", "kind=care",
	  "authority_shares_responsibility=true;looked_after=true;court_consents=false;"
	  "about_education=true;protects=false",
	  "s. 33(3)" },
	{ "CA1989.order", "kind=interim_care", "authority_shares_responsibility=true", "38" },
	{ "CA1989.order", "kind=placement", "looked_after=true", "2002" },
	{ "CA1989.order", "kind=wardship", "court_consents=true;about_education=true", NULL },
	{ "CA1989.order", "kind=non_molestation", "protects=true;about_education=false", NULL },
	{ "CA1989.order", "kind=prohibited_steps", "about_education=true", NULL },
	{ "CA1989.order", "kind=specific_issue;education=no", "about_education=false", NULL },
	{ "CA1989.order", "kind=education_supervision;education=no", "about_education=true",
	  "s. 436I" },
	{ "CA1989.order", "kind=child_arrangements;education=yes", "about_education=true", NULL },
	{ "CA1989.order", "kind=other", "about_education=false", NULL },
	{ "CA1989.order", "kind=divorce", "!kind", NULL },
	{ "CA1989.order", "education=yes", "!kind", NULL },
	{ "CA1989.order", "kind=care;education=perhaps", "!education", NULL },

	/* s. 66(2): 28 days from 1 November end with the 28th */
	{ "CA1989.66", "born=2015-03-02;on=2026-11-27;from=2026-11-01;carer=other;intended=false",
	  "privately_fostered=false", "less than 28 days" },
	{ "CA1989.66", "born=2015-03-02;on=2026-11-28;from=2026-11-01;carer=other;intended=false",
	  "privately_fostered=true", "28 days or more" },
	{ "CA1989.66", "born=2015-03-02;on=2026-11-02;from=2026-11-01;carer=other;until=2026-11-27",
	  "privately_fostered=false", NULL },
	{ "CA1989.66", "born=2015-03-02;on=2026-11-02;from=2026-11-01;carer=other;until=2026-11-28",
	  "privately_fostered=true", NULL },
	{ "CA1989.66", "born=2015-03-02;on=2026-11-02;from=2026-11-01;carer=other;intended=true",
	  "privately_fostered=true", NULL },
	{ "CA1989.66", "born=2015-03-02;on=2026-11-02;from=2026-12-01;carer=other;intended=true",
	  "privately_fostered=true", NULL },
	{ "CA1989.66", "born=2015-03-02;on=2026-11-02;from=2026-11-01;carer=other",
	  "privately_fostered=", "not known" },
	{ "CA1989.66", "born=2015-03-02;on=2026-12-02;from=2026-11-01;carer=relative",
	  "privately_fostered=false", "s. 105(1)" },
	{ "CA1989.66", "born=2015-03-02;on=2026-12-02;from=2026-11-01;carer=parent",
	  "privately_fostered=false", NULL },
	{ "CA1989.66", "born=2015-03-02;on=2026-12-02;from=2026-11-01;carer=responsible",
	  "privately_fostered=false", NULL },
	{ "CA1989.66",
	  "born=2015-03-02;on=2026-12-02;from=2026-11-01;carer=other;looked_after=true",
	  "privately_fostered=false", "Sch. 8 para. 1" },
	{ "CA1989.66", "born=2015-03-02;on=2026-12-02;from=2026-11-01;carer=other;with_family=true",
	  "privately_fostered=false", "lives there too" },
	{ "CA1989.66", "born=2010-12-02;on=2026-12-01;from=2026-10-01;carer=other",
	  "privately_fostered=true", NULL },
	{ "CA1989.66", "born=2010-12-02;on=2026-12-02;from=2026-10-01;carer=other",
	  "privately_fostered=false", "too old" },
	{ "CA1989.66", "born=2010-12-02;on=2026-12-02;from=2026-10-01;carer=other;disabled=true",
	  "privately_fostered=true", NULL },
	{ "CA1989.66", "born=2010-12-02;on=2026-12-02;from=2026-10-01;carer=nanny", "!carer",
	  NULL },

	{ "LOCAL.query", "from=2026-11-20", "due_on=2026-11-27", NULL },
	{ "LOCAL.sheet", "from=2026-11-20;days=365", "due_on=2027-11-20", NULL },

	{ "SI2024-208.9.1.f", "written_notice=true;leaves_on=2026-11-20;on=2026-11-21",
	  "deletes=true", "has passed" },
	{ "SI2024-208.9.1.f", "written_notice=true;leaves_on=2026-11-21;on=2026-11-21",
	  "deletes=false", "has not passed" },
	{ "SI2024-208.9.1.f", "written_notice=false;leaves_on=2026-11-20;on=2026-11-21",
	  "deletes=false", "no parent" },
	{ "SI2024-208.9.1.f",
	  "written_notice=true;leaves_on=2026-11-20;on=2026-11-21;order_names_school=true",
	  "deletes=false", "order names" },
	{ "SI2024-208.9.2", "placement=special;placed_by=302",
	  "required=true;relevant_authority=302", NULL },
	{ "SI2024-208.9.2", "placement=special;placed_by=302;ground=d", "required=false",
	  "outside reg. 9(2)" },
	{ "SI2024-208.9.2", "placement=special;placed_by=302;ground=o", "required=false", NULL },
	{ "SI2024-208.9.2", "placement=special;placed_by=302;ground=a", "required=true", NULL },
	{ "SI2024-208.9.2", "placement=special", "required=false;relevant_authority=", NULL },
	{ "SI2024-208.9.2", "placement=independent_special;placed_by=302", "required=false",
	  "no authority" },

	{ "ID.upn", "value=P207000016049", "valid=true;normalised=P207000016049;problem=", NULL },
	{ "ID.upn", "value=Q207000016049",
	  "valid=false;normalised=;problem=the check letter is wrong", NULL },
	{ "ID.uln", "value=9276308686", "valid=true", NULL },
	{ "ID.nhs", "value=943 476 5870", "valid=true;normalised=9434765870", NULL },
	{ "ID.postcode", "value=ec1a1bb", "valid=true;normalised=EC1A 1BB", NULL },
	{ "ID.la", "value=302", "valid=true", NULL },
	{ "ID.telephone", "value=020 7946 0018", "valid=true;normalised=+442079460018", NULL },
	{ "ID.uprn", "value=000000199356", "valid=true;normalised=199356", NULL },
	{ "ID.upn", "", "!value", NULL },
	{ "DFE.ehe.reason", "", "?", NULL },
	{ "EA1996.8", "", "?", NULL },
};

/* Split `text` at ';' and '=' in place. */
static size_t
split(char *text, cnis_rule_input *ret, size_t most)
{
	size_t n = 0;

	while (text != NULL && *text != '\0') {
		char *end = strchr(text, ';');
		char *value;

		ck_assert_uint_lt(n, most);
		if (end != NULL)
			*end++ = '\0';
		value = strchr(text, '=');
		if (value != NULL)
			*value++ = '\0';
		ret[n].name = text;
		ret[n++].text = value;
		text = end;
	}
	return n;
}

static const cnis_rule_context *
context(void)
{
	static cnis_rule_context c;

	if (school.n_closed == 0)
		make_school();
	c.school = &school;
	c.school_name = "100001";
	return &c;
}

START_TEST(a_rule_gives_its_verdict)
{
	char in_text[400];
	char out_text[400];
	cnis_rule_input in[24];
	cnis_rule_input out[12];
	cnis_rule_verdict v = { 0 };
	cnis_error error = { 0 };
	const char *want = cases[_i].out;
	cnis_status st;
	size_t n;

	snprintf(in_text, sizeof(in_text), "%s", cases[_i].in);
	n = split(in_text, in, 24);
	st = cnis_rule_eval(cases[_i].id, in, n, context(), &v, &error);
	if (want[0] == '?') {
		ck_assert_int_eq(st, CNIS_ENOTFOUND);
		return;
	}
	if (want[0] == '!') {
		ck_assert_msg(st == CNIS_EINVAL, "%s %s was accepted", cases[_i].id, cases[_i].in);
		ck_assert_str_eq(error.field, want + 1);
		ck_assert_ptr_null(v.rule);
		return;
	}
	ck_assert_msg(st == CNIS_OK, "%s %s: %s", cases[_i].id, cases[_i].in, error.message);
	ck_assert_str_eq(v.rule->id, cases[_i].id);
	ck_assert_uint_le(v.n, CNIS_RULE_OUTPUTS);
	ck_assert_uint_lt(strlen(v.why), CNIS_RULE_WHY_SIZE - 1);
	snprintf(out_text, sizeof(out_text), "%s", want);
	n = split(out_text, out, 12);
	for (size_t i = 0; i < n; i++) {
		const cnis_rule_output *got = cnis_rule_verdict_get(&v, out[i].name);

		ck_assert_msg(got != NULL, "%s has no %s", cases[_i].id, out[i].name);
		ck_assert_msg(strcmp(got->text, out[i].text) == 0, "%s %s: %s is %s", cases[_i].id,
		              cases[_i].in, out[i].name, got->text);
	}
	ck_assert_ptr_null(cnis_rule_verdict_get(&v, "nothing"));
	if (cases[_i].why != NULL)
		ck_assert_msg(strstr(v.why, cases[_i].why) != NULL, "why: %s", v.why);
}
END_TEST

START_TEST(without_a_school_calendar_an_enquiry_counts_working_days_and_says_so)
{
	cnis_rule_input from[] = { { "from", "2026-11-20" },
		                   { "unit", "school" },
		                   { "days", "3" } };
	cnis_rule_verdict v;
	cnis_error error = { 0 };

	ck_assert_int_eq(cnis_rule_eval("LOCAL.cme.enquiry", from, 1, NULL, &v, &error), CNIS_OK);
	ck_assert_str_eq(v.out[0].text, "2026-12-04");
	ck_assert_ptr_nonnull(strstr(v.why, "no school calendar"));
	ck_assert_int_eq(cnis_rule_eval("DAYS.count", from, 3, NULL, &v, &error), CNIS_EINVAL);
	ck_assert_str_eq(error.field, "unit");
	from[1] = (cnis_rule_input){ "calendar", "100001" };
	ck_assert_int_eq(cnis_rule_eval("LOCAL.cme.enquiry", from, 2, NULL, &v, &error), CNIS_OK);
	ck_assert_ptr_null(strstr(v.why, "by the calendar"));
}
END_TEST

START_TEST(what_is_left_out_takes_the_default_of_the_register)
{
	static const cnis_rule_input defaults[] = { { "s37_in_force_from", "2026-09-01" },
		                                    { "gate_ehc", "off" },
		                                    { "days", "7" } };
	cnis_rule_context c = { .defaults = defaults, .n_defaults = 3 };
	cnis_rule_input in[] = { { "born", "2016-05-05" },
		                 { "on", "2026-11-21" },
		                 { "ehc_plan", "true" },
		                 { "s37_in_force_from", NULL } };
	cnis_rule_verdict v;

	ck_assert_int_eq(cnis_rule_eval("EA1996.434A.2", in, 3, &c, &v, NULL), CNIS_OK);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "in_force")->text, "true");
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "required")->text, "false");
	ck_assert_int_eq(cnis_rule_eval("EA1996.434A.2", in, 4, &c, &v, NULL), CNIS_OK);
	ck_assert_str_eq(cnis_rule_verdict_get(&v, "in_force")->text, "false");
	in[0] = (cnis_rule_input){ "from", "2026-11-20" };
	ck_assert_int_eq(cnis_rule_eval("LOCAL.query", in, 1, &c, &v, NULL), CNIS_OK);
	ck_assert_str_eq(v.out[0].text, "2026-12-01");
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof((table)[0])))

int
main(void)
{
	Suite *s = suite_create("rule");
	TCase *tc = tcase_create("calculator");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(tc, a_rule_gives_its_verdict, 0, ROWS(cases));
	tcase_add_test(tc, without_a_school_calendar_an_enquiry_counts_working_days_and_says_so);
	tcase_add_test(tc, what_is_left_out_takes_the_default_of_the_register);
	suite_add_tcase(s, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

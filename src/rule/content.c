/* What a register holds of a child, s. 436C, item by item. */
#include "rule/content.h"

#include <string.h>

#include "rule/catalogue.h"
#include "rule/school_age.h"

/* What the rows share, and the inputs that go with what makes them required. */
#define ITEM(suffix, at, paragraph_is, words, basis_is, when_is, takes, switched, more)            \
	{                                                                                          \
		.rule = { .id = "EA1996.436C." suffix,                                             \
			  .version = 1,                                                            \
			  .kind = CNIS_RULE_STATUTE,                                               \
			  .title = (words),                                                        \
			  .citation = "Education Act 1996 s. 436C" paragraph_is,                   \
			  .address = ACT("436C"),                                                  \
			  NO_CLOCK,                                                                \
			  .in_force = "law.s38.in_force_from",                                     \
			  .from = CNIS_DAY_NONE,                                                   \
			  .to = CNIS_DAY_NONE,                                                     \
			  .setting = (switched),                                                   \
			  .note = (more),                                                          \
			  .inputs = "on " takes "s38_in_force_from" },                             \
		.place = (at), .paragraph = "436C" paragraph_is, .basis = (basis_is),              \
		.when = CONTENT_##when_is,                                                         \
	}
#define ASKED(suffix, at, paragraph_is, words, more)                                               \
	ITEM(suffix, at, "(1)" paragraph_is, words, "s436c1", ALWAYS, "", "", more)
#define PROVIDER(suffix, at, paragraph_is, words)                                                  \
	ITEM(suffix, at, "(1)(g)" paragraph_is, words, "s436c1", ABOVE_THRESHOLD, "above ", "", "")
#define PRESCRIBED(suffix, at, letter, words, more)                                                \
	ITEM(suffix, at, "(2)(" letter ")", words, "s436c2", SWITCHED_ON, "prescribed ",           \
	     "content.s436c2." letter, more)
#define OF_WALES(suffix, at, letter, words)                                                        \
	ITEM(suffix, at, "(2)(" letter ")", words, "s436c2", WALES, "", "", "Not of England")

/* clang-format off */
/* Ordered by id, as the catalogue is; `place` is the order of the section. */
static const rule_content_item items[] = {
	ASKED("1.a.born", 2, "(a)", "the child's date of birth",
	      ""),
	ASKED("1.a.home-address", 3, "(a)", "the child's home address",
	      ""),
	ASKED("1.a.name", 1, "(a)", "the child's name",
	      ""),
	ITEM("1.a.previous-address", 4, "(1)(a)",
	     "previous home address, when under 12 months at the present one", "s436c1", UNDER_A_YEAR, "at_address_since ", "",
	     "INFERENCE: the 12 months end with the day before the anniversary of the first day there"),
	ITEM("1.b.additional-address", 5, "(1)(b)",
	     "any additional address, when the child lives at more than one", "s436c1", LIVES_ELSEWHERE, "lives_elsewhere ", "",
	     ""),
	ASKED("1.c.parent-address", 7, "(c)", "home address of each parent",
	      ""),
	ASKED("1.c.parent-name", 6, "(c)", "name of each parent",
	      "s. 576: anyone with parental responsibility or care of the child"),
	ASKED("1.d.educating-parent", 8, "(d)", "name of each parent who provides education",
	      ""),
	ASKED("1.e.hours-parents", 9, "(e)", "estimate of overall time receiving education from parents",
	      "How estimates are calculated and recorded may be prescribed, s. 436C(4)"),
	ASKED("1.f.hours-others", 10, "(f)", "estimate of overall time receiving education from others",
	      "How estimates are calculated and recorded may be prescribed, s. 436C(4)"),
	PROVIDER("1.g.i.provider-address", 12, "(i)",
	         "address of the provider"),
	PROVIDER("1.g.i.provider-name", 11, "(i)",
	         "name of the provider"),
	PROVIDER("1.g.ii.provider-type", 13, "(ii)",
	         "type of provider"),
	PROVIDER("1.g.iii.places", 14, "(iii)",
	         "each place of the education where different, or the web or e-mail address where virtual"),
	PROVIDER("1.g.iv.hours-provider", 15, "(iv)",
	         "estimate of the time of education from the provider"),
	PROVIDER("1.g.iv.hours-without-parent", 16, "(iv)",
	         "estimate of that time without any parent actively involved"),
	PRESCRIBED("2.a.protected-characteristics", 17, "a",
	           "protected characteristics",
	           "A parent has no duty to give it: s. 436D names s. 436C(1) only. Held as answers the family chose to give"),
	PRESCRIBED("2.b.ehc-plan", 19, "b",
	           "whether the authority maintains an EHC plan",
	           ""),
	PRESCRIBED("2.b.sen", 18, "b",
	           "special educational needs",
	           ""),
	OF_WALES("2.c.additional-learning-needs", 20, "c", "additional learning needs"),
	PRESCRIBED("2.d.s47-actions", 22, "d",
	           "actions that followed s. 47 enquiries, current or past",
	           ""),
	PRESCRIBED("2.d.s47-enquiries", 21, "d",
	           "s. 47 enquiries, current or past",
	           ""),
	PRESCRIBED("2.e.child-in-need", 23, "e",
	           "whether the child is or was in need, Children Act 1989 Part 3",
	           ""),
	PRESCRIBED("2.e.services", 24, "e",
	           "actions and services for a child in need",
	           ""),
	OF_WALES("2.f.care-and-support", 25, "f", "assessments of needs for care and support"),
	PRESCRIBED("2.g.looked-after", 26, "g",
	           "whether the child is or was looked after",
	           ""),
	PRESCRIBED("2.h.reasons", 27, "h",
	           "reasons for meeting condition C, the parent's reasons or that none were given",
	           ""),
	PRESCRIBED("2.i.missing-education", 28, "i",
	           "whether identified under s. 436A",
	           ""),
	PRESCRIBED("2.j.schools", 29, "j",
	           "schools or other institutions attended, now or in the past",
	           ""),
	PRESCRIBED("2.k.support", 30, "k",
	           "support under s. 436G and its nature",
	           ""),
	PRESCRIBED("2.l.formal-steps", 31, "l",
	           "actions taken under ss. 436I to 436Q",
	           ""),
	PRESCRIBED("2.m.young-carer", 32, "m",
	           "whether the child is a young carer",
	           ""),
	PRESCRIBED("2.n.considerations", 33, "n",
	           "homes and settings considered under s. 436B(8) to (10) and the outcomes",
	           ""),
	PRESCRIBED("2.n.notice-considerations", 34, "n",
	           "what was considered under ss. 436H(8) and (9) and 436I(3) and the outcomes",
	           ""),
	PRESCRIBED("2.o.other", 35, "o",
	           "other information to promote education or welfare, as prescribed",
	           ""),
	ITEM("3.local", 36, "(3)", "other information the authority considers appropriate", "s436c3",
	     SWITCHED_ON, "prescribed ", "content.s436c3", ""),
};
/* clang-format on */

enum { ITEMS = sizeof(items) / sizeof(items[0]) };

const rule_table rule_contents = { &items[0].rule, ITEMS, sizeof(items[0]) };

size_t
rule_content_count(void)
{
	return ITEMS;
}

const rule_content_item *
rule_content_at(size_t i)
{
	for (size_t k = 0; k < ITEMS; k++)
		if ((size_t)items[k].place == i + 1)
			return &items[k];
	return NULL;
}

const rule_content_item *
rule_content_find(const char *id)
{
	for (size_t i = 0; i < ITEMS; i++)
		if (strcmp(items[i].rule.id, id) == 0)
			return &items[i];
	return NULL;
}

static rule_answer
under_a_year(cnis_day since, cnis_day on)
{
	if (since == CNIS_DAY_NONE)
		return RULE_NOT_KNOWN;
	return on < rule_birthday(since, 1) ? RULE_YES : RULE_NO;
}

rule_answer
rule_content_required(const rule_content_item *item, const rule_content_in *in)
{
	switch (item->when) {
	case CONTENT_UNDER_A_YEAR:
		return under_a_year(in->at_address_since, in->on);
	case CONTENT_LIVES_ELSEWHERE:
		return in->lives_elsewhere;
	case CONTENT_ABOVE_THRESHOLD:
		return in->above;
	case CONTENT_SWITCHED_ON:
		return in->switched_on ? RULE_YES : RULE_NO;
	case CONTENT_WALES:
		return RULE_NO;
	case CONTENT_ALWAYS:
	default:
		break;
	}
	return RULE_YES;
}

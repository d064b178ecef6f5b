/* Where each item of s. 436C lives: one condition an item, asked of one child or of all. */
#include <string.h>

#include "domain/content_inside.h"
#include "domain/withheld.h"

/* Does the row with this alias hold on :on? */
#define HOLDS(x)                                                                                   \
	"(" x ".from_day IS NULL OR " x ".from_day <= :on)"                                        \
	" AND (" x ".to_day IS NULL OR " x ".to_day >= :on)"
/* s. 576: responsibility or care. */
#define PARENT(x)                                                                                  \
	"(" x ".responsibility = 'yes' OR " x ".has_care = 'yes' OR EXISTS (SELECT 1 FROM person"  \
	" p WHERE p.id = " x ".person_id AND p.kind IN ('parent', 'carer')))"
/* The entry is the authority's own: what it says of an item of (2) has the class of the item. */
#define ENTERED "x.source, nullif(x.basis, 's436c1'), x.from_day, x.received_day, NULL"
#define FACT    "x.source, x.basis, x.from_day, x.received_day, NULL"

#define ONE(columns, from)                                                                         \
	"SELECT " columns " FROM child c, " from " AND c.id = :child ORDER BY x.id DESC LIMIT 1"
#define SET(from) "SELECT c.id FROM child c WHERE EXISTS (SELECT 1 FROM " from ") ORDER BY c.id"

#define HOME(suffix, guarded, columns, from)                                                       \
	{                                                                                          \
		.item = "EA1996.436C." suffix, .place = CONTENT_FACT, .safeguarding = (guarded),   \
		.one = { "content.one." suffix, ONE(columns, from) },                              \
		.set = { "content.set." suffix, SET(from) },                                       \
	}
/* The facts may say as well that there is none. */
#define HOME_OR_NONE(suffix, columns, from, none)                                                  \
	{                                                                                          \
		.item = "EA1996.436C." suffix, .place = CONTENT_FACT,                              \
		.one = { "content.one." suffix, ONE(columns, from) },                              \
		.set = { "content.set." suffix, SET(from) },                                       \
		.none_one = { "content.none_one." suffix, ONE(columns, none) },                    \
		.none_set = { "content.none_set." suffix, SET(none) },                             \
	}
#define NOTED "x.source, x.basis, x.from_day, x.received_day, x.note"
#define NOTE(suffix, guarded)                                                                      \
	{                                                                                          \
		.item = "EA1996.436C." suffix, .place = CONTENT_NOTE, .safeguarding = (guarded),   \
		.one = { "content.one." suffix, ONE(NOTED, NOTES(suffix)) },                       \
		.set = { "content.set." suffix, SET(NOTES(suffix)) },                              \
	}
#define NOTES(suffix)                                                                              \
	"content_answer x WHERE x.child_id = c.id AND x.item = 'EA1996.436C." suffix               \
	"' AND x.answer = 'held' AND " HOLDS("x")
#define NOWHERE(suffix)                                                                            \
	{                                                                                          \
		.item = "EA1996.436C." suffix, .place = CONTENT_NONE                               \
	}

#define RELATED "relationship x WHERE x.child_id = c.id AND " HOLDS("x") " AND " PARENT("x")
/* ... and none of the parents is without it */
#define EACH_PARENT(missing)                                                                       \
	RELATED                                                                                    \
	" AND NOT EXISTS (SELECT 1 FROM relationship y WHERE y.child_id = c.id AND " HOLDS(        \
	    "y") " AND " PARENT("y") " AND NOT EXISTS (SELECT 1 FROM " missing "))"
#define PROVIDERS "provision x WHERE x.child_id = c.id AND x.kind = 'provider' AND " HOLDS("x")
#define EACH_PROVIDER(missing)                                                                     \
	PROVIDERS " AND NOT EXISTS (SELECT 1 FROM provision y WHERE y.child_id = c.id"             \
		  " AND y.kind = 'provider' AND " HOLDS("y") " AND " missing ")"
#define PLACED(kinds)                                                                              \
	"NOT EXISTS (SELECT 1 FROM provision_place z WHERE z.provision_id = y.id AND z.kind IN"    \
	" (" kinds "))"
#define FLAG(kinds) "flag x WHERE x.child_id = c.id AND x.kind IN (" kinds ") AND x.from_day <= :on"
#define MISSING(x)                                                                                 \
	x ".child_id = c.id AND " x ".from_day <= :on AND " x ".route = 'missing_education'"

/* Of a child with both the note is told: it says more. */
/* clang-format off */
#define SCHOOLS \
	"(SELECT e.id, e.child_id, e.source, nullif(e.basis, 's436c1') AS basis, e.from_day," \
	" e.received_day, " WITHHELD_TEXT(WITHHELD_SCHOOL("e.child_id"), "e.school_name") " AS note" \
	" FROM entry e WHERE e.from_day <= :on" \
	" AND (e.school_name IS NOT NULL OR e.prior_setting <> 'elsewhere_unknown')" \
	" UNION ALL SELECT x.id + (1 << 62), x.child_id, x.source, x.basis, x.from_day," \
	" x.received_day, " WITHHELD_TEXT(WITHHELD_SCHOOL("x.child_id"), "x.note") \
	" FROM content_answer x WHERE x.answer = 'held'" \
	" AND x.item = 'EA1996.436C.2.j.schools' AND " HOLDS("x") ") x WHERE x.child_id = c.id"

static const content_home homes[] = {
	HOME("1.a.name", false, FACT,
	     "child_name x WHERE x.child_id = c.id AND x.kind = 'legal' AND " HOLDS("x")),
	HOME("1.a.born", false, "x.source, x.basis, NULL, x.received_day, NULL",
	     "child x WHERE x.id = c.id AND x.born_day <= :on"),
	HOME("1.a.home-address", false, FACT,
	     "child_residence x WHERE x.child_id = c.id AND x.kind = 'home' AND " HOLDS("x")),
	HOME("1.a.previous-address", false, FACT,
	     "child_residence x WHERE x.child_id = c.id AND x.kind IN ('previous', 'home')"
	     " AND x.to_day < :on"),
	HOME("1.b.additional-address", false, FACT,
	     "child_residence x WHERE x.child_id = c.id AND x.kind = 'additional' AND " HOLDS("x")),
	HOME("1.c.parent-name", false, FACT,
	     EACH_PARENT("person_name z WHERE z.person_id = y.person_id AND z.kind = 'legal' AND "
			 HOLDS("z"))),
	HOME("1.c.parent-address", false, FACT,
	     EACH_PARENT("person_residence z WHERE z.person_id = y.person_id AND z.kind = 'home' AND "
			 HOLDS("z"))),
	HOME_OR_NONE("1.d.educating-parent", FACT, RELATED " AND x.educates = 'yes'",
	     RELATED " AND x.educates = 'no' AND NOT EXISTS (SELECT 1 FROM relationship y"
	     " WHERE y.child_id = c.id AND y.educates <> 'no' AND " HOLDS("y") " AND " PARENT("y") ")"),
	HOME("1.e.hours-parents", false, FACT,
	     "provision x WHERE x.child_id = c.id AND x.kind = 'parents' AND x.hours_week IS NOT NULL"
	     " AND " HOLDS("x")),
	HOME("1.f.hours-others", false, FACT, /* as told, or the sum of all providers */
	     "provision x WHERE x.child_id = c.id AND x.kind IN ('others', 'provider')"
	     " AND x.hours_week IS NOT NULL AND " HOLDS("x")
	     " AND (x.kind = 'others' OR NOT EXISTS (SELECT 1 FROM provision y WHERE y.child_id = c.id"
	     " AND y.kind = 'provider' AND y.hours_week IS NULL AND " HOLDS("y") "))"),
	HOME("1.g.i.provider-name", false, FACT, EACH_PROVIDER("y.provider_name IS NULL")),
	HOME("1.g.i.provider-address", false, FACT, EACH_PROVIDER(PLACED("'address'"))),
	HOME("1.g.ii.provider-type", false, FACT, EACH_PROVIDER("y.provider_type IS NULL")),
	/* the place is its own address where no other one is known */
	HOME("1.g.iii.places", false, FACT, EACH_PROVIDER(PLACED("'place', 'web', 'address'"))),
	HOME("1.g.iv.hours-provider", false, FACT, EACH_PROVIDER("y.hours_week IS NULL")),
	HOME("1.g.iv.hours-without-parent", false, FACT,
	     EACH_PROVIDER("y.hours_without_parent IS NULL")),
	HOME("2.a.protected-characteristics", false, FACT,
	     "protected_characteristic x WHERE x.child_id = c.id AND x.answer IS NOT NULL AND "
	     HOLDS("x")),
	HOME("2.b.sen", false, FACT, FLAG("'sen_provision', 'ehc_plan'")),
	HOME("2.b.ehc-plan", false, FACT, FLAG("'ehc_plan'")),
	NOWHERE("2.c.additional-learning-needs"),
	HOME("2.d.s47-enquiries", true, FACT, FLAG("'s47_enquiry'")),
	HOME("2.d.s47-actions", true, FACT, FLAG("'s47_action', 'child_protection_plan'")),
	HOME("2.e.child-in-need", true, FACT, FLAG("'child_in_need'")),
	NOTE("2.e.services", true),
	NOWHERE("2.f.care-and-support"),
	HOME("2.g.looked-after", true, FACT, FLAG("'looked_after'")),
	HOME("2.h.reasons", false, ENTERED, /* that none was given is a reason recorded */
	     "entry x WHERE x.child_id = c.id AND x.reason NOT IN ('unknown', 'not_recorded') AND "
	     HOLDS("x")),
	HOME_OR_NONE("2.i.missing-education", ENTERED, "entry x WHERE " MISSING("x"),
	     "entry x WHERE x.child_id = c.id AND x.from_day <= :on"
	     " AND NOT EXISTS (SELECT 1 FROM entry y WHERE " MISSING("y") ")"),
	/* the school of an entry, and what is written down of others */
	{ .item = "EA1996.436C.2.j.schools", .place = CONTENT_FACT, .noted = true,
	  .one = { "content.one.2.j.schools", ONE("x.source, x.basis, x.from_day, x.received_day, x.note", SCHOOLS) },
	  .set = { "content.set.2.j.schools", SET(SCHOOLS) } },
	NOTE("2.k.support", false),
	/* what was done is written down; the steps themselves have no tables */
	NOTE("2.l.formal-steps", false),
	HOME("2.m.young-carer", false, FACT, FLAG("'young_carer'")),
	HOME("2.n.considerations", false, "'this_authority', 's436c2', x.considered_day, x.considered_day, x.note",
	     /* the last day's, with what came of it where that was noted */
	     "(SELECT considered_day * 2 + (note IS NOT NULL) AS id, child_id, considered_day, note"
	     " FROM home_consideration UNION ALL"
	     " SELECT considered_day * 2 + (note IS NOT NULL), child_id, considered_day, note"
	     " FROM settings_consideration) x"
	     " WHERE x.child_id = c.id AND x.considered_day <= :on"),
	NOTE("2.n.notice-considerations", false),
	NOTE("2.o.other", false),
	NOTE("3.local", false),
};
/* clang-format on */

const content_home *
content_home_of(const rule_content_item *item)
{
	for (size_t i = 0; i < sizeof(homes) / sizeof(homes[0]); i++)
		if (strcmp(homes[i].item, item->rule.id) == 0)
			return &homes[i];
	return NULL;
}

/* Children: reading and finding. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/child.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/name.h"
#include "domain/same.h"
#include "domain/withheld.h"
#include "rule/identifier.h"
#include "rule/school_age.h"

enum { Q_GET, Q_WALK, Q_NAMES, Q_COUNT };

/* The name of a kind that holds on :on; the newest when two do. */
#define NAME_ON(kind)                                                                              \
	"(SELECT id FROM child_name WHERE child_id = c.id AND kind = '" kind "'"                   \
	" AND (from_day IS NULL OR from_day <= :on) AND (to_day IS NULL OR to_day >= :on)"         \
	" ORDER BY id DESC LIMIT 1)"

#define HOLDS(t)                                                                                   \
	"(" t ".from_day IS NULL OR " t ".from_day <= :on)"                                        \
	" AND (" t ".to_day IS NULL OR " t ".to_day >= :on)"

/* What was seen, reviewed and entered in any record of the child kept under this one. */
#define RECORDS SAME_UNDER("c.id")

/* clang-format off */
#define CHILD_SELECT                                                                               \
	"SELECT c.id, c.uuid, n.full_name, n.given_names, n.family_name, p.full_name,"             \
	" c.born_day, c.sex, c.school_age_from, c.school_age_to,"                                  \
	" (SELECT max(s.on_day) FROM " RECORDS " m JOIN seen s ON s.child_id = m.id"               \
	" AND s.on_day <= :on),"                                                                   \
	" (SELECT max(v.reviewed_day) FROM " RECORDS " m JOIN review v ON v.child_id = m.id"       \
	" AND v.state = 'final' AND v.reviewed_day <= :on),"                                       \
	" e.id, e.route, c.source, c.basis, c.received_day, c.recorded_at, c.rev,"                 \
	" EXISTS (SELECT 1 FROM " RECORDS " m JOIN child_residence x ON x.child_id = m.id"         \
	" JOIN child_residence y ON y.child_id IN " RECORDS                                        \
	" AND y.kind = 'home' AND y.address_id <> x.address_id"                                    \
	" AND y.source <> x.source WHERE x.kind = 'home' AND " HOLDS("x") " AND " HOLDS("y") "),"  \
	" " DEATH_OF(RECORDS)                                                                      \
	" FROM child c"                                                                            \
	" LEFT JOIN child_name n ON n.id = " NAME_ON("legal")                                      \
	" LEFT JOIN child_name p ON p.id = " NAME_ON("preferred")                                  \
	" LEFT JOIN entry e ON e.id = (SELECT i.id FROM " RECORDS " m"                             \
	" JOIN entry i ON i.child_id = m.id AND i.from_day <= :on"                                 \
	" AND (i.to_day IS NULL OR i.to_day >= :on) ORDER BY i.id DESC LIMIT 1)"                    \
	" AND c.school_age_to >= :on AND " DEATH_NOT(SAME_KEPT("c.id", SAME_HOLDS))
/* clang-format on */

/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_GET] = { "child.get", CHILD_SELECT " WHERE c.id = :id" },
	[Q_WALK] = { "child.walk", CHILD_SELECT
		" WHERE c.id > :after AND (:born IS NULL OR c.born_day = :born)"
		" AND NOT " SAME_UNUSED("c.id")
		" AND (:value IS NULL OR c.id IN (SELECT " SAME_KEPT("i.child_id", SAME_HOLDS)
		" FROM identifier i WHERE i.value = :value))"
		" AND (:postcode IS NULL OR c.id IN (SELECT " SAME_KEPT("x.child_id", SAME_HOLDS)
		" FROM address a"
		" JOIN child_residence x ON x.address_id = a.id WHERE a.postcode = :postcode"
		" AND NOT " WITHHELD_ADDRESS("a.id")
		" AND (x.from_day IS NULL OR x.from_day <= :on) AND (x.to_day IS NULL OR x.to_day >= :on)))"
		" ORDER BY c.id" },
	[Q_NAMES] = { "child.names",
		"SELECT id, kind, full_name, given_names, family_name,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev"
		" FROM child_name WHERE child_id = :child ORDER BY id" },
};
/* clang-format on */

static cnis_child
child_of(const cursor *c, cnis_day on)
{
	cnis_child child = { 0 };
	int group;

	child.id = col_int(c, 0);
	child.uuid = col_text(c, 1);
	child.full_name = col_text(c, 2);
	child.given_names = col_text(c, 3);
	child.family_name = col_text(c, 4);
	child.preferred_name = col_text(c, 5);
	child.born = col_day(c, 6);
	child.sex = col_text(c, 7);
	child.school_age_from = col_day(c, 8);
	child.school_age_to = col_day(c, 9);
	child.last_seen = col_day(c, 10);
	child.last_review = col_day(c, 11);
	child.entry_id = col_int(c, 12);
	child.route = col_text(c, 13);
	child.fact.from = CNIS_DAY_NONE;
	child.fact.to = CNIS_DAY_NONE;
	child.fact.source = col_text(c, 14);
	child.fact.basis = col_text(c, 15);
	child.fact.received = col_day(c, 16);
	child.fact.recorded_at = col_int(c, 17);
	child.fact.rev = col_int(c, 18);
	child.conflicting_address = col_int(c, 19) != 0;
	child.died = col_int(c, 20) != 0;
	group = rule_year_group(child.born, on);
	(void)text_copy(child.year_group, sizeof(child.year_group),
	                group == INT_MIN ? "" : rule_year_group_text(group));
	return child;
}

static cnis_day
day_asked(cnis_register *r, cnis_day as_at)
{
	as_at = fact_day(as_at);
	return as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at;
}

cnis_status
cnis_child_get(cnis_register *r, int64_t id, cnis_day as_at, cnis_child_fn fn, void *payload,
               cnis_error *reterr)
{
	cnis_day on = day_asked(r, as_at);
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "child.get", "child", "no such child");
	if (st == CNIS_OK) {
		cnis_child child = child_of(&c, on);

		st = fn(&child, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

/* Is any name the child has or had a match? */
static cnis_status
has_name(cnis_register *r, int64_t child_id, const char *folded, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = false;
	bool row = true;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_NAMES], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while (st == CNIS_OK && row && !found) {
		st = stmt_step(&c, &row, reterr);
		if (st == CNIS_OK && row)
			st = name_matches(folded, col_text(&c, 2), &found, reterr);
	}
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret = found;
	return st;
}

/* Numbers are stored without spaces and in capitals. */
static bool
number_key(const char *typed, char *buf, size_t size)
{
	size_t n = 0;

	for (; *typed != '\0'; typed++) {
		char ch = *typed;

		if (ch == ' ' || ch == '-')
			continue;
		if (n + 1 >= size)
			return false;
		if (ch >= 'a' && ch <= 'z')
			ch = (char)(ch - 'a' + 'A');
		buf[n++] = ch;
	}
	buf[n] = '\0';
	return n > 0;
}

typedef struct search {
	char number[101];
	rule_identifier postcode;
	char *folded;
} search;

static cnis_status
search_of(const cnis_child_query *q, search *s, cnis_error *reterr)
{
	static const char where[] = "child.find";

	if (q->identifier != NULL && !number_key(q->identifier, s->number, sizeof(s->number)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "identifier",
		                 "is empty or too long for a number");
	if (q->postcode != NULL) {
		s->postcode = rule_postcode(q->postcode);
		if (!s->postcode.valid)
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, "postcode", "%s",
			                 s->postcode.problem);
	}
	if (q->name != NULL) {
		s->folded = text_fold(q->name);
		if (s->folded == NULL)
			return cnis_nomem(reterr, where);
		if (s->folded[0] == '\0')
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, "name",
			                 "holds no letter or digit");
	}
	return CNIS_OK;
}

static cnis_status
walk_rows(cnis_register *r, const cnis_child_query *q, const search *s, cursor *c, cnis_day on,
          cnis_child_fn fn, void *payload, cnis_error *reterr)
{
	int64_t shown = 0;
	bool row = true;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && (q->limit == 0 || shown < q->limit)) {
		cnis_child child;
		bool wanted = true;

		st = stmt_step(c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		child = child_of(c, on);
		if (q->registered && child.entry_id == 0)
			continue;
		if (s->folded != NULL)
			st = has_name(r, child.id, s->folded, &wanted, reterr);
		if (st != CNIS_OK || !wanted)
			continue;
		st = fn(&child, payload, reterr);
		shown++;
	}
	return st;
}

cnis_status
cnis_child_walk(cnis_register *r, const cnis_child_query *query, cnis_child_fn fn, void *payload,
                cnis_error *reterr)
{
	cnis_day on = day_asked(r, query->as_at);
	search s = { 0 };
	cursor c = { 0 };
	cnis_status st;

	st = search_of(query, &s, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st == CNIS_OK) {
		stmt_int(&c, ":after", query->after_id);
		stmt_day(&c, ":on", on);
		stmt_day(&c, ":born", fact_day(query->born));
		stmt_text(&c, ":value", query->identifier == NULL ? NULL : s.number);
		stmt_text(&c, ":postcode", query->postcode == NULL ? NULL : s.postcode.normalised);
		st = walk_rows(r, query, &s, &c, on, fn, payload, reterr);
	}
	stmt_close(&c);
	free(s.folded);
	return st;
}

cnis_status
cnis_child_names(cnis_register *r, int64_t child_id, cnis_name_fn fn, void *payload,
                 cnis_error *reterr)
{
	cursor c = { 0 };
	child_facts facts;
	bool row = true;
	cnis_status st;

	st = child_facts_get(r, child_id, &facts, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_NAMES], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while (st == CNIS_OK) {
		cnis_name_row name = { 0 };

		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		name.id = col_int(&c, 0);
		name.kind = col_text(&c, 1);
		name.full_name = col_text(&c, 2);
		name.given_names = col_text(&c, 3);
		name.family_name = col_text(&c, 4);
		name.fact = fact_of(&c, 5);
		st = fn(&name, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

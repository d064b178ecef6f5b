/* The list of the unseen against a plain recomputation from the facts, on many days. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/unseen.h>

#include "domain/change.h"
#include "family.h"
#include "rule/school_age.h"

#define NOW "2026-11-20"
enum { CHILDREN = 60, FACTS = 240, DAYS = 50 };

static scene s;
static cnis_error err;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, NOW);
}

static void
teardown(void)
{
	scene_end(&s);
}

/* A small generator of its own, so that every run is the same. */
static uint32_t state = 20261120;
static int
below(int n)
{
	state = state * 1664525u + 1013904223u;
	return (int)((state >> 8) % (uint32_t)n);
}

/* ---- the facts, kept twice: in the register and here ------------------------------------------
 */

static const char *const KINDS[] = { "s47_enquiry", "child_protection_plan",
	                             "concern",     "priority",
	                             "ehc_plan",    "young_carer" };
enum { PRIORITY_KINDS = 4, SAFEGUARDING_KINDS = 3 };

typedef struct span {
	int child;
	int kind;   /* of a flag; place of a residence; 0 of a seen */
	int source; /* of a residence */
	cnis_day from, to;
} span;
static struct {
	cnis_day school_age_to[CHILDREN];
	span entries[CHILDREN], flags[FACTS], homes[FACTS], seen[FACTS];
	int n_flags, n_homes, n_seen;
} facts;

static bool
holds(const span *f, cnis_day on)
{
	return f->from <= on && (f->to == CNIS_DAY_NONE || f->to >= on);
}

static void
run(const char *text)
{
	(void)scene_sql(&s, text, 0, 0);
}

static const char *
to_text(cnis_day to, char buf[16])
{
	if (to == CNIS_DAY_NONE)
		return "NULL";
	(void)snprintf(buf, 16, "%d", to);
	return buf;
}

static void
make_children(cnis_day today)
{
	char text[640], to[16];

	for (int i = 0; i < CHILDREN; i++) {
		cnis_day born = today - 16 * 365 - 200 + below(10 * 365);
		rule_school_age age = rule_school_age_of(born, 9, 1);
		span *e = &facts.entries[i];

		(void)snprintf(text, sizeof(text),
		               "INSERT INTO child (uuid, born_day, sex, school_age_from,"
		               " school_age_to, source, basis, recorded_at, rev)"
		               " VALUES ('u', %d, 'U', %d, %d, 'parent', 's436a', :at, :rev)",
		               born, age.starts, age.ends);
		run(text);
		facts.school_age_to[i] = age.ends;
		e->child = i;
		e->from = today - below(700);
		e->to = below(4) == 0 ? e->from + below(400) : CNIS_DAY_NONE;
		(void)snprintf(
		    text, sizeof(text),
		    "INSERT INTO entry (uuid, child_id, route, condition_c, from_day,"
		    " to_day, end_reason, notified_day, notified_by, registered_day,"
		    " reason, owner_id, source, basis, recorded_at, rev)"
		    " VALUES ('u', %d, 'home_education', 'a', %d, %s, NULL, %d, 'parent',"
		    " %d, 'unknown', 1, 'parent', 's436a', :at, :rev)",
		    i + 1, e->from, to_text(e->to, to), e->from, e->from);
		run(text);
	}
}

static void
make_facts(cnis_day today)
{
	static const char *const sources[] = { "parent", "school" };
	char text[512], to[16];

	for (int i = 0; i < 4; i++)
		run("INSERT INTO address (uuid, source, basis, recorded_at, rev)"
		    " VALUES ('u', 'parent', 's436a', :at, :rev)");
	for (int i = 0; i < FACTS; i++) {
		span f = { .child = below(CHILDREN), .from = today - below(900) };

		f.to = below(2) ? CNIS_DAY_NONE : f.from + below(300);
		switch (below(3)) {
		case 0:
			f.kind = below(6);
			facts.flags[facts.n_flags++] = f;
			(void)snprintf(text, sizeof(text),
			               "INSERT INTO flag (child_id, kind, from_day, to_day, source,"
			               " basis, recorded_at, rev) VALUES (%d, '%s', %d, %s,"
			               " 'social_care', 's436a', :at, :rev)",
			               f.child + 1, KINDS[f.kind], f.from, to_text(f.to, to));
			break;
		case 1:
			f.kind = below(4);
			f.source = below(2);
			facts.homes[facts.n_homes++] = f;
			(void)snprintf(text, sizeof(text),
			               "INSERT INTO child_residence (child_id, address_id, kind,"
			               " from_day, to_day, source, basis, recorded_at, rev)"
			               " VALUES (%d, %d, 'home', %d, %s, '%s', 's436a', :at, :rev)",
			               f.child + 1, f.kind + 1, f.from, to_text(f.to, to),
			               sources[f.source]);
			break;
		default:
			facts.seen[facts.n_seen++] = f;
			(void)snprintf(text, sizeof(text),
			               "INSERT INTO seen (child_id, on_day, means, place, by_whom,"
			               " alone, voice, source, officer_id, recorded_at, rev)"
			               " VALUES (%d, %d, 'in_person', 'home', 'ehe_officer', 'no',"
			               " 'speech', 'this_authority', 1, :at, :rev)",
			               f.child + 1, f.from);
			break;
		}
		run(text);
	}
}

/* ---- the same again, by hand ------------------------------------------------------------------
 */

typedef struct want {
	int child;
	cnis_day last;
	char reasons[160];
} want;

static void
reasons_of(int child, cnis_day on, bool sees, char out[160])
{
	static const char *const sorted[] = { "child_protection_plan", "concern", "priority",
		                              "s47_enquiry" };
	bool has[4] = { false };

	for (int i = 0; i < facts.n_flags; i++) {
		const span *f = &facts.flags[i];
		const char *code = KINDS[f->kind];

		if (f->child != child || f->kind >= PRIORITY_KINDS || !holds(f, on))
			continue;
		if (!sees && f->kind < SAFEGUARDING_KINDS)
			code = "priority";
		for (int k = 0; k < 4; k++)
			has[k] = has[k] || strcmp(sorted[k], code) == 0;
	}
	out[0] = '\0';
	for (int k = 0; k < 4; k++)
		if (has[k])
			(void)snprintf(out + strlen(out), 160 - strlen(out), "%s%s",
			               *out ? " " : "", sorted[k]);
	for (int i = 0; i < facts.n_homes; i++)
		for (int j = 0; j < i; j++) {
			const span *a = &facts.homes[i], *b = &facts.homes[j];

			if (a->child == child && b->child == child && holds(a, on) &&
			    holds(b, on) && a->kind != b->kind && a->source != b->source &&
			    !strstr(out, "conflicting_address"))
				(void)snprintf(out + strlen(out), 160 - strlen(out), "%s%s",
				               *out ? " " : "", "conflicting_address");
		}
}

static int
by_unseen(const void *a, const void *b)
{
	const want *x = a, *y = b;

	if (x->last != y->last) /* CNIS_DAY_NONE sorts first */
		return x->last < y->last ? -1 : 1;
	return x->child - y->child;
}

static int
wanted(cnis_day on, bool all, bool sees, want out[CHILDREN])
{
	int n = 0;

	for (int c = 0; c < CHILDREN; c++) {
		want w = { .child = c, .last = CNIS_DAY_NONE };

		if (!holds(&facts.entries[c], on) || facts.school_age_to[c] < on)
			continue;
		reasons_of(c, on, sees, w.reasons);
		if (!all && !*w.reasons)
			continue;
		for (int i = 0; i < facts.n_seen; i++)
			if (facts.seen[i].child == c && facts.seen[i].from <= on &&
			    facts.seen[i].from > w.last)
				w.last = facts.seen[i].from;
		out[n++] = w;
	}
	qsort(out, (size_t)n, sizeof(out[0]), by_unseen);
	return n;
}

struct compare {
	want rows[CHILDREN];
	int n, at;
	cnis_day on;
};

static cnis_status
same(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	struct compare *c = payload;
	const want *w = &c->rows[c->at];

	(void)reterr;
	ck_assert_int_lt(c->at, c->n);
	ck_assert_int_eq(u->child_id, w->child + 1);
	ck_assert_int_eq(u->last_seen, w->last);
	ck_assert_int_eq(u->days, w->last == CNIS_DAY_NONE ? -1 : c->on - w->last);
	ck_assert_str_eq(u->reasons, w->reasons);
	ck_assert_str_eq(u->owner, "boss");
	c->at++;
	return CNIS_OK;
}

START_TEST(it_agrees_with_the_facts_on_any_day_for_any_reader)
{
	cnis_day today = scene_day(NOW);
	int rows = 0;

	make_children(today);
	make_facts(today);
	(void)scene_officer(&s, "guard", CNIS_ROLE_OFFICER | CNIS_ROLE_SAFEGUARDING);
	for (int who = 0; who < 2; who++) {
		scene_as(&s, who ? "guard" : "boss", NOW);
		for (int i = 0; i < DAYS; i++) {
			struct compare c = { .on = today - below(900) };
			bool all = below(3) == 0;

			c.n = wanted(c.on, all, who == 1, c.rows);
			scene_want(cnis_unseen_walk(s.r, c.on, all, same, &c, &err), CNIS_OK, &err);
			ck_assert_int_eq(c.at, c.n);
			rows += c.n;
		}
	}
	ck_assert_int_gt(rows, 200);
}
END_TEST

static cnis_status
copy_row(const cnis_unseen *u, void *payload, cnis_error *reterr)
{
	char *out = payload;

	(void)reterr;
	(void)snprintf(out, 160, "%s|%d|%s|%s", u->child_name, u->days, u->reasons, u->owner);
	return CNIS_OK;
}

START_TEST(a_safeguarding_reason_reads_priority_without_the_role)
{
	int64_t child = scene_child(&s, "2015-03-01");
	char row[160] = "";

	(void)family_entry(&s, child, "2026-09-01");
	scene_want(cnis_unseen_walk(s.r, 0, false, copy_row, row, &err), CNIS_OK, &err);
	ck_assert_str_eq(row, "");
	scene_want(cnis_unseen_walk(s.r, 0, true, copy_row, row, &err), CNIS_OK, &err);
	ck_assert_str_eq(row, "Robin Example|-1||boss");
	(void)family_flag(&s, child, "s47_enquiry", "2026-10-01", NULL, "302", NULL);
	(void)family_flag(&s, child, "s47_action", "2026-10-01", NULL, "302", "yes");
	scene_want(cnis_unseen_walk(s.r, 0, false, copy_row, row, &err), CNIS_OK, &err);
	ck_assert_str_eq(row, "Robin Example|-1|priority|boss");
	(void)scene_officer(&s, "guard", CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "guard", NOW);
	scene_want(cnis_unseen_walk(s.r, 0, false, copy_row, row, &err), CNIS_OK, &err);
	ck_assert_str_eq(row, "Robin Example|-1|s47_action s47_enquiry|boss");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("unseen");
	TCase *tc = tcase_create("unseen");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, it_agrees_with_the_facts_on_any_day_for_any_reader);
	tcase_add_test(tc, a_safeguarding_reason_reads_priority_without_the_role);
	tcase_set_timeout(tc, 60);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

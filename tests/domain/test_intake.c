/* What arrives: recorded however incomplete, owned until somebody has said what it is. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/intake.h>
#include <cnis/journal.h>
#include <cnis/officer.h>
#include <cnis/why.h>

#include "family.h"

static scene s;
static cnis_error err;
static int64_t ann;

/* A Friday in September. */
static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-09-11");
	ann = scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
}

static void
teardown(void)
{
	scene_end(&s);
}

static cnis_intake_new
call(const char *text)
{
	return (cnis_intake_new){ .size = sizeof(cnis_intake_new),
		                  .kind = "telephone",
		                  .received = scene_day("2026-09-11"),
		                  .source = "public",
		                  .text = text };
}

static int64_t
add(const cnis_intake_new *n)
{
	int64_t id = 0;

	scene_want(cnis_intake_add(s.r, n, 1, &id, NULL, &err), CNIS_OK, &err);
	return id;
}

static int64_t
told(void)
{
	cnis_intake_new n = call("Two children are at home all day at number 5.");

	n.owner = "ann";
	return add(&n);
}

static void
not_added(cnis_intake_new n, cnis_status want, const char *field)
{
	int64_t id = 0;
	int64_t before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);

	err = (cnis_error){ 0 };
	scene_want(cnis_intake_add(s.r, &n, 1, &id, NULL, &err), want, &err);
	ck_assert_str_eq(err.field, field);
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake", 0, 0), 0);
}

static cnis_status
say(int64_t id, const char *outcome, int64_t child, const char *reason, const char *next)
{
	const cnis_intake_triage t = { .size = sizeof(t),
		                       .intake_id = id,
		                       .outcome = outcome,
		                       .children = &child,
		                       .n_children = child != 0,
		                       .reason = reason,
		                       .next = next == NULL ? CNIS_DAY_NONE : scene_day(next) };

	err = (cnis_error){ 0 };
	return cnis_intake_triage_do(s.r, &t, &err);
}

/* What one look showed. */
typedef struct looked {
	int n, children, subjects;
	char name[64], contact[64], text[80], outcome[24], owner[24], teller[16];
	cnis_day due, closed, keep;
	int64_t duty;
} looked;

static void
put(char *to, size_t size, const char *from)
{
	ck_assert(from == NULL || strlen(from) < size);
	(void)strcpy(to, from == NULL ? "" : from);
}

static cnis_status
keep(const cnis_intake *i, void *payload, cnis_error *reterr)
{
	looked *k = payload;

	(void)reterr;
	k->n++;
	k->children = i->n_children;
	k->subjects = i->n_subjects;
	put(k->name, sizeof(k->name), i->teller_name);
	put(k->contact, sizeof(k->contact), i->teller_contact);
	put(k->text, sizeof(k->text), i->text);
	put(k->outcome, sizeof(k->outcome), i->outcome);
	put(k->owner, sizeof(k->owner), i->owner);
	put(k->teller, sizeof(k->teller), i->teller);
	k->due = i->due;
	k->closed = i->closed;
	k->keep = i->keep_until;
	k->duty = i->duty_id;
	return CNIS_OK;
}

static looked
look(int64_t id)
{
	looked k = { 0 };

	scene_want(cnis_intake_get(s.r, id, keep, &k, &err), CNIS_OK, &err);
	return k;
}

static int
listed(const char *as_at, bool untouched)
{
	const cnis_intake_query q = { .size = sizeof(q),
		                      .as_at = scene_day(as_at),
		                      .untouched = untouched };
	looked k = { 0 };

	scene_want(cnis_intake_walk(s.r, &q, keep, &k, &err), CNIS_OK, &err);
	return k.n;
}

static cnis_status
one_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	cnis_duty *ret = payload;

	(void)reterr;
	ret->child_id = d->child_id;
	ret->intake_id = d->intake_id;
	ret->id = d->id;
	ret->days_late = d->days_late;
	return CNIS_OK;
}

START_TEST(somebody_has_to_say_what_it_is_by_the_next_working_day)
{
	int64_t id = told();
	looked k = look(id);
	cnis_duty_query q = { .size = sizeof(q), .owner = "ann" };
	cnis_duty d = { .child_id = 1 };

	ck_assert_int_eq(k.due, scene_day("2026-09-14"));
	ck_assert_str_eq(k.owner, "ann");
	ck_assert_str_eq(k.outcome, "");
	ck_assert_str_eq(k.teller, "unknown");
	ck_assert_str_eq(k.text, "Two children are at home all day at number 5.");
	q.as_at = q.due_from = q.due_to = q.after_due = CNIS_DAY_NONE;
	scene_want(cnis_duty_walk(s.r, &q, one_duty, &d, &err), CNIS_OK, &err);
	ck_assert(d.child_id == 0 && d.intake_id == id && d.id == k.duty);
	scene_as(&s, "boss", "2026-09-16");
	scene_want(cnis_duty_get(s.r, k.duty, one_duty, &d, &err), CNIS_OK, &err);
	ck_assert_int_eq(d.days_late, 2);
}
END_TEST

START_TEST(what_was_typed_late_is_due_as_if_it_had_not_been)
{
	cnis_intake_new n = call("It lay in the post room.");

	n.received = scene_day("2026-09-04");
	ck_assert_int_eq(look(add(&n)).due, scene_day("2026-09-07"));
}
END_TEST

START_TEST(anything_may_be_missing_but_not_everything)
{
	const cnis_intake_subject about_nine = { .age = 9 };
	const cnis_intake_subject nobody = { .sex = "F" };
	cnis_intake_new n = call(NULL);

	not_added(n, CNIS_EINVAL, "text");
	n.text = "  ";
	not_added(n, CNIS_EINVAL, "text");
	n.text = NULL;
	n.subjects = &nobody;
	n.n_subjects = 1;
	not_added(n, CNIS_EINVAL, "children");
	n.subjects = &about_nine;
	ck_assert_int_eq(look(add(&n)).subjects, 1);
	n.n_subjects = 0;
	n.address = "5 Row";
	(void)add(&n);
	ck_assert_int_eq(listed("2026-09-11", true), 2);
}
END_TEST

START_TEST(what_is_none_of_its_kind_is_kept_as_given_without_a_key)
{
	const cnis_intake_subject odd = { .born_said = "about 2015", .upn = "X12" };
	cnis_intake_new n = call("words");
	char fields[80];

	n.postcode = "30-001";
	n.telephone = "+44 7700 900111 or ask next door";
	n.email = "none";
	n.authority = "681";
	n.subjects = &odd;
	n.n_subjects = 1;
	ck_assert_uint_eq(cnis_intake_as_given(&n, fields, sizeof(fields)), 6);
	ck_assert_str_eq(fields, "postcode, telephone, email, authority, born, upn");
	ck_assert_int_eq(look(add(&n)).subjects, 1);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM intake i JOIN intake_subject j ON j.intake_id = i.id"
	              " WHERE i.postcode = '30-001' AND i.telephone_key IS NULL"
	              " AND i.email_key IS NULL AND i.authority = '681' AND j.upn = 'X12'"
	              " AND j.born_said = 'about 2015' AND j.born_day IS NULL",
	              0, 0),
	    1);
	n = call("words");
	n.postcode = "n2 0ab";
	n.authority = "wales";
	ck_assert_uint_eq(cnis_intake_as_given(&n, fields, sizeof(fields)), 0);
}
END_TEST

START_TEST(what_cannot_be_is_refused_and_leaves_nothing)
{
	const cnis_intake_subject future = { .born = 90000 };
	cnis_intake_new n = call("words");

	n.kind = "pigeon";
	not_added(n, CNIS_EINVAL, "kind");
	n = call("words");
	n.received = scene_day("2026-09-12");
	not_added(n, CNIS_EINVAL, "received");
	n = call("words");
	n.received_time = "9:15";
	not_added(n, CNIS_EINVAL, "received_time");
	n = call("words");
	n.teller = "unknown";
	n.teller_name = "Mrs Hush";
	not_added(n, CNIS_EINVAL, "teller");
	n = call("words");
	n.subjects = &future;
	n.n_subjects = 1;
	not_added(n, CNIS_EINVAL, "children[0].born");
	n = call("words");
	n.owner = "nobody";
	not_added(n, CNIS_ENOTFOUND, "officer");
}
END_TEST

START_TEST(many_are_recorded_together_or_not_at_all)
{
	cnis_intake_new n[3] = { call("one"), call("two"), call("three") };
	int64_t ids[3];
	size_t wrong = 9;

	n[2].channel = "smoke";
	err = (cnis_error){ 0 };
	scene_want(cnis_intake_add(s.r, n, 3, ids, &wrong, &err), CNIS_EINVAL, &err);
	ck_assert_uint_eq(wrong, 2);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake", 0, 0), 0);
	n[2].channel = "post";
	scene_want(cnis_intake_add(s.r, n, 3, ids, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(DISTINCT rev) FROM intake", 0, 0), 1);
}
END_TEST

START_TEST(whoever_asked_not_to_be_named_is_named_to_one_role_only)
{
	cnis_intake_new n = call("They shout at night.");
	int64_t id;

	n.teller = "anonymous";
	n.teller_name = "Mrs Hush";
	n.teller_contact = "07700 900123";
	id = add(&n);
	ck_assert_str_eq(look(id).name, "");
	ck_assert_str_eq(look(id).contact, "");
	ck_assert_str_eq(look(id).teller, "anonymous");
	(void)scene_officer(&s, "sue", CNIS_ROLE_SAFEGUARDING);
	scene_as(&s, "sue", "2026-09-11");
	ck_assert_str_eq(look(id).name, "Mrs Hush");
	ck_assert_str_eq(look(id).contact, "07700 900123");
}
END_TEST

START_TEST(a_known_child_closes_it_and_its_officer_has_it_to_read)
{
	int64_t child = scene_child(&s, "2015-02-02");
	int64_t id = told();

	(void)family_entry(&s, child, "2026-09-01");
	scene_as(&s, "ann", "2026-09-11");
	scene_want(say(id, "known_child", child, NULL, NULL), CNIS_OK, &err);
	ck_assert_int_eq(look(id).closed, scene_day("2026-09-11"));
	ck_assert_int_eq(look(id).children, 1);
	ck_assert_int_eq(look(id).duty, 0);
	ck_assert_int_eq(family_duties(&s, child, "intake_follow", "open"), 1);
	ck_assert_int_eq(family_due(&s, child, "intake_follow"), scene_day("2026-09-18"));
	ck_assert_int_eq(listed("2026-09-11", false), 0);
	ck_assert_int_eq(say(id, "no_action", 0, "why", NULL), CNIS_EREFUSED);
	/* told by whoever has the family: nobody else has to read it */
	id = told();
	scene_as(&s, "boss", "2026-09-11");
	scene_want(say(id, "known_child", child, NULL, NULL), CNIS_OK, &err);
	ck_assert_int_eq(family_duties(&s, child, "intake_follow", "open"), 1);
}
END_TEST

START_TEST(more_needed_stays_open_with_a_dated_next_step)
{
	int64_t id = told();
	looked k;

	ck_assert_int_eq(say(id, "more_needed", 0, "the school's name", NULL), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "next");
	ck_assert_int_eq(say(id, "more_needed", 0, NULL, "2026-09-18"), CNIS_EINVAL);
	ck_assert_str_eq(err.field, "reason");
	ck_assert_int_eq(say(id, "more_needed", 0, "the school", "2026-09-10"), CNIS_EINVAL);
	scene_want(say(id, "more_needed", 0, "the school", "2026-09-18"), CNIS_OK, &err);
	k = look(id);
	ck_assert_int_eq(k.due, scene_day("2026-09-18"));
	ck_assert_int_eq(k.closed, CNIS_DAY_NONE);
	ck_assert_str_eq(k.owner, "ann");
	ck_assert_int_eq(listed("2026-09-11", true), 0);
	ck_assert_int_eq(listed("2026-09-11", false), 1);
	scene_want(say(id, "no_action", 0, "a holiday let", NULL), CNIS_OK, &err);
	ck_assert_str_eq(look(id).outcome, "no_action");
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake_outcome", 0, 0), 2);
}
END_TEST

START_TEST(what_was_sent_on_is_kept_a_while_and_read_no_more)
{
	cnis_intake_triage t = { .size = sizeof(t), .outcome = "forwarded" };

	t.intake_id = told();
	err = (cnis_error){ 0 };
	scene_want(cnis_intake_triage_do(s.r, &t, &err), CNIS_EINVAL, &err);
	ck_assert_str_eq(err.field, "authority");
	t.authority = "302"; /* ours */
	scene_want(cnis_intake_triage_do(s.r, &t, &err), CNIS_EINVAL, &err);
	t.authority = "301";
	scene_want(cnis_intake_triage_do(s.r, &t, &err), CNIS_OK, &err);
	ck_assert_str_eq(look(t.intake_id).text, "");
	ck_assert_int_eq(look(t.intake_id).keep, scene_day("2026-12-10"));
}
END_TEST

START_TEST(each_outcome_asks_for_what_belongs_to_it)
{
	int64_t id = told();

	ck_assert_int_eq(say(id, "no_action", 0, NULL, NULL), CNIS_EINVAL);
	ck_assert_int_eq(say(id, "known_child", 0, NULL, NULL), CNIS_EINVAL);
	ck_assert_int_eq(say(id, "known_child", 77, NULL, NULL), CNIS_ENOTFOUND);
	ck_assert_int_eq(say(id, "new_child", 0, NULL, NULL), CNIS_EREFUSED);
	ck_assert_int_eq(say(id, "no_action", 0, "why", "2026-09-18"), CNIS_EINVAL);
	ck_assert_int_eq(say(id, "lost", 0, "why", NULL), CNIS_EINVAL);
	ck_assert_int_eq(say(id + 1, "no_action", 0, "why", NULL), CNIS_ENOTFOUND);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake_outcome", 0, 0), 0);
}
END_TEST

START_TEST(its_duty_is_met_by_saying_what_it_is_and_by_nothing_else)
{
	int64_t id = told();
	int64_t duty = look(id).duty, later = 0;

	scene_want(cnis_duty_meet(s.r, duty, CNIS_DAY_NONE, "done", &err), CNIS_EREFUSED, &err);
	scene_want(cnis_duty_waive(s.r, duty, "no time", &err), CNIS_EREFUSED, &err);
	scene_want(cnis_duty_assign(s.r, duty, "boss", &err), CNIS_OK, &err);
	ck_assert_str_eq(look(id).owner, "boss");
	scene_want(cnis_duty_extend(s.r, duty, scene_day("2026-09-16"), "ill", &later, &err),
	           CNIS_OK, &err);
	ck_assert_int_eq(look(id).due, scene_day("2026-09-16"));
	ck_assert_int_eq(look(id).duty, later);
}
END_TEST

static cnis_status
why_line(const cnis_why_line *l, void *payload, cnis_error *reterr)
{
	(void)reterr;
	*(bool *)payload = *(bool *)payload || strcmp(l->rule, "LOCAL.intake.triage") == 0;
	return CNIS_OK;
}

START_TEST(why_it_is_due_can_be_told)
{
	bool found = false;
	int64_t child = 1;
	int64_t duty = look(told()).duty;

	scene_want(cnis_why_child(s.r, 'D', duty, &child, &err), CNIS_OK, &err);
	ck_assert_int_eq(child, 0);
	scene_want(cnis_why(s.r, 'D', duty, false, why_line, &found, &err), CNIS_OK, &err);
	ck_assert(found);
}
END_TEST

START_TEST(an_outcome_is_taken_back_with_its_duty)
{
	int64_t id = told();
	int64_t duty = look(id).duty;

	scene_want(say(id, "no_action", 0, "a holiday let", NULL), CNIS_OK, &err);
	scene_want(cnis_undo(s.r, cnis_register_seq(s.r), NULL, NULL, &err), CNIS_OK, &err);
	ck_assert_int_eq(look(id).duty, duty);
	ck_assert_str_eq(look(id).outcome, "");
	ck_assert_int_eq(listed("2026-09-11", true), 1);
}
END_TEST

START_TEST(whoever_leaves_hands_it_over_too)
{
	int64_t id = told();
	int64_t moved = 0;

	scene_want(cnis_officer_end(s.r, "ann", "boss", &moved, &err), CNIS_OK, &err);
	ck_assert_str_eq(look(id).owner, "boss");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("intake");
	TCase *tc = tcase_create("intake");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, somebody_has_to_say_what_it_is_by_the_next_working_day);
	tcase_add_test(tc, what_was_typed_late_is_due_as_if_it_had_not_been);
	tcase_add_test(tc, anything_may_be_missing_but_not_everything);
	tcase_add_test(tc, what_is_none_of_its_kind_is_kept_as_given_without_a_key);
	tcase_add_test(tc, what_cannot_be_is_refused_and_leaves_nothing);
	tcase_add_test(tc, many_are_recorded_together_or_not_at_all);
	tcase_add_test(tc, whoever_asked_not_to_be_named_is_named_to_one_role_only);
	tcase_add_test(tc, a_known_child_closes_it_and_its_officer_has_it_to_read);
	tcase_add_test(tc, more_needed_stays_open_with_a_dated_next_step);
	tcase_add_test(tc, what_was_sent_on_is_kept_a_while_and_read_no_more);
	tcase_add_test(tc, each_outcome_asks_for_what_belongs_to_it);
	tcase_add_test(tc, its_duty_is_met_by_saying_what_it_is_and_by_nothing_else);
	tcase_add_test(tc, why_it_is_due_can_be_told);
	tcase_add_test(tc, an_outcome_is_taken_back_with_its_duty);
	tcase_add_test(tc, whoever_leaves_hands_it_over_too);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

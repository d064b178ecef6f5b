/* Disposal: what is due on which day, what holds it, what stays of it, and who may. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/child.h>
#include <cnis/disposal.h>
#include <cnis/document.h>
#include <cnis/hold.h>
#include <cnis/intake.h>
#include <cnis/journal.h>
#include <cnis/merge.h>
#include <cnis/officer.h>
#include <cnis/reference.h>

#include "domain/register.h"
#include "family.h"
#include "store/erase.h"

static scene s;
static cnis_error err;

static void
setup(void)
{
	err = (cnis_error){ 0 };
	scene_make(&s, "2026-09-11");
	(void)scene_officer(&s, "ann", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "nora", CNIS_ROLE_EXPORTER);
}

static void
teardown(void)
{
	cnis_verify_result v = { 0 };

	scene_want(cnis_verify(s.r, CNIS_VERIFY_ALL, &v, &err), CNIS_OK, &err);
	ck_assert_msg(v.sound, "%s", v.problem);
	scene_end(&s);
}

/* Arrived and sent on, kept until that day. */
static int64_t
sent_on(const char *keep)
{
	static const cnis_intake_subject child = { .full_name = "Quillon Erasable", .age = 9 };
	const cnis_intake_new n = { .size = sizeof(n),
		                    .kind = "telephone",
		                    .source = "public",
		                    .teller = "anonymous",
		                    .teller_name = "Quillon Hush",
		                    .text = "zanzibar",
		                    .email = "q@erasable.example",
		                    .subjects = &child,
		                    .n_subjects = 1 };
	cnis_intake_triage t = { .size = sizeof(t),
		                 .outcome = "forwarded",
		                 .authority = "301",
		                 .reason = "Quillon lives there",
		                 .keep_until = scene_day(keep) };

	scene_want(cnis_intake_add(s.r, &n, 1, &t.intake_id, NULL, &err), CNIS_OK, &err);
	scene_want(cnis_intake_triage_do(s.r, &t, &err), CNIS_OK, &err);
	return t.intake_id;
}

static int64_t
document(int64_t child, int64_t also, const char *keep)
{
	static char bytes[] = "zanzibar";
	cnis_document_file file = { .bytes = bytes, .len = 8, .type = "txt" };
	const cnis_document_new n = { .size = sizeof(n),
		                      .child_id = child,
		                      .document_class = "other",
		                      .title = "Quillon's letter",
		                      .author = "Quillon",
		                      .file = &file,
		                      .keep_until = scene_day(keep),
		                      .children = &also,
		                      .n_children = also == 0 ? 0 : 1 };
	int64_t id = 0;

	scene_want(cnis_document_add(s.r, &n, &id, &err), CNIS_OK, &err);
	return id;
}

typedef struct seen {
	int n, held;
	char letter[8];
	int64_t id[8], held_for;
} seen;

static cnis_status
note(const cnis_disposal_due *due, void *payload, cnis_error *reterr)
{
	seen *x = payload;

	(void)reterr;
	ck_assert_int_lt(x->n, 8);
	x->letter[x->n] = due->letter;
	x->id[x->n++] = due->id;
	x->held += due->held;
	x->held_for = due->held_for;
	ck_assert_int_eq(strncmp(due->rule, "LOCAL.dispose.", 14), 0);
	return CNIS_OK;
}

static seen
due_on(const char *day)
{
	seen x = { 0 };

	scene_want(cnis_disposal_walk(s.r, CNIS_DISPOSE_ALL,
	                              day == NULL ? CNIS_DAY_NONE : scene_day(day), note, &x, &err),
	           CNIS_OK, &err);
	return x;
}

static cnis_disposal
dispose(unsigned what, cnis_status want)
{
	cnis_disposal did = { 0 };

	scene_want(cnis_disposal_run(s.r, what, &did, &err), want, &err);
	return did;
}

START_TEST(it_is_due_from_the_day_after_its_last_day_the_oldest_first)
{
	int64_t child = scene_child(&s, "2015-01-01");
	int64_t late = sent_on("2026-09-20");
	int64_t early = sent_on("2026-09-18");
	int64_t paper = document(child, 0, "2026-09-19");
	seen x = due_on(NULL);

	ck_assert_int_eq(x.n, 0);
	ck_assert_int_eq(due_on("2026-09-18").n, 0);
	ck_assert_int_eq(due_on("2026-09-19").n, 1);
	x = due_on("2026-09-21");
	ck_assert_int_eq(x.n, 3);
	ck_assert_int_eq(x.id[0], early);
	ck_assert_int_eq(x.id[1], late);
	ck_assert_int_eq(x.id[2], paper);
	ck_assert_mem_eq(x.letter, "KKO", 3);
}
END_TEST

START_TEST(what_was_sent_on_stays_known_without_what_it_said)
{
	int64_t id = sent_on("2026-09-18");
	cnis_disposal did;

	scene_as(&s, "boss", "2026-09-19");
	did = dispose(CNIS_DISPOSE_DOCUMENTS, CNIS_OK);
	ck_assert_int_eq(did.forwarded + did.documents + did.entries, 0);
	did = dispose(CNIS_DISPOSE_ALL, CNIS_OK);
	ck_assert_int_eq(did.forwarded, 1);
	ck_assert_int_eq(did.cut, 1);
	ck_assert_int_eq(did.blanked, 4);
	ck_assert_int_eq(did.entries, 2);
	ck_assert(did.settled);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM intake WHERE id = %lld AND teller ="
	              " 'anonymous' AND kind = 'telephone' AND outcome = 'forwarded'"
	              " AND closed_day IS NOT NULL AND disposed_day = keep_day + 1"
	              " AND coalesce(teller_name, protected_name, protected_contact,"
	              " adult_name, telephone, telephone_key, email, email_key, address,"
	              " postcode, body, document) IS NULL",
	              id, 0),
	    1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM intake_outcome WHERE intake_id = %lld AND"
	                           " authority = '301' AND reason IS NULL",
	                           id, 0),
	                 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake_subject", 0, 0), 0);
	ck_assert_int_eq(due_on(NULL).n, 0);
	did = dispose(CNIS_DISPOSE_ALL, CNIS_OK);
	ck_assert_int_eq(did.forwarded + did.entries, 0);
	ck_assert(did.settled);
}
END_TEST

START_TEST(a_document_stays_known_without_what_it_is)
{
	int64_t child = scene_child(&s, "2015-01-01");
	int64_t id = document(child, 0, "2026-09-18");
	cnis_disposal did;

	scene_as(&s, "boss", "2026-09-19");
	did = dispose(CNIS_DISPOSE_ALL, CNIS_OK);
	ck_assert_int_eq(did.documents, 1);
	ck_assert_int_eq(
	    scene_ask(&s,
	              "SELECT count(*) FROM document WHERE id = %lld AND title = '' AND"
	              " author IS NULL AND place = '' AND sha256 IS NULL AND bytes IS NULL"
	              " AND class = 'other' AND disposed_day = keep_day + 1",
	              id, 0),
	    1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM document_part", 0, 0), 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM document_subject", 0, 0), 1);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT count(*) FROM journal j JOIN journal_touch t USING (seq)"
	                           " WHERE j.kind = 'disposal.document' AND t.child_id = %lld",
	                           child, 0),
	                 1);
	/* the same file may come again */
	(void)document(child, 0, "2026-09-30");
}
END_TEST

static void
hold(int64_t child, bool end)
{
	const cnis_hold_new h = {
		.size = sizeof(h), .child_id = child, .kind = "disposal", .because = "legal"
	};
	int64_t id = 0;

	if (end)
		scene_want(cnis_hold_end(s.r, child, "disposal", "settled", &err), CNIS_OK, &err);
	else
		scene_want(cnis_hold_add(s.r, &h, &id, &err), CNIS_OK, &err);
}

START_TEST(a_hold_for_any_child_it_is_about_keeps_it)
{
	int64_t one = scene_child(&s, "2015-01-01");
	int64_t other = scene_child(&s, "2013-01-01");
	seen x;

	(void)document(one, other, "2026-09-18");
	hold(other, false);
	scene_as(&s, "boss", "2026-09-19");
	x = due_on(NULL);
	ck_assert_int_eq(x.n, 1);
	ck_assert_int_eq(x.held, 1);
	ck_assert_int_eq(x.held_for, other);
	ck_assert_int_eq(dispose(CNIS_DISPOSE_ALL, CNIS_OK).held, 1);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM document_part", 0, 0), 1);
	hold(other, true);
	ck_assert_int_eq(dispose(CNIS_DISPOSE_ALL, CNIS_OK).documents, 1);
}
END_TEST

START_TEST(a_hold_for_another_record_of_the_child_keeps_it)
{
	int64_t one = scene_child(&s, "2015-01-01");
	int64_t kept = scene_child(&s, "2015-01-01");

	(void)document(one, 0, "2026-09-18");
	(void)scene_sql(
	    &s,
	    "INSERT INTO child_alias (child_id, same_as_id, from_day, reason, officer_id,"
	    " recorded_at, rev) VALUES (%lld, %lld, 20000, 'r', 1, :at, :rev)",
	    one, kept);
	hold(kept, false);
	scene_as(&s, "boss", "2026-09-19");
	ck_assert_int_eq(dispose(CNIS_DISPOSE_ALL, CNIS_OK).held, 1);
}
END_TEST

START_TEST(only_a_manager_disposes_and_a_rehearsal_changes_nothing)
{
	int64_t before;

	(void)sent_on("2026-09-18");
	scene_as(&s, "ann", "2026-09-19");
	(void)dispose(CNIS_DISPOSE_ALL, CNIS_EPERM);
	ck_assert_int_eq(due_on(NULL).n, 1);
	scene_as(&s, "nora", "2026-09-19");
	(void)dispose(CNIS_DISPOSE_ALL, CNIS_EPERM);
	scene_as(&s, "boss", "2026-09-19");
	before = scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
	s.r->dry_run = true;
	ck_assert_int_eq(dispose(CNIS_DISPOSE_ALL, CNIS_OK).forwarded, 1);
	s.r->dry_run = false;
	ck_assert_int_eq(scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0), before);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake_subject", 0, 0), 1);
}
END_TEST

START_TEST(what_is_not_due_is_left_alone)
{
	const cnis_intake_new n = {
		.size = sizeof(n), .kind = "telephone", .source = "public", .text = "ours"
	};
	int64_t id = 0;

	scene_want(cnis_intake_add(s.r, &n, 1, &id, NULL, &err), CNIS_OK, &err);
	(void)sent_on("2026-10-18");
	scene_as(&s, "boss", "2026-09-19");
	ck_assert_int_eq(dispose(CNIS_DISPOSE_ALL, CNIS_OK).entries, 0);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake WHERE body IS NOT NULL", 0, 0),
	                 2);
}
END_TEST

START_TEST(more_than_fit_one_entry_all_go)
{
	cnis_disposal did;

	(void)scene_sql(
	    &s,
	    "WITH RECURSIVE k (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 620)"
	    " INSERT INTO intake (uuid, kind, channel, received_day, teller, source, body,"
	    " outcome, closed_day, keep_day, recorded_at, rev) SELECT 'u', 'mailbox',"
	    " 'email', 20000, 'unknown', 'unknown', 'zanzibar', 'forwarded', 20001,"
	    " 20001 + i / 100, :at, :rev FROM k",
	    0, 0);
	did = dispose(CNIS_DISPOSE_ALL, CNIS_OK);
	ck_assert_int_eq(did.forwarded, 620);
	ck_assert_int_eq(
	    scene_ask(&s, "SELECT count(*) FROM journal WHERE kind = 'disposal.forwarded'", 0, 0),
	    2);
	ck_assert_int_eq(scene_ask(&s, "SELECT count(*) FROM intake WHERE body IS NOT NULL", 0, 0),
	                 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("disposal");
	TCase *tc = tcase_create("disposal");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, it_is_due_from_the_day_after_its_last_day_the_oldest_first);
	tcase_add_test(tc, what_was_sent_on_stays_known_without_what_it_said);
	tcase_add_test(tc, a_document_stays_known_without_what_it_is);
	tcase_add_test(tc, a_hold_for_any_child_it_is_about_keeps_it);
	tcase_add_test(tc, a_hold_for_another_record_of_the_child_keeps_it);
	tcase_add_test(tc, only_a_manager_disposes_and_a_rehearsal_changes_nothing);
	tcase_add_test(tc, what_is_not_due_is_left_alone);
	tcase_add_test(tc, more_than_fit_one_entry_all_go);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

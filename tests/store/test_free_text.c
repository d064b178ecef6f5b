/* What somebody wrote in words of their own: every column is known, and read through the net. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fresh.h"
#include "store/inside.h"
#include "store/keep_back.h"
#include "store/tables.h"
#include "support/scratch.h"

static store *s;
static cnis_error e;

static void
setup(void)
{
	memset(&e, 0, sizeof(e));
	s = fresh_open(STORE_WRITE);
}

static void
teardown(void)
{
	mem_fail_at(-1);
	store_close(s);
	scratch_remove();
}

static net *
a_net(void)
{
	net *n = net_new();

	ck_assert_int_eq(net_add(n, NET_WORDS, "N3 9ZZ", NULL), CNIS_OK);
	net_ready(n);
	return n;
}

/* ---- which columns --------------------------------------------------------------------------- */

/* Codes, names, numbers, parts of an address: the statement that reads one answers for it. */
static const char *const FACTS[] = { "about",
	                             "agrees",
	                             "alone",
	                             "applicant",
	                             "authorities",
	                             "authority",
	                             "basis",
	                             "basis_kind",
	                             "basis_rule",
	                             "batch",
	                             "because",
	                             "by_whom",
	                             "calendar",
	                             "carer",
	                             "channel",
	                             "class",
	                             "code",
	                             "condition_c",
	                             "conditions",
	                             "county",
	                             "decided_by",
	                             "direction",
	                             "disabled",
	                             "educates",
	                             "education",
	                             "email",
	                             "email_key",
	                             "end_authority",
	                             "end_event",
	                             "end_school_name",
	                             "end_school_urn",
	                             "end_source",
	                             "evidence",
	                             "fact",
	                             "family_key",
	                             "family_name",
	                             "file_type",
	                             "for_health",
	                             "format",
	                             "full_name",
	                             "full_time",
	                             "given_names",
	                             "ground",
	                             "has_care",
	                             "inputs",
	                             "intended",
	                             "interpreter",
	                             "item",
	                             "kind",
	                             "label",
	                             "language",
	                             "line1",
	                             "line2",
	                             "line3",
	                             "list",
	                             "local_gate",
	                             "login",
	                             "means",
	                             "method",
	                             "name",
	                             "not_served",
	                             "notified_by",
	                             "on_roll",
	                             "ons_code",
	                             "other_basis",
	                             "outcome",
	                             "parent_agrees",
	                             "person_key",
	                             "place_kind",
	                             "placed_by",
	                             "placement",
	                             "postcode",
	                             "prior_setting",
	                             "provider_name",
	                             "provider_type",
	                             "purpose",
	                             "received_time",
	                             "recipient",
	                             "responsibility",
	                             "responsibility_basis",
	                             "role",
	                             "route",
	                             "route_reason",
	                             "row_key",
	                             "rule",
	                             "said_by",
	                             "school",
	                             "school_name",
	                             "school_urn",
	                             "sex",
	                             "sha256",
	                             "signed_agrees",
	                             "significant_harm",
	                             "source",
	                             "stage",
	                             "stands",
	                             "state",
	                             "taken_over",
	                             "team",
	                             "telephone",
	                             "telephone_key",
	                             "teller",
	                             "to_area",
	                             "town",
	                             "upn",
	                             "uprn",
	                             "uuid",
	                             "value_key",
	                             "view",
	                             "visit_asked",
	                             "voice",
	                             "what",
	                             "with_family",
	                             "wording" };
/* Those whose name is a text elsewhere: here it is a code or a fact. */
static const char *const FACTS_HERE[] = { "contact_point.value", "content_answer.answer",
	                                  "destination.place",   "document_part.body",
	                                  "entry.end_reason",    "entry.reason",
	                                  "entry_reason.reason", "entry_route.end_reason",
	                                  "flag.provision",      "held.end_reason",
	                                  "identifier.value",    "match_secret.value",
	                                  "seen.place",          "setting.value" };

static bool
is_fact(const char *table, const char *column)
{
	char both[128];

	snprintf(both, sizeof(both), "%s.%s", table, column);
	for (size_t i = 0; i < sizeof(FACTS) / sizeof(FACTS[0]); i++)
		if (strcmp(FACTS[i], column) == 0)
			return true;
	for (size_t i = 0; i < sizeof(FACTS_HERE) / sizeof(FACTS_HERE[0]); i++)
		if (strcmp(FACTS_HERE[i], both) == 0)
			return true;
	return false;
}

START_TEST(every_text_of_the_schema_is_a_fact_or_goes_through_the_net)
{
	size_t found = 0;
	size_t listed = 0;

	for (const store_table *t = store_tables; t->name != NULL; t++) {
		sqlite3_stmt *info = NULL;
		bool row = false;

		if (t->class != TABLE_JOURNALLED)
			continue;
		ck_assert_int_eq(shape_open(s, "table_info", t->name, &info, &e), CNIS_OK);
		while (shape_step(s, info, &row, &e) == CNIS_OK && row) {
			const char *column = (const char *)sqlite3_column_text(info, SHAPE_NAME);
			const char *type = (const char *)sqlite3_column_text(info, 2);
			bool is_free = free_text_column(t->name, column);

			if (strcmp(type, "TEXT") != 0)
				continue;
			found += is_free ? 1 : 0;
			ck_assert_msg(is_free != is_fact(t->name, column),
			              "%s.%s: does somebody type into it in words of their own? "
			              "Then it belongs to free_text.c, else to this test",
			              t->name, column);
		}
		sqlite3_finalize(info);
	}
	while (free_texts[listed].table != NULL)
		listed++;
	ck_assert_uint_eq(found, listed);
}
END_TEST

/* ---- read through the net -------------------------------------------------------------------- */

/* clang-format off */
static const store_sql READ = { "test.read", "SELECT title, day FROM calendar_day" };
static const store_sql PUT = { "test.put",
	"INSERT INTO calendar_day (calendar, day, kind, title, rev)"
	" VALUES ('england', 20000, 'closed', :title, 1)" };
static const store_sql COPY = { "test.copy",
	"INSERT INTO calendar_day (calendar, day, kind, title, rev)"
	" SELECT calendar, day + 1, kind, title, 1 FROM calendar_day WHERE day = 20000" };
/* clang-format on */

static void
put(const char *title, bool dry)
{
	store_entry entry = { .officer = "amal",
		              .kind = "calendar.add",
		              .command = "calendar add",
		              .batch = "",
		              .undo = STORE_UNDOABLE,
		              .dry_run = dry };
	cursor c = { 0 };

	ck_assert_int_eq(store_begin(s, &entry, &e), CNIS_OK);
	ck_assert_int_eq(stmt_open(s, title == NULL ? &COPY : &PUT, &c, &e), CNIS_OK);
	if (title != NULL)
		stmt_text(&c, ":title", title);
	ck_assert_int_eq(stmt_run(&c, &e), CNIS_OK);
	stmt_close(&c);
	ck_assert_int_eq(store_commit(s, NULL, &e), CNIS_OK);
}

/* The last row's title. */
static void
reads(const char *want)
{
	cursor c = { 0 };
	bool row = false;
	char got[80] = "";

	ck_assert_int_eq(stmt_open(s, &READ, &c, &e), CNIS_OK);
	while (stmt_step(&c, &row, &e) == CNIS_OK && row)
		snprintf(got, sizeof(got), "%s", col_text(&c, 0));
	stmt_close(&c);
	ck_assert_str_eq(got, want);
}

START_TEST(a_text_is_read_through_the_net_of_the_connection)
{
	put("closed at n39zz", false);
	reads("closed at n39zz");
	ck_assert(!free_text_caught(s) && !free_text_netted(s));
	ck_assert_int_eq(free_text_net(s, NULL, &e), CNIS_OK);
	ck_assert(!free_text_netted(s));
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	ck_assert(free_text_netted(s));
	reads("closed at withheld");
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	reads("closed at withheld");
	ck_assert_int_eq(free_text_net(s, NULL, &e), CNIS_OK);
	reads("closed at n39zz");
}
END_TEST

START_TEST(every_such_column_is_read_through_its_view)
{
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	for (const free_text *f = free_texts; f->table != NULL; f++) {
		char text[256];
		int64_t is = 0;

		snprintf(text, sizeof(text),
		         "SELECT count(*) FROM temp.sqlite_schema WHERE name = '%s'"
		         " AND instr(sql, 'free_text(\"%s\") AS \"%s\"')",
		         f->table, f->column, f->column);
		ck_assert_int_eq(store_number(s, text, "test", &is, &e), CNIS_OK);
		ck_assert_msg(is == 1, "%s.%s", f->table, f->column);
	}
}
END_TEST

START_TEST(what_a_change_copies_is_the_text_itself)
{
	put("closed at n39zz", false);
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	put(NULL, false);
	ck_assert(free_text_caught(s));
	reads("closed at withheld");
	ck_assert_int_eq(free_text_net(s, NULL, &e), CNIS_OK);
	reads("closed at n39zz");
}
END_TEST

START_TEST(what_is_typed_is_kept_and_said_to_hold_it)
{
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	put("closed", true);
	ck_assert(!free_text_caught(s));
	put("at N3 9ZZ", true); /* tried only: no answer without a trace */
	ck_assert(!free_text_caught(s));
	put("at N3 9ZZ", false);
	ck_assert(free_text_caught(s));
}
END_TEST

START_TEST(rows_are_left_out_and_texts_taken_out_by_the_same_views)
{
	static const int64_t IDS[] = { 7 };
	int64_t is = 0;

	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	ck_assert_int_eq(store_keep_back(s, KEEP_CHILD, IDS, 1, &e), CNIS_OK);
	ck_assert_int_eq(
	    store_number(s,
	                 "SELECT count(*) FROM temp.sqlite_schema WHERE name = 'contact'"
	                 " AND instr(sql, 'free_text(') AND instr(sql, 'kept_back(')",
	                 "test", &is, &e),
	    CNIS_OK);
	ck_assert_int_eq(is, 1);
	ck_assert(free_text_netted(s) && store_views(s));
}
END_TEST

START_TEST(of_other_texts_it_is_asked)
{
	char *out = NULL;

	ck_assert_int_eq(free_text_take(s, "N3 9ZZ", &out, &e), CNIS_OK);
	ck_assert_ptr_null(out);
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_OK);
	ck_assert_int_eq(free_text_take(s, "N3 9ZZ", &out, &e), CNIS_OK);
	ck_assert_str_eq(out, "withheld");
	free(out);
	mem_fail_at(0);
	ck_assert_int_eq(free_text_take(s, "N3 9ZZ", &out, &e), CNIS_ENOMEM);
}
END_TEST

START_TEST(while_a_state_is_held_no_first_net_comes)
{
	ck_assert_int_eq(store_snapshot_begin(s, &e), CNIS_OK);
	ck_assert_int_eq(free_text_net(s, a_net(), &e), CNIS_EBUSY);
	store_snapshot_end(s);
	ck_assert_int_eq(free_text_views(s, &e), CNIS_OK);
	ck_assert(free_text_netted(s));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("free text");
	TCase *t = tcase_create("free text");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, every_text_of_the_schema_is_a_fact_or_goes_through_the_net);
	tcase_add_test(t, a_text_is_read_through_the_net_of_the_connection);
	tcase_add_test(t, every_such_column_is_read_through_its_view);
	tcase_add_test(t, what_a_change_copies_is_the_text_itself);
	tcase_add_test(t, what_is_typed_is_kept_and_said_to_hold_it);
	tcase_add_test(t, rows_are_left_out_and_texts_taken_out_by_the_same_views);
	tcase_add_test(t, of_other_texts_it_is_asked);
	tcase_add_test(t, while_a_state_is_held_no_first_net_comes);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}

/* A whole move from spreadsheets: adults, addresses, needs, reviews and contacts find their child
 * by its number, and a batch is taken back whole or not at all. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/flag.h>
#include <cnis/import.h>
#include <cnis/journal.h>
#include <cnis/review.h>

#include "domain/support.h"

static scene s;
static char file[128], map[512];
static cnis_import_done did;
static cnis_error e;
static char told[8192];

static void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
	ck_assert_int_eq(fclose(f), 0);
}

static cnis_status
listen(const cnis_import_note *note, void *payload, cnis_error *err)
{
	size_t n = strlen(told);

	(void)payload;
	(void)err;
	(void)snprintf(told + n, sizeof(told) - n, "%s|%s|%s|%lld\n", note->section, note->words,
	               note->field, (long long)note->rows);
	return CNIS_OK;
}

static cnis_status
run(cnis_import_kind kind, bool apply)
{
	const cnis_import_options o = {
		.size = sizeof(o), .file = file, .map = map, .apply = apply
	};

	memset(&e, 0, sizeof(e));
	told[0] = '\0';
	return cnis_import_rows(s.r, kind, &o, listen, NULL, &did, &e);
}

/* The columns of these files carry the names of the fields. */
static void
columns(const char *header)
{
	char text[2048] = "";
	char copy[512];
	char *rest = NULL;

	(void)snprintf(copy, sizeof(copy), "%s", header);
	for (char *c = strtok_r(copy, ",", &rest); c != NULL; c = strtok_r(NULL, ",", &rest))
		(void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s = %s\n", c, c);
	put(map, text);
}

static void
give(cnis_import_kind kind, const char *header, const char *rows, cnis_status status)
{
	char text[4096];

	columns(header);
	(void)snprintf(text, sizeof(text), "%s\n%s", header, rows);
	put(file, text);
	scene_want(run(kind, true), status, &e);
}

static int64_t
count(const char *table)
{
	char sql[300];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	return scene_ask(&s, sql, 0, 0);
}

static void
says(const char *words)
{
	ck_assert_msg(strstr(told, words) != NULL, "not '%s' in:\n%s", words, told);
}

static char families[40];

static void
set_up(void)
{
	scene_make(&s, "2026-11-21");
	(void)snprintf(file, sizeof(file), "%s/sheet.csv", s.dir);
	(void)snprintf(map, sizeof(map), "%s/sheet.map", s.dir);
	give(CNIS_IMPORT_CHILDREN, "key,family,full_name,born,sex,from,received",
	     "1,F1,Ada Testwick,2014-04-13,F,2023-09-01,2023-09-04\n"
	     "2,F1,Bob Testwick,2012-02-28,M,2023-09-01,2023-09-04\n"
	     "3,F2,Zed Otherby,2013-02-28,M,2024-01-15,2024-01-15\n",
	     CNIS_OK);
	ck_assert(did.taken == 3);
	(void)snprintf(families, sizeof(families), "%s", did.batch);
}

static void
tear_down(void)
{
	scene_end(&s);
}

START_TEST(adults_are_related_to_every_child_of_the_family)
{
	give(CNIS_IMPORT_PEOPLE, "key,family,person,full_name,relationship,line1,postcode",
	     ",F1,P1,May Testwick,mother,1 Row,QZ1 1AB\n"
	     ",F1,,Joe Testwick,father,,\n"
	     "3,,P1,May Testwick,step_parent,,\n",
	     CNIS_OK);
	ck_assert(did.taken == 3);
	ck_assert(count("person") == 2 && count("relationship") == 5);
	ck_assert(count("person_residence") == 1);
	says("parental responsibility is not said");
	give(CNIS_IMPORT_PEOPLE, "family,full_name,relationship", "F1,JOE TESTWICK,father\n",
	     CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "adult of this name"));
	ck_assert_str_eq(e.field, "line 2, column person");
	give(CNIS_IMPORT_PEOPLE, "family,full_name", "F77,Nobody Here\n", CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "no child with this number"));
	ck_assert_str_eq(e.field, "line 2, column family");
	give(CNIS_IMPORT_PEOPLE, "key,full_name,relationship", "1,Sue Twig,godmother\n",
	     CNIS_EINVAL);
	ck_assert_str_eq(e.field, "line 2, column relationship");
}
END_TEST

START_TEST(addresses_answer_where_the_child_lives)
{
	ck_assert(count("duty WHERE kind = 'address_query' AND state = 'open'") == 3);
	give(CNIS_IMPORT_ADDRESSES, "key,family,kind,from,to,line1,postcode",
	     ",F1,,2020-05-01,,1 Row,QZ1 1AB\n"
	     "1,,previous,2015-01-01,2020-04-30,9 Lane,QZ1 1AZ\n"
	     "3,,home,,,2 Row,QZ1 1AD\n",
	     CNIS_OK);
	ck_assert(did.taken == 3 && count("address") == 3 && count("child_residence") == 4);
	ck_assert(count("duty WHERE kind = 'address_query' AND state = 'open'") == 0);
	says("kind of address is not said: taken as home||1");
	give(CNIS_IMPORT_ADDRESSES, "key,line1,postcode", "3,5 Row,QZ1 1AD\n", CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "has a home already"));
	give(CNIS_IMPORT_ADDRESSES, "key,from,line1,postcode", "3,2026-01-01,5 Row,QZ1 1AD\n",
	     CNIS_OK);
	ck_assert(count("child_residence WHERE to_day IS NULL AND kind = 'home'") == 3);
	give(CNIS_IMPORT_ADDRESSES, "key,kind,line1", "3,previous,7 Row\n", CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "last day at a previous address"));
	give(CNIS_IMPORT_ADDRESSES, "key,line1", "3,\n", CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "the address is missing"));
	give(CNIS_IMPORT_ADDRESSES, "person,line1", "P9,7 Row\n", CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "no adult with this number"));
	columns("line1");
	scene_want(run(CNIS_IMPORT_ADDRESSES, true), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "who lives there"));
}
END_TEST

START_TEST(needs_are_facts_of_the_child)
{
	give(CNIS_IMPORT_NEEDS, "key,kind,from,reviewed,confirmed_by,note",
	     "1,ehc_plan,2024-01-10,2026-01-08,SEND team,\"two\nlines\"\n"
	     "2,early_help,2025-02-01,,,\n",
	     CNIS_OK);
	ck_assert(did.taken == 2 && count("flag") == 2);
	give(CNIS_IMPORT_NEEDS, "key,kind,from", "1,ehc_plan,2025-01-10\n", CNIS_EINVAL);
	says("problem|here already under another row||1");
	give(CNIS_IMPORT_NEEDS, "key,kind,from", "1,sniffles,2025-01-10\n", CNIS_EINVAL);
	says("problem|unknown code||1");
	ck_assert_str_eq(e.field, "line 2, column kind");
	give(CNIS_IMPORT_NEEDS, "key,kind,from", "99,ehc_plan,2025-01-10\n", CNIS_EINVAL);
	says("problem|whom it belongs to is not here||1");
}
END_TEST

START_TEST(reviews_set_the_next_date_and_owe_nothing_of_the_past)
{
	give(CNIS_IMPORT_REVIEWS, "key,on,outcome,reasons,reviewer",
	     "1,2024-03-01,appears_not_suitable,Little was sent.,A. Former\n"
	     "1,2026-03-02,suitable,Work was seen.,A. Former\n"
	     "3,2025-02-03,more_information,Asked for more.,\n",
	     CNIS_OK);
	ck_assert(did.taken == 3);
	ck_assert(count("review WHERE state = 'final' AND voice = 'not_recorded'") == 3);
	ck_assert(
	    count("review WHERE reasons LIKE '%Reviewer in the previous system: A. Former'") == 2);
	ck_assert(count("duty WHERE state = 'open' AND kind = 'review'") == 3);
	ck_assert(count("duty WHERE state = 'open' AND kind <> 'review' AND kind <> "
	                "'address_query'") == 0);
	ck_assert_int_eq(scene_ask(&s,
	                           "SELECT d.due_day FROM duty d WHERE d.state = 'open' AND"
	                           " d.kind = 'review' AND d.child_id = 1",
	                           0, 0),
	                 scene_day("2027-03-02"));
	says("taken as settled in the previous system||2");
	says("reviewer of the previous system: kept in the reasons||2");
	give(CNIS_IMPORT_REVIEWS, "key,on,outcome,reasons", "1,2020-03-01,suitable,Early.\n",
	     CNIS_EINVAL);
	ck_assert_ptr_nonnull(strstr(e.message, "no entry open on that day"));
}
END_TEST

START_TEST(not_recorded_is_no_answer_of_a_review_made_here)
{
	const cnis_review_new n = { .size = sizeof(n),
		                    .child_id = 1,
		                    .reviewed = scene_day("2026-11-20"),
		                    .method = "email",
		                    .evidence = "plan",
		                    .outcome = "suitable",
		                    .reasons = "As seen.",
		                    .voice = "not_recorded" };
	cnis_review_done done;

	scene_want(cnis_review_record(s.r, &n, &done, &e), CNIS_EINVAL, &e);
	ck_assert_str_eq(e.field, "voice");
}
END_TEST

START_TEST(what_adults_asked_about_being_reached_comes_in_with_them)
{
	give(CNIS_IMPORT_PEOPLE,
	     "key,person,full_name,line1,telephone,mobile,email,preferred,not_by,safe_times,"
	     "language,interpreter,format",
	     "1,P1,May Testwick,1 Row,020 7946 0018,07700 900123,may@home.example,mobile,"
	     "message email post,weekdays,pl,yes,large_print\n"
	     "3,P2,Zoe Otherby,,,,,post,text,mornings,,,\n",
	     CNIS_OK);
	ck_assert_int_eq(did.taken, 2);
	ck_assert(count("contact_wish WHERE kind = 'no_message'") == 2);
	ck_assert(count("contact_wish WHERE kind = 'no_writing'") == 2);
	ck_assert(count("contact_wish WHERE kind = 'no_writing' AND residence_id NOT NULL") == 1);
	ck_assert(count("contact_wish WHERE kind = 'safe_times' AND words = 'weekdays'") == 2);
	ck_assert(count("contact_wish WHERE kind = 'preferred'") == 1);
	ck_assert(count("communication WHERE language = 'pl' AND interpreter = 'yes'"
	                " AND format = 'large_print'") == 1);
	says("asked of a number or address the row does not have: left out||1");
}
END_TEST

START_TEST(two_children_of_a_family_tell_it_of_their_parent_once)
{
	give(CNIS_IMPORT_FAMILIES,
	     "key,family,full_name,born,line1,postcode,parent1_name,parent1_email,parent1_not_by,"
	     "parent1_language,parent2_name,parent2_telephone,parent2_preferred",
	     "7,F7,Una Twig,2015-06-17,1 Row,N2 0AB,May Twig,may@home.example,email "
	     "post,cy,Sam Twig,020 7946 0018,telephone\n"
	     "8,F7,Bo Twig,2012-01-09,1 Row,N2 0AB,May Twig,may@home.example,email "
	     "post,cy,Sam Twig,020 7946 0018,telephone\n",
	     CNIS_OK);
	ck_assert_int_eq(did.taken, 2);
	ck_assert(count("contact_wish") == 3 && count("communication") == 1);
	ck_assert(count("contact_wish WHERE to_day IS NOT NULL") == 0);
}
END_TEST

START_TEST(contacts_keep_who_wrote_them)
{
	give(CNIS_IMPORT_PEOPLE, "key,person,full_name", "1,P1,May Testwick\n", CNIS_OK);
	give(CNIS_IMPORT_CONTACTS, "key,on,method,outcome,person,note,by",
	     "1,2025-03-01,telephone,reached,P1,Spoke at length.,A. Former\n"
	     "2,2025-03-01,post,no_reply,,,\n",
	     CNIS_OK);
	ck_assert(count("contact") == 2 && count("contact WHERE person_id IS NOT NULL") == 1);
	ck_assert(count("contact WHERE note LIKE 'Spoke at length.%A. Former'") == 1);
	says("direction is not said");
	give(CNIS_IMPORT_CONTACTS, "key,on,method,outcome,person",
	     "2,2025-03-02,telephone,reached,P1\n", CNIS_EINVAL);
	says("problem|");
}
END_TEST

/* The second layout that ships: one file, read three times by three maps. */
START_TEST(one_row_a_person_linked_by_family_number_is_read_by_its_maps)
{
	static const struct {
		cnis_import_kind kind;
		const char *name;
		int taken, passed_over;
	} steps[] = { { CNIS_IMPORT_CHILDREN, "people_children.map", 2, 1 },
		      { CNIS_IMPORT_PEOPLE, "people_adults.map", 1, 2 },
		      { CNIS_IMPORT_ADDRESSES, "people_homes.map", 2, 1 } };
	char path[sizeof(map)];

	put(file, "Person no,Family no,Type,Name,Born,Sex,Role,Known since,Street,Place,Postcode\n"
	          "11,G1,Child,Una Twig,2015-06-17,F,,2025-01-07,1 Row,Town,QZ1 1AB\n"
	          "12,G1,Child,Bo Twig,2016-04-13,,,2025-01-07,1 Row,Town,QZ1 1AB\n"
	          "13,G1,Adult,May Twig,,,Mum,2025-01-07,1 Row,Town,QZ1 1AB\n");
	memcpy(path, map, sizeof(path));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		(void)snprintf(map, sizeof(map), "%s/src/exchange/maps/%s", CNIS_SOURCE_DIR,
		               steps[i].name);
		scene_want(run(steps[i].kind, true), CNIS_OK, &e);
		ck_assert(did.taken == steps[i].taken && did.passed_over == steps[i].passed_over);
	}
	memcpy(map, path, sizeof(path));
	ck_assert(count("relationship WHERE kind = 'mother'") == 2);
	ck_assert(count("child_residence") == 2 && count("person_residence") == 1);
}
END_TEST

/* One cell of a row that could be taken, made one that cannot. */
static const struct {
	cnis_import_kind kind;
	const char *header, *rows, *column, *words;
} CELLS[] = {
	{ CNIS_IMPORT_CHILDREN, "full_name,born,school_name,school_urn",
	  "Una Twig,2015-06-17,A School,10000A\n", "school_urn", "six digits" },
	{ CNIS_IMPORT_CHILDREN, "full_name,born,uln", "Una Twig,2015-06-17,12\n", "uln", "" },
	{ CNIS_IMPORT_CHILDREN, "full_name,born,nhs", "Una Twig,2015-06-17,9434765918\n", "nhs",
	  "" },
	{ CNIS_IMPORT_CHILDREN, "full_name,born,on_roll", "Una Twig,2015-06-17,perhaps\n",
	  "on_roll", "" },
	{ CNIS_IMPORT_CHILDREN, "given_names,family_name,born", "Una,,2015-06-17\n", "family_name",
	  "" },
	{ CNIS_IMPORT_CHILDREN, "full_name,born,owner", "Una Twig,2015-06-17,nobody\n", "owner",
	  "" },
	{ CNIS_IMPORT_FAMILIES, "full_name,born,parent1_given_names,parent1_family_name",
	  "Una Twig,2015-06-17,May,\n", "parent1_", "" },
	{ CNIS_IMPORT_FAMILIES, "full_name,born,line1,uprn", "Una Twig,2015-06-17,1 Row,x\n",
	  "uprn", "" },
	{ CNIS_IMPORT_PEOPLE, "key,given_names,family_name", "1,May,\n", "family_name", "missing" },
	{ CNIS_IMPORT_PEOPLE, "key,full_name,email", "1,May Testwick,at home\n", "email",
	  "e-mail" },
	{ CNIS_IMPORT_PEOPLE, "key,full_name,not_by", "1,May Testwick,post pigeon\n", "not_by",
	  "not words of" },
	{ CNIS_IMPORT_PEOPLE, "key,full_name,preferred", "1,May Testwick,pigeon\n", "preferred",
	  "" },
	{ CNIS_IMPORT_PEOPLE, "key,full_name,email,preferred,not_by",
	  "1,May Testwick,may@home.example,email,text email\n", "not_by", "preferred, and yet" },
	{ CNIS_IMPORT_PEOPLE, "key,full_name,language", "1,May Testwick,Polish\n", "language",
	  "ISO 639" },
	{ CNIS_IMPORT_PEOPLE, "key,full_name,format", "1,May Testwick,semaphore\n", "format", "" },
	{ CNIS_IMPORT_FAMILIES, "full_name,born,parent1_name,parent1_interpreter",
	  "Una Twig,2015-06-17,May Twig,perhaps\n", "parent1_interpreter", "" },
	{ CNIS_IMPORT_ADDRESSES, "key,line1,authority", "3,1 Row,30x\n", "authority", "" },
	{ CNIS_IMPORT_ADDRESSES, "key,line1,kind", "3,1 Row,castle\n", "kind", "" },
	{ CNIS_IMPORT_NEEDS, "key,kind,from", "1,ehc_plan,2027-01-10\n", "from", "future" },
	{ CNIS_IMPORT_REVIEWS, "key,on,outcome,reasons", "1,2026-03-02,splendid,As seen.\n",
	  "outcome", "" },
	{ CNIS_IMPORT_CONTACTS, "key,on,method,outcome,person",
	  "1,2025-03-01,telephone,reached,P9\n", "person", "no adult with this number" },
};

START_TEST(a_cell_that_cannot_be_taken_is_named_by_its_column)
{
	int64_t before = count("journal");

	give(CELLS[_i].kind, CELLS[_i].header, CELLS[_i].rows, CNIS_EINVAL);
	ck_assert_msg(strstr(e.field, CELLS[_i].column) != NULL, "%s: %s", e.field, e.message);
	ck_assert_msg(strstr(e.message, CELLS[_i].words) != NULL, "%s: %s", e.field, e.message);
	ck_assert_int_eq(did.rejected, 1);
	ck_assert_int_eq(count("journal"), before);
}
END_TEST

static const struct {
	cnis_import_kind kind;
	const char *header, *words;
} MAPS[] = {
	{ CNIS_IMPORT_PEOPLE, "full_name", "whose adult" },
	{ CNIS_IMPORT_PEOPLE, "key,given_names", "full_name has no column" },
	{ CNIS_IMPORT_ADDRESSES, "line1", "who lives there" },
	{ CNIS_IMPORT_CHILDREN, "born,given_names", "full_name" },
	{ CNIS_IMPORT_CHILDREN, "full_name", "born" },
};

START_TEST(a_map_without_what_a_row_is_about_stops_the_run)
{
	columns(MAPS[_i].header);
	scene_want(run(MAPS[_i].kind, true), CNIS_EINVAL, &e);
	ck_assert_msg(strstr(e.message, MAPS[_i].words) != NULL, "%s", e.message);
}
END_TEST

START_TEST(a_child_off_the_roll_is_entered_and_the_school_is_kept)
{
	give(CNIS_IMPORT_CHILDREN, "full_name,born,school_name,on_roll,school_left",
	     "Una Twig,2015-06-17,A School,no,2026-11-02\n", CNIS_OK);
	ck_assert_int_eq(did.taken, 1);
	ck_assert_int_eq(
	    count("entry WHERE school_name = 'A School' AND school_left_day IS NOT NULL"), 1);
}
END_TEST

static cnis_status
see(const cnis_batch *b, void *payload, cnis_error *err)
{
	(void)err;
	if (strcmp(b->batch, families) == 0)
		*(cnis_batch *)payload = *b;
	return CNIS_OK;
}

START_TEST(a_batch_is_taken_back_whole_and_can_be_imported_again)
{
	cnis_batch b = { .batch = NULL };
	int64_t n = 0;
	int64_t first = 0;
	int64_t blocker = 0;

	scene_want(cnis_batch_walk(s.r, see, &b, &e), CNIS_OK, &e);
	ck_assert(b.entries == 1 && b.standing == 1 && b.rows == 3);
	first = b.first_seq;
	scene_want(cnis_undo_batch(s.r, families, NULL, &n, &blocker, &e), CNIS_OK, &e);
	ck_assert(n == 1 && count("child") == 0 && count("import_row") == 0);
	scene_want(cnis_batch_walk(s.r, see, &b, &e), CNIS_OK, &e);
	ck_assert(b.entries == 1 && b.standing == 0 && b.rows == 0);
	scene_want(cnis_undo_batch(s.r, families, NULL, &n, &blocker, &e), CNIS_ENOTFOUND, &e);
	scene_want(cnis_undo(s.r, first, NULL, &blocker, &e), CNIS_EREFUSED, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "already taken back"));
	scene_want(run(CNIS_IMPORT_CHILDREN, true), CNIS_OK, &e);
	ck_assert(did.taken == 3 && count("child") == 3);
	scene_want(cnis_undo_batch(s.r, families, NULL, &n, &blocker, &e), CNIS_OK, &e);
}
END_TEST

START_TEST(a_batch_that_others_build_on_is_not_taken_back)
{
	int64_t n = 0;
	int64_t blocker = 0;

	give(CNIS_IMPORT_CONTACTS, "key,on,method,outcome", "2,2025-03-01,post,no_reply\n",
	     CNIS_OK);
	scene_want(cnis_undo_batch(s.r, families, NULL, &n, &blocker, &e), CNIS_ECONFLICT, &e);
	ck_assert(blocker > 0 && count("child") == 3 && n == 0);
	scene_want(cnis_undo_batch(s.r, did.batch, NULL, &n, &blocker, &e), CNIS_OK, &e);
	scene_want(cnis_undo_batch(s.r, families, NULL, &n, &blocker, &e), CNIS_OK, &e);
	ck_assert(count("child") == 0);
}
END_TEST

START_TEST(another_officers_batch_needs_a_manager_and_a_reason)
{
	int64_t n = 0;

	(void)scene_officer(&s, "mary", CNIS_ROLE_OFFICER);
	(void)scene_officer(&s, "max", CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER);
	scene_as(&s, "mary", "2026-11-21");
	scene_want(cnis_undo_batch(s.r, families, "wrong", &n, NULL, &e), CNIS_EPERM, &e);
	scene_as(&s, "max", "2026-11-21");
	scene_want(cnis_undo_batch(s.r, families, NULL, &n, NULL, &e), CNIS_EINVAL, &e);
	scene_want(cnis_undo_batch(s.r, families, "wrong file", &n, NULL, &e), CNIS_OK, &e);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("import, kind by kind");
	TCase *tc = tcase_create("kinds");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, adults_are_related_to_every_child_of_the_family);
	tcase_add_test(tc, addresses_answer_where_the_child_lives);
	tcase_add_test(tc, needs_are_facts_of_the_child);
	tcase_add_test(tc, reviews_set_the_next_date_and_owe_nothing_of_the_past);
	tcase_add_test(tc, not_recorded_is_no_answer_of_a_review_made_here);
	tcase_add_test(tc, what_adults_asked_about_being_reached_comes_in_with_them);
	tcase_add_test(tc, two_children_of_a_family_tell_it_of_their_parent_once);
	tcase_add_test(tc, contacts_keep_who_wrote_them);
	tcase_add_test(tc, one_row_a_person_linked_by_family_number_is_read_by_its_maps);
	tcase_add_loop_test(tc, a_cell_that_cannot_be_taken_is_named_by_its_column, 0,
	                    (int)(sizeof(CELLS) / sizeof(CELLS[0])));
	tcase_add_loop_test(tc, a_map_without_what_a_row_is_about_stops_the_run, 0,
	                    (int)(sizeof(MAPS) / sizeof(MAPS[0])));
	tcase_add_test(tc, a_child_off_the_roll_is_entered_and_the_school_is_kept);
	tcase_add_test(tc, a_batch_is_taken_back_whole_and_can_be_imported_again);
	tcase_add_test(tc, a_batch_that_others_build_on_is_not_taken_back);
	tcase_add_test(tc, another_officers_batch_needs_a_manager_and_a_reason);
	suite_add_tcase(suite, tc);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

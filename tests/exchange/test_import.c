/* A school's deletion return: what each ground means, what is wrong named by its place, twice is
 * once. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/entry.h>
#include <cnis/import.h>
#include <cnis/withdrawal.h>

#include "domain/support.h"
#include "exchange/import_map.h"
#include "exchange/import_row.h"

static scene s;
static char file[128], map[128], rejects[128];

#define HEADER "name,born,upn,post,why,left,letter,next,sex\n"
static const char plain[] = "full_name = name\nborn = born\nborn.format = DD/MM/YYYY\n"
			    "upn = upn\npostcode = post\nground = why\nground.code.EHE = 9(1)(f)\n"
			    "ground.code.Died = nothing\ndeleted = left\nnotice = letter\n"
			    "destination = next\nsex = sex\nschool_name := Larkacombe School\n";

static void
put(const char *path, const char *text, size_t len)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}

static void
set_up(void)
{
	scene_make(&s, "2026-11-21");
	(void)snprintf(file, sizeof(file), "%s/return.csv", s.dir);
	(void)snprintf(map, sizeof(map), "%s/school.map", s.dir);
	(void)snprintf(rejects, sizeof(rejects), "%s/rejects.csv", s.dir);
	put(map, plain, strlen(plain));
}

static void
tear_down(void)
{
	scene_end(&s);
}

typedef struct heard {
	cnis_import_verdict verdict;
	bool query;
	int64_t child_id;
	char column[64], rule[64], problem[200];
	int rows;
} heard;

static cnis_status
listen(const cnis_import_row *row, void *payload, cnis_error *err)
{
	heard *h = payload;

	(void)err;
	h->verdict = row->verdict;
	h->query = row->query;
	h->child_id = row->child_id;
	(void)snprintf(h->column, sizeof(h->column), "%s", row->column);
	(void)snprintf(h->rule, sizeof(h->rule), "%s", row->rule);
	(void)snprintf(h->problem, sizeof(h->problem), "%s", row->problem);
	h->rows++;
	return CNIS_OK;
}

static cnis_status
run(bool apply, bool with_rejects, cnis_import *did, heard *h, cnis_error *e)
{
	const cnis_import_options o = { .size = sizeof(o),
		                        .file = file,
		                        .map = map,
		                        .rejects = with_rejects ? rejects : NULL,
		                        .apply = apply };

	memset(e, 0, sizeof(*e));
	memset(h, 0, sizeof(*h));
	return cnis_import_deletions(s.r, &o, listen, h, did, e);
}

static void
rows(const char *text)
{
	char all[4096];
	int n = snprintf(all, sizeof(all), HEADER "%s", text);

	ck_assert(n > 0 && (size_t)n < sizeof(all));
	put(file, all, (size_t)n);
}

static int64_t
count(const char *table)
{
	char sql[64];

	(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	return scene_ask(&s, sql, 0, 0);
}

static const struct {
	const char *row;
	cnis_import_verdict verdict;
	bool query;
	const char *route, *rule;
} verdicts[] = {
	{ "Ada Testwick,03/04/2014,,,9(1)(f),2026-11-06,2026-11-01,,F\n", CNIS_IMPORT_HOME, false,
	  "home_education", "" },
	{ "Ada Testwick,03/04/2014,,,EHE,2026-11-06,,,\n", CNIS_IMPORT_HOME, true, "home_education",
	  "" },
	{ "Ada Testwick,03/04/2014,,,f,2026-11-06,2026-11-01,Other School,\n", CNIS_IMPORT_HOME,
	  false, "home_education", "" },
	{ "Ada Testwick,03/04/2014,,QZ1 1AB,9.1.i,2026-11-06,,,\n", CNIS_IMPORT_MISSING, false,
	  "missing_education", "" },
	{ "Ada Testwick,03/04/2014,,,9(1)(a),2026-11-06,,Other School,\n", CNIS_IMPORT_NOTHING,
	  false, NULL, "" },
	{ "Ada Testwick,03/04/2014,,,Died,2026-11-06,,,\n", CNIS_IMPORT_NOTHING, false, NULL, "" },
	{ "Ada Testwick,03/04/2005,,,f,2026-11-06,2026-11-01,,\n", CNIS_IMPORT_NOTHING, false, NULL,
	  "EA1996.436B.2" },
};

START_TEST(the_ground_decides_what_a_row_means)
{
	cnis_import did;
	cnis_error e;
	heard h;

	rows(verdicts[_i].row);
	scene_want(run(false, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_msg(h.verdict == verdicts[_i].verdict, "%s %s %s",
	              cnis_import_verdict_text(h.verdict), h.rule, h.problem);
	ck_assert(count("child") == 0);
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)h.verdict, (int)verdicts[_i].verdict);
	ck_assert_str_eq(h.rule, verdicts[_i].rule);
	ck_assert_int_eq(h.query, verdicts[_i].query);
	ck_assert(count("child") == (verdicts[_i].route == NULL ? 0 : 1));
	ck_assert(scene_ask(&s, "SELECT count(*) FROM duty WHERE kind = 'query'", 0, 0) ==
	          (verdicts[_i].query ? 1 : 0));
	if (verdicts[_i].route != NULL) {
		bool home = strcmp(verdicts[_i].route, "home_education") == 0;

		ck_assert(scene_ask(&s,
		                    home ? "SELECT count(*) FROM entry WHERE route = "
		                           "'home_education' AND to_day IS NULL"
		                         : "SELECT count(*) FROM entry e JOIN duty d ON "
		                           "d.entry_id = e.id WHERE route = "
		                           "'missing_education' AND d.kind = 'missing_enquiry'",
		                    0, 0) == 1);
	}
	/* Again: nothing new. */
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert(did.home + did.missing == 0);
	ck_assert(count("entry") == (verdicts[_i].route == NULL ? 0 : 1));
}
END_TEST

static const struct {
	const char *row, *column, *rule;
} wrong[] = {
	{ ",03/04/2014,,,f,2026-11-06,,,\n", "name", "" },
	{ "A\xE2\x80\xAE"
	  "B,03/04/2014,,,f,2026-11-06,,,\n",
	  "name", "" },
	{ "A\x01"
	  "B,03/04/2014,,,f,2026-11-06,,,\n",
	  "name", "" },
	{ "Ada T,,,,f,2026-11-06,,,\n", "born", "" },
	{ "Ada T,30/02/2014,,,f,2026-11-06,,,\n", "born", "" },
	{ "Ada T,2014-04-03,,,f,2026-11-06,,,\n", "born", "" },
	{ "Ada T,03/04/14,,,f,2026-11-06,,,\n", "born", "" },
	{ "Ada T,03/04/2027,,,f,2026-11-06,,,\n", "born", "" },
	{ "Ada T,03/04/2001,,,f,2026-11-06,,,\n", "born", "" },
	{ "Ada T,03/04/2014,A99,,f,2026-11-06,,,\n", "upn", "ID.upn" },
	{ "Ada T,03/04/2014,,XX,f,2026-11-06,,,\n", "post", "ID.postcode" },
	{ "Ada T,03/04/2014,,,,2026-11-06,,,\n", "why", "SI2024-208.13.4" },
	{ "Ada T,03/04/2014,,,Holiday,2026-11-06,,,\n", "why", "SI2024-208.13.4" },
	{ "Ada T,03/04/2014,,,f,,,,\n", "left", "" },
	{ "Ada T,03/04/2014,,,f,2026-11-22,,,\n", "left", "" },
	{ "Ada T,03/04/2014,,,f,2013-11-22,,,\n", "left", "" },
	{ "Ada T,03/04/2014,,,f,2026-11-06,soon,,\n", "letter", "" },
	{ "Ada T,03/04/2014,,,f,2026-11-06,,,Boy\n", "sex", "" },
	{ "Ada T,03/04/2014,,,f\n", "", "" },
};

START_TEST(a_wrong_row_stops_everything_and_names_its_place)
{
	char text[512];
	char field[128];
	cnis_import did;
	cnis_error e;
	heard h;

	(void)snprintf(text, sizeof(text), "Good One,03/04/2013,,,f,2026-11-06,2026-11-01,,\n%s",
	               wrong[_i].row);
	rows(text);
	scene_want(run(true, false, &did, &h, &e), CNIS_EINVAL, &e);
	(void)snprintf(field, sizeof(field), "line 3%s%s",
	               wrong[_i].column[0] == '\0' ? "" : ", column ", wrong[_i].column);
	ck_assert_str_eq(e.field, field);
	ck_assert_str_eq(h.rule, wrong[_i].rule);
	ck_assert_ptr_null(strstr(e.message, "Ada"));
	ck_assert(did.rejected == 1);
	ck_assert(count("child") == 0 && count("withdrawal") == 0);
}
END_TEST

START_TEST(rejected_rows_can_be_corrected_and_fed_again)
{
	char text[2048];
	char *bad;
	size_t n;
	FILE *f;
	cnis_import did;
	cnis_error e;
	heard h;
	struct stat sb;

	rows("Ada Testwick,03/04/2014,,,f,2026-11-06,2026-11-01,,\n"
	     "\"Testwick, Bea\",33/04/2014,,,f,2026-11-06,2026-11-01,,\n"
	     "=cmd(),03/05/2014,,,f,2026-11-06,2026-11-01,,Z\n");
	scene_want(run(true, true, &did, &h, &e), CNIS_OK, &e);
	ck_assert(did.home == 1 && did.rejected == 2);
	ck_assert_int_eq(stat(rejects, &sb), 0);
	ck_assert_int_eq(sb.st_mode & 0777, 0600);
	scene_want(run(true, true, &did, &h, &e), CNIS_EEXISTS, &e);
	f = fopen(rejects, "r");
	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	ck_assert_ptr_nonnull(strstr(text, ",cnis_row,cnis_column,cnis_rule,cnis_problem\r\n"));
	bad = strstr(text, "33/04/2014");
	ck_assert_ptr_nonnull(bad);
	bad[0] = '0';
	put(file, text, n);
	ck_assert_int_eq(unlink(rejects), 0);
	scene_want(run(true, true, &did, &h, &e), CNIS_OK, &e);
	ck_assert(did.home == 1 && did.rejected == 1 && did.rows == 2);
	ck_assert(count("child") == 2);
	ck_assert_int_eq(access(rejects, F_OK), 0);
}
END_TEST

START_TEST(the_same_pupil_twice_in_one_file_is_one_deletion)
{
	cnis_import did;
	cnis_error e;
	heard h;

	rows("Ada Testwick,03/04/2014,,,f,2026-11-06,2026-11-01,,\n"
	     "ADA  TESTWICK,03/04/2014,,,f,2026-11-06,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert(did.home == 1 && did.already == 1);
	ck_assert(count("child") == 1);
}
END_TEST

START_TEST(an_interrupted_run_is_finished_by_the_next)
{
	static char all[80000];
	size_t len = (size_t)snprintf(all, sizeof(all), HEADER);
	cnis_import did;
	cnis_error e;
	heard h;

	for (int i = 0; i < 600; i++)
		len += (size_t)snprintf(all + len, sizeof(all) - len,
		                        "Child %c%c%c,%02d/%02d/%d,,,i,2026-11-06,,,\n",
		                        'A' + i % 26, 'a' + i / 26 % 26, 'a' + i % 7, i % 28 + 1,
		                        i % 12 + 1, 2012 + i / 84 % 8);
	/* What a run leaves behind that died after its first 500 rows. */
	put(file, all, len / 2);
	(void)run(true, true, &did, &h, &e);
	ck_assert(count("entry") > 250 && count("entry") < 350);
	(void)unlink(rejects);
	put(file, all, len);
	scene_want(run(true, true, &did, &h, &e), CNIS_OK, &e);
	ck_assert(did.rows == 600 && did.transactions == 2 && did.rejected == 0);
	ck_assert(count("entry") == 600);
	ck_assert(scene_ask(&s, "SELECT count(DISTINCT batch) FROM journal WHERE batch <> ''", 0,
	                    0) == 2);
}
END_TEST

START_TEST(a_notice_that_waited_is_closed_by_the_deletion)
{
	const cnis_withdrawal_new w = { .size = sizeof(w),
		                        .notified_by = "school",
		                        .notified = scene_day("2026-11-02"),
		                        .notice = scene_day("2026-11-01"),
		                        .leave = CNIS_DAY_NONE,
		                        .deleted = CNIS_DAY_NONE,
		                        .school_name = "Larkacombe School" };
	cnis_withdrawal_new n = w;
	int64_t id = 0;
	cnis_import did;
	cnis_error e = { 0 };
	heard h;

	rows("Ada Testwick,03/04/2014,,,f,2026-11-06,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	n.child_id = h.child_id;
	scene_want(cnis_withdrawal_notify(s.r, &n, &id, &e), CNIS_OK, &e);
	/* On the register already: the removal is said of the notice, and nobody is entered twice.
	 */
	rows("Ada Testwick,03/04/2014,,,f,2026-11-09,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)h.verdict, (int)CNIS_IMPORT_REMOVAL);
	ck_assert(did.removals == 1 && did.queries == 0);
	ck_assert(count("entry") == 1);
	ck_assert(scene_ask(&s,
	                    "SELECT count(*) FROM withdrawal WHERE id = %lld AND on_roll = 'no'"
	                    " AND deleted_day = %lld AND closed_day IS NOT NULL",
	                    id, scene_day("2026-11-09")) == 1);
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)h.verdict, (int)CNIS_IMPORT_ALREADY);
}
END_TEST

static const struct {
	const char *row, *purpose;
} removals[] = {
	{ "Ada Testwick,03/04/2014,,,f,2026-11-06,2026-11-01,,\n", "otherwise_than_at_school" },
	{ "Ada Testwick,03/04/2014,,,9.1.i,2026-11-06,,,\n", "not_known" },
};

START_TEST(the_removal_of_a_pupil_with_an_entry_is_kept_and_asked_about)
{
	const char *text = "Ada Testwick,03/04/2014,,,f,2026-10-06,2026-10-01,,\n";
	cnis_entry_end end = { .size = sizeof(end),
		               .end_reason = "registered_at_school",
		               .school_name = "Larkacombe School",
		               .source = "school" };
	cnis_entry_new flexi = { .size = sizeof(flexi),
		                 .route = "flexi_schooling",
		                 .on_roll = true,
		                 .fact = { .from = scene_day("2026-11-01") } };
	char sql[200];
	int64_t id = 0;
	cnis_import did;
	cnis_error e;
	heard h;

	rows(text);
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	end.entry_id = 1;
	end.on = scene_day("2026-10-20");
	scene_want(cnis_entry_finish(s.r, &end, &e), CNIS_OK, &e);
	flexi.child_id = h.child_id;
	scene_want(cnis_entry_open(s.r, &flexi, &id, &e), CNIS_OK, &e);
	rows(removals[_i].row);
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)h.verdict, (int)CNIS_IMPORT_REMOVAL);
	ck_assert(h.query && did.removals == 1 && did.queries == 1);
	(void)snprintf(
	    sql, sizeof(sql),
	    "SELECT count(*) FROM withdrawal WHERE deleted_day = %%lld AND on_roll = 'no'"
	    " AND purpose = '%s'",
	    removals[_i].purpose);
	ck_assert(scene_ask(&s, sql, scene_day("2026-11-06"), 0) == 1);
	ck_assert(scene_ask(&s,
	                    "SELECT count(*) FROM duty WHERE kind = 'query' AND state = 'open'"
	                    " AND entry_id = %lld",
	                    id, 0) == 1);
	ck_assert(scene_ask(&s, "SELECT to_day IS NULL FROM entry WHERE id = %lld", id, 0) == 1);
	/* and once only */
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)h.verdict, (int)CNIS_IMPORT_ALREADY);
}
END_TEST

START_TEST(the_removal_of_a_child_whose_withdrawal_was_stopped_enters_the_child)
{
	const cnis_withdrawal_new w = { .size = sizeof(w),
		                        .notified_by = "school",
		                        .notified = scene_day("2026-11-02"),
		                        .leave = CNIS_DAY_NONE,
		                        .deleted = CNIS_DAY_NONE,
		                        .school_name = "Larkacombe School" };
	cnis_withdrawal_new n = w;
	int64_t id = 0;
	cnis_import did;
	cnis_error e = { 0 };
	heard h;

	n.child_id = scene_child(&s, "2014-04-03");
	(void)scene_sql(&s, "UPDATE child_name SET full_name = 'Ada Testwick', rev = :rev", 0, 0);
	(void)scene_sql(&s,
	                "INSERT INTO flag (child_id, kind, from_day, source, basis, recorded_at,"
	                " rev) VALUES (%lld, 'ehc_plan', 19000, 'school', 's436a', :at, :rev)",
	                n.child_id, 0);
	scene_want(cnis_withdrawal_notify(s.r, &n, &id, &e), CNIS_OK, &e);
	scene_want(cnis_withdrawal_withdraw(s.r, id, 0, scene_day("2026-11-03"), &e), CNIS_OK, &e);
	rows(removals[_i].row);
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_msg(h.verdict == (_i == 0 ? CNIS_IMPORT_HOME : CNIS_IMPORT_MISSING), "%s %s",
	              cnis_import_verdict_text(h.verdict), h.problem);
	ck_assert(count("entry") == 1);
	/* the school's removal is blamed on nobody where no consent was in question */
	ck_assert(scene_ask(&s, "SELECT sum(deletion_without_consent) FROM withdrawal", 0, 0) ==
	          (_i == 0 ? 1 : 0));
}
END_TEST

/* A map with every field, and rows of it: what each says, or which column is wrong. */
#define FULL_HEADER                                                                                \
	"given,family,born,why,left,school,urn,sex,line1,post,p1,p2,place,by,letter,leave\n"
static const char full_map[] =
    "given_names = given\nfamily_name = family\nborn = born\nground = why\ndeleted = left\n"
    "school_name = school\nschool_urn = urn\nsex = sex\nline1 = line1\npostcode = post\n"
    "parent_name = p1\nparent2_name = p2\nplacement = place\nplaced_by = by\nnotice = letter\n"
    "leave = leave\nleave.format = YYYY MM DD\n";
static const struct {
	const char *row;
	const char *column; /* NULL: taken */
	int persons, addresses;
} full_rows[] = {
	{ "Ada,Testwick,2014-04-03,9.1.F,2026-11-06,S,100001,F,1 A Row,QZ1 1AB,Bea T,Cai T,"
	  "mainstream,302,2026-11-01,2026 11 02\n",
	  NULL, 2, 1 },
	{ "Ada,Testwick,2014-04-03,9(1)f,2026-11-06,S,,M,1 A Row,,,Cai T,special,,,\n", NULL, 1,
	  1 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,U,,QZ1 1AB,Bea T,,unit,,,\n", NULL, 1, 1 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,private,,,\n", NULL, 0, 0 },
	{ "Ada,,2014-04-03,f,2026-11-06,S,,,,,,,,,,\n", "family", 0, 0 },
	{ ",Testwick,2014-04-03,f,2026-11-06,S,,,,,,,,,,\n", "family", 0, 0 },
	{ "Ada,Testwick,2014-04-03,q,2026-11-06,S,,,,,,,,,,\n", "why", 0, 0 },
	{ "Ada,Testwick,2014-04-03,9.2.f,2026-11-06,S,,,,,,,,,,\n", "why", 0, 0 },
	{ "Ada,Testwick,2014-04-03,8.1.f,2026-11-06,S,,,,,,,,,,\n", "why", 0, 0 },
	{ "Ada,Testwick,2014-04-03,[,2026-11-06,S,,,,,,,,,,\n", "why", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,,,,,,,,,,,\n", "school", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,12345,,,,,,,,,\n", "urn", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,1234x6,,,,,,,,,\n", "urn", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,boarding,,,\n", "place", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,,3x2,,\n", "by", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,,,2013-01-01,\n", "letter", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,,,,2026-11-02\n", "leave", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,,,,2026 11 022\n", "leave", 0, 0 },
	{ "Ada,Testwick,2014-04-03,f,2026-11-06,S,,,,,,,,,,2026 13 02\n", "leave", 0, 0 },
};

START_TEST(every_field_of_a_row_is_kept_or_named)
{
	char text[1024];
	cnis_import did;
	cnis_error e;
	heard h;

	put(map, full_map, sizeof(full_map) - 1);
	(void)snprintf(text, sizeof(text), "%s%s", FULL_HEADER, full_rows[_i].row);
	put(file, text, strlen(text));
	scene_want(run(true, true, &did, &h, &e), CNIS_OK, &e);
	if (full_rows[_i].column != NULL) {
		ck_assert_int_eq((int)h.verdict, (int)CNIS_IMPORT_REJECTED);
		ck_assert_str_eq(h.column, full_rows[_i].column);
		ck_assert(count("child") == 0 && did.rejected == 1);
		return;
	}
	ck_assert_msg(h.verdict == CNIS_IMPORT_HOME, "%s: %s", h.column, h.problem);
	ck_assert(count("person") == full_rows[_i].persons);
	ck_assert(count("address") == full_rows[_i].addresses);
	ck_assert(scene_ask(&s, "SELECT count(*) FROM child_name WHERE family_name = 'Testwick'", 0,
	                    0) == 1);
}
END_TEST

START_TEST(a_child_is_known_by_its_upn_but_not_under_another_birth_date)
{
	cnis_import did;
	cnis_error e;
	heard h;

	rows("Ada Testwick,03/04/2014,W302404511001,,f,2026-11-06,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	if (did.home != 1)
		ck_abort_msg("%s", h.problem);
	rows("Ada Other,03/04/2014,W302404511001,,f,2026-11-06,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)h.verdict, (int)CNIS_IMPORT_ALREADY);
	rows("Ada Testwick,04/04/2014,W302404511001,,f,2026-11-06,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_EINVAL, &e);
	ck_assert_str_eq(h.column, "upn");
	ck_assert_str_eq(h.rule, "ID.upn");
	ck_assert(count("child") == 1);
}
END_TEST

START_TEST(two_children_of_one_name_and_birth_date_are_for_a_person_to_tell_apart)
{
	cnis_import did;
	cnis_error e;
	heard h;

	for (int i = 0; i < 2; i++)
		scene_sql(&s,
		          "UPDATE child_name SET full_name = 'Ada Testwick', rev = :rev"
		          " WHERE child_id = %lld",
		          scene_child(&s, "2014-04-03"), 0);
	rows("ADA TESTWICK,03/04/2014,,,f,2026-11-06,2026-11-01,,\n");
	scene_want(run(true, false, &did, &h, &e), CNIS_EINVAL, &e);
	ck_assert_str_eq(h.column, "born");
	ck_assert(count("entry") == 0);
}
END_TEST

static const struct {
	const char *text, *field, *words;
} bad_maps[] = {
	{ "", "map", "empty" },
	{ "born\n", "map line 1", "field = column" },
	{ "# x\nshoe = size\n", "map line 2", "no such field" },
	{ "born =\n", "map line 1", "nothing" },
	{ "born = DOB\nborn = Birth\n", "map line 2", "two columns for one field" },
	{ "born = DOB\ndeleted = dob\n", "map line 2", "one column for two fields" },
	{ "born.format = DD/MM/YY\n", "map line 1", "format" },
	{ "born.shape = x\n", "map line 1", "after the dot" },
	{ "sex.code.B = M\nsex.code.B = F\n", "map line 2", "twice" },
	{ "full_name = name\nborn = born\n", "map", "no column" },
	{ "full_name = name\nborn = nothere\nground = why\ndeleted = left\nschool_name := S\n",
	  "map line 2", "no column of this name" },
	{ "full_name = nam\xE9\n", "map", "" },
	{ "sex.default = U\nsex.default = F\n", "map line 2", "two defaults" },
	{ "encoding = latin-1\n", "map line 1", "utf-8 or windows-1252" },
	{ "only = Pupil\n", "map line 1", "COLUMN: VALUE" },
	{ "only = a: b\nonly = c: d\n", "map line 2", "twice" },
	{ "full_name = name\nborn = born\nground = why\ndeleted = left\nschool_name := S\n"
	  "only = Type: Pupil\n",
	  "map line 6", "no column of this name" },
};

START_TEST(a_bad_map_is_refused_with_its_line)
{
	cnis_import did;
	cnis_error e;
	heard h;

	rows("Ada Testwick,03/04/2014,,,f,2026-11-06,2026-11-01,,\n");
	put(map, bad_maps[_i].text, strlen(bad_maps[_i].text));
	scene_want(run(true, false, &did, &h, &e), CNIS_EINVAL, &e);
	ck_assert_str_eq(e.field, bad_maps[_i].field);
	ck_assert_msg(strstr(e.message, bad_maps[_i].words) != NULL, "%s", e.message);
	ck_assert(count("child") == 0);
}
END_TEST

static const char *const bad_files[] = {
	"",
	HEADER,
	"name,name,born,upn,post,why,left,letter,next,sex\nx,x,,,,,,,,\n",
	HEADER "Zo\xEB,03/04/2014,,,f,2026-11-06,,,\n",
	HEADER "\"Zoe,03/04/2014,,,f,2026-11-06,,,\n",
};

START_TEST(a_bad_file_is_refused_and_nothing_is_written)
{
	cnis_import did;
	cnis_error e;
	heard h;

	put(file, bad_files[_i], strlen(bad_files[_i]));
	scene_want(run(true, true, &did, &h, &e), CNIS_EINVAL, &e);
	ck_assert(count("child") == 0);
	ck_assert_int_ne(access(rejects, F_OK), 0);
}
END_TEST

START_TEST(a_huge_file_a_folder_and_no_file_are_refused)
{
	cnis_import did;
	cnis_error e;
	heard h;
	FILE *f = fopen(file, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(ftruncate(fileno(f), (off_t)100 * 1024 * 1024), 0);
	(void)fclose(f);
	scene_want(run(true, false, &did, &h, &e), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "larger than"));
	ck_assert_int_eq(unlink(file), 0);
	scene_want(run(true, false, &did, &h, &e), CNIS_ENOTFOUND, &e);
	ck_assert_int_eq(mkdir(file, 0700), 0);
	scene_want(run(true, false, &did, &h, &e), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "directory"));
}
END_TEST

START_TEST(the_example_maps_are_sound)
{
	static const char *const examples[] = { "deletions_capita.map", "deletions_plain.map" };
	char path[512];

	for (size_t i = 0; i < 2; i++) {
		import_map m;
		cnis_error e = { 0 };

		(void)snprintf(path, sizeof(path), "%s/src/exchange/maps/%s", CNIS_SOURCE_DIR,
		               examples[i]);
		scene_want(map_read(path, deletion_names, &m, &e), CNIS_OK, &e);
		if (i == 0)
			scene_want(deletion_check_map(&m, &e), CNIS_OK, &e);
		map_clear(&m);
	}
}
END_TEST

static const struct {
	const char *format, *text;
	bool good;
} dates[] = {
	{ "DD/MM/YYYY", "01/09/2026", true },  { "DD/MM/YYYY", "1/9/2026", true },
	{ "DD/MM/YYYY", "1/9/26", false },     { "DD/MM/YYYY", "01/09/2026x", false },
	{ "DD/MM/YYYY", "09-01-2026", false }, { "MM/DD/YYYY", "09/01/2026", true },
	{ "YYYYMMDD", "20260901", true },      { "YYYYMMDD", "2026091", false },
	{ "YYYY-MM-DD", "2026-13-01", false }, { "DD.MM.YYYY", "01.09.2026", true },
};

START_TEST(a_date_is_read_as_the_map_says)
{
	char format[16];
	import_map m = { .names = deletion_names };
	cnis_day day = CNIS_DAY_NONE;

	(void)snprintf(format, sizeof(format), "%s", dates[_i].format);
	m.field[DEL_BORN].format = format;
	ck_assert_int_eq(map_day(&m, DEL_BORN, dates[_i].text, &day), dates[_i].good);
	if (dates[_i].good)
		ck_assert_int_eq(day, cnis_day_make(2026, 9, 1));
}
END_TEST

#define ROWS(a) ((int)(sizeof(a) / sizeof((a)[0])))

int
main(void)
{
	Suite *suite = suite_create("import");
	TCase *tc = tcase_create("import");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, the_ground_decides_what_a_row_means, 0, ROWS(verdicts));
	tcase_add_loop_test(tc, a_wrong_row_stops_everything_and_names_its_place, 0, ROWS(wrong));
	tcase_add_test(tc, rejected_rows_can_be_corrected_and_fed_again);
	tcase_add_test(tc, the_same_pupil_twice_in_one_file_is_one_deletion);
	tcase_add_test(tc, an_interrupted_run_is_finished_by_the_next);
	tcase_add_test(tc, a_notice_that_waited_is_closed_by_the_deletion);
	tcase_add_loop_test(tc, the_removal_of_a_pupil_with_an_entry_is_kept_and_asked_about, 0, 2);
	tcase_add_loop_test(
	    tc, the_removal_of_a_child_whose_withdrawal_was_stopped_enters_the_child, 0, 2);
	tcase_add_loop_test(tc, every_field_of_a_row_is_kept_or_named, 0,
	                    (int)(sizeof(full_rows) / sizeof(full_rows[0])));
	tcase_add_test(tc, a_child_is_known_by_its_upn_but_not_under_another_birth_date);
	tcase_add_test(tc, two_children_of_one_name_and_birth_date_are_for_a_person_to_tell_apart);
	tcase_add_loop_test(tc, a_bad_map_is_refused_with_its_line, 0, ROWS(bad_maps));
	tcase_add_loop_test(tc, a_bad_file_is_refused_and_nothing_is_written, 0, ROWS(bad_files));
	tcase_add_test(tc, a_huge_file_a_folder_and_no_file_are_refused);
	tcase_add_test(tc, the_example_maps_are_sound);
	tcase_add_loop_test(tc, a_date_is_read_as_the_map_says, 0, ROWS(dates));
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/*
 * Every call of the system, of SQLite and for memory under what reads and writes files, failed
 * once.  A failure is told, what was published stays whole, the register is as it was, and the
 * same thing done again succeeds.
 */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include <cnis/demonstration.h>
#include <cnis/export.h>
#include <cnis/form.h>
#include <cnis/import.h>
#include <cnis/journal.h>
#include <cnis/nightly.h>
#include <cnis/rule_json.h>

#include "domain/register.h"
#include "domain/support.h"
#include "exchange/publish.h"
#include "store/inside.h"
#include "support/faultcall.h"

enum { MANY = 20000 };

/* One thing to be done, over and over. */
typedef struct deed {
	const char *name;
	void (*prepare)(void); /* once: what the register holds; NULL: nothing */
	cnis_status (*take)(cnis_error *e);
	void (*look)(cnis_status st); /* after each try; NULL: nothing to see */
	bool writes;                  /* a success adds to the journal */
	int stride;                   /* later tries lie n/stride apart: a try may cost much */
	bool json;                    /* it reads or writes JSON itself */
} deed;

static scene s;
static char kept[128], out[128], file[128], map[128], rejects[128];

/* ---- a register as it was before each try ---------------------------------------------------- */

/* In the folder of the register. */
static void
shell(const char *what)
{
	char command[400];

	(void)snprintf(command, sizeof(command), "cd '%s' && %s", s.dir, what);
	ck_assert_msg(system(command) == 0, "%s", command);
}

static void
put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_ge(fputs(text, f), 0);
	ck_assert_int_eq(fclose(f), 0);
}

static bool
there(const char *folder, const char *name)
{
	char path[256];
	struct stat sb;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	return stat(path, &sb) == 0;
}

static void
keep(void)
{
	cnis_error e = { 0 };

	scene_want(copy_to_file(s.r->st, kept, 0, &e), CNIS_OK, &e);
	shell("cp -r nights nights.kept; mkdir -p access.kept && cp r.cnis.access* access.kept");
}

/* The register, its access log, its night's folder and nothing else. */
static void
again(void)
{
	cnis_register_close(s.r);
	s.r = NULL;
	shell("rm -rf nights rejects.csv r.cnis* && cp kept r.cnis && cp access.kept/* . && cp -r "
	      "nights.kept nights\n"
	      "test ! -e last.standby || cp -p last.standby r.cnis.standby");
	scene_as(&s, "boss", "2026-11-21");
}

static int64_t
head(void)
{
	return scene_ask(&s, "SELECT max(seq) FROM journal", 0, 0);
}

static void
verified(const char *what)
{
	cnis_verify_result v = { 0 };
	cnis_error e = { 0 };

	scene_want(cnis_verify(s.r, CNIS_VERIFY_ALL, &v, &e), CNIS_OK, &e);
	ck_assert_msg(v.sound, "%s: %s", what, v.problem);
}

/* ---- what is done ---------------------------------------------------------------------------- */

static cnis_status
published(cnis_error *e)
{
	publish *p = NULL;
	cnis_status st = publish_begin(out, "n", &p, NULL, e);

	for (int i = 0; st == CNIS_OK && i < 2; i++) {
		st = publish_file_begin(p, i == 0 ? "a.csv" : "b.csv", e);
		if (st == CNIS_OK)
			st = publish_write("abc", 3, p, e);
		if (st == CNIS_OK)
			st = publish_file_end(p, 1, e);
	}
	if (st == CNIS_OK)
		st = publish_commit(p, e);
	publish_close(p);
	return st == CNIS_OK ? publish_replace(out, "heartbeat.json", "n", e) : st;
}

static void
unfinished(void)
{
	shell("mkdir nights/.n.partial && touch nights/.n.partial/old.csv");
}

static void
whole_or_absent(cnis_status st)
{
	bool is = there(out, "n");

	ck_assert(is || st != CNIS_OK);
	ck_assert(!is || (there(out, "n/a.csv") && there(out, "n/b.csv")));
	ck_assert(!there(out, "n/old.csv"));
	if (!is) {
		cnis_error e = { 0 };

		scene_want(published(&e), CNIS_OK, &e); /* what is left does not stand in the way */
		ck_assert(there(out, "n/b.csv") && !there(out, ".n.partial"));
	}
}

static cnis_status
import(bool apply, const char *to, cnis_error *e)
{
	const cnis_import_options o = {
		.size = sizeof(o), .file = file, .map = map, .rejects = to, .apply = apply
	};
	cnis_import did = { 0 };

	return cnis_import_deletions(s.r, &o, NULL, NULL, &did, e);
}

static cnis_status
tried(cnis_error *e)
{
	return import(false, NULL, e);
}

static cnis_status
taken(cnis_error *e)
{
	return import(true, rejects, e);
}

static cnis_status
refused_rows(cnis_error *e)
{
	cnis_status st = import(true, NULL, e);

	if (st == CNIS_EINVAL) { /* as it should */
		memset(e, 0, sizeof(*e));
		return CNIS_OK;
	}
	return st;
}

/*
 * A rejects file is there whole, when rows were taken, or not at all: else half of one would be
 * taken for the whole.  What was not written is written when the return is fed again.
 */
static void
nothing_half_imported(cnis_status st)
{
	int64_t children = scene_ask(&s, "SELECT count(*) FROM child", 0, 0);
	cnis_error e = { 0 };

	ck_assert(children == 3 || !there(s.dir, "rejects.csv"));
	if (children == 3 && !there(s.dir, "rejects.csv")) {
		ck_assert_int_ne(st, CNIS_OK);
		scene_want(taken(&e), CNIS_OK, &e);
		ck_assert(there(s.dir, "rejects.csv"));
	}
	ck_assert(st != CNIS_OK || children == 3);
	ck_assert(children == 3 || children == 1);
}

static cnis_status
swallow(const void *bytes, size_t len, void *payload, cnis_error *e)
{
	(void)bytes;
	(void)len;
	(void)payload;
	(void)e;
	return CNIS_OK;
}

static cnis_status
export_as(cnis_export_format format, bool flags, cnis_error *e)
{
	const cnis_export_options o = { .size = sizeof(o),
		                        .purpose = "a test",
		                        .format = format,
		                        .as_at = CNIS_DAY_NONE,
		                        .with_safeguarding = flags };
	int64_t rows = -1;
	cnis_status st = cnis_export_children(s.r, &o, swallow, NULL, &rows, e);

	ck_assert_int_eq(rows, st == CNIS_OK ? 1 : -1);
	return st;
}

static cnis_status
exported(cnis_error *e)
{
	cnis_status st = export_as(CNIS_EXPORT_CSV, false, e);

	return st == CNIS_OK ? export_as(CNIS_EXPORT_JSON, true, e) : st;
}

static cnis_status
night(cnis_error *e)
{
	const cnis_nightly_options o = { .size = sizeof(o), .out = out };
	cnis_nightly n = { 0 };
	cnis_status st = cnis_nightly_run(s.r, &o, NULL, NULL, &n, e);

	return st;
}

/* This night was published, but nobody was told. */
static cnis_status
finished(cnis_error *e)
{
	cnis_status st = night(e);

	if (st == CNIS_EEXISTS) {
		memset(e, 0, sizeof(*e));
		return CNIS_OK;
	}
	return st == CNIS_OK ? CNIS_ESTORE : st;
}

static void
a_child(void)
{
	(void)scene_entry(&s, scene_child(&s, "2014-05-01"), "2026-09-01");
	scene_sql(&s,
	          "INSERT INTO officer_role (officer_id, role, from_day, rev)"
	          " VALUES (1, 'safeguarding', 20000, :rev)",
	          0, 0);
	scene_as(&s, "boss", "2026-11-21");
}

static void
last_night(void)
{
	cnis_error e = { 0 };

	a_child();
	scene_as(&s, "boss", "2026-11-20");
	scene_want(night(&e), CNIS_OK, &e);
	shell("cp r.cnis.standby last.standby");
	scene_as(&s, "boss", "2026-11-21");
}

static void
killed_night(void)
{
	static const store_sql sql = { "test.job", "UPDATE job SET state = 'running'" };
	cursor c = { 0 };
	cnis_error e = { 0 };

	a_child();
	scene_want(night(&e), CNIS_OK, &e);
	shell("rm nights/heartbeat.json");
	scene_want(store_local_begin(s.r->st, &e), CNIS_OK, &e);
	scene_want(stmt_open(s.r->st, &sql, &c, &e), CNIS_OK, &e);
	scene_want(stmt_run(&c, &e), CNIS_OK, &e);
	stmt_close(&c);
	scene_want(store_local_commit(s.r->st, &e), CNIS_OK, &e);
}

/* Whatever the answer: a night is there with its manifest, or it is not there. */
static void
night_whole_or_absent(cnis_status st)
{
	bool is = there(out, "2026-11-21");

	ck_assert(is || st != CNIS_OK);
	ck_assert(!is ||
	          (there(out, "2026-11-21/manifest.json") &&
	           there(out, "2026-11-21/children.csv") && there(out, "2026-11-21/unseen.csv")));
}

static const char form_text[] =
    "{ \"schema\": 1, \"notified_by\": \"parent\", \"children\": [ { \"name\": \"Ada "
    "Testwick\", \"born\": \"2014-04-03\", \"further_reasons\": [ \"lifestyle\" ], "
    "\"provision\": [ { \"kind\": \"parents\", \"hours_week\": 20 } ], \"school\": { \"name\": "
    "\"Larkacombe School\", \"on_roll\": false } } ], \"parents\": [ { \"name\": \"Bea "
    "Testwick\" } ], \"addresses\": [ { \"line1\": \"1 Invented Row\" } ] }";

static cnis_status
form_read(cnis_error *e)
{
	cnis_form_doc *doc = NULL;
	cnis_status st = cnis_form_read(form_text, sizeof(form_text) - 1, &doc, e);

	ck_assert_int_eq(doc != NULL, st == CNIS_OK);
	if (st == CNIS_OK)
		ck_assert_str_eq(cnis_form_doc_form(doc)->children[0].full_name, "Ada Testwick");
	cnis_form_doc_free(doc);
	return st;
}

static cnis_status
calculated(cnis_error *e)
{
	char *text = NULL;
	char *said = NULL;
	const cnis_error no = { .message = "no", .field = "born" };
	cnis_status st = cnis_rule_eval_json(
	    "EA1996.8.school-age", "{\"born\":\"2014-04-03\",\"school_year_starts\":null}", NULL,
	    &text, e);

	if (st == CNIS_OK)
		st = cnis_rule_error_json(&no, &said, e);
	ck_assert_int_eq(said != NULL, st == CNIS_OK);
	if (st == CNIS_OK)
		ck_assert_str_eq(said, "{\"schema\":1,\"error\":\"no\",\"field\":\"born\"}");
	free(text);
	free(said);
	return st;
}

static cnis_status
look_draft(const cnis_draft *d, void *payload, cnis_error *e)
{
	(void)payload;
	(void)e;
	ck_assert_str_eq(d->form, "{\"a\":1}");
	return CNIS_OK;
}

static cnis_status
drafted(cnis_error *e)
{
	int64_t id = 0;
	cnis_status st = cnis_draft_save(s.r, "{}", &id, e);

	if (st == CNIS_OK)
		st = cnis_draft_save(s.r, "{\"a\":1}", &id, e);
	if (st == CNIS_OK)
		st = cnis_draft_walk(s.r, look_draft, NULL, e);
	return st == CNIS_OK ? cnis_draft_drop(s.r, id, e) : st;
}

static cnis_status
invented(cnis_error *e)
{
	return cnis_demonstration_fill(s.r, 2, 7, NULL, NULL, NULL, e);
}

static const deed deeds[] = {
	{ "publish", NULL, published, whole_or_absent, false, 15, false },
	{ "publish again", unfinished, published, whole_or_absent, false, 15, false },
	{ "import tried", a_child, tried, NULL, false, 15, false },
	{ "import", a_child, taken, nothing_half_imported, true, 15, false },
	{ "import refused", a_child, refused_rows, NULL, false, 15, false },
	{ "export", a_child, exported, NULL, false, 15, false },
	{ "night", a_child, night, night_whole_or_absent, false, 5, false },
	{ "second night", last_night, night, night_whole_or_absent, false, 5, false },
	{ "rest of a night", killed_night, finished, night_whole_or_absent, false, 10, true },
	{ "form", NULL, form_read, NULL, false, 15, true },
	{ "calculator", NULL, calculated, NULL, false, 15, true },
	{ "draft", NULL, drafted, NULL, false, 15, false },
	{ "demonstration", NULL, invented, NULL, true, 6, false },
};

static const struct {
	const char *name;
	fault_call kind;
	int code;
	cnis_status want; /* CNIS_OK: whatever is told */
} faults[] = {
	{ "I/O error", CALL_FILE, EIO, CNIS_OK },
	{ "interruption", CALL_FILE, EINTR, CNIS_OK },
	{ "file that went", CALL_FILE, ENOENT, CNIS_OK },
	{ "engine without memory", CALL_SQLITE, SQLITE_NOMEM, CNIS_OK },
	{ "engine with a bad disk", CALL_SQLITE, SQLITE_IOERR, CNIS_OK },
	{ "memory", CALL_MEMORY, 0, CNIS_ENOMEM },
	{ "memory of JSON", CALL_JSON, 0, CNIS_OK },
};

static void
set_up(void)
{
	scene_make(&s, "2026-11-20");
	(void)snprintf(out, sizeof(out), "%s/nights", s.dir);
	(void)snprintf(kept, sizeof(kept), "%s/kept", s.dir);
	(void)snprintf(file, sizeof(file), "%s/return.csv", s.dir);
	(void)snprintf(map, sizeof(map), "%s/school.map", s.dir);
	(void)snprintf(rejects, sizeof(rejects), "%s/rejects.csv", s.dir);
	ck_assert_int_eq(mkdir(out, 0700), 0);
	put(map, "full_name = name\nborn = born\nupn = upn\npostcode = post\nground = why\n"
	         "ground.code.EHE = 9(1)(f)\ndeleted = left\nnotice = letter\n"
	         "deleted.format = YYYY-MM-DD\nparent_name = parent\nschool_name := Larkacombe\n");
	put(file, "name,born,upn,post,why,left,letter,parent\n"
	          "Ada Testwick,2014-04-03,,QZ1 1AB,EHE,2026-11-06,,Bea Testwick\n"
	          "Cai Testwick,2013-04-03,,,i,2026-11-06,,\n"
	          "Cai Testwick,2013-04-03,,,i,2026-11-06,,\n"
	          "Dee Testwick,2014-13-03,,,f,2026-11-06,,\n");
}

static void
tear_down(void)
{
	(void)faultcall_disarm();
	cnis_register_close(s.r);
	s.r = NULL;
	shell("rm -rf \"$PWD\"");
}

/* Try number @p n of a fault: true when there was nothing left to fail. */
static bool
one_try(const deed *d, size_t fault, long n)
{
	cnis_error e = { 0 };
	int64_t before;
	cnis_status st;
	long failed;

	again();
	before = head();
	faultcall_arm(faults[fault].kind, faults[fault].code, n);
	st = d->take(&e);
	failed = faultcall_disarm();
	ck_assert_msg(st == CNIS_OK || st == e.code, "%s, %s %ld (%s): %d is told as %d, %s",
	              d->name, faults[fault].name, n, faultcall_last(), (int)st, (int)e.code,
	              e.message);
	ck_assert_msg(failed != 0 || st == CNIS_OK, "%s: %s (%s)", d->name, e.message, e.field);
	ck_assert_msg(failed == 0 || faults[fault].want == CNIS_OK || st == faults[fault].want,
	              "%s, %s %ld: %d %s", d->name, faults[fault].name, n, (int)st, e.message);
	ck_assert_ptr_null(strstr(e.message, "Testwick"));
	if (st != CNIS_OK && !(d->writes && strcmp(e.field, "rejects") == 0))
		ck_assert_msg(head() == before || strcmp(d->name, "demonstration") == 0,
		              "%s, %s %ld (%s): refused and written", d->name, faults[fault].name,
		              n, faultcall_last());
	if (d->look != NULL)
		d->look(st);
	if (failed == 0)
		verified(d->name);
	return failed == 0;
}

START_TEST(a_failure_is_told_and_leaves_nothing_half)
{
	const deed *d = &deeds[_i];

	set_up();
	if (d->prepare != NULL)
		d->prepare();
	keep();
	for (size_t fault = 0; fault < sizeof(faults) / sizeof(faults[0]); fault++) {
		long n = 0;

		/* jansson cannot always say that memory was missing: an input of ours it could not
		 * read is then a wrong input, which is for those who read it to tell */
		if (faults[fault].kind == CALL_JSON && !d->json)
			continue;
		while (n < MANY && !one_try(d, fault, n))
			n += 1 + n / d->stride; /* the first ones each, then ever fewer */
		ck_assert_int_lt(n, MANY);
	}
	tear_down();
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("exchange_fault");
	TCase *tc = tcase_create("fault");
	SRunner *runner = srunner_create(suite);
	int failed;

	faultcall_install();
	tcase_set_timeout(tc, 300);
	tcase_add_loop_test(tc, a_failure_is_told_and_leaves_nothing_half, 0,
	                    (int)(sizeof(deeds) / sizeof(deeds[0])));
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

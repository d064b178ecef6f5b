/* The whole register out and in again: the same bytes, everything in it, nothing half there. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cnis/access.h>
#include <cnis/demonstration.h>
#include <cnis/full.h>

#include "base/mem.h"
#include "domain/register.h"
#include "domain/support.h"
#include "exchange/full.h"
#include "store/inside.h"
#include "store/journal.h"

static scene from, to;
static char first[128], second[128], edited[128];

/* ---- two registers --------------------------------------------------------------------------- */

/* Rows of tables in which the demonstration leaves nothing; of one that is not there: not yet. */
static const struct rest {
	const char *table, *sql;
} LATER[] = {
	{ "provision_place",
	  "INSERT INTO provision_place (child_id, provision_id, kind, value, rev)"
	  " SELECT child_id, id, 'place', 'A hall', :rev FROM provision LIMIT 1" },
	{ "content_answer", "INSERT INTO content_answer (child_id, item, answer, source, basis,"
	                    " recorded_at, rev) VALUES (1, 'EA1996.436C.1.b', 'declined', 'parent',"
	                    " 's436a', :at, :rev)" },
	{ "protected_characteristic",
	  "INSERT INTO protected_characteristic (child_id, kind, answer, source, basis, "
	  "recorded_at,"
	  " rev) SELECT 1, code, 'as we say it', 'parent', 's436a', :at, :rev FROM code"
	  " WHERE list = 'characteristic' LIMIT 1" },
	{ "child_alias", "INSERT INTO child_alias (child_id, same_as_id, from_day, to_day, reason,"
	                 " officer_id, recorded_at, rev) VALUES (2, 1, 20700, 20700, 'a slip', 1,"
	                 " :at, :rev), (1, 2, 20700, 20700, 'another', 1, :at, :rev)" },
	{ "entry_route",
	  "INSERT INTO entry_route (child_id, entry_id, route, route_reason, from_day, source,"
	  " basis, recorded_at, rev) SELECT child_id, id, route, (SELECT code FROM code WHERE"
	  " list = 'route_reason' LIMIT 1), from_day, 'parent', 's436a', :at, :rev FROM entry"
	  " LIMIT 1" },
	{ "held",
	  "INSERT INTO held (child_id, route, basis_kind, basis_day, for_health, owner_id, "
	  "from_day,"
	  " to_day, source, basis, recorded_at, rev) VALUES (1, 'on_roll_absent', 'school_report',"
	  " 20700, 'yes', 1, 20700, 20701, 'school', 's436a', :at, :rev)" },
	{ "section_19_decision",
	  "INSERT INTO section_19_decision (child_id, held_id, decided_day, outcome, officer_id,"
	  " provision, review_day, recorded_at, rev) SELECT child_id, id, 20700, 'arrange', 1,"
	  " 'tuition', 20710, :at, :rev FROM held LIMIT 1" },
	{ "settings_consideration",
	  "INSERT INTO settings_consideration (child_id, entry_id, considered_day, officer_id,"
	  " recorded_at, rev) SELECT child_id, id, from_day, owner_id, :at, :rev FROM entry"
	  " LIMIT 1" },
	{ "import_row", "INSERT INTO import_row (child_id, batch, row_key, rev)"
	                " VALUES (1, 'families-1', 'abc', :rev)" },
	{ "not_same",
	  "INSERT INTO not_same (child_id, other_id, officer_id, on_day, recorded_at, rev)"
	  " VALUES (1, 2, 1, 20700, :at, :rev), (2, 1, 1, 20700, :at, :rev)" },
};
static const char *const REST[] = {
	"UPDATE authority SET name = name || ' (renamed)', rev = :rev WHERE code = '201'",
	"INSERT INTO code (list, code, position, label, wording, rev)"
	" VALUES ('ehe_reason', 'of_our_own', 99, 'ours', 'a reason\tof our own \"here\"', :rev)",
	"UPDATE flag_kind SET position = 77, rev = :rev WHERE code = 'ehc_plan'",
	"INSERT INTO setting (name, value, from_day, to_day, rev)"
	" VALUES ('review.first_months', '4', 20000, NULL, :rev)",
	"INSERT INTO calendar_day (calendar, day, kind, title, rev)"
	" VALUES ('authority', 20700, 'closed', 'Inset day, in the hall\nand outside', :rev)",
	"INSERT INTO entry_reason (child_id, entry_id, reason, said_by, said_day, rev)"
	" SELECT child_id, id, 'unknown', 'parent', from_day, :rev FROM entry LIMIT 1",
	"INSERT INTO home_consideration (child_id, entry_id, considered_day, visit_asked,"
	" officer_id, recorded_at, rev) SELECT child_id, id, from_day, 'no', owner_id, :at, :rev"
	" FROM entry LIMIT 1",
	"INSERT INTO consent_application (child_id, withdrawal_id, applied_day, applicant,"
	" parent_agrees, recorded_at, rev) SELECT child_id, id, notified_day, 'parent', 'yes', :at,"
	" :rev FROM withdrawal LIMIT 1",
	"INSERT INTO consent_decision (child_id, application_id, decided_day, outcome, basis_rule,"
	" reasons, decided_by, officer_id, recorded_at, rev) SELECT child_id, id, applied_day,"
	" 'granted', 'EA1996.434A.2', 'Zo\xC3\xAB asked \\ and was heard', '302', 1, :at, :rev"
	" FROM consent_application LIMIT 1",
	"INSERT INTO consent_service (child_id, decision_id, recipient, served_day, method,"
	" recorded_at, rev) SELECT child_id, id, 'applicant', decided_day, 'post', :at, :rev"
	" FROM consent_decision LIMIT 1",
	"INSERT INTO consent_reference (child_id, decision_id, referred_day, recorded_at, rev)"
	" SELECT child_id, id, decided_day, :at, :rev FROM consent_decision LIMIT 1",
	"UPDATE provision SET hours_week = 1.1, hours_without_parent = 1, rev = :rev"
	" WHERE id = (SELECT min(id) FROM provision)",
	/* a row of one child may refer to a row of another further down, once they are merged */
	"INSERT INTO duty (kind, rule, rule_version, inputs, child_id, flag_id, opened_day, "
	"due_day,"
	" ended_day, state, opened_at, rev) SELECT 'query', 'LOCAL.query', 1, '{}', 1, max(id), "
	"20700,"
	" 20701, 20701, 'met', :at, :rev FROM flag WHERE child_id > 1",
	"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
	" SELECT 1, max(id), 1, 20700, :rev FROM duty",
	/* a number that was given, and taken back */
	"INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
	" VALUES ('u', 'parent', 'parent', 's436a', :at, :rev)",
	"DELETE FROM person WHERE id = (SELECT max(id) FROM person)",
};

static void
make_target(const char *login, const char *authority, bool demonstration)
{
	cnis_init_options init = { .size = sizeof(init),
		                   .authority = authority,
		                   .login = login,
		                   .name = "Who imports",
		                   .demonstration = demonstration,
		                   .now = demonstration ? scene_noon("2026-11-21") : 0,
		                   .s37 = 20000,
		                   .s38 = CNIS_DAY_NONE,
		                   .s39 = CNIS_DAY_NONE };
	cnis_open_options open = { .size = sizeof(open), .mode = CNIS_WRITE, .login = login };
	cnis_error e = { 0 };

	to = (scene){ 0 };
	(void)snprintf(to.dir, sizeof(to.dir), "/tmp/cnis-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(to.dir));
	(void)snprintf(to.path, sizeof(to.path), "%s/r.cnis", to.dir);
	scene_want(cnis_register_init(to.path, &init, &e), CNIS_OK, &e);
	open.now = init.now;
	scene_want(cnis_register_open(to.path, &open, &to.r, &e), CNIS_OK, &e);
}

static void
export_to(const scene *s, const char *path)
{
	cnis_full full = { 0 };
	cnis_error e = { 0 };

	scene_want(cnis_export_full_file(s->r, "test", path, true, &full, &e), CNIS_OK, &e);
	ck_assert_int_gt(full.children, 0);
}

static cnis_status
import_from(const char *path, bool apply, cnis_imported *did, cnis_error *e)
{
	const cnis_import_full_options o = { .size = sizeof(o), .file = path, .apply = apply };

	return cnis_import_full(to.r, &o, did, e);
}

/* Once: it is read by every test and changed by none.  No connection crosses a fork. */
static void
make_source(void)
{
	cnis_error e = { 0 };

	scene_make(&from, "2024-05-01");
	(void)scene_officer(&from, "amal", CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_OFFICER);
	(void)scene_officer(&from, "keeper",
	                    CNIS_ROLE_EXPORTER | CNIS_ROLE_SAFEGUARDING | CNIS_ROLE_ADMINISTRATOR |
	                        CNIS_ROLE_OFFICER);
	(void)scene_officer(&from, "half", CNIS_ROLE_EXPORTER | CNIS_ROLE_OFFICER);
	scene_as(&from, "boss", "2026-11-21");
	scene_want(cnis_demonstration_fill(from.r, 25, 0, NULL, NULL, NULL, &e), CNIS_OK, &e);
	for (size_t i = 0; i < sizeof(REST) / sizeof(REST[0]); i++)
		(void)scene_sql(&from, REST[i], 0, 0);
	for (size_t i = 0; i < sizeof(LATER) / sizeof(LATER[0]); i++)
		if (store_table_find(LATER[i].table) != NULL)
			(void)scene_sql(&from, LATER[i].sql, 0, 0);
	(void)snprintf(first, sizeof(first), "%s/first.jsonl", from.dir);
	(void)snprintf(edited, sizeof(edited), "%s/edited.jsonl", from.dir);
	scene_as(&from, "keeper", "2026-11-21");
	export_to(&from, first);
	cnis_register_close(from.r);
	from.r = NULL;
}

static void
remove_source(void)
{
	scene_end(&from);
}

static void
set_up(void)
{
	make_target("keeper", "302", true);
	(void)snprintf(second, sizeof(second), "%s/second.jsonl", to.dir);
	scene_as(&from, "keeper", "2026-11-21");
}

static void
tear_down(void)
{
	cnis_register_close(from.r);
	from.r = NULL;
	scene_end(&to);
}

static char *
slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text;
	long size;

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
	size = ftell(f);
	rewind(f);
	text = calloc((size_t)size + 1, 1);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(fread(text, 1, (size_t)size, f), (size_t)size);
	(void)fclose(f);
	return text;
}

static void
spill(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
	ck_assert_int_eq(fclose(f), 0);
}

static void
same_files(const char *a, const char *b)
{
	char *x = slurp(a);
	char *y = slurp(b);
	size_t i = 0;

	while (x[i] != '\0' && x[i] == y[i])
		i++;
	ck_assert_msg(x[i] == y[i], "they differ at byte %zu:\n%.200s\n%.200s", i,
	              x + (i > 60 ? i - 60 : 0), y + (i > 60 ? i - 60 : 0));
	free(x);
	free(y);
}

/* ---- nothing is forgotten -------------------------------------------------------------------- */

START_TEST(every_table_and_column_travels_or_is_an_exception)
{
	full_shape shape = { 0 };
	cnis_error e = { 0 };
	size_t n = 0;

	scene_want(full_shape_read(from.r, &shape, &e), CNIS_OK, &e);
	for (const store_table *t = store_tables; t->name != NULL; t++)
		n += t->class == TABLE_JOURNALLED;
	ck_assert_uint_eq(shape.n, n);
	for (size_t i = 0; i < shape.n; i++) {
		const full_record *x = &shape.record[i];

		for (int c = 0; c < x->layout.n; c++)
			ck_assert_msg(full_column_said(x, c),
			              "%s.%s: its name does not say what the number is; give it a "
			              "line in SAID of src/exchange/full_shape.c",
			              x->layout.table->name, x->layout.column[c].name);
	}
	for (const full_exception *x = full_left_out; x->column != NULL; x++)
		ck_assert_uint_gt(strlen(x->why), 10);
	full_shape_clear(&shape);
}
END_TEST

/* Say of every column that schema/ calls a code, which table and column it is. */
static void
each_coded_column(const char *file, void (*fn)(const char *table, const char *column))
{
	char path[1200];
	char table[64] = "";
	char column[64];
	char *text;
	char *rest;

	(void)snprintf(path, sizeof(path), "%s/schema/%s", CNIS_SOURCE_DIR, file);
	text = slurp(path);
	rest = text;
	for (char *line = strtok_r(rest, "\n", &rest); line != NULL;
	     line = strtok_r(rest, "\n", &rest)) {
		(void)sscanf(line, "CREATE TABLE %63s", table);
		if (strstr(line, "-- ") != NULL && strstr(line, "code list ") != NULL &&
		    sscanf(line, " %63[a-z_]", column) == 1 && line[0] == ' ')
			fn(table, column);
	}
	free(text);
}

static full_shape coded_shape;
static int coded_seen;

static void
must_be_coded(const char *table, const char *column)
{
	const full_record *x = full_record_find(&coded_shape, table);

	ck_assert_msg(x != NULL, "%s", table);
	for (int i = 0; x != NULL && i < x->layout.n; i++)
		if (strcmp(x->layout.column[i].name, column) == 0)
			ck_assert_msg(x->coded[i] != NULL,
			              "%s.%s is a code: give it a line in CODED of "
			              "src/exchange/full_shape.c",
			              table, column);
	coded_seen++;
}

START_TEST(every_code_is_held_against_its_list)
{
	static const char *const files[] = { "20_lists.sql",    "30_authority.sql", "40_people.sql",
		                             "50_register.sql", "60_process.sql",   "70_duty.sql" };
	cnis_error e = { 0 };

	scene_want(full_shape_read(from.r, &coded_shape, &e), CNIS_OK, &e);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		each_coded_column(files[i], must_be_coded);
	ck_assert_int_gt(coded_seen, 20);
	/* and each list there is */
	for (size_t i = 0; i < coded_shape.n; i++)
		for (int c = 0; c < coded_shape.record[i].layout.n; c++) {
			const full_coded *coded = coded_shape.record[i].coded[c];
			char sql[128];

			for (size_t k = 0;
			     coded != NULL && k < FULL_LISTS && coded->list[k] != NULL; k++) {
				(void)snprintf(sql, sizeof(sql),
				               "SELECT count(*) FROM code WHERE list = '%s'",
				               coded->list[k]);
				ck_assert_msg(scene_ask(&from, sql, 0, 0) > 0, "%s",
				              coded->list[k]);
			}
		}
	full_shape_clear(&coded_shape);
}
END_TEST

static size_t
place_in_tables(const store_table *t)
{
	return (size_t)(t - store_tables);
}

START_TEST(every_reference_points_backwards)
{
	full_shape shape = { 0 };
	cnis_error e = { 0 };

	scene_want(full_shape_read(from.r, &shape, &e), CNIS_OK, &e);
	for (size_t i = 0; i < shape.n; i++) {
		const full_record *x = &shape.record[i];

		for (int c = 0; c < x->layout.n; c++) {
			const store_table *p = x->layout.column[c].parent;
			const full_record *y = p == NULL ? NULL : full_record_find(&shape, p->name);

			if (p == NULL || p == x->layout.table)
				continue;
			ck_assert_msg(y != NULL &&
			                  place_in_tables(p) < place_in_tables(x->layout.table) &&
			                  y->place <= x->place,
			              "%s.%s: %s has to stand before it in src/store/tables.c",
			              x->layout.table->name, x->layout.column[c].name, p->name);
		}
	}
	full_shape_clear(&shape);
}
END_TEST

/* What a new register holds before `init` adds its own is what is called a list. */
START_TEST(only_lists_are_filled_by_migrations)
{
	full_shape shape = { 0 };
	cnis_error e = { 0 };
	store *fresh = NULL;

	scene_want(full_shape_read(from.r, &shape, &e), CNIS_OK, &e);
	scene_want(store_memory(&fresh, &e), CNIS_OK, &e);
	for (int i = 1; store_migrations[i - 1].name != NULL; i++)
		scene_want(migrate_run(fresh, i, &e), CNIS_OK, &e);
	for (size_t i = 0; i < shape.n; i++) {
		const full_record *x = &shape.record[i];
		char sql[100];
		int64_t n = 0;

		(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", x->layout.table->name);
		scene_want(store_number(fresh, sql, "test", &n, &e), CNIS_OK, &e);
		ck_assert_msg((n > 0) == (x->place == FULL_LIST),
		              "%s: what migrations fill stands in LISTS of "
		              "src/exchange/full_shape.c",
		              x->layout.table->name);
		(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s WHERE rev <> 0",
		               x->layout.table->name);
		scene_want(store_number(fresh, sql, "test", &n, &e), CNIS_OK, &e);
		ck_assert_int_eq((int)n, 0);
	}
	store_close(fresh);
	full_shape_clear(&shape);
}
END_TEST

/* ---- there and back -------------------------------------------------------------------------- */

static void
every_kind_is_in(const char *path)
{
	char *text = slurp(path);

	for (const store_table *t = store_tables; t->name != NULL; t++) {
		char record[100];

		if (t->class != TABLE_JOURNALLED)
			continue;
		(void)snprintf(record, sizeof(record), "\"record\":\"%s\",", t->name);
		ck_assert_msg(strstr(text, record) != NULL,
		              "no row of %s is in the test: add one to LATER", t->name);
	}
	free(text);
}

static void
must_be_sound(const scene *s)
{
	verify_result v = { 0 };
	cnis_error e = { 0 };

	scene_want(store_verify(s->r->st, VERIFY_ALL, &v, &e), CNIS_OK, &e);
	ck_assert_msg(v.sound, "%s %s", v.table, v.problem);
}

START_TEST(an_imported_register_gives_the_same_bytes_and_verifies)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	struct stat sb;

	every_kind_is_in(first);
	ck_assert_int_eq(stat(first, &sb), 0);
	ck_assert_int_eq((int)(sb.st_mode & 07777), 0600);
	scene_want(import_from(first, true, &did, &e), CNIS_OK, &e);
	ck_assert(did.applied && did.same);
	ck_assert_int_eq((int)did.children, 25);
	export_to(&to, second);
	same_files(first, second);
	must_be_sound(&to);
	ck_assert_int_eq((int)scene_ask(&to,
	                                "SELECT count(*) FROM journal WHERE kind = 'import.full' "
	                                "AND undo_class = 'final' AND batch <> ''",
	                                0, 0),
	                 (int)did.transactions);
	/* the number that was taken back is given to nobody */
	ck_assert_int_eq(
	    (int)scene_ask(&from, "SELECT seq FROM sqlite_sequence WHERE name = 'person'", 0, 0),
	    (int)scene_ask(&to, "SELECT seq FROM sqlite_sequence WHERE name = 'person'", 0, 0));
	/* work goes on: another state, another header */
	(void)scene_child(&to, "2015-01-01");
	export_to(&to, edited);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 26);
}
END_TEST

/* Tables made from others are made here too. */
START_TEST(derived_tables_are_filled)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_want(import_from(first, true, &did, &e), CNIS_OK, &e);
	for (const store_table *t = store_tables; t->name != NULL; t++) {
		char sql[100];

		if (t->class != TABLE_DERIVED)
			continue;
		(void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", t->name);
		ck_assert_int_eq((int)scene_ask(&from, sql, 0, 0), (int)scene_ask(&to, sql, 0, 0));
	}
}
END_TEST

START_TEST(without_apply_nothing_is_written)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char wal[160];
	struct stat sb = { 0 };

	scene_want(import_from(first, false, &did, &e), CNIS_OK, &e);
	ck_assert(!did.applied && did.children == 25 && did.records > 500);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT max(seq) FROM journal", 0, 0), 3);
	/* and the families' pages are not left in the file beside it */
	(void)snprintf(wal, sizeof(wal), "%s-wal", to.path);
	ck_assert_int_eq(stat(wal, &sb), 0);
	ck_assert_int_eq((int)sb.st_size, 0);
}
END_TEST

START_TEST(a_register_that_is_not_new_is_left_alone)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_want(import_from(first, true, &did, &e), CNIS_OK, &e);
	scene_want(import_from(first, true, &did, &e), CNIS_EEXISTS, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "already"));
	scene_end(&to);
	make_target("keeper", "302", true);
	(void)scene_officer(&to, "amal", CNIS_ROLE_OFFICER);
	memset(&e, 0, sizeof(e));
	scene_want(import_from(first, true, &did, &e), CNIS_EEXISTS, &e);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM officer", 0, 0), 2);
}
END_TEST

START_TEST(whoever_imports_is_never_locked_out)
{
	cnis_import_full_options o = { .size = sizeof(o), .file = first, .apply = true };
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_end(&to);
	make_target("newcomer", "302", true);
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_EREFUSED, &e);
	ck_assert_str_eq(e.field, "officer");
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
	o.keep_me = true;
	memset(&e, 0, sizeof(e));
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_OK, &e);
	ck_assert(did.applied && !did.same);
	ck_assert((to.r->roles & CNIS_ROLE_ADMINISTRATOR) != 0);
	ck_assert_int_eq(
	    (int)scene_ask(&to, "SELECT id FROM officer WHERE login = 'newcomer'", 0, 0), 5);
	must_be_sound(&to);
}
END_TEST

/* An account that has another number there: the two swap logins on the way. */
START_TEST(officers_keep_the_numbers_of_the_file)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_want(import_from(first, true, &did, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT id FROM officer WHERE login = 'keeper'", 0, 0),
	                 3);
	ck_assert_int_eq((int)to.r->officer_id, 3);
	ck_assert_int_eq(
	    (int)scene_ask(&to, "SELECT count(*) FROM setting WHERE name LIKE 'law.%'", 0, 0), 0);
	must_be_sound(&to);
}
END_TEST

/* ---- who may --------------------------------------------------------------------------------- */

static cnis_status
count_calls(const void *bytes, size_t len, void *payload, cnis_error *e)
{
	(void)bytes;
	(void)len;
	(void)e;
	++*(int *)payload;
	return CNIS_OK;
}

START_TEST(a_part_is_no_full_export)
{
	cnis_error e = { 0 };
	int calls = 0;

	scene_as(&from, "boss", "2026-11-21");
	scene_want(cnis_export_full(from.r, "test", count_calls, &calls, NULL, &e), CNIS_EPERM, &e);
	scene_as(&from, "half", "2026-11-21");
	memset(&e, 0, sizeof(e));
	scene_want(cnis_export_full(from.r, "test", count_calls, &calls, NULL, &e), CNIS_EPERM, &e);
	memset(&e, 0, sizeof(e));
	scene_as(&from, "keeper", "2026-11-21");
	scene_want(cnis_export_full(from.r, "", count_calls, &calls, NULL, &e), CNIS_EINVAL, &e);
	ck_assert_int_eq(calls, 0);
}
END_TEST

START_TEST(an_export_is_a_disclosure_of_every_child)
{
	int64_t before = 0, after = 0;
	cnis_error e = { 0 };
	access_log *a = NULL;
	int64_t bad = 0;

	scene_want(access_open(from.r->file, &a, &e), CNIS_OK, &e);
	scene_want(access_verify(a, &before, &bad, &e), CNIS_OK, &e);
	export_to(&from, second);
	scene_want(access_verify(a, &after, &bad, &e), CNIS_OK, &e);
	ck_assert_int_eq((int)(after - before), 25);
	access_close(a);
}
END_TEST

START_TEST(a_file_that_is_there_is_not_touched)
{
	cnis_error e = { 0 };
	char *before = slurp(first);
	char partial[160];

	scene_want(cnis_export_full_file(from.r, "test", first, false, NULL, &e), CNIS_EEXISTS, &e);
	spill(second, before);
	same_files(first, second);
	(void)snprintf(partial, sizeof(partial), "%s/.first.jsonl.partial", from.dir);
	ck_assert_int_ne(access(partial, F_OK), 0);
	memset(&e, 0, sizeof(e));
	scene_want(cnis_export_full_file(from.r, "test", from.dir, false, NULL, &e), CNIS_EEXISTS,
	           &e);
	memset(&e, 0, sizeof(e));
	scene_want(cnis_export_full_file(from.r, "test", "/nowhere/x", false, NULL, &e), CNIS_EIO,
	           &e);
	free(before);
}
END_TEST

/* ---- bad files ------------------------------------------------------------------------------- */

/* @p text with the first @p find from @p after on made @p put; free() it. */
static char *
replaced(const char *text, const char *after, const char *find, const char *put)
{
	const char *start = strstr(text, after);
	const char *at = start == NULL ? NULL : strstr(start, find);
	size_t n = strlen(text) + strlen(put) + 1;
	char *out = calloc(n, 1);

	ck_assert_msg(at != NULL, "no '%s' after '%s'", find, after);
	ck_assert_ptr_nonnull(out);
	(void)snprintf(out, n, "%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
	return out;
}

/* A true trailer for whatever the lines say now. */
static char *
sealed(const char *text)
{
	const char *last = strstr(text, "{\"schema\":1,\"record\":\"trailer\"");
	size_t len = last == NULL ? strlen(text) : (size_t)(last - text);
	char *out = calloc(len + 300, 1);
	char hex[HASH_SIZE * 2 + 1];
	hash_state h;
	long lines = 0;

	ck_assert_ptr_nonnull(out);
	hash_begin(&h);
	hash_bytes(&h, text, len);
	full_file_sum(&h, hex);
	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	(void)snprintf(
	    out, len + 300,
	    "%.*s{\"schema\":1,\"record\":\"trailer\",\"records\":%ld,\"sha256\":\"%s\"}\n",
	    (int)len, text, lines - 1, hex);
	return out;
}

#define R(name) "\"record\":\"" name "\","
static const struct bad {
	const char *after, *find, *put;
	cnis_status want;
	const char *field, *words;
} BAD[] = {
	{ "", "\"format\":1", "\"format\":2", CNIS_EINVAL, "header.format", "knows 1" },
	{ "", "\"format\":1", "\"format\":1,\"format\":1", CNIS_EINVAL, "line 1", "key twice" },
	{ "", "\"register_schema\":", "\"register_schema\":9", CNIS_ESCHEMA, "file", "newer" },
	{ "", "\"authority\":\"302\"", "\"authority\":\"303\"", CNIS_EREFUSED, "file",
	  "--other-authority" },
	{ "", "\"demonstration\":true", "\"demonstration\":false", CNIS_EREFUSED, "file", "real" },
	{ "", "\"as_of\":", "\"as_of\":-", CNIS_EINVAL, "header.as_of", "journal entry" },
	{ "", "\"child\":25", "\"child\":26", CNIS_EINVAL, "header.child", "number of these" },
	{ "", R("header"), R("child"), CNIS_EINVAL, "line 1", "header" },
	{ R("child"), "\"sex\":", "\"zztop\":1,\"sex\":", CNIS_EINVAL, "child.zztop", "no key" },
	{ R("child"), "\"sex\":", "\"Zz Top 07\":1,\"sex\":", CNIS_EINVAL, "child.?", "no key" },
	{ R("child"), "\"sex\":", "\"rev\":1,\"sex\":", CNIS_EINVAL, "child.rev", "no key" },
	{ R("child"), R("child"), R("zztop"), CNIS_EINVAL, "zztop", "no record" },
	{ R("child"), "\"id\":\"C1-3\"", "\"id\":\"C1-4\"", CNIS_EINVAL, "child.id", "reference" },
	{ R("child"), "\"id\":\"C1-3\"", "\"id\":\"A1-3\"", CNIS_EINVAL, "child.id", "reference" },
	{ R("child"), "\"id\":\"C1-3\"", "\"id\":1", CNIS_EINVAL, "child.id", "reference" },
	{ R("child"), "\"id\":\"C2-1\"", "\"id\":\"C1-3\"", CNIS_EINVAL, "child.id", "already" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"zz", CNIS_EINVAL, "child.born_day",
	  "day" },
	{ R("child"), "\"born_day\":\"20", "\"born_day\":\"2026-02-30\",\"x\":\"", CNIS_EINVAL,
	  "child.born_day", "no day" },
	{ R("child"), "\"born_day\":", "\"x\":", CNIS_EINVAL, "child.x", "no key" },
	{ R("child"), "\"sex\":\"", "\"sex\":\"Z", CNIS_EINVAL, "child.sex", "not a value" },
	{ R("child"), "\"sex\":\"", "\"sex\":null,\"source\":\"", CNIS_EINVAL, "line",
	  "key twice" },
	{ R("child"), "\"recorded_at\":\"20", "\"recorded_at\":\"2026-01-01T24:00:00Z\",\"x\":\"",
	  CNIS_EINVAL, "child.recorded_at", "instant" },
	{ R("child"), "T", "t", CNIS_EINVAL, "child.recorded_at", "instant" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":\"zztop\\u0007", CNIS_EINVAL,
	  "child_name.full_name", "control" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":\"zztop\\u0000", CNIS_EINVAL, "line",
	  "NUL" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":\"zztop\xFF", CNIS_EINVAL, "line",
	  "UTF-8" },
	{ R("child_name"), "\"full_name\":\"", "\"full_name\":[\"zztop\"],\"x\":\"", CNIS_EINVAL,
	  "child_name.full_name", "not a text" },
	{ R("child_name"), "\"child_id\":\"C1-3\"", "\"child_id\":\"C2-1\"", CNIS_EINVAL,
	  "child_name.child_id", "not there" },
	{ R("relationship"), "\"person_id\":\"P", "\"person_id\":\"P99999-9\",\"x\":\"",
	  CNIS_EINVAL, "relationship", "" },
	{ R("officer_role"), "\"officer_id\":1", "\"officer_id\":99", CNIS_EINVAL,
	  "officer_role.officer_id", "not there" },
	{ R("provision"), "\"hours_week\":1.1", "\"hours_week\":\"1.1\"", CNIS_EINVAL,
	  "provision.hours_week", "number" },
	{ R("provision"), "\"hours_week\":1.1", "\"hours_week\":171.1", CNIS_EINVAL,
	  "provision.hours_week", "not a value" },
	{ R("consent_test"), "\"required\":", "\"required\":1,\"x\":", CNIS_EINVAL,
	  "consent_test.required", "true" },
	{ R("consent_test"), "\"rule_version\":", "\"rule_version\":\"1\",\"x\":", CNIS_EINVAL,
	  "consent_test.rule_version", "whole" },
	{ R("entry"), "\"route\":\"", "\"route\":\"zztop", CNIS_EINVAL, "entry.route", "no code" },
	{ R("address"), "\"source\":\"", "\"source\":\"zztop", CNIS_EINVAL, "address.source",
	  "no code" },
	{ R("flag"), "\"kind\":\"", "\"kind\":\"zztop", CNIS_EINVAL, "flag.kind", "not there" },
	{ R("last_number"), "\"of\":\"", "\"of\":\"zztop", CNIS_EINVAL, "last_number.of",
	  "no rec" },
	{ R("last_number"), "\"number\":", "\"number\":-", CNIS_EINVAL, "last_number.number",
	  "from 1" },
	{ R("person_name"), R("person_name"), R("setting"), CNIS_EINVAL, "setting", "" },
	{ R("duty_owner"), R("duty_owner"), R("draft"), CNIS_EINVAL, "draft", "no record" },
	{ R("child"), "{\"schema\":1", "{\"schema\":2", CNIS_EINVAL, "line", "" },
	{ R("child"), "}\n", "\n", CNIS_EINVAL, "line", "not one JSON object" },
	{ R("child"), "}\n", "}\n\n", CNIS_EINVAL, "line", "not one JSON object" },
};

static void
must_be_refused(const struct bad *b, const char *text)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char *changed = replaced(text, b->after, b->find, b->put);
	char *whole = sealed(changed);
	cnis_status st;

	spill(edited, whole);
	st = import_from(edited, true, &did, &e);
	ck_assert_msg(st == b->want, "'%s' made '%s': %s, %s, %s", b->find, b->put,
	              cnis_status_text(st), e.field, e.message);
	ck_assert_msg(strstr(e.field, b->field) != NULL && strstr(e.message, b->words) != NULL,
	              "'%s' made '%s': %s, %s", b->find, b->put, e.field, e.message);
	ck_assert_msg(st != CNIS_EINVAL || strncmp(e.field, "line ", 5) == 0, "%s", e.field);
	ck_assert_ptr_null(strstr(e.message, "zztop"));
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT max(seq) FROM journal", 0, 0), 3);
	free(changed);
	free(whole);
}

START_TEST(what_is_wrong_is_named_by_line_record_and_key)
{
	char *text = slurp(first);

	for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
		must_be_refused(&BAD[i], text);
	free(text);
}
END_TEST

START_TEST(a_file_that_was_cut_or_changed_is_noticed)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char *text = slurp(first);
	char *other = replaced(text, R("child"), "\"sex\":\"", "\"sex\":\"U\",\"x\":\"");
	size_t len = strlen(text);

	spill(edited, other);
	scene_want(import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.field, "trailer.sha256"));
	for (size_t cut = 1; cut < len; cut += len / 12) {
		text[len - cut] = '\0';
		spill(edited, text);
		memset(&e, 0, sizeof(e));
		scene_want(import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
		ck_assert_msg(strstr(e.message, "cut") != NULL, "%s", e.message);
	}
	spill(edited, "");
	memset(&e, 0, sizeof(e));
	scene_want(import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
	memset(&e, 0, sizeof(e));
	scene_want(import_from(to.dir, true, &did, &e), CNIS_EINVAL, &e);
	memset(&e, 0, sizeof(e));
	scene_want(import_from("/nowhere/at/all", true, &did, &e), CNIS_ENOTFOUND, &e);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT max(seq) FROM journal", 0, 0), 3);
	free(text);
	free(other);
}
END_TEST

/* The lines of one record kind of the first child taken out. */
static char *
without(const char *text, const char *record)
{
	char *out = calloc(strlen(text) + 1, 1);
	size_t n = 0;

	ck_assert_ptr_nonnull(out);
	while (*text != '\0') {
		size_t len = strcspn(text, "\n") + 1;
		const char *at = strstr(text, record);

		if (at == NULL || at > text + len) {
			memcpy(out + n, text, len);
			n += len;
		}
		text += len;
	}
	return out;
}

START_TEST(nothing_open_may_be_without_a_next_step)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };
	char *text = slurp(first);
	char *less = without(text, R("duty_owner"));
	char *whole = sealed(less);

	spill(edited, whole);
	scene_want(import_from(edited, true, &did, &e), CNIS_EINVAL, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "owner"));
	ck_assert_ptr_nonnull(strstr(e.field, ", child"));
	free(text);
	free(less);
	free(whole);
}
END_TEST

START_TEST(another_authority_is_taken_when_it_is_meant)
{
	cnis_import_full_options o = { .size = sizeof(o), .file = first, .apply = true };
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_end(&to);
	make_target("keeper", "303", true);
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_EREFUSED, &e);
	o.other_authority = true;
	memset(&e, 0, sizeof(e));
	scene_want(cnis_import_full(to.r, &o, &did, &e), CNIS_OK, &e);
	ck_assert(did.applied && !did.same);
}
END_TEST

START_TEST(a_live_register_takes_no_invented_families)
{
	cnis_imported did = { 0 };
	cnis_error e = { 0 };

	scene_end(&to);
	make_target("keeper", "302", false);
	scene_want(import_from(first, true, &did, &e), CNIS_EREFUSED, &e);
	ck_assert_ptr_nonnull(strstr(e.message, "invented"));
}
END_TEST

START_TEST(running_out_of_memory_leaves_nothing_behind)
{
	cnis_imported did = { 0 };
	cnis_status st = CNIS_ENOMEM;

	for (long n = 0; n < 400 && st == CNIS_ENOMEM; n += n < 30 ? 1 : 11) {
		cnis_error e = { 0 };

		mem_fail_at(n);
		st = import_from(first, false, &did, &e);
		if (mem_failures() == 0)
			break;
		ck_assert_msg(st == CNIS_ENOMEM, "allocation %ld: %s %s", n, cnis_status_text(st),
		              e.message);
	}
	mem_fail_at(-1);
	for (long n = 0; n < 60; n += 3) {
		cnis_error e = { 0 };

		mem_fail_at(n);
		st = cnis_export_full_file(from.r, "test", edited, true, NULL, &e);
		if (mem_failures() == 0)
			break;
		ck_assert_msg(st == CNIS_ENOMEM, "allocation %ld: %s %s", n, cnis_status_text(st),
		              e.message);
	}
	mem_fail_at(-1);
	ck_assert_int_eq((int)scene_ask(&to, "SELECT count(*) FROM child", 0, 0), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("full");
	TCase *tc = tcase_create("full");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_set_timeout(tc, 120);
	tcase_add_unchecked_fixture(tc, make_source, remove_source);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, every_table_and_column_travels_or_is_an_exception);
	tcase_add_test(tc, every_code_is_held_against_its_list);
	tcase_add_test(tc, every_reference_points_backwards);
	tcase_add_test(tc, only_lists_are_filled_by_migrations);
	tcase_add_test(tc, an_imported_register_gives_the_same_bytes_and_verifies);
	tcase_add_test(tc, derived_tables_are_filled);
	tcase_add_test(tc, without_apply_nothing_is_written);
	tcase_add_test(tc, a_register_that_is_not_new_is_left_alone);
	tcase_add_test(tc, whoever_imports_is_never_locked_out);
	tcase_add_test(tc, officers_keep_the_numbers_of_the_file);
	tcase_add_test(tc, a_part_is_no_full_export);
	tcase_add_test(tc, an_export_is_a_disclosure_of_every_child);
	tcase_add_test(tc, a_file_that_is_there_is_not_touched);
	tcase_add_test(tc, what_is_wrong_is_named_by_line_record_and_key);
	tcase_add_test(tc, a_file_that_was_cut_or_changed_is_noticed);
	tcase_add_test(tc, nothing_open_may_be_without_a_next_step);
	tcase_add_test(tc, another_authority_is_taken_when_it_is_meant);
	tcase_add_test(tc, a_live_register_takes_no_invented_families);
	tcase_add_test(tc, running_out_of_memory_leaves_nothing_behind);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

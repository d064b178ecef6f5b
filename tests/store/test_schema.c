/* The rules the journal forces on the schema, asked of sqlite_schema itself. */
#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "store/tables.h"

static store *s;

static void
setup(void)
{
	int i;

	ck_assert_int_eq(store_memory(&s, NULL), CNIS_OK);
	for (i = 1; store_migrations[i - 1].name != NULL; i++)
		ck_assert_int_eq(migrate_run(s, i, NULL), CNIS_OK);
}

static void
teardown(void)
{
	store_close(s);
}

/* Rows a query finds are offenders: their first column is said. */
static void
nobody(const char *rule, const char *sql)
{
	sqlite3_stmt *q = NULL;
	char said[1000] = "";
	size_t len = 0;

	ck_assert_int_eq(sqlite3_prepare_v2(s->db, sql, -1, &q, NULL), SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW && len < sizeof(said) - 100)
		len += (size_t)snprintf(said + len, sizeof(said) - len, " %s",
		                        (const char *)sqlite3_column_text(q, 0));
	(void)sqlite3_finalize(q);
	ck_assert_msg(said[0] == '\0', "%s:%s", rule, said);
}

/* A table "class" that queries can join with. */
static void
write_classes(void)
{
	const store_table *t;
	char sql[300];

	ck_assert_int_eq(store_exec(s, "CREATE TEMP TABLE class (name, class, owner)", "t", NULL),
	                 CNIS_OK);
	for (t = store_tables; t->name != NULL; t++) {
		(void)snprintf(sql, sizeof(sql), "INSERT INTO class VALUES ('%s', %d, '%s')",
		               t->name, (int)t->class, t->owner == NULL ? "" : t->owner);
		ck_assert_int_eq(store_exec(s, sql, "t", NULL), CNIS_OK);
	}
}

static const struct {
	const char *rule, *sql;
} RULES[] = {
	{ "every table is classified", "SELECT name FROM sqlite_schema WHERE type = 'table'"
	                               " AND name NOT LIKE 'sqlite_%'"
	                               " AND name NOT IN (SELECT name FROM class)" },
	{ "every class is of a table", "SELECT name FROM class WHERE name NOT IN"
	                               " (SELECT name FROM sqlite_schema WHERE type = 'table')" },
	{ "every table is STRICT", "SELECT name FROM pragma_table_list WHERE schema = 'main'"
	                           " AND type = 'table' AND strict = 0"
	                           " AND name NOT LIKE 'sqlite_%'" },
	{ "no views and no virtual tables", "SELECT name FROM pragma_table_list"
	                                    " WHERE schema = 'main' AND type <> 'table'" },
	{ "an id people see is never given again",
	  "SELECT m.name FROM sqlite_schema AS m JOIN class USING (name) WHERE class IN (0, 3)"
	  " AND (SELECT name FROM pragma_table_info(m.name) WHERE cid = 0) = 'id'"
	  " AND m.sql NOT LIKE '%id%INTEGER PRIMARY KEY AUTOINCREMENT%'" },
	{ "no generated columns", "SELECT c.name || '.' || x.name FROM class AS c,"
	                          " pragma_table_xinfo(c.name) AS x WHERE x.hidden <> 0" },
	{ "no actions on delete or update",
	  "SELECT c.name FROM class AS c, pragma_foreign_key_list(c.name) AS f"
	  " WHERE f.on_delete <> 'NO ACTION' OR f.on_update <> 'NO ACTION'" },
	{ "no trigger writes anything but derived tables",
	  "SELECT m.name FROM sqlite_schema AS m, class AS c WHERE m.type = 'trigger'"
	  " AND c.class <> 2 AND (m.sql LIKE '%INSERT INTO ' || c.name || ' %'"
	  " OR m.sql LIKE '%REPLACE INTO ' || c.name || ' %'"
	  " OR m.sql LIKE '%DELETE FROM ' || c.name || ' %'"
	  " OR m.sql LIKE '%UPDATE ' || c.name || ' SET%')" },
	{ "the journal's triggers only refuse",
	  "SELECT m.name FROM sqlite_schema AS m JOIN class AS c ON c.name = m.tbl_name"
	  " WHERE m.type = 'trigger' AND c.class = 1 AND m.sql NOT LIKE '%RAISE(ABORT,%'" },
	/* Values of these never change while the row is current: a row is closed and another
	   opened. */
	{
	    "no UNIQUE on what can change",
	    "SELECT i.name FROM class AS c, pragma_index_list(c.name) AS i WHERE c.class = 0"
	    " AND i.\"unique\" = 1 AND i.origin <> 'pk' AND i.name NOT IN ("
	    " 'child_alias_current'," /* a record is the same child as one other */
	    " 'officer_by_login',"    /* one current officer an account */
	    " 'calendar_day_by_day')" /* one current departure a day */
	},
	{ "those that are there are partial, over current rows",
	  "SELECT i.name FROM class AS c, pragma_index_list(c.name) AS i, sqlite_schema AS m"
	  " WHERE c.class = 0 AND i.\"unique\" = 1 AND i.origin = 'c' AND m.name = i.name"
	  " AND m.sql NOT LIKE '%WHERE to_day IS NULL%'" },
	{ "an index on every reference, but those to code lists",
	  "SELECT c.name || '.' || f.\"from\" FROM class AS c, pragma_foreign_key_list(c.name) AS f"
	  " WHERE f.\"table\" NOT IN ('authority', 'code', 'flag_kind') AND f.seq = 0"
	  " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(c.name) AS i,"
	  "  pragma_index_info(i.name) AS k, sqlite_schema AS m WHERE k.seqno = 0"
	  "  AND k.name = f.\"from\" AND (i.partial = 0 OR (m.name = i.name"
	  "  AND m.sql LIKE '%' || f.\"from\" || ' IS NOT NULL')))"
	  " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(c.name) AS x"
	  "  WHERE x.name = f.\"from\" AND x.pk = 1)" },
	/* Not the last: a migration may append columns after it. */
	{ "a journalled table has one rev, a number that is never empty",
	  "SELECT name FROM class AS c WHERE class = 0 AND (SELECT count(*) FROM"
	  " pragma_table_info(c.name) AS x WHERE x.name = 'rev' AND x.type = 'INTEGER'"
	  " AND x.\"notnull\" = 1 AND x.pk = 0) <> 1" },
	/* A duty may be of what has arrived and is nobody's yet, a complaint of no family. */
	{ "every owner column is there and never empty",
	  "SELECT name FROM class AS c WHERE owner <> '' AND NOT EXISTS"
	  " (SELECT 1 FROM pragma_table_info(c.name) AS x WHERE x.name = c.owner"
	  " AND (x.\"notnull\" = 1 OR x.pk = 1 OR c.name IN ('duty', 'duty_owner', "
	  "'complaint', 'document', 'document_part', 'document_link')))" },
	{ "a duty without a child is one of something else",
	  "SELECT name FROM sqlite_schema WHERE name = 'duty'"
	  " AND sql NOT LIKE '%CHECK (child_id IS NOT NULL OR intake_id IS NOT NULL"
	  " OR complaint_id IS NOT NULL OR kind = ''glass_manager'')%'" },
	{ "a row that belongs to a child has its key first",
	  "SELECT name FROM class AS c WHERE owner <> '' AND NOT EXISTS"
	  " (SELECT 1 FROM pragma_table_info(c.name) AS x WHERE x.cid = 0 AND x.name = 'id'"
	  " AND x.pk = 1)" },
	{ "a table with a child_id belongs to that child",
	  "SELECT c.name FROM class AS c, pragma_table_info(c.name) AS x WHERE c.class = 0"
	  " AND x.name = 'child_id' AND c.owner <> 'child_id'" },
};

START_TEST(schema_rule)
{
	write_classes();
	nobody(RULES[_i].rule, RULES[_i].sql);
}
END_TEST

/* Without comments; white space only where two words would join; in place. */
static char *
normalise(char *text)
{
	const char *in = text;
	char *out = text;
	bool space = false;

	while (*in != '\0') {
		if (in[0] == '-' && in[1] == '-') {
			in += strcspn(in, "\n");
		} else if (isspace((unsigned char)*in)) {
			space = true;
			in++;
		} else if (*in == '\'') {
			size_t len = strcspn(in + 1, "'") + 2;

			memmove(out, in, len);
			out += len;
			in += len;
			space = false;
		} else {
			bool word = isalnum((unsigned char)*in) || *in == '_';

			if (space && word && out > text &&
			    (isalnum((unsigned char)out[-1]) || out[-1] == '_'))
				*out++ = ' ';
			space = false;
			*out++ = *in++;
		}
	}
	*out = '\0';
	return text;
}

static void
run_file(sqlite3 *db, const char *name)
{
	char path[1200], *text;
	long size;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/schema/%s", CNIS_SOURCE_DIR, name);
	f = fopen(path, "rb");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
	size = ftell(f);
	rewind(f);
	text = calloc((size_t)size + 1, 1);
	ck_assert_uint_eq(fread(text, 1, (size_t)size, f), (size_t)size);
	(void)fclose(f);
	ck_assert_msg(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", name,
	              sqlite3_errmsg(db));
	free(text);
}

static int
numbered(const struct dirent *d)
{
	return isdigit((unsigned char)d->d_name[0]);
}

/* Everything one database says about itself, one normalised line an object. */
static char *
describe(sqlite3 *db)
{
	sqlite3_stmt *q = NULL;
	size_t len = 0, room = 256 * 1024;
	char *all = calloc(room, 1);

	ck_assert_int_eq(sqlite3_prepare_v2(db,
	                                    "SELECT type, name, tbl_name, sql FROM sqlite_schema"
	                                    " WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name",
	                                    -1, &q, NULL),
	                 SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		char *line = sqlite3_mprintf("%s %s %s %s", sqlite3_column_text(q, 0),
		                             sqlite3_column_text(q, 1), sqlite3_column_text(q, 2),
		                             sqlite3_column_text(q, 3));

		len += (size_t)snprintf(all + len, room - len, "%s\n", normalise(line));
		ck_assert_uint_lt(len, room);
		sqlite3_free(line);
	}
	(void)sqlite3_finalize(q);
	return all;
}

/* The first line that differs names itself. */
static void
same(char *written, char *migrated)
{
	char *a, *b, *rest_a = written, *rest_b = migrated;

	do {
		a = strtok_r(rest_a, "\n", &rest_a);
		b = strtok_r(rest_b, "\n", &rest_b);
		if (a == NULL && b == NULL)
			break;
		ck_assert_msg(a != NULL && b != NULL && strcmp(a, b) == 0,
		              "schema/:    %s\nmigrations: %s", a == NULL ? "nothing" : a,
		              b == NULL ? "nothing" : b);
	} while (a != NULL);
	free(written);
	free(migrated);
}

START_TEST(written_schema_equals_the_migrated_one)
{
	struct dirent **files = NULL;
	sqlite3 *db = NULL;
	int i, n = scandir(CNIS_SOURCE_DIR "/schema", &files, numbered, alphasort);

	ck_assert_int_gt(n, 5);
	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	for (i = 0; i < n; i++) {
		run_file(db, files[i]->d_name);
		free(files[i]);
	}
	free(files);
	same(describe(db), describe(s->db));
	(void)sqlite3_close(db);
}
END_TEST

START_TEST(written_access_schema_equals_the_migrated_one)
{
	sqlite3 *db = NULL, *migrated = NULL;
	int i;

	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_open(":memory:", &migrated), SQLITE_OK);
	run_file(db, "access.sql");
	for (i = 0; store_access_migrations[i].name != NULL; i++)
		ck_assert_int_eq(
		    sqlite3_exec(migrated, store_access_migrations[i].sql, NULL, NULL, NULL),
		    SQLITE_OK);
	same(describe(db), describe(migrated));
	(void)sqlite3_close(db);
	(void)sqlite3_close(migrated);
}
END_TEST

START_TEST(tables_are_found_by_name)
{
	ck_assert_int_eq(store_table_find("child")->class, TABLE_JOURNALLED);
	ck_assert_str_eq(store_table_find("child")->owner, "id");
	ck_assert_ptr_null(store_table_find("children"));
	ck_assert_ptr_null(store_table_find(NULL));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("schema");
	TCase *tc = tcase_create("schema");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, schema_rule, 0, (int)(sizeof(RULES) / sizeof(RULES[0])));
	tcase_add_test(tc, written_schema_equals_the_migrated_one);
	tcase_add_test(tc, written_access_schema_equals_the_migrated_one);
	tcase_add_test(tc, tables_are_found_by_name);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

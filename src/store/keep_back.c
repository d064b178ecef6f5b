/* What a reader is not shown: sets of numbers, and the SQL function that asks them. */
#include "store/keep_back.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "store/inside.h"
#include "store/tables.h"

struct store_kept {
	struct {
		int64_t *id; /* ascending */
		size_t n;
	} set[KEEP_SETS];
};

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool
store_kept_back(const store *s, int set, int64_t id)
{
	const struct store_kept *k = s->kept;

	if (k == NULL || set < 0 || set >= KEEP_SETS || k->set[set].n == 0)
		return false;
	return bsearch(&id, k->set[set].id, k->set[set].n, sizeof(id), compare) != NULL;
}

bool
store_keeps_back(const store *s, int set)
{
	return s->kept != NULL && set >= 0 && set < KEEP_SETS && s->kept->set[set].n > 0;
}

/* kept_back(set, id) */
static void
kept_back(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const store *s = sqlite3_user_data(context);
	bool is = false;

	(void)argc;
	if (s->kept != NULL && !s->whole && sqlite3_value_type(argv[1]) == SQLITE_INTEGER)
		is = store_kept_back(s, sqlite3_value_int(argv[0]), sqlite3_value_int64(argv[1]));
	sqlite3_result_int(context, is ? 1 : 0);
}

int
keep_back_function(store *s)
{
	return sqlite3_create_function_v2(s->db, "kept_back", 2,
	                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, s,
	                                  kept_back, NULL, NULL, NULL);
}

void
keep_back_free(store *s)
{
	if (s->kept != NULL)
		for (int i = 0; i < KEEP_SETS; i++)
			free(s->kept->set[i].id);
	free(s->kept);
	s->kept = NULL;
	net_free(s->net);
	s->net = NULL;
}

cnis_status
store_keep_back(store *s, int set, const int64_t *ids, size_t n, cnis_error *reterr)
{
	int64_t *own = NULL;

	if (set < 0 || set >= KEEP_SETS)
		return store_misuse("keep_back", "there is no such set", reterr);
	if (s->kept == NULL && n == 0)
		return CNIS_OK;
	if (s->kept == NULL)
		s->kept = mem_new(1, sizeof(*s->kept));
	if (s->kept == NULL)
		return cnis_nomem(reterr, "keep_back");
	if (n > 0) {
		own = mem_new(n, sizeof(*own));
		if (own == NULL)
			return cnis_nomem(reterr, "keep_back");
		memcpy(own, ids, n * sizeof(*own));
		qsort(own, n, sizeof(*own), compare);
	}
	if (n > 0 && set <= KEEP_ADDRESS && !s->views) {
		cnis_status st = keep_back_views(s, true, s->netted, reterr);

		if (st != CNIS_OK) {
			free(own);
			return st;
		}
	}
	free(s->kept->set[set].id);
	s->kept->set[set].id = own;
	s->kept->set[set].n = n;
	return CNIS_OK;
}

/* ---- every table through a view -------------------------------------------------------------- */

/*
 * Once a child, an adult or an address is kept back, each table that names one, or what arrived
 * about such a child, is read through a
 * view of the same name in the connection's own temp schema: whatever statement somebody wrote, or
 * forgot to write, the rows are not there.  Writes go to main (write_to_main()).  No view is made
 * while nothing is kept back, and none ever stands in the file.  The same views take out of free
 * texts what is withheld (free_text.c).
 */
static const struct {
	const char *table;
	int set;
} NAMED[] = { { "child", KEEP_CHILD },
	      { "person", KEEP_PERSON },
	      { "address", KEEP_ADDRESS },
	      { "intake", KEEP_ARRIVED } };

static int
set_of(const char *table)
{
	for (size_t i = 0; i < sizeof(NAMED) / sizeof(NAMED[0]); i++)
		if (table != NULL && strcmp(NAMED[i].table, table) == 0)
			return NAMED[i].set;
	return -1;
}

static void
add_condition(sqlite3_str *sql, int set, const char *column, int *n)
{
	sqlite3_str_appendf(sql, "%s NOT kept_back(%d, \"%w\")", *n == 0 ? " WHERE" : " AND", set,
	                    column);
	(*n)++;
}

/* What several may be the subjects of is kept back when one of them is: the column that names it.
 */
static const struct {
	const char *table, *column, *subjects, *of;
} SHARED[] = { { "document", "id", "document_subject", "document_id" },
	       { "document_part", "document_id", "document_subject", "document_id" },
	       { "document_subject", "document_id", "document_subject", "document_id" },
	       { "document_link", "document_id", "document_subject", "document_id" } };

static void
add_shared(const char *table, sqlite3_str *sql, int *n)
{
	for (size_t i = 0; i < sizeof(SHARED) / sizeof(SHARED[0]); i++)
		if (strcmp(SHARED[i].table, table) == 0) {
			sqlite3_str_appendf(sql,
			                    "%s NOT EXISTS (SELECT 1 FROM main.\"%w\" kept_x WHERE"
			                    " kept_x.\"%w\" = main.\"%w\".\"%w\" AND "
			                    "(kept_back(%d, kept_x.child_id)"
			                    " OR kept_back(%d, kept_x.person_id)))",
			                    *n == 0 ? " WHERE" : " AND", SHARED[i].subjects,
			                    SHARED[i].of, table, SHARED[i].column, KEEP_CHILD,
			                    KEEP_PERSON);
			(*n)++;
		}
}

/* Every column of the table that names a child, an adult or an address. */
static cnis_status
add_conditions(store *s, const store_table *t, sqlite3_str *sql, int *ret_n, cnis_error *reterr)
{
	sqlite3_stmt *keys = NULL;
	bool row = false;
	cnis_status st = shape_open(s, "foreign_key_list", t->name, &keys, reterr);

	if (set_of(t->name) >= 0)
		add_condition(sql, set_of(t->name), "id", ret_n);
	if (strcmp(t->name, "name_key") == 0) {
		sqlite3_str_appendall(sql, " WHERE NOT kept_back(holder = 'P', owner_id)");
		(*ret_n)++;
	}
	while (st == CNIS_OK && (st = shape_step(s, keys, &row, reterr)) == CNIS_OK && row) {
		const char *parent = (const char *)sqlite3_column_text(keys, SHAPE_PARENT);
		const char *column = (const char *)sqlite3_column_text(keys, SHAPE_FROM);

		/* one of several taken together is shown without the others */
		if (set_of(parent) >= 0 && column != NULL && strcmp(parent, t->name) != 0)
			add_condition(sql, set_of(parent), column, ret_n);
	}
	(void)sqlite3_finalize(keys);
	add_shared(t->name, sql, ret_n);
	return st;
}

/* Which other of what arrived it was taken together with: that one may be kept back alone. */
static bool
names_another(const store_table *t, const char *column)
{
	return strcmp(t->name, "intake") == 0 && column != NULL && strcmp(column, "group_id") == 0;
}

/* Its columns, free texts through the net. */
static cnis_status
add_columns(store *s, const store_table *t, sqlite3_str *sql, cnis_error *reterr)
{
	sqlite3_stmt *info = NULL;
	bool row = false;
	int n = 0;
	cnis_status st = shape_open(s, "table_info", t->name, &info, reterr);

	while (st == CNIS_OK && (st = shape_step(s, info, &row, reterr)) == CNIS_OK && row) {
		const char *column = (const char *)sqlite3_column_text(info, SHAPE_NAME);
		bool text = column != NULL && free_text_column(t->name, column);

		if (names_another(t, column))
			sqlite3_str_appendf(
			    sql, "%siif(kept_back(%d, \"%w\"), NULL, \"%w\") AS \"%w\"",
			    n == 0 ? "" : ", ", KEEP_ARRIVED, column, column, column);
		else
			sqlite3_str_appendf(sql,
			                    text ? "%sfree_text(\"%w\") AS \"%w\"" : "%s\"%w\"",
			                    n == 0 ? "" : ", ", column, column);
		n++;
	}
	(void)sqlite3_finalize(info);
	return st;
}

static cnis_status
view_of(store *s, const store_table *t, bool kept, bool netted, cnis_error *reterr)
{
	sqlite3_str *sql = sqlite3_str_new(s->db);
	char *text;
	int n = 0;
	cnis_status st = CNIS_OK;

	sqlite3_str_appendf(sql,
	                    "DROP VIEW IF EXISTS temp.\"%w\"; CREATE TEMP VIEW \"%w\" AS SELECT ",
	                    t->name, t->name);
	netted = netted && free_text_table(t->name);
	if (netted || (kept && strcmp(t->name, "intake") == 0))
		st = add_columns(s, t, sql, reterr);
	else
		sqlite3_str_appendall(sql, "*");
	sqlite3_str_appendf(sql, " FROM main.\"%w\"", t->name);
	if (st == CNIS_OK && kept)
		st = add_conditions(s, t, sql, &n, reterr);
	text = sqlite3_str_finish(sql);
	if (st == CNIS_OK && text == NULL)
		st = cnis_nomem(reterr, "keep_back");
	if (st == CNIS_OK && (n > 0 || netted))
		st = store_exec(s, text, "keep_back", reterr);
	sqlite3_free(text);
	return st;
}

/* Those prepared before name tables, and indexes of tables. */
static void
forget_idle(store *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n_statements; i++)
		if (s->statements[i].busy)
			s->statements[kept++] = s->statements[i];
		else
			(void)sqlite3_finalize(s->statements[i].stmt);
	s->n_statements = kept;
}

cnis_status
keep_back_views(store *s, bool kept, bool netted, cnis_error *reterr)
{
	enum store_flag_writes before = s->writes;
	cnis_status st;

	if (s->in_tx || s->local_tx || s->in_snapshot)
		return cnis_fail(reterr, CNIS_EBUSY, 0, "keep_back", NULL,
		                 "what you may see has changed this moment; run it again");
	forget_idle(s);
	s->writes = WRITES_ALL;
	st = store_exec(s, "PRAGMA query_only = OFF; BEGIN", "keep_back", reterr);
	for (const store_table *t = store_tables; st == CNIS_OK && t->name != NULL; t++)
		st = view_of(s, t, kept, netted, reterr);
	if (st == CNIS_OK)
		st = store_exec(s, "COMMIT", "keep_back", reterr);
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)store_exec(s, "ROLLBACK", "keep_back", NULL);
	if (s->mode != STORE_WRITE)
		(void)store_exec(s, "PRAGMA query_only = ON", "keep_back", NULL);
	s->writes = before;
	if (st == CNIS_OK) {
		s->views = kept;
		s->netted = netted;
	}
	return st;
}

/* Where the table's name begins in a statement that writes; 0: it does not write. */
static size_t
written_table(const char *text)
{
	static const char *const words[] = { "INSERT INTO ",
		                             "INSERT OR IGNORE INTO ",
		                             "INSERT OR REPLACE INTO ",
		                             "REPLACE INTO ",
		                             "UPDATE ",
		                             "DELETE FROM " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/* A view has no index to name: the planner finds its way. */
static void
without_indexes(char *text)
{
	static const char words[] = " INDEXED BY ";
	char *at;

	while ((at = strstr(text, words)) != NULL) {
		const char *rest = at + sizeof(words) - 1;

		rest += strcspn(rest, " )");
		memmove(at, rest, strlen(rest) + 1);
	}
}

cnis_status
keep_back_text(const store *s, const char *text, char **ret, cnis_error *reterr)
{
	size_t at = written_table(text);
	size_t len = strlen(text);
	char *own;

	*ret = NULL;
	if (strncmp(text + at, "main.", 5) == 0)
		at = 0;
	if (at == 0 && (!(s->views || s->netted) || strstr(text, " INDEXED BY ") == NULL))
		return CNIS_OK;
	own = mem_new(len + sizeof("main."), 1);
	if (own == NULL)
		return cnis_nomem(reterr, "keep_back");
	(void)snprintf(own, len + sizeof("main."), "%.*s%s%s", (int)at, text, at > 0 ? "main." : "",
	               text + at);
	if (s->views || s->netted)
		without_indexes(own);
	*ret = own;
	return CNIS_OK;
}

bool
store_whole(store *s, bool on)
{
	bool was = s->whole;

	s->whole = on;
	return was;
}

bool
store_reads_whole(const store *s)
{
	return s->whole;
}

bool
store_views(const store *s)
{
	return s->views;
}

/*
 * The authorizer: set once, switched by store->writes.  Defence in depth, and the reason why a
 * read command cannot write: a table is writable only while the one file that may write it says so.
 */
#include <string.h>

#include "store/inside.h"
#include "store/tables.h"

/* Reading pragmas, and the one the changeset functions need. */
static const char *const PRAGMAS[] = {
	"application_id",   "user_version",      "page_count",      "page_size",
	"freelist_count",   "journal_mode",      "table_info",      "table_xinfo",
	"table_list",       "index_list",        "index_info",      "index_xinfo",
	"foreign_key_list", "foreign_key_check", "integrity_check", "quick_check",
	"schema_version",   "data_version",      "compile_options", "defer_foreign_keys",
	"collation_list",   "function_list",
};

static int
pragma_allowed(const store *s, const char *name)
{
	size_t i;

	if (name == NULL || sqlite3_stricmp(name, "writable_schema") == 0)
		return SQLITE_DENY;
	if (s->control || s->writes == WRITES_ALL)
		return SQLITE_OK;
	for (i = 0; i < sizeof(PRAGMAS) / sizeof(PRAGMAS[0]); i++)
		if (sqlite3_stricmp(name, PRAGMAS[i]) == 0)
			return SQLITE_OK;
	return SQLITE_DENY;
}

static int
write_allowed(const store *s, const char *name, const char *schema)
{
	const store_table *t;

	if (s->writes == WRITES_ALL)
		return SQLITE_OK;
	if (s->writes == WRITES_NONE || schema == NULL || strcmp(schema, "main") != 0)
		return SQLITE_DENY;
	t = store_table_find(name);
	if (t == NULL)
		return SQLITE_DENY;
	switch (t->class) {
	case TABLE_JOURNALLED:
		return s->writes == WRITES_DATA ? SQLITE_OK : SQLITE_DENY;
	case TABLE_JOURNAL:
		return s->writes == WRITES_JOURNAL ? SQLITE_OK : SQLITE_DENY;
	case TABLE_LOCAL:
		return s->writes == WRITES_LOCAL ? SQLITE_OK : SQLITE_DENY;
	case TABLE_DERIVED:
		return s->writes == WRITES_DATA ? SQLITE_OK : SQLITE_DENY;
	}
	return SQLITE_DENY;
}

static int
authorize(void *payload, int action, const char *a, const char *b, const char *schema,
          const char *trigger)
{
	const store *s = payload;

	(void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
	case SQLITE_SAVEPOINT:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b != NULL && sqlite3_stricmp(b, "load_extension") == 0 ? SQLITE_DENY
		                                                              : SQLITE_OK;
	case SQLITE_INSERT:
	case SQLITE_DELETE:
		return write_allowed(s, a, schema);
	case SQLITE_UPDATE:
		/* Declaring a pragma_table_info() says this; a real one is refused by DEFENSIVE. */
		if (a != NULL && strcmp(a, "sqlite_master") == 0)
			return SQLITE_OK;
		return write_allowed(s, a, schema);
	case SQLITE_PRAGMA:
		return pragma_allowed(s, a);
	case SQLITE_TRANSACTION:
		return s->control || s->writes == WRITES_ALL ? SQLITE_OK : SQLITE_DENY;
	default: /* ATTACH, DETACH, every kind of DDL, ANALYZE, REINDEX, virtual tables */
		return s->writes == WRITES_ALL ? SQLITE_OK : SQLITE_DENY;
	}
}

void
guard_install(store *s)
{
	(void)sqlite3_set_authorizer(s->db, authorize, s);
}

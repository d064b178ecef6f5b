/* Whom a row belongs to: the numbers of the previous system, and the rows taken before. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/withheld.h"
#include "exchange/import_sheet.h"

enum { Q_TAKEN, Q_KEEP, Q_CHILD, Q_PERSON, Q_FAMILY, Q_ADULTS, Q_HOMES, Q_HAS_HOME, Q_COUNT };
/* clang-format off */
#define SEALED_HAS(key) \
	"EXISTS (SELECT 1 FROM main.restriction x JOIN main.import_row i ON i.child_id = x.child_id" \
	" WHERE x.kind = 'sealed' AND i." key ")"
static const store_sql SQL[Q_COUNT] = {
	[Q_TAKEN] = { "import.taken", "SELECT 1 FROM import_row WHERE row_key = :key LIMIT 1" },
	/* a number a sealed record came with joins nobody to it */
	[Q_KEEP] = { "import.keep",
		"INSERT INTO import_row (child_id, person_id, batch, row_key, family_key, person_key, rev)"
		" VALUES (:child, :person, :batch, :key,"
		" CASE WHEN " SEALED_HAS("family_key = :family") " THEN NULL ELSE :family END,"
		" CASE WHEN " SEALED_HAS("person_key = :person_key") " THEN NULL ELSE :person_key END, :rev)" },
	[Q_CHILD] = { "import.child",
		"SELECT child_id FROM identifier WHERE kind = 'previous_system' AND value = :key"
		" AND to_day IS NULL" },
	[Q_PERSON] = { "import.person",
		"SELECT person_id, child_id FROM import_row WHERE person_key = :key"
		" AND person_id IS NOT NULL LIMIT 1" },
	[Q_FAMILY] = { "import.family",
		"SELECT DISTINCT child_id FROM import_row WHERE family_key = :key ORDER BY child_id" },
	[Q_ADULTS] = { "import.adults",
		"SELECT DISTINCT n.person_id, n.full_name FROM import_row i"
		" JOIN relationship x ON x.child_id = i.child_id AND x.to_day IS NULL"
		" JOIN person_name n ON n.person_id = x.person_id AND n.kind = 'legal' AND n.to_day IS NULL"
		" WHERE i.family_key = :key ORDER BY n.person_id" },
	[Q_HOMES] = { "import.homes",
		"SELECT DISTINCT a.line1, a.postcode FROM import_row i"
		" JOIN child_residence x ON x.child_id = i.child_id AND x.to_day IS NULL AND x.kind = 'home'"
		" JOIN address a ON a.id = x.address_id WHERE i.family_key = :key"
		/* nobody learns by trying whether it is the withheld one */
		" AND NOT " WITHHELD_ADDRESS("a.id") },
	[Q_HAS_HOME] = { "import.has_home",
		"SELECT count(*) FROM child_residence WHERE child_id = :child AND kind = 'home'"
		" AND to_day IS NULL" },
};
/* clang-format on */

static cnis_status
open_for(sheet_take *t, int q, const char *key, cursor *c)
{
	cnis_status st = stmt_open(t->r->st, &SQL[q], c, t->err);

	if (st == CNIS_OK)
		stmt_text(c, ":key", key);
	return st;
}

/* One row of at most two ids. */
static cnis_status
ask(sheet_take *t, int q, const char *key, int64_t *ret, int64_t *ret_more)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = open_for(t, q, key, &c);

	if (st != CNIS_OK)
		return st;
	st = stmt_step(&c, &row, t->err);
	if (st == CNIS_OK) {
		*ret = row ? col_int(&c, 0) : 0;
		if (ret_more != NULL)
			*ret_more = row ? col_int(&c, 1) : 0;
	}
	stmt_close(&c);
	return st;
}

cnis_status
link_taken(sheet_take *t, bool *ret)
{
	int64_t found = 0;
	cnis_status st = ask(t, Q_TAKEN, t->row_key, &found, NULL);

	if (st == CNIS_OK)
		*ret = found != 0;
	return st;
}

cnis_status
link_child(sheet_take *t, const char *key, int64_t *ret)
{
	cnis_status st = ask(t, Q_CHILD, key, ret, NULL);

	t->told = *ret;
	return st;
}

cnis_status
link_person(sheet_take *t, const char *key, int64_t *ret_person, int64_t *ret_child)
{
	return ask(t, Q_PERSON, key, ret_person, ret_child);
}

cnis_status
link_family(sheet_take *t, const char *key, sheet_family *ret)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_for(t, Q_FAMILY, key, &c);

	ret->n = 0;
	while (st == CNIS_OK && (st = stmt_step(&c, &row, t->err)) == CNIS_OK && row)
		if (ret->n < FAMILY_MOST)
			ret->child[ret->n++] = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

static cnis_status
same_words(sheet_take *t, const char *a, const char *b, bool *ret)
{
	char *x = text_fold(a == NULL ? "" : a);
	char *y = text_fold(b == NULL ? "" : b);
	bool told = x != NULL && y != NULL;

	if (told)
		*ret = strcmp(x, y) == 0;
	free(x);
	free(y);
	return told ? CNIS_OK : cnis_nomem(t->err, "import.rows");
}

cnis_status
link_adult(sheet_take *t, const char *family, const char *name, int64_t not_this, int64_t *ret)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_for(t, Q_ADULTS, family, &c);

	*ret = 0;
	while (st == CNIS_OK && *ret == 0 && (st = stmt_step(&c, &row, t->err)) == CNIS_OK && row) {
		bool same = false;

		st = same_words(t, col_text(&c, 1), name, &same);
		if (same && col_int(&c, 0) != not_this)
			*ret = col_int(&c, 0);
	}
	stmt_close(&c);
	return st;
}

cnis_status
link_elsewhere(sheet_take *t, const char *family, const char *line1, const char *postcode,
               bool *ret)
{
	cursor c = { 0 };
	bool row = true;
	cnis_status st = open_for(t, Q_HOMES, family, &c);

	*ret = false;
	while (st == CNIS_OK && !*ret && (st = stmt_step(&c, &row, t->err)) == CNIS_OK && row) {
		bool same = false;

		st = same_words(t, col_text(&c, 0), line1, &same);
		*ret = !same || !text_same(col_text(&c, 1), postcode);
	}
	stmt_close(&c);
	return st;
}

cnis_status
link_has_home(sheet_take *t, int64_t child_id, bool *ret)
{
	int64_t n = 0;
	cnis_status st = stmt_ask(t->r->st, &SQL[Q_HAS_HOME], ":child", child_id, 0, &n, t->err);

	if (st == CNIS_OK)
		*ret = n > 0;
	return st;
}

cnis_status
link_keep(sheet_take *t, int64_t child_id, int64_t person_id, const char *family,
          const char *person_key)
{
	cursor c = { 0 };
	cnis_status st = open_for(t, Q_KEEP, t->row_key, &c);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_id(&c, ":person", person_id);
	stmt_text(&c, ":batch", t->batch);
	stmt_text(&c, ":family", family);
	stmt_text(&c, ":person_key", person_key);
	stmt_int(&c, ":rev", change_rev(t->r));
	st = stmt_run(&c, t->err);
	stmt_close(&c);
	return st;
}

/* The children of a generated register, written straight through the store: rows, no rules. */
#include <stdio.h>
#include <string.h>

#include "rule/school_age.h"
#include "support/lists.h"

enum { BATCH = 500, RECEIVED = 19700 };

#define FACT        "source, basis, received_day, recorded_at, rev"
#define FACT_VALUES "'school', 's436A', 19700, 1700000000, :rev"

static const store_sql child_sql = {
	"lists.child",
	"INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to, " FACT
	") VALUES (:uuid, :born, :sex, :age_from, :age_to, " FACT_VALUES ")"
};
static const store_sql name_sql = {
	"lists.name",
	"INSERT INTO child_name (child_id, kind, full_name, given_names, family_name, from_day, "
	"to_day, " FACT ") VALUES (:child, :kind, :full, :given, :family, NULL, :to, " FACT_VALUES ")"
};
static const store_sql address_sql = { "lists.address",
	                               "INSERT INTO address (uuid, line1, postcode, " FACT
	                               ") VALUES (:uuid, '1 Elm Road', :postcode, " FACT_VALUES
	                               ")" };
static const store_sql residence_sql = {
	"lists.residence", "INSERT INTO child_residence (child_id, address_id, kind, " FACT
			   ") VALUES (:child, :address, 'home', " FACT_VALUES ")"
};
static const store_sql number_sql = {
	"lists.number", "INSERT INTO identifier (child_id, kind, value, verified, " FACT
			") VALUES (:child, :kind, :value, 0, " FACT_VALUES ")"
};

typedef struct filler {
	store *s;
	cursor child, name, address, residence, number;
	int64_t address_id; /* of the household */
	int32_t household;
	cnis_error error;
} filler;

static bool
run(filler *f, cursor *c)
{
	stmt_int(c, ":rev", store_seq(f->s));
	return stmt_run(c, &f->error) == CNIS_OK;
}

static bool
put_name(filler *f, const lists_child *c, const char *kind, const char *family)
{
	char given[LISTS_NAME * 2];
	char full[LISTS_FULL + LISTS_NAME];

	(void)snprintf(given, sizeof(given), "%s%s%s", c->given, c->middle_held ? " " : "",
	               c->middle_held ? c->middle : "");
	(void)snprintf(full, sizeof(full), "%s %s", given, family);
	stmt_int(&f->name, ":child", c->id);
	stmt_text(&f->name, ":kind", kind);
	stmt_text(&f->name, ":full", full);
	stmt_text(&f->name, ":given", given);
	stmt_text(&f->name, ":family", family);
	stmt_day(&f->name, ":to", strcmp(kind, "former") == 0 ? RECEIVED : CNIS_DAY_NONE);
	return run(f, &f->name);
}

static bool
put_number(filler *f, const lists_child *c, const char *kind, const char *value)
{
	stmt_int(&f->number, ":child", c->id);
	stmt_text(&f->number, ":kind", kind);
	stmt_text(&f->number, ":value", value);
	return run(f, &f->number);
}

static bool
put_home(filler *f, const lists_child *c)
{
	char uuid[32];

	if (c->household != f->household || f->address_id == 0) {
		(void)snprintf(uuid, sizeof(uuid), "a-%d", c->household);
		stmt_text(&f->address, ":uuid", uuid);
		stmt_text(&f->address, ":postcode", c->postcode);
		if (!run(f, &f->address))
			return false;
		f->address_id = store_last_id(f->s);
		f->household = c->household;
	}
	stmt_int(&f->residence, ":child", c->id);
	stmt_int(&f->residence, ":address", f->address_id);
	return run(f, &f->residence);
}

static bool
put_child(filler *f, const lists_child *c)
{
	rule_school_age age =
	    rule_school_age_of(c->born, RULE_SCHOOL_YEAR_MONTH, RULE_SCHOOL_YEAR_DAY);
	char uuid[32];
	char sex[2] = { c->sex, '\0' };

	(void)snprintf(uuid, sizeof(uuid), "c-%d", c->id);
	stmt_text(&f->child, ":uuid", uuid);
	stmt_day(&f->child, ":born", c->born);
	stmt_text(&f->child, ":sex", sex);
	stmt_day(&f->child, ":age_from", age.starts);
	stmt_day(&f->child, ":age_to", age.ends);
	if (!run(f, &f->child) || !put_name(f, c, "legal", c->family))
		return false;
	if (c->former_held && !put_name(f, c, "former", c->former))
		return false;
	if (c->upn_held && !put_number(f, c, "upn", c->upn))
		return false;
	if (c->nhs_held && !put_number(f, c, "nhs", c->nhs))
		return false;
	return put_home(f, c);
}

static bool
open_all(filler *f)
{
	return stmt_open(f->s, &child_sql, &f->child, &f->error) == CNIS_OK &&
	       stmt_open(f->s, &name_sql, &f->name, &f->error) == CNIS_OK &&
	       stmt_open(f->s, &address_sql, &f->address, &f->error) == CNIS_OK &&
	       stmt_open(f->s, &residence_sql, &f->residence, &f->error) == CNIS_OK &&
	       stmt_open(f->s, &number_sql, &f->number, &f->error) == CNIS_OK;
}

static void
close_all(filler *f)
{
	stmt_close(&f->child);
	stmt_close(&f->name);
	stmt_close(&f->address);
	stmt_close(&f->residence);
	stmt_close(&f->number);
}

/* One journal entry; how far it came, or -1. */
static int32_t
put_batch(filler *f, const lists *l, int32_t from)
{
	const store_entry entry = { .officer = "lists", .kind = "test.fill", .command = "fill" };
	int32_t put = 0;
	int32_t i;

	if (store_begin(f->s, &entry, &f->error) != CNIS_OK)
		return -1;
	if (!open_all(f)) {
		close_all(f);
		return -1;
	}
	for (i = from; i < l->n_children && put < BATCH; i++) {
		if (l->child[i].id == 0)
			continue;
		if (!put_child(f, &l->child[i]))
			break;
		put++;
	}
	close_all(f);
	if (i < l->n_children && put < BATCH) {
		store_rollback(f->s);
		return -1;
	}
	return store_commit(f->s, NULL, &f->error) == CNIS_OK ? i : -1;
}

const char *
lists_fill(const lists *l, store *s)
{
	static char problem[400];
	filler f = { .s = s };
	int32_t at = 0;

	while (at >= 0 && at < l->n_children)
		at = put_batch(&f, l, at);
	if (at >= 0)
		return NULL;
	(void)snprintf(problem, sizeof(problem), "%s: %s", f.error.where, f.error.message);
	return problem;
}

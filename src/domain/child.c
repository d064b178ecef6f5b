/* Children: adding, renaming, correcting.  Reading is in child_read.c; law: src/rule/school_age.c.
 */
#include "domain/child.h"

#include <string.h>

#include "base/error.h"
#include "domain/duty.h"
#include "domain/entry.h"
#include "domain/fact.h"
#include "domain/name.h"
#include "rule/school_age.h"

enum { OLDEST_YEARS = 25 };

enum {
	Q_INSERT,
	Q_NAME_INSERT,
	Q_FACTS,
	Q_NAME_NOW,
	Q_NAME_CLOSE,
	Q_TOUCH,
	Q_BORN,
	Q_COUNT,
};
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "child.insert",
		"INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to,"
		" source, basis, received_day, recorded_at, rev)"
		" VALUES (:uuid, :born, :sex, :age_from, :age_to, :source, :basis, :received, :at, :rev)" },
	[Q_NAME_INSERT] = { "child.name_insert",
		"INSERT INTO child_name (child_id, kind, full_name, given_names, family_name,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :full, :given, :family,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_FACTS] = { "child.facts",
		"SELECT born_day, school_age_from, school_age_to, rev FROM child WHERE id = :id" },
	[Q_NAME_NOW] = { "child.name_now",
		"SELECT id, full_name, given_names, family_name, from_day FROM child_name"
		" WHERE child_id = :child AND kind = :kind AND to_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_NAME_CLOSE] = { "child.name_close",
		"UPDATE child_name SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_TOUCH] = { "child.touch", "UPDATE child SET rev = :rev WHERE id = :id" },
	[Q_BORN] = { "child.born",
		"UPDATE child SET born_day = :born, school_age_from = :age_from, school_age_to = :age_to,"
		" rev = :rev WHERE id = :id" },
};
/* clang-format on */

static const name_table names = {
	.where = "child.rename",
	.owner = ":child",
	.insert = &SQL[Q_NAME_INSERT],
	.now = &SQL[Q_NAME_NOW],
	.close = &SQL[Q_NAME_CLOSE],
};

cnis_status
child_born_check(cnis_day born, cnis_day today, const char *where, const char *field,
                 cnis_error *reterr)
{
	if (born == CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field, "a birth date is needed");
	if (born > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
		                 "the birth date lies in the future");
	if (born < cnis_day_add_months(today, -12 * OLDEST_YEARS))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, field,
		                 "the birth date lies more than %d years ago", OLDEST_YEARS);
	return CNIS_OK;
}

static cnis_status
school_age(cnis_register *r, cnis_day born, rule_school_age *ret, cnis_error *reterr)
{
	int month;
	int day;
	cnis_status st;

	st = fact_school_year(r, change_today(r), &month, &day, reterr);
	if (st == CNIS_OK)
		*ret = rule_school_age_of(born, month, day);
	return st;
}

static cnis_status
child_insert(cnis_register *r, cnis_day born, const char *sex, const cnis_fact *fact,
             int64_t *ret_id, cnis_error *reterr)
{
	rule_school_age age;
	cursor c = { 0 };
	char uuid[37];
	cnis_status st;

	st = school_age(r, born, &age, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	change_uuid(uuid);
	stmt_text(&c, ":uuid", uuid);
	stmt_day(&c, ":born", born);
	stmt_text(&c, ":sex", sex);
	stmt_day(&c, ":age_from", age.starts);
	stmt_day(&c, ":age_to", age.ends);
	stmt_text(&c, ":source", fact->source);
	stmt_text(&c, ":basis", fact->basis);
	stmt_day(&c, ":received", fact->received);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

cnis_status
child_add_tx(cnis_register *r, const cnis_name *name, const char *preferred, cnis_day born,
             const char *sex, int64_t *ret_id, cnis_error *reterr)
{
	static const char where[] = "child.add";
	name_clean n = { 0 };
	name_clean other = { 0 };
	cnis_fact fact;
	int64_t id = 0;
	cnis_status st;

	if (sex == NULL)
		sex = "U";
	if (strcmp(sex, "F") != 0 && strcmp(sex, "M") != 0 && strcmp(sex, "U") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "sex", "must be F, M or U");
	st = child_born_check(born, change_today(r), where, "born", reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where, &name->fact, &fact, reterr);
	if (st == CNIS_OK)
		st = name_take(name, where, &n, reterr);
	if (st == CNIS_OK)
		st = fact_text(preferred, FACT_NAME, false, where, "preferred_name", &other.full,
		               reterr);
	if (st == CNIS_OK)
		st = child_insert(r, born, sex, &fact, &id, reterr);
	if (st == CNIS_OK)
		st = name_insert_tx(r, &names, id, "legal", &n, &fact, reterr);
	if (st == CNIS_OK && other.full != NULL)
		st = name_insert_tx(r, &names, id, "preferred", &other, &fact, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, id, reterr);
	name_clear(&n);
	name_clear(&other);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
child_facts_get(cnis_register *r, int64_t id, child_facts *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_FACTS], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "child.get", "child", "no such child");
	if (st == CNIS_OK)
		*ret = (child_facts){ .born = col_day(&c, 0),
			              .school_age_from = col_day(&c, 1),
			              .school_age_to = col_day(&c, 2),
			              .rev = col_int(&c, 3) };
	stmt_close(&c);
	return st;
}

static cnis_status
touch_row(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_TOUCH], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", child_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

static cnis_status
rename_tx(cnis_register *r, int64_t child_id, const char *kind, const cnis_name *name,
          cnis_error *reterr)
{
	child_facts child;
	cnis_status st = name_kind_check(kind, names.where, reterr);

	if (st == CNIS_OK)
		st = child_facts_get(r, child_id, &child, reterr);
	if (st == CNIS_OK)
		st = fact_day_after_birth(name->fact.from, child.born, names.where, "from", reterr);
	if (st == CNIS_OK)
		st = name_give_tx(r, &names, child_id, kind, name, reterr);
	return st == CNIS_OK ? touch_row(r, child_id, reterr) : st;
}

cnis_status
cnis_child_rename(cnis_register *r, int64_t child_id, const char *kind, const cnis_name *name,
                  int64_t rev, cnis_error *reterr)
{
	const change_spec spec = { .kind = "child.rename",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	if (rev != 0)
		st = change_expect(r, "child", child_id, rev, reterr);
	if (st == CNIS_OK)
		st = rename_tx(r, child_id, kind, name, reterr);
	return change_end(r, st, reterr);
}

static cnis_status
correct_born_tx(cnis_register *r, int64_t child_id, cnis_day born, cnis_error *reterr)
{
	static const char where[] = "child.born";
	rule_school_age age = { 0 };
	child_facts child;
	entry_facts entry;
	cursor c = { 0 };
	bool open = false;
	cnis_day today = change_today(r);
	cnis_status st;

	st = child_facts_get(r, child_id, &child, reterr);
	if (st == CNIS_OK)
		st = child_born_check(born, today, where, "born", reterr);
	if (st == CNIS_OK)
		st = school_age(r, born, &age, reterr);
	if (st == CNIS_OK)
		st = entry_of_child(r, child_id, today, &entry, &open, reterr);
	if (st == CNIS_OK && open && (age.starts > today || age.ends < today))
		return cnis_refuse(reterr, "EA1996.436B.2", where, "born",
		                   "the child would not be of compulsory school age (condition B) "
		                   "while an entry is "
		                   "open: end the entry as entered in error first");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_BORN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", child_id);
	stmt_day(&c, ":born", born);
	stmt_day(&c, ":age_from", age.starts);
	stmt_day(&c, ":age_to", age.ends);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = duty_lapse_tx(r, child_id, age.ends, reterr);
	return st == CNIS_OK ? change_touch(r, child_id, reterr) : st;
}

cnis_status
cnis_child_correct_born(cnis_register *r, int64_t child_id, cnis_day born, int64_t rev,
                        cnis_error *reterr)
{
	const change_spec spec = { .kind = "child.born",
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	if (rev != 0)
		st = change_expect(r, "child", child_id, rev, reterr);
	if (st == CNIS_OK)
		st = correct_born_tx(r, child_id, born, reterr);
	return change_end(r, st, reterr);
}

/* What two records say that would make them two children: before a merge only a manager overrides
 * it. */
#include "base/text.h"
#include "domain/same.h"

/* clang-format off */
/* Of all records of the child kept.  A sex that is not known differs from nothing. */
#define OTHER "other (id) AS (SELECT :kept UNION SELECT child_id FROM child_alias" \
	" WHERE same_as_id = :kept AND to_day IS NULL)"
#define CHILD(field, when) \
	"SELECT '" field "' FROM child a JOIN other JOIN child b ON b.id = other.id" \
	" WHERE a.id = :child AND " when
static const store_sql DOUBTS = { "merge.doubts",
	"WITH " OTHER " "
	CHILD("born", "a.born_day <> b.born_day") " UNION "
	CHILD("sex", "a.sex <> b.sex AND a.sex <> 'U' AND b.sex <> 'U'") " UNION "
	/* verified, of one kind, and not the same */
	"SELECT a.kind FROM identifier a JOIN other JOIN identifier b ON b.child_id = other.id"
	" WHERE a.child_id = :child AND a.verified = 1 AND a.to_day IS NULL"
	" AND a.kind IN ('upn', 'uln', 'nhs') AND b.verified = 1 AND b.to_day IS NULL"
	" AND b.kind = a.kind AND b.value <> a.value ORDER BY 1" };
/* clang-format on */

cnis_status
same_doubts(cnis_register *r, int64_t child_id, int64_t kept, same_doubt *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	same_doubt found = { .n = 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &DOUBTS, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":kept", kept);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row && found.n < SAME_DOUBTS)
		(void)text_copy(found.field[found.n++], sizeof(found.field[0]), col_text(&c, 0));
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret = found;
	return st;
}

bool
same_doubted(const same_doubt *d, const char *field)
{
	for (size_t i = 0; i < d->n; i++)
		if (text_same(d->field[i], field))
			return true;
	return false;
}

/* Two records side by side, field by field: what is looked at before a merge. */
#include <string.h>

#include "base/error.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/withheld.h"

/* clang-format off */
#define NOW(t) "(" t ".to_day IS NULL OR " t ".to_day >= :on) AND (" t ".from_day IS NULL OR " \
	t ".from_day <= :on)"
#define LIST(what, from) "(SELECT group_concat(v, '; ') FROM (SELECT DISTINCT " what " AS v " from " ORDER BY v))"
#define NAME(kinds) LIST("n.full_name", "FROM child_name n WHERE n.child_id = c.id AND " kinds)
#define NUMBER(kind) LIST("i.value || CASE WHEN i.verified THEN ' (verified)' ELSE '' END", \
	"FROM identifier i WHERE i.child_id = c.id AND i.kind = '" kind "' AND i.to_day IS NULL")
static const store_sql RECORD = { "merge.record",
	"SELECT " NAME("n.kind = 'legal' AND " NOW("n"))
	", " NAME("n.kind = 'preferred' AND " NOW("n"))
	", " NAME("(n.kind = 'former' OR n.to_day < :on)")
	", date(c.born_day * 86400, 'unixepoch'), nullif(c.sex, 'U')"
	", " NUMBER("upn") ", " NUMBER("uln") ", " NUMBER("nhs")
	", " LIST(WITHHELD_SHOWN(WITHHELD_ADDRESS("a.id"),
		"trim(coalesce(a.line1, '') || ' ' || coalesce(a.postcode, ''))"),
		"FROM child_residence h JOIN address a ON a.id = h.address_id"
		" WHERE h.child_id = c.id AND h.kind = 'home' AND " NOW("h"))
	", " LIST("n.full_name", "FROM relationship l JOIN person_name n ON n.person_id = l.person_id"
		" AND n.kind = 'legal' AND " NOW("n") " WHERE l.child_id = c.id AND " NOW("l"))
	", " LIST("e.route || ' ' || date(e.from_day * 86400, 'unixepoch')",
		"FROM entry e WHERE e.child_id = c.id AND " NOW("e"))
	", (SELECT date(max(s.on_day) * 86400, 'unixepoch') FROM seen s"
		" WHERE s.child_id = c.id AND s.on_day <= :on)"
	" FROM child c WHERE c.id = :id" };
/* clang-format on */

static const char *const FIELDS[] = {
	"name", "preferred_name", "former_names", "born",  "sex",      "upn", "uln",
	"nhs",  "home",           "parents",      "entry", "last_seen"
};

static cnis_status
record(cnis_register *r, int64_t id, cursor *c, cnis_error *reterr)
{
	bool row = false;
	cnis_status st = stmt_open(r->st, &RECORD, c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(c, ":id", id);
	stmt_day(c, ":on", store_today(r->st));
	return stmt_step(c, &row, reterr);
}

cnis_status
cnis_merge_compare(cnis_register *r, int64_t one_id, int64_t other_id, cnis_merge_field_fn fn,
                   void *payload, cnis_error *reterr)
{
	cursor a = { 0 }, b = { 0 };
	same_doubt doubt = { .n = 0 };
	int64_t kept = other_id;
	cnis_status st = process_child(r, one_id, "merge.compare", NULL, reterr);

	if (st == CNIS_OK)
		st = process_child(r, other_id, "merge.compare", NULL, reterr);
	if (st == CNIS_OK && one_id == other_id)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "merge.compare", "kept",
		                 "both are the same record: give two");
	if (st == CNIS_OK)
		st = same_kept_tx(r, other_id, &kept, reterr);
	if (st == CNIS_OK && kept != one_id)
		st = same_doubts(r, one_id, kept, &doubt, reterr);
	if (st == CNIS_OK)
		st = record(r, one_id, &a, reterr);
	if (st == CNIS_OK)
		st = record(r, other_id, &b, reterr);
	for (int i = 0; st == CNIS_OK && i < (int)(sizeof(FIELDS) / sizeof(FIELDS[0])); i++) {
		cnis_merge_field f = { .field = FIELDS[i],
			               .one = col_text(&a, i),
			               .other = col_text(&b, i) };

		f.doubt = same_doubted(&doubt, f.field);
		/* that two things are withheld does not make them one */
		f.same = f.one != NULL && f.other != NULL && strcmp(f.one, f.other) == 0 &&
		         strstr(f.one, WITHHELD_WORD) == NULL;
		st = fn(&f, payload, reterr);
	}
	stmt_close(&a);
	stmt_close(&b);
	return st;
}

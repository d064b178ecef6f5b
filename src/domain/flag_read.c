/* Needs and safeguarding facts, as they are read: who may not know a fact does not find it. */
#include "base/error.h"
#include "domain/fact.h"
#include "domain/flag_inside.h"
#include "domain/sight.h"

#define FLAG_SELECT                                                                                \
	"SELECT f.id, f.child_id, f.kind, k.wording, k.priority, k.safeguarding, f.authority,"     \
	" f.significant_harm, f.provision, f.reviewed_day, f.confirmed_by, f.note,"                \
	" f.from_day, f.to_day, f.source, f.basis, f.received_day, f.recorded_at, f.rev"           \
	" FROM flag f JOIN flag_kind k ON k.code = f.kind"
/* clang-format off */
enum { Q_WALK, Q_GET, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_WALK] = { "flag.walk", FLAG_SELECT
		" WHERE f.child_id = :id AND (:all OR (f.from_day <= :on"
		" AND (f.to_day IS NULL OR f.to_day >= :on))) ORDER BY k.position, f.from_day, f.id" },
	[Q_GET] = { "flag.get", FLAG_SELECT " WHERE f.id = :id" },
};
/* clang-format on */

bool
flag_may_see(const cnis_register *r, bool safeguarding)
{
	return !safeguarding || sight_causes(r);
}

static cnis_flag
flag_row(const cursor *c)
{
	return (cnis_flag){ .id = col_int(c, 0),
		            .child_id = col_int(c, 1),
		            .kind = col_text(c, 2),
		            .wording = col_text(c, 3),
		            .priority = col_int(c, 4) != 0,
		            .safeguarding = col_int(c, 5) != 0,
		            .authority = col_text(c, 6),
		            .significant_harm = col_text(c, 7),
		            .provision = col_text(c, 8),
		            .reviewed = col_day(c, 9),
		            .confirmed_by = col_text(c, 10),
		            .note = col_text(c, 11),
		            .fact = fact_of(c, 12) };
}

typedef struct walk {
	cnis_register *r;
	cnis_flag_fn fn;
	void *payload;
} walk;

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	const cnis_flag f = flag_row(c);

	return flag_may_see(w->r, f.safeguarding) ? w->fn(&f, w->payload, reterr) : CNIS_OK;
}

cnis_status
cnis_flag_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all, cnis_flag_fn fn,
               void *payload, cnis_error *reterr)
{
	walk w = { r, fn, payload };

	return fact_walk_child(r, "flag.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row, &w,
	                       reterr);
}

cnis_status
cnis_flag_get(cnis_register *r, int64_t id, cnis_flag_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && (!row || !flag_may_see(r, col_int(&c, 5) != 0)))
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "flag.get", "flag", "no such flag");
	if (st == CNIS_OK) {
		const cnis_flag f = flag_row(&c);

		st = fn(&f, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

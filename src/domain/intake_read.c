/* What has arrived, as its reader may see it. */
#include "domain/intake.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/officer.h"
#include "domain/same.h"
#include "domain/withheld.h"

enum { Q_WALK, Q_GET, Q_SUBJECTS, Q_CHILDREN, Q_OUTCOMES, Q_COUNT };
/* clang-format off */
#define CLOSED "(i.closed_day IS NOT NULL AND i.closed_day <= :on)"
/* What was sent on is not ours to read any more. */
#define SENT_ON "i.gone"
/* Of the table itself: who has its duty and asks reads all of it. */
#define GIVEN(text) "free_text(" text ", i.own)"
#define TOLD(c) INTAKE_WORDS("i", "i." c, "i.beside")
#define OURS(c) "CASE WHEN NOT " SENT_ON " THEN " GIVEN("i." c) " END"
#define REACHED(c) "CASE WHEN " SENT_ON " OR i." c " IS NULL THEN NULL WHEN i.kept" \
	" THEN '" WITHHELD_WORD "' ELSE " GIVEN("i." c) " END"
#define BODY "CASE WHEN " SENT_ON " OR i.body IS NULL THEN NULL WHEN i.kept" \
	" THEN '" WITHHELD_WORD "' ELSE " GIVEN(TOLD("body")) " END"
/* The name of whoever asked not to be named is for those who are told causes. */
#define TELLER(c) "CASE WHEN " SENT_ON " THEN NULL WHEN i.teller <> 'anonymous' THEN i.teller_" c \
	" WHEN :causes THEN i.protected_" c " END"
#define COLUMNS \
	"SELECT i.id, i.kind, i.channel, i.received_day, i.received_time, i.teller, i.source, " \
	GIVEN(TELLER("name")) ", " GIVEN(WITHHELD_TEXT("i.kept", TELLER("contact"))) ", " \
	GIVEN("i.authority") ", " \
	OURS("adult_name") ", " REACHED("telephone") ", " REACHED("email") ", " REACHED("address") ", " \
	REACHED("postcode") ", " BODY ", i.acknowledged_day, i.group_id," \
	/* as it stood on :on */ \
	" (SELECT o.outcome FROM intake_outcome o WHERE o.intake_id = i.id AND o.on_day <= :on" \
	"  ORDER BY o.id DESC LIMIT 1)," \
	" CASE WHEN " CLOSED " THEN i.closed_day END, i.keep_day, i.recorded_at, i.rev," \
	" coalesce(d.id, 0), d.due_day, f.login," \
	" (SELECT count(*) FROM intake_subject s WHERE s.intake_id = i.id)," \
	" (SELECT count(*) FROM intake_child k WHERE k.intake_id = i.id)," \
	" CASE WHEN NOT " SENT_ON " THEN (SELECT s.full_name FROM intake_subject s" \
	"  WHERE s.intake_id = i.id AND s.full_name IS NOT NULL ORDER BY s.id LIMIT 1) END, CASE WHEN NOT " SENT_ON " THEN " GIVEN(TOLD("document")) " END, i.disposed_day"
#define FROM \
	" FROM (SELECT *, " WITHHELD_OWN_INTAKE("id") " AS own, outcome IS 'forwarded' AS gone, " \
	WITHHELD_INTAKE("id") " AS kept, " INTAKE_BESIDE("m") " AS beside FROM main.intake m) i LEFT JOIN duty d ON d.id = (SELECT max(x.id) FROM duty x" \
	" WHERE x.intake_id = i.id AND x.child_id IS NULL AND x.kind NOT IN ('allocate', 'data_incident')" \
	" AND x.opened_day <= :on AND (x.ended_day IS NULL OR x.ended_day > :on))" \
	" LEFT JOIN duty_owner w ON w.id = (SELECT y.id FROM duty_owner y WHERE y.duty_id = d.id" \
	"  AND y.from_day <= :on ORDER BY y.from_day DESC, y.id DESC LIMIT 1)" \
	" LEFT JOIN officer f ON f.id = w.officer_id"
static const store_sql SQL[Q_COUNT] = {
	[Q_WALK] = { "intake.walk",
		COLUMNS FROM " WHERE i.received_day <= :on AND (:all OR NOT " CLOSED ")"
		" AND (NOT :untouched OR NOT EXISTS (SELECT 1 FROM intake_outcome o"
		" WHERE o.intake_id = i.id AND o.on_day <= :on))"
		" AND (NOT :unconfirmed OR d.kind = 'intake_receipt')"
		" AND (NOT :past OR (i.keep_day < :on AND i.disposed_day IS NULL))"
		" AND (:owner IS NULL OR w.officer_id = :owner) AND (:kind IS NULL OR i.kind = :kind)"
		" AND (:outcome IS NULL OR i.outcome = :outcome)"
		" AND (:group IS NULL OR i.group_id = :group)"
		" AND (:child IS NULL OR EXISTS (SELECT 1 FROM intake_child k WHERE k.intake_id = i.id"
		" AND k.child_id IN " SAME_CHILD(SAME_HOLDS) "))"
		" AND (:after IS NULL OR (i.received_day, i.id) >"
		" (SELECT a.received_day, a.id FROM intake a WHERE a.id = :after))"
		" AND " INTAKE_SHOWN("i") " ORDER BY i.received_day, i.id LIMIT :limit" },
	[Q_GET] = { "intake.get",
		COLUMNS FROM " WHERE i.id = :id AND " INTAKE_SHOWN("i") },
	[Q_SUBJECTS] = { "intake.subjects",
		"SELECT s.full_name, s.born_day, s.age_years, s.sex, " GIVEN("s.upn") ", "
		GIVEN(WITHHELD_TEXT(WITHHELD_INTAKE("i.id"), "s.school")) ", " GIVEN("s.born_said") " FROM main.intake_subject s"
		" JOIN (SELECT *, " WITHHELD_OWN_INTAKE("id") " AS own FROM main.intake) i ON i.id = s.intake_id WHERE s.intake_id = :id AND i.outcome IS NOT 'forwarded'"
		" AND " INTAKE_SHOWN("i") " ORDER BY s.id" },
	[Q_CHILDREN] = { "intake.children",
		"SELECT DISTINCT " SAME_KEPT("k.child_id", SAME_NOW) " FROM intake_child k WHERE k.intake_id = :id AND " SIGHT_CHILD("k.child_id")
		" ORDER BY 1" },
	[Q_OUTCOMES] = { "intake.outcomes",
		"SELECT o.outcome, f.login, " INTAKE_WORDS("i", "o.reason", INTAKE_BESIDE("i")) ", o.authority, o.on_day, o.sent_day, o.keep_day, o.next_day,"
		" o.receipt_day, o.chased_day, o.no_receipt IS NOT NULL"
		" FROM intake_outcome o JOIN officer f ON f.id = o.officer_id"
		" JOIN main.intake i ON i.id = o.intake_id WHERE o.intake_id = :id AND " INTAKE_SHOWN("i")
		" ORDER BY o.id" },
};
/* clang-format on */

cnis_status
intake_missing(const char *where, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "intake", "there is no such intake");
}

static cnis_intake
fill(const cursor *c)
{
	return (cnis_intake){ .id = col_int(c, 0),
		              .kind = col_text(c, 1),
		              .channel = col_text(c, 2),
		              .received = col_day(c, 3),
		              .received_time = col_text(c, 4),
		              .teller = col_text(c, 5),
		              .source = col_text(c, 6),
		              .teller_name = col_text(c, 7),
		              .teller_contact = col_text(c, 8),
		              .authority = col_text(c, 9),
		              .adult_name = col_text(c, 10),
		              .telephone = col_text(c, 11),
		              .email = col_text(c, 12),
		              .address = col_text(c, 13),
		              .postcode = col_text(c, 14),
		              .text = col_text(c, 15),
		              .acknowledged = col_day(c, 16),
		              .group_id = col_int(c, 17),
		              .outcome = col_text(c, 18),
		              .closed = col_day(c, 19),
		              .keep_until = col_day(c, 20),
		              .recorded_at = col_int(c, 21),
		              .rev = col_int(c, 22),
		              .duty_id = col_int(c, 23),
		              .due = col_day(c, 24),
		              .owner = col_text(c, 25),
		              .n_subjects = (int)col_int(c, 26),
		              .n_children = (int)col_int(c, 27),
		              .child_name = col_text(c, 28),
		              .document = col_text(c, 29),
		              .disposed = col_day(c, 30) };
}

static cnis_status
each(cursor *c, cnis_intake_fn fn, void *payload, int *ret_n, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	while ((st = stmt_step(c, &row, reterr)) == CNIS_OK && row) {
		const cnis_intake i = fill(c);

		(*ret_n)++;
		st = fn(&i, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(c);
	return st;
}

static cnis_status
check_query(cnis_register *r, const cnis_intake_query *q, cnis_day on, int64_t *ret_owner,
            cnis_error *reterr)
{
	static const char where[] = "intake.list";
	bool there = true;
	cnis_status st = CNIS_OK;

	if (q->owner != NULL)
		st = officer_find(r, q->owner, on, ret_owner, reterr);
	if (st == CNIS_OK && q->kind != NULL)
		st = code_check(r, "intake_kind", q->kind, where, "kind", reterr);
	if (st == CNIS_OK && q->outcome != NULL)
		st = code_check(r, "intake_outcome", q->outcome, where, "outcome", reterr);
	if (st == CNIS_OK && q->child_id != 0)
		st = fact_exists(r, "child", q->child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "there is no such child");
	return st;
}

cnis_status
cnis_intake_walk(cnis_register *r, const cnis_intake_query *query, cnis_intake_fn fn, void *payload,
                 cnis_error *reterr)
{
	int64_t owner = 0;
	cursor c = { 0 };
	int n = 0;
	cnis_day on;
	cnis_status st;

	if (query == NULL || query->size < sizeof(*query))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "intake.list", "query",
		                 "a query of another version");
	on = fact_day(query->as_at) == CNIS_DAY_NONE ? store_today(r->st) : query->as_at;
	st = check_query(r, query, on, &owner, reterr);
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":causes", sight_causes(r));
	stmt_int(&c, ":all",
	         query->closed_too || query->past_keeping || query->unconfirmed ||
	             query->outcome != NULL);
	stmt_int(&c, ":unconfirmed", query->unconfirmed);
	stmt_int(&c, ":untouched", query->untouched);
	stmt_int(&c, ":past", query->past_keeping);
	stmt_id(&c, ":owner", owner);
	stmt_text(&c, ":kind", query->kind);
	stmt_text(&c, ":outcome", query->outcome);
	stmt_id(&c, ":group", query->group_id);
	stmt_id(&c, ":child", query->child_id);
	stmt_id(&c, ":after", query->after_id);
	stmt_int(&c, ":limit", query->limit == 0 ? -1 : query->limit);
	return each(&c, fn, payload, &n, reterr);
}

cnis_status
cnis_intake_get(cnis_register *r, int64_t id, cnis_intake_fn fn, void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	int n = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", store_today(r->st));
	stmt_int(&c, ":causes", sight_causes(r));
	st = each(&c, fn, payload, &n, reterr);
	return st == CNIS_OK && n == 0 ? intake_missing("intake.read", reterr) : st;
}

cnis_status
cnis_intake_subject_walk(cnis_register *r, int64_t id, cnis_intake_subject_fn fn, void *payload,
                         cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SUBJECTS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_intake_subject s = { .full_name = col_text(&c, 0),
			                        .born = col_day(&c, 1),
			                        .age = col_null(&c, 2) ? -1 : (int)col_int(&c, 2),
			                        .sex = col_text(&c, 3),
			                        .upn = col_text(&c, 4),
			                        .school = col_text(&c, 5),
			                        .born_said = col_text(&c, 6) };

		st = fn(&s, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_intake_child_walk(cnis_register *r, int64_t id, cnis_intake_child_fn fn, void *payload,
                       cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_CHILDREN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = fn(col_int(&c, 0), payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_intake_outcome_walk(cnis_register *r, int64_t id, cnis_intake_outcome_fn fn, void *payload,
                         cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_OUTCOMES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":causes", sight_causes(r));
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_intake_outcome o = { .outcome = col_text(&c, 0),
			                        .officer = col_text(&c, 1),
			                        .reason = col_text(&c, 2),
			                        .authority = col_text(&c, 3),
			                        .on = col_day(&c, 4),
			                        .sent = col_day(&c, 5),
			                        .keep_until = col_day(&c, 6),
			                        .next = col_day(&c, 7),
			                        .receipt = col_day(&c, 8),
			                        .chased = col_day(&c, 9),
			                        .not_expected = col_int(&c, 10) != 0 };

		st = fn(&o, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

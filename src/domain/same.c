/* The same child in two records: said, taken back, and read.  Side by side: same_compare.c. */
#include "domain/same.h"

#include <stdlib.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/flag.h"
#include "domain/process.h"
#include "domain/withdrawal.h"

enum { Q_INSERT, Q_END, Q_NOW, Q_ANY, Q_NOT_SAME, Q_WALK, Q_KEPT, Q_RECORDS, Q_CHAIN, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "merge.insert",
		"INSERT INTO child_alias (child_id, same_as_id, from_day, reason, officer_id,"
		" recorded_at, rev) VALUES (:child, :kept, :from, :reason, :officer, :at, :rev)" },
	[Q_END] = { "merge.end",
		"UPDATE child_alias SET to_day = :to, end_reason = :reason, ended_by = :officer,"
		" rev = :rev WHERE id = :id" },
	[Q_NOW] = { "merge.now",
		"SELECT id, same_as_id FROM child_alias WHERE child_id = :child AND to_day IS NULL" },
	[Q_ANY] = { "merge.any",
		"SELECT child_id FROM child_alias WHERE same_as_id = :child AND to_day IS NULL"
		" ORDER BY id LIMIT 1" },
	[Q_NOT_SAME] = { "merge.not_same",
		"SELECT 1 FROM not_same WHERE child_id = :child AND (other_id = :kept OR other_id IN"
		" (SELECT child_id FROM child_alias WHERE same_as_id = :kept AND to_day IS NULL)) LIMIT 1" },
	[Q_WALK] = { "merge.walk",
		"SELECT a.id, a.child_id, a.same_as_id, a.from_day, a.to_day, o.login, a.reason,"
		" e.login, a.end_reason, a.rev FROM child_alias a JOIN officer o ON o.id = a.officer_id"
		" LEFT JOIN officer e ON e.id = a.ended_by WHERE :all OR " SAME_HOLDS("a")
		" ORDER BY a.id" },
	[Q_KEPT] = { "merge.kept",
		"SELECT a.same_as_id FROM child_alias a WHERE a.child_id = :child AND " SAME_HOLDS("a") },
	[Q_RECORDS] = { "merge.records",
		"SELECT id FROM child WHERE id IN " SAME_CHILD(SAME_HOLDS)
		" ORDER BY id IN (SELECT a.child_id FROM child_alias a WHERE " SAME_HOLDS("a") "), id" },
	[Q_CHAIN] = { "merge.chain",
		"SELECT 1 FROM child_alias a JOIN child_alias b ON b.child_id = a.same_as_id"
		" AND b.to_day IS NULL WHERE a.to_day IS NULL"
		" AND (a.child_id = :child OR a.same_as_id = :child) LIMIT 1" },
};
/* clang-format on */

static const char RULE[] = "LOCAL.same-child";
static const char ADD[] = "merge.add";
static const char END[] = "merge.end";

/* The merge of a record that stands; *ret_id 0 when there is none. */
static cnis_status
merge_now(cnis_register *r, int64_t child_id, int64_t *ret_id, int64_t *ret_kept,
          cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_NOW], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		*ret_id = row ? col_int(&c, 0) : 0;
		*ret_kept = row ? col_int(&c, 1) : child_id;
	}
	stmt_close(&c);
	return st;
}

cnis_status
same_kept_tx(cnis_register *r, int64_t child_id, int64_t *ret_kept, cnis_error *reterr)
{
	int64_t id = 0;

	return merge_now(r, child_id, &id, ret_kept, reterr);
}

/* ---- saying it ------------------------------------------------------------------------------- */

/* A child who has died is nobody's match; recorded of both records, they may be one. */
static cnis_status
check_alive(cnis_register *r, const cnis_merge_new *n, cnis_error *reterr)
{
	cnis_day one = CNIS_DAY_NONE, other = CNIS_DAY_NONE;
	cnis_status st = death_day(r, n->child_id, &one, reterr);

	if (st == CNIS_OK)
		st = death_day(r, n->same_as_id, &other, reterr);
	if (st == CNIS_OK && (one == CNIS_DAY_NONE) != (other == CNIS_DAY_NONE))
		return cnis_refuse(reterr, "LOCAL.death", ADD, "kept",
		                   "a death is recorded of one record and not of the other: they "
		                   "are not merged");
	return st;
}

/* No chains and no circles: what is kept is never merged, what is merged keeps nothing. */
static cnis_status
check_records(cnis_register *r, const cnis_merge_new *n, int64_t *ret_kept, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t id = 0, now = 0, other = 0;
	cnis_status st = process_child(r, n->child_id, ADD, NULL, reterr);

	if (st == CNIS_OK)
		st = process_child(r, n->same_as_id, ADD, NULL, reterr);
	if (st == CNIS_OK && n->child_id == n->same_as_id)
		return cnis_fail(reterr, CNIS_EINVAL, 0, ADD, "kept",
		                 "both are the same record: give two");
	if (st == CNIS_OK)
		st = merge_now(r, n->child_id, &id, &now, reterr);
	if (st == CNIS_OK && id != 0)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, ADD, "child",
		                 "the record is merged into %s already; unmerge it first",
		                 cnis_reference_format(CNIS_REF_CHILD, now, ref));
	if (st == CNIS_OK)
		st = stmt_ask(r->st, &SQL[Q_ANY], ":child", n->child_id, 0, &other, reterr);
	if (st == CNIS_OK)
		st = same_kept_tx(r, n->same_as_id, ret_kept, reterr);
	if (st == CNIS_OK && *ret_kept == n->child_id)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, ADD, "kept",
		                 "the two are one child already, the other way round; unmerge "
		                 "first to keep the other record");
	if (st == CNIS_OK && other != 0)
		return cnis_refuse(reterr, RULE, ADD, "child",
		                   "%s is merged into this record: merge the other way round, "
		                   "or unmerge that one first",
		                   cnis_reference_format(CNIS_REF_CHILD, other, ref));
	return st == CNIS_OK ? check_alive(r, n, reterr) : st;
}

static cnis_status
said_two(cnis_register *r, int64_t child_id, int64_t kept, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_NOT_SAME], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":kept", kept);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
differ(const same_doubt *d, cnis_error *reterr)
{
	bool born = same_doubted(d, "born"), sex = same_doubted(d, "sex");

	if (born || sex)
		return cnis_refuse(
		    reterr, RULE, ADD, "kept",
		    "%s differ%s: correct the record that is wrong, or a manager may "
		    "say that it is one child all the same (--certain)",
		    born && sex ? "birth date and sex"
		    : born      ? "the birth dates"
				: "what the records say of the sex",
		    born ? "" : "s");
	return cnis_refuse(reterr, RULE, ADD, "kept",
	                   "both records have a verified %s, and they differ: this is how twins "
	                   "look. A manager may say that it is one child all the same (--certain)",
	                   d->field[0]);
}

/*
 * Twins are born on one day, live in one place and are often named alike; each has numbers of
 * their own.  Two verified numbers of one kind say: two children; so do two birth dates, and so did
 * whoever looked before.
 */
static cnis_status
check_doubt(cnis_register *r, const cnis_merge_new *n, int64_t kept, cnis_error *reterr)
{
	same_doubt d = { .n = 0 };
	bool two = false;
	cnis_status st = CNIS_OK;

	if (n->certain)
		return CNIS_OK;
	st = same_doubts(r, n->child_id, kept, &d, reterr);
	if (st == CNIS_OK && d.n > 0)
		return differ(&d, reterr);
	if (st == CNIS_OK)
		st = said_two(r, n->child_id, kept, &two, reterr);
	if (st == CNIS_OK && two)
		return cnis_refuse(reterr, RULE, ADD, "kept",
		                   "somebody looked and said that these are two children "
		                   "(duplicate list --dismissed). A manager may say that it is one "
		                   "child all the same (--certain)");
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t child_id, int64_t kept, const char *reason, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":kept", kept);
	stmt_day(&c, ":from", change_today(r));
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
begin(cnis_register *r, const char *kind, const char *words, int64_t child_id, unsigned roles,
      cnis_error *reterr)
{
	const change_spec spec = { .kind = kind,
		                   .command = words,
		                   .letter = CNIS_REF_CHILD,
		                   .id = child_id,
		                   .roles = roles,
		                   .undo = STORE_UNDOABLE };

	return change_begin(r, &spec, reterr);
}

cnis_status
same_made_one_tx(cnis_register *r, int64_t child_id, int64_t kept, cnis_error *reterr)
{
	cnis_status st = flag_same_child_tx(r, child_id, reterr);

	if (st == CNIS_OK)
		st = withdrawal_fact_tx(r, kept, reterr);
	return st == CNIS_OK ? care_follow_tx(r, kept, reterr) : st;
}

cnis_status
cnis_merge_add(cnis_register *r, const cnis_merge_new *merge, int64_t *ret_kept, cnis_error *reterr)
{
	unsigned roles = merge->certain ? CNIS_ROLE_MANAGER : CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER;
	char *reason = NULL;
	int64_t kept = 0;
	cnis_status st = begin(r, ADD, "merge", merge->child_id, roles, reterr);

	if (st != CNIS_OK)
		return st;
	st = process_text(merge->reason, FACT_NOTE, true, true, ADD, "reason", &reason, reterr);
	if (st == CNIS_OK)
		st = check_records(r, merge, &kept, reterr);
	if (st == CNIS_OK)
		st = check_doubt(r, merge, kept, reterr);
	if (st == CNIS_OK)
		st = insert(r, merge->child_id, kept, reason, reterr);
	if (st == CNIS_OK)
		st = same_made_one_tx(r, merge->child_id, kept, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, merge->child_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, kept, reterr);
	st = change_end(r, st, reterr);
	free(reason);
	if (st == CNIS_OK)
		*ret_kept = kept;
	return st;
}

/* ---- taking it back -------------------------------------------------------------------------- */

static cnis_status
end_tx(cnis_register *r, int64_t child_id, const char *reason, int64_t *ret_kept,
       cnis_error *reterr)
{
	cursor c = { 0 };
	int64_t id = 0;
	cnis_status st = process_child(r, child_id, END, NULL, reterr);

	if (st == CNIS_OK)
		st = merge_now(r, child_id, &id, ret_kept, reterr);
	if (st == CNIS_OK && id == 0)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, END, "child",
		                 "this record is not merged into another");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_END], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	/* from today they are two again: yesterday was the last day */
	stmt_day(&c, ":to", change_today(r) - 1);
	stmt_text(&c, ":reason", reason);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = change_touch(r, child_id, reterr);
	return st == CNIS_OK ? change_touch(r, *ret_kept, reterr) : st;
}

cnis_status
cnis_merge_end(cnis_register *r, int64_t child_id, const char *reason, int64_t *ret_kept,
               cnis_error *reterr)
{
	char *clean = NULL;
	int64_t kept = 0;
	cnis_status st =
	    begin(r, END, "unmerge", child_id, CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER, reterr);

	if (st != CNIS_OK)
		return st;
	st = process_text(reason, FACT_NOTE, true, true, END, "reason", &clean, reterr);
	if (st == CNIS_OK)
		st = end_tx(r, child_id, clean, &kept, reterr);
	st = change_end(r, st, reterr);
	free(clean);
	if (st == CNIS_OK && ret_kept != NULL)
		*ret_kept = kept;
	return st;
}

cnis_status
same_invariant_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	int64_t chain = 0;
	cnis_status st = stmt_ask(r->st, &SQL[Q_CHAIN], ":child", child_id, 0, &chain, reterr);

	if (st == CNIS_OK && chain != 0)
		return cnis_fail(reterr, CNIS_ECONFLICT, 0, ADD, "child",
		                 "a record somebody was merged into would be merged itself: "
		                 "unmerge that one first");
	return st;
}

/* ---- reading --------------------------------------------------------------------------------- */

static cnis_day
day_asked(cnis_register *r, cnis_day as_at)
{
	as_at = fact_day(as_at);
	return as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at;
}

cnis_status
cnis_merge_walk(cnis_register *r, cnis_day as_at, bool all, cnis_merge_fn fn, void *payload,
                cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", day_asked(r, as_at));
	stmt_int(&c, ":all", all);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_merge m = { .id = col_int(&c, 0),
			               .child_id = col_int(&c, 1),
			               .same_as_id = col_int(&c, 2),
			               .from = col_day(&c, 3),
			               .to = col_day(&c, 4),
			               .officer = col_text(&c, 5),
			               .reason = col_text(&c, 6),
			               .ended_by = col_text(&c, 7),
			               .end_reason = col_text(&c, 8),
			               .rev = col_int(&c, 9) };

		st = fn(&m, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_merge_kept(cnis_register *r, int64_t child_id, cnis_day as_at, int64_t *ret_kept,
                cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_KEPT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", day_asked(r, as_at));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK)
		*ret_kept = row ? col_int(&c, 0) : child_id;
	stmt_close(&c);
	return st;
}

cnis_status
cnis_merge_records(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_merge_record_fn fn,
                   void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false, any = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_RECORDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", day_asked(r, as_at));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		any = true;
		st = fn(col_int(&c, 0), payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	/* the reads themselves say that there is no such child */
	return st == CNIS_OK && !any ? fn(child_id, payload, reterr) : st;
}

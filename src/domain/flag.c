/* Needs and safeguarding facts, as they are added, reviewed and ended.  Reading: flag_read.c;
 * duties they open: flag_duty.c. */
#include "domain/flag.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/flag_inside.h"
#include "domain/setting.h"
#include "domain/withdrawal.h"
#include "rule/identifier.h"

/* clang-format off */
enum { Q_KIND, Q_SAME, Q_INSERT, Q_READ, Q_CLOSE, Q_REVIEWED, Q_KEEP_REVIEW, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_KIND] = { "flag.kind", "SELECT safeguarding FROM flag_kind WHERE code = :kind" },
	[Q_SAME] = { "flag.same",
		"SELECT 1 FROM flag WHERE child_id = :child AND kind = :kind AND authority IS :authority"
		" AND provision IS :provision AND to_day IS NULL" },
	[Q_INSERT] = { "flag.insert",
		"INSERT INTO flag (child_id, kind, from_day, to_day, authority, significant_harm, provision,"
		" reviewed_day, confirmed_by, note, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :kind, :from, :to, :authority, :harm, :provision,"
		" :reviewed, :confirmed, :note, :source, :basis, :received, :at, :rev)" },
	[Q_READ] = { "flag.read", "SELECT from_day, to_day, child_id FROM flag WHERE id = :id" },
	[Q_CLOSE] = { "flag.close", "UPDATE flag SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_REVIEWED] = { "flag.reviewed",
		"UPDATE flag SET reviewed_day = :on, rev = :rev WHERE id = :id" },
	[Q_KEEP_REVIEW] = { "flag.keep_review",
		"INSERT INTO flag_review (child_id, flag_id, reviewed_day, recorded_at, rev)"
		" VALUES (:child, :id, :on, :at, :rev)" },
};
/* clang-format on */

static const char where_add[] = "flag.add";

/* A fact as it will be written. */
typedef struct writing {
	cnis_fact fact;
	rule_identifier authority;
	const char *harm;
	char *confirmed, *note; /* owned */
	cnis_day reviewed;
	bool safeguarding;
} writing;

/* ---- adding -----------------------------------------------------------------------------------
 */

static cnis_status
check_kind(cnis_register *r, const char *kind, bool *ret_safeguarding, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = CNIS_OK;

	if (!text_empty(kind)) {
		st = stmt_open(r->st, &SQL[Q_KIND], &c, reterr);
		if (st != CNIS_OK)
			return st;
		stmt_text(&c, ":kind", kind);
		st = stmt_step(&c, &row, reterr);
		if (st == CNIS_OK && row)
			*ret_safeguarding = col_int(&c, 0) != 0;
		stmt_close(&c);
	}
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "kind",
		               "not a kind of fact this register keeps");
	return st;
}

static cnis_status
check_days(cnis_register *r, const cnis_flag_new *n, writing *w, cnis_error *reterr)
{
	cnis_day today = change_today(r);

	if (w->fact.from == CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "from",
		                 "the first day of the fact is needed");
	if (w->fact.from > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "from",
		                 "the day lies in the future");
	if (w->fact.to != CNIS_DAY_NONE && w->fact.to > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "to",
		                 "the day lies in the future");
	w->reviewed = fact_day(n->reviewed);
	if (w->reviewed != CNIS_DAY_NONE && w->reviewed > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "reviewed_on",
		                 "the day lies in the future");
	if (w->reviewed != CNIS_DAY_NONE && w->reviewed < w->fact.from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "reviewed_on",
		                 "the day lies before the plan began");
	return CNIS_OK;
}

/* Fields that belong to one kind only. */
static cnis_status
check_own_fields(const cnis_flag_new *n, writing *w, cnis_error *reterr)
{
	bool sen = strcmp(n->kind, "sen_provision") == 0;
	cnis_status st;

	if (strcmp(n->kind, "s47_action") == 0) {
		st = fact_answer(n->significant_harm, where_add, "significant_harm", &w->harm,
		                 reterr);
		if (st != CNIS_OK)
			return st;
	} else if (n->significant_harm != NULL) {
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "significant_harm",
		                 "belongs to s47_action only");
	}
	if (sen != (n->provision != NULL))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "provision",
		                 sen ? "SEN provision needs N, K or E"
		                     : "belongs to sen_provision only");
	if (sen && strcmp(n->provision, "N") != 0 && strcmp(n->provision, "K") != 0 &&
	    strcmp(n->provision, "E") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "provision",
		                 "must be N, K or E");
	if (fact_day(n->reviewed) != CNIS_DAY_NONE && strcmp(n->kind, "ehc_plan") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "reviewed_on",
		                 "belongs to ehc_plan only");
	if (text_empty(n->authority))
		return CNIS_OK;
	w->authority = rule_authority_code(n->authority);
	if (!w->authority.valid)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_add, "authority", "%s",
		                 w->authority.problem);
	return CNIS_OK;
}

/* Concerns may come twice.  Who may not see a fact is not told that it is here already. */
static cnis_status
check_new_fact(cnis_register *r, const cnis_flag_new *n, const writing *w, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (strcmp(n->kind, "concern") == 0 || w->fact.to != CNIS_DAY_NONE ||
	    !flag_may_see(r, w->safeguarding))
		return CNIS_OK;
	st = stmt_open(r->st, &SQL[Q_SAME], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_text(&c, ":authority", w->authority.valid ? w->authority.normalised : NULL);
	stmt_text(&c, ":provision", n->provision);
	st = stmt_step(&c, &row, reterr);
	stmt_close(&c);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where_add, "kind",
		               "the child has this fact already, and it still holds");
	return st;
}

static void
writing_clear(writing *w)
{
	free(w->confirmed);
	free(w->note);
}

/* s. 436C(2) where the item is prescribed, (3) where the authority holds it by its own choice; else
 * s. 436A, as before the Act. */
static cnis_status
default_basis(cnis_register *r, const char *kind, cnis_fact *io, cnis_error *reterr)
{
	static const struct {
		const char *kind, *setting;
	} items[] = {
		{ "ehc_plan", "content.s436c2.b" },
		{ "sen_provision", "content.s436c2.b" },
		{ "s47_enquiry", "content.s436c2.d" },
		{ "s47_action", "content.s436c2.d" },
		{ "child_protection_plan", "content.s436c2.d" },
		{ "child_in_need", "content.s436c2.e" },
		{ "looked_after", "content.s436c2.g" },
		{ "young_carer", "content.s436c2.m" },
	};
	const char *setting = "content.s436c3";
	char on[201] = "";
	cnis_status st;

	if (strcmp(io->basis, "s436c1") != 0) /* before the Act */
		return CNIS_OK;
	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
		if (strcmp(items[i].kind, kind) == 0)
			setting = items[i].setting;
	st = setting_text(r, setting, change_today(r), on, reterr);
	io->basis = strcmp(on, "yes") != 0                   ? "s436a"
	            : strcmp(setting, "content.s436c3") == 0 ? "s436c3"
	                                                     : "s436c2";
	return st;
}

static cnis_status
prepare(cnis_register *r, const cnis_flag_new *n, writing *w, cnis_error *reterr)
{
	cnis_status st;

	st = check_kind(r, n->kind, &w->safeguarding, reterr);
	if (st == CNIS_OK)
		st = fact_complete(r, where_add, &n->fact, &w->fact, reterr);
	if (st == CNIS_OK && n->fact.basis == NULL)
		st = default_basis(r, n->kind, &w->fact, reterr);
	if (st == CNIS_OK)
		st = check_days(r, n, w, reterr);
	if (st == CNIS_OK)
		st = check_own_fields(n, w, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->confirmed_by, FACT_NAME, false, where_add, "confirmed_by",
		               &w->confirmed, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->note, FACT_NOTE, true, where_add, "note", &w->note, reterr);
	return st;
}

cnis_status
flag_check(cnis_register *r, const cnis_flag_new *n, cnis_error *reterr)
{
	writing w = { 0 };
	cnis_status st;

	st = prepare(r, n, &w, reterr);
	writing_clear(&w);
	return st;
}

static cnis_status
check_flag(cnis_register *r, const cnis_flag_new *n, writing *w, cnis_error *reterr)
{
	bool there = false;
	cnis_status st;

	st = fact_exists(r, "child", n->child_id, &there, reterr);
	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_add, "child", "no such child");
	if (st == CNIS_OK)
		st = prepare(r, n, w, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, &w->fact, where_add, reterr);
	if (st == CNIS_OK)
		st = death_refuse(r, n->child_id, w->fact.from, where_add, reterr);
	return st == CNIS_OK ? check_new_fact(r, n, w, reterr) : st;
}

static cnis_status
insert_flag(cnis_register *r, const cnis_flag_new *n, const writing *w, int64_t *ret_id,
            cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":kind", n->kind);
	stmt_text(&c, ":authority", w->authority.valid ? w->authority.normalised : NULL);
	stmt_text(&c, ":harm", w->harm);
	stmt_text(&c, ":provision", n->provision);
	stmt_day(&c, ":reviewed", w->reviewed);
	stmt_text(&c, ":confirmed", w->confirmed);
	stmt_text(&c, ":note", w->note);
	(w->safeguarding ? fact_bind_quiet : fact_bind)(&c, r, &w->fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

/* Each annual review stays a fact of its own; the plan itself shows the last one. */
static cnis_status
keep_review(cnis_register *r, int64_t id, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_KEEP_REVIEW], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
flag_add_tx(cnis_register *r, const cnis_flag_new *n, int64_t *ret_id, cnis_error *reterr)
{
	writing w = { 0 };
	entry_facts entry;
	bool open = false;
	int64_t id = 0;
	cnis_day today = change_today(r);
	cnis_status st;

	st = check_flag(r, n, &w, reterr);
	if (st == CNIS_OK)
		st = insert_flag(r, n, &w, &id, reterr);
	if (st == CNIS_OK && w.reviewed != CNIS_DAY_NONE)
		st = keep_review(r, id, n->child_id, w.reviewed, reterr);
	if (st == CNIS_OK)
		st = entry_of_child(r, n->child_id, today, &entry, &open, reterr);
	if (st == CNIS_OK && open)
		st = flag_duty_tx(r, id, &entry, today, reterr);
	if (st == CNIS_OK)
		st = withdrawal_fact_tx(r, n->child_id, reterr);
	if (st == CNIS_OK)
		st = care_follow_tx(r, n->child_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	writing_clear(&w);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_flag_add(cnis_register *r, const cnis_flag_new *n, int64_t *ret_id, cnis_error *reterr)
{
	int64_t id = 0;
	cnis_status st;

	st = change_begin_about(r, where_add, "flag add", CNIS_REF_CHILD, n->child_id, reterr);
	if (st != CNIS_OK)
		return st;
	st = flag_add_tx(r, n, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

/* ---- ending and reviewing ---------------------------------------------------------------------
 */

/* What a change of one fact asks of it. */
typedef struct present {
	bool ehc_plan, looked_after, ended;
	int64_t child_id;
	cnis_day from, reviewed;
} present;

static cnis_status
note_present(const cnis_flag *f, void *payload, cnis_error *reterr)
{
	present *p = payload;

	(void)reterr;
	p->ehc_plan = strcmp(f->kind, "ehc_plan") == 0;
	p->looked_after = strcmp(f->kind, "looked_after") == 0;
	p->ended = f->fact.to != CNIS_DAY_NONE;
	p->child_id = f->child_id;
	p->from = f->fact.from;
	p->reviewed = f->reviewed;
	return CNIS_OK;
}

cnis_status
cnis_flag_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	present p = { 0 };
	cnis_status st;

	on = fact_day(on);
	st = change_begin_about(r, "flag.end", "flag end", CNIS_REF_FLAG, id, reterr);
	if (st != CNIS_OK)
		return st;
	st = cnis_flag_get(r, id, note_present, &p, reterr);
	if (st == CNIS_OK)
		st =
		    fact_close_tx(r, &SQL[Q_READ], &SQL[Q_CLOSE], id, on, "flag.end", NULL, reterr);
	if (st == CNIS_OK && p.ehc_plan)
		st = flag_plan_ended_tx(r, id, on == CNIS_DAY_NONE ? change_today(r) : on, reterr);
	if (st == CNIS_OK && p.looked_after)
		st = care_ended_tx(r, p.child_id, "flag.end", reterr);
	return change_end(r, st, reterr);
}

static cnis_status
reviewed_tx(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	static const char where[] = "flag.reviewed";
	present p = { 0 };
	cursor c = { 0 };
	cnis_status st;

	st = cnis_flag_get(r, id, note_present, &p, reterr);
	if (st != CNIS_OK)
		return st;
	if (!p.ehc_plan)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "flag",
		                 "only an EHC plan has an annual review here");
	if (p.ended)
		return cnis_refuse(reterr, "CFA2014.44.1", where, "flag", "the plan has ended");
	if (on == CNIS_DAY_NONE || on > change_today(r))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
		                 "the day of the review is missing or lies in the future");
	if (on < p.from || (p.reviewed != CNIS_DAY_NONE && on <= p.reviewed))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "on",
		                 "not later than the plan or the review known");
	st = stmt_open(r->st, &SQL[Q_REVIEWED], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = keep_review(r, id, p.child_id, on, reterr);
	if (st == CNIS_OK)
		st = flag_plan_reviewed_tx(r, id, p.child_id, on, reterr);
	return st == CNIS_OK ? change_touch(r, p.child_id, reterr) : st;
}

cnis_status
cnis_flag_reviewed(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	cnis_status st;

	st = change_begin_about(r, "flag.reviewed", "flag reviewed", CNIS_REF_FLAG, id, reterr);
	if (st != CNIS_OK)
		return st;
	st = reviewed_tx(r, id, fact_day(on), reterr);
	return change_end(r, st, reterr);
}

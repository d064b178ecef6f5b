/* Parents who do not agree: what each of them says. */
#include <cnis/disagreement.h>

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "domain/death.h"
#include "domain/fact.h"
#include "domain/process.h"

enum { Q_SAME, Q_INSERT, Q_VIEW, Q_READ, Q_CLOSE, Q_WALK, Q_VIEWS, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* what holds already: about the same, between the same adults */
	[Q_SAME] = { "disagreement.same",
		"SELECT d.id FROM disagreement d WHERE d.child_id = :child AND d.about = :about"
		" AND (d.to_day IS NULL OR d.to_day >= :from) AND (:to IS NULL OR d.from_day <= :to)"
		" AND :n = (SELECT count(*) FROM disagreement_view v WHERE v.disagreement_id = d.id)"
		" AND :n = (SELECT count(*) FROM disagreement_view v WHERE v.disagreement_id = d.id"
		"  AND instr(:adults, ',' || v.person_id || ',')) ORDER BY d.id LIMIT 1" },
	[Q_INSERT] = { "disagreement.insert",
		"INSERT INTO disagreement (child_id, about, note, from_day, to_day, source, basis,"
		" received_day, recorded_at, rev)"
		" VALUES (:child, :about, :note, :from, :to, :source, :basis, :received, :at, :rev)" },
	[Q_VIEW] = { "disagreement.view",
		"INSERT INTO disagreement_view (child_id, disagreement_id, person_id, view, rev)"
		" VALUES (:child, :id, :person, :view, :rev)" },
	[Q_READ] = { "disagreement.read",
		"SELECT from_day, to_day, child_id FROM disagreement WHERE id = :id" },
	[Q_CLOSE] = { "disagreement.close",
		"UPDATE disagreement SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "disagreement.walk",
		"SELECT d.id, d.child_id, d.about, k.wording, d.note, d.from_day, d.to_day, d.source, d.basis,"
		" d.received_day, d.recorded_at, d.rev FROM disagreement d"
		" JOIN code k ON k.list = 'disagreement' AND k.code = d.about"
		" WHERE d.child_id = :id AND (:all OR (d.from_day <= :on"
		" AND (d.to_day IS NULL OR d.to_day >= :on))) ORDER BY d.from_day, d.id" },
	[Q_VIEWS] = { "disagreement.views",
		"SELECT person_id, view = 'for', view = 'against' FROM disagreement_view"
		" WHERE disagreement_id = :id ORDER BY id" },
};
/* clang-format on */

static const char where[] = "disagreement.add";
static const char FOR[] = "for";
static const char AGAINST[] = "against";
static const char NOT_SAID[] = "not_said";

static cnis_status
check_views(cnis_register *r, const cnis_disagreement_new *n, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	if (n->n_views < 2 || n->n_views > CNIS_DISAGREEMENT_VIEWS)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "views",
		                 "what two adults say at least, and %d at most",
		                 CNIS_DISAGREEMENT_VIEWS);
	for (size_t i = 0; st == CNIS_OK && i < n->n_views; i++) {
		const char *view = n->views[i].view;

		if (strcmp(view, FOR) != 0 && strcmp(view, AGAINST) != 0 &&
		    strcmp(view, NOT_SAID) != 0)
			return cnis_fail(reterr, CNIS_EINVAL, 0, where, "views",
			                 "not one of for, against, not_said");
		for (size_t k = 0; k < i; k++)
			if (n->views[k].person_id == n->views[i].person_id)
				return cnis_fail(reterr, CNIS_EINVAL, 0, where, "views",
				                 "one adult is named twice");
		st = process_person(r, n->child_id, n->views[i].person_id, where, reterr);
	}
	return st;
}

static cnis_status
check_new(cnis_register *r, const cnis_disagreement_new *n, const cnis_fact *fact,
          cnis_error *reterr)
{
	int64_t ids[CNIS_DISAGREEMENT_VIEWS];
	char adults[FACT_IDS_SIZE];
	char ref[CNIS_REFERENCE_SIZE];
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SAME], &c, reterr);

	if (st != CNIS_OK)
		return st;
	for (size_t i = 0; i < n->n_views; i++)
		ids[i] = n->views[i].person_id;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":about", n->about == NULL ? "home_education" : n->about);
	stmt_day(&c, ":from", fact->from);
	stmt_day(&c, ":to", fact->to);
	stmt_int(&c, ":n", (int64_t)n->n_views);
	stmt_text(&c, ":adults", fact_ids(ids, n->n_views, adults));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, where, "about",
		               "recorded already: %s, about the same and between the same adults; "
		               "where they say something else now, end that first",
		               cnis_reference_format(CNIS_REF_DISAGREEMENT, col_int(&c, 0), ref));
	stmt_close(&c);
	return st;
}

/* A completed fact and the note, which is the caller's to free. */
static cnis_status
prepare(cnis_register *r, const cnis_disagreement_new *n, cnis_fact *fact, char **note,
        cnis_error *reterr)
{
	cnis_fact in = n->fact;
	bool there = false;
	cnis_status st = fact_exists(r, "child", n->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (in.basis == NULL)
		in.basis = "voluntary";
	if (fact_day(in.from) == CNIS_DAY_NONE)
		in.from = change_today(r);
	if (st == CNIS_OK)
		st = fact_complete(r, where, &in, fact, reterr);
	if (st == CNIS_OK && (fact->from > change_today(r) ||
	                      (fact->to != CNIS_DAY_NONE && fact->to > change_today(r))))
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "from", "the day lies in the future");
	if (st == CNIS_OK)
		st = fact_after_birth(r, n->child_id, fact, where, reterr);
	if (st == CNIS_OK)
		st = death_refuse_later(r, n->child_id, fact->from, where, reterr);
	if (st == CNIS_OK)
		st = code_check(r, "disagreement", n->about == NULL ? "home_education" : n->about,
		                where, "about", reterr);
	if (st == CNIS_OK)
		st = check_views(r, n, reterr);
	if (st == CNIS_OK)
		st = check_new(r, n, fact, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->note, FACT_NOTE, true, where, "note", note, reterr);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_disagreement_new *n, const cnis_fact *fact, const char *note,
       int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_text(&c, ":about", n->about == NULL ? "home_education" : n->about);
	stmt_text(&c, ":note", note);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
insert_views(cnis_register *r, const cnis_disagreement_new *n, int64_t id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_VIEW], &c, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n->n_views; i++) {
		stmt_int(&c, ":child", n->child_id);
		stmt_int(&c, ":id", id);
		stmt_int(&c, ":person", n->views[i].person_id);
		stmt_text(&c, ":view", n->views[i].view);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
add_tx(cnis_register *r, const cnis_disagreement_new *n, int64_t *ret_id, cnis_error *reterr)
{
	cnis_fact fact;
	char *note = NULL;
	cnis_status st = prepare(r, n, &fact, &note, reterr);

	if (st == CNIS_OK)
		st = insert(r, n, &fact, note, ret_id, reterr);
	if (st == CNIS_OK)
		st = insert_views(r, n, *ret_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	free(note);
	return st;
}

cnis_status
cnis_disagreement_add(cnis_register *r, const cnis_disagreement_new *n, int64_t *ret_id,
                      cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .command = "disagreement add",
		                   .letter = CNIS_REF_CHILD,
		                   .id = n->child_id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = change_end(r, add_tx(r, n, &id, reterr), reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

cnis_status
cnis_disagreement_end(cnis_register *r, int64_t id, cnis_day on, cnis_error *reterr)
{
	return fact_end(r, "disagreement.end", &SQL[Q_READ], &SQL[Q_CLOSE], id, on, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

typedef struct walk {
	cnis_register *r;
	cnis_disagreement_fn fn;
	void *payload;
} walk;

static cnis_status
views_of(cnis_register *r, int64_t id, cnis_disagreement_view ret[CNIS_DISAGREEMENT_VIEWS],
         size_t *ret_n, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	size_t n = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_VIEWS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row && n < CNIS_DISAGREEMENT_VIEWS)
		ret[n++] = (cnis_disagreement_view){ .person_id = col_int(&c, 0),
			                             .view = col_int(&c, 1)   ? FOR
			                                     : col_int(&c, 2) ? AGAINST
			                                                      : NOT_SAID };
	stmt_close(&c);
	*ret_n = n;
	return st;
}

static cnis_status
walk_row(const cursor *c, void *payload, cnis_error *reterr)
{
	const walk *w = payload;
	cnis_disagreement_view views[CNIS_DISAGREEMENT_VIEWS];
	cnis_disagreement d = { .id = col_int(c, 0),
		                .child_id = col_int(c, 1),
		                .about = col_text(c, 2),
		                .wording = col_text(c, 3),
		                .note = col_text(c, 4),
		                .views = views,
		                .fact = fact_of(c, 5) };
	cnis_status st = views_of(w->r, d.id, views, &d.n_views, reterr);

	return st == CNIS_OK ? w->fn(&d, w->payload, reterr) : st;
}

cnis_status
cnis_disagreement_walk(cnis_register *r, int64_t child_id, cnis_day as_at, bool all,
                       cnis_disagreement_fn fn, void *payload, cnis_error *reterr)
{
	walk w = { r, fn, payload };

	return fact_walk_child(r, "disagreement.walk", &SQL[Q_WALK], child_id, as_at, all, walk_row,
	                       &w, reterr);
}

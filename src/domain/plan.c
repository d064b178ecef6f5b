/* Information about the education, as a family gave it. */
#include <cnis/plan.h>

#include <stdlib.h>

#include "base/error.h"
#include "domain/duty.h"
#include "domain/household.h"
#include "domain/process.h"

enum { Q_INSERT, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "plan.insert",
		"INSERT INTO education_information (child_id, entry_id, kind, method, person_id,"
		" received_day, note, recorded_at, rev)"
		" VALUES (:child, :entry, :kind, :method, :person, :received, :note, :at, :rev)" },
	[Q_WALK] = { "plan.walk",
		"SELECT id, child_id, entry_id, kind, method, person_id, received_day, note, rev"
		" FROM education_information WHERE child_id = :child"
		" ORDER BY received_day DESC, id DESC" },
};
/* clang-format on */

static cnis_status
check_plan(cnis_register *r, const cnis_plan_new *p, process_entry *ret_entry, cnis_error *reterr)
{
	static const char WHERE[] = "plan.receive";
	cnis_day born = CNIS_DAY_NONE;
	cnis_status st = process_child(r, p->child_id, WHERE, &born, reterr);

	if (st == CNIS_OK)
		st = process_day(r, p->received, born, "the child was born", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "information_kind", p->kind, p->received, WHERE, "kind",
		                  reterr);
	if (st == CNIS_OK)
		st = process_code(r, "contact_method", p->method, p->received, WHERE, "method",
		                  reterr);
	if (st == CNIS_OK)
		st = process_person(r, p->child_id, p->person_id, WHERE, reterr);
	if (st == CNIS_OK)
		/* s. 436D(1)(b): a parent tells before the child is registered */
		st = process_entry_from(r, p->child_id, p->received, WHERE, ret_entry, reterr);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_plan_new *p, const process_entry *entry, const char *note,
       int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", entry->child_id);
	stmt_int(&c, ":entry", entry->id);
	stmt_text(&c, ":kind", p->kind);
	stmt_text(&c, ":method", p->method);
	stmt_id(&c, ":person", p->person_id);
	stmt_int(&c, ":received", p->received);
	stmt_text(&c, ":note", note);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
receive_tx(cnis_register *r, const cnis_plan_new *p, const char *note, int64_t *ret_id,
           int *ret_met, cnis_error *reterr)
{
	process_entry entry = { 0 };
	int met = 0;
	cnis_status st = check_plan(r, p, &entry, reterr);

	if (st == CNIS_OK)
		st = insert(r, p, &entry, note, ret_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, entry.child_id, reterr);
	/* what came before the child was on the register answers nothing asked since */
	if (st == CNIS_OK && !entry.later)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "more_information", .entry_id = entry.id }, DUTY_MET,
		    p->received, "plan.receive", &met, reterr);
	*ret_met += met;
	return st;
}

static cnis_status
receive_also_tx(cnis_register *r, const cnis_plan_new *plan, int *ret_met, cnis_error *reterr)
{
	cnis_plan_new p = *plan;
	int64_t id = 0;
	cnis_status st =
	    household_check(r, plan->child_id, plan->also, plan->n_also, "plan.receive", reterr);

	for (size_t i = 0; st == CNIS_OK && i < plan->n_also; i++) {
		p.child_id = plan->also[i];
		st = receive_tx(r, &p, NULL, &id, ret_met, reterr);
		if (st != CNIS_OK)
			st = household_failed(st, p.child_id, "plan.receive", reterr);
	}
	return st;
}

cnis_status
cnis_plan_receive(cnis_register *r, const cnis_plan_new *plan, int64_t *ret_id, int *ret_met,
                  cnis_error *reterr)
{
	char *note = NULL;
	int64_t id = 0;
	int met = 0;
	cnis_status st = process_begin(r, "plan.receive", plan->note, &note, reterr);

	if (st != CNIS_OK)
		return st;
	st = receive_tx(r, plan, note, &id, &met, reterr);
	if (st == CNIS_OK)
		st = receive_also_tx(r, plan, &met, reterr);
	st = change_end(r, st, reterr);
	free(note);
	if (st == CNIS_OK) {
		*ret_id = id;
		if (ret_met)
			*ret_met = met;
	}
	return st;
}

cnis_status
cnis_plan_walk(cnis_register *r, int64_t child_id, cnis_plan_fn fn, void *payload,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = process_rows(r, &SQL[Q_WALK], child_id, "plan.walk", &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_plan p = { .id = col_int(&c, 0),
			        .child_id = col_int(&c, 1),
			        .entry_id = col_int(&c, 2),
			        .kind = col_text(&c, 3),
			        .method = col_text(&c, 4),
			        .person_id = col_int(&c, 5),
			        .received = col_day(&c, 6),
			        .note = col_text(&c, 7),
			        .rev = col_int(&c, 8) };

		st = fn(&p, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

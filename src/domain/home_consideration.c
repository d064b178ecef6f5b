/* Considering where a registered child lives, s. 436B(8). */
#include <cnis/home_consideration.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "domain/duty.h"
#include "domain/process.h"

enum { Q_INSERT, Q_WALK, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "home_consideration.insert",
		"INSERT INTO home_consideration (child_id, entry_id, considered_day, visit_asked, note,"
		" officer_id, recorded_at, rev)"
		" VALUES (:child, :entry, :on, :asked, :note, :officer, :at, :rev)" },
	[Q_WALK] = { "home_consideration.walk",
		"SELECT h.id, h.child_id, h.entry_id, h.considered_day, h.visit_asked, h.note,"
		" h.officer_id, o.login, h.rev FROM home_consideration h"
		" JOIN officer o ON o.id = h.officer_id"
		" WHERE h.child_id = :child ORDER BY h.considered_day DESC, h.id DESC" },
};
/* clang-format on */

static cnis_status
insert(cnis_register *r, const cnis_home_consideration_new *n, const process_entry *entry,
       const char *note, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", entry->child_id);
	stmt_int(&c, ":entry", entry->id);
	stmt_int(&c, ":on", n->considered);
	stmt_text(&c, ":asked", n->visit_asked ? "yes" : "no");
	stmt_text(&c, ":note", note);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
record_tx(cnis_register *r, const cnis_home_consideration_new *n, const char *note, int64_t *ret_id,
          int *ret_met, cnis_error *reterr)
{
	static const char WHERE[] = "home_consideration.record";
	process_entry entry = { 0 };
	cnis_status st = process_child(r, n->child_id, WHERE, NULL, reterr);

	if (st == CNIS_OK)
		st = process_day(r, n->considered, CNIS_DAY_NONE, "", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = process_entry_on(r, n->child_id, n->considered, WHERE, &entry, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, &entry, note, ret_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, entry.child_id, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "home_consideration", .entry_id = entry.id },
		    DUTY_MET, n->considered, WHERE, ret_met, reterr);
	return st;
}

cnis_status
cnis_home_consideration_record(cnis_register *r, const cnis_home_consideration_new *row,
                               int64_t *ret_id, int *ret_met, cnis_error *reterr)
{
	static const char WHERE[] = "home_consideration.record";
	char *note = NULL;
	int64_t id = 0;
	int met = 0;
	cnis_status st = process_begin(r, WHERE, row->note, &note, reterr);

	if (st != CNIS_OK)
		return st;
	st = record_tx(r, row, note, &id, &met, reterr);
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
cnis_home_consideration_walk(cnis_register *r, int64_t child_id, cnis_home_consideration_fn fn,
                             void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st =
	    process_rows(r, &SQL[Q_WALK], child_id, "home_consideration.walk", &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_home_consideration h = { .id = col_int(&c, 0),
			                      .child_id = col_int(&c, 1),
			                      .entry_id = col_int(&c, 2),
			                      .considered = col_day(&c, 3),
			                      .visit_asked = strcmp(col_text(&c, 4), "yes") == 0,
			                      .note = col_text(&c, 5),
			                      .officer_id = col_int(&c, 6),
			                      .officer = col_text(&c, 7),
			                      .rev = col_int(&c, 8) };

		st = fn(&h, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

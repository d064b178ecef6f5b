/* Considering the settings where a registered child is educated, s. 436B(10). */
#include <cnis/settings_consideration.h>

#include <stdlib.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/content_inside.h"
#include "domain/duty.h"
#include "domain/process.h"
#include "domain/setting.h"
#include "domain/settings_duty.h"

enum { Q_INSERT, Q_WALK, Q_OPEN, Q_PROVIDER, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "settings_consideration.insert",
		"INSERT INTO settings_consideration (child_id, entry_id, considered_day, note,"
		" officer_id, recorded_at, rev) VALUES (:child, :entry, :on, :note, :officer, :at, :rev)" },
	[Q_WALK] = { "settings_consideration.walk",
		"SELECT h.id, h.child_id, h.entry_id, h.considered_day, h.note,"
		" h.officer_id, o.login, h.rev FROM settings_consideration h"
		" JOIN officer o ON o.id = h.officer_id"
		" WHERE h.child_id = :child ORDER BY h.considered_day DESC, h.id DESC" },
	[Q_OPEN] = { "settings_consideration.open",
		"SELECT 1 FROM duty WHERE child_id = :child AND kind = 'settings_consideration'"
		" AND state = 'open' AND opened_day = :on LIMIT 1" },
	[Q_PROVIDER] = { "settings_consideration.provider",
		"SELECT 1 FROM provision WHERE child_id = :child AND kind = 'provider'"
		" AND (to_day IS NULL OR to_day >= :on) LIMIT 1" },
};
/* clang-format on */

static const char where[] = "settings_consideration.record";

/* ---- the duty --------------------------------------------------------------------------------
 */

static cnis_status
found(cnis_register *r, int q, int64_t child_id, cnis_day on, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

void
settings_duty_inputs(cnis_day included, char buf[SETTINGS_DUTY_INPUTS])
{
	text_buf b = text_buf_on(buf, SETTINGS_DUTY_INPUTS);

	flat_begin(&b);
	flat_add_day(&b, "included_on", included);
	flat_end(&b);
}

cnis_status
settings_duty_called_for(cnis_register *r, int64_t child_id, int64_t provision_id,
                         cnis_day included, bool *ret, cnis_error *reterr)
{
	rule_answer above = RULE_NO;
	bool act = false;
	bool prescribed = false;
	bool taught = false;
	cnis_status st = setting_in_force(r, 38, included, &act, reterr);

	*ret = false;
	if (st == CNIS_OK && act)
		st = found(r, Q_PROVIDER, child_id, included, &taught, reterr);
	if (st != CNIS_OK || !act || !taught)
		return st;
	st = content_above(r, child_id, provision_id, included, &above, &prescribed, reterr);
	if (st == CNIS_OK)
		*ret = !prescribed || above != RULE_NO;
	return st;
}

cnis_status
settings_duty_tx(cnis_register *r, const entry_facts *entry, int64_t provision_id,
                 cnis_day included, cnis_error *reterr)
{
	char inputs[SETTINGS_DUTY_INPUTS];
	duty_new d = { 0 };
	bool wanted = false;
	bool open = false;
	int64_t id;
	cnis_status st =
	    settings_duty_called_for(r, entry->child_id, provision_id, included, &wanted, reterr);

	if (st == CNIS_OK && wanted)
		st = found(r, Q_OPEN, entry->child_id, included, &open, reterr);
	if (st != CNIS_OK || !wanted || open)
		return st;
	settings_duty_inputs(included, inputs);
	d.kind = "settings_consideration";
	d.rule = "EA1996.436B.10";
	d.inputs = inputs;
	d.child_id = entry->child_id;
	d.entry_id = entry->id;
	d.opened = included;
	d.due = CNIS_DAY_NONE;
	d.lapse = entry->school_age_to;
	d.owner_id = entry->owner_id;
	return duty_open_tx(r, &d, &id, reterr);
}

cnis_status
settings_provider_included_tx(cnis_register *r, int64_t child_id, int64_t provision_id,
                              cnis_error *reterr)
{
	entry_facts entry;
	bool open = false;
	cnis_day today = change_today(r);
	cnis_status st = entry_of_child(r, child_id, today, &entry, &open, reterr);

	if (st != CNIS_OK || !open)
		return st;
	st = duty_owner_tx(r, child_id, &entry.owner_id, reterr);
	return st == CNIS_OK ? settings_duty_tx(r, &entry, provision_id, today, reterr) : st;
}

/* ---- the consideration -----------------------------------------------------------------------
 */

static cnis_status
insert(cnis_register *r, const cnis_settings_consideration_new *n, int64_t entry_id,
       const char *note, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", n->child_id);
	stmt_int(&c, ":entry", entry_id);
	stmt_int(&c, ":on", n->considered);
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
record_tx(cnis_register *r, const cnis_settings_consideration_new *n, const char *note,
          int64_t *ret_id, int *ret_met, cnis_error *reterr)
{
	process_entry entry = { 0 };
	cnis_status st = process_child(r, n->child_id, where, NULL, reterr);

	if (st == CNIS_OK)
		st = process_day(r, n->considered, CNIS_DAY_NONE, "", where, "on", reterr);
	if (st == CNIS_OK)
		st = process_entry_on(r, n->child_id, n->considered, where, &entry, reterr);
	if (st == CNIS_OK)
		st = insert(r, n, entry.id, note, ret_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, n->child_id, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "settings_consideration", .entry_id = entry.id },
		    DUTY_MET, n->considered, where, ret_met, reterr);
	return st;
}

cnis_status
cnis_settings_consideration_record(cnis_register *r, const cnis_settings_consideration_new *row,
                                   int64_t *ret_id, int *ret_met, cnis_error *reterr)
{
	char *note = NULL;
	int64_t id = 0;
	int met = 0;
	cnis_status st = process_begin(r, where, row->note, &note, reterr);

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
cnis_settings_consideration_walk(cnis_register *r, int64_t child_id,
                                 cnis_settings_consideration_fn fn, void *payload,
                                 cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st =
	    process_rows(r, &SQL[Q_WALK], child_id, "settings_consideration.walk", &c, reterr);

	if (st != CNIS_OK)
		return st;
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_settings_consideration h = { .id = col_int(&c, 0),
			                                .child_id = col_int(&c, 1),
			                                .entry_id = col_int(&c, 2),
			                                .considered = col_day(&c, 3),
			                                .note = col_text(&c, 4),
			                                .officer_id = col_int(&c, 5),
			                                .officer = col_text(&c, 6),
			                                .rev = col_int(&c, 7) };

		st = fn(&h, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

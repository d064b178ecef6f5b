/* s. 436C, item by item: how it stands for one child, and counted over all. */
#include <cnis/content.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "domain/content_inside.h"
#include "domain/fact.h"
#include "domain/setting.h"
#include "domain/sight.h"

const char *
cnis_content_state_text(cnis_content_state state)
{
	static const char *const text[CNIS_CONTENT_STATES] = {
		[CNIS_CONTENT_HELD] = "held",
		[CNIS_CONTENT_NONE] = "none",
		[CNIS_CONTENT_DECLINED] = "declined",
		[CNIS_CONTENT_NOT_COLLECTED] = "not_collected",
		[CNIS_CONTENT_NOT_HELD] = "not_held",
		[CNIS_CONTENT_NOT_REQUIRED] = "not_required",
		[CNIS_CONTENT_NOT_SHOWN] = "not_shown",
	};

	return (size_t)state < CNIS_CONTENT_STATES ? text[state] : "";
}

/* Does s. 436C ask for the item of this child?  @p on_switch: by its setting. */
static rule_answer
content_required(const rule_content_item *item, const content_subject *s, bool on_switch)
{
	rule_content_in in = s->in;

	in.switched_on = on_switch;
	return rule_content_required(item, &in);
}

static cnis_content_state
content_state(const cnis_register *r, const rule_content_item *item, const content_subject *s,
              rule_answer required)
{
	const content_home *home = content_home_of(item);
	uint64_t bit = (uint64_t)1 << (item->place - 1);

	if (home->safeguarding && !sight_causes(r))
		return CNIS_CONTENT_NOT_SHOWN;
	if ((s->held & bit) != 0)
		return CNIS_CONTENT_HELD;
	if (s->answer[item->place - 1] != 0)
		return (cnis_content_state)(s->answer[item->place - 1] - 1);
	if ((s->none & bit) != 0)
		return CNIS_CONTENT_NONE;
	return required == RULE_NO ? CNIS_CONTENT_NOT_REQUIRED : CNIS_CONTENT_NOT_HELD;
}

/* Is the item switched on, where it has to be? */
static cnis_status
switched(cnis_register *r, const rule_content_item *item, cnis_day on, bool *ret,
         cnis_error *reterr)
{
	char buf[201] = "";
	cnis_status st = CNIS_OK;

	if (item->rule.setting[0] != '\0')
		st = setting_text(r, item->rule.setting, on, buf, reterr);
	*ret = strcmp(buf, "yes") == 0;
	return st;
}

static cnis_day
day_or_today(const cnis_register *r, cnis_day as_at)
{
	return fact_day(as_at) == CNIS_DAY_NONE ? store_today(r->st) : as_at;
}

/* ---- one child -------------------------------------------------------------------------------
 */

enum { Q_ANSWER, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_ANSWER] = { "content.answer",
		"SELECT source, basis, from_day, received_day, note FROM content_answer"
		" WHERE child_id = :child AND item = :item AND (from_day IS NULL OR from_day <= :on)"
		" AND (to_day IS NULL OR to_day >= :on) ORDER BY id DESC LIMIT 1" },
};
/* clang-format on */

typedef struct telling {
	cnis_register *r;
	cnis_day on;
	bool in_force;
	const content_subject *s;
	const content_subjects *all; /* its further records */
	cnis_content_fn fn;
	void *payload;
} telling;

/* The row the state rests on, if it rests on one. */
static const store_sql *
row_behind(const content_home *home, cnis_content_state state, bool answered)
{
	if (state == CNIS_CONTENT_HELD)
		return &home->one;
	if (state == CNIS_CONTENT_NONE && !answered)
		return &home->none_one;
	return state <= CNIS_CONTENT_NOT_COLLECTED ? &SQL[Q_ANSWER] : NULL;
}

/* Of the record kept, or of the first of the others where it stands. */
static cnis_status
open_from(const telling *t, const cnis_content *row, const store_sql *sql, cursor *c,
          bool *ret_found, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	*ret_found = false;
	for (size_t i = 0; st == CNIS_OK && !*ret_found && i <= t->all->n_merged; i++) {
		stmt_close(c);
		st = stmt_open(t->r->st, sql, c, reterr);
		if (st != CNIS_OK)
			return st;
		stmt_int(c, ":child", i == 0 ? t->s->id : t->all->merged[i - 1].record);
		stmt_day(c, ":on", t->on);
		if (sql == &SQL[Q_ANSWER])
			stmt_text(c, ":item", row->item);
		st = stmt_step(c, ret_found, reterr);
	}
	return st;
}

static cnis_status
tell_from(const telling *t, cnis_content *row, const store_sql *sql, cnis_error *reterr)
{
	cursor c = { 0 };
	bool found = false;
	cnis_status st;

	if (sql == NULL)
		return t->fn(row, t->payload, reterr);
	st = open_from(t, row, sql, &c, &found, reterr);
	if (st == CNIS_OK && found) {
		row->source = col_text(&c, 0);
		if (!col_null(&c, 1))
			row->basis = col_text(&c, 1);
		row->from = col_day(&c, 2);
		row->received = col_day(&c, 3);
		row->detail = col_text(&c, 4);
	}
	if (st == CNIS_OK)
		st = t->fn(row, t->payload, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
tell_item(const telling *t, const rule_content_item *item, cnis_error *reterr)
{
	static const char *const answers[] = {
		[RULE_NO] = "no", [RULE_YES] = "yes", [RULE_NOT_KNOWN] = "unknown"
	};
	cnis_content row = { .item = item->rule.id,
		             .paragraph = item->paragraph,
		             .citation = item->rule.citation,
		             .words = item->rule.title,
		             .basis = item->basis,
		             .in_force = t->in_force,
		             .from = CNIS_DAY_NONE,
		             .received = CNIS_DAY_NONE };
	bool on_switch = false;
	rule_answer required;
	cnis_status st = switched(t->r, item, t->on, &on_switch, reterr);

	if (st != CNIS_OK)
		return st;
	required = content_required(item, t->s, on_switch);
	row.required = answers[required];
	row.state = content_state(t->r, item, t->s, required);
	return tell_from(
	    t, &row,
	    row_behind(content_home_of(item), row.state, t->s->answer[item->place - 1] != 0),
	    reterr);
}

cnis_status
cnis_content_walk(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_content_fn fn,
                  void *payload, cnis_error *reterr)
{
	cnis_day on = day_or_today(r, as_at);
	content_subjects s = { .r = r, .on = on };
	telling t = { .r = r, .on = on, .fn = fn, .payload = payload };
	cnis_status st = content_subjects_read(&s, child_id, reterr);

	if (st == CNIS_OK && s.n == 0)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "content.walk", "child", "no such child");
	if (st == CNIS_OK)
		st = setting_in_force(r, 38, on, &t.in_force, reterr);
	t.s = s.rows;
	t.all = &s;
	for (size_t i = 0; st == CNIS_OK && i < rule_content_count(); i++)
		st = tell_item(&t, rule_content_at(i), reterr);
	content_subjects_clear(&s);
	return st;
}

/* ---- all -------------------------------------------------------------------------------------
 */

static cnis_status
count_item(const content_subjects *s, const rule_content_item *item, cnis_completeness *row,
           cnis_error *reterr)
{
	bool on_switch = false;
	cnis_status st = switched(s->r, item, s->on, &on_switch, reterr);

	row->item = item->rule.id;
	row->paragraph = item->paragraph;
	row->citation = item->rule.citation;
	row->words = item->rule.title;
	row->basis = item->basis;
	row->children = (int64_t)s->n;
	for (size_t i = 0; st == CNIS_OK && i < s->n; i++) {
		rule_answer required = content_required(item, &s->rows[i], on_switch);

		row->required += required != RULE_NO;
		row->n[content_state(s->r, item, &s->rows[i], required)]++;
	}
	return st;
}

cnis_status
cnis_completeness_walk(cnis_register *r, cnis_day as_at, cnis_completeness_fn fn, void *payload,
                       cnis_error *reterr)
{
	content_subjects s = { .r = r, .on = day_or_today(r, as_at) };
	bool in_force = false;
	bool was = sight_whole(r, true); /* numbers only: who is kept back counts too */
	cnis_status st = content_subjects_read(&s, 0, reterr);

	(void)sight_whole(r, was);
	if (st == CNIS_OK)
		st = setting_in_force(r, 38, s.on, &in_force, reterr);
	for (size_t i = 0; st == CNIS_OK && i < rule_content_count(); i++) {
		cnis_completeness row = { .in_force = in_force };

		st = count_item(&s, rule_content_at(i), &row, reterr);
		if (st == CNIS_OK)
			st = fn(&row, payload, reterr);
	}
	content_subjects_clear(&s);
	return st;
}

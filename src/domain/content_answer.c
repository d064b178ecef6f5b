/* What was said of an item of s. 436C that is no fact in a table of its own. */
#include <cnis/content.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/answer.h"
#include "domain/content_inside.h"

enum { Q_LAST, Q_CLOSE, Q_INSERT, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_LAST] = { "content_answer.last",
		"SELECT id, from_day FROM content_answer WHERE child_id = :child AND item = :what"
		" AND to_day IS NULL ORDER BY id DESC LIMIT 1" },
	[Q_CLOSE] = { "content_answer.close",
		"UPDATE content_answer SET to_day = :to, rev = :rev WHERE id = :id" },
	[Q_INSERT] = { "content_answer.insert",
		"INSERT INTO content_answer (child_id, item, answer, note,"
		" from_day, to_day, source, basis, received_day, recorded_at, rev)"
		" VALUES (:child, :item, :answer, :note,"
		" :from, :to, :source, :basis, :received, :at, :rev)" },
};
/* clang-format on */

static const char where[] = "content.answer";

/* The item by its id, or by what follows "EA1996.436C." in it. */
static const rule_content_item *
find_item(const char *name)
{
	char id[64];
	const rule_content_item *item;

	if (text_empty(name))
		return NULL;
	item = rule_content_find(name);
	if (item == NULL && snprintf(id, sizeof(id), "EA1996.436C.%s", name) < (int)sizeof(id))
		item = rule_content_find(id);
	return item;
}

static cnis_status
check_item(const rule_content_item *item, cnis_error *reterr)
{
	const content_home *home = item == NULL ? NULL : content_home_of(item);

	if (home == NULL || home->place == CONTENT_NONE)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "item",
		                 "no item of s. 436C in England has this id: see child content");
	return CNIS_OK;
}

static cnis_status
check_answer(const cnis_content_answer *a, const rule_content_item *item, const char *note,
             cnis_error *reterr)
{
	bool held = text_same(a->answer, "held");

	if (!held && !text_same(a->answer, "none") && !text_same(a->answer, "declined") &&
	    !text_same(a->answer, "not_collected"))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "answer",
		                 "must be none, declined, not_collected or held");
	if (held && content_home_of(item)->place != CONTENT_NOTE && !content_home_of(item)->noted)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "answer",
		                 "this item is a fact with a place of its own: record that");
	if (held && note == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "note", "say what is held");
	return CNIS_OK;
}

static cnis_status
insert(cnis_register *r, const cnis_content_answer *a, const char *item, const char *note,
       const cnis_fact *fact, int64_t *ret_id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", a->child_id);
	stmt_text(&c, ":item", item);
	stmt_text(&c, ":answer", a->answer);
	stmt_text(&c, ":note", note);
	fact_bind(&c, r, fact);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		*ret_id = store_last_id(r->st);
	return st;
}

static cnis_status
complete(cnis_register *r, const cnis_content_answer *a, const rule_content_item *item,
         cnis_fact *ret, cnis_error *reterr)
{
	cnis_fact fact = a->fact;
	cnis_status st = answer_basis(r, item, &fact, reterr);

	return st == CNIS_OK ? answer_complete(r, where, &fact, ret, reterr) : st;
}

cnis_status
content_answer_tx(cnis_register *r, const cnis_content_answer *a, int64_t *ret_id,
                  cnis_error *reterr)
{
	const rule_content_item *item = find_item(a->item);
	cnis_fact fact;
	char *note = NULL;
	bool there = false;
	cnis_status st = fact_exists(r, "child", a->child_id, &there, reterr);

	if (st == CNIS_OK && !there)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, where, "child", "no such child");
	if (st == CNIS_OK)
		st = check_item(item, reterr);
	if (item == NULL)
		return st;
	if (st == CNIS_OK)
		st = fact_text(a->note, FACT_NOTE, true, where, "note", &note, reterr);
	if (st == CNIS_OK)
		st = check_answer(a, item, note, reterr);
	if (st == CNIS_OK)
		st = complete(r, a, item, &fact, reterr);
	if (st == CNIS_OK)
		st = fact_after_birth(r, a->child_id, &fact, where, reterr);
	if (st == CNIS_OK)
		st = answer_supersede_tx(r, &SQL[Q_LAST], &SQL[Q_CLOSE], a->child_id, item->rule.id,
		                         fact.from, where, reterr);
	if (st == CNIS_OK)
		st = insert(r, a, item->rule.id, note, &fact, ret_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, a->child_id, reterr);
	free(note);
	return st;
}

cnis_status
content_answer_check(cnis_register *r, const cnis_content_answer *a, cnis_error *reterr)
{
	const rule_content_item *item = find_item(a->item);
	cnis_fact fact;
	char *note = NULL;
	cnis_status st = check_item(item, reterr);

	if (item == NULL)
		return st;
	if (st == CNIS_OK)
		st = fact_text(a->note, FACT_NOTE, true, where, "note", &note, reterr);
	if (st == CNIS_OK)
		st = check_answer(a, item, note, reterr);
	if (st == CNIS_OK)
		st = complete(r, a, item, &fact, reterr);
	free(note);
	return st;
}

cnis_status
cnis_content_answer_record(cnis_register *r, const cnis_content_answer *answer, int64_t *ret_id,
                           cnis_error *reterr)
{
	const change_spec spec = { .kind = where,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	int64_t id = 0;
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = content_answer_tx(r, answer, &id, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret_id = id;
	return st;
}

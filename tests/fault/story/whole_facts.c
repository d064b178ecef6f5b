/* The whole register, facts of s. 436C: answers, characteristics, what is held and what is not. */
#include "story.h"

#include <cnis/characteristic.h>
#include <cnis/content.h>
#include <cnis/flag.h>
#include <cnis/history.h>
#include <cnis/one_word.h>
#include <cnis/settings_consideration.h>

LOOK(look_characteristic, cnis_characteristic)
LOOK(look_completeness, cnis_completeness)
LOOK(look_considered, cnis_settings_consideration)
LOOK(look_content, cnis_content)
LOOK(look_history, cnis_history)
LOOK(look_one_word, cnis_one_word)

static int64_t id;

static cnis_status
answer(cnis_register *r, const char *item, const char *words, const char *note, cnis_error *e)
{
	cnis_content_answer a = { .size = sizeof(a),
		                  .child_id = known.family.child_id[0],
		                  .item = item,
		                  .answer = words,
		                  .note = note,
		                  .fact = { .source = "parent" } };

	return cnis_content_answer_record(r, &a, &id, e);
}

static cnis_status
none(cnis_register *r, cnis_error *e)
{
	return answer(r, "1.e.hours-parents", "none", NULL, e);
}

static cnis_status
told(cnis_register *r, cnis_error *e)
{
	return answer(r, "3.local", "held", "what is held of it", e);
}

static cnis_status
characteristic(cnis_register *r, cnis_error *e)
{
	cnis_characteristic c = { .size = sizeof(c),
		                  .child_id = known.family.child_id[0],
		                  .kind = "religion_or_belief",
		                  .fact = { .source = "parent" } };

	return cnis_characteristic_record(r, &c, &id, e);
}

static cnis_status
considered(cnis_register *r, cnis_error *e)
{
	cnis_settings_consideration_new n = { .size = sizeof(n),
		                              .child_id = known.family.child_id[0],
		                              .considered = story_day("2026-11-05"),
		                              .note = "the two halls" };
	int met = 0;

	return cnis_settings_consideration_record(r, &n, &id, &met, e);
}

static cnis_status
worry(cnis_register *r, cnis_error *e)
{
	cnis_flag_new f = { .size = sizeof(f),
		            .child_id = known.family.child_id[0],
		            .kind = "concern",
		            .note = "a neighbour rang",
		            .fact = { .from = story_day("2026-11-01"), .source = "public" } };

	return cnis_flag_add(r, &f, &id, e);
}

static cnis_status
shown(cnis_register *r, cnis_error *e)
{
	int64_t child = known.family.child_id[0];
	bool asked = false;
	cnis_status st = cnis_content_walk(r, child, CNIS_DAY_NONE, look_content, NULL, e);

	if (st == CNIS_OK)
		st = cnis_completeness_walk(r, CNIS_DAY_NONE, look_completeness, NULL, e);
	if (st == CNIS_OK)
		st = cnis_characteristic_walk(r, child, CNIS_DAY_NONE, true, look_characteristic,
		                              NULL, e);
	if (st == CNIS_OK)
		st = cnis_settings_consideration_walk(r, child, look_considered, NULL, e);
	if (st == CNIS_OK)
		st = cnis_child_history(r, child, CNIS_DAY_NONE, look_history, NULL, e);
	if (st == CNIS_OK)
		st = cnis_one_word_asked(r, child, CNIS_DAY_NONE, &asked, e);
	if (st == CNIS_OK)
		st = cnis_one_word_walk(r, child, CNIS_DAY_NONE, look_one_word, NULL, e);
	return st;
}

const story_step story_whole_facts[] = {
	{ "none of it", "boss", "2026-11-04", none, W },
	{ "told of it", "boss", "2026-11-04", told, W },
	{ "characteristic declined", "boss", "2026-11-04", characteristic, W },
	{ "settings considered", "boss", "2026-11-05", considered, W },
	{ "a worry", "boss", "2026-11-05", worry, W },
	{ "shown", "boss", "2026-11-05", shown, R },
	{ "shown without the role", "dana", "2026-11-05", shown, R },
	{ 0 },
};

/* How an adult is reached: what is asked about it, and what the answers are in the form. */
#include <string.h>

#include "cli/interview_inside.h"

/* Asked when somebody said that there is something to be kept to. */
static const struct {
	question q;
	const char *needs; /* only where that was answered */
} QUESTIONS[] = {
	{ { "contact_limits", "Limits of contact with the children (empty: none known)", 't' },
	  NULL },
	{ { "language", "Language, a code: en, cy, pl, bfi ... (empty: not said)", 't' }, NULL },
	{ { "interpreter", "Is an interpreter needed: yes, no or unknown (empty: not said)", 't' },
	  NULL },
	{ { "format", "What is read: large_print, easy_read, braille, ... (empty: not said)", 't' },
	  NULL },
	{ { "_preferred", "Reached first by: telephone, email or post (empty: not said)", 'r' },
	  NULL },
	{ { "_safe_times", "When is it safe to telephone (empty: not said)", 't' }, "_telephone" },
	{ { "_messages", "May a message be left there? (y/n, empty: not said)", 'b' },
	  "_telephone" },
	{ { "_emails", "May anything be sent to the e-mail address? (y/n, empty: not said)", 'b' },
	  "_email" },
	{ { "_letters", "May letters go to the home? (y/n, empty: not said)", 'b' },
	  "_lives_there" },
};

/* The kind of the form, the key of the answer, and of what may be sent there. */
static const struct {
	const char *kind, *key, *may, *wish;
} REACHED[] = {
	{ "telephone", "_telephone", "_messages", "no_message" },
	{ "email", "_email", "_emails", "no_writing" },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
said(const json_t *parent, const char *key)
{
	return json_is_string(json_object_get(parent, key));
}

static bool
yes(const json_t *parent, const char *key)
{
	return json_is_true(json_object_get(parent, key));
}

cnis_status
interview_reach_ask(interview *v, json_t *parent)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < COUNT(QUESTIONS); i++)
		if (json_object_get(parent, QUESTIONS[i].q.key) == NULL &&
		    (QUESTIONS[i].needs == NULL || said(parent, QUESTIONS[i].needs) ||
		     yes(parent, QUESTIONS[i].needs)))
			st = interview_one(v, parent, &QUESTIONS[i].q);
	return st;
}

bool
interview_reached_by(const json_t *parent, const char *way)
{
	for (size_t k = 0; k < COUNT(REACHED); k++)
		if (strcmp(way, REACHED[k].kind) == 0)
			return said(parent, REACHED[k].key);
	return strcmp(way, "post") == 0 && yes(parent, "_lives_there");
}

const char *
interview_reach_key(const char *kind, const char *path)
{
	const char *last = strrchr(path, '.');

	if (last != NULL && strcmp(last, ".safe_times") == 0)
		return "_safe_times";
	if (strstr(path, ".wishes[") != NULL || strcmp(path, "write_to") == 0)
		return "_preferred";
	for (size_t k = 0; k < COUNT(REACHED); k++)
		if (kind != NULL && strcmp(kind, REACHED[k].kind) == 0)
			return REACHED[k].key;
	return "";
}

/* ---- the form -----------------------------------------------------------------------------------
 */

static bool
prefers(const json_t *parent, const char *way)
{
	const json_t *value = json_object_get(parent, "_preferred");

	return json_is_string(value) && strcmp(json_string_value(value), way) == 0;
}

static bool
join_point(const json_t *parent, json_t *points, size_t k)
{
	const json_t *value = json_object_get(parent, REACHED[k].key);
	json_t *times = json_object_get(parent, "_safe_times");
	json_t *wishes = json_array();
	json_t *point =
	    json_pack("{s:s, s:O, s:O}", "kind", REACHED[k].kind, "value", value, "wishes", wishes);
	bool done = point != NULL && json_array_append(points, point) == 0;

	if (done && prefers(parent, REACHED[k].kind))
		done = json_array_append_new(wishes, json_string("preferred")) == 0;
	if (done && json_is_false(json_object_get(parent, REACHED[k].may)))
		done = json_array_append_new(wishes, json_string(REACHED[k].wish)) == 0;
	if (done && k == 0 && json_is_string(times))
		done = json_object_set(point, "safe_times", times) == 0;
	json_decref(wishes);
	json_decref(point);
	return done;
}

/* Of the home, which is the first address. */
static bool
join_letters(const json_t *form, json_t *parent)
{
	const json_t *home = json_array_get(json_object_get(form, "addresses"), 0);
	bool none = json_is_false(json_object_get(parent, "_letters"));

	if (!yes(parent, "_lives_there") ||
	    (!said(home, "line1") && !said(home, "town") && !said(home, "postcode")))
		return true; /* of another home nothing is known */
	if (none && json_object_set_new(parent, "do_not_write_to", json_pack("[i]", 0)) != 0)
		return false;
	return !prefers(parent, "post") ||
	       json_object_set_new(parent, "write_to", json_pack("[i]", 0)) == 0;
}

bool
interview_reach_join(json_t *form)
{
	size_t i;
	json_t *parent;

	json_array_foreach(json_object_get(form, "parents"), i, parent)
	{
		json_t *points = json_array();

		if (json_object_set_new(parent, "contact_points", points) != 0)
			return false;
		for (size_t k = 0; k < COUNT(REACHED); k++)
			if (said(parent, REACHED[k].key) && !join_point(parent, points, k))
				return false;
		if (!join_letters(form, parent))
			return false;
	}
	return true;
}

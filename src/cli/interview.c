#include "cli/interview_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cnis/form.h>

#include "cli/facts.h"

static const question FORM_QUESTIONS[] = {
	{ "notified_on", "Day the authority was told (empty: today)", 'd' },
	{ "notified_by", "Who told us: parent, school, ... (empty: parent)", 't' },
	{ NULL, NULL, 0 },
};
static const question CHILD_QUESTIONS[] = {
	{ "name", "Full name of the child", 't' },
	{ "given_names", "Given names (empty: not told apart)", 't' },
	{ "family_name", "Family name (empty: not told apart)", 't' },
	{ "born", "Birth date", 'd' },
	{ "sex", "Sex: F, M or U (empty: not known)", 't' },
	{ "upn", "UPN (empty: not known)", 't' },
	{ "route", "Route (empty: home_education)", 't' },
	{ "reason", "Primary reason, a code (empty: unknown)", 't' },
	{ NULL, NULL, 0 },
};
static const question SCHOOL_QUESTIONS[] = {
	{ "name", "School left or being left (empty: none)", 't' },
	{ "on_roll", "Is the name still on its roll? (y/n)", 'b' },
	{ "left_on", "Day the name was removed from the roll (empty: not removed)", 'd' },
	{ "leave_on", "Last day the child attends (empty: not known)", 'd' },
	{ "placement", "Kind of place: mainstream, special, ... (empty: mainstream)", 't' },
	{ NULL, NULL, 0 },
};
static const question PROVISION_QUESTIONS[] = {
	{ "kind", "Who educates: parents, others or provider (empty: not said)", 't' },
	{ "hours_week", "Hours a week, a number or a range such as 10-15 (empty: not said)", 'h' },
	{ "provider_name", "Name of the provider (empty: none)", 't' },
	{ NULL, NULL, 0 },
};
static const question PROVIDER_QUESTIONS[] = {
	{ "provider_type", "What it is, e.g. tutor, online school (empty: not known)", 't' },
	{ "provider_address", "Its own address (empty: not known)", 't' },
	{ "place", "Where it educates, if elsewhere (empty: not said)", 't' },
	{ "web", "Website or e-mail address, if virtual (empty: not said)", 't' },
	{ "hours_without_parent", "Hours a week without a parent (empty: not said)", 'h' },
	{ NULL, NULL, 0 },
};
static const question ADDRESS_QUESTIONS[] = {
	{ "line1", "First line of the address (empty: not known)", 't' },
	{ "town", "Town", 't' },
	{ "postcode", "Postcode", 't' },
	{ "from", "First day there (empty: not known)", 'd' },
	{ NULL, NULL, 0 },
};
/* s. 436C(1)(a): where the family lived before, when that is under 12 months ago; (b). */
static const question BEFORE_QUESTION = { "line1",
	                                  "First line of the address before (empty: not said)",
	                                  't' };
static const question ELSEWHERE_QUESTION = {
	"_elsewhere", "Do the children live at another address too? (y/n, empty: not said)", 'b'
};
static const question FURTHER_QUESTIONS[] = {
	{ "line1", "First line of that address", 't' },
	{ "town", "Town", 't' },
	{ "postcode", "Postcode", 't' },
	{ NULL, NULL, 0 },
};

static cnis_status
save_draft(interview *v)
{
	char *text;
	cnis_status st;

	if (v->x->dry_run)
		return CNIS_OK;
	text = json_dumps(v->form, JSON_INDENT(1));
	if (text == NULL)
		return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
	st = cnis_draft_save(v->x->r, text, &v->draft_id, &v->x->error);
	free(text);
	return st;
}

/* A range has its higher end under a key of its own. */
static json_t *
hours_of(const char *key, const char *text, json_t *object)
{
	char high_key[48];
	double low = 0;
	double high = -1.0;

	if (!facts_hours(text, &low, &high))
		return NULL;
	(void)snprintf(high_key, sizeof(high_key), "%s_high", key);
	if (high >= 0 && json_object_set_new(object, high_key, json_real(high)) != 0)
		return NULL;
	return json_real(low);
}

/* Has it an area code?  What else is wrong with a number the form is told. */
static bool
telephone(const char *text)
{
	enum { LEAST = 10 };
	size_t n = 0;

	for (const char *at = text; *at != '\0'; at++)
		n += *at >= '0' && *at <= '9';
	return n >= LEAST && strchr("0+(", text[0]) != NULL;
}

/* The answer as JSON; NULL when it is not one of its kind. */
static json_t *
answer_of(const question *q, const char *text, json_t *object)
{
	cnis_day day;

	if (text[0] == '\0')
		return json_null();
	switch (q->kind) {
	case 'd':
		return cnis_day_parse(text, &day) == CNIS_OK ? json_string(text) : NULL;
	case 'b':
		if (strchr("yYnN", text[0]) == NULL)
			return NULL;
		return json_boolean(text[0] == 'y' || text[0] == 'Y');
	case 'h':
		return hours_of(q->key, text, object);
	case 'n':
		return telephone(text) ? json_string(text) : NULL;
	case '@':
		return strchr(text, '@') != NULL ? json_string(text) : NULL;
	case 'r':
		return interview_reached_by(object, text) ? json_string(text) : NULL;
	default:
		return json_string(text);
	}
}

cnis_status
interview_one(interview *v, json_t *object, const question *q)
{
	json_t *value = NULL;
	cnis_status st = CNIS_OK;

	while (st == CNIS_OK && value == NULL) {
		char *text = NULL;

		st = cli_ask(v->x, q->key, q->ask, &text);
		if (st == CNIS_OK) {
			value = answer_of(q, text, object);
			if (value == NULL && !cli_interactive(v->x))
				st = cli_fail(v->x, CNIS_EINVAL, q->key,
				              "not an answer to this question");
			else if (value == NULL)
				cli_say(v->x, "%s; please try again",
				        q->kind == 'd' ? cnis_day_problem(text)
				                       : "that cannot be read here");
		}
		free(text);
	}
	if (st != CNIS_OK)
		return st;
	if (json_object_set_new(object, q->key, value) != 0)
		return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
	return save_draft(v);
}

cnis_status
interview_all(interview *v, json_t *object, const question *q)
{
	cnis_status st = CNIS_OK;

	for (; st == CNIS_OK && q->key != NULL; q++) {
		if (json_object_get(object, q->key) == NULL)
			st = interview_one(v, object, q);
	}
	return st;
}

/* The object under a key, made when it is not there. */
static json_t *
object_at(json_t *parent, const char *key)
{
	json_t *object = json_object_get(parent, key);

	if (object == NULL && json_object_set_new(parent, key, json_object()) == 0)
		object = json_object_get(parent, key);
	return object;
}

static json_t *
member_at(json_t *parent, const char *key, size_t i)
{
	json_t *list = json_object_get(parent, key);

	if (list == NULL && json_object_set_new(parent, key, json_array()) == 0)
		list = json_object_get(parent, key);
	if (json_array_size(list) <= i)
		(void)json_array_append_new(list, json_object());
	return json_array_get(list, i);
}

static cnis_status
ask_provision(interview *v, json_t *provision)
{
	const char *kind;
	cnis_status st = interview_all(v, provision, PROVISION_QUESTIONS);

	kind = json_string_value(json_object_get(provision, "kind"));
	return st == CNIS_OK && kind != NULL && strcmp(kind, "provider") == 0
	           ? interview_all(v, provision, PROVIDER_QUESTIONS)
	           : st;
}

static cnis_status
ask_child(interview *v, json_t *child)
{
	json_t *school = object_at(child, "school");
	const json_t *name;
	cnis_status st;

	st = interview_all(v, child, CHILD_QUESTIONS);
	if (st == CNIS_OK && json_object_get(school, "name") == NULL)
		st = interview_one(v, school, &SCHOOL_QUESTIONS[0]);
	name = json_object_get(school, "name");
	if (st == CNIS_OK && json_is_string(name))
		st = interview_all(v, school, SCHOOL_QUESTIONS);
	return st == CNIS_OK ? ask_provision(v, member_at(child, "provision", 0)) : st;
}

/* As many as the person says; "_more" remembers the answer and is no part of the form. */
static cnis_status
ask_list(interview *v, const char *key, const char *more, size_t most,
         cnis_status (*ask)(interview *v, json_t *object))
{
	const question again = { "_more", more, 'b' };
	cnis_status st = CNIS_OK;
	size_t i;

	for (i = 0; st == CNIS_OK && i < most; i++) {
		json_t *object = member_at(v->form, key, i);

		if (object == NULL)
			return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
		st = ask(v, object);
		if (st == CNIS_OK && json_object_get(object, "_more") == NULL)
			st = interview_one(v, object, &again);
		if (st == CNIS_OK && !json_is_true(json_object_get(object, "_more")))
			break;
	}
	return st;
}

/* Is it known that they have lived at the address for 12 months? */
static bool
settled(const interview *v, json_t *address)
{
	const char *text = json_string_value(json_object_get(address, "from"));
	cnis_day from = CNIS_DAY_NONE;

	return text != NULL && cnis_day_parse(text, &from) == CNIS_OK &&
	       from <= cnis_day_add_months(cnis_register_today(v->x->r), -12);
}

/* What is asked beside the home is kept under keys that are no part of the form, and joined to it
 * in interview_form(). */
static cnis_status
ask_addresses(interview *v)
{
	json_t *home = member_at(v->form, "addresses", 0);
	json_t *before = object_at(v->form, "_before");
	json_t *further = object_at(v->form, "_further");
	cnis_status st = interview_all(v, home, ADDRESS_QUESTIONS);

	if (st == CNIS_OK && json_is_string(json_object_get(home, "line1")) && !settled(v, home) &&
	    json_object_get(before, "line1") == NULL)
		st = interview_one(v, before, &BEFORE_QUESTION);
	if (st == CNIS_OK && json_is_string(json_object_get(before, "line1")))
		st = interview_all(v, before, FURTHER_QUESTIONS);
	if (st == CNIS_OK && json_object_get(v->form, ELSEWHERE_QUESTION.key) == NULL)
		st = interview_one(v, v->form, &ELSEWHERE_QUESTION);
	if (st == CNIS_OK && json_is_true(json_object_get(v->form, ELSEWHERE_QUESTION.key)))
		st = interview_all(v, further, FURTHER_QUESTIONS);
	return st;
}

/* An address more, of that kind; false when memory is gone. */
static bool
join_address(json_t *form, const char *key, const char *kind)
{
	json_t *address = json_object_get(form, key);

	if (!json_is_string(json_object_get(address, "line1")))
		return true;
	return json_object_set_new(address, "kind", json_string(kind)) == 0 &&
	       json_array_append(json_object_get(form, "addresses"), address) == 0 &&
	       json_object_del(form, key) == 0;
}

/* Nobody lives elsewhere: said of each child. */
static bool
join_answers(json_t *form)
{
	size_t i;
	json_t *child;

	if (!json_is_false(json_object_get(form, ELSEWHERE_QUESTION.key)))
		return true;
	json_array_foreach(json_object_get(form, "children"), i, child)
	{
		json_t *none =
		    json_pack("[{s:s, s:s}]", "item", "1.b.additional-address", "answer", "none");

		if (json_object_set_new(child, "answers", none) != 0)
			return false;
	}
	return true;
}

/* Who lives with the children lives in each of their homes; of anybody else it is not known where.
 */
static bool
join_homes(json_t *form)
{
	const json_t *addresses = json_object_get(form, "addresses");
	size_t i;
	json_t *parent;

	json_array_foreach(json_object_get(form, "parents"), i, parent)
	{
		json_t *homes = json_array();
		bool there = json_is_true(json_object_get(parent, "_lives_there"));

		if (json_object_set_new(parent, "addresses", homes) != 0)
			return false;
		for (size_t k = 0; there && k < json_array_size(addresses); k++)
			if (json_object_get(json_array_get(addresses, k), "kind") == NULL &&
			    json_array_append_new(homes, json_integer((json_int_t)k)) != 0)
				return false;
	}
	return true;
}

cnis_status
interview_form(interview *v, json_t **ret_form)
{
	json_t *form = json_deep_copy(v->form);

	if (form != NULL && join_address(form, "_before", "previous") &&
	    join_address(form, "_further", "additional") && join_answers(form) &&
	    interview_reach_join(form) && join_homes(form)) {
		*ret_form = form;
		return CNIS_OK;
	}
	json_decref(form);
	return cli_fail(v->x, CNIS_ENOMEM, "", "out of memory");
}

cnis_status
interview_ask(interview *v)
{
	cnis_status st;

	st = interview_all(v, v->form, FORM_QUESTIONS);
	if (st == CNIS_OK)
		st = ask_list(v, "children", "Another child of the family? (y/n)",
		              CNIS_FORM_CHILDREN, ask_child);
	if (st == CNIS_OK)
		st = ask_addresses(v);
	if (st == CNIS_OK)
		st = ask_list(v, "parents", "Another parent or carer? (y/n)", CNIS_FORM_PARENTS,
		              interview_adult_ask);
	return st;
}

/* ---- again --------------------------------------------------------------------------------------
 */

/* The object at a path such as "children[1].school", up to its last dot; @p ret_key the rest. */
static json_t *
owner_at(json_t *form, const char *path, const char **ret_key)
{
	json_t *at = form;
	const char *dot;
	char name[64];

	for (; (dot = strchr(path, '.')) != NULL; path = dot + 1) {
		size_t len = strcspn(path, "[.");

		if (len >= sizeof(name))
			return NULL;
		memcpy(name, path, len);
		name[len] = '\0';
		at = json_object_get(at, name);
		if (path[len] == '[')
			at = json_array_get(at, strtoul(path + len + 1, NULL, 10));
	}
	*ret_key = path;
	return at;
}

/* Where the answer is kept that stands at a path of the form. */
static json_t *
answer_at(const interview *v, json_t *form, const char *path, const char **ret_key)
{
	json_t *at = owner_at(form, path, ret_key);
	const json_t *kind = json_object_get(at, "kind");
	const char *list = strstr(path, ".contact_points[");
	const char *rest; /* of parent: nothing comes after it */
	char parent[64];

	if (strncmp(path, "addresses[", 10) == 0 && json_is_string(kind))
		return json_object_get(v->form, strcmp(json_string_value(kind), "previous") == 0
		                                    ? "_before"
		                                    : "_further");
	if (list == NULL) {
		at = owner_at(v->form, path, ret_key);
		if (strcmp(*ret_key, "write_to") == 0)
			*ret_key = interview_reach_key(NULL, *ret_key);
		return at;
	}
	(void)snprintf(parent, sizeof(parent), "%.*s.", (int)(list - path), path);
	at = owner_at(v->form, parent, &rest);
	*ret_key = interview_reach_key(json_string_value(kind), path);
	return at;
}

/* Both ends of a range are one answer. */
static void
forget_answer(json_t *object, const char *key)
{
	static const char high[] = "_high";
	const char *end = strstr(key, high);
	char other[64];

	if (end == NULL)
		(void)snprintf(other, sizeof(other), "%.50s%s", key, high);
	else
		(void)snprintf(other, sizeof(other), "%.*s", (int)(end - key), key);
	(void)json_object_del(object, other);
	(void)json_object_del(object, key);
}

cnis_status
interview_forget(interview *v, json_t *form, const json_t *paths, bool *ret_again)
{
	size_t i;
	json_t *path;

	*ret_again = false;
	json_array_foreach(paths, i, path)
	{
		const char *key = "";
		json_t *object = answer_at(v, form, json_string_value(path), &key);
		const json_t *value = json_object_get(object, key);

		if (value == NULL || json_is_object(value) || json_is_array(value))
			continue;
		forget_answer(object, key);
		*ret_again = true;
	}
	return *ret_again ? save_draft(v) : CNIS_OK;
}

/* The calculator by JSON, a line at a time. */
#include <cnis/rule_json.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

enum { SCHEMA = 1, MOST_INPUTS = 32, TEXT_SIZE = 256 };

/* Inputs of one line: names are borrowed from the object, values are here. */
typedef struct inputs {
	cnis_rule_input in[MOST_INPUTS];
	char text[MOST_INPUTS][TEXT_SIZE];
	size_t n;
} inputs;

static cnis_status
bad(cnis_error *reterr, const char *field, const char *problem)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, "rule.eval", field, "%s", problem);
}

/* An array of strings as a list; false for anything else in it. */
static bool
join(text_buf *b, const json_t *array)
{
	size_t i;
	const json_t *item;

	json_array_foreach(array, i, item)
	{
		if (!json_is_string(item))
			return false;
		text_add(b, i == 0 ? "" : " ");
		text_add(b, json_string_value(item));
	}
	return true;
}

/* As short as it can be written. */
static void
add_real(text_buf *b, double value)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%.15g", value);
	text_add(b, text);
}

/* One value as text; false when it is of no kind an input can have, or too long for any. */
static bool
value_text(const json_t *value, char text[TEXT_SIZE], const char **ret)
{
	text_buf b = text_buf_on(text, TEXT_SIZE);
	bool known = true;

	*ret = text;
	if (json_is_null(value))
		*ret = NULL;
	else if (json_is_string(value))
		text_add(&b, json_string_value(value));
	else if (json_is_boolean(value))
		text_add(&b, json_is_true(value) ? "true" : "false");
	else if (json_is_integer(value))
		text_add_int(&b, json_integer_value(value));
	else if (json_is_real(value))
		add_real(&b, json_real_value(value));
	else
		known = json_is_array(value) && join(&b, value);
	return known && !b.cut;
}

static cnis_status
read_inputs(json_t *object, inputs *ret, cnis_error *reterr)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
	{
		cnis_rule_input *in = &ret->in[ret->n];

		if (ret->n == MOST_INPUTS)
			return bad(reterr, "", "there are more inputs than any rule has");
		in->name = name;
		if (!value_text(value, ret->text[ret->n], &in->text))
			return bad(reterr, name,
			           "must be a short text, a number, true, false, null or a "
			           "list of texts");
		ret->n++;
	}
	return CNIS_OK;
}

/* The line as an object.  What the parser says could quote the line, so it is not passed on. */
static cnis_status
parse(const char *line, json_t **ret, cnis_error *reterr)
{
	json_error_t error;
	json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, &error);

	if (object == NULL && json_no_memory(&error))
		return cnis_nomem(reterr, "rule.eval");
	if (object == NULL && json_error_code(&error) == json_error_duplicate_key)
		return bad(reterr, "", "a key is given twice");
	if (!json_is_object(object)) {
		json_decref(object);
		return bad(reterr, "", "the line is not one JSON object");
	}
	*ret = object;
	return CNIS_OK;
}

cnis_status
cnis_rule_eval_json(const char *id, const char *line, const cnis_rule_context *context,
                    char **ret_text, cnis_error *reterr)
{
	json_t *object = NULL;
	inputs in = { 0 };
	cnis_rule_verdict v;
	cnis_status st = parse(line, &object, reterr);

	if (st == CNIS_OK)
		st = read_inputs(object, &in, reterr);
	if (st == CNIS_OK)
		st = cnis_rule_eval(id, in.in, in.n, context, &v, reterr);
	if (st == CNIS_OK)
		st = cnis_rule_verdict_json(&v, ret_text, reterr);
	json_decref(object);
	return st;
}

static json_t *
list_json(const char *list)
{
	json_t *array = json_array();

	while (*list != '\0') {
		size_t n = strcspn(list, " ");

		if (json_array_append_new(array, json_stringn(list, n)) != 0) {
			json_decref(array);
			return NULL;
		}
		list += n + strspn(list + n, " ");
	}
	return array;
}

static json_t *
output_json(const cnis_rule_output *out)
{
	int64_t number = 0;

	switch (out->type) {
	case CNIS_RULE_BOOL:
		return json_boolean(strcmp(out->text, "true") == 0);
	case CNIS_RULE_INT:
		(void)text_int(out->text, &number);
		return json_integer(number);
	case CNIS_RULE_LIST:
		return list_json(out->text);
	case CNIS_RULE_NULL:
		return json_null();
	case CNIS_RULE_TEXT:
	case CNIS_RULE_DAY:
		break;
	}
	return json_string(out->text);
}

/* Dump and release `object`; a member that could not be made leaves `complete` false. */
static cnis_status
dump(json_t *object, bool complete, char **ret_text, cnis_error *reterr)
{
	char *text = complete ? json_dumps(object, JSON_COMPACT) : NULL;

	json_decref(object);
	if (text == NULL)
		return cnis_nomem(reterr, "rule.eval");
	*ret_text = text;
	return CNIS_OK;
}

/* Setting a NULL value fails, so a value that could not be made is seen here too. */
static bool
set(json_t *object, const char *name, json_t *value)
{
	return json_object_set_new(object, name, value) == 0;
}

cnis_status
cnis_rule_verdict_json(const cnis_rule_verdict *v, char **ret_text, cnis_error *reterr)
{
	json_t *object = json_object();
	bool fine = set(object, "schema", json_integer(SCHEMA)) &&
	            set(object, "rule", json_string(v->rule->id));

	for (size_t i = 0; i < v->n; i++)
		fine = fine && set(object, v->out[i].name, output_json(&v->out[i]));
	fine = fine && set(object, "citation", json_string(v->rule->citation)) &&
	       set(object, "why", json_string(v->why));
	return dump(object, fine, ret_text, reterr);
}

cnis_status
cnis_rule_error_json(const cnis_error *error, char **ret_text, cnis_error *reterr)
{
	json_t *object = json_object();
	bool fine =
	    set(object, "schema", json_integer(SCHEMA)) &&
	    set(object, "error", json_string(error->message)) &&
	    set(object, "field", error->field[0] == '\0' ? json_null() : json_string(error->field));

	return dump(object, fine, ret_text, reterr);
}

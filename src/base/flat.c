#include "base/flat.h"

#include <stdio.h>

#include "base/json.h"

void
flat_begin(text_buf *b)
{
	text_add(b, "{");
}

static void
escaped(text_buf *b, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	char out[7];

	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\') {
			out[0] = '\\';
			out[1] = *text;
			out[2] = '\0';
		} else if (c < 0x20) {
			(void)text_copy(out, sizeof(out), "\\u00");
			out[4] = hex[c >> 4];
			out[5] = hex[c & 15U];
			out[6] = '\0';
		} else {
			out[0] = *text;
			out[1] = '\0';
		}
		text_add(b, out);
	}
}

static void
key(text_buf *b, const char *name)
{
	if (b->len > 0 && b->bytes[b->len - 1] != '{')
		text_add(b, ", ");
	text_add(b, "\"");
	escaped(b, name);
	text_add(b, "\": ");
}

void
flat_add(text_buf *b, const char *name, const char *value)
{
	key(b, name);
	if (value == NULL) {
		text_add(b, "null");
		return;
	}
	text_add(b, "\"");
	escaped(b, value);
	text_add(b, "\"");
}

void
flat_add_day(text_buf *b, const char *name, cnis_day value)
{
	char iso[CNIS_DAY_ISO_SIZE];

	flat_add(b, name, value == CNIS_DAY_NONE ? NULL : cnis_day_iso(value, iso));
}

void
flat_add_int(text_buf *b, const char *name, int64_t value)
{
	key(b, name);
	text_add_int(b, value);
}

void
flat_end(text_buf *b)
{
	text_add(b, "}");
}

/* A member as text; false for arrays and objects. */
static bool
member_text(const json_t *member, char number[32], const char **ret)
{
	if (json_is_string(member))
		*ret = json_string_value(member);
	else if (json_is_null(member))
		*ret = NULL;
	else if (json_is_boolean(member))
		*ret = json_is_true(member) ? "true" : "false";
	else if (json_is_integer(member)) {
		(void)snprintf(number, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(member));
		*ret = number;
	} else if (json_is_real(member)) {
		(void)snprintf(number, 32, "%.10g", json_real_value(member));
		*ret = number;
	} else
		return false;
	return true;
}

cnis_status
flat_read(const char *json, flat_fn fn, void *payload)
{
	json_error_t error;
	json_t *object = json_loads(json, JSON_REJECT_DUPLICATES, &error);
	const char *name;
	json_t *member;
	cnis_status st = CNIS_OK;

	if (!json_is_object(object)) {
		bool memory = object == NULL && json_no_memory(&error);

		json_decref(object);
		return memory ? CNIS_ENOMEM : CNIS_EINVAL;
	}
	json_object_foreach(object, name, member)
	{
		char number[32];
		const char *value = NULL;

		if (!member_text(member, number, &value) || !fn(name, value, payload)) {
			st = CNIS_EINVAL;
			break;
		}
	}
	json_decref(object);
	return st;
}

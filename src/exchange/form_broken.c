/* A form that is no sound JSON: which field broke, without a word of what it held. */
#include "exchange/form.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

void
form_path_add(char path[FORM_PATH_SIZE], const char *base, const char *key)
{
	bool plain = key[0] != '\0' && strlen(key) <= 30 &&
	             strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(key);
	text_buf b = text_buf_on(path, FORM_PATH_SIZE); /* a path too long to show is cut */

	text_add(&b, base);
	text_add(&b, base[0] == '\0' ? "" : ".");
	text_add(&b, plain ? key : "?");
}

/* What went wrong in reading, without a word of the text itself. */
static const char *
json_problem(const json_error_t *e)
{
	switch (json_error_code(e)) {
	case json_error_invalid_utf8:
		return "is not valid UTF-8";
	case json_error_duplicate_key:
		return "has a key twice in one object";
	case json_error_premature_end_of_input:
		return "ends in the middle";
	case json_error_end_of_input_expected:
		return "goes on after its end";
	case json_error_stack_overflow:
		return "is nested too deeply";
	case json_error_numeric_overflow:
		return "holds a number that is too large";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "holds a NUL character";
	case json_error_unknown:
	case json_error_out_of_memory:
	case json_error_cannot_open_file:
	case json_error_invalid_argument:
	case json_error_invalid_syntax:
	case json_error_invalid_format:
	case json_error_wrong_type:
	case json_error_null_value:
	case json_error_item_not_found:
	case json_error_index_out_of_range:
		break;
	}
	return "is not JSON";
}

enum { DEEPEST = 6 }; /* no key of the form lies deeper */

/* One object or list around a place in the text. */
typedef struct around {
	bool list, key_next;
	int64_t n;
	char key[32];
} around;

/* Past the text that opens at @p i; its beginning goes into @p ret. */
static size_t
pass_text(const char *text, size_t i, size_t end, char ret[32])
{
	size_t n = 0;

	for (i++; i < end && text[i] != '"'; i++) {
		i += text[i] == '\\' ? 1 : 0;
		if (n < 31 && i < end)
			ret[n++] = text[i];
	}
	ret[n] = '\0';
	if (i >= end)
		ret[0] = '\0'; /* broken off: not to be repeated */
	return i;
}

/* The field in which reading stopped: the text is sound up to @p end. */
static void
path_at(const char *text, size_t end, char path[FORM_PATH_SIZE])
{
	around up[DEEPEST] = { { 0 } };
	char value[32];
	size_t depth = 0;

	for (size_t i = 0; i < end; i++) {
		around *in = depth > 0 && depth <= DEEPEST ? &up[depth - 1] : NULL;

		if (text[i] == '"' && in != NULL && in->key_next) {
			i = pass_text(text, i, end, in->key);
			in->key_next = false;
		} else if (text[i] == '"')
			i = pass_text(text, i, end, value);
		else if (text[i] == '{' || text[i] == '[') {
			if (depth < DEEPEST)
				up[depth] =
				    (around){ .list = text[i] == '[', .key_next = text[i] == '{' };
			depth++;
		} else if ((text[i] == '}' || text[i] == ']') && depth > 0)
			depth--;
		else if (text[i] == ',' && in != NULL) {
			in->n++;
			in->key_next = !in->list;
		}
	}
	path[0] = '\0';
	for (size_t i = 0; i < depth && i < DEEPEST; i++) {
		char base[FORM_PATH_SIZE];

		memcpy(base, path, FORM_PATH_SIZE);
		if (up[i].list)
			(void)snprintf(path, FORM_PATH_SIZE, "%.40s[%lld]", base,
			               (long long)up[i].n);
		else if (!up[i].key_next)
			form_path_add(path, base, up[i].key);
	}
}

/* The first control character that may not stand as it is, or @p len: within a text none may. */
static size_t
raw_control(const char *text, size_t len)
{
	bool in = false;

	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] < 0x20 && (in || (text[i] != ' ' && text[i] != '\n' &&
		                                             text[i] != '\r' && text[i] != '\t')))
			return i;
		if (in && text[i] == '\\' && i + 1 < len && (unsigned char)text[i + 1] >= 0x20)
			i++;
		else if (text[i] == '"')
			in = !in;
	}
	return len;
}

cnis_status
form_broken(const char *bytes, size_t len, const json_error_t *e, cnis_error *reterr)
{
	enum json_error_code code = json_error_code(e);
	char path[FORM_PATH_SIZE] = "";
	size_t end = e->position > 0 && (size_t)e->position < len ? (size_t)e->position : len;
	size_t raw = raw_control(bytes, len);

	/* invalid UTF-8 is found first, wherever it stands */
	if (code != json_error_invalid_utf8 && raw < len && raw <= end) {
		path_at(bytes, raw, path);
		return cnis_fail(reterr, CNIS_EINVAL, 0, "form.read", path,
		                 "the form holds a %s inside a text: take it out, or write it as "
		                 "JSON does (line %d)",
		                 bytes[raw] == '\0'   ? "NUL character"
		                 : bytes[raw] == '\n' ? "line break"
		                                      : "control character",
		                 form_line_at(bytes, raw));
	}
	if (e->position > 0)
		path_at(bytes, end, path);
	return cnis_fail(reterr, CNIS_EINVAL, 0, "form.read", path, "the form %s (line %d)",
	                 json_problem(e), e->line);
}

/* Text: UTF-8 in, NFC kept, nothing on the way that could fool a reader or a terminal. */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

bool
text_copy(char *dst, size_t size, const char *src)
{
	text_buf b = text_buf_on(dst, size);

	text_add(&b, src == NULL ? "" : src);
	return !b.cut;
}

bool
text_same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

bool
text_empty(const char *text)
{
	return text == NULL || text[0] == '\0';
}

text_buf
text_buf_on(char *bytes, size_t size)
{
	text_buf b = { bytes, size, 0, false };

	if (size > 0)
		bytes[0] = '\0';
	return b;
}

/* The longest start of text, at most room bytes, that ends on a whole character. */
static size_t
whole_prefix(const char *text, size_t room)
{
	while (room > 0 && ((unsigned char)text[room] & 0xC0U) == 0x80U)
		room--;
	return room;
}

void
text_add(text_buf *b, const char *text)
{
	size_t len = strlen(text);
	size_t room = b->size == 0 ? 0 : b->size - 1 - b->len;

	if (b->cut || b->size == 0)
		return;
	if (len > room) {
		len = whole_prefix(text, room);
		b->cut = true;
	}
	memcpy(b->bytes + b->len, text, len);
	b->len += len;
	b->bytes[b->len] = '\0';
}

void
text_add_int(text_buf *b, int64_t value)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;
	uint64_t rest = value < 0 ? (uint64_t) - (value + 1) + 1 : (uint64_t)value;

	digits[at] = '\0';
	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (value < 0)
		digits[--at] = '-';
	text_add(b, digits + at);
}

void
text_add_day(text_buf *b, cnis_day day)
{
	char iso[CNIS_DAY_ISO_SIZE];

	text_add(b, day == CNIS_DAY_NONE ? "none" : cnis_day_iso(day, iso));
}

bool
text_int(const char *text, int64_t *ret_value)
{
	bool negative = false;
	int64_t value = 0;

	if (text == NULL)
		return false;
	if (*text == '-') {
		negative = true;
		text++;
	}
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		int digit = *text - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (value > (INT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*ret_value = negative ? -value : value;
	return true;
}

static bool
changes_direction(utf8proc_int32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static text_problem
look(const char *in, size_t len, size_t max_chars, bool multiline)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)in;
	size_t at = 0;
	size_t chars = 0;

	while (at < len) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(bytes + at, (utf8proc_ssize_t)(len - at), &c);

		if (n <= 0)
			return TEXT_NOT_UTF8;
		if (changes_direction(c))
			return TEXT_BIDI;
		if ((c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) &&
		    !(multiline && (c == '\n' || c == '\t')))
			return TEXT_CONTROL;
		at += (size_t)n;
		if (++chars > max_chars)
			return TEXT_TOO_LONG;
	}
	return TEXT_FINE;
}

text_problem
text_clean(const char *in, size_t len, size_t max_chars, bool multiline, char **ret_text)
{
	text_problem problem;
	utf8proc_uint8_t *nfc = NULL;
	utf8proc_ssize_t n;
	size_t from = 0;
	size_t to;
	char *copy;

	problem = look(in, len, max_chars, multiline);
	if (problem != TEXT_FINE)
		return problem;
	n = utf8proc_map((const utf8proc_uint8_t *)in, (utf8proc_ssize_t)len, &nfc,
	                 (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
	if (n < 0)
		return n == UTF8PROC_ERROR_NOMEM ? TEXT_NO_MEMORY : TEXT_NOT_UTF8;
	to = (size_t)n;
	while (from < to && (nfc[from] == ' ' || nfc[from] == '\n' || nfc[from] == '\t'))
		from++;
	while (to > from && (nfc[to - 1] == ' ' || nfc[to - 1] == '\n' || nfc[to - 1] == '\t'))
		to--;
	copy = mem_text_n((const char *)nfc + from, to - from);
	free(nfc);
	if (copy == NULL)
		return TEXT_NO_MEMORY;
	*ret_text = copy;
	return TEXT_FINE;
}

const char *
text_problem_words(text_problem problem)
{
	switch (problem) {
	case TEXT_FINE:
		return "is fine";
	case TEXT_NOT_UTF8:
		return "is not valid UTF-8";
	case TEXT_CONTROL:
		return "holds a control character";
	case TEXT_BIDI:
		return "holds a character that changes the direction of text";
	case TEXT_TOO_LONG:
		return "is too long";
	case TEXT_NO_MEMORY:
		return "did not fit in memory";
	}
	return "is not usable";
}

size_t
text_width(const char *text)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	size_t width = 0;

	while (*bytes != 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(bytes, -1, &c);

		if (n <= 0) { /* not a character: shown as one replacement mark */
			width++;
			bytes++;
			continue;
		}
		width += (size_t)utf8proc_charwidth(c);
		bytes += n;
	}
	return width;
}

/* Letters and digits stay; everything else becomes a space, and spaces are squeezed. */
static void
squeeze(char *folded)
{
	const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)folded;
	char *out = folded;
	bool gap = false;

	while (*in != 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(in, -1, &c);
		utf8proc_category_t kind;

		if (n <= 0)
			break;
		kind = utf8proc_category(c);
		if ((kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
		    kind == UTF8PROC_CATEGORY_ND) {
			if (gap && out != folded)
				*out++ = ' ';
			gap = false;
			memmove(out, in, (size_t)n);
			out += n;
		} else if (c != '\'' && c != 0x2019) { /* O'Neill and Oneill are one name */
			gap = true;
		}
		in += n;
	}
	*out = '\0';
}

/* Most names are plain ASCII, and a search for likely duplicates folds many of them. */
static bool
fold_ascii(char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x80)
			return false;
		if (*text >= 'A' && *text <= 'Z')
			*text = (char)(*text + ('a' - 'A'));
	}
	return true;
}

char *
text_fold(const char *text)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n;
	char *copy = mem_text(text);

	if (copy == NULL)
		return NULL;
	if (fold_ascii(copy)) {
		squeeze(copy);
		return copy;
	}
	free(copy);
	n = utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
	                 (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE |
	                                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
	                                     UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK));
	if (n < 0)
		return n == UTF8PROC_ERROR_NOMEM ? NULL : mem_text("");
	copy = mem_text((const char *)folded);
	free(folded);
	if (copy != NULL)
		squeeze(copy);
	return copy;
}

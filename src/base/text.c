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
	char bytes[24];
	size_t at = sizeof(bytes) - 1;
	uint64_t rest = value < 0 ? (uint64_t) - (value + 1) + 1 : (uint64_t)value;

	bytes[at] = '\0';
	do {
		bytes[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (value < 0)
		bytes[--at] = '-';
	text_add(b, bytes + at);
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

/* Digits before or after the point; how many there were. */
static size_t
digits(const char *text, int64_t *io_value)
{
	size_t n = 0;

	for (; text[n] >= '0' && text[n] <= '9'; n++)
		*io_value = n < 9 ? *io_value * 10 + (text[n] - '0') : *io_value;
	return n;
}

bool
text_hundredths(const char *text, int64_t *ret_value)
{
	enum { WHOLE = 9, DECIMALS = 2 };
	int64_t value = 0;
	size_t whole = text == NULL ? 0 : digits(text, &value);
	size_t decimals = 0;

	if (whole == 0 || whole > WHOLE)
		return false;
	text += whole;
	if (*text == '.') {
		decimals = digits(text + 1, &value);
		text += 1 + decimals;
		if (decimals == 0)
			return false;
	}
	if (*text != '\0' || decimals > DECIMALS)
		return false;
	for (; decimals < DECIMALS; decimals++)
		value *= 10;
	*ret_value = value;
	return true;
}

void
text_add_hundredths(text_buf *b, int64_t value)
{
	int64_t rest = value % 100;

	text_add_int(b, value / 100);
	if (rest == 0)
		return;
	text_add(b, rest < 10 ? ".0" : ".");
	text_add_int(b, rest % 10 == 0 ? rest / 10 : rest);
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

/* Some of them are letters to Unicode. */
static bool
apostrophe(utf8proc_int32_t c)
{
	return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 ||
	       (c >= 0x2B9 && c <= 0x2BF);
}

/* Letters that are no Latin letter with a mark, as people who have no such key write them. */
static const struct {
	utf8proc_int32_t c;
	const char *latin;
} SPELT[] = {
	{ 0xE6, "ae" },
	{ 0xF0, "d" },
	{ 0xF8, "o" },
	{ 0xFE, "th" },
	{ 0x111, "d" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x138, "k" },
	{ 0x142, "l" },
	{ 0x14B, "ng" },
	{ 0x153, "oe" },
	{ 0x167, "t" },
	{ 0x180, "b" },
	{ 0x188, "c" },
	{ 0x199, "k" },
	{ 0x1B4, "y" },
	{ 0x253, "b" },
	{ 0x254, "o" },
	{ 0x256, "d" },
	{ 0x257, "d" },
	{ 0x259, "a" },
	{ 0x25B, "e" },
	{ 0x263, "g" },
	{ 0x268, "i" },
	{ 0x269, "i" },
	{ 0x272, "ny" },
	{ 0x28B, "v" },
	{ 0x292, "j" },
	/* Greek */
	{ 0x3B1, "a" },
	{ 0x3B2, "v" },
	{ 0x3B3, "g" },
	{ 0x3B4, "d" },
	{ 0x3B5, "e" },
	{ 0x3B6, "z" },
	{ 0x3B7, "i" },
	{ 0x3B8, "th" },
	{ 0x3B9, "i" },
	{ 0x3BA, "k" },
	{ 0x3BB, "l" },
	{ 0x3BC, "m" },
	{ 0x3BD, "n" },
	{ 0x3BE, "x" },
	{ 0x3BF, "o" },
	{ 0x3C0, "p" },
	{ 0x3C1, "r" },
	{ 0x3C2, "s" },
	{ 0x3C3, "s" },
	{ 0x3C4, "t" },
	{ 0x3C5, "y" },
	{ 0x3C6, "f" },
	{ 0x3C7, "ch" },
	{ 0x3C8, "ps" },
	{ 0x3C9, "o" },
	/* Cyrillic: Russian, Ukrainian, Bulgarian, Serbian */
	{ 0x430, "a" },
	{ 0x431, "b" },
	{ 0x432, "v" },
	{ 0x433, "g" },
	{ 0x434, "d" },
	{ 0x435, "e" },
	{ 0x436, "zh" },
	{ 0x437, "z" },
	{ 0x438, "i" },
	{ 0x439, "i" },
	{ 0x43A, "k" },
	{ 0x43B, "l" },
	{ 0x43C, "m" },
	{ 0x43D, "n" },
	{ 0x43E, "o" },
	{ 0x43F, "p" },
	{ 0x440, "r" },
	{ 0x441, "s" },
	{ 0x442, "t" },
	{ 0x443, "u" },
	{ 0x444, "f" },
	{ 0x445, "kh" },
	{ 0x446, "ts" },
	{ 0x447, "ch" },
	{ 0x448, "sh" },
	{ 0x449, "shch" },
	{ 0x44A, "" },
	{ 0x44B, "y" },
	{ 0x44C, "" },
	{ 0x44D, "e" },
	{ 0x44E, "yu" },
	{ 0x44F, "ya" },
	{ 0x452, "dj" },
	{ 0x454, "e" },
	{ 0x455, "dz" },
	{ 0x456, "i" },
	{ 0x458, "j" },
	{ 0x459, "lj" },
	{ 0x45A, "nj" },
	{ 0x45B, "c" },
	{ 0x45F, "dz" },
	{ 0x491, "g" },
};

/* @p folded with these letters spelt out; free(); NULL if no memory. */
static char *
spell_out(const char *folded)
{
	enum { GROWS = 2 }; /* two bytes become four at most */
	const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)folded;
	size_t size = strlen(folded) * GROWS + 1;
	char *out = mem_new(size, 1);
	text_buf b;

	if (out == NULL)
		return NULL;
	b = text_buf_on(out, size);
	while (*in != 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(in, -1, &c);
		char same[5] = "";
		const char *latin = same;
		size_t i;

		if (n <= 0)
			break;
		memcpy(same, in, (size_t)n);
		for (i = 0; c >= 0x80 && i < sizeof(SPELT) / sizeof(SPELT[0]); i++) {
			if (SPELT[i].c == c)
				latin = SPELT[i].latin;
		}
		text_add(&b, latin);
		in += n;
	}
	return out;
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
		if (!apostrophe(c) &&
		    ((kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
		     kind == UTF8PROC_CATEGORY_ND)) {
			if (gap && out != folded)
				*out++ = ' ';
			gap = false;
			memmove(out, in, (size_t)n);
			out += n;
		} else if (!apostrophe(c)) { /* O'Neill and Oneill are one name */
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
	copy = spell_out((const char *)folded);
	free(folded);
	if (copy != NULL)
		squeeze(copy);
	return copy;
}

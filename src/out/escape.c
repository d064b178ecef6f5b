/* Text made safe to show: no control or bidirectional character reaches a terminal or a reader. */
#include "out/format.h"

#include <utf8proc.h>

static bool
is_hidden(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* One character at @p s; a broken byte counts as U+FFFD. */
static utf8proc_int32_t
character(const char *s, size_t *ret_len)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);

	if (n <= 0) {
		*ret_len = 1;
		return -1;
	}
	*ret_len = (size_t)n;
	return c;
}

/* Bytes at the start of @p s that every format writes as they are: nearly all there are. */
static size_t
ordinary(const char *s)
{
	size_t n = 0;

	while (s[n] >= 0x20 && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

void
put_escaped(FILE *f, const char *text, bool json, bool lines)
{
	size_t len;

	for (const char *p = text; *p != '\0'; p += len) {
		utf8proc_int32_t c;

		len = ordinary(p);
		if (len > 0) {
			fwrite(p, 1, len, f);
			continue;
		}
		c = character(p, &len);
		if (c < 0)
			fputs("\xef\xbf\xbd", f);
		else if (json && (c == '"' || c == '\\'))
			fprintf(f, "\\%c", (char)c);
		else if (lines && (c == '\n' || c == '\r' || c == '\t'))
			putc((int)c, f);
		else if (c == '\n')
			fputs("\\n", f);
		else if (c == '\t')
			fputs("\\t", f);
		else if (is_hidden(c) && !json && c < 0x100)
			fprintf(f, "\\x%02x", (unsigned)c);
		else if (is_hidden(c))
			fprintf(f, "\\u%04x", (unsigned)c);
		else
			fwrite(p, 1, len, f);
	}
}

void
out_safe(FILE *f, const char *text)
{
	put_escaped(f, text, false, false);
}

/* Columns put_escaped() will take on a terminal. */
size_t
safe_width(const char *text)
{
	size_t width = 0;
	size_t len;

	for (const char *p = text; *p != '\0'; p += len) {
		utf8proc_int32_t c;

		len = ordinary(p);
		if (len > 0) {
			width += len;
			continue;
		}
		c = character(p, &len);
		if (c < 0)
			width += 1;
		else if (c == '\n' || c == '\t')
			width += 2;
		else if (is_hidden(c))
			width += c < 0x100 ? 4 : 6;
		else
			width += (size_t)utf8proc_charwidth(c);
	}
	return width;
}

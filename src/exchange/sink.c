/* Many rows out. */
#include "exchange/sink.h"

#include <string.h>

void
sink_begin(sink *s, bool json, cnis_sink_fn fn, void *payload, cnis_error *err)
{
	s->fn = fn;
	s->payload = payload;
	s->err = err;
	s->st = CNIS_OK;
	s->json = json;
	s->first = true;
	s->rows = 0;
	s->len = 0;
}

static void
flush(sink *s)
{
	if (s->st == CNIS_OK && s->len > 0)
		s->st = s->fn(s->bytes, s->len, s->payload, s->err);
	s->len = 0;
}

static void
put(sink *s, const char *bytes, size_t len)
{
	while (len > SINK_BUFFER - s->len) {
		size_t part = SINK_BUFFER - s->len;

		memcpy(s->bytes + s->len, bytes, part);
		s->len += part;
		bytes += part;
		len -= part;
		flush(s);
	}
	memcpy(s->bytes + s->len, bytes, len);
	s->len += len;
}

static void
put_char(sink *s, char c)
{
	if (s->len == SINK_BUFFER)
		flush(s);
	s->bytes[s->len++] = c;
}

void
sink_raw(sink *s, const char *text)
{
	put(s, text, strlen(text));
}

static void
put_json(sink *s, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	const char *from = text;

	put_char(s, '"');
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
			continue;
		put(s, from, (size_t)(text - from));
		from = text + 1;
		if (c == '"' || c == '\\') {
			put_char(s, '\\');
			put_char(s, (char)c);
		} else if (c == '\n') {
			put(s, "\\n", 2);
		} else if (c == '\t') {
			put(s, "\\t", 2);
		} else {
			char u[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

			put(s, u, sizeof(u));
		}
	}
	put(s, from, (size_t)(text - from));
	put_char(s, '"');
}

void
sink_quoted(sink *s, const char *text)
{
	put_json(s, text);
}

/* 1: must be quoted; 2: looks like a formula. */
static unsigned
csv_needs(const char *text, size_t *ret_len)
{
	const char *at = text;
	unsigned need = 0;

	while (*at == '\'')
		at++;
	if (*at == '=' || *at == '+' || *at == '-' || *at == '@')
		need = 2;
	/* A space at either end would be trimmed by many readers, ours among them. */
	if (*text == ' ')
		need |= 1;
	for (at = text; *at != '\0'; at++)
		if (*at == ',' || *at == '"' || *at == '\n' || *at == '\r')
			need |= 1;
	*ret_len = (size_t)(at - text);
	if (at > text && at[-1] == ' ')
		need |= 1;
	return need;
}

static void
put_csv(sink *s, const char *text)
{
	size_t len;
	unsigned need = csv_needs(text, &len);

	if (need == 0) {
		put(s, text, len);
		return;
	}
	if ((need & 1) != 0)
		put_char(s, '"');
	if ((need & 2) != 0)
		put_char(s, '\'');
	if ((need & 1) == 0) {
		put(s, text, len);
		return;
	}
	for (; *text != '\0'; text++) {
		if (*text == '"')
			put_char(s, '"');
		put_char(s, *text);
	}
	put_char(s, '"');
}

void
sink_header(sink *s, const char *const *names, size_t n)
{
	if (s->json)
		return;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			put_char(s, ',');
		put_csv(s, names[i]);
	}
	put(s, "\r\n", 2);
}

void
sink_row(sink *s)
{
	s->first = true;
	if (s->json)
		put(s, "{\"schema\":1", 11);
}

static void
next(sink *s, const char *name)
{
	if (s->json) {
		put(s, ",\"", 2);
		put(s, name, strlen(name));
		put(s, "\":", 2);
	} else if (!s->first) {
		put_char(s, ',');
	}
	s->first = false;
}

void
sink_text(sink *s, const char *name, const char *value)
{
	next(s, name);
	if (s->json) {
		if (value == NULL)
			put(s, "null", 4);
		else
			put_json(s, value);
	} else if (value != NULL) {
		put_csv(s, value);
	}
}

static char *
digits(int64_t value, char buf[24])
{
	char *at = buf + 23;
	uint64_t rest = value < 0 ? (uint64_t) - (value + 1) + 1 : (uint64_t)value;

	*at = '\0';
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (value < 0)
		*--at = '-';
	return at;
}

void
sink_int(sink *s, const char *name, int64_t value)
{
	char buf[24];

	next(s, name);
	sink_raw(s, digits(value, buf));
}

void
sink_bool(sink *s, const char *name, bool value)
{
	next(s, name);
	if (s->json)
		sink_raw(s, value ? "true" : "false");
	else
		sink_raw(s, value ? "yes" : "no");
}

void
sink_day(sink *s, const char *name, cnis_day value)
{
	char iso[12];
	int y;
	int m;
	int d;

	next(s, name);
	if (value == CNIS_DAY_NONE) {
		if (s->json)
			put(s, "null", 4);
		return;
	}
	cnis_day_split(value, &y, &m, &d);
	iso[0] = '"';
	iso[1] = (char)('0' + y / 1000 % 10);
	iso[2] = (char)('0' + y / 100 % 10);
	iso[3] = (char)('0' + y / 10 % 10);
	iso[4] = (char)('0' + y % 10);
	iso[5] = '-';
	iso[6] = (char)('0' + m / 10);
	iso[7] = (char)('0' + m % 10);
	iso[8] = '-';
	iso[9] = (char)('0' + d / 10);
	iso[10] = (char)('0' + d % 10);
	iso[11] = '"';
	if (s->json)
		put(s, iso, 12);
	else
		put(s, iso + 1, 10);
}

void
sink_row_end(sink *s)
{
	if (s->json)
		put(s, "}\n", 2);
	else
		put(s, "\r\n", 2);
	s->rows++;
}

cnis_status
sink_end(sink *s)
{
	flush(s);
	return s->st;
}

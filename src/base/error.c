/* Errors: filled in place, no allocation, no personal data. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

const char *
cnis_status_text(cnis_status status)
{
	switch (status) {
#define CNIS_STATUS_GEN(name, value, text)                                                         \
	case CNIS_##name:                                                                          \
		return text;
		CNIS_STATUS_MAP(CNIS_STATUS_GEN)
#undef CNIS_STATUS_GEN
	}
	return "unknown status";
}

static void
fill(cnis_error *err, cnis_status code, int sub, const char *where, const char *field,
     const char *rule)
{
	err->code = code;
	err->sub = sub;
	(void)text_copy(err->where, sizeof(err->where), where);
	(void)text_copy(err->field, sizeof(err->field), field);
	(void)text_copy(err->rule, sizeof(err->rule), rule);
}

static void say(cnis_error *err, const char *fmt, va_list ap) CNIS_PRINTF(2, 0);

/* One line that a terminal can be trusted with, cut at a whole character: a message may quote a key
 * or a column of the input. */
static void
say(cnis_error *err, const char *fmt, va_list ap)
{
	char whole[2 * sizeof(err->message)];
	char *c;

	(void)vsnprintf(whole, sizeof(whole), fmt, ap);
	(void)text_copy(err->message, sizeof(err->message), whole);
	for (c = err->message; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	for (c = err->field; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
}

cnis_status
cnis_fail(cnis_error *err, cnis_status code, int sub, const char *where, const char *field,
          const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return code;
	fill(err, code, sub, where, field, NULL);
	va_start(ap, fmt);
	say(err, fmt, ap);
	va_end(ap);
	return code;
}

cnis_status
cnis_refuse(cnis_error *err, const char *rule, const char *where, const char *field,
            const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return CNIS_EREFUSED;
	fill(err, CNIS_EREFUSED, 0, where, field, rule);
	va_start(ap, fmt);
	say(err, fmt, ap);
	va_end(ap);
	return CNIS_EREFUSED;
}

void
error_nomem(cnis_error *err, const char *where)
{
	if (err == NULL)
		return;
	fill(err, CNIS_ENOMEM, 0, where, NULL, NULL);
	(void)text_copy(err->message, sizeof(err->message), "out of memory; nothing was changed");
}

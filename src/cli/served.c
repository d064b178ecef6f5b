/* Who was served notice of a decision about consent, how, or why not: s. 434A(8). */
#include "cli/served.h"

#include <stdio.h>
#include <string.h>

#include <cnis/consent.h>
#include <cnis/reference.h>

static const out_column COLUMNS[] = {
	{ .key = "recipient", .heading = "to", .type = OUT_TEXT },
	{ .key = "person", .heading = "adult", .type = OUT_TEXT },
	{ .key = "on", .heading = "on", .type = OUT_DAY },
	{ .key = "method", .heading = "how", .type = OUT_TEXT },
	{ .key = "at", .heading = "where", .type = OUT_TEXT },
	{ .key = "not_served", .heading = "not served", .type = OUT_TEXT },
	{ .key = "reason", .heading = "why", .type = OUT_TEXT },
	{ .key = "rev", .heading = NULL, .type = OUT_INT },
};

static cnis_status
show(const cnis_consent_service *s, void *payload, cnis_error *reterr)
{
	static const out_spec spec = { .columns = COLUMNS,
		                       .n = sizeof(COLUMNS) / sizeof(COLUMNS[0]),
		                       .record = "consent_service",
		                       .title = "Notices of the decision" };
	family_listing *l = payload;

	(void)reterr;
	if (s->on > l->on)
		return CNIS_OK;
	if (l->w == NULL)
		l->w = cli_open(l->x, &spec);
	if (l->w == NULL)
		return CNIS_ENOMEM;
	out_text(l->w, s->recipient);
	family_reference(l->w, CNIS_REF_PERSON, s->person_id);
	out_day(l->w, s->on);
	out_text(l->w, s->method);
	family_reference(l->w, CNIS_REF_ADDRESS, s->address_id);
	out_text(l->w, s->not_served);
	out_text(l->w, s->reason);
	out_int(l->w, s->rev);
	return cli_row(l->x, l->w);
}

cnis_status
served_table(family_listing *l)
{
	cnis_status st;

	l->w = NULL;
	st = cnis_consent_services(l->x->r, l->id, show, l, &l->x->error);
	return l->w == NULL ? st : cli_close(l->x, l->w, st);
}

typedef struct line {
	const family_listing *l;
	char *text;
	size_t size, len;
} line;

static void
add(line *to, const char *between, const char *text)
{
	if (text == NULL || text[0] == '\0' || to->len >= to->size)
		return;
	to->len += (size_t)snprintf(to->text + to->len, to->size - to->len, "%s%s", between, text);
}

static cnis_status
add_service(const cnis_consent_service *s, void *payload, cnis_error *reterr)
{
	line *to = payload;
	char iso[CNIS_DAY_ISO_SIZE];

	(void)reterr;
	if (s->on > to->l->on)
		return CNIS_OK;
	add(to, to->len > 0 ? "; " : "", s->recipient);
	add(to, " ", s->person_id == 0 ? NULL : cli_reference(CNIS_REF_PERSON, s->person_id));
	add(to, " ", s->method == NULL ? "not served" : s->method);
	add(to, ", ", s->not_served);
	add(to, " ", cnis_day_iso(s->on, iso));
	add(to, ": ", s->reason);
	return CNIS_OK;
}

cnis_status
served_line(const family_listing *l, int64_t withdrawal, char *ret, size_t size)
{
	line to = { .l = l, .text = ret, .size = size };

	ret[0] = '\0';
	return cnis_consent_services(l->x->r, withdrawal, add_service, &to, &l->x->error);
}

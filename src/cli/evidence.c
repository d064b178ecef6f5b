/* The documents a record rests on, named on its page and below its list: references only, on
 * stderr, so that what is read by programs stays as it is. */
#include "cli/evidence.h"

#include <stdio.h>
#include <string.h>

#include <cnis/document.h>
#include <cnis/reference.h>

enum { MOST = 400 };

/* Under which letter the rows of a list are quoted, by the key of their first column. */
static const struct {
	const char *key;
	char kind;
} ROWS[] = {
	{ "entry", CNIS_REF_ENTRY },
	{ "flag", CNIS_REF_FLAG },
	{ "withdrawal", CNIS_REF_WITHDRAWAL },
	{ "review", CNIS_REF_REVIEW },
	{ "duty", CNIS_REF_DUTY },
	{ "information", CNIS_REF_PLAN },
	{ "contact", CNIS_REF_CONTACT },
	{ "seen", CNIS_REF_SEEN },
	{ "held", CNIS_REF_HELD },
	{ "withholding", CNIS_REF_WITHHOLDING },
	{ "order", CNIS_REF_COURT_ORDER },
	{ "document", CNIS_REF_DOCUMENT },
	{ "disagreement", CNIS_REF_DISAGREEMENT },
	{ "arrangement", CNIS_REF_PRIVATE_FOSTERING },
	{ "told", CNIS_REF_TOLD },
	{ "forwarding", CNIS_REF_FORWARDING },
	{ "complaint", CNIS_REF_COMPLAINT },
	{ "contact_point", CNIS_REF_CONTACT_POINT },
	{ "e_service", CNIS_REF_E_SERVICE },
	{ "contact_wish", CNIS_REF_CONTACT_WISH },
};

char
evidence_kind(const out_spec *spec)
{
	for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++)
		if (strcmp(spec->columns[0].key, ROWS[i].key) == 0)
			return ROWS[i].kind;
	return '\0';
}

typedef struct named {
	char text[MOST];
	size_t n;
} named;

static cnis_status
add_document(const cnis_document *d, void *payload, cnis_error *reterr)
{
	named *to = payload;
	char ref[CNIS_REFERENCE_SIZE];

	(void)reterr;
	if (to->n + CNIS_REFERENCE_SIZE + 2 < MOST)
		to->n += (size_t)snprintf(to->text + to->n, MOST - to->n, "%s%s",
		                          to->n == 0 ? "" : ", ",
		                          cnis_reference_format(CNIS_REF_DOCUMENT, d->id, ref));
	return CNIS_OK;
}

void
evidence_say(cli *x, char kind, int64_t id)
{
	named documents = { .text = "" };
	cnis_error nothing = { 0 };

	if (kind == '\0' || id == 0 ||
	    cnis_document_of(x->r, kind, id, add_document, &documents, &nothing) != CNIS_OK ||
	    documents.n == 0)
		return;
	cli_say(x, "documents: %s (cnis document list %s)", documents.text,
	        cli_reference(kind, id));
}

/* ---- below a list of a child --------------------------------------------------------------------
 */

typedef struct below {
	cli *x;
	char kind;
	int64_t told[64]; /* each record once, however many documents show it */
	size_t n;
	cnis_error nothing;
} below;

static cnis_status
say_fact(char kind, int64_t id, bool fact, void *payload, cnis_error *reterr)
{
	below *b = payload;

	(void)reterr;
	if (!fact || kind != b->kind || b->n == sizeof(b->told) / sizeof(b->told[0]))
		return CNIS_OK;
	for (size_t i = 0; i < b->n; i++)
		if (b->told[i] == id)
			return CNIS_OK;
	b->told[b->n++] = id;
	evidence_say(b->x, kind, id);
	return CNIS_OK;
}

static cnis_status
look_at(const cnis_document *d, void *payload, cnis_error *reterr)
{
	below *b = payload;

	(void)reterr;
	(void)cnis_document_about(b->x->r, d->id, say_fact, b, &b->nothing);
	return CNIS_OK;
}

void
evidence_below(cli *x, char kind, int64_t child_id)
{
	below b = { .x = x, .kind = kind };

	if (kind != '\0' && kind != CNIS_REF_DOCUMENT && child_id != 0)
		(void)cnis_document_walk(x->r, child_id, CNIS_DAY_NONE, look_at, &b, &b.nothing);
}

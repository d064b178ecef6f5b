/* Where something went, and why all the same. */
#include "cli/sent.h"

#include <string.h>

cnis_status
sent_say_weigh(const cnis_weigh *w, void *x, cnis_error *reterr)
{
	(void)reterr;
	cli_say(x, "to weigh: %s%s%s (%s)", w->id == 0 ? "" : cli_reference(w->letter, w->id),
	        w->id == 0 ? "" : " ", w->what, w->words);
	return CNIS_OK;
}

static cnis_status
say_bears(const cnis_weigh *w, void *payload, cnis_error *reterr)
{
	return w->bears ? sent_say_weigh(w, payload, reterr) : CNIS_OK;
}

cnis_status
sent_refused(cli *x, cnis_status st, int64_t child, int64_t person)
{
	cnis_error nothing = { 0 };

	if (st == CNIS_EREFUSED && strcmp(x->error.field, "considered") == 0)
		(void)cnis_weigh_of(x->r, child, person, say_bears, x, &nothing);
	return st;
}

cnis_status
sent_at(cli *x, cnis_sent *ret)
{
	char kind = 0;
	int64_t id = 0;

	if (!cli_given(x, "at"))
		return CNIS_OK;
	if (cnis_reference_parse(cli_text(x, "at"), 0, &kind, &id) != CNIS_OK ||
	    (kind != CNIS_REF_CONTACT_POINT && kind != CNIS_REF_ADDRESS))
		return cli_fail(
		    x, CNIS_EINVAL, "at", "neither a contact point nor an address, e.g. %s or %s",
		    cli_reference(CNIS_REF_CONTACT_POINT, 12), cli_reference(CNIS_REF_ADDRESS, 7));
	*(kind == CNIS_REF_ADDRESS ? &ret->address_id : &ret->contact_point_id) = id;
	return CNIS_OK;
}

cnis_status
sent_take(cli *x, cnis_sent *ret, char **ret_reason)
{
	cnis_status st = sent_at(x, ret);

	ret->despite_wish = cli_given(x, "despite-wish");
	ret->considered = cli_given(x, "considered");
	if (st == CNIS_OK)
		st = family_text(x, "reason-file",
		                 ret->despite_wish || ret->considered ? "Why all the same?" : NULL,
		                 ret_reason);
	ret->reason = *ret_reason;
	return st;
}

void
sent_cells(writer *w, const cnis_sent_row *sent)
{
	if (sent->address_id != 0)
		family_reference(w, CNIS_REF_ADDRESS, sent->address_id);
	else
		family_reference(w, CNIS_REF_CONTACT_POINT, sent->contact_point_id);
	family_reference(w, CNIS_REF_CONTACT_WISH, sent->wish_id);
	out_text(w, sent->despite);
}

typedef struct serving {
	cli *x;
	int64_t withdrawal;
	bool said;
} serving;

static cnis_status
say_served(const char *recipient, int64_t person_id, void *payload, cnis_error *reterr)
{
	serving *s = payload;

	(void)reterr;
	if (s->said)
		return CNIS_OK;
	s->said = true;
	cli_next(s->x, "cnis consent serve %s --to %s%s%s --method post",
	         cli_reference(CNIS_REF_WITHDRAWAL, s->withdrawal), recipient,
	         person_id == 0 ? "" : " --person ",
	         person_id == 0 ? "" : cli_reference(CNIS_REF_PERSON, person_id));
	return CNIS_OK;
}

void
sent_next_served(cli *x, int64_t withdrawal)
{
	serving s = { x, withdrawal, false };
	cnis_error nothing = { 0 };

	(void)cnis_consent_left(x->r, withdrawal, say_served, &s, &nothing);
}

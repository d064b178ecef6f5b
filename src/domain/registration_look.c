/* Registration: what a look found, and whether it stops the saving. */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/fact.h"
#include "domain/registration_inside.h"

static const char where[] = "register";

bool
look_overruled(const cnis_form *form)
{
	return form->confirmed_not_duplicate && !text_empty(form->not_duplicate_reason);
}

/* Does it stand in the way, whatever somebody confirmed? */
static bool
stops(const look *l, cnis_registration_kind kind)
{
	switch (kind) {
	case CNIS_REGISTRATION_SIBLING:
	case CNIS_REGISTRATION_ORDER:
		return false;
	case CNIS_REGISTRATION_LIKELY:
		return !l->form->confirmed_not_duplicate;
	case CNIS_REGISTRATION_DUPLICATE:
	case CNIS_REGISTRATION_DIED:
		return !look_overruled(l->form);
	case CNIS_REGISTRATION_PROBLEM:
	case CNIS_REGISTRATION_NUMBER:
		break;
	}
	return true;
}

static cnis_status
report(look *l, cnis_registration_kind kind, const cnis_error *e, int64_t child_id,
       const cnis_likeness *likeness, cnis_error *reterr)
{
	const cnis_registration_note note = { .kind = kind,
		                              .field = e->field,
		                              .rule = e->rule,
		                              .message = e->message,
		                              .child_id = child_id,
		                              .likeness = likeness };

	/* a wrong field comes before what would be refused of it */
	if ((!l->stopped || (l->first.code != CNIS_EINVAL && e->code == CNIS_EINVAL)) &&
	    stops(l, kind)) {
		l->first = *e;
		l->first_child = child_id;
		l->stopped = true;
	}
	return l->fn == NULL ? CNIS_OK : l->fn(&note, l->payload, reterr);
}

cnis_status
look_judge(look *l, const char *prefix, cnis_status st, const cnis_error *found, cnis_error *reterr)
{
	cnis_error e;
	text_buf path;

	if (st == CNIS_OK)
		return CNIS_OK;
	if (st != CNIS_EINVAL && st != CNIS_EREFUSED && st != CNIS_ENOTFOUND &&
	    st != CNIS_EEXISTS) {
		if (reterr != NULL)
			*reterr = *found;
		return st;
	}
	e = *found;
	if (st == CNIS_ENOTFOUND)
		e.code = CNIS_EINVAL;
	(void)snprintf(e.where, sizeof(e.where), "%s", where);
	path = text_buf_on(e.field, sizeof(e.field));
	text_add(&path, prefix);
	if (prefix[0] != '\0' && found->field[0] != '\0')
		text_add(&path, ".");
	text_add(&path, found->field);
	return report(l, CNIS_REGISTRATION_PROBLEM, &e, 0, NULL, reterr);
}

cnis_status
look_child(look *l, cnis_registration_kind kind, size_t i, int64_t child_id, const char *message,
           const cnis_likeness *likeness, cnis_error *reterr)
{
	char field[REGISTRATION_PATH];
	cnis_error e = { 0 };

	(void)snprintf(field, sizeof(field), "children[%zu]", i);
	if (kind == CNIS_REGISTRATION_DIED)
		(void)cnis_refuse(&e, "LOCAL.death", where, field, "%s", message);
	else
		(void)cnis_fail(&e, CNIS_EEXISTS, 0, where, field, "%s", message);
	return report(l, kind, &e, child_id, likeness, reterr);
}

cnis_status
look_manager_only(const look *l, cnis_error *reterr)
{
	bool exact = false;
	char *clean = NULL;
	cnis_status st;
	size_t i;

	for (i = 0; i < CNIS_FORM_CHILDREN; i++)
		exact = exact || l->exact[i].n > 0;
	if (!exact)
		return CNIS_OK;
	if ((l->r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, where, "not_duplicate_reason",
		                 "that a child who looks the same is another is said by a manager");
	st = fact_text(l->form->not_duplicate_reason, FACT_NOTE, true, where,
	               "not_duplicate_reason", &clean, reterr);
	if (st == CNIS_OK && clean == NULL)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "not_duplicate_reason",
		               "say why it is another child");
	free(clean);
	return st;
}

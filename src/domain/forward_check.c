/* What may go to another authority, and to which. */
#include "domain/forward.h"

#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/process.h"
#include "domain/sight.h"
#include "rule/border.h"

enum { Q_RELEVANT, Q_WAITING, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* as the gate said last; '' where nobody can say */
	[Q_RELEVANT] = { "forward.relevant",
		"SELECT t.authorities FROM consent_test t WHERE t.withdrawal_id = :id ORDER BY t.id DESC LIMIT 1" },
	/* a code names one authority, a word of cross_border with the office */
	[Q_WAITING] = { "forward.waiting",
		"SELECT f.id, f.sent_day FROM forwarding f WHERE f.withdrawal_id = :id AND f.what = :what"
		" AND f.to_area = :area AND (length(:area) = 3 OR f.to_body IS :body)"
		" AND f.method IS NOT NULL AND f.misdirected_day IS NULL"
		" AND CASE WHEN f.what = 'application' THEN EXISTS (SELECT 1 FROM duty d"
		"  WHERE d.withdrawal_id = f.withdrawal_id AND d.kind = 'await_authority' AND d.state = 'open')"
		" ELSE f.receipt_day IS NULL END ORDER BY f.id DESC LIMIT 1" },
};
/* clang-format on */

static const char BORDER[] = "EA1996.436F.border";
static const char LOCAL[] = "LOCAL.forward.send";
static const char APPLICATION[] = "application";
static const char SEND[] = "forward.send";

static cnis_status
check_what(cnis_register *r, const withdrawal_row *w, const char *what, cnis_error *reterr)
{
	if (strcmp(what, APPLICATION) == 0) {
		if (!sight_steps(r))
			return cnis_fail(reterr, CNIS_EPERM, 0, SEND, "officer",
			                 "an application is passed on by a manager or the role "
			                 "safeguarding");
		return strcmp(w->state, "applied") == 0
		           ? CNIS_OK
		           : cnis_fail(reterr, CNIS_EREFUSED, 0, SEND, "what",
		                       "no application is waiting for a decision");
	}
	if (strcmp(what, "notice") != 0 && strcmp(what, "decision") != 0 &&
	    strcmp(what, "deletion") != 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, SEND, "what",
		                 "not one of notice, application, decision, deletion");
	return w->elsewhere[0] != '\0'
	           ? CNIS_OK
	           : cnis_refuse(reterr, LOCAL, SEND, "withdrawal",
	                         "the child lives in the area of this authority, as far as is "
	                         "known: no other is told");
}

/* May that area be told, and on what? */
static cnis_status
check_border(const cnis_forward_new *n, const char *area, bool application, cnis_error *reterr)
{
	rule_border b = rule_border_of(rule_area_of(area), false); /* registered or not: given */
	bool asked = process_given(n->requested) != CNIS_DAY_NONE;

	if (b.give == RULE_GIVE_MUST || b.give == RULE_GIVE_LOCAL)
		return CNIS_OK;
	if (application)
		return cnis_refuse(reterr, BORDER, SEND, "to",
		                   "no authority there decides under s. 434A");
	if (!text_empty(n->basis) || (b.give == RULE_GIVE_ON_REQUEST && asked))
		return CNIS_OK;
	return b.give == RULE_GIVE_ON_REQUEST
	           ? cnis_refuse(reterr, BORDER, SEND, "to",
	                         "the Act lets it be given there when they ask (%s): give the day "
	                         "they did, another lawful basis, or record that nobody is told",
	                         b.citation)
	           : cnis_refuse(reterr, BORDER, SEND, "to",
	                         "nothing in the Act lets it be given there: give another lawful "
	                         "basis, or record that nobody is told");
}

/* Is it one of the authorities the last verdict names?  *ret_any: it names some. */
static cnis_status
is_relevant(cnis_register *r, int64_t withdrawal_id, const char *area, bool *ret, bool *ret_any,
            cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_RELEVANT], &c, reterr);

	*ret = *ret_any = false;
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", withdrawal_id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_any = col_text(&c, 0)[0] != '\0';
		*ret = strlen(area) == 3 && strstr(col_text(&c, 0), area) != NULL;
	}
	stmt_close(&c);
	return st;
}

/* Does it go where the child lives, or to an authority that is kept as relevant?  Which those are
 * may tell a ground: whoever is told none is answered by the placement alone. */
static cnis_status
goes_right(cnis_register *r, const withdrawal_row *w, const char *area, bool application, bool *ret,
           cnis_error *reterr)
{
	bool lives = false, relevant = false, any = false;
	cnis_status st = is_relevant(r, w->id, area, &relevant, &any, reterr);

	if (st == CNIS_OK && !application)
		st = area_lives_in(r, w->child_id, store_today(r->st), area, &lives, reterr);
	if (st != CNIS_OK)
		return st;
	*ret = lives || strcmp(w->placed_by, area) == 0 || (relevant && sight_steps(r)) ||
	       (application && !any);
	return CNIS_OK;
}

static cnis_status
check_to(cnis_register *r, const cnis_forward_new *n, const withdrawal_row *w, const char *area,
         bool application, bool *ret_right, cnis_error *reterr)
{
	cnis_status st = goes_right(r, w, area, application, ret_right, reterr);

	if (st == CNIS_OK)
		st = check_border(n, area, application, reterr);
	if (st != CNIS_OK || *ret_right)
		return st;
	if (!n->elsewhere)
		return cnis_refuse(
		    reterr, LOCAL, SEND, "to", "%s",
		    application
			? "another authority is kept as the relevant one, s. 434A(13): see cnis "
			  "consent check, or a manager says why it goes there (--elsewhere)"
			: "as far as is known the child does not live there, nor is it kept as a "
			  "relevant authority, s. 434A(13): leave it out, or a manager says why it "
			  "goes there (--elsewhere)");
	if ((r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, SEND, "elsewhere",
		                 "a manager says that it goes where the child does not live");
	/* what may be given of a child turns on where it lives, whoever it goes to */
	return application || w->elsewhere[0] == '\0'
	           ? CNIS_OK
	           : check_border(n, w->elsewhere, false, reterr);
}

static cnis_status
check_again(cnis_register *r, const cnis_forward_new *n, int64_t withdrawal_id, const char *what,
            const char *area, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	char ref[CNIS_REFERENCE_SIZE], iso[CNIS_DAY_ISO_SIZE];
	cnis_status st = stmt_open(r->st, &SQL[Q_WAITING], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", withdrawal_id);
	stmt_text(&c, ":what", what);
	stmt_text(&c, ":area", area);
	stmt_text(&c, ":body", text_empty(n->body) ? NULL : n->body);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row && !n->again) {
		(void)cnis_reference_format(CNIS_REF_FORWARDING, col_int(&c, 0), ref);
		st = cnis_fail(reterr, CNIS_EEXISTS, 0, SEND, "again",
		               "the same went there on %s and is waited for, %s: chase that "
		               "(forward chase), or say why it goes again (--again)",
		               cnis_day_iso(col_day(&c, 1), iso), ref);
	}
	stmt_close(&c);
	return st;
}

cnis_status
forward_check_send(cnis_register *r, const cnis_forward_new *n, const withdrawal_row *w,
                   const char *what, rule_identifier *area, bool *ret_right, cnis_error *reterr)
{
	bool application = strcmp(what, APPLICATION) == 0;
	cnis_status st = check_what(r, w, what, reterr);

	if (st != CNIS_OK)
		return st;
	*area = rule_area_code(text_empty(n->area) && !application ? w->elsewhere : n->area);
	if (!area->valid)
		return cnis_fail(reterr, CNIS_EINVAL, 0, SEND, "to", "%s",
		                 text_empty(n->area) ? "say which authority decides"
		                                     : area->problem);
	if (strcmp(area->normalised, store_authority(r->st)) == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, SEND, "to", "that is this authority");
	st = process_day(r, n->sent, w->notified, "the notice", SEND, "on", reterr);
	if (st == CNIS_OK)
		st = process_code(r, "contact_method", n->method, n->sent, SEND, "method", reterr);
	if (st == CNIS_OK && !text_empty(n->basis))
		st = process_code(r, "basis", n->basis, n->sent, SEND, "basis", reterr);
	if (st == CNIS_OK && process_given(n->requested) != CNIS_DAY_NONE && n->requested > n->sent)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, SEND, "requested",
		               "they asked after it was sent");
	if (st == CNIS_OK)
		st = check_to(r, n, w, area->normalised, application, ret_right, reterr);
	return st == CNIS_OK ? check_again(r, n, w->id, what, area->normalised, reterr) : st;
}

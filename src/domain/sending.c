/* What goes to an adult, and what they asked about being reached. */
#include "domain/sending.h"

#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/death.h"
#include "domain/duty.h"
#include "domain/place.h"
#include "domain/process.h"
#include "domain/refuge.h"
#include "domain/same.h"
#include "rule/wish.h"

enum { Q_PLACES, Q_ANYBODY, Q_REFUGE, Q_COUNT };
/* clang-format off */
#define STANDS "instr(:wishes, w.kind) > 0 AND " PLACE_HOLDS("w")
#define AGREED \
	"EXISTS (SELECT 1 FROM e_service e WHERE e.contact_point_id = n.id AND " PLACE_HOLDS("e") ")"
static const store_sql SQL[Q_COUNT] = {
	/* the one place that was said, else each place of the adult it may have gone to; of an
	 * address, whichever row of the same place the wish was recorded of */
	[Q_PLACES] = { "sending.places",
		REFUGE_WITH "SELECT count(*), count(wish), min(wish) FROM ("
		" SELECT (SELECT min(w.id) FROM contact_wish w WHERE w.contact_point_id = n.id"
		"  AND " STANDS ") AS wish FROM contact_point n WHERE n.person_id = :person"
		"  AND instr(:kinds, n.kind) > 0 AND " PLACE_HOLDS("n")
		"  AND CASE WHEN :address IS NOT NULL THEN 0 WHEN :point IS NOT NULL THEN n.id = :point"
		"   ELSE NOT :agreed OR " AGREED " END"
		" UNION ALL SELECT (SELECT min(w.id) FROM contact_wish w JOIN person_residence z"
		"  ON z.id = w.residence_id JOIN address b ON b.id = z.address_id"
		"  WHERE w.person_id = :person AND " STANDS " AND " PLACE_SAME("b", "m") ")"
		" FROM address m WHERE instr(:kinds, 'address') > 0 AND :point IS NULL"
		"  AND m.id IN (SELECT x.address_id FROM person_residence x WHERE x.person_id = :person"
		/* a notice may go to the last address that is known */
		"   AND CASE WHEN :address IS NOT NULL THEN x.address_id = :address"
		"    ELSE x.kind <> 'previous' AND " PLACE_HOLDS("x") " END"
		/* or where one writes instead of the refuge */
		"   UNION ALL SELECT care_of_id FROM fled WHERE cares AND care_of_id = :address))" },
	[Q_ANYBODY] = { "sending.anybody",
		"SELECT w.id FROM relationship l JOIN contact_wish w ON w.person_id = l.person_id"
		" LEFT JOIN contact_point n ON n.id = w.contact_point_id"
		" WHERE l.child_id IN " SAME_CHILD(SAME_NOW) " AND " PLACE_HOLDS("l") " AND " STANDS
		" AND instr(:kinds, coalesce(n.kind, 'address')) > 0 LIMIT 1" },
	/* a letter to this adult may not just go where they live; and where one writes instead */
	[Q_REFUGE] = { "sending.refuge",
		REFUGE_WITH "SELECT iif(cares, coalesce(care_of_id, 0), 0) FROM fled"
		" WHERE inside OR EXISTS (SELECT 1 FROM person_residence z JOIN address a ON a.id = z.address_id"
		"  WHERE z.person_id = :person AND z.kind <> 'previous' AND " PLACE_HOLDS("z")
		"  AND " REFUGE_SHARED("a") ") ORDER BY 1 DESC LIMIT 1" },
};
/* clang-format on */

static const char RULE[] = "LOCAL.contact-wish";

unsigned
sending_roles(const cnis_sent *sent, unsigned otherwise)
{
	return sent->despite_wish || sent->considered ? (unsigned)CNIS_ROLE_MANAGER : otherwise;
}

cnis_status
sending_reason(const cnis_sent *sent, const char *where, char **ret, cnis_error *reterr)
{
	bool needed = sent->despite_wish || sent->considered;

	if (!needed && !text_empty(sent->reason))
		return cnis_fail(
		    reterr, CNIS_EINVAL, 0, where, "reason",
		    "a reason belongs to what is sent despite a wish or after weighing");
	return process_text(sent->reason, PROCESS_NOTE_MAX, true, needed, where, "reason", ret,
	                    reterr);
}

void
sending_bind(cursor *c, const cnis_sent *sent, int64_t wish, const char *reason)
{
	stmt_id(c, ":point", sent->contact_point_id);
	stmt_id(c, ":address", sent->address_id);
	stmt_id(c, ":wish", wish);
	stmt_text(c, ":despite", reason);
}

cnis_sent_row
sending_of(const cursor *c, int i)
{
	return (cnis_sent_row){ .contact_point_id = col_int(c, i),
		                .address_id = col_int(c, i + 1),
		                .wish_id = col_int(c, i + 2),
		                .despite = col_text(c, i + 3) };
}

/* ---- asking -----------------------------------------------------------------------------------
 */

/* Where it may have gone, and what was asked of these places. */
typedef struct places {
	int64_t n, asked_not, wish;
} places;

static cnis_status
find(cnis_register *r, const sending *s, const rule_way *way, places *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st =
	    stmt_open(r->st, &SQL[s->person_id == 0 ? Q_ANYBODY : Q_PLACES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_text(&c, ":kinds", way->places);
	stmt_text(&c, ":wishes", rule_way_asks(way, s->message_left) ? way->wishes : "");
	stmt_int(&c, ":on", s->on);
	if (s->person_id == 0) {
		stmt_int(&c, ":child", s->child_id);
	} else {
		stmt_int(&c, ":child", s->child_id);
		stmt_int(&c, ":person", s->person_id);
		stmt_id(&c, ":point", s->sent.contact_point_id);
		stmt_id(&c, ":address", s->sent.address_id);
		stmt_int(&c, ":agreed", s->agreed ? 1 : 0);
	}
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = s->person_id == 0
		           ? (places){ .n = 1, .asked_not = 1, .wish = col_int(&c, 0) }
		           : (places){ col_int(&c, 0), col_int(&c, 1), col_int(&c, 2) };
	stmt_close(&c);
	return st;
}

static bool
says(const cnis_rule_verdict *v, const char *name)
{
	const cnis_rule_output *out = cnis_rule_verdict_get(v, name);

	return out != NULL && strcmp(out->text, "true") == 0;
}

static cnis_status
ask(cnis_register *r, const sending *s, const places *p, cnis_rule_verdict *ret, cnis_error *reterr)
{
	char json[200];
	text_buf b = text_buf_on(json, sizeof(json));

	flat_begin(&b);
	flat_add(&b, "method", s->method);
	flat_add(&b, "message_left", s->message_left ? "true" : "false");
	flat_add_int(&b, "places", p->n);
	flat_add_int(&b, "asked_not", p->asked_not);
	flat_add(&b, "despite", s->sent.despite_wish ? "true" : "false");
	flat_end(&b);
	return duty_eval(r, RULE, json, s->on, ret, reterr);
}

/* Somebody asked not to be reached so. */
static cnis_status
judge(cnis_register *r, const sending *s, const places *p, const char *where, int64_t *ret_wish,
      cnis_error *reterr)
{
	cnis_rule_verdict v;
	char ref[CNIS_REFERENCE_SIZE];
	cnis_status st = ask(r, s, p, &v, reterr);

	if (st != CNIS_OK)
		return st;
	(void)cnis_reference_format(CNIS_REF_CONTACT_WISH, p->wish, ref);
	if (s->person_id == 0)
		return cnis_refuse(reterr, RULE, where, "person",
		                   "an adult of the child asked not to be reached so (%s): say to "
		                   "whom it went",
		                   ref);
	if (!says(&v, "allowed"))
		return cnis_refuse(reterr, RULE, where, says(&v, "where_needed") ? "at" : "method",
		                   "%s: %s", ref, v.why);
	*ret_wish = p->wish;
	return CNIS_OK;
}

static cnis_status
no_place(const char *where, cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_EINVAL, 0, where, "at",
	                 "not where that adult is reached in this way on that day: a letter goes "
	                 "to an address, an e-mail or a text to a contact point");
}

/* While a child lives in a refuge somebody says where a letter goes: the home on record may be the
 * one the family fled from. */
static cnis_status
refuge(cnis_register *r, const sending *s, const char *where, cnis_error *reterr)
{
	cursor c = { 0 };
	char ref[CNIS_REFERENCE_SIZE];
	bool row = false;
	int64_t instead = 0;
	cnis_status st = stmt_open(r->st, &SQL[Q_REFUGE], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", s->child_id);
	stmt_int(&c, ":person", s->person_id);
	stmt_int(&c, ":on", s->on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		instead = col_int(&c, 0);
	stmt_close(&c);
	if (st != CNIS_OK || !row)
		return st;
	(void)cnis_reference_format(CNIS_REF_ADDRESS, instead, ref);
	return cnis_fail(reterr, CNIS_EREFUSED, 0, where, "at",
	                 instead == 0 ? "a child is in a refuge and this adult shares a home with "
	                                "another adult of the child: say where it goes%s%s"
	                              : "a child is in a refuge: a letter to this adult goes to no "
	                                "home on record; say where it goes, the address to write "
	                                "to instead is %s%s",
	                 instead == 0 ? "" : ref, "");
}

cnis_status
sending_allowed_tx(cnis_register *r, const sending *s, const char *where, int64_t *ret_wish,
                   cnis_error *reterr)
{
	const rule_way *way = rule_way_of(s->method);
	bool at = s->sent.contact_point_id != 0 || s->sent.address_id != 0;
	places p = { 0 };
	cnis_status st = CNIS_OK;

	*ret_wish = 0;
	if (at && s->person_id == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where, "person",
		                 "say with whom: an address or a contact point is somebody's");
	if (at && way == NULL)
		return no_place(where, reterr);
	if (!at && s->person_id != 0 && way != NULL && text_same(way->places, "address") &&
	    !way->message)
		st = refuge(r, s, where, reterr);
	if (st == CNIS_OK && way != NULL)
		st = find(r, s, way, &p, reterr);
	if (st == CNIS_OK && at && p.n == 0)
		return no_place(where, reterr);
	if (st == CNIS_OK && p.asked_not > 0)
		return judge(r, s, &p, where, ret_wish, reterr);
	if (st == CNIS_OK && s->sent.despite_wish)
		st = cnis_fail(reterr, CNIS_EINVAL, 0, where, "despite_wish",
		               "nothing the adult asked stands against it");
	return st;
}

cnis_status
sending_check_tx(cnis_register *r, const sending *s, const char *where, int64_t *ret_wish,
                 cnis_error *reterr)
{
	cnis_status st = s->held ? hold_sent_refuse(r, s->child_id, s->on, where, reterr) : CNIS_OK;

	if (st == CNIS_OK)
		st = sending_allowed_tx(r, s, where, ret_wish, reterr);
	return st == CNIS_OK ? sending_weighed(r, s->child_id, s->person_id, s->sent.considered,
	                                       where, reterr)
	                     : st;
}

/* Why a child is on the register: compulsory school age, and eligibility entry by entry. */
#include <string.h>

#include <cnis/entry.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/care.h"
#include "domain/duty.h"
#include "domain/why_inside.h"

/* clang-format off */
enum { Q_CHILD, Q_ENTRIES };
static const store_sql sql[] = {
	[Q_CHILD] = { "why.child",
		"SELECT c.born_day, c.school_age_from, c.school_age_to,"
		/* any home in the area is enough, 436B(3) */
		" (SELECT coalesce(a.authority, :authority) FROM child_residence cr"
		"  JOIN address a ON a.id = cr.address_id WHERE cr.child_id = c.id"
		"  AND cr.kind IN ('home', 'additional') AND cr.to_day IS NULL"
		"  ORDER BY coalesce(a.authority, :authority) = :authority DESC LIMIT 1),"
		" EXISTS (SELECT 1 FROM child_residence cr WHERE cr.child_id = c.id"
		"  AND cr.kind IN ('home', 'additional') AND cr.to_day IS NULL)"
		" FROM child c WHERE c.id = :id" },
	[Q_ENTRIES] = { "why.entries",
		"SELECT id, route, condition_c, from_day, to_day, coalesce(end_reason, ''),"
		" school_left_day, child_id FROM entry WHERE child_id = :child AND (:entry IS NULL OR id = :entry)"
		" AND (:entry IS NOT NULL OR to_day IS NULL) ORDER BY from_day, id" },
};
/* clang-format on */

typedef struct facts {
	cnis_day born, from, to;
	bool home;    /* we know where the child lives */
	bool in_area; /* an address of unknown area counts as ours: nobody was refused on it */
} facts;

static cnis_status
read_child(const why_telling *t, int64_t id, facts *f, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_CHILD], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_text(&c, ":authority", store_authority(t->r->st));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "why", "child", "there is no such child");
	if (st == CNIS_OK) {
		f->born = col_day(&c, 0);
		f->from = col_day(&c, 1);
		f->to = col_day(&c, 2);
		f->home = col_int(&c, 4) != 0;
		f->in_area = col_null(&c, 3) ||
		             text_same(col_text(&c, 3), store_authority(t->r->st));
	}
	stmt_close(&c);
	return st;
}

static bool
output_is(const cnis_rule_verdict *v, const char *name, cnis_day day)
{
	char iso[CNIS_DAY_ISO_SIZE];
	const cnis_rule_output *out = cnis_rule_verdict_get(v, name);

	return out != NULL && strcmp(out->text, cnis_day_iso(day, iso)) == 0;
}

static cnis_status
tell_school_age(const why_telling *t, const facts *f, cnis_error *reterr)
{
	static const char id[] = "EA1996.8.school-age";
	char json[128];
	text_buf b = text_buf_on(json, sizeof(json));
	cnis_rule_verdict v;
	cnis_status st;

	flat_begin(&b);
	flat_add_day(&b, "born", f->born);
	flat_end(&b);
	st = duty_eval(t->r, id, json, store_today(t->r->st), &v, reterr);
	if (st != CNIS_OK)
		return st;
	return why_tell(t, "school-age", v.why, cnis_rule_find(id), json,
	                output_is(&v, "starts_on", f->from) && output_is(&v, "ends_on", f->to),
	                reterr);
}

static cnis_status
tell_eligible(const why_telling *t, const facts *f, const char *route, bool on_roll, cnis_day on,
              cnis_error *reterr)
{
	static const char id[] = "EA1996.436B.2";
	char json[256];
	text_buf b = text_buf_on(json, sizeof(json));
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_status st;

	flat_begin(&b);
	flat_add_day(&b, "born", f->born);
	flat_add_day(&b, "on", on);
	flat_add(&b, "lives_in_area", !f->home ? "unknown" : f->in_area ? "true" : "false");
	flat_add(&b, "on_roll", on_roll ? "true" : "false");
	flat_add(&b, "route", route);
	flat_end(&b);
	st = duty_eval(t->r, id, json, on, &v, reterr);
	if (st != CNIS_OK)
		return st;
	out = cnis_rule_verdict_get(&v, "eligible");
	return why_tell(
	    t, "eligible", v.why, cnis_rule_find(id), json,
	    /* what is not known is asked, and says nothing against the entry */
	    out != NULL && (out->type == CNIS_RULE_NULL || strcmp(out->text, "true") == 0), reterr);
}

/* What the routes of the day switch: parents' duties, support, the state at a census. */
static cnis_status
tell_switch(const why_telling *t, const char *topic, const char *id, const char *json, cnis_day on,
            cnis_error *reterr)
{
	cnis_rule_verdict v;
	cnis_status st = duty_eval(t->r, id, json, on, &v, reterr);

	return st == CNIS_OK ? why_tell(t, topic, v.why, cnis_rule_find(id), json, true, reterr)
	                     : st;
}

static cnis_status
tell_switches(const why_telling *t, int64_t child_id, cnis_day on, cnis_error *reterr)
{
	static const struct {
		const char *topic, *rule;
	} switches[] = { { "parents-duties", "EA1996.436D.6" },
		         { "support", "EA1996.436G.5" },
		         { "census", "DFE.census-state" } };
	cnis_entry_standing s;
	cnis_status st = cnis_entry_standing_get(t->r, child_id, on, &s, reterr);

	for (size_t i = 0; st == CNIS_OK && i < sizeof(switches) / sizeof(switches[0]); i++) {
		char json[WHY_SENTENCE];
		text_buf b = text_buf_on(json, sizeof(json));

		flat_begin(&b);
		flat_add(&b, "routes", s.routes);
		if (i < 2) {
			flat_add_day(&b, "on", on);
			flat_add(&b, "on_roll", s.condition_c == 'b' ? "true" : "false");
		}
		if (i == 0)
			flat_add(&b, "full_time", s.full_time ? "true" : "false");
		flat_end(&b);
		st = tell_switch(t, switches[i].topic, switches[i].rule, json, on, reterr);
	}
	return st;
}

static cnis_status
tell_entry(const why_telling *t, const facts *f, const cursor *c, cnis_error *reterr)
{
	char text[WHY_SENTENCE];
	char ref[CNIS_REFERENCE_SIZE];
	text_buf b = text_buf_on(text, sizeof(text));
	cnis_day on = store_today(t->r->st);
	cnis_status st;

	if (col_day(c, 4) != CNIS_DAY_NONE && col_day(c, 4) < on)
		on = col_day(c, 4);
	if (on > f->to && f->to >= col_day(c, 3))
		on = f->to;
	text_add(&b, cnis_reference_format(CNIS_REF_ENTRY, col_int(c, 0), ref));
	text_add(&b, " began on ");
	text_add_day(&b, col_day(c, 3));
	if (col_day(c, 4) != CNIS_DAY_NONE) {
		text_add(&b, " and ended on ");
		text_add_day(&b, col_day(c, 4));
		text_add(&b, " (");
		text_add(&b, col_text(c, 5));
		text_add(&b, ")");
	} else if (store_today(t->r->st) > f->to)
		text_add(&b, " and is over with compulsory school age");
	else
		text_add(&b, " and is open");
	st = why_tell(t, "entry", text, NULL, "", true, reterr);
	/* limbs b and c of subsection (5) are those of a registered pupil */
	if (st == CNIS_OK)
		st = tell_eligible(t, f, col_text(c, 1), strcmp(col_text(c, 2), "b") == 0, on,
		                   reterr);
	if (st == CNIS_OK)
		st = tell_switches(t, col_int(c, 7), on, reterr);
	return st;
}

static cnis_status
tell_entries(const why_telling *t, const facts *f, int64_t child_id, int64_t entry_id,
             cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_ENTRIES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_id(&c, ":entry", entry_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = tell_entry(t, f, &c, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* Of a child who is looked after: was the notice enough? */
static cnis_status
tell_notice(const why_telling *t, int64_t child_id, cnis_error *reterr)
{
	static const char id[] = "LOCAL.looked-after.notice";
	cnis_day on = store_today(t->r->st);
	char json[256];
	text_buf b = text_buf_on(json, sizeof(json));
	care_notice_in in;
	cnis_rule_verdict v;
	cnis_status st;

	if (why_hides_causes(t))
		return CNIS_OK;
	st = care_notice(t->r, child_id, on, &in, reterr);
	if (st != CNIS_OK || !in.asked)
		return st;
	flat_begin(&b);
	flat_add(&b, "looked_after", "true");
	flat_add(&b, "authority_shares_responsibility", in.shares ? "true" : "false");
	flat_add(&b, "authority_agrees", in.agrees ? "true" : "false");
	flat_add(&b, "notice_by", in.by);
	flat_end(&b);
	st = duty_eval(t->r, id, json, on, &v, reterr);
	if (st != CNIS_OK)
		return st;
	return why_tell(t, "notice", v.why, cnis_rule_find(id), json, true, reterr);
}

cnis_status
why_tell_child(const why_telling *t, int64_t child_id, int64_t entry_id, cnis_error *reterr)
{
	facts f = { 0 };
	cnis_status st = read_child(t, child_id, &f, reterr);

	if (st == CNIS_OK)
		st = tell_school_age(t, &f, reterr);
	if (st == CNIS_OK)
		st = tell_entries(t, &f, child_id, entry_id, reterr);
	if (st == CNIS_OK)
		st = tell_notice(t, child_id, reterr);
	return st;
}

/*
 * Why.  Every sentence comes from the rule's own verdict, worked out again from the inputs kept at
 * the time; here it is only chosen who may read it.
 */
#include <cnis/why.h>

#include <ctype.h>
#include <string.h>

#include <cnis/duty.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/gate.h"
#include "domain/sight.h"

/* clang-format off */
enum { Q_DUTY_CHILD, Q_WITHDRAWAL_CHILD, Q_REVIEW_CHILD, Q_ENTRY_CHILD, Q_CHILD_CHILD, Q_ROOT,
       Q_ENDED, Q_CHILD, Q_ENTRIES, Q_TESTS, Q_REVIEW };
static const store_sql sql[] = {
	[Q_DUTY_CHILD] = { "why.duty_child", "SELECT child_id FROM duty WHERE id = :id" },
	[Q_WITHDRAWAL_CHILD] = { "why.withdrawal_child",
		"SELECT child_id FROM withdrawal WHERE id = :id" },
	[Q_REVIEW_CHILD] = { "why.review_child", "SELECT child_id FROM review WHERE id = :id" },
	[Q_ENTRY_CHILD] = { "why.entry_child", "SELECT child_id FROM entry WHERE id = :id" },
	[Q_CHILD_CHILD] = { "why.child_child", "SELECT id FROM child WHERE id = :id" },
	/* the date before anybody put it off, and the last one before this */
	[Q_ROOT] = { "why.root",
		"WITH RECURSIVE up (extends_id, due_day, opened_day, n) AS ("
		" SELECT extends_id, due_day, opened_day, 0 FROM duty WHERE id = :id"
		" UNION ALL SELECT d.extends_id, d.due_day, d.opened_day, up.n + 1"
		"  FROM up JOIN duty d ON d.id = up.extends_id)"
		" SELECT due_day, opened_day, n FROM up ORDER BY n DESC LIMIT 1" },
	[Q_ENDED] = { "why.ended",
		"SELECT coalesce(d.end_event, ''), coalesce(j.officer, '') FROM duty d"
		" LEFT JOIN journal j ON j.seq = d.rev WHERE d.id = :id" },
	[Q_CHILD] = { "why.child",
		"SELECT c.born_day, c.school_age_from, c.school_age_to,"
		" (SELECT a.authority FROM child_residence cr JOIN address a ON a.id = cr.address_id"
		"  WHERE cr.child_id = c.id AND cr.kind = 'home' AND cr.to_day IS NULL"
		"  ORDER BY a.authority = :authority DESC LIMIT 1),"
		" EXISTS (SELECT 1 FROM child_residence cr WHERE cr.child_id = c.id AND cr.kind = 'home'"
		"  AND cr.to_day IS NULL) FROM child c WHERE c.id = :id" },
	[Q_ENTRIES] = { "why.entries",
		"SELECT id, route, condition_c, from_day, to_day, coalesce(end_reason, ''),"
		" school_left_day FROM entry WHERE child_id = :child AND (:entry IS NULL OR id = :entry)"
		" AND (:entry IS NOT NULL OR to_day IS NULL) ORDER BY from_day, id" },
	[Q_TESTS] = { "why.tests",
		"SELECT t.id, t.child_id, t.stage, t.on_day, t.rule, t.rule_version, t.inputs, t.required,"
		" t.conditions, t.local_gate FROM consent_test t WHERE t.withdrawal_id = :id"
		" AND t.id = (SELECT max(u.id) FROM consent_test u"
		"  WHERE u.withdrawal_id = t.withdrawal_id AND u.stage = t.stage) ORDER BY t.id" },
	[Q_REVIEW] = { "why.review",
		"SELECT reviewed_day, outcome, state, signed_day, coalesce(signed_agrees, '')"
		" FROM review WHERE id = :id" },
};
/* clang-format on */

enum { SENTENCE = CNIS_RULE_WHY_SIZE + 256 };

/* One explanation under way. */
typedef struct telling {
	cnis_register *r;
	bool family;
	cnis_why_fn fn;
	void *payload;
	int64_t entry_id, withdrawal_id, review_id; /* which duties to tell; 0: any */
	bool listing; /* the duties of a child or a process, not one asked for by its reference */
} telling;

/* Families, and officers who neither hold the cause nor answer for the withdrawal. */
static bool
hides_causes(const telling *t)
{
	return t->family || !sight_steps(t->r);
}

static const char own_step[] =
    "this is a step within the authority; nothing is asked of the family";
static const char neutral_needed[] =
    "the authority's consent is needed before the name can be removed";
static const char neutral_free[] = "no consent of the authority is needed";

static bool
holds_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; *text != '\0'; text++) {
		size_t i = 0;

		while (i < n && tolower((unsigned char)text[i]) == word[i])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

/* The last door before a family reads: whatever names a cause is not passed on. */
static bool
names_a_cause(const char *text)
{
	static const char *const words[] = { "s47",    "s. 47",      "section 47",  "protection",
		                             "enquir", "harm",       "social care", "safeguarding",
		                             "436h",   "condition b" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (holds_word(text, words[i]))
			return true;
	return false;
}

static cnis_status
tell(const telling *t, const char *topic, const char *text, const cnis_rule *rule,
     const char *inputs, bool agrees, cnis_error *reterr)
{
	cnis_why_line line = { .topic = topic,
		               .text = text,
		               .rule = "",
		               .kind = "",
		               .citation = "",
		               .address = "",
		               .inputs = inputs,
		               .agrees = agrees };

	if (rule != NULL) {
		line.rule = rule->id;
		line.version = rule->version;
		line.kind = cnis_rule_kind_text(rule->kind);
		line.citation = rule->citation;
		line.address = rule->address;
	}
	if (t->family) {
		line.inputs = "";
		if (rule != NULL && rule->kind == CNIS_RULE_LOCAL) {
			line.rule = "";
			line.citation = "this authority's own policy";
			line.address = "";
		}
		if (names_a_cause(line.text))
			line.text = own_step;
		if (names_a_cause(line.rule) || names_a_cause(line.citation)) {
			line.rule = line.citation = line.address = line.kind = "";
			line.version = 0;
			line.text = own_step;
		}
	}
	return t->fn(&line, t->payload, reterr);
}

/* ---- duties ----------------------------------------------------------------------------------
 */

/* Steps whose very name would tell the cause. */
static bool
inner_step(const char *kind)
{
	static const char *const kinds[] = {
		"manager_withdrawal", "consent_pass", "consider_436h5", "speak_social_care",
		"missing_enquiry",    "query",        "allocate"
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

static cnis_status
tell_put_off(const telling *t, const cnis_duty *d, cnis_day first, cnis_error *reterr)
{
	char text[SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));

	text_add(&b, "first due on ");
	text_add_day(&b, first);
	text_add(&b, ", put off to ");
	text_add_day(&b, d->due);
	if (!t->family && d->reason != NULL) {
		text_add(&b, ": ");
		text_add(&b, d->reason);
	}
	return tell(t, "put-off", text, cnis_rule_find("LOCAL.duty.extend"), "", true, reterr);
}

static cnis_status
tell_ended(const telling *t, const cnis_duty *d, cnis_error *reterr)
{
	char text[SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_ENDED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", d->id);
	st = stmt_step(&c, &row, reterr);
	text_add(&b, d->state);
	text_add(&b, " on ");
	text_add_day(&b, d->ended);
	if (st == CNIS_OK && row && !t->family) {
		text_add(&b, " by ");
		text_add(&b, col_text(&c, 1));
		text_add(&b, " (");
		text_add(&b, col_text(&c, 0));
		text_add(&b, ")");
		if (d->reason != NULL && strcmp(d->state, "waived") == 0) {
			text_add(&b, ": ");
			text_add(&b, d->reason);
		}
	}
	stmt_close(&c);
	return st == CNIS_OK ? tell(t, "ended", text, NULL, "", true, reterr) : st;
}

static cnis_status
root_of(const telling *t, int64_t id, cnis_day *ret_due, cnis_day *ret_opened, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_ROOT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret_due = col_day(&c, 0);
		*ret_opened = col_day(&c, 1);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
tell_due(const telling *t, const cnis_duty *d, cnis_day due, cnis_day opened, cnis_error *reterr)
{
	char text[SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	const cnis_rule *rule = cnis_rule_find(d->rule);
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_day again = CNIS_DAY_NONE;
	cnis_status st;

	if (t->family && inner_step(d->kind))
		return tell(t, "due", own_step, NULL, "", true, reterr);
	st = duty_eval(t->r, d->rule, d->inputs, opened, &v, NULL);
	if (st == CNIS_ENOMEM)
		return cnis_nomem(reterr, "why.duty");
	if (st != CNIS_OK) {
		/* a calendar that knew the days then may not know them now */
		text_add(&b, "due on ");
		text_add_day(&b, due);
		text_add(&b, ", which cannot be worked out again from the inputs kept");
		return tell(t, "due", text, rule, d->inputs, false, reterr);
	}
	out = cnis_rule_verdict_get(&v, "due_on");
	if (out != NULL)
		(void)cnis_day_parse(out->text, &again);
	text_add(&b, v.why);
	if (again != due) {
		text_add(&b, "; it was kept as ");
		text_add_day(&b, due);
	} else if (rule != NULL && rule->version != d->rule_version)
		text_add(&b, "; the rule has a newer version, with the same answer");
	return tell(t, "due", text, rule, d->inputs, again == due, reterr);
}

static cnis_status
tell_duty(const cnis_duty *d, void *payload, cnis_error *reterr)
{
	const telling *t = payload;
	cnis_day first = d->due;
	cnis_day opened = d->opened;
	cnis_status st;

	if ((t->entry_id != 0 && d->entry_id != t->entry_id) ||
	    (t->withdrawal_id != 0 && d->withdrawal_id != t->withdrawal_id) ||
	    (t->review_id != 0 && d->review_id != t->review_id))
		return CNIS_OK;
	if (t->listing && inner_step(d->kind) && hides_causes(t))
		return CNIS_OK; /* that there is such a step would tell the cause */
	st = d->extends_id == 0 ? CNIS_OK : root_of(t, d->id, &first, &opened, reterr);
	if (st == CNIS_OK)
		st = tell_due(t, d, first, opened, reterr);
	if (st == CNIS_OK && d->extends_id != 0)
		st = tell_put_off(t, d, first, reterr);
	if (st == CNIS_OK && d->ended != CNIS_DAY_NONE)
		st = tell_ended(t, d, reterr);
	return st;
}

static cnis_status
tell_duties(const telling *t, int64_t child_id, cnis_error *reterr)
{
	cnis_duty_query q = { .size = sizeof(q), .child_id = child_id };
	telling again = *t;

	again.listing = true;
	q.as_at = q.due_from = q.due_to = q.after_due = CNIS_DAY_NONE;
	return cnis_duty_walk(t->r, &q, tell_duty, &again, reterr);
}

/* ---- the child and its entries ---------------------------------------------------------------
 */

typedef struct facts {
	cnis_day born, from, to;
	bool home;    /* we know where the child lives */
	bool in_area; /* an address of unknown area counts as ours: nobody was refused on it */
} facts;

static cnis_status
read_child(const telling *t, int64_t id, facts *f, cnis_error *reterr)
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
tell_school_age(const telling *t, const facts *f, cnis_error *reterr)
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
	return tell(t, "school-age", v.why, cnis_rule_find(id), json,
	            output_is(&v, "starts_on", f->from) && output_is(&v, "ends_on", f->to), reterr);
}

static cnis_status
tell_eligible(const telling *t, const facts *f, const char *route, bool on_roll, cnis_day on,
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
	return tell(t, "eligible", v.why, cnis_rule_find(id), json,
	            /* what is not known is asked, and says nothing against the entry */
	            out != NULL && (out->type == CNIS_RULE_NULL || strcmp(out->text, "true") == 0),
	            reterr);
}

static cnis_status
tell_entry(const telling *t, const facts *f, const cursor *c, cnis_error *reterr)
{
	char text[SENTENCE];
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
	st = tell(t, "entry", text, NULL, "", true, reterr);
	/* limbs b and c of subsection (5) are those of a registered pupil */
	if (st == CNIS_OK)
		st = tell_eligible(t, f, col_text(c, 1), strcmp(col_text(c, 2), "b") == 0, on,
		                   reterr);
	return st;
}

static cnis_status
tell_entries(const telling *t, const facts *f, int64_t child_id, int64_t entry_id,
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

/* ---- consent ---------------------------------------------------------------------------------
 */

/* Statute or policy is said to everybody; which condition, and from what facts, is not. */
static cnis_status
tell_neutral(const telling *t, const char *stage, cnis_day on, bool required, bool local,
             cnis_error *reterr)
{
	char text[SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	cnis_why_line line = { .topic = "consent",
		               .text = text,
		               .rule = "",
		               .kind = "",
		               .citation = "",
		               .address = "",
		               .inputs = "",
		               .agrees = true };

	text_add(&b, "at the ");
	text_add(&b, stage);
	text_add(&b, " on ");
	text_add_day(&b, on);
	text_add(&b, ", ");
	text_add(&b, required ? neutral_needed : neutral_free);
	if (required) {
		line.kind = local ? "local policy" : "statute";
		line.citation = local ? "this authority's own policy, not a statute"
		                      : "Education Act 1996 s. 434A; S.I. 2024/208 reg. 9";
	}
	return t->fn(&line, t->payload, reterr);
}

static cnis_status
tell_test(const telling *t, const cursor *c, cnis_error *reterr)
{
	cnis_consent_test test = { 0 };
	char text[SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	bool local = strncmp(col_text(c, 4), "LOCAL.", 6) == 0;
	bool required = col_int(c, 7) != 0;
	cnis_rule_verdict v;
	const cnis_rule_output *out;
	cnis_status st;

	test.rule = col_text(c, 4);
	test.inputs = col_text(c, 6);
	test.conditions = col_text(c, 8);
	test.local_gate = col_text(c, 9);
	test.authorities = "";
	if (gate_withhold(t->r, &test) || t->family)
		return tell_neutral(t, col_text(c, 2), col_day(c, 3), required, local, reterr);
	st = duty_eval(t->r, "EA1996.434A.2", col_text(c, 6), col_day(c, 3), &v, reterr);
	if (st != CNIS_OK)
		return st;
	/* a safeguarding fact that decided nothing is one all the same */
	if (!sight_causes(t->r) && names_a_cause(v.why))
		return tell_neutral(t, col_text(c, 2), col_day(c, 3), required, local, reterr);
	text_add(&b, "at the ");
	text_add(&b, col_text(c, 2));
	text_add(&b, ": ");
	text_add(&b, v.why);
	out = cnis_rule_verdict_get(&v, "required");
	return tell(t, "consent", text, cnis_rule_find(col_text(c, 4)), test.inputs,
	            out != NULL && (strcmp(out->text, "true") == 0) == required, reterr);
}

static cnis_status
tell_tests(const telling *t, int64_t withdrawal_id, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_TESTS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", withdrawal_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = tell_test(t, &c, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

/* ---- reviews ---------------------------------------------------------------------------------
 */

static cnis_status
tell_review(const telling *t, int64_t id, cnis_error *reterr)
{
	char text[SENTENCE];
	text_buf b = text_buf_on(text, sizeof(text));
	cursor c = { 0 };
	bool row = false;
	bool second = false;
	cnis_status st = stmt_open(t->r->st, &sql[Q_REVIEW], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		second = !col_null(&c, 3) || strcmp(col_text(&c, 2), "final") != 0;
		text_add(&b, "reviewed on ");
		text_add_day(&b, col_day(&c, 0));
		if (strcmp(col_text(&c, 2), "final") != 0)
			text_add(&b, "; the outcome counts once a second officer has signed it");
		else if (second) {
			text_add(&b, "; a second officer signed on ");
			text_add_day(&b, col_day(&c, 3));
			text_add(&b, strcmp(col_text(&c, 4), "no") == 0 ? ", disagreeing"
			                                                : ", agreeing");
		}
	}
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	return tell(t, "review", text,
	            cnis_rule_find(second ? "LOCAL.review.second-officer" : "LOCAL.review.yearly"),
	            "", true, reterr);
}

/* ---- the door --------------------------------------------------------------------------------
 */

cnis_status
cnis_why_child(cnis_register *r, char kind, int64_t id, int64_t *ret_child_id, cnis_error *reterr)
{
	int which = kind == CNIS_REF_DUTY         ? Q_DUTY_CHILD
	            : kind == CNIS_REF_WITHDRAWAL ? Q_WITHDRAWAL_CHILD
	            : kind == CNIS_REF_REVIEW     ? Q_REVIEW_CHILD
	            : kind == CNIS_REF_ENTRY      ? Q_ENTRY_CHILD
	                                          : Q_CHILD_CHILD;
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (kind == '\0' || strchr("DWREC", kind) == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "why", "reference",
		                 "why answers for a duty (D), child (C), withdrawal (W), review "
		                 "(R) or entry (E)");
	st = stmt_open(r->st, &sql[which], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "why", "reference",
		               "there is no such record");
	if (st == CNIS_OK)
		*ret_child_id = col_int(&c, 0);
	stmt_close(&c);
	return st;
}

cnis_status
cnis_why(cnis_register *r, char kind, int64_t id, bool for_family, cnis_why_fn fn, void *payload,
         cnis_error *reterr)
{
	telling t = { .r = r, .family = for_family, .fn = fn, .payload = payload };
	facts f = { 0 };
	int64_t child = 0;
	cnis_status st = cnis_why_child(r, kind, id, &child, reterr);

	if (st != CNIS_OK)
		return st;
	if (kind == CNIS_REF_DUTY)
		return cnis_duty_get(r, id, tell_duty, &t, reterr);
	if (kind == CNIS_REF_ENTRY)
		t.entry_id = id;
	if (kind == CNIS_REF_WITHDRAWAL) {
		t.withdrawal_id = id;
		st = tell_tests(&t, id, reterr);
	} else if (kind == CNIS_REF_REVIEW) {
		t.review_id = id;
		st = tell_review(&t, id, reterr);
	} else {
		st = read_child(&t, child, &f, reterr);
		if (st == CNIS_OK)
			st = tell_school_age(&t, &f, reterr);
		if (st == CNIS_OK)
			st = tell_entries(&t, &f, child, t.entry_id, reterr);
	}
	if (st == CNIS_OK && kind != CNIS_REF_CHILD)
		st = tell_duties(&t, child, reterr);
	return st;
}

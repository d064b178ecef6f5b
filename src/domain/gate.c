/* Consent gates: gathering what the rule needs, keeping what it said.  Law: rule/consent.c. */
#include "domain/gate.h"

#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/area.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/setting.h"

#define CHILD_PROTECTION_GATE "LOCAL.gate.child-protection"

enum { Q_ENQUIRY, Q_ACTION, Q_HOLDS, Q_KEEP, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	/* a fact in any record of the child counts, see same.h */
	[Q_ENQUIRY] = { "gate.enquiry",
		"SELECT f.authority FROM " SAME_EACH("flag", "f", SAME_PROTECTS) " WHERE f.kind = 's47_enquiry'"
		" AND f.from_day <= :on AND (f.to_day IS NULL OR f.to_day >= :on)"
		" ORDER BY f.from_day DESC, f.id DESC" },
	/* being taken before taken; of those taken the one that ended last */
	[Q_ACTION] = { "gate.action",
		"SELECT f.authority, CASE WHEN f.to_day < :on THEN f.to_day END FROM "
		SAME_EACH("flag", "f", SAME_PROTECTS) " WHERE f.kind = 's47_action' AND f.significant_harm = 'yes'"
		" AND f.from_day <= :on"
		" ORDER BY (f.to_day IS NULL OR f.to_day >= :on) DESC, f.to_day DESC, f.id DESC" },
	[Q_HOLDS] = { "gate.holds",
		"SELECT 1 FROM " SAME_EACH("flag", "f", SAME_PROTECTS)
		" WHERE f.kind = :kind AND f.from_day <= :on"
		" AND (f.to_day IS NULL OR f.to_day >= :on) LIMIT 1" },
	[Q_KEEP] = { "gate.keep",
		"INSERT INTO consent_test (child_id, withdrawal_id, stage, on_day, rule, rule_version,"
		" inputs, required, conditions, local_gate, authorities, recorded_at, rev)"
		" VALUES (:child, :withdrawal, :stage, :on, :rule, :version, :inputs, :required,"
		" :conditions, :gate, :authorities, :at, :rev)" },
};
/* clang-format on */

/* An enquiry or action whose authority nobody wrote down meets the condition all the same: which
 * authority decides is undetermined then, and is not guessed. */
static void
add_conductor(rule_conductors *by, const char *code)
{
	if (text_empty(code))
		by->unknown = true;
	else
		rule_conductors_add(by, code);
}

static cnis_status
read_enquiry(cnis_register *r, int64_t child_id, cnis_day on, rule_consent_in *in,
             cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_ENQUIRY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		add_conductor(&in->s47_enquiry_by, col_text(&c, 0));
	stmt_close(&c);
	return st;
}

/* Every action that is being taken or ended within the five years; where none did, the one that
 * ended last, so that the verdict can say that it is too long ago. */
static cnis_status
read_action(cnis_register *r, int64_t child_id, cnis_day on, rule_consent_in *in,
            cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_day since = rule_look_back_from(in->on), ended;
	cnis_status st = stmt_open(r->st, &SQL[Q_ACTION], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		ended = col_day(&c, 1);
		if (!in->significant_harm)
			in->s47_action_ended_on = ended;
		else if (ended != CNIS_DAY_NONE && ended < since)
			break;
		in->significant_harm = true;
		add_conductor(&in->s47_action_by, col_text(&c, 0));
	}
	stmt_close(&c);
	return st;
}

static cnis_status
read_holds(cnis_register *r, int64_t child_id, const char *kind, cnis_day on, bool *ret,
           cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_HOLDS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_text(&c, ":kind", kind);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
read_gate(cnis_register *r, const char *name, cnis_day on, rule_gate *ret, cnis_error *reterr)
{
	char value[201];
	cnis_status st = setting_text(r, name, on, value, reterr);

	if (st != CNIS_OK)
		return st;
	*ret = strcmp(value, "off") == 0      ? RULE_GATE_OFF
	       : strcmp(value, "advise") == 0 ? RULE_GATE_ADVISE
	                                      : RULE_GATE_REQUIRE;
	return CNIS_OK;
}

static cnis_status
read_settings(cnis_register *r, cnis_day on, rule_consent_in *in, cnis_error *reterr)
{
	char starts[201];
	int64_t month = 0, day = 0;
	cnis_status st =
	    setting_day(r, "law.s37.in_force_from", on, &in->s37_in_force_from, reterr);

	if (st == CNIS_OK)
		st = read_gate(r, "gate.ehc", on, &in->gate_ehc, reterr);
	if (st == CNIS_OK)
		st = read_gate(r, "gate.child_protection", on, &in->gate_child_protection, reterr);
	if (st == CNIS_OK)
		st = setting_text(r, "rule.school_year.starts", on, starts, reterr);
	if (st != CNIS_OK)
		return st;
	if (strlen(starts) == 5 && starts[2] == '-') {
		starts[2] = '\0';
		if (text_int(starts, &month) && text_int(starts + 3, &day)) {
			in->school_year_month = (int)month;
			in->school_year_day = (int)day;
		}
	}
	return CNIS_OK;
}

/* This authority's own gates are for children who live here; statute does not ask where. */
static cnis_status
spare_others(cnis_register *r, int64_t child_id, cnis_day on, rule_consent_in *in,
             cnis_error *reterr)
{
	char area[AREA_SIZE] = "";
	cnis_status st = area_elsewhere(r, child_id, on, area, reterr);

	if (st == CNIS_OK && area[0] != '\0')
		in->gate_ehc = in->gate_child_protection = RULE_GATE_OFF;
	return st;
}

static const char *const PLACEMENTS[] = {
	[RULE_MAINSTREAM] = "mainstream",
	[RULE_SPECIAL] = "special",
	[RULE_INDEPENDENT_SPECIAL] = "independent_special",
	[RULE_UNIT] = "unit",
	[RULE_PRIVATE] = "private",
};
static const char *const GATES[] = {
	[RULE_GATE_OFF] = "off",
	[RULE_GATE_ADVISE] = "advise",
	[RULE_GATE_REQUIRE] = "require",
};

static rule_placement
placement_of(const char *text)
{
	for (int i = RULE_MAINSTREAM; text && i <= RULE_PRIVATE; i++)
		if (strcmp(PLACEMENTS[i], text) == 0)
			return (rule_placement)i;
	return RULE_MAINSTREAM;
}

static const char *
boolean(bool value)
{
	return value ? "true" : "false";
}

static const char *
or_null(const char *code)
{
	return *code ? code : NULL;
}

static void
add_conductors(text_buf *b, const char *name, const rule_conductors *by)
{
	char list[sizeof(by->code) + sizeof("unknown")];
	text_buf l = text_buf_on(list, sizeof list);

	for (size_t i = 0; i < by->n; i++) {
		text_add(&l, i == 0 ? "" : " ");
		text_add(&l, by->code[i]);
	}
	if (by->unknown)
		text_add(&l, by->n > 0 ? " unknown" : "unknown");
	flat_add(b, name, or_null(list));
}

static void
write_inputs(const rule_consent_in *in, bool not_known, gate_verdict *v)
{
	text_buf b = text_buf_on(v->inputs, sizeof v->inputs);

	flat_begin(&b);
	flat_add_day(&b, "born", in->born);
	flat_add_day(&b, "on", in->on);
	flat_add(&b, "on_roll", boolean(in->on_roll));
	flat_add(&b, "purpose",
	         in->for_home ? "otherwise_than_at_school"
	         : not_known  ? "not_known"
	                      : "other_school");
	flat_add(&b, "placement", PLACEMENTS[in->placement]);
	flat_add(&b, "placed_by", or_null(in->placed_by));
	add_conductors(&b, "s47_enquiry_by", &in->s47_enquiry_by);
	add_conductors(&b, "s47_action_by", &in->s47_action_by);
	flat_add_day(&b, "s47_action_ended_on", in->s47_action_ended_on);
	flat_add(&b, "significant_harm", boolean(in->significant_harm));
	flat_add(&b, "ehc_plan", boolean(in->ehc_plan));
	flat_add(&b, "child_protection_plan", boolean(in->child_protection_plan));
	flat_add_day(&b, "s37_in_force_from", in->s37_in_force_from);
	flat_add(&b, "gate_ehc", GATES[in->gate_ehc]);
	flat_add(&b, "gate_child_protection", GATES[in->gate_child_protection]);
	flat_end(&b);
}

/* The words kept beside the inputs. */
static void
describe(gate_verdict *v)
{
	const cnis_rule *rule = cnis_rule_find(v->out.rule);
	text_buf b = text_buf_on(v->conditions, sizeof v->conditions);

	v->rule_version = rule ? rule->version : 1;
	if (v->out.condition_a)
		text_add(&b, "A");
	if (v->out.condition_b)
		text_add(&b, "B");
	/* the gate that decides, as the calculator names it */
	v->local_gate = strcmp(v->out.rule, CHILD_PROTECTION_GATE) == 0 ? "child-protection"
	                : strcmp(v->out.rule, "LOCAL.gate.ehc") == 0    ? "ehc"
	                                                                : "";
	b = text_buf_on(v->authorities, sizeof v->authorities);
	for (size_t i = 0; i < v->out.n_authorities; i++) {
		if (i > 0)
			text_add(&b, " ");
		text_add(&b, v->out.authority[i]);
	}
	v->protection = (v->out.condition_b && v->out.by_statute) || v->out.gate_child_protection;
}

cnis_status
gate_ask(cnis_register *r, int64_t child_id, const gate_place *place, cnis_day facts_on,
         cnis_day on, gate_verdict *ret, cnis_error *reterr)
{
	rule_consent_in in = { .on = on, .on_roll = true, .for_home = place->for_home };
	cnis_status st = process_child(r, child_id, "consent.check", &in.born, reterr);

	in.placement = placement_of(place->placement);
	text_copy(in.placed_by, sizeof in.placed_by, place->placed_by);
	in.s47_action_ended_on = CNIS_DAY_NONE;
	if (st == CNIS_OK)
		st = read_enquiry(r, child_id, facts_on, &in, reterr);
	if (st == CNIS_OK)
		st = read_action(r, child_id, facts_on, &in, reterr);
	if (st == CNIS_OK)
		st = read_holds(r, child_id, "ehc_plan", facts_on, &in.ehc_plan, reterr);
	if (st == CNIS_OK)
		st = read_holds(r, child_id, "child_protection_plan", facts_on,
		                &in.child_protection_plan, reterr);
	if (st == CNIS_OK)
		st = read_settings(r, facts_on, &in, reterr);
	if (st == CNIS_OK)
		st = spare_others(r, child_id, facts_on, &in, reterr);
	if (st != CNIS_OK)
		return st;
	memset(ret, 0, sizeof *ret);
	ret->out = rule_consent_of(&in);
	write_inputs(&in, place->not_known, ret);
	describe(ret);
	return CNIS_OK;
}

cnis_status
gate_keep_tx(cnis_register *r, int64_t child_id, int64_t withdrawal_id, const char *stage,
             cnis_day on, const gate_verdict *v, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_KEEP], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":withdrawal", withdrawal_id);
	stmt_text(&c, ":stage", stage);
	stmt_int(&c, ":on", on);
	stmt_text(&c, ":rule", v->out.rule);
	stmt_int(&c, ":version", v->rule_version);
	stmt_text(&c, ":inputs", v->inputs);
	stmt_int(&c, ":required", v->out.required);
	stmt_text(&c, ":conditions", v->conditions);
	stmt_text(&c, ":gate", v->local_gate);
	stmt_text(&c, ":authorities", v->authorities);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
gate_refuse(const cnis_register *r, const gate_verdict *v, const char *where, cnis_error *reterr)
{
	sight_ground told = sight_ground_of(r, v->protection);

	if (told != SIGHT_ALL)
		return cnis_refuse(
		    reterr, gate_rule_shown(r, v->out.rule), where, "child",
		    "consent is needed before the child leaves the roll: apply for it, and wait "
		    "for the decision; ask %s about the ground",
		    told == SIGHT_LAW ? "who holds the role safeguarding" : "a manager");
	if (v->out.by_statute)
		return cnis_refuse(
		    reterr, v->out.rule, where, "child",
		    v->out.in_force ? "consent is needed before the child leaves the roll "
				      "(condition %s): apply for it, and wait for the decision"
				    : "the placing authority's consent is needed before the name "
				      "is removed from a special school's roll%s",
		    v->out.in_force ? v->conditions : "");
	return cnis_refuse(
	    reterr, v->out.rule, where, "child",
	    "this authority's own policy asks for its written consent first (%s); it is "
	    "policy, and %s",
	    v->local_gate,
	    strcmp(v->local_gate, "child-protection") == 0
		? "not condition B of the Act"
		: "an EHC plan alone is no statutory ground");
}

const char *
gate_rule_shown(const cnis_register *r, const char *rule)
{
	bool protection = text_same(rule, CHILD_PROTECTION_GATE);
	sight_ground told = sight_ground_of(r, protection);

	if (text_empty(rule) || told == SIGHT_ALL || (told == SIGHT_LAW && !protection))
		return rule;
	return "LOCAL.gate";
}

sight_ground
gate_withhold(const cnis_register *r, cnis_consent_test *test)
{
	bool protection = strchr(test->conditions, 'B') != NULL ||
	                  strcmp(test->local_gate, "child-protection") == 0;
	sight_ground told = sight_ground_of(r, protection);

	/* the inputs name every safeguarding fact, also one that decided nothing */
	if (!sight_causes(r))
		test->inputs = "";
	if (told == SIGHT_ALL)
		return told;
	if (test->required || test->advise) {
		test->rule = gate_rule_shown(r, test->rule);
		if (told == SIGHT_NO_GROUND)
			test->rule_version = cnis_rule_find(test->rule)->version;
	}
	test->conditions = told == SIGHT_LAW && strchr(test->conditions, 'A') ? "A" : "";
	test->local_gate = "";
	test->authorities = "";
	test->ground_kept_back = told == SIGHT_NO_GROUND && (test->required || test->advise);
	if (test->ground_kept_back)
		test->by_statute = false;
	return told;
}

/* Calculators of s. 436C: an item of the register, and the prescribed amount of time. */
#include "rule/content.h"
#include "rule/eval.h"
#include "rule/school_age.h"

static const char answers[] = "no yes unknown"; /* in the order of rule_answer */

static const int64_t HUNDRED = 100;
static const int64_t WEEK_HOURS = 168;
static const int64_t MOST_HOURS = 10000;
static const int64_t MOST_WEEKS = 53;

/* ---- an item ---------------------------------------------------------------------------------
 */

static void
why_address(eval *e, const rule_content_in *in)
{
	if (in->at_address_since == CNIS_DAY_NONE) {
		why(e, "it is not known since when the child has lived at the present address");
		return;
	}
	why(e, "at the present address since ");
	why_day(e, in->at_address_since);
	why(e, in->on < rule_birthday(in->at_address_since, 1) ? ", less than 12 months on "
	                                                       : ", 12 months or more on ");
	why_day(e, in->on);
}

static void
why_item(eval *e, const rule_content_item *item, const rule_content_in *in)
{
	static const char *const elsewhere[] = {
		[RULE_NO] = "the child lives at one address",
		[RULE_YES] = "the child lives at more than one address",
		[RULE_NOT_KNOWN] = "it is not known whether the child lives at a further address",
	};
	static const char *const above[] = {
		[RULE_NO] = "no provider is known to be above the prescribed amount of time",
		[RULE_YES] = "a provider is above the prescribed amount of time",
		[RULE_NOT_KNOWN] = "a provider's hours are not known: it may be above the amount",
	};

	switch (item->when) {
	case CONTENT_UNDER_A_YEAR:
		why_address(e, in);
		break;
	case CONTENT_LIVES_ELSEWHERE:
		why(e, elsewhere[in->lives_elsewhere]);
		break;
	case CONTENT_ABOVE_THRESHOLD:
		why(e, above[in->above]);
		break;
	case CONTENT_SWITCHED_ON:
		why(e, in->switched_on ? "switched on by " : "not switched on by ");
		why(e, item->rule.setting);
		break;
	case CONTENT_WALES:
		why(e, "of a register in Wales");
		break;
	case CONTENT_ALWAYS:
	default:
		why(e, "asked for of every child in the register");
		break;
	}
}

void
eval_content(eval *e)
{
	const rule_content_item *item = rule_content_find(e->v.rule->id);
	rule_content_in in = { .on = eval_day(e, "on"),
		               .at_address_since = eval_day_or_none(e, "at_address_since") };

	in.lives_elsewhere =
	    (rule_answer)eval_choice_or(e, "lives_elsewhere", answers, RULE_NOT_KNOWN);
	in.above = (rule_answer)eval_choice_or(e, "above", answers, RULE_NOT_KNOWN);
	in.switched_on = eval_bool_or(e, "prescribed", false);
	out_answer(e, "required", rule_content_required(item, &in));
	out_text(e, "basis", item->basis);
	why_item(e, item, &in);
	eval_in_force(e, "s38_in_force_from", in.on);
}

/* ---- the prescribed amount of time -----------------------------------------------------------
 */

static int64_t
or_else(int64_t value, int64_t otherwise)
{
	return value < 0 ? otherwise : value;
}

/* The hours a week that count of two inputs that may be a range. */
static int64_t
counted(eval *e, const char *low, const char *high, rule_range range)
{
	int64_t from = eval_hundredths(e, low, WEEK_HOURS * HUNDRED);
	int64_t to = eval_hundredths(e, high, WEEK_HOURS * HUNDRED);

	if (to >= 0 && to < from)
		eval_fail(e, high, "is lower than the lower end of the range");
	if (to >= 0 && from < 0)
		eval_fail(e, low, "is needed beside the higher end of the range");
	return rule_hours_counted(from, to, range);
}

static void
read_threshold(eval *e, rule_threshold *t)
{
	t->hours = eval_hundredths(e, "threshold_hours", MOST_HOURS * HUNDRED);
	t->period_weeks =
	    or_else(eval_hundredths(e, "period_weeks", MOST_WEEKS * HUNDRED), HUNDRED);
	t->share_of_period = eval_hundredths(e, "share_of_period", HUNDRED * HUNDRED);
	t->week_hours =
	    or_else(eval_hundredths(e, "week_hours", WEEK_HOURS * HUNDRED), WEEK_HOURS * HUNDRED);
	t->share_of_education = eval_hundredths(e, "share_of_education", HUNDRED * HUNDRED);
	t->all = eval_choice_or(e, "combine", "any all", 0) == 1;
}

/* One measure: how it is put and how it came out. */
static void
why_measure(eval *e, rule_answer answer, int64_t amount, const char *rest)
{
	static const char *const outcome[] = {
		[RULE_NO] = "; not more than ",
		[RULE_YES] = "; more than ",
		[RULE_NOT_KNOWN] = "; it is not known whether more than ",
	};

	if (amount < 0)
		return;
	why(e, outcome[answer]);
	why_hundredths(e, amount);
	why(e, rest);
}

static void
why_threshold(eval *e, const rule_threshold *t, const rule_amount *a, int64_t hours)
{
	if (hours < 0) {
		why(e, "the hours are not known");
	} else {
		why_hundredths(e, hours);
		why(e, " hours a week count");
	}
	if (!a->prescribed)
		why(e, "; no amount of time is prescribed");
	why_measure(e, a->measure[0], t->hours, " hours in ");
	if (t->hours >= 0) {
		why_hundredths(e, t->period_weeks);
		why(e, t->period_weeks == HUNDRED ? " week" : " weeks");
	}
	why_measure(e, a->measure[1], t->share_of_period, " % of a week of ");
	if (t->share_of_period >= 0) {
		why_hundredths(e, t->week_hours);
		why(e, " hours");
	}
	why_measure(e, a->measure[2], t->share_of_education, " % of all education");
}

void
eval_threshold(eval *e)
{
	static const char *const names[RULE_MEASURES] = { "hours", "share_of_period",
		                                          "share_of_education" };
	rule_range range =
	    (rule_range)eval_choice_or(e, "range", "low middle high", RULE_RANGE_HIGH);
	int64_t hours = counted(e, "hours", "hours_high", range);
	int64_t total = counted(e, "total", "total_high", range);
	cnis_day on = eval_day(e, "on");
	rule_threshold t;
	rule_amount a;
	char exceeded[CNIS_RULE_TEXT_SIZE];
	char amount[CNIS_RULE_TEXT_SIZE];
	text_buf list = text_buf_on(exceeded, sizeof(exceeded));
	text_buf number = text_buf_on(amount, sizeof(amount));

	read_threshold(e, &t);
	a = rule_threshold_exceeded(&t, hours, total);
	for (int i = 0; i < RULE_MEASURES; i++) {
		if (a.measure[i] != RULE_YES)
			continue;
		text_add(&list, list.len == 0 ? "" : " ");
		text_add(&list, names[i]);
	}
	text_add_hundredths(&number, hours < 0 ? 0 : hours);
	out_answer(e, "above", a.above);
	out_bool(e, "prescribed", a.prescribed);
	out_text(e, "hours_counted", hours < 0 ? NULL : amount);
	out_list(e, "exceeded", exceeded);
	why_threshold(e, &t, &a, hours);
	eval_in_force(e, "s38_in_force_from", on);
}

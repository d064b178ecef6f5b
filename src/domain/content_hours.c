/* The prescribed amount of time, s. 436C(1)(g) and (6): the hours of a week against it. */
#include <string.h>

#include "base/text.h"
#include "domain/content_inside.h"
#include "domain/setting.h"

enum { Q_ABOVE };
static const store_sql SQL[] = {
	[Q_ABOVE] = { "content.above", CONTENT_HOURS " AND x.child_id = :child" },
};

static cnis_status
number(cnis_register *r, const char *name, cnis_day on, int64_t *ret, cnis_error *reterr)
{
	char buf[201] = "";
	cnis_status st = setting_text(r, name, on, buf, reterr);

	*ret = -1;
	if (st == CNIS_OK && buf[0] != '\0')
		(void)text_hundredths(buf, ret);
	return st;
}

cnis_status
content_amount_read(cnis_register *r, cnis_day on, content_amount *ret, cnis_error *reterr)
{
	rule_threshold *t = &ret->threshold;
	char buf[201] = "";
	cnis_status st = number(r, "threshold.436c.hours", on, &t->hours, reterr);

	if (st == CNIS_OK)
		st = number(r, "threshold.436c.period_weeks", on, &t->period_weeks, reterr);
	if (st == CNIS_OK)
		st = number(r, "threshold.436c.share_of_period", on, &t->share_of_period, reterr);
	if (st == CNIS_OK)
		st = number(r, "threshold.436c.week_hours", on, &t->week_hours, reterr);
	if (st == CNIS_OK)
		st = number(r, "threshold.436c.share_of_education", on, &t->share_of_education,
		            reterr);
	if (st == CNIS_OK)
		st = setting_text(r, "threshold.436c.combine", on, buf, reterr);
	t->all = strcmp(buf, "all") == 0;
	if (st == CNIS_OK)
		st = setting_text(r, "estimate.range", on, buf, reterr);
	ret->range = strcmp(buf, "low") == 0      ? RULE_RANGE_LOW
	             : strcmp(buf, "middle") == 0 ? RULE_RANGE_MIDDLE
	                                          : RULE_RANGE_HIGH;
	return st;
}

/* Hours a week as hundredths. */
static int64_t
hundredths(const cursor *c, int i)
{
	return col_null(c, i) ? -1 : (int64_t)(col_real(c, i) * 100 + 0.5);
}

static void
add_to(int64_t *sum, int64_t hours)
{
	*sum = *sum < 0 || hours < 0 ? -1 : *sum + hours;
}

void
content_week_add(const content_amount *amount, content_week *w, const cursor *c, bool counts)
{
	const char *kind = col_text(c, 1);
	int64_t hours = rule_hours_counted(hundredths(c, 2), hundredths(c, 3), amount->range);

	if (strcmp(kind, "parents") == 0) {
		if (w->parents < 0)
			w->parents = 0;
		add_to(&w->parents, hours);
	} else if (strcmp(kind, "others") == 0) {
		w->told_others = true;
		add_to(&w->others, hours);
	} else {
		add_to(&w->providers, hours);
		if (!counts)
			return;
		w->taught = true;
		w->unknown = w->unknown || hours < 0;
		w->most = hours > w->most ? hours : w->most;
	}
}

rule_answer
content_week_above(const content_amount *amount, const content_week *w)
{
	const rule_threshold *t = &amount->threshold;
	int64_t others = w->told_others ? w->others : w->providers;
	int64_t total = w->parents < 0 || others < 0 ? -1 : w->parents + others;
	rule_answer most;

	if (!w->taught)
		return RULE_NO;
	most = rule_threshold_exceeded(t, w->most, total).above;
	if (most == RULE_YES || !w->unknown)
		return most;
	return rule_threshold_exceeded(t, -1, total).above == RULE_NO ? most : RULE_NOT_KNOWN;
}

cnis_status
content_above(cnis_register *r, int64_t child_id, int64_t provision_id, cnis_day on,
              rule_answer *ret, bool *ret_prescribed, cnis_error *reterr)
{
	content_amount amount = { 0 };
	content_week w = CONTENT_WEEK_NONE;
	cursor c = { 0 };
	bool row = false;
	cnis_status st = content_amount_read(r, on, &amount, reterr);

	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_ABOVE], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_day(&c, ":on", on);
	stmt_int(&c, ":child", child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row)
		content_week_add(&amount, &w, &c,
		                 provision_id == 0 || provision_id == col_int(&c, 4));
	stmt_close(&c);
	if (st == CNIS_OK) {
		*ret = content_week_above(&amount, &w);
		*ret_prescribed = rule_threshold_exceeded(&amount.threshold, -1, -1).prescribed;
	}
	return st;
}

/* The prescribed amount of time of a provider. */
#include "rule/threshold.h"

enum { HUNDRED = 100, WHOLE = 100 * HUNDRED };

int64_t
rule_hours_counted(int64_t low, int64_t high, rule_range range)
{
	if (high < 0 || range == RULE_RANGE_LOW)
		return low;
	return range == RULE_RANGE_HIGH ? high : (low + high) / 2;
}

/* More than `share` (hundredths of a per cent) of `of`? */
static rule_answer
more_than_share(int64_t hours, int64_t share, int64_t of)
{
	if (share < 0)
		return RULE_NO;
	if (hours < 0 || of < 0)
		return RULE_NOT_KNOWN;
	return hours * WHOLE > share * of ? RULE_YES : RULE_NO;
}

static rule_answer
more_than_hours(const rule_threshold *t, int64_t hours)
{
	if (t->hours < 0)
		return RULE_NO;
	if (hours < 0)
		return RULE_NOT_KNOWN;
	return hours * t->period_weeks > t->hours * HUNDRED ? RULE_YES : RULE_NO;
}

rule_amount
rule_threshold_exceeded(const rule_threshold *t, int64_t hours, int64_t total)
{
	const bool prescribed[RULE_MEASURES] = { t->hours >= 0, t->share_of_period >= 0,
		                                 t->share_of_education >= 0 };
	/* The answer that settles it: one yes when any is enough, one no when all are needed. */
	rule_answer settles = t->all ? RULE_NO : RULE_YES;
	bool settled = false;
	bool open = false;
	rule_amount a = { .above = RULE_NO };

	a.measure[0] = more_than_hours(t, hours);
	a.measure[1] = more_than_share(hours, t->share_of_period, t->week_hours);
	a.measure[2] = more_than_share(hours, t->share_of_education, total);
	for (int i = 0; i < RULE_MEASURES; i++) {
		if (!prescribed[i])
			continue;
		a.prescribed = true;
		settled = settled || a.measure[i] == settles;
		open = open || a.measure[i] == RULE_NOT_KNOWN;
	}
	if (!a.prescribed)
		return a;
	if (settled)
		a.above = settles;
	else if (open)
		a.above = RULE_NOT_KNOWN;
	else
		a.above = t->all ? RULE_YES : RULE_NO;
	return a;
}

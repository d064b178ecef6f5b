/* Who lives in the demonstration authority. */
#include "exchange/demonstration.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "rule/school_age.h"

/* DfE, elective home education, England, autumn term 2022/23, census date, ehe_census.csv (OGL v3);
 * rounded to 100 in the source.  Later censuses were not to be had with every breakdown.  Unknown
 * year groups are left out: every child here has a birth date. */
const demo_share demo_reasons[] = {
	{ "physical_health", 14 },
	{ "mental_health", 72 },
	{ "health_concerns_related_to_covid19", 36 },
	{ "school_dissatisfaction_general", 46 },
	{ "school_dissatisfaction_send", 18 },
	{ "school_dissatisfaction_bullying", 22 },
	{ "lifestyle", 61 },
	{ "philosophical_or_preferential", 126 },
	{ "religious", 8 },
	{ "risk_of_school_exclusion", 4 },
	{ "permanent_exclusion", 1 },
	{ "did_not_get_school_preference", 16 },
	{ "difficulty_accessing_suitable_school_place", 6 },
	{ "school_suggestion", 1 },
	{ "other", 96 },
	{ "no_reason_given", 114 },
	{ "unknown", 170 },
	{ NULL, 0 },
};

const demo_share demo_years[] = {
	{ "0", 3 },    { "1", 23 },   { "2", 37 }, { "3", 43 }, { "4", 48 },
	{ "5", 55 },   { "6", 61 },   { "7", 72 }, { "8", 90 }, { "9", 108 },
	{ "10", 127 }, { "11", 140 }, { NULL, 0 },
};

/* Of 447 children: one authority's published figures (lessons.md). */
enum { OF = 447, OF_EHC = 27, OF_EARLY_HELP = 70, OF_CARER = 2, OF_GIRLS = 227 };

enum { MONTHS_BACK = 30, DAYS_BACK = MONTHS_BACK * 30 };

uint64_t
dice_next(dice *d)
{
	uint64_t z = (d->state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

uint32_t
dice_below(dice *d, uint32_t n)
{
	return (uint32_t)(((dice_next(d) >> 32) * n) >> 32);
}

bool
dice_odds(dice *d, uint32_t per_mille)
{
	return dice_below(d, 1000) < per_mille;
}

static int32_t
scaled(int32_t n, int count)
{
	return (int32_t)(((int64_t)n * count * 2 + OF) / 2 / OF);
}

/* Exactly the published shares, largest remainders first, then shuffled. */
static void
deal(const demo_share *share, uint8_t *out, int32_t n, dice *d)
{
	int64_t total = 0;
	int64_t rest[32];
	bool extra[32] = { false };
	int32_t at = 0;
	int64_t given = 0;
	int k = 0;

	for (; share[k].code != NULL; k++)
		total += share[k].weight;
	for (int i = 0; i < k; i++) {
		rest[i] = (int64_t)n * share[i].weight % total;
		given += (int64_t)n * share[i].weight / total;
	}
	for (; given < n; given++) {
		int best = 0;

		for (int i = 0; i < k; i++)
			if (extra[best] || (!extra[i] && rest[i] > rest[best]))
				best = i;
		extra[best] = true;
	}
	for (int i = 0; i < k; i++) {
		int64_t m = (int64_t)n * share[i].weight / total + (extra[i] ? 1 : 0);

		while (m-- > 0)
			out[at++] = (uint8_t)i;
	}
	for (int32_t i = n - 1; i > 0; i--) {
		uint32_t j = dice_below(d, (uint32_t)i + 1);
		uint8_t swap = out[i];

		out[i] = out[j];
		out[j] = swap;
	}
}

/* Give @p count of the children one need each; never two needs to one child by this draw. */
static void
mark(demo_plan *p, int32_t count, uint8_t need, dice *d)
{
	while (count > 0) {
		demo_child *c = &p->child[dice_below(d, (uint32_t)p->n_children)];

		if ((c->needs & need) == 0) {
			c->needs |= need;
			count--;
		}
	}
}

/* A birth date in the year group, moved to one that is of compulsory school age today. */
static cnis_day
draw_born(int year, cnis_day today, dice *d)
{
	for (;;) {
		int cohort = rule_academic_year(today) - 5 - year;
		cnis_day from = cnis_day_make(cohort, 9, 1);
		cnis_day born = from + (cnis_day)dice_below(d, 365);
		rule_school_age age =
		    rule_school_age_of(born, RULE_SCHOOL_YEAR_MONTH, RULE_SCHOOL_YEAR_DAY);

		if (age.starts < today && age.ends >= today)
			return born;
		if (age.starts >= today)
			year++;
		else
			year--;
	}
}

/* Brothers and sisters are twins, or at least ten months apart. */
static bool
plausible(const demo_plan *p, const demo_family *f, cnis_day born)
{
	for (int32_t i = 0; i < f->n; i++) {
		int apart = born - p->child[f->first + i].born;

		if (apart != 0 && apart > -300 && apart < 300)
			return false;
	}
	return true;
}

static void
draw_family(demo_plan *p, demo_family *f, int32_t first, int32_t n, const uint8_t *year, dice *d)
{
	cnis_day earliest = p->earliest;

	f->first = first;
	for (f->n = 0; f->n < n; f->n++) {
		demo_child *c = &p->child[first + f->n];
		rule_school_age age;

		for (int tries = 0; tries < 20; tries++) {
			c->born = draw_born((int)year[first + f->n], p->today, d);
			if (plausible(p, f, c->born))
				break;
		}
		age = rule_school_age_of(c->born, RULE_SCHOOL_YEAR_MONTH, RULE_SCHOOL_YEAR_DAY);
		if (age.starts > earliest)
			earliest = age.starts;
	}
	f->registered =
	    earliest +
	    (cnis_day)dice_below(d, (uint32_t)(p->today - earliest > 0 ? p->today - earliest : 1));
	for (int32_t i = 0; i < n; i++) {
		demo_child *c = &p->child[first + i];

		c->schooled = dice_odds(d, 780) && c->born + 5 * 366 + 60 < f->registered;
	}
}

static int
by_day(const void *a, const void *b)
{
	const demo_family *x = a;
	const demo_family *y = b;

	if (x->registered != y->registered)
		return x->registered < y->registered ? -1 : 1;
	return x->first < y->first ? -1 : 1;
}

static int32_t
family_size(dice *d, int32_t left)
{
	uint32_t roll = dice_below(d, 100);
	int32_t n = roll < 68 ? 1 : roll < 90 ? 2 : roll < 98 ? 3 : 4;

	return n < left ? n : left;
}

cnis_status
demo_plan_draw(int32_t n, uint64_t seed, cnis_day earliest, cnis_day today, demo_plan *ret,
               cnis_error *reterr)
{
	demo_plan p = { .n_children = n, .today = today, .seed = seed };
	dice d = { seed };
	uint8_t *year = mem_new((size_t)n, 1);
	uint8_t *reason = mem_new((size_t)n, 1);

	p.earliest = earliest > today - DAYS_BACK ? earliest : today - DAYS_BACK;
	p.child = mem_new((size_t)n, sizeof(*p.child));
	p.family = mem_new((size_t)n, sizeof(*p.family));
	if (year == NULL || reason == NULL || p.child == NULL || p.family == NULL) {
		free(year);
		free(reason);
		demo_plan_clear(&p);
		return cnis_nomem(reterr, "demonstration.fill");
	}
	deal(demo_years, year, n, &d);
	deal(demo_reasons, reason, n, &d);
	for (int32_t at = 0; at < n;) {
		demo_family *f = &p.family[p.n_families++];

		draw_family(&p, f, at, family_size(&d, n - at), year, &d);
		at += f->n;
	}
	for (int32_t i = 0; i < n; i++) {
		p.child[i].reason = reason[i];
		p.child[i].girl = dice_below(&d, OF) < OF_GIRLS;
	}
	mark(&p, scaled(n, OF_EHC), DEMO_EHC, &d);
	mark(&p, scaled(n, OF_EARLY_HELP), DEMO_EARLY_HELP, &d);
	mark(&p, scaled(n, OF_CARER), DEMO_CARER, &d);
	qsort(p.family, (size_t)p.n_families, sizeof(*p.family), by_day);
	for (int32_t i = 0; i < p.n_families; i++)
		for (int32_t k = 0; k < p.family[i].n; k++)
			p.child[p.family[i].first + k].family = i;
	free(year);
	free(reason);
	*ret = p;
	return CNIS_OK;
}

void
demo_plan_clear(demo_plan *p)
{
	free(p->child);
	free(p->family);
	p->child = NULL;
	p->family = NULL;
}

/* ---- invented words ------------------------------------------------------------------------- */

static const char *const girls[] = { "Amina",  "Beatrix",  "Carys",   "Daria",     "Edie",
	                             "Farah",  "Greta",    "Hana",    "Imogen",    "Jaya",
	                             "Kezia",  "Leila",    "Maeve",   "Niamh",     "Orla",
	                             "Petra",  "Rhiannon", "Saoirse", "Tamsin",    "Una",
	                             "Verity", "Winnie",   "Yasmin",  "Zo\xC3\xAB" };
static const char *const boys[] = { "Alfie",  "Bilal", "Caspian", "Dylan", "Emrys", "Faisal",
	                            "Gethin", "Hamza", "Idris",   "Joss",  "Kofi",  "Lorcan",
	                            "Mateo",  "Noah",  "Osian",   "Piotr", "Rafe",  "Se\xC3\xA1n",
	                            "Tariq",  "Ulric", "Vikram",  "Wilf",  "Yusuf", "Zachary" };
static const char *const heads[] = { "Ash",   "Bram",   "Cold",  "Dun",    "Elder",  "Fen",
	                             "Gorse", "Hazel",  "Ivel",  "Jarrow", "Kel",    "Lark",
	                             "Mere",  "Nether", "Oak",   "Penn",   "Quern",  "Rook",
	                             "Sedge", "Thorn",  "Under", "Vex",    "Wether", "Yar" };
static const char *const tails[] = { "acombe",  "bourne", "cliffe", "denholt",    "erscote",
	                             "furlong", "grave",  "hallow", "ingthwaite", "kettle",
	                             "lowe",    "mantle", "nell",   "over",       "pike",
	                             "quay",    "rigg",   "stowe",  "thorpe",     "umber",
	                             "verley",  "wick",   "yate",   "zeal" };
static const char *const ways[] = { "Street", "Road",  "Lane",  "Close", "Avenue", "Walk",
	                            "Rise",   "Court", "Drive", "Green", "Mews",   "Terrace" };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const char *
demo_given_name(bool girl, uint32_t n)
{
	return girl ? girls[n % COUNT(girls)] : boys[n % COUNT(boys)];
}

static uint64_t
scatter(uint64_t n)
{
	dice d = { n * UINT64_C(0xD1342543DE82EF95) + 1 };

	return dice_next(&d);
}

void
demo_family_name(uint64_t family, char buf[64])
{
	uint64_t k = scatter(family);
	text_buf b = text_buf_on(buf, 64);

	text_add(&b, heads[k % COUNT(heads)]);
	text_add(&b, tails[k / 64 % COUNT(tails)]);
}

void
demo_street(uint64_t n, char buf[64])
{
	uint64_t k = scatter(n ^ 0x5EED);
	text_buf b = text_buf_on(buf, 64);

	text_add_int(&b, (int64_t)(k % 148) + 1);
	text_add(&b, " ");
	text_add(&b, heads[k / 256 % COUNT(heads)]);
	text_add(&b, tails[k / 8192 % COUNT(tails)]);
	text_add(&b, " ");
	text_add(&b, ways[k / 524288 % COUNT(ways)]);
}

/* No area of the United Kingdom begins with Q. */
void
demo_postcode(uint64_t n, char buf[12])
{
	static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";
	uint64_t k = scatter(n ^ 0xC0DE);
	text_buf b = text_buf_on(buf, 12);
	char letters[3] = { inward[k / 4096 % 20], inward[k / 131072 % 20], '\0' };

	text_add(&b, "QZ");
	text_add_int(&b, (int64_t)(k % 18) + 1);
	text_add(&b, " ");
	text_add_int(&b, (int64_t)(k / 64 % 10));
	text_add(&b, letters);
}

void
demo_school(uint64_t n, bool secondary, char buf[80])
{
	uint64_t k = scatter(n % 40 + (secondary ? 1000 : 2000));
	text_buf b = text_buf_on(buf, 80);

	text_add(&b, heads[k % COUNT(heads)]);
	text_add(&b, tails[k / 64 % COUNT(tails)]);
	text_add(&b, secondary ? " High School" : " Primary School");
}

void
demo_upn(const char *authority, uint64_t n, int entry_year, char buf[14])
{
	static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
	/* 9999 and down: no open establishment has these numbers (GIAS); serial and number make
	 * one count, so that a million children have different ones. */
	uint64_t establishment = 9999 - n / 1000 % 1000;
	uint64_t serial = n % 1000;
	int sum = 0;

	memcpy(buf + 1, authority, 3);
	for (int i = 3; i >= 0; i--) {
		buf[4 + i] = (char)('0' + establishment % 10);
		establishment /= 10;
	}
	buf[8] = (char)('0' + entry_year / 10 % 10);
	buf[9] = (char)('0' + entry_year % 10);
	for (int i = 2; i >= 0; i--) {
		buf[10 + i] = (char)('0' + serial % 10);
		serial /= 10;
	}
	for (int i = 1; i <= 12; i++)
		sum += (buf[i] - '0') * (i + 1);
	buf[0] = letters[sum % 23];
	buf[13] = '\0';
}

/* What is known of each child, item by item: every table read once, the rows merged by child. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"
#include "domain/content_inside.h"
#include "domain/death.h"
#include "domain/same.h"

#define HOLDS "(x.from_day IS NULL OR x.from_day <= :on) AND (x.to_day IS NULL OR x.to_day >= :on)"

enum {
	Q_MERGED,
	Q_MERGED_OF,
	Q_CHILD,
	Q_REGISTERED,
	Q_ANSWERS,
	Q_ANSWERS_OF,
	Q_DECLINED,
	Q_DECLINED_OF,
	Q_HOMES,
	Q_HOMES_OF,
	Q_HOURS,
	Q_HOURS_OF,
	Q_COUNT
};
#define ANSWERS "SELECT x.child_id, x.item, x.answer FROM content_answer x WHERE " HOLDS
#define DECLINED                                                                                   \
	"SELECT DISTINCT x.child_id FROM protected_characteristic x WHERE x.answer IS NULL "       \
	"AND " HOLDS
/* since when: not known when one of the homes has no first day */
#define HOMES                                                                                      \
	"SELECT x.child_id, CASE WHEN count(*) = count(x.from_day) THEN max(x.from_day) END"       \
	" FROM child_residence x WHERE x.kind = 'home' AND " HOLDS
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_MERGED] = { "content.merged",
		"SELECT a.child_id, a.same_as_id FROM child_alias a WHERE " SAME_HOLDS("a")
		" ORDER BY a.child_id" },
	[Q_MERGED_OF] = { "content.merged_of",
		"SELECT a.child_id, a.same_as_id FROM child_alias a WHERE a.same_as_id = :child AND "
		SAME_HOLDS("a") " ORDER BY a.child_id" },
	[Q_CHILD] = { "content.child", "SELECT id FROM child WHERE id = :child" },
	[Q_REGISTERED] = { "content.registered",
		"SELECT c.id FROM child c WHERE c.school_age_to >= :on AND NOT " SAME_UNUSED("c.id")
		" AND EXISTS (SELECT 1 FROM entry e WHERE e.child_id IN " SAME_UNDER("c.id")
		" AND e.from_day <= :on AND (e.to_day IS NULL OR e.to_day >= :on))"
		" AND " DEATH_NOT("c.id") " ORDER BY c.id" },
	[Q_ANSWERS] = { "content.answers", ANSWERS " ORDER BY x.child_id" },
	[Q_ANSWERS_OF] = { "content.answers_of", ANSWERS " AND x.child_id = :child" },
	[Q_DECLINED] = { "content.declined", DECLINED " ORDER BY x.child_id" },
	[Q_DECLINED_OF] = { "content.declined_of", DECLINED " AND x.child_id = :child" },
	[Q_HOMES] = { "content.homes", HOMES " GROUP BY x.child_id ORDER BY x.child_id" },
	[Q_HOMES_OF] = { "content.homes_of", HOMES " AND x.child_id = :child GROUP BY x.child_id" },
	[Q_HOURS] = { "content.hours", CONTENT_HOURS " ORDER BY x.child_id" },
	[Q_HOURS_OF] = { "content.hours_of", CONTENT_HOURS " AND x.child_id = :child" },
};
/* clang-format on */

/* One read under way. */
typedef struct reading {
	content_subjects *s;
	int64_t child_id; /* 0: all; else one record */
	cursor c;
} reading;

static cnis_status
begin(reading *g, const store_sql *sql, bool on, cnis_error *reterr)
{
	cnis_status st = stmt_open(g->s->r->st, sql, &g->c, reterr);

	if (st == CNIS_OK && on)
		stmt_day(&g->c, ":on", g->s->on);
	if (st == CNIS_OK && g->child_id != 0)
		stmt_int(&g->c, ":child", g->child_id);
	return st;
}

static int
by_record(const void *key, const void *row)
{
	int64_t id = *(const int64_t *)key;
	int64_t at = ((const content_merged *)row)->record;

	return (id > at) - (id < at);
}

static int
by_id(const void *key, const void *row)
{
	int64_t id = *(const int64_t *)key;
	int64_t at = ((const content_subject *)row)->id;

	return (id > at) - (id < at);
}

/* The child a record is of, if it is asked about. */
static content_subject *
subject_of(const content_subjects *s, int64_t id)
{
	const content_merged *m = s->n_merged == 0 ? NULL
	                                           : bsearch(&id, s->merged, s->n_merged,
	                                                     sizeof(s->merged[0]), by_record);

	if (m != NULL)
		id = m->kept;
	return s->n == 0 ? NULL : bsearch(&id, s->rows, s->n, sizeof(s->rows[0]), by_id);
}

/* The next row of a child that is asked about; *ret NULL at the end. */
static cnis_status
next(reading *g, content_subject **ret, cnis_error *reterr)
{
	bool row = false;
	cnis_status st;

	*ret = NULL;
	while (*ret == NULL && (st = stmt_step(&g->c, &row, reterr)) == CNIS_OK && row)
		*ret = subject_of(g->s, g->child_id != 0 ? g->child_id : col_int(&g->c, 0));
	return *ret != NULL ? CNIS_OK : st;
}

/* ---- who -------------------------------------------------------------------------------------
 */

static cnis_status
remember(content_subjects *s, int64_t id, cnis_error *reterr)
{
	if (s->n == s->room) {
		size_t room = s->room == 0 ? 64 : s->room * 2;
		content_subject *grown = mem_grow(s->rows, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(reterr, "content.read");
		s->rows = grown;
		s->room = room;
	}
	s->rows[s->n++] = (content_subject){ .id = id,
		                             .in = { .on = s->on,
		                                     .at_address_since = CNIS_DAY_NONE,
		                                     .lives_elsewhere = RULE_NOT_KNOWN,
		                                     .above = RULE_NO } };
	return CNIS_OK;
}

static cnis_status
read_merged(reading *g, cnis_error *reterr)
{
	content_subjects *s = g->s;
	bool row = false;
	cnis_status st = begin(g, &SQL[g->child_id != 0 ? Q_MERGED_OF : Q_MERGED], true, reterr);

	while (st == CNIS_OK && (st = stmt_step(&g->c, &row, reterr)) == CNIS_OK && row) {
		if (s->n_merged == s->room_merged) {
			size_t room = s->room_merged == 0 ? 16 : s->room_merged * 2;
			content_merged *grown = mem_grow(s->merged, room, sizeof(*grown));

			if (grown == NULL) {
				st = cnis_nomem(reterr, "content.read");
				break;
			}
			s->merged = grown;
			s->room_merged = room;
		}
		s->merged[s->n_merged++] = (content_merged){ col_int(&g->c, 0), col_int(&g->c, 1) };
	}
	stmt_close(&g->c);
	return st;
}

static cnis_status
read_children(reading *g, cnis_error *reterr)
{
	bool row = false;
	cnis_status st =
	    begin(g, &SQL[g->child_id != 0 ? Q_CHILD : Q_REGISTERED], g->child_id == 0, reterr);

	while (st == CNIS_OK && (st = stmt_step(&g->c, &row, reterr)) == CNIS_OK && row)
		st = remember(g->s, col_int(&g->c, 0), reterr);
	stmt_close(&g->c);
	return st;
}

/* ---- what ------------------------------------------------------------------------------------
 */

/* Set the bit of the item in every child the statement finds. */
static cnis_status
mark(reading *g, const store_sql *one, const store_sql *set, const rule_content_item *item,
     bool none, cnis_error *reterr)
{
	const store_sql *sql = g->child_id != 0 ? one : set;
	uint64_t bit = (uint64_t)1 << (item->place - 1);
	content_subject *s = NULL;
	cnis_status st;

	if (sql->text == NULL)
		return CNIS_OK;
	st = begin(g, sql, true, reterr);
	while (st == CNIS_OK && (st = next(g, &s, reterr)) == CNIS_OK && s != NULL) {
		if (none)
			s->none |= bit;
		else
			s->held |= bit;
	}
	stmt_close(&g->c);
	return st;
}

static cnis_status
read_facts(reading *g, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < rule_content_count(); i++) {
		const rule_content_item *item = rule_content_at(i);
		const content_home *home = content_home_of(item);

		st = mark(g, &home->one, &home->set, item, false, reterr);
		if (st == CNIS_OK)
			st = mark(g, &home->none_one, &home->none_set, item, true, reterr);
	}
	return st;
}

static uint8_t
state_of(const char *answer)
{
	for (int i = CNIS_CONTENT_HELD; i <= CNIS_CONTENT_NOT_COLLECTED; i++)
		if (strcmp(cnis_content_state_text((cnis_content_state)i), answer) == 0)
			return (uint8_t)(i + 1);
	return 0;
}

static cnis_status
read_answers(reading *g, cnis_error *reterr)
{
	const rule_content_item *elsewhere =
	    rule_content_find("EA1996.436C.1.b.additional-address");
	content_subject *s = NULL;
	cnis_status st = begin(g, &SQL[g->child_id != 0 ? Q_ANSWERS_OF : Q_ANSWERS], true, reterr);

	while (st == CNIS_OK && (st = next(g, &s, reterr)) == CNIS_OK && s != NULL) {
		const rule_content_item *item = rule_content_find(col_text(&g->c, 1));

		if (item == NULL)
			continue;
		s->answer[item->place - 1] = state_of(col_text(&g->c, 2));
		if (item == elsewhere &&
		    s->answer[item->place - 1] == (uint8_t)(CNIS_CONTENT_NONE + 1))
			s->in.lives_elsewhere = RULE_NO;
	}
	stmt_close(&g->c);
	for (size_t i = 0; st == CNIS_OK && i < g->s->n; i++)
		if ((g->s->rows[i].held & (uint64_t)1 << (elsewhere->place - 1)) != 0)
			g->s->rows[i].in.lives_elsewhere = RULE_YES;
	return st;
}

/* Who declined every characteristic asked about; one answer given is an answer. */
static cnis_status
read_declined(reading *g, cnis_error *reterr)
{
	const rule_content_item *item = rule_content_find("EA1996.436C.2.a.protected-"
	                                                  "characteristics");
	content_subject *s = NULL;
	cnis_status st =
	    begin(g, &SQL[g->child_id != 0 ? Q_DECLINED_OF : Q_DECLINED], true, reterr);

	while (st == CNIS_OK && (st = next(g, &s, reterr)) == CNIS_OK && s != NULL)
		s->answer[item->place - 1] = (uint8_t)(CNIS_CONTENT_DECLINED + 1);
	stmt_close(&g->c);
	return st;
}

static cnis_status
read_homes(reading *g, cnis_error *reterr)
{
	content_subject *s = NULL;
	cnis_status st = begin(g, &SQL[g->child_id != 0 ? Q_HOMES_OF : Q_HOMES], true, reterr);

	while (st == CNIS_OK && (st = next(g, &s, reterr)) == CNIS_OK && s != NULL)
		s->in.at_address_since = col_day(&g->c, 1);
	stmt_close(&g->c);
	return st;
}

/* ---- hours -----------------------------------------------------------------------------------
 */

static rule_answer
stronger(rule_answer a, rule_answer b)
{
	if (a == RULE_YES || b == RULE_YES)
		return RULE_YES;
	return a == RULE_NOT_KNOWN || b == RULE_NOT_KNOWN ? RULE_NOT_KNOWN : RULE_NO;
}

static cnis_status
read_hours(reading *g, cnis_error *reterr)
{
	const content_week nothing = CONTENT_WEEK_NONE;
	content_amount amount = { 0 };
	content_week w = nothing;
	rule_answer before = RULE_NO; /* by what stands in another record */
	content_subject *last = NULL;
	content_subject *s = NULL;
	cnis_status st = content_amount_read(g->s->r, g->s->on, &amount, reterr);

	if (st == CNIS_OK)
		st = begin(g, &SQL[g->child_id != 0 ? Q_HOURS_OF : Q_HOURS], true, reterr);
	while (st == CNIS_OK && (st = next(g, &s, reterr)) == CNIS_OK && s != NULL) {
		if (s != last) {
			w = nothing;
			before = s->in.above;
		}
		content_week_add(&amount, &w, &g->c, true);
		s->in.above = stronger(before, content_week_above(&amount, &w));
		last = s;
	}
	stmt_close(&g->c);
	return st;
}

/* What stands in one record, or in all. */
static cnis_status
read_records(reading *g, cnis_error *reterr)
{
	cnis_status st = read_facts(g, reterr);

	if (st == CNIS_OK)
		st = read_declined(g, reterr);
	if (st == CNIS_OK)
		st = read_answers(g, reterr);
	if (st == CNIS_OK)
		st = read_homes(g, reterr);
	return st == CNIS_OK ? read_hours(g, reterr) : st;
}

cnis_status
content_subjects_read(content_subjects *io, int64_t child_id, cnis_error *reterr)
{
	reading g = { .s = io, .child_id = child_id };
	cnis_status st =
	    child_id == 0 ? CNIS_OK : cnis_merge_kept(io->r, child_id, io->on, &g.child_id, reterr);

	if (st == CNIS_OK)
		st = read_merged(&g, reterr);
	if (st == CNIS_OK)
		st = read_children(&g, reterr);
	if (st == CNIS_OK)
		st = read_records(&g, reterr);
	for (size_t i = 0; child_id != 0 && st == CNIS_OK && i < io->n_merged; i++) {
		g.child_id = io->merged[i].record;
		st = read_records(&g, reterr);
	}
	return st;
}

void
content_subjects_clear(content_subjects *s)
{
	free(s->rows);
	free(s->merged);
}

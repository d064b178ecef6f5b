/* What is not kept any longer: what is due, what goes of it, and what holds it. */
#include "domain/disposal_inside.h"

#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/document.h"
#include "domain/fact.h"
#include "domain/intake.h"
#include "domain/same.h"
#include "domain/sight.h"

enum {
	Q_FORWARDED,
	Q_SENT_ON,
	Q_DOCUMENTS,
	Q_INTAKE_HELD,
	Q_DOCUMENT_HELD,
	Q_CHILD_HELD,
	Q_INTAKE_REV,
	Q_DOCUMENT_REV,
	Q_INTAKE_ABOUT,
	Q_DOCUMENT_ABOUT,
	Q_COUNT
};
/* clang-format off */
#define HOLD(about) \
	"SELECT h.child_id, h.because FROM hold h WHERE h.kind = 'disposal' AND h.from_day <= :on" \
	" AND (h.to_day IS NULL OR h.to_day >= :on) AND " SAME_KEPT("h.child_id", SAME_NOW) \
	" IN (SELECT " SAME_KEPT("x.child_id", SAME_NOW) " FROM " about " = :id) ORDER BY h.id LIMIT 1"
static const store_sql SQL[Q_COUNT] = {
	[Q_FORWARDED] = { "disposal.forwarded",
		"SELECT i.id, i.keep_day FROM intake i WHERE i.keep_day < :on AND i.keep_day IS NOT NULL"
		" AND i.disposed_day IS NULL AND i.outcome = 'forwarded' AND " INTAKE_SHOWN("i")
		" AND (i.keep_day, i.id) > (:day, :id) ORDER BY i.keep_day, i.id" },
	/* what came with it: sight.h of the intake, as DOCUMENT_SHOWN no longer shows it */
	[Q_SENT_ON] = { "disposal.sent_on",
		"SELECT d.id, d.keep_day FROM document d JOIN intake i ON i.id = d.intake_id"
		" WHERE d.keep_day < :on AND d.keep_day IS NOT NULL AND d.disposed_day IS NULL"
		" AND i.outcome = 'forwarded' AND " INTAKE_SHOWN("i")
		" AND (d.keep_day, d.id) > (:day, :id) ORDER BY d.keep_day, d.id" },
	[Q_DOCUMENTS] = { "disposal.documents",
		"SELECT d.id, d.keep_day FROM document d WHERE d.keep_day < :on AND d.keep_day IS NOT NULL"
		" AND d.disposed_day IS NULL AND " DOCUMENT_SHOWN("d")
		" AND " SIGHT_CHILD("coalesce(d.child_id, 0)")
		" AND (d.keep_day, d.id) > (:day, :id) ORDER BY d.keep_day, d.id" },
	[Q_INTAKE_HELD] = { "disposal.intake_held", HOLD("intake_child x WHERE x.intake_id") },
	[Q_DOCUMENT_HELD] = { "disposal.document_held",
		HOLD("document_subject x WHERE x.document_id") },
	[Q_CHILD_HELD] = { "disposal.child_held",
		HOLD("(SELECT id AS child_id FROM child) x WHERE x.child_id") },
	[Q_INTAKE_REV] = { "disposal.intake_rev", "UPDATE intake SET rev = :rev WHERE id = :id" },
	[Q_DOCUMENT_REV] = { "disposal.document_rev", "UPDATE document SET rev = :rev WHERE id = :id" },
	[Q_INTAKE_ABOUT] = { "disposal.intake_about",
		"SELECT child_id FROM intake_child WHERE intake_id = :id" },
	[Q_DOCUMENT_ABOUT] = { "disposal.document_about",
		"SELECT child_id FROM document_subject WHERE document_id = :id" },
};
/* clang-format on */

/* ---- what goes of each kind --------------------------------------------------------------------
 */

#define MARK                                                                                       \
	{                                                                                          \
		.name = "disposed_day", .to = ERASE_NUMBER                                         \
	}
static const erase_column INTAKE[] = {
	{ .name = "teller_name" },    { .name = "teller_contact" },
	{ .name = "protected_name" }, { .name = "protected_contact" },
	{ .name = "adult_name" },     { .name = "telephone" },
	{ .name = "telephone_key" },  { .name = "email" },
	{ .name = "email_key" },      { .name = "address" },
	{ .name = "postcode" },       { .name = "body" },
	{ .name = "document" },       MARK,
};
static const erase_column OUTCOME[] = { { .name = "reason" }, { .name = "misdirected" } };
/* of a duty about it: why it was put off or waived */
static const erase_column DUTY[] = { { .name = "reason" } };
/* An empty place and no bytes: what the table says of a file held elsewhere.  A hash of a short
 * file can be guessed, so it goes too. */
static const erase_column DOCUMENT[] = {
	{ .name = "title", .to = ERASE_EMPTY },
	{ .name = "author" },
	{ .name = "protected_author" },
	{ .name = "place", .to = ERASE_EMPTY },
	{ .name = "file_type" },
	{ .name = "bytes" },
	{ .name = "sha256" },
	MARK,
};

#define COLUMNS(c) c, sizeof(c) / sizeof((c)[0])

const disposal_kind disposal_kinds[DISPOSAL_KINDS] = {
	{ CNIS_DISPOSE_FORWARDED,
	  CNIS_REF_INTAKE,
	  "LOCAL.dispose.forwarded",
	  "disposal.forwarded",
	  &SQL[Q_FORWARDED],
	  &SQL[Q_INTAKE_HELD],
	  &SQL[Q_INTAKE_REV],
	  &SQL[Q_INTAKE_ABOUT],
	  { { "intake", NULL, COLUMNS(INTAKE) },
	    { "intake_subject", "intake_id", NULL, 0 },
	    { "intake_outcome", "intake_id", COLUMNS(OUTCOME) },
	    { "duty", "intake_id", COLUMNS(DUTY) } } },
	{ CNIS_DISPOSE_FORWARDED,
	  CNIS_REF_DOCUMENT,
	  "LOCAL.dispose.forwarded",
	  "disposal.forwarded",
	  &SQL[Q_SENT_ON],
	  &SQL[Q_DOCUMENT_HELD],
	  &SQL[Q_DOCUMENT_REV],
	  &SQL[Q_DOCUMENT_ABOUT],
	  { { "document", NULL, COLUMNS(DOCUMENT) },
	    { "document_part", "document_id", NULL, 0 },
	    { NULL, NULL, NULL, 0 } } },
	{ CNIS_DISPOSE_DOCUMENTS,
	  CNIS_REF_DOCUMENT,
	  "LOCAL.dispose.document",
	  "disposal.document",
	  &SQL[Q_DOCUMENTS],
	  &SQL[Q_DOCUMENT_HELD],
	  &SQL[Q_DOCUMENT_REV],
	  &SQL[Q_DOCUMENT_ABOUT],
	  { { "document", NULL, COLUMNS(DOCUMENT) },
	    { "document_part", "document_id", NULL, 0 },
	    { NULL, NULL, NULL, 0 } } },
	/* what stays of it is in the journal only: that there was something, and its days */
	{ CNIS_DISPOSE_UNDONE,
	  CNIS_REF_INTAKE,
	  "LOCAL.dispose.undone",
	  "disposal.undone",
	  NULL,
	  NULL,
	  NULL,
	  NULL,
	  { { "intake", NULL, COLUMNS(INTAKE) },
	    { "intake_subject", "intake_id", NULL, 0 },
	    { "intake_outcome", "intake_id", COLUMNS(OUTCOME) } } },
	{ CNIS_DISPOSE_UNDONE,
	  CNIS_REF_DOCUMENT,
	  "LOCAL.dispose.undone",
	  "disposal.undone",
	  NULL,
	  &SQL[Q_CHILD_HELD],
	  NULL,
	  NULL,
	  { { "document", NULL, COLUMNS(DOCUMENT) },
	    { "document_part", "document_id", NULL, 0 },
	    { NULL, NULL, NULL, 0 } } },
};

/* ---- what is due -------------------------------------------------------------------------------
 */

static cnis_status
read_due(cnis_register *r, const disposal_kind *k, due_list *l, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, k->due, &c, reterr);

	if (st != CNIS_OK)
		return st;
	l->n = 0;
	l->more = false;
	stmt_int(&c, ":on", l->on);
	stmt_int(&c, ":day", l->last_day);
	stmt_int(&c, ":id", l->last_id);
	if (k->due == &SQL[Q_DOCUMENTS])
		stmt_int(&c, ":steps", sight_steps(r) || sight_is_whole(r));
	while ((st = stmt_step(&c, &l->more, reterr)) == CNIS_OK && l->more) {
		if (l->n == DISPOSAL_AT_ONCE)
			break;
		l->at[l->n++] = (struct due){ .id = col_int(&c, 0), .keep = col_day(&c, 1) };
	}
	stmt_close(&c);
	if (l->n > 0) {
		l->last_day = l->at[l->n - 1].keep;
		l->last_id = l->at[l->n - 1].id;
	}
	return st;
}

cnis_status
disposal_ask_held(cnis_register *r, const disposal_kind *k, cnis_day on, int64_t id,
                  struct due *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, k->held, &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		ret->held_for = col_int(&c, 0);
		(void)text_copy(ret->because, sizeof(ret->because), col_text(&c, 1));
	}
	stmt_close(&c);
	return st;
}

static cnis_status
read_held(cnis_register *r, const disposal_kind *k, due_list *l, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < l->n; i++)
		st = disposal_ask_held(r, k, l->on, l->at[i].id, &l->at[i], reterr);
	return st;
}

cnis_status
disposal_look(cnis_register *r, const disposal_kind *k, due_list *l, cnis_error *reterr)
{
	bool was;
	cnis_status st;

	if (k->due == NULL)
		return disposal_undone(r, k, l, reterr);
	st = read_due(r, k, l, reterr);
	if (st != CNIS_OK || l->n == 0)
		return st;
	was = sight_whole(r, true);
	st = read_held(r, k, l, reterr);
	(void)sight_whole(r, was);
	return st;
}

due_list *
disposal_list(cnis_register *r, cnis_day on)
{
	due_list *l = mem_new(1, sizeof(*l));

	if (l != NULL) {
		l->on = on == CNIS_DAY_NONE ? store_today(r->st) : on;
		l->last_day = CNIS_DAY_NONE; /* before every day */
	}
	return l;
}

static cnis_status
hand_out(cnis_register *r, const disposal_kind *k, const due_list *l, cnis_disposal_fn fn,
         void *payload, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < l->n; i++) {
		const struct due *at = &l->at[i];
		bool shown = at->held_for != 0 && !sight_kept_back(r, at->held_for);
		const cnis_disposal_due due = { .what = k->what,
			                        .letter = k->letter,
			                        .id = at->id,
			                        .rule = k->rule,
			                        .keep_until = at->keep,
			                        .held = at->held_for != 0,
			                        .held_for = shown ? at->held_for : 0,
			                        .because = shown ? at->because : NULL };

		st = fn(&due, payload, reterr);
	}
	return st;
}

cnis_status
cnis_disposal_walk(cnis_register *r, unsigned what, cnis_day as_at, cnis_disposal_fn fn,
                   void *payload, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < DISPOSAL_KINDS; i++) {
		due_list *l;

		if ((what & disposal_kinds[i].what) == 0)
			continue;
		l = disposal_list(r, fact_day(as_at));
		if (l == NULL)
			return cnis_nomem(reterr, "disposal.list");
		do {
			st = disposal_look(r, &disposal_kinds[i], l, reterr);
			if (st == CNIS_OK)
				st = hand_out(r, &disposal_kinds[i], l, fn, payload, reterr);
		} while (st == CNIS_OK && l->more);
		free(l);
	}
	return st;
}

/* ---- how much of it ----------------------------------------------------------------------------
 */

static cnis_status
count(const cnis_disposal_due *due, void *payload, cnis_error *reterr)
{
	int64_t *n = payload;

	(void)reterr;
	if (!due->held)
		n[due->what == CNIS_DISPOSE_UNDONE ? 2 : due->letter == CNIS_REF_INTAKE ? 0 : 1]++;
	return CNIS_OK;
}

cnis_status
disposal_overdue(cnis_register *r, int64_t *ret_forwarded, int64_t *ret_documents,
                 int64_t *ret_undone, bool *ret_settled, cnis_error *reterr)
{
	int64_t n[3] = { 0 };
	bool unsettled = false;
	bool was = sight_whole(r, true);
	cnis_status st = cnis_disposal_walk(r, CNIS_DISPOSE_ALL, CNIS_DAY_NONE, count, n, reterr);

	(void)sight_whole(r, was);
	if (st == CNIS_OK)
		st = store_erase_unsettled(r->st, &unsettled, reterr);
	if (st != CNIS_OK)
		return st;
	*ret_forwarded = n[0];
	*ret_documents = n[1];
	*ret_undone = n[2];
	*ret_settled = !unsettled;
	return CNIS_OK;
}

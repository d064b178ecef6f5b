/*
 * What arrived and may be about a child whose identity is sealed, without being kept as that: the
 * former name stands in it.  While somebody still has it to deal with, the sealing waits; what is
 * dealt with goes with the record, and is shown to nobody.
 */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/id_list.h"
#include "base/net.h"
#include "base/text.h"
#include "domain/document.h"
#include "domain/duty.h"
#include "domain/intake.h"
#include "domain/likeness_read.h"
#include "domain/same.h"
#include "domain/sealed.h"
#include "domain/sight.h"
#include "rule/identifier.h"

static const char where[] = "identity.seal";

enum { Q_NAMES, Q_SUBJECTS, Q_WORDS, Q_WAITS, Q_LINKED, Q_LINK, Q_OUTCOME, Q_CLOSE, Q_COUNT };
/* clang-format off */
/* Not kept as about the child, nor about another one of this name. */
#define OTHERS \
	" NOT EXISTS (SELECT 1 FROM main.intake_child k WHERE k.intake_id = i.id AND (k.child_id IN (SELECT id FROM me)" \
	"  OR EXISTS (SELECT 1 FROM main.child_name n WHERE n.child_id = k.child_id" \
	"   AND n.full_name COLLATE NOCASE IN (SELECT full_name FROM main.child_name WHERE child_id IN (SELECT id FROM me)))))"
#define ME "WITH me (id) AS (SELECT id FROM " SAME_CHILD(SAME_NOW) ")"
static const store_sql SQL[Q_COUNT] = {
	[Q_NAMES] = { "seal.names",
		ME " SELECT full_name, given_names, family_name, kind = 'preferred', kind = 'former'"
		" FROM main.child_name WHERE child_id IN (SELECT id FROM me) ORDER BY id DESC" },
	[Q_SUBJECTS] = { "seal.subjects",
		ME " SELECT i.id, s.full_name, s.born_day, s.upn FROM main.intake i"
		" JOIN main.intake_subject s ON s.intake_id = i.id WHERE " OTHERS " ORDER BY i.id, s.id" },
	[Q_WORDS] = { "seal.words",
		ME " SELECT i.id, i.body, i.document, i.address FROM main.intake i WHERE " OTHERS
		" UNION ALL SELECT i.id, o.reason, NULL, NULL FROM main.intake i"
		" JOIN main.intake_outcome o ON o.intake_id = i.id WHERE o.reason IS NOT NULL AND " OTHERS
		" UNION ALL SELECT i.id, d.title, d.author, d.place FROM main.intake i"
		" JOIN main.document d ON d.intake_id = i.id WHERE " OTHERS " ORDER BY 1" },
	/* open, or something about it is still to be done */
	[Q_WAITS] = { "seal.waits",
		"SELECT i.closed_day IS NULL OR EXISTS (SELECT 1 FROM main.duty d WHERE d.intake_id = i.id"
		" AND d.state = 'open' AND d.child_id IS NULL), " INTAKE_SHOWN("i")
		" FROM main.intake i WHERE i.id = :intake" },
	[Q_LINKED] = { "seal.linked",
		"SELECT 1 FROM main.intake_child WHERE child_id = :child AND intake_id = :intake LIMIT 1" },
	[Q_LINK] = { "seal.link",
		"INSERT INTO intake_child (child_id, intake_id, on_day, recorded_at, rev)"
		" VALUES (:child, :intake, :on, :at, :rev)" },
	[Q_OUTCOME] = { "seal.outcome",
		"INSERT INTO intake_outcome (intake_id, outcome, on_day, officer_id, recorded_at, rev)"
		" SELECT id, 'known_child', :on, :officer, :at, :rev FROM main.intake"
		" WHERE id = :intake AND closed_day IS NULL" },
	[Q_CLOSE] = { "seal.close",
		"UPDATE intake SET outcome = 'known_child', closed_day = max(:on, received_day), rev = :rev"
		" WHERE id = :intake AND closed_day IS NULL" },
};
/* clang-format on */

/* ---- is it about the child? -------------------------------------------------------------------
 */

/* Who is looked for, and where it was found. */
typedef struct search {
	likeness_child like;
	net *names;
	id_list found;   /* intakes, each once */
	id_list another; /* they name a child so, who was born on another day */
} search;

static void
search_clear(search *s)
{
	net_free(s->names);
	free(s->found.id);
	free(s->another.id);
}

static cnis_status
take_name(search *s, const cursor *c, cnis_error *reterr)
{
	const char *full = col_text(c, 0);

	/* one word of a name is a word of the language as often as not */
	if (strchr(full, ' ') != NULL) {
		cnis_status st = net_add(s->names, NET_WORDS, full, reterr);

		if (st != CNIS_OK)
			return st;
	}
	return likeness_add_name(&s->like, full, col_text(c, 1), col_text(c, 2), col_int(c, 3) != 0,
	                         col_int(c, 4) != 0)
	           ? CNIS_OK
	           : cnis_nomem(reterr, where);
}

static bool
alike(const char *reason)
{
	return strcmp(reason, "differs") != 0 && strcmp(reason, "not known") != 0 &&
	       strncmp(reason, "some words", 10) != 0;
}

static cnis_status
put(id_list *to, int64_t id, cnis_error *reterr)
{
	return id_list_has(to, id) ? CNIS_OK : id_list_add(to, id, where, reterr);
}

static cnis_status
judge_subject(search *s, const cursor *c, cnis_error *reterr)
{
	likeness_child other = { .born = col_day(c, 2) };
	rule_identifier upn = rule_upn(col_null(c, 3) ? "" : col_text(c, 3));
	cnis_likeness l;
	const char *born;
	bool given, family, same_day, apart;

	if (!col_null(c, 1) && !likeness_add_name(&other, col_text(c, 1), NULL, NULL, false, false))
		return cnis_nomem(reterr, where);
	(void)text_copy(other.upn.value, sizeof(other.upn.value), upn.valid ? upn.normalised : "");
	likeness_compare(&s->like, &other, &l);
	born = likeness_reason(&l, "born");
	given = alike(likeness_reason(&l, "given_names"));
	family = alike(likeness_reason(&l, "family_name"));
	same_day = strcmp(born, "the same") == 0;
	apart = strcmp(born, "differs") == 0;
	if (given && family && apart)
		return put(&s->another, col_int(c, 0), reterr);
	if ((given && family && !apart) || (same_day && given) ||
	    (same_day && family && strcmp(likeness_reason(&l, "given_names"), "differs") != 0) ||
	    strcmp(likeness_reason(&l, "upn"), "the same") == 0)
		return put(&s->found, col_int(c, 0), reterr);
	return CNIS_OK;
}

static cnis_status
judge_words(search *s, const cursor *c, cnis_error *reterr)
{
	if (id_list_has(&s->another, col_int(c, 0)))
		return CNIS_OK;
	for (int i = 1; i <= 3; i++)
		if (!col_null(c, i) && net_holds(s->names, col_text(c, i)))
			return put(&s->found, col_int(c, 0), reterr);
	return CNIS_OK;
}

static cnis_status
each(cnis_register *r, int query, int64_t child_id, search *s,
     cnis_status (*judge)(search *, const cursor *, cnis_error *), cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[query], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row &&
	       (st = judge(s, &c, reterr)) == CNIS_OK)
		;
	stmt_close(&c);
	return st;
}

/* Kept back or not: nothing of it is to be left behind. */
static cnis_status
search_all(cnis_register *r, int64_t child_id, search *s, cnis_error *reterr)
{
	bool was = sight_whole(r, true);
	cnis_status st = likeness_read(r, child_id, &s->like, reterr);

	if (st == CNIS_OK && (s->names = net_new()) == NULL)
		st = cnis_nomem(reterr, where);
	if (st == CNIS_OK)
		st = each(r, Q_NAMES, child_id, s, take_name, reterr);
	if (st == CNIS_OK) {
		net_ready(s->names);
		st = each(r, Q_SUBJECTS, child_id, s, judge_subject, reterr);
	}
	if (st == CNIS_OK)
		st = each(r, Q_WORDS, child_id, s, judge_words, reterr);
	(void)sight_whole(r, was);
	return st;
}

/* ---- the sealing waits ------------------------------------------------------------------------
 */

enum { NAMED = 5 };

static cnis_status
waits(cnis_register *r, int64_t id, bool *ret, bool *ret_shown, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WAITS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":intake", id);
	st = stmt_step(&c, &row, reterr);
	*ret = st == CNIS_OK && row && col_int(&c, 0) != 0;
	*ret_shown = *ret && col_int(&c, 1) != 0;
	stmt_close(&c);
	return st;
}

static cnis_status
check_waiting(cnis_register *r, const search *s, cnis_error *reterr)
{
	char refs[120] = "";
	char ref[CNIS_REFERENCE_SIZE];
	text_buf b = text_buf_on(refs, sizeof(refs));
	size_t n = 0;
	size_t named = 0;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < s->found.n; i++) {
		bool open = false;
		bool shown = false;

		st = waits(r, s->found.id[i], &open, &shown, reterr);
		n += open ? 1 : 0;
		if (!shown || named == NAMED)
			continue;
		text_add(&b, named++ == 0 ? ": " : ", ");
		text_add(&b, cnis_reference_format(CNIS_REF_INTAKE, s->found.id[i], ref));
	}
	if (st == CNIS_OK && n > 0)
		st = cnis_refuse(
		    reterr, "LOCAL.seal", where, "child",
		    "what arrived may be about this child and is still to be dealt with%s%s: say "
		    "what it is (intake triage; of this child: known_child), or that its receipt "
		    "came",
		    refs, n > named && named > 0 ? " ..." : "");
	return st;
}

/* ---- it goes with the record ------------------------------------------------------------------
 */

static cnis_status
write(cnis_register *r, int query, int64_t child_id, int64_t id, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[query], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":intake", id);
	stmt_day(&c, ":on", change_today(r));
	if (query == Q_LINK)
		stmt_int(&c, ":child", child_id);
	if (query == Q_OUTCOME)
		stmt_int(&c, ":officer", r->officer_id);
	if (query != Q_CLOSE)
		stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

cnis_status
seal_intake_tx(cnis_register *r, int64_t child_id, int64_t id, bool *ret_done, cnis_error *reterr)
{
	const duty_which which = { .intake_id = id };
	cursor c = { 0 };
	bool there = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LINKED], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":intake", id);
	st = stmt_step(&c, &there, reterr);
	stmt_close(&c);
	if (st != CNIS_OK || there)
		return st;
	st = duty_end_all_tx(r, &which, DUTY_SUPERSEDED, change_today(r), where, NULL, reterr);
	if (st == CNIS_OK)
		st = write(r, Q_OUTCOME, child_id, id, reterr);
	if (st == CNIS_OK)
		st = write(r, Q_CLOSE, child_id, id, reterr);
	if (st == CNIS_OK)
		st = write(r, Q_LINK, child_id, id, reterr);
	if (st == CNIS_OK)
		st = document_follow_tx(r, id, child_id, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, child_id, reterr);
	*ret_done = st == CNIS_OK;
	return st;
}

cnis_status
seal_intakes_tx(cnis_register *r, int64_t child_id, int64_t *ret_n, cnis_error *reterr)
{
	search s = { 0 };
	int64_t n = 0;
	cnis_status st = search_all(r, child_id, &s, reterr);

	if (st == CNIS_OK)
		st = check_waiting(r, &s, reterr);
	for (size_t i = 0; st == CNIS_OK && i < s.found.n; i++) {
		bool done = false;

		st = seal_intake_tx(r, child_id, s.found.id[i], &done, reterr);
		n += done ? 1 : 0;
	}
	search_clear(&s);
	*ret_n = n;
	return st;
}

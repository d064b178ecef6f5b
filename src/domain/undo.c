/* Taking a journal entry back: who may, and whether what is left would stand before the gates. */
#include <cnis/journal.h>

#include <stdlib.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/change.h"
#include "domain/duplicate.h"
#include "domain/duty.h"
#include "domain/entry_gate.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/undo_may.h"
#include "store/journal.h"

static const char WHERE[] = "journal.undo";

/* The entry as it is asked about. */
typedef struct asked {
	cnis_register *r;
	const char *reason;
} asked;

static cnis_status
may(const journal_row *entry, void *payload, cnis_error *reterr)
{
	const asked *a = payload;

	return undo_may(a->r, entry, a->reason, reterr);
}

static cnis_status
touch_child(int64_t child_id, void *payload, cnis_error *reterr)
{
	return change_touch(payload, child_id, reterr);
}

/* A child before the undo. */
typedef struct as_it_was {
	int64_t id, kept; /* the record kept for it; itself: not merged */
	bool stopped;
} as_it_was;

/* Would the gates have stopped the open entry of the child, by what the register says now? */
static cnis_status
stopped(cnis_register *r, int64_t child_id, bool *ret, cnis_error *retwhy, cnis_error *reterr)
{
	cnis_error e = { 0 };
	cnis_status st = entry_gate_again(r, child_id, &e);

	*ret = st == CNIS_EREFUSED;
	if (st == CNIS_EREFUSED || st == CNIS_OK) {
		*retwhy = e;
		return CNIS_OK;
	}
	if (reterr != NULL)
		*reterr = e;
	return st;
}

/*
 * An entry that stands already against what was learned later is no reason to refuse: what this
 * undo would make of it is.
 */
static cnis_status
check_gates(cnis_register *r, const as_it_was *before, cnis_error *reterr)
{
	cnis_error why = { 0 };
	bool now = false;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < r->touched.n; i++) {
		st = same_invariant_tx(r, r->touched.id[i], reterr);
		if (st == CNIS_OK)
			st = stopped(r, r->touched.id[i], &now, &why, reterr);
		if (st == CNIS_OK && now && !before[i].stopped)
			st = cnis_refuse(reterr, why.rule, WHERE, "seq",
			                 "without this entry of the journal, consent was needed "
			                 "before the child was entered on the register: take the "
			                 "entry on the register back first (cnis log CHILD), or "
			                 "record what is right instead");
	}
	return st;
}

/* Where an unmerge is taken back, the two are one again: what was learnt of either in between calls
 * for what it would have, as with a merge. */
static cnis_status
merged_again(cnis_register *r, const as_it_was *before, size_t n, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		int64_t kept = 0;

		st = same_kept_tx(r, before[i].id, &kept, reterr);
		if (st == CNIS_OK && kept != before[i].id && kept != before[i].kept)
			st = same_made_one_tx(r, before[i].id, kept, reterr);
	}
	return st;
}

/* What ends what an entry of a family wrote, where an undo does not. */
static const struct way_out {
	const char *kind, *command;
} WAYS_OUT[] = {
	{ "contact_wish.add", "cnis contact-wish end" },
	{ "contact_point.add", "cnis contact-point end" },
	{ "e_service.add", "cnis e-service end" },
	{ "communication.set", "cnis communication set" },
	{ "person.name", "cnis person name" },
	{ "person.move", "cnis person move" },
	{ "child.move", "cnis child address end" },
	{ "relationship.add", "cnis child adult end" },
	{ "relationship.change", "cnis responsibility change" },
	{ "withhold.add", "cnis withhold end" },
	{ "court_order.add", "cnis order-of-court end" },
	{ "disagreement.add", "cnis disagreement end" },
	{ "hold.add", "cnis hold end" },
	{ "flag.add", "cnis flag end" },
};

/* The same words whatever stands in the way, and not a word of it. */
static cnis_status
name_way_out(const journal_row *entry, void *payload, cnis_error *reterr)
{
	const char *command = NULL;

	(void)payload;
	for (size_t i = 0; i < sizeof(WAYS_OUT) / sizeof(WAYS_OUT[0]); i++)
		if (text_same(entry->kind, WAYS_OUT[i].kind))
			command = WAYS_OUT[i].command;
	return cnis_fail(reterr, CNIS_ECONFLICT, 0, WHERE, "seq",
	                 "entry %lld is put right by a later one: %s%s", (long long)entry->seq,
	                 command != NULL ? command : "record what is right instead",
	                 command != NULL ? ", and what is right recorded anew" : "");
}

/* An entry that touches somebody who is kept back is not there; one that touches others too is not
 * taken back by halves. */
static cnis_status
check_shown(cnis_register *r, int64_t seq, cnis_error *reterr)
{
	sight_journal shown = SIGHT_ENTRY;
	cnis_status st = sight_entry(r, seq, &shown, reterr);

	if (st != CNIS_OK || shown == SIGHT_ENTRY)
		return st;
	if (shown == SIGHT_NO_ENTRY)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "journal.get", "seq",
		                 "there is no journal entry %lld", (long long)seq);
	return journal_get(r->file, seq, name_way_out, NULL, reterr);
}

/* Newest first, so that what the next one wrote is as it left it. */
static cnis_status
take_back(cnis_register *r, const int64_t *seq, size_t n, int64_t *ret_blocker, cnis_error *reterr)
{
	as_it_was *before = NULL;
	size_t children = 0;
	cnis_error why = { 0 };
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = check_shown(r, seq[i], reterr);
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = journal_children(r->st, seq[i], touch_child, r, reterr);
	if (st == CNIS_OK && r->touched.n > 0) {
		children = r->touched.n;
		before = mem_new(children, sizeof(*before));
		if (before == NULL)
			st = cnis_nomem(reterr, WHERE);
	}
	for (size_t i = 0; st == CNIS_OK && i < children; i++) {
		before[i].id = r->touched.id[i];
		st = same_kept_tx(r, before[i].id, &before[i].kept, reterr);
		if (st == CNIS_OK)
			st = stopped(r, before[i].id, &before[i].stopped, &why, reterr);
	}
	for (size_t i = 0; st == CNIS_OK && i < n; i++)
		st = store_undo_apply(r->st, seq[i], ret_blocker, reterr);
	if (st == CNIS_OK)
		st = check_gates(r, before, reterr);
	if (st == CNIS_OK)
		st = merged_again(r, before, children, reterr);
	if (st == CNIS_OK)
		st = duty_invariant_tx(r, 0, reterr);
	free(before);
	return st;
}

cnis_status
cnis_undo(cnis_register *r, int64_t seq, const char *reason, int64_t *ret_blocker,
          cnis_error *reterr)
{
	char bytes[40];
	text_buf command = text_buf_on(bytes, sizeof(bytes));
	int64_t blocker = 0;
	asked a = { r, reason };
	cnis_status st = check_shown(r, seq, reterr);

	if (st == CNIS_OK)
		st = journal_get(r->file, seq, may, &a, reterr);
	if (st != CNIS_OK)
		return st;
	text_add(&command, "undo ");
	text_add_int(&command, seq);
	st = change_begin(r,
	                  &(change_spec){ .kind = WHERE,
	                                  .command = bytes,
	                                  .undo = STORE_COMPENSATE,
	                                  .undoes = seq,
	                                  .reason = reason },
	                  reterr);
	if (st != CNIS_OK)
		return st;
	st = take_back(r, &seq, 1, &blocker, reterr);
	if (st == CNIS_ECONFLICT && ret_blocker != NULL)
		*ret_blocker = blocker;
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		duplicate_alert_over(r);
	return st;
}

/* ---- a whole import -------------------------------------------------------------------------- */

typedef struct standing {
	cnis_register *r;
	int64_t *seq; /* newest first */
	size_t n, room;
	bool another; /* officer's */
} standing;

static cnis_status
keep_seq(const journal_row *row, void *payload, cnis_error *reterr)
{
	standing *s = payload;

	if (s->n == s->room) {
		size_t room = s->room == 0 ? 64 : s->room * 2;
		int64_t *grown = mem_grow(s->seq, room, sizeof(*grown));

		if (grown == NULL)
			return cnis_nomem(reterr, WHERE);
		s->seq = grown;
		s->room = room;
	}
	s->seq[s->n++] = row->seq;
	s->another = s->another || !text_same(row->officer, s->r->login);
	return CNIS_OK;
}

static cnis_status
may_undo(const standing *s, const char *batch, const char *reason, cnis_error *reterr)
{
	if (s->n == 0)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, WHERE, "batch",
		                 "no import of this name stands; see cnis import list");
	if (!s->another)
		return CNIS_OK;
	if ((s->r->roles & CNIS_ROLE_MANAGER) == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, WHERE, "batch",
		                 "the import was made by another officer; a manager may take it "
		                 "back");
	return text_empty(reason)
	           ? cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "reason",
	                       "batch %s was made by another officer: say why it is taken back",
	                       batch)
	           : CNIS_OK;
}

cnis_status
cnis_undo_batch(cnis_register *r, const char *batch, const char *reason, int64_t *ret_entries,
                int64_t *ret_blocker, cnis_error *reterr)
{
	char bytes[96];
	text_buf command = text_buf_on(bytes, sizeof(bytes));
	standing s = { .r = r };
	int64_t blocker = 0;
	cnis_status st = journal_batch(r->file, batch, keep_seq, &s, reterr);

	if (st == CNIS_OK)
		st = may_undo(&s, batch, reason, reterr);
	if (st != CNIS_OK)
		goto out;
	text_add(&command, "import undo ");
	text_add(&command, batch);
	st = change_begin(r,
	                  &(change_spec){ .kind = "import.undo",
	                                  .command = bytes,
	                                  .undo = STORE_COMPENSATE,
	                                  .reason = reason,
	                                  .batch = batch },
	                  reterr);
	if (st != CNIS_OK)
		goto out;
	st = take_back(r, s.seq, s.n, &blocker, reterr);
	if (st == CNIS_ECONFLICT && ret_blocker != NULL)
		*ret_blocker = blocker;
	st = change_end(r, st, reterr);
	if (st == CNIS_OK) {
		*ret_entries = (int64_t)s.n;
		duplicate_alert_over(r);
	}
out:
	free(s.seq);
	return st;
}

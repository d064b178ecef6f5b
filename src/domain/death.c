/* A child has died: one change stops everything about the child. */
#include "domain/death.h"

#include <stdlib.h>

#include <cnis/household.h>
#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/fact.h"
#include "domain/process.h"
#include "domain/same.h"
#include "domain/sight.h"

enum {
	Q_DAY,
	Q_INSERT,
	Q_OWNERS,
	Q_RECORDS,
	Q_ENTRIES,
	Q_FURTHER,
	Q_HELD,
	Q_WITHDRAWALS,
	Q_ANYBODY,
	Q_LETTERS,
	Q_COUNT
};
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_DAY] = { "death.day",
		/* the source of the first: a bare column of min() is of the row that has it */
		"SELECT min(x.died_day), x.source FROM " SAME_EACH("death", "x", SAME_NOW)
		" WHERE x.died_day <= :on" },
	[Q_INSERT] = { "death.insert",
		"INSERT INTO death (child_id, died_day, officer_id, source, basis, received_day,"
		" recorded_at, rev)"
		" VALUES (:child, :died, :officer, :source, :basis, :received, :at, :rev)" },
	/* whoever had a duty about the child: what they arranged stands outside the register */
	[Q_OWNERS] = { "death.owners",
		"SELECT DISTINCT w.officer_id FROM duty d JOIN duty_owner w ON w.duty_id = d.id"
		" AND w.to_day IS NULL JOIN officer o ON o.id = w.officer_id AND o.to_day IS NULL"
		" WHERE d.child_id IN " SAME_CHILD(SAME_NOW) " AND d.state = 'open' ORDER BY 1" },
	[Q_RECORDS] = { "death.records", "SELECT id FROM " SAME_CHILD(SAME_NOW) " ORDER BY 1" },
	/* past school age it had ended with that, written down or not */
	[Q_ENTRIES] = { "death.entries",
		"UPDATE entry SET to_day = min(max(:on, from_day),"
		"  (SELECT c.school_age_to FROM child c WHERE c.id = child_id)),"
		" end_reason = CASE WHEN (SELECT c.school_age_to FROM child c WHERE c.id = child_id) < :on"
		"  THEN 'over_school_age' ELSE 'died' END, end_source = :source, rev = :rev"
		" WHERE to_day IS NULL AND child_id IN " SAME_CHILD(SAME_NOW) },
	[Q_FURTHER] = { "death.further",
		"UPDATE entry_route SET to_day = max(:on, from_day), rev = :rev"
		" WHERE to_day IS NULL AND child_id IN " SAME_CHILD(SAME_NOW) },
	[Q_HELD] = { "death.held",
		"UPDATE held SET to_day = max(:on, from_day), end_reason = 'died', rev = :rev"
		" WHERE to_day IS NULL AND child_id IN " SAME_CHILD(SAME_NOW) },
	/* nobody's consent is asked any more */
	[Q_WITHDRAWALS] = { "death.withdrawals",
		"UPDATE withdrawal SET closed_day = max(:on, notified_day),"
		" state = CASE WHEN state IN ('consent_needed', 'applied') THEN 'consent_not_needed'"
		" ELSE state END, rev = :rev"
		" WHERE closed_day IS NULL AND child_id IN " SAME_CHILD(SAME_NOW) },
	[Q_ANYBODY] = { "death.anybody", "SELECT 1 FROM death WHERE id > :after LIMIT 1" },
	/* 2: held; 1: somebody decided; 0: never held */
	[Q_LETTERS] = { "death.letters",
		"SELECT coalesce(max(CASE WHEN h.to_day IS NULL THEN 2 ELSE 1 END), 0) FROM "
		SAME_EACH("hold", "h", SAME_NOW)
		" WHERE h.kind = 'letters' AND h.because = 'sibling_died'" },
};
/* clang-format on */

static const char WHERE[] = "child.died";
static const char RULE[] = "LOCAL.death";

/* ---- asked by everything else ---------------------------------------------------------------- */

static cnis_status
day_by(cnis_register *r, int64_t child_id, cnis_day on, cnis_day *ret, char source[64],
       cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_DAY], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK) {
		*ret = row ? col_day(&c, 0) : CNIS_DAY_NONE;
		if (source != NULL)
			(void)text_copy(source, 64, row ? col_text(&c, 1) : "");
	}
	stmt_close(&c);
	return st;
}

cnis_status
death_day(cnis_register *r, int64_t child_id, cnis_day *ret, cnis_error *reterr)
{
	return day_by(r, child_id, INT32_MAX, ret, NULL, reterr);
}

cnis_status
cnis_death_day(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_day *ret_died,
               char ret_source[64], cnis_error *reterr)
{
	cnis_day on = fact_day(as_at);

	return day_by(r, child_id, on == CNIS_DAY_NONE ? store_today(r->st) : on, ret_died,
	              ret_source, reterr);
}

cnis_status
death_refuse(cnis_register *r, int64_t child_id, cnis_day on, const char *where, cnis_error *reterr)
{
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_day died = CNIS_DAY_NONE;
	cnis_status st = death_day(r, child_id, &died, reterr);

	if (st != CNIS_OK || died == CNIS_DAY_NONE || (on != CNIS_DAY_NONE && on <= died))
		return st;
	return cnis_refuse(
	    reterr, RULE, where, "child",
	    "the child died on %s: nothing is opened or sent any more, and nothing begins after "
	    "that day; what was so by then is recorded with its day, and what was recorded in "
	    "error a manager takes back (undo)",
	    cnis_day_iso(died, iso));
}

cnis_status
death_refuse_later(cnis_register *r, int64_t child_id, cnis_day from, const char *where,
                   cnis_error *reterr)
{
	from = fact_day(from);
	return from == CNIS_DAY_NONE ? CNIS_OK : death_refuse(r, child_id, from, where, reterr);
}

/* ---- recording it ---------------------------------------------------------------------------- */

/* Read before anything is written: the statements would see their own writing. */
static cnis_status
read_ids(cnis_register *r, int q, int64_t child_id, id_list *set, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[q], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	st = stmt_ids(&c, set, WHERE, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
take_sibling(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	if (k->why == CNIS_HOUSEHOLD_ASKED || k->died != CNIS_DAY_NONE)
		return CNIS_OK;
	return id_list_add(payload, k->child_id, WHERE, reterr);
}

/* Those of the family the reader is not shown too: their custodian decides about letters. */
static cnis_status
find_siblings(cnis_register *r, int64_t child_id, id_list *set, cnis_error *reterr)
{
	bool whole = sight_whole(r, true);
	cnis_status st =
	    cnis_household_children(r, child_id, CNIS_DAY_NONE, take_sibling, set, reterr);

	(void)sight_whole(r, whole);
	return st;
}

static cnis_status
insert(cnis_register *r, int64_t child_id, cnis_day died, const cnis_fact *fact, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":died", died);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_text(&c, ":source", fact->source);
	stmt_text(&c, ":basis", fact->basis);
	stmt_day(&c, ":received", fact->received);
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/* What was open about the child, of all records, ends that day. */
static cnis_status
close_open(cnis_register *r, int64_t child_id, cnis_day died, const char *source,
           cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (int q = Q_ENTRIES; st == CNIS_OK && q <= Q_WITHDRAWALS; q++) {
		cursor c = { 0 };

		st = stmt_open(r->st, &SQL[q], &c, reterr);
		if (st != CNIS_OK)
			break;
		stmt_int(&c, ":child", child_id);
		stmt_day(&c, ":on", died);
		stmt_int(&c, ":rev", change_rev(r));
		if (q == Q_ENTRIES)
			stmt_text(&c, ":source", source);
		st = stmt_run(&c, reterr);
		stmt_close(&c);
	}
	return st;
}

static cnis_status
stop_duties(cnis_register *r, const id_list *records, cnis_day died, cnis_death_done *done,
            cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < records->n; i++) {
		const duty_which which = { .child_id = records->id[i], .died = true };
		int n = 0;

		st = duty_end_all_tx(r, &which, DUTY_SUPERSEDED, died, WHERE, &n, reterr);
		done->duties += n;
		if (st == CNIS_OK)
			st = change_touch(r, records->id[i], reterr);
	}
	return st;
}

cnis_status
death_duty_tx(cnis_register *r, const duty_local *d, cnis_error *reterr)
{
	duty_local calendar = *d;
	int64_t id = 0;
	cnis_status st = duty_local_tx(r, d, &id, reterr);

	if (st != CNIS_EINVAL)
		return st;
	if (reterr != NULL)
		*reterr = (cnis_error){ 0 };
	calendar.unit = "calendar";
	return duty_local_tx(r, &calendar, &id, reterr);
}

static cnis_status
tell_owners(cnis_register *r, int64_t child_id, const id_list *owners, cnis_death_done *done,
            cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < owners->n; i++) {
		const duty_local d = { .kind = "death_told",
			               .rule = "LOCAL.death.tell",
			               .setting = "death.told_days",
			               .unit = "working",
			               .child_id = child_id,
			               .opened = change_today(r),
			               .owner_id = owners->id[i] };

		st = death_duty_tx(r, &d, reterr);
		done->told++;
	}
	return st;
}

static cnis_status
hold_back(cnis_register *r, int64_t child_id, const id_list *siblings, cnis_death_done *done,
          cnis_error *reterr)
{
	cnis_hold_new n = {
		.size = sizeof(n), .child_id = child_id, .kind = "disposal", .because = "child_died"
	};
	int64_t id = 0;
	cnis_status st = hold_begin_tx(r, &n, &id, reterr);

	n.kind = "letters";
	n.because = "sibling_died";
	for (size_t i = 0; st == CNIS_OK && i < siblings->n; i++) {
		n.child_id = siblings->id[i];
		st = hold_begin_tx(r, &n, &id, reterr);
		done->letters += !sight_kept_back(r, n.child_id);
	}
	return st;
}

/* ---- who joins the family afterwards --------------------------------------------------------- */

typedef struct family {
	id_list living;
	bool died, itself; /* one of the others; the child asked about */
} family;

static cnis_status
take_member(const cnis_household_child *k, void *payload, cnis_error *reterr)
{
	family *f = payload;

	if (k->died == CNIS_DAY_NONE)
		return k->why == CNIS_HOUSEHOLD_ASKED
		           ? CNIS_OK
		           : id_list_add(&f->living, k->child_id, WHERE, reterr);
	f->died = f->died || k->why != CNIS_HOUSEHOLD_ASKED;
	f->itself = f->itself || k->why == CNIS_HOUSEHOLD_ASKED;
	return CNIS_OK;
}

/* Are letters about the others held, or did nobody decide about any yet? */
static cnis_status
letters_wait(cnis_register *r, const family *f, bool *ret, cnis_error *reterr)
{
	int64_t most = 0;
	cnis_status st = CNIS_OK;

	for (size_t i = 0; st == CNIS_OK && i < f->living.n; i++) {
		int64_t held = 0;

		st = stmt_ask(r->st, &SQL[Q_LETTERS], ":child", f->living.id[i], 0, &held, reterr);
		most = held > most ? held : most;
	}
	*ret = most != 1;
	return st;
}

cnis_status
death_joined_tx(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	const cnis_hold_new n = { .size = sizeof(n),
		                  .child_id = child_id,
		                  .kind = "letters",
		                  .because = "sibling_died" };
	family f = { 0 };
	int64_t anybody = 0, held = 0, id = 0;
	bool wait = false;
	cnis_status st = stmt_ask(r->st, &SQL[Q_ANYBODY], ":after", 0, 0, &anybody, reterr);

	if (st == CNIS_OK && anybody != 0) /* decided of the child itself: it is not asked again */
		st = stmt_ask(r->st, &SQL[Q_LETTERS], ":child", child_id, 0, &held, reterr);
	if (st != CNIS_OK || anybody == 0 || held != 0)
		return st;
	/* of a child the actor is not shown nothing is told, not by a hold either */
	st = cnis_household_children(r, child_id, CNIS_DAY_NONE, take_member, &f, reterr);
	if (st == CNIS_OK && f.died && !f.itself)
		st = letters_wait(r, &f, &wait, reterr);
	if (st == CNIS_OK && wait)
		st = hold_begin_tx(r, &n, &id, reterr);
	free(f.living.id);
	return st;
}

/* ---- the step as a whole --------------------------------------------------------------------- */

static cnis_status
check(cnis_register *r, const cnis_death_new *n, cnis_fact *fact, cnis_error *reterr)
{
	cnis_fact given = n->fact;
	cnis_day born = CNIS_DAY_NONE, died = CNIS_DAY_NONE;
	cnis_status st = process_child(r, n->child_id, WHERE, &born, reterr);

	given.from = given.to = CNIS_DAY_NONE;
	if (st == CNIS_OK)
		st = process_day(r, n->died, born, "the child was born", WHERE, "on", reterr);
	if (st == CNIS_OK && text_empty(n->fact.source))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "source", "say who said so");
	if (st == CNIS_OK)
		st = fact_complete(r, WHERE, &given, fact, reterr);
	if (st == CNIS_OK)
		st = death_day(r, n->child_id, &died, reterr);
	if (st == CNIS_OK && died != CNIS_DAY_NONE)
		return cnis_fail(reterr, CNIS_EEXISTS, 0, WHERE, "child",
		                 "the death of this child is recorded already");
	return st;
}

static cnis_status
record_tx(cnis_register *r, const cnis_death_new *n, cnis_death_done *done, cnis_error *reterr)
{
	cnis_fact fact = { 0 };
	id_list records = { 0 }, owners = { 0 }, siblings = { 0 };
	int64_t kept = n->child_id;
	bool whole;
	cnis_status st = check(r, n, &fact, reterr);

	if (st == CNIS_OK)
		st = same_kept_tx(r, n->child_id, &kept, reterr);
	if (st == CNIS_OK)
		st = read_ids(r, Q_RECORDS, n->child_id, &records, reterr);
	if (st == CNIS_OK)
		st = read_ids(r, Q_OWNERS, n->child_id, &owners, reterr);
	if (st == CNIS_OK)
		st = find_siblings(r, kept, &siblings, reterr);
	if (st == CNIS_OK)
		st = insert(r, kept, n->died, &fact, reterr);
	if (st == CNIS_OK)
		st = close_open(r, kept, n->died, fact.source, reterr);
	if (st == CNIS_OK)
		st = stop_duties(r, &records, n->died, done, reterr);
	if (st == CNIS_OK)
		st = tell_owners(r, kept, &owners, done, reterr);
	whole = sight_whole(r, true);
	if (st == CNIS_OK)
		st = hold_back(r, kept, &siblings, done, reterr);
	(void)sight_whole(r, whole);
	free(records.id);
	free(owners.id);
	free(siblings.id);
	return st;
}

cnis_status
cnis_death_record(cnis_register *r, const cnis_death_new *death, cnis_death_done *ret_done,
                  cnis_error *reterr)
{
	const change_spec spec = { .kind = "child.died",
		                   .command = "died",
		                   .letter = CNIS_REF_CHILD,
		                   .id = death->child_id,
		                   .roles = CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_death_done done = { 0 };
	cnis_status st = change_begin(r, &spec, reterr);

	if (st != CNIS_OK)
		return st;
	st = record_tx(r, death, &done, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK && ret_done != NULL)
		*ret_done = done;
	return st;
}

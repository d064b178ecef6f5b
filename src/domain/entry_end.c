/* Entries: ending and reading.  An entry ends only when A, B or C of s. 436B is false. */
#include <stdlib.h>
#include <string.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/entry_inside.h"
#include "domain/fact.h"
#include "domain/flag.h"
#include "domain/leaver.h"
#include "domain/people.h"
#include "domain/same.h"
#include "domain/sight.h"
#include "domain/withheld.h"
#include "rule/identifier.h"

enum { Q_END_READ, Q_END, Q_WALK, Q_GET, Q_OPEN, Q_FACTS, Q_COUNT };

/* clang-format off */
#define SCHOOL(column) WITHHELD_TEXT(WITHHELD_SCHOOL("e.child_id"), column)
#define URN(column) WITHHELD_BESIDE(WITHHELD_SCHOOL("e.child_id"), column)
#define ENTRY_SELECT \
	"SELECT e.id, e.child_id, e.uuid, e.route, e.condition_c, e.end_reason, e.end_source, " \
	WITHHELD_TEXT(WITHHELD_LOCATION("e.child_id"), "e.end_authority") ", " \
	SCHOOL("e.end_school_name") ", " URN("e.end_school_urn") ", e.end_note," \
	" e.notified_day, e.notified_by, e.registered_day, e.reason, e.reason_by_school," \
	" e.prior_setting, " SCHOOL("e.school_name") ", " URN("e.school_urn") ", e.school_left_day," \
	" e.owner_id, o.login, c.school_age_to, e.from_day, e.to_day, e.source, e.basis," \
	" e.received_day, e.recorded_at, e.rev, e.full_time, e.route_reason," \
	" CASE WHEN e.to_day IS NULL THEN coalesce((SELECT p.login FROM duty d" \
	"  JOIN duty_owner w ON w.duty_id = d.id AND w.to_day IS NULL JOIN officer p ON p.id = w.officer_id" \
	"  WHERE d.child_id = e.child_id AND d.state = 'open' AND d.kind NOT IN " SIGHT_NOT_THE_FAMILYS \
	"  ORDER BY d.id DESC LIMIT 1), CASE WHEN o.to_day IS NULL THEN o.login END) END FROM entry e" \
	" JOIN child c ON c.id = e.child_id JOIN officer o ON o.id = e.owner_id"
/* clang-format on */
#define FACTS                                                                                      \
	"SELECT e.id, e.child_id, e.owner_id, e.from_day, e.to_day, e.registered_day,"             \
	" c.school_age_to, e.route, e.rev"                                                         \
	" FROM entry e JOIN child c ON c.id = e.child_id"
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_END_READ] = { "entry.end_read",
		"SELECT e.child_id, e.from_day, e.to_day, e.condition_c, c.school_age_to"
		" FROM entry e JOIN child c ON c.id = e.child_id WHERE e.id = :id" },
	[Q_END] = { "entry.end",
		"UPDATE entry SET to_day = :to, end_reason = :reason, end_source = :source,"
		" end_authority = :authority, end_school_name = :school, end_school_urn = :urn,"
		" end_note = :note, rev = :rev WHERE id = :id" },
	[Q_WALK] = { "entry.walk", ENTRY_SELECT " WHERE e.child_id = :child ORDER BY e.id DESC" },
	[Q_GET] = { "entry.get", ENTRY_SELECT " WHERE e.id = :id" },
	[Q_OPEN] = { "entry.open_on", FACTS
		" WHERE e.child_id IN " SAME_CHILD(SAME_NOW) " AND e.from_day <= :on"
		" AND (e.to_day IS NULL OR e.to_day >= :on) AND c.school_age_to >= :on"
		" ORDER BY e.child_id = :child DESC, e.id DESC LIMIT 1" },
	[Q_FACTS] = { "entry.facts", FACTS " WHERE e.id = :id" },
};
/* clang-format on */

static const char where_end[] = "entry.end";
static const char rule_end[] = "EA1996.436B.2";

/* The entry as it stands, and what is written when it ends. */
typedef struct ending {
	int64_t child_id;
	cnis_day from, to, school_age_to, on;
	char limb;
	bool ended;
	rule_identifier authority;
	char *school, *urn, *note;
} ending;

static void
ending_clear(ending *e)
{
	free(e->school);
	free(e->urn);
	free(e->note);
}

static cnis_status
read_ending(cnis_register *r, int64_t id, ending *e, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_END_READ], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, where_end, "entry", "no such entry");
	if (st == CNIS_OK) {
		e->child_id = col_int(&c, 0);
		e->from = col_day(&c, 1);
		e->to = col_day(&c, 2);
		e->ended = !col_null(&c, 2);
		e->limb = col_text(&c, 3)[0];
		e->school_age_to = col_day(&c, 4);
	}
	stmt_close(&c);
	return st;
}

static cnis_status
check_moved(cnis_register *r, const cnis_entry_end *n, ending *e, cnis_error *reterr)
{
	if (n->abroad && n->authority != NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "authority",
		                 "give an authority or abroad, not both");
	if (n->abroad)
		return CNIS_OK;
	if (text_empty(n->authority))
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "authority",
		                 "say which authority the child now lives in, or abroad");
	e->authority = rule_area_code(n->authority);
	if (!e->authority.valid)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "authority", "%s",
		                 e->authority.problem);
	if (strcmp(e->authority.normalised, store_authority(r->st)) == 0)
		return cnis_refuse(reterr, rule_end, where_end, "authority",
		                   "condition A is still met: that is the area of this authority");
	return CNIS_OK;
}

/* Each reason names the condition that stopped being met, and needs the evidence for it. */
static cnis_status
check_reason(cnis_register *r, const cnis_entry_end *n, ending *e, cnis_error *reterr)
{
	char iso[CNIS_DAY_ISO_SIZE];
	cnis_status st;

	st = code_check(r, "end_reason", n->end_reason, where_end, "end_reason", reterr);
	if (st != CNIS_OK)
		return st;
	if (strcmp(n->end_reason, "route_changed") == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "end_reason",
		                 "an entry does not end when the route changes: use entry route");
	if (strcmp(n->end_reason, "died") == 0)
		return cnis_refuse(reterr, "LOCAL.death", where_end, "end_reason",
		                   "a manager records that a child died, which stops everything "
		                   "about the child in one step: cnis died");
	if (strcmp(n->end_reason, "moved_out") == 0)
		return check_moved(r, n, e, reterr);
	if (strcmp(n->end_reason, "over_school_age") == 0 && e->on <= e->school_age_to)
		return cnis_refuse(reterr, rule_end, where_end, "end_reason",
		                   "condition B is still met: of compulsory school age until %s",
		                   cnis_day_iso(e->school_age_to, iso));
	if (strcmp(n->end_reason, "registered_at_school") == 0 && e->school == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "school",
		                 "say which school the child is registered at");
	if (strcmp(n->end_reason, "arrangement_ended") == 0 && e->limb == 'a')
		return cnis_refuse(reterr, rule_end, where_end, "end_reason",
		                   "condition C is still met: no arrangement with a school makes "
		                   "this entry; a child who is now at a school is "
		                   "registered_at_school");
	if (strcmp(n->end_reason, "entered_in_error") == 0 && e->note == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "note",
		                 "say why the entry was an error");
	return CNIS_OK;
}

static cnis_status
check_ending(cnis_register *r, const cnis_entry_end *n, ending *e, cnis_error *reterr)
{
	cnis_day today = change_today(r);
	cnis_status st;

	if (e->ended)
		return cnis_refuse(reterr, rule_end, where_end, "entry", "the entry has ended");
	e->on = fact_day(n->on);
	if (e->on == CNIS_DAY_NONE)
		e->on = today;
	if (e->on > today)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "on",
		                 "the day lies in the future");
	if (e->on < e->from)
		return cnis_fail(reterr, CNIS_EINVAL, 0, where_end, "on",
		                 "the day lies before the entry began");
	st = code_check(r, "source", n->source, where_end, "source", reterr);
	if (st == CNIS_OK)
		st = fact_text(n->school_name, FACT_NAME, false, where_end, "school", &e->school,
		               reterr);
	if (st == CNIS_OK)
		st = fact_text(n->school_urn, FACT_SHORT, false, where_end, "urn", &e->urn, reterr);
	if (st == CNIS_OK)
		st = fact_text(n->note, FACT_NOTE, true, where_end, "note", &e->note, reterr);
	return st == CNIS_OK ? check_reason(r, n, e, reterr) : st;
}

static cnis_status
write_ending(cnis_register *r, const cnis_entry_end *n, const ending *e, cnis_error *reterr)
{
	bool over = strcmp(n->end_reason, "over_school_age") == 0;
	const duty_which which = { .entry_id = n->entry_id, .school_age_over = over };
	cursor c = { 0 };
	int ended = 0;
	/* school age lasts through its last day, and what is owed with it (as the night writes it)
	 */
	cnis_day last = over ? e->on + 1 : e->on;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_END], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", n->entry_id);
	stmt_day(&c, ":to", e->on);
	stmt_text(&c, ":reason", n->end_reason);
	stmt_text(&c, ":source", n->source);
	stmt_text(&c, ":authority", e->authority.valid ? e->authority.normalised : NULL);
	stmt_text(&c, ":school", e->school);
	stmt_text(&c, ":urn", e->urn);
	stmt_text(&c, ":note", e->note);
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		st = entry_further_close_tx(r, e->child_id, e->on, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &which, DUTY_SUPERSEDED, last, where_end, &ended, reterr);
	if (st == CNIS_OK)
		st = flag_entry_ended_tx(r, n->entry_id, e->child_id, reterr);
	if (st == CNIS_OK && over)
		st = leaver_words_tx(r, e->child_id, e->child_id, reterr);
	if (st == CNIS_OK && over)
		st = leaver_handover_tx(r, e->child_id, e->child_id, reterr);
	return st == CNIS_OK ? change_touch(r, e->child_id, reterr) : st;
}

/* Condition A, 436B(3): any home in the area keeps it met. */
static cnis_status
leave_area(cnis_register *r, const cnis_entry_end *n, const ending *e, cnis_error *reterr)
{
	char ref[CNIS_REFERENCE_SIZE];
	int64_t home = 0;
	cnis_status st = CNIS_OK;

	if (strcmp(n->end_reason, "moved_out") != 0)
		return CNIS_OK;
	if (n->end_homes)
		st = address_leave_area_tx(r, e->child_id, e->on, where_end, reterr);
	if (st == CNIS_OK)
		st = address_in_area(r, e->child_id, e->on, &home, reterr);
	if (st != CNIS_OK || home == 0)
		return st;
	return cnis_refuse(reterr, rule_end, where_end, "home",
	                   "condition A is still met: the home %s in the area stands after that "
	                   "day; end it too, or record where the child lives",
	                   cnis_reference_format(CNIS_REF_ADDRESS, home, ref));
}

static cnis_status
entry_finish_tx(cnis_register *r, const cnis_entry_end *n, cnis_error *reterr)
{
	ending e = { 0 };
	cnis_status st;

	st = read_ending(r, n->entry_id, &e, reterr);
	if (st == CNIS_OK)
		st = check_ending(r, n, &e, reterr);
	if (st == CNIS_OK)
		st = leave_area(r, n, &e, reterr);
	if (e.on > e.school_age_to) /* it ended with school age at the latest */
		e.on = e.school_age_to;
	if (st == CNIS_OK)
		st = write_ending(r, n, &e, reterr);
	ending_clear(&e);
	return st;
}

cnis_status
cnis_entry_finish(cnis_register *r, const cnis_entry_end *n, cnis_error *reterr)
{
	const change_spec spec = { .kind = "entry.end",
		                   .command = "entry end",
		                   .letter = CNIS_REF_ENTRY,
		                   .id = n->entry_id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER,
		                   .undo = STORE_UNDOABLE };
	cnis_status st;

	st = change_begin(r, &spec, reterr);
	if (st != CNIS_OK)
		return st;
	if (n->rev != 0)
		st = change_expect(r, "entry", n->entry_id, n->rev, reterr);
	if (st == CNIS_OK)
		st = entry_finish_tx(r, n, reterr);
	return change_end(r, st, reterr);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static cnis_entry
entry_row(const cursor *c, cnis_day on)
{
	cnis_entry e = { .id = col_int(c, 0),
		         .child_id = col_int(c, 1),
		         .uuid = col_text(c, 2),
		         .route = col_text(c, 3),
		         .condition_c = col_text(c, 4)[0],
		         .end_reason = col_text(c, 5),
		         .end_source = col_text(c, 6),
		         .end_authority = col_text(c, 7),
		         .end_school_name = col_text(c, 8),
		         .end_school_urn = col_text(c, 9),
		         .end_note = col_text(c, 10),
		         .notified = col_day(c, 11),
		         .notified_by = col_text(c, 12),
		         .registered = col_day(c, 13),
		         .reason = col_text(c, 14),
		         .reason_by_school = col_text(c, 15),
		         .prior_setting = col_text(c, 16),
		         .school_name = col_text(c, 17),
		         .school_urn = col_text(c, 18),
		         .school_left = col_day(c, 19),
		         .owner_id = col_int(c, 20),
		         .owner = col_text(c, 21),
		         .school_age_to = col_day(c, 22),
		         .fact = fact_of(c, 23),
		         .full_time = col_text(c, 30),
		         .route_reason = col_text(c, 31),
		         .officer = col_text(c, 32) };

	e.open = e.fact.from <= on && (e.fact.to == CNIS_DAY_NONE || e.fact.to >= on) &&
	         e.school_age_to >= on;
	return e;
}

static cnis_day
day_asked(cnis_register *r, cnis_day as_at)
{
	as_at = fact_day(as_at);
	return as_at == CNIS_DAY_NONE ? store_today(r->st) : as_at;
}

cnis_status
cnis_entry_walk(cnis_register *r, int64_t child_id, cnis_day as_at, cnis_entry_fn fn, void *payload,
                cnis_error *reterr)
{
	cnis_day on = day_asked(r, as_at);
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = fact_exists(r, "child", child_id, &row, reterr);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "entry.walk", "child", "no such child");
	if (st == CNIS_OK)
		st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	while (st == CNIS_OK) {
		st = stmt_step(&c, &row, reterr);
		if (st != CNIS_OK || !row)
			break;
		{
			const cnis_entry e = entry_row(&c, on);

			st = fn(&e, payload, reterr);
		}
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_entry_get(cnis_register *r, int64_t id, cnis_day as_at, cnis_entry_fn fn, void *payload,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_GET], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "entry.get", "entry", "no such entry");
	if (st == CNIS_OK) {
		const cnis_entry e = entry_row(&c, day_asked(r, as_at));

		st = fn(&e, payload, reterr);
	}
	stmt_close(&c);
	return st;
}

static entry_facts
facts_row(const cursor *c)
{
	return (entry_facts){ .id = col_int(c, 0),
		              .child_id = col_int(c, 1),
		              .owner_id = col_int(c, 2),
		              .from = col_day(c, 3),
		              .to = col_day(c, 4),
		              .registered = col_day(c, 5),
		              .school_age_to = col_day(c, 6),
		              .missing_education = entry_missing(col_text(c, 7)),
		              .rev = col_int(c, 8) };
}

cnis_status
entry_of_child(cnis_register *r, int64_t child_id, cnis_day on, entry_facts *ret, bool *ret_found,
               cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_OPEN], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_day(&c, ":on", on);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row)
		*ret = facts_row(&c);
	if (st == CNIS_OK)
		*ret_found = row;
	stmt_close(&c);
	return st;
}

cnis_status
entry_facts_get(cnis_register *r, int64_t id, entry_facts *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	st = stmt_open(r->st, &SQL[Q_FACTS], &c, reterr);
	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && !row)
		st = cnis_fail(reterr, CNIS_ENOTFOUND, 0, "entry.get", "entry", "no such entry");
	if (st == CNIS_OK)
		*ret = facts_row(&c);
	stmt_close(&c);
	return st;
}

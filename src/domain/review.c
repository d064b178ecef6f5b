/* Reviews of the education: recorded, signed by a second officer, and what follows. */
#include <cnis/review.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/flat.h"
#include "base/text.h"
#include "domain/duty.h"
#include "domain/process.h"
#include "domain/setting.h"

enum { EVIDENCE_MAX = 12, EVIDENCE_SIZE = 32 };

enum { Q_INSERT, Q_EVIDENCE, Q_LATER, Q_READ, Q_SIGN, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "review.insert",
		"INSERT INTO review (child_id, entry_id, reviewed_day, method, desk, outcome, reasons,"
		" voice, voice_note, next_day, officer_id, state, recorded_at, rev)"
		" VALUES (:child, :entry, :on, :method, :desk, :outcome, :reasons, :voice, :voice_note,"
		" :next, :officer, :state, :at, :rev)" },
	[Q_EVIDENCE] = { "review.evidence",
		"INSERT INTO review_evidence (child_id, review_id, kind, rev)"
		" VALUES (:child, :review, :kind, :rev)" },
	[Q_LATER] = { "review.later",
		"SELECT 1 FROM review WHERE entry_id = :entry AND reviewed_day > :on LIMIT 1" },
	[Q_READ] = { "review.read",
		"SELECT v.child_id, v.entry_id, v.reviewed_day, v.desk, v.outcome, v.officer_id, v.state,"
		" e.registered_day, (e.to_day IS NULL OR e.to_day >= :today) AND c.school_age_to >= :today"
		" FROM review v JOIN entry e ON e.id = v.entry_id JOIN child c ON c.id = v.child_id"
		" WHERE v.id = :id" },
	[Q_SIGN] = { "review.sign",
		"UPDATE review SET state = 'final', signed_by = :officer, signed_day = :on,"
		" signed_agrees = :agrees, rev = :rev WHERE id = :id" },
};
/* clang-format on */

/* A review as the steps after it need it. */
typedef struct review_row {
	int64_t id, child_id, entry_id, officer_id;
	cnis_day reviewed, registered;
	cnis_day
	    known; /* what follows is owed from here: reviewed, but never before registration */
	bool entry_open; /* today */
	bool desk, awaiting;
	char outcome[24];
} review_row;

static bool
word_in(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = list; (at = strstr(at, word)) != NULL; at += n) {
		bool starts = at == list || at[-1] == ' ' || at[-1] == ',';
		bool ends = at[n] == '\0' || at[n] == ' ' || at[n] == ',';

		if (starts && ends)
			return true;
	}
	return false;
}

/* ---- duties ---------------------------------------------------------------------------------- */

/*
 * The next review.  @p next, when it is a day, is earlier than the yearly rule says: set by the
 * reviewer, or by a second officer who does not agree.
 */
static cnis_status
open_next(cnis_register *r, const review_row *v, cnis_day next, cnis_day opened, cnis_day *ret_due,
          cnis_error *reterr)
{
	char inputs[256];
	text_buf b = text_buf_on(inputs, sizeof inputs);
	int64_t first = 0, yearly = 0, id = 0;
	duty_new d = { .kind = "review",
		       .rule = "LOCAL.review.yearly",
		       .inputs = inputs,
		       .child_id = v->child_id,
		       .entry_id = v->entry_id,
		       .opened = opened,
		       .due = CNIS_DAY_NONE,
		       .lapse = CNIS_DAY_NONE };
	cnis_status st = setting_int(r, "review.first_months", opened, &first, reterr);

	if (st == CNIS_OK)
		st = setting_int(r, "review.yearly_months", opened, &yearly, reterr);
	if (st == CNIS_OK)
		st = duty_owner_tx(r, v->child_id, &d.owner_id, reterr);
	if (st != CNIS_OK)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "registered_on", v->registered);
	flat_add_day(&b, "last_reviewed_on", v->reviewed);
	flat_add_int(&b, "first_months", first);
	flat_add_int(&b, "yearly_months", yearly);
	flat_add_day(&b, "next_on", next);
	flat_end(&b);
	st = duty_open_tx(r, &d, &id, reterr);
	return st == CNIS_OK ? process_duty_due(r, id, ret_due, reterr) : st;
}

static cnis_status
open_local(cnis_register *r, const review_row *v, const char *kind, const char *rule,
           const char *setting, const char *unit, cnis_day opened, cnis_day *ret_due,
           cnis_error *reterr)
{
	duty_local d = { .kind = kind,
		         .rule = rule,
		         .setting = setting,
		         .unit = unit,
		         .child_id = v->child_id,
		         .entry_id = v->entry_id,
		         .review_id = v->id,
		         .opened = opened };
	int64_t id = 0;
	cnis_status st = duty_owner_tx(r, v->child_id, &d.owner_id, reterr);

	if (st == CNIS_OK)
		st = duty_local_tx(r, &d, &id, reterr);
	return st == CNIS_OK ? process_duty_due(r, id, ret_due, reterr) : st;
}

/* What a final outcome asks for next. */
static cnis_status
follow_final(cnis_register *r, const review_row *v, cnis_day on, cnis_day *ret_due,
             cnis_error *reterr)
{
	if (!v->entry_open)
		return CNIS_OK;
	if (strcmp(v->outcome, "more_information") == 0)
		return open_local(r, v, "more_information", "LOCAL.review.more-information",
		                  "review.more_information_days", "calendar", on, ret_due, reterr);
	if (strcmp(v->outcome, "appears_not_suitable") == 0)
		return open_local(r, v, "unsuitable_next_step", "LOCAL.review.unsuitable",
		                  "review.unsuitable_days", "working", on, ret_due, reterr);
	return CNIS_OK;
}

/* ---- recording ------------------------------------------------------------------------------- */

/* Evidence codes, each once; how many in *ret_n. */
static cnis_status
split_evidence(const char *text, char ret[EVIDENCE_MAX][EVIDENCE_SIZE], size_t *ret_n,
               cnis_error *reterr)
{
	static const char WHERE[] = "review.record";
	bool nothing = false;

	*ret_n = 0;
	for (const char *at = text ? text : ""; *at;) {
		size_t n = strcspn(at, " ,");

		if (n >= EVIDENCE_SIZE || (n > 0 && *ret_n == EVIDENCE_MAX))
			return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "evidence",
			                 "not codes of the list 'evidence'");
		if (n > 0) {
			memcpy(ret[*ret_n], at, n);
			ret[*ret_n][n] = '\0';
			for (size_t i = 0; i < *ret_n; i++)
				if (strcmp(ret[i], ret[*ret_n]) == 0)
					return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "evidence",
					                 "the same code twice");
			nothing = nothing || strcmp(ret[*ret_n], "nothing_sent") == 0;
			(*ret_n)++;
		}
		at += n + (at[n] != '\0');
	}
	if (*ret_n == 0)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "evidence",
		                 "say what was looked at (nothing_sent when nothing was)");
	if (nothing && *ret_n > 1)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "evidence",
		                 "nothing_sent stands alone");
	return CNIS_OK;
}

static cnis_status
check_outcome(const char *outcome, cnis_error *reterr)
{
	static const char OUTCOMES[] =
	    "suitable more_information appears_not_suitable not_assessed";

	if (text_empty(outcome) || strpbrk(outcome, " ,") || !word_in(OUTCOMES, outcome))
		return cnis_fail(reterr, CNIS_EINVAL, 0, "review.record", "outcome",
		                 "not one of suitable, more_information, appears_not_suitable, "
		                 "not_assessed");
	return CNIS_OK;
}

static cnis_status
check_review(cnis_register *r, const cnis_review_new *n, cnis_day next,
             char evidence[EVIDENCE_MAX][EVIDENCE_SIZE], size_t *ret_n, cnis_error *reterr)
{
	static const char WHERE[] = "review.record";
	cnis_status st = process_day(r, n->reviewed, CNIS_DAY_NONE, "", WHERE, "on", reterr);

	if (st == CNIS_OK)
		st = check_outcome(n->outcome, reterr);
	if (st == CNIS_OK)
		st = process_code(r, "review_method", n->method, n->reviewed, WHERE, "method",
		                  reterr);
	if (st == CNIS_OK)
		st = process_code(r, "voice", n->voice, n->reviewed, WHERE, "voice", reterr);
	if (st == CNIS_OK)
		st = split_evidence(n->evidence, evidence, ret_n, reterr);
	for (size_t i = 0; st == CNIS_OK && i < *ret_n; i++)
		st = process_code(r, "evidence", evidence[i], n->reviewed, WHERE, "evidence",
		                  reterr);
	if (st == CNIS_OK && next != CNIS_DAY_NONE && next <= n->reviewed)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "next",
		                 "the next review is not after this one");
	return st;
}

static bool
is_desk(const char *method)
{
	return strcmp(method, "post") == 0 || strcmp(method, "email") == 0 ||
	       strcmp(method, "report") == 0;
}

/* Which of the four outcomes need a second officer is the authority's choice. */
static cnis_status
is_adverse(cnis_register *r, const char *outcome, cnis_day on, bool *ret, cnis_error *reterr)
{
	char list[201];
	cnis_status st = setting_text(r, "review.adverse", on, list, reterr);

	if (st == CNIS_OK)
		*ret = word_in(list, outcome);
	return st;
}

static cnis_status
insert(cnis_register *r, const cnis_review_new *n, cnis_day next, review_row *v,
       const char *reasons, const char *voice_note, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_INSERT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", v->child_id);
	stmt_int(&c, ":entry", v->entry_id);
	stmt_int(&c, ":on", v->reviewed);
	stmt_text(&c, ":method", n->method);
	stmt_int(&c, ":desk", v->desk);
	stmt_text(&c, ":outcome", n->outcome);
	stmt_text(&c, ":reasons", reasons);
	stmt_text(&c, ":voice", n->voice);
	stmt_text(&c, ":voice_note", voice_note);
	stmt_day(&c, ":next", next);
	stmt_int(&c, ":officer", r->officer_id);
	stmt_text(&c, ":state", v->awaiting ? "awaiting_second_officer" : "final");
	stmt_int(&c, ":at", change_now(r));
	stmt_int(&c, ":rev", change_rev(r));
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	if (st == CNIS_OK)
		v->id = store_last_id(r->st);
	return st;
}

static cnis_status
insert_evidence(cnis_register *r, const review_row *v, char evidence[EVIDENCE_MAX][EVIDENCE_SIZE],
                size_t n, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_EVIDENCE], &c, reterr);

	for (size_t i = 0; st == CNIS_OK && i < n; i++) {
		stmt_int(&c, ":child", v->child_id);
		stmt_int(&c, ":review", v->id);
		stmt_text(&c, ":kind", evidence[i]);
		stmt_int(&c, ":rev", change_rev(r));
		st = stmt_run(&c, reterr);
	}
	stmt_close(&c);
	return st;
}

/* A review written down late, after a newer one, moves nothing. */
static cnis_status
has_later(cnis_register *r, const review_row *v, bool *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_LATER], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":entry", v->entry_id);
	stmt_int(&c, ":on", v->reviewed);
	st = stmt_step(&c, ret, reterr);
	stmt_close(&c);
	return st;
}

static cnis_status
follow_record(cnis_register *r, const review_row *v, cnis_day next, cnis_review_done *done,
              cnis_error *reterr)
{
	static const char EVENT[] = "review.record";
	bool later = false;
	cnis_status st = has_later(r, v, &later, reterr);

	if (st == CNIS_OK && !later)
		st = duty_end_all_tx(r, &(duty_which){ .kind = "review", .entry_id = v->entry_id },
		                     DUTY_MET, v->reviewed, EVENT, NULL, reterr);
	/* the review settles what was asked after the last one */
	if (st == CNIS_OK && !later)
		st = duty_end_all_tx(
		    r, &(duty_which){ .kind = "more_information", .entry_id = v->entry_id },
		    DUTY_MET, v->reviewed, EVENT, NULL, reterr);
	if (st == CNIS_OK && !later && v->entry_open)
		st = open_next(r, v, next, v->known, &done->next_review, reterr);
	if (st == CNIS_OK && v->awaiting)
		return open_local(r, v, "sign_off", "LOCAL.review.sign-off", "review.sign_off_days",
		                  "working", v->known, &done->sign_by, reterr);
	if (st == CNIS_OK && !later)
		st = follow_final(r, v, v->known, &done->follow_up, reterr);
	return st;
}

static cnis_status
record_tx(cnis_register *r, const cnis_review_new *n, const char *reasons, const char *voice_note,
          cnis_review_done *done, cnis_error *reterr)
{
	static const char WHERE[] = "review.record";
	char evidence[EVIDENCE_MAX][EVIDENCE_SIZE];
	size_t n_evidence = 0;
	cnis_day next = process_given(n->next);
	process_entry entry = { 0 };
	review_row v = { .child_id = n->child_id, .reviewed = n->reviewed };
	cnis_status st = process_child(r, n->child_id, WHERE, NULL, reterr);

	if (st == CNIS_OK)
		st = check_review(r, n, next, evidence, &n_evidence, reterr);
	if (st == CNIS_OK)
		st = process_entry_on(r, n->child_id, n->reviewed, WHERE, &entry, reterr);
	if (st == CNIS_OK)
		st = is_adverse(r, n->outcome, change_today(r), &v.awaiting, reterr);
	if (st != CNIS_OK)
		return st;
	v.entry_id = entry.id;
	v.registered = entry.registered;
	v.known = v.reviewed > v.registered ? v.reviewed : v.registered;
	v.entry_open = entry.open_today;
	v.desk = is_desk(n->method);
	text_copy(v.outcome, sizeof v.outcome, n->outcome);
	st = insert(r, n, next, &v, reasons, voice_note, reterr);
	if (st == CNIS_OK)
		st = insert_evidence(r, &v, evidence, n_evidence, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, v.child_id, reterr);
	if (st == CNIS_OK)
		st = follow_record(r, &v, next, done, reterr);
	done->id = v.id;
	done->child_id = v.child_id;
	done->desk = v.desk;
	done->awaiting = v.awaiting;
	return st;
}

cnis_status
cnis_review_record(cnis_register *r, const cnis_review_new *review, cnis_review_done *ret,
                   cnis_error *reterr)
{
	static const char WHERE[] = "review.record";
	char *reasons = NULL, *voice_note = NULL;
	cnis_review_done done = { .sign_by = CNIS_DAY_NONE,
		                  .next_review = CNIS_DAY_NONE,
		                  .follow_up = CNIS_DAY_NONE };
	cnis_status st = process_text(review->reasons, PROCESS_NOTE_MAX, true, true, WHERE,
	                              "reasons", &reasons, reterr);

	if (st == CNIS_OK)
		st = process_text(review->voice_note, PROCESS_NOTE_MAX, true, false, WHERE,
		                  "voice_note", &voice_note, reterr);
	if (st == CNIS_OK)
		st = change_begin(r, &(change_spec){ .kind = WHERE, .roles = CNIS_ROLE_OFFICER },
		                  reterr);
	if (st != CNIS_OK)
		goto out;
	st = record_tx(r, review, reasons, voice_note, &done, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret = done;
out:
	free(voice_note);
	free(reasons);
	return st;
}

/* ---- signing --------------------------------------------------------------------------------- */

static cnis_status
read_review(cnis_register *r, int64_t id, review_row *ret, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_READ], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", id);
	stmt_int(&c, ":today", change_today(r));
	st = stmt_step(&c, &row, reterr);
	if (st == CNIS_OK && row) {
		*ret = (review_row){ .id = id,
			             .child_id = col_int(&c, 0),
			             .entry_id = col_int(&c, 1),
			             .reviewed = col_day(&c, 2),
			             .desk = col_int(&c, 3) != 0,
			             .officer_id = col_int(&c, 5),
			             .awaiting = strcmp(col_text(&c, 6), "final") != 0,
			             .registered = col_day(&c, 7),
			             .entry_open = col_int(&c, 8) != 0 };
		text_copy(ret->outcome, sizeof ret->outcome, col_text(&c, 4));
	}
	stmt_close(&c);
	if (st == CNIS_OK && !row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "review.sign", "review",
		                 "no such review");
	return st;
}

static cnis_status
write_signature(cnis_register *r, int64_t id, bool agrees, cnis_day on, cnis_error *reterr)
{
	cursor c = { 0 };
	cnis_status st = stmt_open(r->st, &SQL[Q_SIGN], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":officer", r->officer_id);
	stmt_int(&c, ":on", on);
	stmt_text(&c, ":agrees", agrees ? "yes" : "no");
	stmt_int(&c, ":rev", change_rev(r));
	stmt_int(&c, ":id", id);
	st = stmt_run(&c, reterr);
	stmt_close(&c);
	return st;
}

/*
 * The second officer does not agree: the outcome does not stand, and the education is reviewed
 * again within the days a signature has.
 */
static cnis_status
review_again(cnis_register *r, const review_row *v, cnis_day on, cnis_day *ret_due,
             cnis_error *reterr)
{
	char inputs[160];
	text_buf b = text_buf_on(inputs, sizeof inputs);
	int64_t days = 0;
	cnis_day next = CNIS_DAY_NONE;
	cnis_status st = setting_int(r, "review.sign_off_days", on, &days, reterr);

	if (st != CNIS_OK || !v->entry_open)
		return st;
	flat_begin(&b);
	flat_add_day(&b, "from", on);
	flat_add_int(&b, "days", days);
	flat_add(&b, "unit", "working");
	flat_add(&b, "day_one", "next");
	flat_end(&b);
	st = process_due(r, "LOCAL.review.sign-off", inputs, on, &next, reterr);
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &(duty_which){ .kind = "review", .entry_id = v->entry_id },
		                     DUTY_SUPERSEDED, on, "review.sign", NULL, reterr);
	if (st == CNIS_OK)
		st = open_next(r, v, next, on, ret_due, reterr);
	return st;
}

static cnis_status
sign_tx(cnis_register *r, int64_t id, bool agrees, cnis_day on, cnis_review_done *done,
        cnis_error *reterr)
{
	static const char WHERE[] = "review.sign";
	review_row v = { 0 };
	cnis_status st = read_review(r, id, &v, reterr);

	if (st == CNIS_OK && !v.awaiting)
		st = cnis_refuse(reterr, "LOCAL.review.second-officer", WHERE, "review",
		                 "no signature is awaited");
	if (st == CNIS_OK && v.officer_id == r->officer_id)
		st = cnis_refuse(reterr, "LOCAL.review.second-officer", WHERE, "review",
		                 "the officer who reviewed cannot sign: another officer must");
	if (st == CNIS_OK)
		st = process_day(r, on, v.reviewed, "the review", WHERE, "on", reterr);
	if (st == CNIS_OK)
		st = write_signature(r, id, agrees, on, reterr);
	if (st == CNIS_OK)
		st = change_touch(r, v.child_id, reterr);
	if (st == CNIS_OK)
		st = agrees ? follow_final(r, &v, on, &done->follow_up, reterr)
		            : review_again(r, &v, on, &done->next_review, reterr);
	/* last: the entry must never be without a duty in between */
	if (st == CNIS_OK)
		st = duty_end_all_tx(r, &(duty_which){ .kind = "sign_off", .review_id = id },
		                     DUTY_MET, on, WHERE, NULL, reterr);
	done->id = id;
	done->child_id = v.child_id;
	done->desk = v.desk;
	return st;
}

cnis_status
cnis_review_sign(cnis_register *r, int64_t id, int64_t rev, bool agrees, cnis_day on,
                 cnis_review_done *ret, cnis_error *reterr)
{
	cnis_review_done done = { .sign_by = CNIS_DAY_NONE,
		                  .next_review = CNIS_DAY_NONE,
		                  .follow_up = CNIS_DAY_NONE };
	cnis_status st = change_begin(
	    r,
	    &(change_spec){ .kind = "review.sign", .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER },
	    reterr);

	if (st != CNIS_OK)
		return st;
	if (rev != 0)
		st = change_expect(r, "review", id, rev, reterr);
	if (st == CNIS_OK)
		st = sign_tx(r, id, agrees, on, &done, reterr);
	st = change_end(r, st, reterr);
	if (st == CNIS_OK)
		*ret = done;
	return st;
}

/* Reviews of the education, as they are recorded.  Signing: review_sign.c. */
#include "domain/review_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/communication.h"
#include "domain/duty.h"
#include "domain/process.h"
#include "domain/setting.h"

enum { EVIDENCE_MAX = 12, EVIDENCE_SIZE = 32 };

static const char NOT_RECORDED[] = "not_recorded";

/* clang-format off */
enum { Q_INSERT, Q_EVIDENCE, Q_LATER, Q_COUNT };
static const store_sql SQL[Q_COUNT] = {
	[Q_INSERT] = { "review.insert",
		"INSERT INTO review (child_id, entry_id, reviewed_day, method, desk, outcome, reasons,"
		" interpreter, voice, voice_note, next_day, officer_id, state, recorded_at, rev)"
		" VALUES (:child, :entry, :on, :method, :desk, :outcome, :reasons, :interpreter, :voice,"
		" :voice_note, :next, :officer, :state, :at, :rev)" },
	[Q_EVIDENCE] = { "review.evidence",
		"INSERT INTO review_evidence (child_id, review_id, kind, rev)"
		" VALUES (:child, :review, :kind, :rev)" },
	[Q_LATER] = { "review.later",
		"SELECT 1 FROM review WHERE entry_id = :entry AND reviewed_day > :on LIMIT 1" },
};
/* clang-format on */

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
	if (st == CNIS_OK && !n->earlier &&
	    (strcmp(n->method, NOT_RECORDED) == 0 || strcmp(n->voice, NOT_RECORDED) == 0 ||
	     word_in(n->evidence, NOT_RECORDED)))
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE,
		                 strcmp(n->method, NOT_RECORDED) == 0  ? "method"
		                 : strcmp(n->voice, NOT_RECORDED) == 0 ? "voice"
		                                                       : "evidence",
		                 "not_recorded is for reviews of a previous system");
	if (st == CNIS_OK && next != CNIS_DAY_NONE && next <= n->reviewed)
		return cnis_fail(reterr, CNIS_EINVAL, 0, WHERE, "next",
		                 "the next review is not after this one");
	return st;
}

static bool
is_desk(const char *method)
{
	return strcmp(method, NOT_RECORDED) == 0 || strcmp(method, "post") == 0 ||
	       strcmp(method, "email") == 0 || strcmp(method, "report") == 0;
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
	stmt_text(&c, ":interpreter", text_empty(n->interpreter) ? NULL : n->interpreter);
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
follow_record(cnis_register *r, const review_row *v, const cnis_review_new *n, cnis_day next,
              cnis_review_done *done, cnis_error *reterr)
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
		st = review_next_tx(r, v, next, v->known, &done->next_review, reterr);
	if (st == CNIS_OK && v->awaiting)
		return review_local_tx(r, v, "sign_off", "LOCAL.review.sign-off",
		                       "review.sign_off_days", "working", v->known, &done->sign_by,
		                       reterr);
	if (st == CNIS_OK && !later && !n->earlier)
		st = review_follow_tx(r, v, v->known, &done->follow_up, reterr);
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
	/* what was not assessed decides nothing, and nobody can be heard again about what is past
	 */
	if (st == CNIS_OK && !n->earlier && strcmp(n->outcome, "not_assessed") != 0)
		st = communication_decision_tx(r, n->child_id, n->interpreter, n->reviewed, WHERE,
		                               reterr);
	else if (st == CNIS_OK)
		st = communication_interpreter(r, n->interpreter, WHERE, reterr);
	if (st == CNIS_OK && !n->earlier)
		st = is_adverse(r, n->outcome, change_today(r), &v.awaiting, reterr);
	if (st != CNIS_OK)
		return st;
	v.child_id = entry.child_id;
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
		st = follow_record(r, &v, n, next, done, reterr);
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

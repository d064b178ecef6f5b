/* Settings: one table of all of them, and their dated values. */
#include "domain/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/change.h"

enum { VALUE_SIZE = 201 };

/* clang-format off */
/* Ordered by name.  `why` cites the section, or says INFERENCE where no law gives the number. */
static const cnis_setting settings[] = {
	{ "absence.review_days", "days", "20", "",
	  "working days to ask after a pupil on a roll and absent; local policy" },
	{ "access.begun", "text", "", "",
	  "when the present access log was begun after one was lost, as doctor spells it: puts that on record" },
	{ "approaching.before_days", "days", "28", "",
	  "calendar days before school age starts by which it is settled what happens; local policy" },
	{ "cme.enquiry_days", "days", "10", "",
	  "school days to enquire into a child missing education; INFERENCE from SI 2024/208 reg. 9(1)(h)"
	  " and reg. 9(1)(i); working days when no school calendar is recorded" },
	{ "complaint.acknowledge_days", "days", "3", "",
	  "working days to acknowledge a complaint; local policy" },
	{ "complaint.data_protection_days", "days", "30", "",
	  "calendar days to answer a complaint about personal data; local policy" },
	{ "complaint.ombudsman_days", "days", "20", "",
	  "working days to answer the Ombudsman; the letter may say otherwise; local policy" },
	{ "complaint.own_days", "days", "20", "",
	  "working days to answer a complaint of the authority's own procedure; local policy" },
	{ "consent.await_days", "days", "10", "",
	  "working days to wait for another authority's decision before it is chased; local policy" },
	{ "consent.check_days", "days", "2", "",
	  "working days to settle whether a pupil may leave the roll; local policy" },
	{ "consent.decide_days", "days", "10", "",
	  "working days to decide a consent application; INFERENCE: s. 434A(6) says without undue delay" },
	{ "consent.pass_days", "days", "2", "",
	  "working days to pass an application on when another authority is the relevant one, s. 434A(13);"
	  " local policy" },
	{ "consent.serve_days", "days", "2", "",
	  "working days to serve notice of the decision; INFERENCE: s. 434A(8) gives no number" },
	{ "content.s436c2.a", "choice", "no", "no yes",
	  "whether s. 436C(2)(a) is prescribed: protected characteristics; no regulations are known" },
	{ "content.s436c2.b", "choice", "no", "no yes",
	  "whether s. 436C(2)(b) is prescribed: special educational needs and EHC plans; no regulations are known" },
	{ "content.s436c2.d", "choice", "no", "no yes",
	  "whether s. 436C(2)(d) is prescribed: s. 47 enquiries and what followed; no regulations are known" },
	{ "content.s436c2.e", "choice", "no", "no yes",
	  "whether s. 436C(2)(e) is prescribed: whether in need, Children Act 1989 Part 3; no regulations are known" },
	{ "content.s436c2.g", "choice", "no", "no yes",
	  "whether s. 436C(2)(g) is prescribed: whether looked after; no regulations are known" },
	{ "content.s436c2.h", "choice", "no", "no yes",
	  "whether s. 436C(2)(h) is prescribed: reasons for meeting condition C; no regulations are known" },
	{ "content.s436c2.i", "choice", "no", "no yes",
	  "whether s. 436C(2)(i) is prescribed: whether identified under s. 436A; no regulations are known" },
	{ "content.s436c2.j", "choice", "no", "no yes",
	  "whether s. 436C(2)(j) is prescribed: schools attended; no regulations are known" },
	{ "content.s436c2.k", "choice", "no", "no yes",
	  "whether s. 436C(2)(k) is prescribed: support under s. 436G; no regulations are known" },
	{ "content.s436c2.l", "choice", "no", "no yes",
	  "whether s. 436C(2)(l) is prescribed: actions under ss. 436I to 436Q; no regulations are known" },
	{ "content.s436c2.m", "choice", "no", "no yes",
	  "whether s. 436C(2)(m) is prescribed: young carers; no regulations are known" },
	{ "content.s436c2.n", "choice", "no", "no yes",
	  "whether s. 436C(2)(n) is prescribed: what was considered, and outcomes; no regulations are known" },
	{ "content.s436c2.o", "choice", "no", "no yes",
	  "whether s. 436C(2)(o) is prescribed: other information; no regulations are known" },
	{ "content.s436c3", "choice", "no", "no yes",
	  "whether the authority holds other information it considers appropriate, s. 436C(3)" },
	{ "court.check_days", "days", "2", "",
	  "working days to look at an order of a court before the education is decided about; local policy" },
	{ "court.keep_apart_days", "days", "1", "",
	  "working days to decide what must not reach somebody who is kept away; local policy" },
	{ "death.letters_days", "days", "1", "",
	  "working days to decide whether letters to the family of a child who died go out; local policy" },
	{ "death.told_days", "days", "1", "",
	  "working days in which whoever has work about a child who died stops what is arranged; local policy" },
	{ "dispose.nightly", "choice", "forwarded", "none forwarded all",
	  "what a night disposes of by itself when its last day is past: what was sent on, or documents and"
	  " what was taken back too; UK GDPR Art. 5(1)(e), that it happens by itself is local policy" },
	{ "dispose.undone_days", "days", "30", "",
	  "calendar days after an undo that what arrived, or a document, which it took back as a whole stays"
	  " in the journal; UK GDPR Art. 5(1)(e), the number is local policy" },
	{ "document.max_bytes", "bytes", "10485760", "",
	  "the largest file that is kept as a document; local policy" },
	{ "duplicate.alert_days", "days", "2", "",
	  "working days for a custodian to settle whether a child somebody recorded is one of theirs;"
	  " local policy" },
	{ "estimate.range", "choice", "high", "low middle high",
	  "which figure of a range of hours counts; INFERENCE: s. 436C(4) leaves the way of estimating open" },
	{ "forward.receipt_days", "days", "5", "",
	  "working days to wait for another authority's receipt before it is chased; local policy" },
	{ "forward.send_days", "days", "2", "",
	  "working days to tell the authority in whose area a child lives; INFERENCE: s. 434A(5) gives no number" },
	{ "gate.child_protection", "choice", "require", "off advise require",
	  "the authority's own gate: written consent before home education while a child protection plan"
	  " or s47 matter is open, or s47(8) action ended within five years; local policy, no power comes"
	  " from it" },
	{ "gate.child_protection.policy", "text", "", "",
	  "where the policy behind gate.child_protection is written" },
	{ "gate.earlier_grant_stands", "choice", "yes", "yes no",
	  "whether consent granted under the authority's own gate still counts when statute asks for"
	  " consent before the name is removed; no: it is applied for anew; local policy: s. 434A does"
	  " not say" },
	{ "gate.ehc", "choice", "require", "off advise require",
	  "the authority's own gate: written consent before home education with an EHC plan; local policy:"
	  " an EHC plan alone is no statutory ground" },
	{ "gate.ehc.policy", "text", "", "",
	  "where the policy behind gate.ehc is written" },
	{ "glass.hours_max", "hours", "8", "",
	  "hours a restricted record may be opened for by break-glass, at most; local policy" },
	{ "glass.review_days", "days", "1", "",
	  "working days for the custodian to look into a break-glass; local policy" },
	{ "incident.assess_days", "days", "1", "",
	  "working days for a manager to look into what went to the wrong place; local policy: UK GDPR"
	  " Art. 33 gives 72 hours to tell the Commissioner where it must be told" },
	{ "intake.follow_days", "days", "5", "",
	  "working days for whoever has the family to read what arrived about it; local policy" },
	{ "intake.forwarded_keep_days", "days", "90", "",
	  "calendar days to keep what was not ours and was sent on; UK GDPR Art. 5(1)(e), the number is"
	  " local policy" },
	{ "intake.next_days", "days", "10", "",
	  "working days ahead the next step of an intake may lie; beyond it a manager; local policy" },
	{ "intake.receipt_days", "days", "5", "",
	  "working days to wait for the receipt of what was not ours and was sent on before it is chased;"
	  " local policy" },
	{ "intake.triage_days", "days", "1", "",
	  "working days to say what has arrived, from the day it arrived; local policy" },
	{ "law.s37.in_force_from", "day", "", "",
	  "day s. 37 of the 2026 Act (consent to withdraw, s. 434A) comes into force; unset: not in force" },
	{ "law.s38.in_force_from", "day", "", "",
	  "day s. 38 (registers, ss. 436B to 436G) comes into force; unset: not in force" },
	{ "law.s39.in_force_from", "day", "", "",
	  "day s. 39 (preliminary notices and orders, ss. 436H to 436Q) comes into force; unset: not in force" },
	{ "leaver.handover_days", "days", "28", "",
	  "calendar days after school age by which what is open is handed over; local policy" },
	{ "list.due_days", "days", "14", "",
	  "how many days ahead the due list looks; convenience" },
	{ "looked_after.tell_days", "days", "1", "",
	  "working days to tell the social worker of a looked-after child; local policy" },
	{ "nightly.expected", "choice", "no", "no yes",
	  "whether doctor fails when last night's run is missing although no night was ever recorded" },
	{ "private_fostering.notify_days", "days", "1", "",
	  "working days to tell the team for private fostering; local policy" },
	{ "query.days", "days", "5", "",
	  "working days to settle a query; local policy" },
	{ "queue.allocate_days", "days", "1", "",
	  "working days to give work in the queue an owner; local policy" },
	{ "queue.keeper", "text", "", "",
	  "login of who has the work that waits for an owner; unset: a manager" },
	{ "restore.answered", "text", "", "",
	  "the restore.since whose sealings and restrictions were done again, as doctor spells it: puts that on record" },
	{ "restore.since", "text", "", "",
	  "set by restore: after this instant there may be sealings and restrictions that the register put back does not know" },
	{ "retention.backup_days", "days", "30", "",
	  "days after which a backup expires; UK GDPR Art. 5(1)(e), the number is local policy" },
	{ "review.adverse", "text", "appears_not_suitable more_information", "",
	  "outcomes of a review that are adverse and need a second officer's signature, space-separated;"
	  " local policy" },
	{ "review.first_months", "months", "3", "",
	  "months from registration to the first review of the education; local policy under s. 436A" },
	{ "review.more_information_days", "days", "15", "",
	  "calendar days to ask for more information after a review; local policy" },
	{ "review.sign_off_days", "days", "5", "",
	  "working days for a second officer to sign an adverse outcome; local policy" },
	{ "review.unsuitable_days", "days", "5", "",
	  "working days to decide the next step after a review that does not appear suitable; local policy" },
	{ "review.yearly_months", "months", "12", "",
	  "months between reviews of the education; local policy under s. 436A" },
	{ "rule.school_year.starts", "day-of-year", "09-01", "",
	  "first day of the school year; INFERENCE: s. 579(1) leaves the beginning to the school term" },
	{ "s19.decide_days", "days", "15", "",
	  "school days to decide under s. 19 for a pupil absent for health; INFERENCE: s. 19 gives no number,"
	  " DfE guidance speaks of 15 days; working days when no school calendar is recorded" },
	{ "s436h5.consider_days", "days", "5", "",
	  "calendar days to consider s. 436H(5), beginning with the day of what calls for it; local policy:"
	  " s. 436H(10)(b) gives five days to serve, not to consider" },
	{ "sheet.days", "days", "0", "",
	  "calendar days from registration, and from the last sheets, until each parent is given a sheet of what is held; 0: none is due; 365 for once a year; local policy" },
	{ "social_care.speak_days", "days", "1", "",
	  "working days to speak to social care before s. 39 is in force; local policy" },
	{ "threshold.436c.combine", "choice", "any", "any all",
	  "whether any one or all of the measures set must be exceeded, s. 436C(1)(g)" },
	{ "threshold.436c.hours", "number", "", "",
	  "more than these hours in the period: the prescribed amount of time for the register, s. 436C(1)(g); unset: not measured so" },
	{ "threshold.436c.period_weeks", "number", "1", "",
	  "weeks of the period those hours are counted in, s. 436C(1)(g)" },
	{ "threshold.436c.share_of_education", "number", "", "",
	  "more than this percentage of all the time receiving education, s. 436C(1)(g); unset: not measured so" },
	{ "threshold.436c.share_of_period", "number", "", "",
	  "more than this percentage of a week, s. 436C(1)(g); unset: not measured so" },
	{ "threshold.436c.week_hours", "number", "168", "",
	  "hours a week counts as for that percentage; INFERENCE: all of them, s. 436C(1)(g)" },
	{ "threshold.436e.combine", "choice", "any", "any all",
	  "whether any one or all of the measures set must be exceeded, s. 436E(1)" },
	{ "threshold.436e.hours", "number", "", "",
	  "more than these hours in the period: the prescribed amount of time for a notice to a provider, s. 436E(1); unset: not measured so" },
	{ "threshold.436e.period_weeks", "number", "1", "",
	  "weeks of the period those hours are counted in, s. 436E(1)" },
	{ "threshold.436e.share_of_education", "number", "", "",
	  "more than this percentage of all the time receiving education, s. 436E(1); unset: not measured so" },
	{ "threshold.436e.share_of_period", "number", "", "",
	  "more than this percentage of a week, s. 436E(1); unset: not measured so" },
	{ "threshold.436e.week_hours", "number", "168", "",
	  "hours a week counts as for that percentage; INFERENCE: all of them, s. 436E(1)" },
	{ "told.privacy_notice.version", "text", "", "",
	  "version of the privacy notice in use (UK GDPR Art. 13 and 14); up to 60 characters" },
	{ "told.support_pack.version", "text", "", "",
	  "version of the pack on rights and support in use; up to 60 characters" },
	{ "travel.return_days", "days", "5", "",
	  "working days after the day a child who is away is expected back, to find out whether it is; local"
	  " policy" },
	{ "verify.full_days", "days", "7", "",
	  "days between full replays of the journal by nightly; in between it replays what is new into its"
	  " standby copy" },
	{ "withdrawal.manager_days", "days", "0", "",
	  "calendar days for a manager to look at a withdrawal with child protection; 0: the same day;"
	  " local policy" },
	{ "withdrawal.register_days", "days", "5", "",
	  "working days to register the child after the name has left the roll; local policy" },
};

enum { Q_ON };
static const store_sql sql[] = {
	[Q_ON] = { "setting.on",
		"SELECT value, from_day FROM setting WHERE name = :name AND from_day <= :on"
		" AND (to_day IS NULL OR to_day >= :on) ORDER BY from_day DESC, id DESC LIMIT 1" },
};
/* clang-format on */

size_t
cnis_setting_count(void)
{
	return sizeof(settings) / sizeof(settings[0]);
}

const cnis_setting *
cnis_setting_at(size_t i)
{
	return i < cnis_setting_count() ? &settings[i] : NULL;
}

const cnis_setting *
cnis_setting_find(const char *name)
{
	for (size_t i = 0; name != NULL && i < cnis_setting_count(); i++)
		if (strcmp(settings[i].name, name) == 0)
			return &settings[i];
	return NULL;
}

static cnis_status
unknown(cnis_error *reterr)
{
	return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "setting.get", "name",
	                 "no setting has this name; see config list");
}

cnis_status
cnis_setting_get(cnis_register *r, const char *name, cnis_day on, char buf[201], cnis_day *ret_from,
                 cnis_error *reterr)
{
	const cnis_setting *s = cnis_setting_find(name);
	cursor c = { 0 };
	bool row = false;
	cnis_status st;

	if (s == NULL)
		return unknown(reterr);
	st = stmt_open(r->st, &sql[Q_ON], &c, reterr);
	if (st == CNIS_OK) {
		stmt_text(&c, ":name", s->name);
		stmt_day(&c, ":on", on == CNIS_DAY_NONE ? store_today(r->st) : on);
		st = stmt_step(&c, &row, reterr);
	}
	if (st == CNIS_OK) {
		(void)text_copy(buf, VALUE_SIZE, row ? col_text(&c, 0) : s->default_value);
		if (ret_from != NULL)
			*ret_from = row ? col_day(&c, 1) : CNIS_DAY_NONE;
	}
	stmt_close(&c);
	return st;
}

cnis_status
setting_text(cnis_register *r, const char *name, cnis_day on, char buf[201], cnis_error *reterr)
{
	return cnis_setting_get(r, name, on, buf, NULL, reterr);
}

cnis_status
setting_int(cnis_register *r, const char *name, cnis_day on, int64_t *ret, cnis_error *reterr)
{
	char buf[VALUE_SIZE] = "";
	int64_t value = 0;
	cnis_status st = cnis_setting_get(r, name, on, buf, NULL, reterr);

	if (st != CNIS_OK)
		return st;
	if (!text_int(buf, &value))
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, "setting.get", name,
		                 "the value of setting '%s' is no number", name);
	*ret = value;
	return CNIS_OK;
}

cnis_status
setting_day(cnis_register *r, const char *name, cnis_day on, cnis_day *ret, cnis_error *reterr)
{
	char buf[VALUE_SIZE] = "";
	cnis_day value = CNIS_DAY_NONE;
	cnis_status st = cnis_setting_get(r, name, on, buf, NULL, reterr);

	if (st != CNIS_OK)
		return st;
	if (buf[0] != '\0' && cnis_day_parse(buf, &value) != CNIS_OK)
		return cnis_fail(reterr, CNIS_ECORRUPT, 0, "setting.get", name,
		                 "the value of setting '%s' is no date", name);
	*ret = value;
	return CNIS_OK;
}

cnis_status
setting_in_force(cnis_register *r, int section, cnis_day on, bool *ret, cnis_error *reterr)
{
	const char *name = section == 37   ? "law.s37.in_force_from"
	                   : section == 38 ? "law.s38.in_force_from"
	                                   : "law.s39.in_force_from";
	cnis_day from = CNIS_DAY_NONE;
	cnis_status st = setting_day(r, name, on, &from, reterr);

	if (st == CNIS_OK)
		*ret = from != CNIS_DAY_NONE && from <= on;
	return st;
}

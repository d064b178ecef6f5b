/* Rows that are a need, a review or a contact of a child who is here. */
#include <stdlib.h>
#include <string.h>

#include <cnis/flag.h>
#include <cnis/review.h>

#include "base/error.h"
#include "base/mem.h"
#include "base/text.h"
#include "domain/contact.h"
#include "domain/sealed.h"
#include "exchange/import_sheet.h"

/* The child of the row; t->rejected when it is not here.  The key is the first field of each. */
static cnis_status
whose(sheet_take *t)
{
	cnis_status st = link_child(t, t->text[0], &t->child_id);

	if (st == CNIS_OK && t->child_id == 0)
		return sheet_reject(t, 0, WRONG_LINK, "", "no child with this number is here");
	return st;
}

/* Keep the row, or say why it is not taken. */
static cnis_status
finish(sheet_take *t, cnis_status st)
{
	if (st == CNIS_OK)
		st = link_keep(t, t->child_id, 0, NULL, NULL);
	return st == CNIS_OK ? CNIS_OK : sheet_answer(t, st);
}

/* "TEXT (LEAD: WHO)"; free().  NULL when memory is gone. */
static char *
with_writer(const char *text, const char *lead, const char *who)
{
	size_t size = strlen(lead) + strlen(who) + 6 + (text == NULL ? 0 : strlen(text));
	char *both = mem_new(size, 1);
	text_buf b;

	if (both == NULL)
		return NULL;
	b = text_buf_on(both, size);
	if (text != NULL) {
		text_add(&b, text);
		text_add(&b, "\n");
	}
	text_add(&b, lead);
	text_add(&b, ": ");
	text_add(&b, who);
	return both;
}

cnis_status
needs_take(sheet_take *t)
{
	cnis_flag_new n = { .size = sizeof(n),
		            .kind = t->text[NEE_KIND],
		            .authority = t->text[NEE_AUTHORITY],
		            .significant_harm = t->text[NEE_HARM],
		            .provision = t->text[NEE_PROVISION],
		            .reviewed = t->day[NEE_REVIEWED],
		            .confirmed_by = t->text[NEE_CONFIRMED],
		            .note = t->text[NEE_NOTE],
		            .fact = { .from = t->day[NEE_FROM],
		                      .to = t->day[NEE_TO],
		                      .received = sheet_received(t, NEE_RECEIVED),
		                      .source = sheet_source(t, NEE_SOURCE) } };
	int64_t id = 0;
	cnis_status st = whose(t);

	if (st != CNIS_OK || t->rejected)
		return st;
	n.child_id = t->child_id;
	return finish(t, cnis_flag_add(t->r, &n, &id, t->err));
}

/* What an old list does not say of a review is not made up. */
static const char *
or_not_recorded(sheet_take *t, int field, sheet_assumption a)
{
	if (t->text[field] != NULL)
		return t->text[field];
	sheet_assume(t, a);
	return "not_recorded";
}

cnis_status
reviews_take(sheet_take *t)
{
	cnis_review_new n = { .size = sizeof(n),
		              .reviewed = t->day[REV_ON],
		              .outcome = t->text[REV_OUTCOME],
		              .voice_note = t->text[REV_VOICE_NOTE],
		              .next = t->day[REV_NEXT],
		              .earlier = true };
	cnis_review_done done = { .id = 0 };
	char *reasons = NULL;
	cnis_status st = whose(t);

	if (st != CNIS_OK || t->rejected)
		return st;
	n.child_id = t->child_id;
	n.method = or_not_recorded(t, REV_METHOD, ASSUMED_METHOD);
	n.evidence = or_not_recorded(t, REV_EVIDENCE, ASSUMED_EVIDENCE);
	n.voice = or_not_recorded(t, REV_VOICE, ASSUMED_VOICE);
	n.reasons = t->text[REV_REASONS];
	if (t->text[REV_REVIEWER] != NULL) {
		reasons = with_writer(n.reasons, "Reviewer in the previous system",
		                      t->text[REV_REVIEWER]);
		if (reasons == NULL)
			return cnis_nomem(t->err, "import.rows");
		n.reasons = reasons;
		sheet_assume(t, ASSUMED_REVIEWER);
	}
	if (strcmp(n.outcome, "suitable") != 0)
		sheet_assume(t, ASSUMED_SETTLED);
	st = finish(t, cnis_review_record(t->r, &n, &done, t->err));
	free(reasons);
	return st;
}

cnis_status
contacts_take(sheet_take *t)
{
	cnis_contact_new n = { .size = sizeof(n),
		               .on = t->day[CON_ON],
		               .method = t->text[CON_METHOD],
		               .direction = t->text[CON_DIRECTION],
		               .outcome = t->text[CON_OUTCOME],
		               .note = t->text[CON_NOTE] };
	char *note = NULL;
	int64_t id = 0;
	int64_t child = 0;
	cnis_status st = whose(t);

	if (st == CNIS_OK && !t->rejected && t->text[CON_PERSON] != NULL) {
		st = link_person(t, t->text[CON_PERSON], &n.person_id, &child);
		if (st == CNIS_OK && n.person_id == 0)
			return sheet_reject(t, CON_PERSON, WRONG_LINK, "",
			                    "no adult with this number is here");
	}
	if (st != CNIS_OK || t->rejected)
		return st;
	n.child_id = t->child_id;
	st = n.person_id == 0
	         ? CNIS_OK
	         : sealed_adult_tx(t->r, n.child_id, false, NULL, &n.person_id, t->err);
	if (st != CNIS_OK)
		return st;
	if (n.direction == NULL)
		sheet_assume(t, ASSUMED_DIRECTION);
	if (t->text[CON_BY] != NULL) {
		note = with_writer(n.note, "Written in the previous system by", t->text[CON_BY]);
		if (note == NULL)
			return cnis_nomem(t->err, "import.rows");
		n.note = note;
		sheet_assume(t, ASSUMED_WRITER);
	}
	st = finish(t, contact_history(t->r, &n, &id, t->err));
	free(note);
	return st;
}

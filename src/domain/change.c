/* The one write path: who may, what was touched, what must hold before it is committed. */
#include "domain/change.h"

#include <stdlib.h>
#include <string.h>
#include <uuid/uuid.h>

#include <cnis/reference.h>

#include "base/error.h"
#include "base/text.h"
#include "domain/duplicate.h"
#include "domain/duty.h"
#include "domain/officer.h"
#include "domain/sealed.h"
#include "domain/sight.h"
#include "domain/told.h"
#include "domain/withheld.h"
#include "store/free_text.h"

/* Any role makes a current officer; none of them is implied by another. */
static cnis_status
check_roles(const cnis_register *r, const change_spec *spec, cnis_error *reterr)
{
	char words[96];

	if (r->officer_id == 0)
		return cnis_fail(reterr, CNIS_EPERM, 0, spec->kind, "login",
		                 "this account is no current officer of the register");
	if (spec->roles == 0 || (r->roles & spec->roles) != 0)
		return CNIS_OK;
	return cnis_fail(reterr, CNIS_EPERM, 0, spec->kind, "role",
	                 "this needs one of the roles: %s", cnis_role_words(spec->roles, words));
}

static void
over(cnis_register *r)
{
	r->depth = 0;
	r->touched.n = 0;
	r->recorded.n = 0;
	r->out_of_sight = false;
	r->heard = CNIS_DAY_NONE;
	(void)sight_whole(r, false);
}

static void
abandon(cnis_register *r)
{
	if (r->depth > 0)
		store_rollback(r->st);
	over(r);
}

/* What the journal calls the command; stands until the change ends. */
static const char *
command_of(cnis_register *r, const change_spec *spec)
{
	char ref[CNIS_REFERENCE_SIZE];
	text_buf b = text_buf_on(r->about, sizeof(r->about));

	if (spec->command == NULL)
		return r->command[0] != '\0' ? r->command : spec->kind;
	if (spec->letter == '\0')
		return spec->command;
	text_add(&b, spec->command);
	text_add(&b, " ");
	text_add(&b, cnis_reference_format(spec->letter, spec->id, ref));
	return r->about;
}

cnis_status
change_begin(cnis_register *r, const change_spec *spec, cnis_error *reterr)
{
	store_entry entry = { 0 };
	cnis_status st = CNIS_OK;

	if (r->clone)
		st = cnis_fail(reterr, CNIS_EREADONLY, 0, spec->kind, NULL,
		               "what was known at a past instant can only be read");
	if (st == CNIS_OK)
		st = check_roles(r, spec, reterr);
	if (st != CNIS_OK) {
		abandon(r);
		return st;
	}
	if (r->depth > 0) {
		r->depth++;
		return CNIS_OK;
	}
	entry.officer = r->login;
	entry.kind = spec->kind;
	entry.command = command_of(r, spec);
	entry.batch = spec->batch;
	entry.reason = spec->reason;
	entry.undo = spec->undo;
	entry.undoes = spec->undoes;
	entry.dry_run = r->dry_run || spec->rehearsal;
	entry.unrecorded = spec->rehearsal;
	if (!store_views(r->st))
		st = sight_load(r, reterr);
	if (st == CNIS_OK && !free_text_netted(r->st)) /* no view is made inside a change */
		st = withheld_load(r, reterr);
	if (st == CNIS_OK)
		st = store_begin(r->st, &entry, reterr);
	if (st != CNIS_OK)
		return st;
	r->depth = 1;
	r->touched.n = 0;
	r->in_batch = spec->batch != NULL;
	r->heard = CNIS_DAY_NONE;
	st = sight_load(r, reterr);
	if (st == CNIS_OK)
		st = withheld_load(r, reterr);
	if (st == CNIS_OK)
		st = sealed_load(r, reterr);
	if (st != CNIS_OK) {
		abandon(r);
		return st;
	}
	(void)sight_whole(r, spec->whole);
	return CNIS_OK;
}

/* What was changed although it is kept from who changed it: a statement asked too little. */
static cnis_status
check_sight(const cnis_register *r, cnis_error *reterr)
{
	return r->out_of_sight
	           ? cnis_fail(reterr, CNIS_ENOTFOUND, 0, "change.end", "child", "no such child")
	           : CNIS_OK;
}

static cnis_status
finish(cnis_register *r, cnis_error *reterr)
{
	int64_t seq = 0;
	id_list recorded = { 0 };
	cnis_status st = check_sight(r, reterr);

	if (st == CNIS_OK)
		st = sealed_check_tx(r, reterr);
	if (st == CNIS_OK)
		st = change_heard_end(r, reterr);
	for (size_t i = 0; i < r->touched.n && st == CNIS_OK; i++)
		st = duty_invariant_tx(r, r->touched.id[i], reterr);
	if (st == CNIS_OK)
		st = store_commit(r->st, &seq, reterr);
	if (st != CNIS_OK)
		store_rollback(r->st);
	else if (seq != 0)
		r->last_seq = seq;
	r->wrote_withheld = r->wrote_withheld || (st == CNIS_OK && free_text_caught(r->st));
	if (st == CNIS_OK && seq != 0) { /* the alert is a change of its own */
		recorded = r->recorded;
		r->recorded = (id_list){ 0 };
	}
	over(r);
	if (st == CNIS_OK) /* of the very first withholding: until now nothing was shown */
		(void)free_text_views(r->st, NULL);
	if (recorded.n > 0)
		duplicate_alert(r, &recorded);
	free(recorded.id);
	return st;
}

cnis_status
change_begin_about(cnis_register *r, const char *kind, const char *words, char letter, int64_t id,
                   cnis_error *reterr)
{
	const change_spec spec = { .kind = kind,
		                   .command = words,
		                   .letter = letter,
		                   .id = id,
		                   .roles = CNIS_ROLE_OFFICER | CNIS_ROLE_MANAGER |
		                            CNIS_ROLE_SAFEGUARDING,
		                   .undo = STORE_UNDOABLE };

	return change_begin(r, &spec, reterr);
}

cnis_status
change_end(cnis_register *r, cnis_status st, cnis_error *reterr)
{
	if (r->depth == 0) {
		if (st != CNIS_OK)
			return st;
		return cnis_fail(reterr, CNIS_EINVAL, 0, "change.end", NULL,
		                 "the change was abandoned before; nothing was written");
	}
	if (r->depth > 1) {
		r->depth--;
		return st;
	}
	if (st == CNIS_OK)
		return finish(r, reterr);
	store_rollback(r->st);
	over(r);
	return st;
}

int64_t
change_rev(const cnis_register *r)
{
	return store_seq(r->st);
}

int64_t
change_now(const cnis_register *r)
{
	return store_now(r->st);
}

cnis_day
change_today(const cnis_register *r)
{
	return store_today(r->st);
}

void
change_heard(cnis_register *r, cnis_day received)
{
	cnis_day day = received == CNIS_DAY_NONE ? change_today(r) : received;

	if (!r->in_batch && (r->heard == CNIS_DAY_NONE || day < r->heard))
		r->heard = day;
}

cnis_status
change_heard_end(cnis_register *r, cnis_error *reterr)
{
	cnis_status st = CNIS_OK;

	/* the duty it opens touches its child again, which is there already */
	for (size_t i = 0; r->heard != CNIS_DAY_NONE && i < r->touched.n && st == CNIS_OK; i++)
		st = told_heard_tx(r, r->touched.id[i], r->heard, reterr);
	r->heard = CNIS_DAY_NONE;
	return st;
}

cnis_status
change_touch(cnis_register *r, int64_t child_id, cnis_error *reterr)
{
	if (sight_kept_back(r, child_id) && !sight_is_whole(r))
		r->out_of_sight = true;
	return id_list_has(&r->touched, child_id)
	           ? CNIS_OK
	           : id_list_add(&r->touched, child_id, "change.touch", reterr);
}

/* clang-format off */
#define EXPECT(t) { "expect." #t, "SELECT rev FROM " #t " WHERE id = :id" }
static const store_sql expect_sql[] = {
	EXPECT(address), EXPECT(calendar_day), EXPECT(child), EXPECT(child_name),
	EXPECT(child_residence), EXPECT(consent_application), EXPECT(consent_decision),
	EXPECT(consent_reference), EXPECT(consent_service), EXPECT(consent_test), EXPECT(contact),
	EXPECT(duty), EXPECT(duty_owner), EXPECT(education_information), EXPECT(entry),
	EXPECT(entry_reason), EXPECT(flag), EXPECT(home_consideration), EXPECT(identifier),
	EXPECT(officer), EXPECT(officer_role), EXPECT(person), EXPECT(person_name),
	EXPECT(person_residence), EXPECT(provision), EXPECT(relationship), EXPECT(review),
	EXPECT(review_evidence), EXPECT(seen), EXPECT(setting), EXPECT(withdrawal),
};
#undef EXPECT
/* clang-format on */

cnis_status
change_expect(cnis_register *r, const char *table, int64_t id, int64_t rev, cnis_error *reterr)
{
	const store_sql *sql = NULL;
	cursor c = { 0 };
	bool row = false;
	int64_t now = 0;
	cnis_status st;

	for (size_t i = 0; i < sizeof(expect_sql) / sizeof(expect_sql[0]); i++)
		if (strcmp(expect_sql[i].name + strlen("expect."), table) == 0)
			sql = &expect_sql[i];
	if (sql == NULL)
		return cnis_fail(reterr, CNIS_EINVAL, 0, "change.expect", "table",
		                 "no table of this name has revisions");
	st = stmt_open(r->st, sql, &c, reterr);
	if (st == CNIS_OK) {
		stmt_int(&c, ":id", id);
		st = stmt_step(&c, &row, reterr);
	}
	if (st == CNIS_OK && row)
		now = col_int(&c, 0);
	stmt_close(&c);
	if (st != CNIS_OK)
		return st;
	if (!row)
		return cnis_fail(reterr, CNIS_ENOTFOUND, 0, "change.expect", table,
		                 "there is no such %s", table);
	if (now != rev)
		return cnis_fail(reterr, CNIS_ECONFLICT, 0, "change.expect", table,
		                 "this %s was changed by journal entry %lld since it was read; "
		                 "look again and repeat",
		                 table, (long long)now);
	return CNIS_OK;
}

void
change_uuid(char buf[37])
{
	uuid_t id;

	uuid_generate_random(id);
	uuid_unparse_lower(id, buf);
}

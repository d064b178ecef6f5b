#include "support/family.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/inside.h"
#include "store/tables.h"

#define FACT        "source, basis, received_day, recorded_at, rev"
#define FACT_VALUES "'parent', 'voluntary', 20000, 1700000000, {rev}"

static const char *const ENTRIES[] = {
	"INSERT INTO officer (uuid, login, name, team, from_day, rev)"
	" VALUES ('o-1', 'amal', 'Amal Example', 'EHE', 20000, {rev}),"
	" ('o-2', 'bo', 'Bo Example', NULL, 20000, {rev});"
	"INSERT INTO officer_role (officer_id, role, from_day, rev)"
	" VALUES (1, 'officer', 20000, {rev}), (2, 'manager', 20000, {rev});"
	"INSERT INTO setting (name, value, from_day, rev)"
	" VALUES ('gate.ehc', 'advise', 20000, {rev});"
	"INSERT INTO calendar_day (calendar, day, kind, title, rev)"
	" VALUES ('authority', 20100, 'closed', 'inset', {rev});"
	"INSERT INTO cover (officer_id, by_id, from_day, to_day, set_by, recorded_at, rev)"
	" VALUES (1, 2, 20100, 20110, 2, 1700000000, {rev})",

	"INSERT INTO child (uuid, born_day, sex, school_age_from, school_age_to, " FACT ")"
	" VALUES ('c-1', 16000, 'F', 18000, 22000, " FACT_VALUES "),"
	" ('c-2', 16500, 'U', 18500, 22500, " FACT_VALUES ");"
	"INSERT INTO child_name (child_id, kind, full_name, from_day, " FACT ")"
	" VALUES (1, 'legal', 'Robin Example', NULL, " FACT_VALUES "),"
	" (2, 'legal', 'Kit Example', 16500, " FACT_VALUES ");"
	"INSERT INTO person (uuid, kind, " FACT ") VALUES ('p-1', 'parent', " FACT_VALUES ");"
	"INSERT INTO person_name (person_id, kind, full_name, " FACT ")"
	" VALUES (1, 'legal', 'Sam Example', " FACT_VALUES ");"
	"INSERT INTO relationship (child_id, person_id, kind, responsibility, has_care, "
	"educates, " FACT ") VALUES (1, 1, 'mother', 'yes', 'yes', 'unknown', " FACT_VALUES "),"
	" (2, 1, 'mother', 'yes', 'yes', 'yes', " FACT_VALUES ");"
	"INSERT INTO address (uuid, line1, postcode, " FACT ")"
	" VALUES ('a-1', '1 Example Street', 'ZZ1 1ZZ', " FACT_VALUES ");"
	"INSERT INTO child_residence (child_id, address_id, kind, " FACT ")"
	" VALUES (1, 1, 'home', " FACT_VALUES "), (2, 1, 'home', " FACT_VALUES ");"
	"INSERT INTO person_residence (person_id, address_id, kind, " FACT ")"
	" VALUES (1, 1, 'home', " FACT_VALUES ");"
	"INSERT INTO contact_point (person_id, kind, value, value_key, " FACT ")"
	" VALUES (1, 'mobile', '07700 900123', '+447700900123', " FACT_VALUES ");"
	"INSERT INTO e_service (person_id, contact_point_id, from_day, " FACT ")"
	" VALUES (1, 1, 20010, " FACT_VALUES ");"
	"INSERT INTO contact_wish (person_id, contact_point_id, kind, from_day, " FACT ")"
	" VALUES (1, 1, 'preferred', 20010, " FACT_VALUES ");"
	"INSERT INTO communication (person_id, language, interpreter, format, from_day, " FACT ")"
	" VALUES (1, 'pl', 'yes', 'standard', 20010, " FACT_VALUES ");"
	"INSERT INTO travel (child_id, from_day, expected_day, " FACT ")"
	" VALUES (1, 20000, 20060, " FACT_VALUES ");"
	"INSERT INTO withholding (child_id, fact, refuge, confirmed_by, reason, from_day, " FACT
	") VALUES (1, 'location', 0, 'x', 'y', 20000, " FACT_VALUES ");"
	"INSERT INTO identifier (child_id, kind, value, verified, " FACT ")"
	" VALUES (1, 'upn', 'A000000000001', 1, " FACT_VALUES "),"
	" (2, 'upn', 'A000000000002', 0, " FACT_VALUES ");"
	"INSERT INTO flag (child_id, kind, from_day, " FACT ")"
	" SELECT 1, code, 20000, " FACT_VALUES " FROM flag_kind ORDER BY position LIMIT 1;"
	"INSERT INTO flag_review (child_id, flag_id, reviewed_day, recorded_at, rev)"
	" VALUES (1, 1, 20500, 0, {rev});"
	"INSERT INTO not_same (child_id, other_id, officer_id, on_day, recorded_at, rev)"
	" VALUES (1, 2, 1, 20001, 1700000000, {rev}), (2, 1, 1, 20001, 1700000000, {rev});"
	"INSERT INTO child_alias (child_id, same_as_id, from_day, reason, officer_id, recorded_at,"
	" rev) VALUES (2, 1, 20600, 'r', 1, 1700000000, {rev})",

	"INSERT INTO entry (uuid, child_id, route, condition_c, from_day, notified_day, "
	"notified_by,"
	" registered_day, reason, owner_id, " FACT ")"
	" VALUES ('e-1', 1, 'home_education', 'a', 20000, 20000, 'parent', 20001, 'x', "
	"1, " FACT_VALUES ");"
	"INSERT INTO entry_reason (child_id, entry_id, reason, said_by, said_day, rev)"
	" VALUES (1, 1, 'y', 'parent', 20000, {rev});"
	"INSERT INTO provision (child_id, kind, hours_week, hours_without_parent, " FACT ")"
	" VALUES (1, 'parents', 12.5, 2, " FACT_VALUES ");"
	"INSERT INTO provision_place (child_id, provision_id, kind, value, rev)"
	" VALUES (1, 1, 'place', '1 Example Lane', {rev});"
	"INSERT INTO content_answer (child_id, item, answer, " FACT ")"
	" VALUES (1, 'EA1996.436C.1.b.additional-address', 'none', " FACT_VALUES ");"
	"INSERT INTO protected_characteristic (child_id, kind, answer, " FACT ")"
	" VALUES (1, 'race', NULL, " FACT_VALUES ");"
	"INSERT INTO home_consideration (child_id, entry_id, considered_day, visit_asked,"
	" officer_id, recorded_at, rev) VALUES (1, 1, 20010, 'no', 1, 1700000000, {rev});"
	"INSERT INTO settings_consideration (child_id, entry_id, considered_day, officer_id,"
	" recorded_at, rev) VALUES (1, 1, 20011, 1, 1700000000, {rev});"
	"INSERT INTO entry_route (child_id, entry_id, route, route_reason, from_day, " FACT ")"
	" VALUES (1, 1, 'section_19', 'authority_arranged', 20012, " FACT_VALUES ");"
	"INSERT INTO held (child_id, route, basis_day, for_health, owner_id, from_day, "
	"to_day, " FACT ") VALUES (1, 'on_roll_absent', 19900, 'yes', 1, 19900, 19990, " FACT_VALUES
	");"
	"INSERT INTO section_19_decision (child_id, held_id, decided_day, outcome, officer_id,"
	" review_day, recorded_at, rev) VALUES (1, 1, 19910, 'not_needed', 1, 19980, 1700000000,"
	" {rev});"
	"INSERT INTO destination (child_id, kind, said_day, " FACT ")"
	" VALUES (1, 'college', 20700, " FACT_VALUES ");"
	"INSERT INTO import_row (child_id, batch, row_key, rev)"
	" VALUES (1, 'families-1', 'abc', {rev});"
	"INSERT INTO death (child_id, died_day, officer_id, " FACT ")"
	" VALUES (1, 20700, 1, " FACT_VALUES ");"
	"INSERT INTO hold (child_id, kind, because, from_day, to_day, officer_id, ended_by,"
	" recorded_at, rev) VALUES (1, 'letters', 'sibling_died', 20700, 20701, 1, 1,"
	" 1700000000, {rev});"
	"INSERT INTO duty (kind, rule, rule_version, inputs, child_id, entry_id, opened_day, "
	"due_day,"
	" state, opened_at, rev) VALUES ('review', 'LOCAL.review.yearly', 1, '{}', 1, 1, 20001,"
	" 20365, 'open', 1700000000, {rev});"
	"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
	" VALUES (1, 1, 1, 20001, {rev});"
	"INSERT INTO intake (uuid, kind, channel, received_day, teller, source, body, outcome,"
	" closed_day, recorded_at, rev) VALUES ('k-1', 'mailbox', 'email', 20001, 'unknown',"
	" 'unknown', 'words', 'known_child', 20002, 1700000000, {rev});"
	"INSERT INTO intake_subject (intake_id, full_name, rev) VALUES (1, 'Robin', {rev});"
	"INSERT INTO intake_outcome (intake_id, outcome, on_day, officer_id, recorded_at, rev)"
	" VALUES (1, 'known_child', 20002, 1, 1700000000, {rev});"
	"INSERT INTO intake_child (child_id, intake_id, on_day, recorded_at, rev)"
	" VALUES (1, 1, 20002, 1700000000, {rev});"
	"INSERT INTO duty (kind, rule, rule_version, inputs, intake_id, opened_day, due_day,"
	" ended_day, state, opened_at, rev) VALUES ('intake_triage', 'LOCAL.intake.triage', 1,"
	" '{}', 1, 20001, 20002, 20002, 'met', 1700000000, {rev});"
	"INSERT INTO duty_owner (duty_id, officer_id, from_day, to_day, rev)"
	" VALUES (2, 1, 20001, 20002, {rev})",

	"INSERT INTO social_worker_told (child_id, told_day, agrees, officer_id, recorded_at, rev)"
	" VALUES (1, 20000, 'yes', 1, 1700000000, {rev});"
	"INSERT INTO private_fostering (child_id, person_id, carer, intended, disabled, "
	"with_family,"
	" from_day, " FACT ") VALUES (1, 1, 'other', 'yes', 'no', 'no', 20000, " FACT_VALUES ");"
	"INSERT INTO disagreement (child_id, about, from_day, " FACT ")"
	" VALUES (1, 'home_education', 20000, " FACT_VALUES ");"
	"INSERT INTO disagreement_view (child_id, disagreement_id, person_id, view, rev)"
	" VALUES (1, 1, 1, 'for', {rev});"
	"INSERT INTO document (child_id, class, title, received_day, file_type, bytes, sha256, "
	"source,"
	" basis, recorded_at, rev) VALUES (1, 'other', 'A note', 20000, 'txt', 2,"
	" '2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df', 'parent', "
	"'voluntary',"
	" 1700000000, {rev});"
	"INSERT INTO document_part (child_id, document_id, position, body, rev)"
	" VALUES (1, 1, 0, 'b2s=', {rev});"
	"INSERT INTO document_subject (child_id, document_id, person_id, rev)"
	" VALUES (1, 1, NULL, {rev}), (2, 1, NULL, {rev});"
	"INSERT INTO document_link (child_id, document_id, fact, recorded_at, rev)"
	" VALUES (1, 1, 'F1-3', 1700000000, {rev});"
	"INSERT INTO withdrawal (uuid, child_id, purpose, notified_by, notified_day, school_name,"
	" placement, on_roll, deletion_without_consent, state, entry_id, " FACT ")"
	" VALUES ('w-1', 1, 'otherwise_than_at_school', 'school', 20000, 'Example School',"
	" 'special', 'yes', 0, 'granted', 1, " FACT_VALUES ");"
	"INSERT INTO consent_test (child_id, withdrawal_id, stage, on_day, rule, rule_version, "
	"inputs,"
	" required, conditions, local_gate, authorities, recorded_at, rev)"
	" VALUES (1, 1, 'notice', 20000, 'EA1996.434A.2', 1, '{}', 1, 'A', '', '302',"
	" 1700000000, {rev});"
	"INSERT INTO consent_application (child_id, withdrawal_id, applied_day, applicant, "
	"person_id,"
	" parent_agrees, recorded_at, rev)"
	" VALUES (1, 1, 20002, 'parent', 1, 'yes', 1700000000, {rev});"
	"INSERT INTO consent_decision (child_id, application_id, decided_day, outcome, basis_rule,"
	" reasons, decided_by, officer_id, recorded_at, rev)"
	" VALUES (1, 1, 20005, 'granted', 'EA1996.434A.2', 'r', '302', 2, 1700000000, {rev});"
	"INSERT INTO consent_service (child_id, decision_id, recipient, person_id, served_day, "
	"method,"
	" recorded_at, rev) VALUES (1, 1, 'applicant', 1, 20006, 'post', 1700000000, {rev});"
	"INSERT INTO consent_reference (child_id, decision_id, referred_day, recorded_at, rev)"
	" VALUES (1, 1, 20007, 1700000000, {rev});"
	"INSERT INTO forwarding (child_id, withdrawal_id, what, to_area, sent_day, method,"
	" officer_id, recorded_at, rev)"
	" VALUES (1, 1, 'application', '303', 20003, 'post', 1, 1700000000, {rev})",

	"INSERT INTO restriction (child_id, kind, from_day, to_day, custodian_id, reason,"
	" officer_id, recorded_at, rev) VALUES (1, 'protection', 20010, 20011, 1, 'r', 1,"
	" 1700000000, {rev});"
	"INSERT INTO declaration (child_id, officer_id, from_day, to_day, reason, recorded_at, rev)"
	" VALUES (1, 2, 20010, 20011, 'r', 1700000000, {rev});"
	"INSERT INTO glass (child_id, officer_id, opened_at, until_at, reason, recorded_at, rev)"
	" VALUES (1, 2, 1700000000, 1700003600, 'r', 1700000000, {rev});"
	"INSERT INTO complaint (child_id, kind, about_id, words, officer_id, " FACT ")"
	" VALUES (1, 'own', 2, 'w', 1, " FACT_VALUES ");"
	"INSERT INTO education_information (child_id, entry_id, kind, method, person_id, "
	"received_day,"
	" note, recorded_at, rev) VALUES (1, 1, 'plan', 'post', 1, 20050, 'n', 1700000000, {rev});"
	"INSERT INTO review (child_id, entry_id, reviewed_day, method, desk, outcome, reasons, "
	"voice,"
	" officer_id, state, recorded_at, rev)"
	" VALUES (1, 1, 20060, 'visit', 0, 'suitable', 'r', 'met', 1, 'final', 1700000000, {rev});"
	"INSERT INTO review_evidence (child_id, review_id, kind, rev) VALUES (1, 1, 'work', {rev});"
	"INSERT INTO contact (child_id, on_day, method, direction, outcome, officer_id, "
	"recorded_at,"
	" rev) VALUES (1, 20040, 'phone', 'out', 'reached', 1, 1700000000, {rev});"
	"INSERT INTO seen (child_id, on_day, means, place, by_whom, alone, voice, source, "
	"officer_id,"
	" recorded_at, rev) VALUES (1, 20060, 'in_person', 'home', 'officer', 'yes', 'met', 'la', "
	"1,"
	" 1700000000, {rev});"
	"INSERT INTO court_order (child_id, kind, education, from_day, " FACT ")"
	" VALUES (1, 'prohibited_steps', 'yes', 20000, " FACT_VALUES ");"
	"INSERT INTO court_order_person (child_id, order_id, person_id, stands, rev)"
	" VALUES (1, 1, 1, 'bound', {rev});"
	"INSERT INTO match_secret (value, rev) VALUES"
	" ('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', {rev});"
	"INSERT INTO match_decision (child_id, row_key, same, officer_id, on_day, recorded_at, rev)"
	" VALUES (1, '0123456789abcdef', 1, 1, 20001, 1700000000, {rev});"
	"INSERT INTO told (child_id, person_id, kind, version, language, on_day, method, "
	"officer_id,"
	" recorded_at, rev) VALUES (1, 1, 'privacy_notice', '1', 'en', 20003, 'post', 1,"
	" 1700000000, {rev})",

	"UPDATE duty SET state = 'met', ended_day = 20060, ended_at = 1700000000,"
	" end_event = 'review.record', rev = {rev} WHERE id = 1",

	"UPDATE child_name SET to_day = 20070, rev = {rev} WHERE id = 2;"
	"INSERT INTO child_name (child_id, kind, full_name, from_day, " FACT ")"
	" VALUES (2, 'legal', 'Kit Other', 20071, " FACT_VALUES ");"
	"UPDATE code SET wording = wording || '.', rev = {rev}"
	" WHERE (list, code) IN (SELECT list, code FROM code ORDER BY list, code LIMIT 1)",
};

store *
family_register(const char *path)
{
	store_identity identity = {
		.authority = "302", .demonstration = true, .officer = "amal", .now = 1700000000
	};
	store_options options = { .mode = STORE_WRITE, .busy_ms = 300 };
	store *s = NULL;
	cnis_error e = { 0 };

	ck_assert_msg(store_create(path, &identity, &e) == CNIS_OK, "%s: %s", e.where, e.message);
	ck_assert_msg(store_open(path, &options, &s, &e) == CNIS_OK, "%s", e.message);
	store_set_now(s, 1700000000);
	return s;
}

static char *
with_rev(const char *sql, int64_t seq)
{
	char number[32];
	char *out = calloc(strlen(sql) * 4 + 1, 1);
	const char *mark;

	ck_assert_ptr_nonnull(out);
	(void)snprintf(number, sizeof(number), "%lld", (long long)seq);
	while ((mark = strstr(sql, "{rev}")) != NULL) {
		strncat(out, sql, (size_t)(mark - sql));
		strcat(out, number);
		sql = mark + strlen("{rev}");
	}
	strcat(out, sql);
	return out;
}

cnis_status
family_try(store *s, const store_entry *entry, const char *sql, int64_t *ret_seq,
           cnis_error *reterr)
{
	cnis_status st;
	char *text;

	store_set_now(s, store_now(s) + 60);
	st = store_begin(s, entry, reterr);
	if (st != CNIS_OK)
		return st;
	text = with_rev(sql, store_seq(s));
	st = store_exec(s, text, "test", reterr);
	free(text);
	if (st != CNIS_OK) {
		store_rollback(s);
		return st;
	}
	return store_commit(s, ret_seq, reterr);
}

int64_t
family_write(store *s, const char *sql)
{
	store_entry entry = {
		.officer = "amal", .kind = "test.write", .command = "test C1", .reason = "because"
	};
	int64_t seq = 0;
	cnis_error e = { 0 };

	ck_assert_msg(family_try(s, &entry, sql, &seq, &e) == CNIS_OK, "%s: %s in %s", e.where,
	              e.message, sql);
	return seq;
}

void
family_fill(store *s)
{
	size_t i;

	for (i = 0; i < sizeof(ENTRIES) / sizeof(ENTRIES[0]); i++)
		(void)family_write(s, ENTRIES[i]);
}

char *
family_dump(store *s)
{
	sqlite3_str *out = sqlite3_str_new(NULL);
	const store_table *t;
	char *text;
	char *copy;

	for (t = store_tables; t->name != NULL; t++) {
		sqlite3_stmt *stmt = NULL;
		char *sql;
		int i;

		if (t->class != TABLE_JOURNALLED)
			continue;
		sql = sqlite3_mprintf("SELECT * FROM \"%w\" ORDER BY 1, 2", t->name);
		if (sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) != SQLITE_OK)
			sqlite3_str_appendf(out, "%s: none\n", t->name);
		sqlite3_free(sql);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			sqlite3_str_appendf(out, "%s", t->name);
			for (i = 0; i < sqlite3_column_count(stmt); i++)
				sqlite3_str_appendf(out, "|%d:%Q", sqlite3_column_type(stmt, i),
				                    sqlite3_column_text(stmt, i));
			sqlite3_str_appendf(out, "\n");
		}
		(void)sqlite3_finalize(stmt);
	}
	text = sqlite3_str_finish(out);
	ck_assert_ptr_nonnull(text);
	copy = strdup(text);
	sqlite3_free(text);
	return copy;
}

const char *
family_tamper(const char *path, const char *sql)
{
	static char problem[200];
	sqlite3 *db = NULL;
	char *message = NULL;

	ck_assert_int_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
	(void)sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL);
	(void)sqlite3_exec(db, sql, NULL, NULL, &message);
	(void)snprintf(problem, sizeof(problem), "%s", message == NULL ? "ok" : message);
	sqlite3_free(message);
	(void)sqlite3_close(db);
	return problem;
}

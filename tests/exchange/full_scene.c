/* A register with a row of every kind, its export, and a new register beside it. */
#include "full_scene.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cnis/demonstration.h>

#include "store/tables.h"

scene from, to;
char first[128], second[128], edited[128];

/* Rows of tables in which the demonstration leaves nothing; of one that is not there: not yet. */
static const struct rest {
	const char *table, *sql;
} LATER[] = {
	{ "provision_place",
	  "INSERT INTO provision_place (child_id, provision_id, kind, value, rev)"
	  " SELECT child_id, id, 'place', 'A hall', :rev FROM provision LIMIT 1" },
	{ "contact_point",
	  "INSERT INTO contact_point (person_id, kind, value, value_key, source, basis, "
	  "recorded_at,"
	  " rev) SELECT id, 'email', 'Somebody@home.example', 'somebody@home.example', 'parent',"
	  " 'voluntary', :at, :rev FROM person LIMIT 1" },
	{ "court_order", "INSERT INTO court_order (child_id, kind, court, case_number, education, "
	                 "limits, from_day,"
	                 " source, basis, recorded_at, rev) VALUES (1, 'specific_issue', 'A "
	                 "court', 'ZZ26P1', 'yes',"
	                 " 'as it says', 20700, 'court', 'other_statute', :at, :rev)" },
	{ "court_order_person",
	  "INSERT INTO court_order_person (child_id, order_id, person_id, stands, rev) SELECT "
	  "o.child_id,"
	  " o.id, p.id, 'favoured', :rev FROM court_order o, person p LIMIT 1" },
	{ "e_service",
	  "INSERT INTO e_service (person_id, contact_point_id, from_day, source, basis, "
	  "recorded_at,"
	  " rev) SELECT person_id, id, 20700, 'parent', 'voluntary', :at, :rev FROM contact_point"
	  " LIMIT 1" },
	{ "social_worker_told",
	  "INSERT INTO social_worker_told (child_id, told_day, agrees, confirmed_by, note, "
	  "officer_id,"
	  " recorded_at, rev) VALUES (1, 20700, 'no', 'duty team', 'as they said', 1, :at, :rev)" },
	{ "disagreement",
	  "INSERT INTO disagreement (child_id, about, note, from_day, source, basis, recorded_at, "
	  "rev)"
	  " VALUES (1, 'school', 'as they say', 20700, 'parent', 'voluntary', :at, :rev)" },
	{ "disagreement_view",
	  "INSERT INTO disagreement_view (child_id, disagreement_id, person_id, view, rev)"
	  " SELECT d.child_id, d.id, p.id, 'against', :rev FROM disagreement d, person p LIMIT 1" },
	{ "private_fostering",
	  "INSERT INTO private_fostering (child_id, person_id, carer, intended, disabled, "
	  "with_family,"
	  " until_day, notified_day, notified_to, from_day, source, basis, recorded_at, rev)"
	  " SELECT 1, id, 'other', 'unknown', 'no', 'unknown', 20790, 20710, 'the team', 20700,"
	  " 'school', 'other_statute', :at, :rev FROM person LIMIT 1" },
	{ "document",
	  "INSERT INTO document (child_id, class, title, received_day, file_type, bytes, sha256, "
	  "source,"
	  " basis, recorded_at, rev) VALUES (1, 'child_own', 'A drawing', 20700, 'txt', 2,"
	  " '2689367b205c16ce32ed4200942b8b8b1e262dfc70d9bc9fbc77c49699a4f1df', 'child', "
	  "'voluntary',"
	  " :at, :rev)" },
	{ "document_part",
	  "INSERT INTO document_part (child_id, document_id, position, body, rev)"
	  " SELECT child_id, id, 0, 'b2s=', :rev FROM document WHERE bytes IS NOT NULL" },
	{ "document_subject", "INSERT INTO document_subject (child_id, document_id, person_id, rev)"
	                      " SELECT d.child_id, d.id, p.id, :rev FROM document d, person p "
	                      "WHERE d.child_id IS NOT NULL LIMIT 1" },
	{ "document_link",
	  "INSERT INTO document_link (child_id, document_id, fact, recorded_at, rev)"
	  " SELECT child_id, id, 'C1-3', :at, :rev FROM document" },
	{ "contact_wish",
	  "INSERT INTO contact_wish (person_id, contact_point_id, kind, words, from_day, source, "
	  "basis,"
	  " recorded_at, rev) SELECT person_id, id, 'safe_times', 'after six', 20700, 'parent',"
	  " 'voluntary', :at, :rev FROM contact_point LIMIT 1" },
	{ "communication",
	  "INSERT INTO communication (person_id, language, interpreter, format, from_day, source,"
	  " basis, recorded_at, rev) SELECT id, 'pl', 'yes', 'large_print', 20700, 'parent',"
	  " 'voluntary', :at, :rev FROM person LIMIT 1" },
	{ "travel",
	  "INSERT INTO travel (child_id, from_day, expected_day, source, basis, recorded_at,"
	  " rev) VALUES (1, 20700, 20760, 'parent', 's436a', :at, :rev)" },
	{ "withholding",
	  "INSERT INTO withholding (child_id, fact, refuge, confirmed_by, reason,"
	  " from_day, to_day, source, basis, recorded_at, rev) VALUES (1, 'school', 0,"
	  " 'a post', 'a reason', 20700, 20700, 'parent', 's436a', :at, :rev)" },
	{ "content_answer", "INSERT INTO content_answer (child_id, item, answer, source, basis,"
	                    " recorded_at, rev) VALUES (1, 'EA1996.436C.1.b', 'declined', 'parent',"
	                    " 's436a', :at, :rev)" },
	{ "protected_characteristic",
	  "INSERT INTO protected_characteristic (child_id, kind, answer, source, basis, "
	  "recorded_at,"
	  " rev) SELECT 1, code, 'as we say it', 'parent', 's436a', :at, :rev FROM code"
	  " WHERE list = 'characteristic' LIMIT 1" },
	{ "forwarding",
	  "INSERT INTO forwarding (child_id, withdrawal_id, what, to_area, sent_day, method,"
	  " other_basis, officer_id, recorded_at, rev) SELECT child_id, id, 'notice', 'scotland',"
	  " notified_day, 'post', 'other_statute', 1, :at, :rev FROM withdrawal LIMIT 1" },
	{ "child_alias", "INSERT INTO child_alias (child_id, same_as_id, from_day, to_day, reason,"
	                 " officer_id, recorded_at, rev) VALUES (2, 1, 20700, 20700, 'a slip', 1,"
	                 " :at, :rev), (1, 2, 20700, 20700, 'another', 1, :at, :rev)" },
	{ "entry_route",
	  "INSERT INTO entry_route (child_id, entry_id, route, route_reason, from_day, source,"
	  " basis, recorded_at, rev) SELECT child_id, id, route, (SELECT code FROM code WHERE"
	  " list = 'route_reason' LIMIT 1), from_day, 'parent', 's436a', :at, :rev FROM entry"
	  " LIMIT 1" },
	{ "held",
	  "INSERT INTO held (child_id, route, basis_kind, basis_day, for_health, owner_id, "
	  "from_day,"
	  " to_day, source, basis, recorded_at, rev) VALUES (1, 'on_roll_absent', 'school_report',"
	  " 20700, 'yes', 1, 20700, 20701, 'school', 's436a', :at, :rev)" },
	{ "section_19_decision",
	  "INSERT INTO section_19_decision (child_id, held_id, decided_day, outcome, officer_id,"
	  " provision, review_day, recorded_at, rev) SELECT child_id, id, 20700, 'arrange', 1,"
	  " 'tuition', 20710, :at, :rev FROM held LIMIT 1" },
	{ "settings_consideration",
	  "INSERT INTO settings_consideration (child_id, entry_id, considered_day, officer_id,"
	  " recorded_at, rev) SELECT child_id, id, from_day, owner_id, :at, :rev FROM entry"
	  " LIMIT 1" },
	{ "destination", "INSERT INTO destination (child_id, kind, place, said_day, source, basis,"
	                 " recorded_at, rev) VALUES (1, 'college', 'A college', 20700, 'parent',"
	                 " 's436a', :at, :rev)" },
	{ "complaint",
	  "INSERT INTO complaint (child_id, kind, about_id, words, officer_id, source, basis,"
	  " recorded_at, rev) VALUES (1, 'own', 1, 'as they said it', 1, 'parent', 's436a',"
	  " :at, :rev), (NULL, 'data_protection', NULL, 'of no family', 1, 'parent', 's436a',"
	  " :at, :rev)" },
	{ "complaint", "INSERT INTO duty (kind, rule, rule_version, inputs, complaint_id,"
	               " opened_day, due_day, ended_day, state, opened_at, rev)"
	               " VALUES ('complaint_reply', 'LOCAL.complaint.data-protection', 1, '{}', 2,"
	               " 20700, 20701, 20701, 'met', :at, :rev)" },
	{ "cover", "INSERT INTO cover (officer_id, by_id, from_day, to_day, set_by, recorded_at,"
	           " rev) VALUES (1, 1, 20700, 20710, 1, :at, :rev)" },
	{ "death", "INSERT INTO death (child_id, died_day, officer_id, source, basis, recorded_at,"
	           " rev) VALUES (1, 20700, 1, 'health', 's436a', :at, :rev)" },
	{ "hold", "INSERT INTO hold (child_id, kind, because, note, from_day, officer_id,"
	          " recorded_at, rev) VALUES (1, 'disposal', 'child_died', 'kept', 20700, 1, :at,"
	          " :rev)" },
	{ "match_secret", "INSERT INTO match_secret (value, rev) VALUES ('00ff', :rev)" },
	{ "match_decision",
	  "INSERT INTO match_decision (child_id, row_key, same, officer_id, on_day, reason,"
	  " recorded_at, rev) VALUES (1, '0123456789abcdef', 1, 1, 20700, 'seen', :at, :rev),"
	  " (2, '0123456789abcdef', 0, 1, 20700, NULL, :at, :rev)" },
	{ "told", "INSERT INTO told (child_id, person_id, kind, version, language, on_day, method,"
	          " officer_id, recorded_at, rev) SELECT 1, id, 'privacy_notice', '3', 'pl', 20700,"
	          " 'post', 1, :at, :rev FROM person LIMIT 1" },
	/* the second is of the first, and its duty is nobody's */
	{ "intake", "INSERT INTO intake (uuid, kind, channel, received_day, received_time, teller,"
	            " source, protected_name, body, group_id, recorded_at, rev) VALUES ('k',"
	            " 'walk_in', 'in_person', 20700, '09:30', 'anonymous', 'public', 'Mrs Hush',"
	            " 'two children', 1, :at, :rev), ('l', 'mailbox', 'email', 20700, NULL,"
	            " 'unknown', 'unknown', NULL, 'more', 1, :at, :rev)" },
	{ "intake", "UPDATE intake SET outcome = 'no_action', closed_day = 20701, rev = :rev" },
	/* of what arrived, of one who asked not to be named */
	{ "document", "INSERT INTO document (intake_id, class, title, protected_author,"
	              " received_day, place, keep_day, source, basis, recorded_at, rev)"
	              " VALUES (1, 'third_party', 'A note', 'Mrs Hush', 20700, 'Shelf 3', 20900,"
	              " 'public', 'other_statute', :at, :rev)" },
	{ "intake", "INSERT INTO duty (kind, rule, rule_version, inputs, intake_id, opened_day,"
	            " due_day, ended_day, state, opened_at, rev) VALUES ('intake_triage',"
	            " 'LOCAL.intake.triage', 1, '{}', 2, 20700, 20701, 20701, 'met', :at, :rev)" },
	{ "intake", "INSERT INTO duty_owner (duty_id, officer_id, from_day, to_day, rev)"
	            " SELECT max(id), 1, 20700, 20701, :rev FROM duty" },
	{ "intake_subject", "INSERT INTO intake_subject (intake_id, full_name, age_years, rev)"
	                    " VALUES (1, 'Kim', 9, :rev)" },
	{ "intake_outcome", "INSERT INTO intake_outcome (intake_id, outcome, on_day, officer_id,"
	                    " reason, recorded_at, rev) VALUES (1, 'no_action', 20701, 1, 'moved',"
	                    " :at, :rev)" },
	{ "intake_child", "INSERT INTO intake_child (child_id, intake_id, on_day, recorded_at, rev)"
	                  " VALUES (1, 1, 20701, :at, :rev)" },
	{ "restriction",
	  "INSERT INTO restriction (child_id, kind, from_day, to_day, custodian_id, reason,"
	  " officer_id, end_reason, ended_by, recorded_at, rev)"
	  " VALUES (1, 'staff_family', 20700, 20701, 1, 'a colleague', 1, 'left', 1, :at, :rev)" },
	{ "declaration",
	  "INSERT INTO declaration (child_id, officer_id, from_day, to_day, recorded_at, rev)"
	  " VALUES (1, 1, 20700, 20701, :at, :rev)" },
	{ "glass",
	  "INSERT INTO glass (child_id, officer_id, opened_at, until_at, reason,"
	  " recorded_at, rev) VALUES (1, 1, 1700000000, 1700003600, 'a call', :at, :rev)" },
	{ "import_row", "INSERT INTO import_row (child_id, batch, row_key, rev)"
	                " VALUES (1, 'families-1', 'abc', :rev)" },
	{ "not_same",
	  "INSERT INTO not_same (child_id, other_id, officer_id, on_day, recorded_at, rev)"
	  " VALUES (1, 2, 1, 20700, :at, :rev), (2, 1, 1, 20700, :at, :rev)" },
};
static const char *const REST[] = {
	"UPDATE authority SET name = name || ' (renamed)', rev = :rev WHERE code = '201'",
	"INSERT INTO code (list, code, position, label, wording, rev)"
	" VALUES ('ehe_reason', 'of_our_own', 99, 'ours', 'a reason\tof our own \"here\"', :rev)",
	"UPDATE flag_kind SET position = 77, rev = :rev WHERE code = 'ehc_plan'",
	"INSERT INTO setting (name, value, from_day, to_day, rev)"
	" VALUES ('review.first_months', '4', 20000, NULL, :rev)",
	"INSERT INTO calendar_day (calendar, day, kind, title, rev)"
	" VALUES ('authority', 20700, 'closed', 'Inset day, in the hall\nand outside', :rev)",
	"INSERT INTO entry_reason (child_id, entry_id, reason, said_by, said_day, rev)"
	" SELECT child_id, id, 'unknown', 'parent', from_day, :rev FROM entry LIMIT 1",
	"INSERT INTO home_consideration (child_id, entry_id, considered_day, visit_asked,"
	" officer_id, recorded_at, rev) SELECT child_id, id, from_day, 'no', owner_id, :at, :rev"
	" FROM entry LIMIT 1",
	"INSERT INTO consent_application (child_id, withdrawal_id, applied_day, applicant,"
	" parent_agrees, recorded_at, rev) SELECT child_id, id, notified_day, 'parent', 'yes', :at,"
	" :rev FROM withdrawal LIMIT 1",
	"INSERT INTO consent_decision (child_id, application_id, decided_day, outcome, basis_rule,"
	" reasons, decided_by, officer_id, recorded_at, rev) SELECT child_id, id, applied_day,"
	" 'granted', 'EA1996.434A.2', 'Zo\xC3\xAB asked \\ and was heard', '302', 1, :at, :rev"
	" FROM consent_application LIMIT 1",
	"INSERT INTO consent_service (child_id, decision_id, recipient, served_day, method,"
	" recorded_at, rev) SELECT child_id, id, 'applicant', decided_day, 'post', :at, :rev"
	" FROM consent_decision LIMIT 1",
	"INSERT INTO consent_reference (child_id, decision_id, referred_day, recorded_at, rev)"
	" SELECT child_id, id, decided_day, :at, :rev FROM consent_decision LIMIT 1",
	"UPDATE provision SET hours_week = 1.1, hours_without_parent = 1, rev = :rev"
	" WHERE id = (SELECT min(id) FROM provision)",
	/* a row of one child may refer to a row of another further down, once they are merged */
	"INSERT INTO duty (kind, rule, rule_version, inputs, child_id, flag_id, opened_day, "
	"due_day,"
	" ended_day, state, opened_at, rev) SELECT 'query', 'LOCAL.query', 1, '{}', 1, max(id), "
	"20700,"
	" 20701, 20701, 'met', :at, :rev FROM flag WHERE child_id > 1",
	"INSERT INTO duty_owner (child_id, duty_id, officer_id, from_day, rev)"
	" SELECT 1, max(id), 1, 20700, :rev FROM duty",
	/* a number that was given, and taken back */
	"INSERT INTO person (uuid, kind, source, basis, recorded_at, rev)"
	" VALUES ('u', 'parent', 'parent', 's436a', :at, :rev)",
	"DELETE FROM person WHERE id = (SELECT max(id) FROM person)",
};

void
full_make_target(const char *login, const char *authority, bool demonstration)
{
	cnis_init_options init = { .size = sizeof(init),
		                   .authority = authority,
		                   .login = login,
		                   .name = "Who imports",
		                   .demonstration = demonstration,
		                   .now = demonstration ? scene_noon("2026-11-21") : 0,
		                   .s37 = 20000,
		                   .s38 = CNIS_DAY_NONE,
		                   .s39 = CNIS_DAY_NONE };
	cnis_open_options open = { .size = sizeof(open), .mode = CNIS_WRITE, .login = login };
	cnis_error e = { 0 };

	to = (scene){ 0 };
	(void)snprintf(to.dir, sizeof(to.dir), "/tmp/cnis-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(to.dir));
	(void)snprintf(to.path, sizeof(to.path), "%s/r.cnis", to.dir);
	scene_want(cnis_register_init(to.path, &init, &e), CNIS_OK, &e);
	open.now = init.now;
	scene_want(cnis_register_open(to.path, &open, &to.r, &e), CNIS_OK, &e);
}

void
full_export_to(const scene *s, const char *path)
{
	cnis_full full = { 0 };
	cnis_error e = { 0 };

	scene_want(cnis_export_full_file(s->r, "test", path, true, &full, &e), CNIS_OK, &e);
	ck_assert_int_gt(full.children, 0);
}

cnis_status
full_import_from(const char *path, bool apply, cnis_imported *did, cnis_error *e)
{
	const cnis_import_full_options o = { .size = sizeof(o), .file = path, .apply = apply };

	return cnis_import_full(to.r, &o, did, e);
}

/* Once: it is read by every test and changed by none.  No connection crosses a fork. */
void
full_make_source(void)
{
	cnis_error e = { 0 };

	scene_make(&from, "2024-05-01");
	(void)scene_officer(&from, "amal", CNIS_ROLE_ADMINISTRATOR | CNIS_ROLE_OFFICER);
	(void)scene_officer(&from, "keeper",
	                    CNIS_ROLE_EXPORTER | CNIS_ROLE_SAFEGUARDING | CNIS_ROLE_ADMINISTRATOR |
	                        CNIS_ROLE_OFFICER);
	(void)scene_officer(&from, "half", CNIS_ROLE_EXPORTER | CNIS_ROLE_OFFICER);
	scene_as(&from, "boss", "2026-11-21");
	scene_want(cnis_demonstration_fill(from.r, 25, 0, NULL, NULL, NULL, &e), CNIS_OK, &e);
	for (size_t i = 0; i < sizeof(REST) / sizeof(REST[0]); i++)
		(void)scene_sql(&from, REST[i], 0, 0);
	for (size_t i = 0; i < sizeof(LATER) / sizeof(LATER[0]); i++)
		if (store_table_find(LATER[i].table) != NULL)
			(void)scene_sql(&from, LATER[i].sql, 0, 0);
	(void)snprintf(first, sizeof(first), "%s/first.jsonl", from.dir);
	(void)snprintf(edited, sizeof(edited), "%s/edited.jsonl", from.dir);
	scene_as(&from, "keeper", "2026-11-21");
	full_export_to(&from, first);
	cnis_register_close(from.r);
	from.r = NULL;
}

void
full_remove_source(void)
{
	scene_end(&from);
}

void
full_set_up(void)
{
	full_make_target("keeper", "302", true);
	(void)snprintf(second, sizeof(second), "%s/second.jsonl", to.dir);
	scene_as(&from, "keeper", "2026-11-21");
}

void
full_tear_down(void)
{
	cnis_register_close(from.r);
	from.r = NULL;
	scene_end(&to);
}

char *
full_slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text;
	long size;

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
	size = ftell(f);
	rewind(f);
	text = calloc((size_t)size + 1, 1);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(fread(text, 1, (size_t)size, f), (size_t)size);
	(void)fclose(f);
	return text;
}

void
full_spill(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, strlen(text), f), strlen(text));
	ck_assert_int_eq(fclose(f), 0);
}

void
full_same_files(const char *a, const char *b)
{
	char *x = full_slurp(a);
	char *y = full_slurp(b);
	size_t i = 0;

	while (x[i] != '\0' && x[i] == y[i])
		i++;
	ck_assert_msg(x[i] == y[i], "they differ at byte %zu:\n%.200s\n%.200s", i,
	              x + (i > 60 ? i - 60 : 0), y + (i > 60 ? i - 60 : 0));
	free(x);
	free(y);
}

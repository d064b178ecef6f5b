/* Reading applications and the verdicts kept. */
#include <cnis/consent.h>

#include <string.h>

#include "base/error.h"
#include "domain/consent_inside.h"
#include "domain/register.h"
#include "domain/sight.h"

enum { Q_TESTS, Q_WALK, Q_LEFT, Q_SERVICES, Q_COUNT };
/* clang-format off */
static const store_sql SQL[Q_COUNT] = {
	[Q_TESTS] = { "consent.tests",
		"SELECT id, child_id, withdrawal_id, stage, on_day, required, rule, rule_version,"
		" conditions, local_gate, authorities, inputs FROM consent_test t"
		" WHERE withdrawal_id = :withdrawal AND " SIGHT_TEST("t") " ORDER BY id" },
	[Q_WALK] = { "consent.walk",
		"SELECT a.id, a.child_id, a.withdrawal_id, a.applied_day, a.applicant, w.state,"
		" d.decided_day, d.outcome, d.ground, d.basis_rule,"
		" (SELECT min(u.due_day) FROM duty u WHERE u.withdrawal_id = w.id"
		"  AND u.kind = 'consent_decide' AND u.state = 'open' AND d.id IS NULL),"
		" (SELECT count(*) FROM consent_service s WHERE s.decision_id = d.id AND s.not_served IS NULL),"
		" (SELECT max(f.referred_day) FROM consent_reference f WHERE f.decision_id = d.id),"
		" (SELECT f.outcome FROM consent_reference f WHERE f.decision_id = d.id"
		"  ORDER BY f.id DESC LIMIT 1), d.decided_by,"
		" (SELECT instr(t.conditions, 'B') FROM consent_test t WHERE t.withdrawal_id = w.id"
		"  ORDER BY t.id DESC LIMIT 1),"
		" (SELECT count(*) FROM consent_service s WHERE s.decision_id = d.id"
		"  AND s.not_served IS NOT NULL), a.person_id"
		" FROM consent_application a JOIN withdrawal w ON w.id = a.withdrawal_id"
		" LEFT JOIN consent_decision d ON d.id ="
		"  (SELECT max(x.id) FROM consent_decision x WHERE x.application_id = a.id)"
		" WHERE (:child = 0 OR a.child_id = :child) AND (:all OR w.state = 'applied')"
		" ORDER BY a.applied_day, a.id" },
	/* as notice.left counts them (consent_notice.c); who was served as applicant is no other parent */
	[Q_LEFT] = { "consent.left",
		"WITH d AS (SELECT d.id, a.person_id, w.child_id FROM consent_application a"
		"  JOIN consent_decision d ON d.application_id = a.id JOIN withdrawal w ON w.id = a.withdrawal_id"
		"  WHERE a.withdrawal_id = :id ORDER BY d.id DESC LIMIT 1)"
		" SELECT x.place, x.recipient, 0 FROM d CROSS JOIN"
		"  (SELECT 1 AS place, 'applicant' AS recipient UNION ALL SELECT 2, 'proprietor') x"
		"  WHERE NOT EXISTS (SELECT 1 FROM consent_service s WHERE s.decision_id = d.id"
		"   AND s.recipient = x.recipient)"
		" UNION SELECT 3, 'other_parent', l.person_id"
		CONSENT_OTHER_PARENT("(SELECT child_id FROM d)", "(SELECT person_id FROM d)") CONSENT_REACHED
		"  AND NOT EXISTS (SELECT 1 FROM consent_service s WHERE s.decision_id = (SELECT id FROM d)"
		"   AND s.recipient IN ('applicant', 'other_parent') AND s.person_id = l.person_id)"
		" ORDER BY 1, 3" },
	[Q_SERVICES] = { "consent.services",
		"SELECT s.id, s.child_id, s.recipient, iif(" SIGHT_PERSON("s.person_id") ", s.person_id, NULL),"
		" s.served_day, s.method, s.address_id, s.not_served, iif(:reasons, s.reason, NULL), s.rev"
		" FROM consent_application a JOIN consent_decision d ON d.application_id = a.id"
		" JOIN consent_service s ON s.decision_id = d.id"
		" WHERE a.withdrawal_id = :withdrawal ORDER BY s.id" },
};
/* clang-format on */

cnis_status
cnis_consent_tests(cnis_register *r, int64_t withdrawal_id, cnis_consent_test_fn fn, void *payload,
                   cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_TESTS], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":withdrawal", withdrawal_id);
	stmt_int(&c, ":steps", sight_steps(r));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		cnis_consent_test test = { .id = col_int(&c, 0),
			                   .child_id = col_int(&c, 1),
			                   .withdrawal_id = col_int(&c, 2),
			                   .stage = col_text(&c, 3),
			                   .on = col_day(&c, 4),
			                   .required = col_int(&c, 5) != 0,
			                   .rule = col_text(&c, 6),
			                   .rule_version = (int)col_int(&c, 7),
			                   .conditions = col_text(&c, 8),
			                   .local_gate = col_text(&c, 9),
			                   .authorities = col_text(&c, 10),
			                   .inputs = col_text(&c, 11) };

		test.by_statute = test.required && strncmp(test.rule, "LOCAL.", 6) != 0;
		test.advise = !test.required && *test.local_gate != '\0';
		(void)gate_withhold(r, &test);
		st = fn(&test, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

cnis_status
cnis_consent_walk(cnis_register *r, int64_t child_id, bool all, cnis_consent_fn fn, void *payload,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_WALK], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":child", child_id);
	stmt_int(&c, ":all", all);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const char *basis = or_empty(col_text(&c, 9));
		cnis_consent a = { .id = col_int(&c, 0),
			           .child_id = col_int(&c, 1),
			           .withdrawal_id = col_int(&c, 2),
			           .applied = col_day(&c, 3),
			           .applicant = col_text(&c, 4),
			           .state = col_text(&c, 5),
			           .decided = col_day(&c, 6),
			           .outcome = or_empty(col_text(&c, 7)),
			           .ground = or_empty(col_text(&c, 8)),
			           .basis = gate_rule_shown(r, basis),
			           .decide_by = col_day(&c, 10),
			           .served = col_int(&c, 11),
			           .not_served = col_int(&c, 16),
			           .referred = col_day(&c, 12),
			           .reference = or_empty(col_text(&c, 13)),
			           .person_id = col_int(&c, 17) };

		/* that it is another authority's to decide would tell the cause */
		a.decided_by = sight_ground_of(r, col_int(&c, 15) != 0) == SIGHT_ALL
		                   ? or_empty(col_text(&c, 14))
		                   : "";
		st = fn(&a, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_consent_left(cnis_register *r, int64_t withdrawal_id, cnis_consent_left_fn fn, void *payload,
                  cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_LEFT], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":id", withdrawal_id);
	stmt_day(&c, ":on", store_today(r->st));
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		st = fn(col_text(&c, 1), col_int(&c, 2), payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

cnis_status
cnis_consent_services(cnis_register *r, int64_t withdrawal_id, cnis_consent_service_fn fn,
                      void *payload, cnis_error *reterr)
{
	cursor c = { 0 };
	bool row = false;
	cnis_status st = stmt_open(r->st, &SQL[Q_SERVICES], &c, reterr);

	if (st != CNIS_OK)
		return st;
	stmt_int(&c, ":withdrawal", withdrawal_id);
	stmt_int(&c, ":reasons", (r->roles & SIGHT_ROLES) != 0);
	while ((st = stmt_step(&c, &row, reterr)) == CNIS_OK && row) {
		const cnis_consent_service s = { .id = col_int(&c, 0),
			                         .child_id = col_int(&c, 1),
			                         .withdrawal_id = withdrawal_id,
			                         .recipient = col_text(&c, 2),
			                         .person_id = col_int(&c, 3),
			                         .on = col_day(&c, 4),
			                         .method = col_text(&c, 5),
			                         .address_id = col_int(&c, 6),
			                         .not_served = col_text(&c, 7),
			                         .reason = col_text(&c, 8),
			                         .rev = col_int(&c, 9) };

		st = fn(&s, payload, reterr);
		if (st != CNIS_OK)
			break;
	}
	stmt_close(&c);
	return st;
}

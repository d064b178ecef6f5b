#ifndef CNIS_RULE_CONSENT_H
#define CNIS_RULE_CONSENT_H

#include <stdbool.h>

#include <cnis/day.h>
#include <cnis/rule.h>

/*
 * Consent to withdraw from school.
 * Statute: s. 434A conditions A and B once s. 37 is in force; S.I. 2024/208 reg. 9(2) before it.
 * Local: the authority's own gates.  The two never share a field.
 */
typedef enum rule_placement {
	RULE_MAINSTREAM,
	RULE_SPECIAL,
	RULE_INDEPENDENT_SPECIAL, /* specially organised for pupils with SEN */
	RULE_UNIT,                /* SEN unit or resourced provision of a mainstream school */
	RULE_PRIVATE,             /* placed and paid for privately */
} rule_placement;

typedef enum rule_gate { RULE_GATE_OFF, RULE_GATE_ADVISE, RULE_GATE_REQUIRE } rule_gate;

enum { RULE_AUTHORITY_SIZE = 4, RULE_AUTHORITIES = 4 };

/* Who conducts enquiries or takes action: several authorities may, and one may be not known. */
typedef struct rule_conductors {
	size_t n;
	char code[RULE_AUTHORITIES][RULE_AUTHORITY_SIZE];
	bool unknown; /* by an authority nobody wrote down, beside those named if any */
} rule_conductors;

typedef struct rule_consent_in {
	cnis_day born;
	cnis_day on; /* date of the application, or the day asked about: the five years end on it */
	int school_year_month, school_year_day; /* 0: default boundary */
	bool on_roll;
	bool for_home; /* the purpose is education otherwise than at school */
	rule_placement placement;
	char placed_by[RULE_AUTHORITY_SIZE]; /* "" when no authority arranged it */
	rule_conductors s47_enquiry_by;      /* nobody when none is being conducted */
	rule_conductors s47_action_by;       /* nobody when none now or before */
	cnis_day s47_action_ended_on;        /* the last of it; CNIS_DAY_NONE while it is taken */
	bool significant_harm;               /* the enquiries concluded so */
	bool ehc_plan;
	bool child_protection_plan; /* for the local gate; evidence of s47(8) action */
	cnis_day s37_in_force_from; /* CNIS_DAY_NONE: not in force */
	rule_gate gate_ehc;
	rule_gate gate_child_protection;
} rule_consent_in;

typedef struct rule_consent {
	bool required;   /* consent is needed, by statute or by a gate set to require */
	bool by_statute; /* ... and the statute (or regulation) says so */
	bool advise;     /* a gate set to advise applies */
	bool in_force;   /* s. 37 is in force on the day */
	bool condition_a, condition_b;
	bool gate_ehc, gate_child_protection; /* which local gates apply (advise or require) */
	const char *rule;     /* id of the rule that decides: EA1996.434A.2, SI2024-208.9.2,
	                         LOCAL.gate.ehc, LOCAL.gate.child-protection */
	size_t n_authorities; /* relevant authorities; 0: undetermined */
	char authority[2 * RULE_AUTHORITIES][RULE_AUTHORITY_SIZE];
	bool unsettled; /* another authority may be the relevant one: a conductor is not known, or
	                   the action is over (GAP: s. 434A(13) does not say who decides then) */
} rule_consent;

/**
 * The look-back of 434A(4)(b): first day of the five years ending with @p application.  They are
 * counted whole days, the application's own being the last: ending with 2027-11-21 they begin on
 * 2022-11-22, and action that ended on 2022-11-21 no longer counts.
 */
cnis_day rule_look_back_from(cnis_day application);

/**
 * Conditions A and B are facts and are told whether or not consent is needed.  A gate is looked at
 * only where statute does not already require consent.  Where both gates apply, the one that
 * requires is named before the one that advises, and child protection before the plan.  Nothing
 * is required of a child who is not of compulsory school age, not on a roll, or moving to another
 * school.
 */
rule_consent rule_consent_of(const rule_consent_in *in);

/** Add an authority; one that is there already changes nothing.  Beyond RULE_AUTHORITIES
 * they are not told by name. */
void rule_conductors_add(rule_conductors *c, const char *code);

/** 434A(12): earliest day on which the authority must decide again. */
cnis_day rule_redecide_from(cnis_day previous_application);

#endif

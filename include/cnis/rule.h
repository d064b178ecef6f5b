#ifndef CNIS_RULE_H
#define CNIS_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cnis/day.h>
#include <cnis/error.h>

/**
 * @file cnis/rule.h
 * The rule catalogue: every rule the register carries out, and the calculator.
 *
 * Rules are data and pure functions: the same inputs give the same verdict, without a register,
 * a clock or memory.  Every rule says where it is written and since when it is in force.
 * Statute and the authority's own policy are different kinds and are never mixed.
 */

/** Where a rule comes from. */
typedef enum cnis_rule_kind {
	CNIS_RULE_STATUTE,
	CNIS_RULE_REGULATION,
	CNIS_RULE_GUIDANCE,
	CNIS_RULE_LOCAL,    /**< the authority's own policy: no power comes from it */
	CNIS_RULE_STANDARD, /**< a national data standard, or plain arithmetic */
} cnis_rule_kind;

/** One rule.  All texts are static; "" where there is none. */
typedef struct cnis_rule {
	const char *id; /**< stable, e.g. "EA1996.436B.8" */
	int version;    /**< raised when the verdict for some input changes */
	cnis_rule_kind kind;
	const char *title;
	const char *citation; /**< e.g. "Education Act 1996 s. 436B(8)" */
	const char *address;  /**< where to read it; "" for local policy */
	int count;            /**< of the clock; 0 when the rule has none */
	const char *unit;     /**< "calendar", "school", "working", "month", "year" or "" */
	const char *day_one;  /**< "same", "next" or "" */
	const char *in_force; /**< setting that holds the in-force date, e.g.
	                         "law.s38.in_force_from"; "" when always */
	cnis_day from;        /**< in force from, when fixed; CNIS_DAY_NONE */
	cnis_day to;          /**< last day in force; CNIS_DAY_NONE */
	const char *setting;  /**< setting that changes the count or the choice; "" */
	const char *note;     /**< what is an inference or still unknown; "" */
	const char *inputs;   /**< names the calculator takes, space-separated; "" when it is not in
	                         the calculator */
} cnis_rule;

/** Number of rules; they are ordered by id. */
CNIS_API size_t cnis_rule_count(void);
/** The @p i-th rule; NULL beyond the last. */
CNIS_API const cnis_rule *cnis_rule_at(size_t i);
/** NULL when there is no such rule.  Ids are case-sensitive. */
CNIS_API const cnis_rule *cnis_rule_find(const char *id);
/** "statute", "regulation", "guidance", "local policy", "standard". */
CNIS_API const char *cnis_rule_kind_text(cnis_rule_kind kind);

/** One input of the calculator.  Dates are ISO, booleans "true"/"false", lists space-separated;
 * NULL text means null. */
typedef struct cnis_rule_input {
	const char *name;
	const char *text;
} cnis_rule_input;

typedef enum cnis_rule_type {
	CNIS_RULE_TEXT,
	CNIS_RULE_DAY, /**< ISO text */
	CNIS_RULE_BOOL,
	CNIS_RULE_INT,
	CNIS_RULE_LIST, /**< space-separated codes; empty list is "" */
	CNIS_RULE_NULL,
} cnis_rule_type;

enum { CNIS_RULE_OUTPUTS = 10, CNIS_RULE_TEXT_SIZE = 96, CNIS_RULE_WHY_SIZE = 640 };

/** One named output of a verdict. */
typedef struct cnis_rule_output {
	const char *name; /**< static */
	cnis_rule_type type;
	char text[CNIS_RULE_TEXT_SIZE];
} cnis_rule_output;

/** What a rule answers.  No pointers to free. */
typedef struct cnis_rule_verdict {
	const cnis_rule *rule;
	size_t n;
	cnis_rule_output out[CNIS_RULE_OUTPUTS];
	char why[CNIS_RULE_WHY_SIZE]; /**< one sentence with the arithmetic; no personal data beyond
	                                 the inputs */
} cnis_rule_verdict;

/** A calendar for school and working days: sorted days on which nothing counts, beyond weekends. */
typedef struct cnis_rule_calendar {
	const cnis_day *closed; /**< ascending; borrowed */
	size_t n_closed;
	const cnis_day
	    *open; /**< ascending; days that count although a weekend or closed; borrowed */
	size_t n_open;
	cnis_day known_from; /**< beyond these bounds the answer would be a guess, and is refused */
	cnis_day known_to;
} cnis_rule_calendar;

/** The bank holidays of England carried by the program (2019 to 2028). */
CNIS_API const cnis_rule_calendar *cnis_rule_england(void);

/** What the calculator falls back to where an input is left out.  Zero is "nothing given". */
typedef struct cnis_rule_context {
	const cnis_rule_input
	    *defaults; /**< the register's settings under their input names; may be NULL */
	size_t n_defaults;
	const cnis_rule_calendar *working; /**< NULL: cnis_rule_england() */
	const cnis_rule_calendar *school;  /**< NULL: school days cannot be counted, CNIS_EINVAL */
	const char *school_name; /**< whose it is: "authority" or a URN; an input `calendar` must
	                            say the same; NULL: not said */
} cnis_rule_context;

/**
 * Work one rule out.
 *
 * @param id           e.g. "EA1996.8.school-age"
 * @param in           @p n inputs; a name given twice or unknown to the rule is an error
 * @param context      may be NULL
 * @param ret_verdict  untouched on failure
 * @retval CNIS_ENOTFOUND  no such rule, or one that has no calculator
 * @retval CNIS_EINVAL     an input is missing, unknown, given twice or malformed (field says
 * which), or a day lies outside the calendar
 */
CNIS_API cnis_status cnis_rule_eval(const char *id, const cnis_rule_input *in, size_t n,
                                    const cnis_rule_context *context,
                                    cnis_rule_verdict *ret_verdict, cnis_error *reterr);

/** The output named @p name, or NULL. */
CNIS_API const cnis_rule_output *cnis_rule_verdict_get(const cnis_rule_verdict *v,
                                                       const char *name);

#endif

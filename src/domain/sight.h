#ifndef CNIS_DOMAIN_SIGHT_H
#define CNIS_DOMAIN_SIGHT_H

#include "domain/register.h"
#include "store/keep_back.h"

/*
 * Who is told that a matter rests on child protection.  The one place that knows: lists, `why`, the
 * gates, who owns a step, the log and what a night publishes ask here.  INFERENCE, local policy:
 *
 * - Facts and causes are told to the role safeguarding.
 * - The steps the authority takes because of one (SIGHT_STEPS) tell it by being there.  They are
 *   shown to that role and to managers, and are theirs to take: officer_for_step().
 * - The ground on which consent is needed, sight_ground(): leaving out one ground of four would
 *   tell it, so whoever holds neither role is told of none, whatever it is, and neither decides
 *   applications nor is told which authority does.  Managers are told the other grounds, and of
 *   child protection whether it is statute.
 * - That somebody must be seen first is told to everybody, in one word: a child at risk must not
 *   drop off a list because the reason is hidden.  A concern not yet answered reads the same.
 *
 * What is left, because hiding it would cost more: that consent is needed is told to everybody, and
 * an officer who knows that a place is no special school and that there is no EHC plan may draw a
 * conclusion; a number left out in a row of references tells that there is a record, not of what.
 */

/** The two roles that are shown every step; and as SQL strings. */
#define SIGHT_ROLES      ((unsigned)CNIS_ROLE_SAFEGUARDING | (unsigned)CNIS_ROLE_MANAGER)
#define SIGHT_ROLE_NAMES "'safeguarding', 'manager'"

/** Does officer @p o, an expression, hold one of them?  SQL; nothing to bind. */
#define SIGHT_SHOWN_STEPS(o)                                                                       \
	"EXISTS (SELECT 1 FROM officer_role sight_q WHERE sight_q.officer_id = " o                 \
	" AND sight_q.role IN (" SIGHT_ROLE_NAMES ") AND sight_q.to_day IS NULL)"

#define SIGHT_STEP_KINDS                                                                           \
	"'manager_withdrawal', 'consider_436h5', 'speak_social_care', 'consent_pass',"             \
	" 'await_authority', 'tell_social_worker', 'complaint_acknowledge', 'complaint_reply',"    \
	" 'glass_manager'"

/** Kinds of duty whose being there may tell a cause: a list of SQL strings, in brackets. */
#define SIGHT_STEPS "(" SIGHT_STEP_KINDS ")"

/** Those, and what else does not make who has it the family's officer. */
#define SIGHT_NOT_THE_FAMILYS "(" SIGHT_STEP_KINDS ", 'sign_off')"

/** Is the child whose number is @p x shown at all?  SQL; nothing to bind.  A restricted record, or
 * one of a family the reader declared, is to them as if it were not there. */
#define SIGHT_CHILD(x) "NOT kept_back(0, " x ")"

/** The same of an adult and an address none but such children have; and of a fact that is withheld:
 * kept_back(set, number), sets in store/keep_back.h. */
#define SIGHT_PERSON(x)  "NOT kept_back(1, " x ")"
#define SIGHT_ADDRESS(x) "NOT kept_back(2, " x ")"

/** Is duty @p d shown to the reader?  SQL; wants :steps.  What a complaint about the reader calls
 * for is not, whatever their roles. */
#define SIGHT_DUTY(d)                                                                              \
	"(" d ".kind NOT IN " SIGHT_STEPS " OR (:steps AND NOT kept_back(9, " d ".id)))"

/** What arrived about a child who is kept back is not there, nor is duty @p d about it.  SQL. */
#define SIGHT_ARRIVED(d) "NOT kept_back(13, " d ".intake_id)"

/** Is flag kind @p k a reason to see the child first?  SQL, alike for every reader. */
#define SIGHT_REASON(k) k ".priority = 1"

/** The word for such a reason, of flag @p f of kind @p k; wants :causes. */
#define SIGHT_REASON_WORD(f, k)                                                                    \
	"CASE WHEN " k ".safeguarding AND NOT :causes THEN 'priority' ELSE " f ".kind END"

/** Is a kept test @p t shown?  One that says what the last one of its stage said tells those who
 * are told no ground that the ground is another one.  SQL; wants :steps. */
#define SIGHT_TEST(t)                                                                              \
	"(:steps OR NOT EXISTS (SELECT 1 FROM consent_test sight_u WHERE sight_u.id ="             \
	" (SELECT max(sight_v.id) FROM consent_test sight_v"                                       \
	"  WHERE sight_v.withdrawal_id = " t ".withdrawal_id AND sight_v.stage = " t ".stage"      \
	"  AND sight_v.id < " t ".id) AND sight_u.required = " t ".required"                       \
	" AND (sight_u.local_gate = '' AND NOT sight_u.required) ="                                \
	" (" t ".local_gate = '' AND NOT " t ".required)))"

/** How much of the ground of a consent verdict a reader is told. */
typedef enum sight_ground {
	SIGHT_NO_GROUND, /* that consent is needed */
	SIGHT_LAW,       /* also whether by statute or by the authority's own policy */
	SIGHT_ALL        /* the ground, with its citation */
} sight_ground;

/** Is the reader told causes and safeguarding facts? */
bool sight_causes(const cnis_register *r);

/** Is the reader shown the steps of SIGHT_STEPS? */
bool sight_steps(const cnis_register *r);

/** Is this duty one a complaint about the reader calls for? */
bool sight_own_complaint(const cnis_register *r, int64_t duty_id);

/** Is a duty of this kind one of SIGHT_STEPS? */
bool sight_step(const char *kind);

/** Is a duty of this kind shown to the reader?  To who owns it no more than to anybody else. */
bool sight_duty(const cnis_register *r, const char *kind);

/** What the reader is told of a verdict; @p protection: it rests on child protection. */
sight_ground sight_ground_of(const cnis_register *r, bool protection);

/** From here on what is read is written for anybody, whatever roles the actor has; @p on false ends
 * it.  Not to be begun in a snapshot. */
cnis_status sight_publish(cnis_register *r, bool on, cnis_error *reterr);

/**
 * What the reader is not shown at all, read from the register as it is today, whatever instant is
 * asked about: when it is opened and when a change begins.  Two look-ups where there is no such
 * record.
 * @retval CNIS_EBUSY  the first one came up in this very moment: run it again
 */
cnis_status sight_load(cnis_register *r, cnis_error *reterr);

/**
 * The reader named this record, which is kept back: if the glass of it is broken for them, it is
 * shown from here on, until the register is closed.  Not in a change.
 */
cnis_status sight_name(cnis_register *r, int64_t child_id, cnis_error *reterr);

/** Is it, or a record of the same child, of a family the reader declared?  Restricted ones too,
 * which answer as if they were not there. */
cnis_status sight_declared(cnis_register *r, int64_t child_id, bool *ret, cnis_error *reterr);

/** From here on every record is read, whoever reads: for numbers of the whole register (returns,
 * reports, doctor) and steps that nobody's sight may stop (tick, an officer who leaves).  Nothing
 * read so is shown but as a number.  What it was before; give it back. */
bool sight_whole(cnis_register *r, bool on);
bool sight_is_whole(const cnis_register *r);

/** How much of an entry of the journal the reader is shown. */
typedef enum sight_journal {
	SIGHT_ENTRY,      /* it touches nobody who is kept back */
	SIGHT_ENTRY_PART, /* somebody else too: that something was changed */
	SIGHT_NO_ENTRY    /* nobody else: as if there were no such entry */
} sight_journal;

cnis_status sight_entry(cnis_register *r, int64_t seq, sight_journal *ret, cnis_error *reterr);

/** Is this record kept from the reader?  Also while everything is read. */
bool sight_kept_back(const cnis_register *r, int64_t child_id);

#endif

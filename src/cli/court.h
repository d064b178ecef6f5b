#ifndef CNIS_CLI_COURT_H
#define CNIS_CLI_COURT_H

#include <cnis/fact.h>
#include <cnis/registration.h>

#include "cli/cli.h"

/** Name the orders of a court that are looked at before the education of the child is decided
 * about.  Never fails: what was to be done is done. */
void court_say(cli *x, int64_t child);

/** The same, and the orders that bind @p applicant, whatever they are about (0: nobody). */
void court_say_of(cli *x, int64_t child, int64_t applicant);

/** The same of the child of a withdrawal; @p applicant 0: whoever applied and waits. */
void court_say_withdrawal(cli *x, int64_t withdrawal, int64_t applicant);

/** The same of a disagreement between parents about the education; court_say() does it too. */
void disagreement_say(cli *x, int64_t child);

/** Somebody has the care who may be neither parent, responsible nor a close relative: is it private
 * fostering?  NULL: not said. */
void fostering_ask(const cli *x, int64_t child, int64_t person, const char *kind,
                   const char *has_care, const char *responsibility);

/** The same of a family that was registered, and of a foster carer whether the child is looked
 * after, where nobody said so. */
void fostering_ask_form(const cli *x, const cnis_form *form, const cnis_registration *saved);

/** The same of a child on record whose family something has arrived about, unless the child is
 * looked after, or the care was recorded as an arrangement. */
void fostering_ask_child(cli *x, int64_t child);

/** One line of a page: what it is, of whom or by what reference (@p letter 0: none), in words. */
typedef cnis_status (*court_part_fn)(void *payload, const char *what, char letter, int64_t id,
                                     const char *kind, const char *detail, const cnis_fact *fact);

/**
 * What holds of one record on @p on: who has responsibility and by what (with @p everybody), limits
 * of contact, orders of a court, disagreement.
 * @retval CNIS_ENOTFOUND  no such child @retval what fn returned
 */
cnis_status court_parts(cli *x, int64_t child, cnis_day on, bool everybody, court_part_fn fn,
                        void *payload);

#endif

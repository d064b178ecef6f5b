#ifndef CNIS_DOMAIN_REGISTRATION_INSIDE_H
#define CNIS_DOMAIN_REGISTRATION_INSIDE_H

#include <cnis/address.h>
#include <cnis/characteristic.h>
#include <cnis/content.h>
#include <cnis/court_order.h>
#include <cnis/flag.h>
#include <cnis/held.h>
#include <cnis/provision.h>

#include "domain/change.h"
#include "domain/likeness_read.h"
#include "domain/registration.h"

/* Shared by the files of a registration: check (fields), likely (same child?), registration
 * (saving). */

enum { REGISTRATION_PATH = 64 };

/* A look at a form under way: what was found goes to fn; the first thing that stops saving is kept.
 */
typedef struct look {
	cnis_register *r;
	const cnis_form *form;
	cnis_form own; /* the form without what is wrong for all of it, which is told once */
	cnis_registration_fn fn; /* NULL: only the first stop is wanted */
	void *payload;
	cnis_error first;
	int64_t first_child; /* of whom that tells; 0: of none */
	bool stopped;
	int64_t orders[16]; /* orders of a court told of, each once */
	size_t n_orders;
	id_list likely[CNIS_FORM_CHILDREN]; /* of each child of the form */
	id_list exact[CNIS_FORM_CHILDREN];
} look;

/** Does the form say, with a reason, that who looks the same is another child? */
bool look_overruled(const cnis_form *form);

/** Two children of one name and birth date at one address: rare, and a manager says so.
 * @retval CNIS_EPERM  an officer does @retval CNIS_EINVAL  without a reason */
cnis_status look_manager_only(const look *l, cnis_error *reterr);

/** Release what a look holds. */
void look_clear(look *l);

/** What a check answered: a wrong field becomes a finding, a real failure goes up.  What a form
 * names and the register has not is a wrong field too. */
cnis_status look_judge(look *l, const char *prefix, cnis_status st, const cnis_error *found,
                       cnis_error *reterr);

/* One check; its finding, if any, is reported under the prefix. */
#define JUDGE(l, prefix, check)                                                                    \
	do {                                                                                       \
		cnis_error e_ = { 0 };                                                             \
		cnis_status st_ = (check);                                                         \
		st_ = look_judge((l), (prefix), st_, &e_, reterr);                                 \
		if (st_ != CNIS_OK)                                                                \
			return st_;                                                                \
	} while (0)

/** Days of a child that cannot be, given the birth date and today, and fields that say nothing on
 * the child's route. */
cnis_status registration_days(look *l, const char *prefix, const cnis_form_child *child,
                              cnis_error *reterr);

/** Which first days and last days of addresses cannot be. */
cnis_status registration_address_days(look *l, const char *prefix, size_t i, cnis_error *reterr);

/** @retval CNIS_EINVAL  @p day lies after @p today (field) */
cnis_status registration_not_future(cnis_day day, cnis_day today, const char *field,
                                    cnis_error *reterr);

/** @p st, and the field of a record of a held child as the form calls it. */
cnis_status registration_held_field(cnis_status st, cnis_error *err);

/** The path in the form of what an inner check of child @p i calls @p inner. */
void registration_spell(size_t i, const char *inner, char ret[REGISTRATION_PATH]);

/** A finding about a child who is here already. */
cnis_status look_child(look *l, cnis_registration_kind kind, size_t i, int64_t child_id,
                       const char *message, const cnis_likeness *likeness, cnis_error *reterr);

/** Orders of a court about children here that bind an adult of the form, @p sibling 0; or about a
 * child who lives where child @p i of the form does. */
cnis_status registration_orders(look *l, cnis_error *reterr);
cnis_status registration_orders_of(look *l, size_t i, int64_t sibling, cnis_error *reterr);

/** The orders of child @p i of the form, whose adults are saved. */
cnis_status registration_save_orders(cnis_register *r, const cnis_form *form,
                                     const cnis_registration *saved, size_t i, cnis_error *reterr);

cnis_status registration_fields(look *l, cnis_error *reterr);
cnis_status registration_duplicates(look *l, cnis_error *reterr);

/** The i-th child of a form as a comparison takes it.  Numbers and places that are none are left
 * out: registration_fields() says so. */
cnis_status registration_likeness(const cnis_form *form, size_t i, likeness_child *ret,
                                  cnis_error *reterr);

/** How an adult is reached: every field of it, before anything is written. */
cnis_status registration_reach_check(look *l, const char *prefix, const cnis_form_parent *p,
                                     cnis_error *reterr);

/** Is this address of the form the adult's? */
bool registration_resides(const cnis_form *form, const cnis_form_parent *p, int at);

/** Positions of a list of the form, each once.  @retval CNIS_EINVAL  (field) */
cnis_status registration_indexes(const int *list, size_t n, size_t bound, const char *field,
                                 cnis_error *reterr);

/** Which addresses a child of the form has: the @p k-th, or NULL beyond the last. */
const cnis_form_address *registration_address(const cnis_form *form, const cnis_form_child *child,
                                              size_t k, size_t *ret_at);

/** Does the route mean leaving a school's roll (s. 434A)? */
bool registration_leaves_school(const cnis_form_child *child);

/** Is the name on the school's roll, as far as the form says? */
bool registration_on_roll(const cnis_form_child *child);

/** Does the child stay a pupil on its route?  The school of a route of pupils is taken as its own.
 */
bool registration_pupil(const cnis_form_child *child);

/** The first day on the route: as given, else after the school, else the notification. */
cnis_day registration_from(const cnis_register *r, const cnis_form *form,
                           const cnis_form_child *child);

/* Where a provision of the form is: the one place and the further ones in one list. */
typedef struct registration_places {
	const char *places[CNIS_PROVISION_PLACES + 1], *webs[CNIS_PROVISION_PLACES + 1];
} registration_places;

/** What is recorded of one provision or fact of the form.  @p at: the result points into it. */
cnis_provision registration_provision(const cnis_register *r, const cnis_form *form,
                                      const cnis_form_provision *p, registration_places *at);
cnis_flag_new registration_flag(const cnis_register *r, const cnis_form *form,
                                const cnis_form_flag *f);
cnis_court_order_new registration_order(const cnis_register *r, const cnis_form *form,
                                        const cnis_form_order *o);
cnis_content_answer registration_answer(const cnis_register *r, const cnis_form *form,
                                        const cnis_form_answer *a);
cnis_characteristic registration_characteristic(const cnis_register *r, const cnis_form *form,
                                                const cnis_form_characteristic *a);
cnis_place registration_place(const cnis_form_address *a);

/** Source, basis and receipt of what a form says. */
cnis_fact registration_fact(const cnis_register *r, const cnis_form *form);

const char *registration_route(const cnis_form_child *child);

/** Does no home address of the child lie in this authority's area? */
bool registration_out_of_area(const cnis_register *r, const cnis_form *form,
                              const cnis_form_child *child);

/** Does the child live elsewhere and leave a school?  The notice is kept, s. 434A(5), and nobody is
 * entered. */
bool registration_elsewhere(const cnis_register *r, const cnis_form *form,
                            const cnis_form_child *child);

/** What is written of a child who is held, and entered on no route. */
cnis_held_new registration_held(const cnis_register *r, const cnis_form *form,
                                const cnis_form_child *child);

#endif

#ifndef CNIS_DOMAIN_WITHHELD_H
#define CNIS_DOMAIN_WITHHELD_H

#include "domain/register.h"
#include "store/keep_back.h"

/*
 * The one rule for reading what is withheld (cnis/withholding.h).  Every statement that hands out
 * or searches by an address, a contact point, a school or where a child is asks these.  INFERENCE,
 * local policy:
 *
 * - A withholding that holds today hides its fact, whatever day is asked about and whatever was
 *   known then, and from whomever it is withheld: what stands on a screen is read out, printed and
 *   sent on.
 * - The word `withheld` stands where the fact stood.  Searching by the fact finds nobody; nobody is
 *   suggested as a sibling or a duplicate because of it.
 * - It is shown to a reader who asks for it (cnis_open_options.withheld) and is a manager, has the
 *   role safeguarding, or owns an open duty of the child it protects; the access log says so.  What
 *   is published for anybody never has it.
 * - A place is withheld in every row it stands in, of any family: rows with the same UPRN, or with
 *   the same postcode and house.  A number is withheld of everybody who has it.
 * - Whoever owns an open duty of a child of another family that lives there too is shown, when they
 *   ask, that family's own rows of the place, and nothing of whose home is withheld.
 * - What has arrived (intake) shows neither how nor where the family is reached, nor its text, when
 *   it says such a place or number, or is about a child for whom anything is withheld.  What was
 *   given as a number, a postcode or a school and is none is a text like any other.  Whoever has
 *   its open duty may ask to be shown all of it, as of a child.
 * - What people wrote in words of their own (a note, a reason, a title, a purpose) shows the word
 * in the place of a withheld address, number or school, however it was typed, in any record of
 * anybody (store/free_text.h).  The text itself is kept; who types one is told.  An officer who may
 * write notes can learn so whether a guess was right, and leaves the guess in the journal.
 * - Withheld whereabouts cover every home the child has, or has had since, and where it went.
 */

/** Is it withheld?  SQL, of the id @p x; nothing to bind. */
#define WITHHELD_ADDRESS(x)  "kept_back(3, " x ")"
#define WITHHELD_POINT(x)    "kept_back(4, " x ")"
#define WITHHELD_LOCATION(x) "kept_back(5, " x ")" /* of a child */
#define WITHHELD_SCHOOL(x)   "kept_back(6, " x ")" /* of a child */
#define WITHHELD_INTAKE(x)                                                                         \
	"kept_back(8, " x ")" /* how and where a family is reached, in an intake */

/** May the reader, who asked, read all of an intake, because they have its open duty?  SQL. */
#define WITHHELD_OWN_INTAKE(x) "kept_back(12, " x ")"

/** What stands in its place. */
#define WITHHELD_WORD "withheld"

/** A column as it is shown; one beside it, that then says nothing; and a text that may be none. */
#define WITHHELD_SHOWN(kept, column)  "iif(" kept ", '" WITHHELD_WORD "', " column ")"
#define WITHHELD_BESIDE(kept, column) "iif(" kept ", NULL, " column ")"
#define WITHHELD_TEXT(kept, column)                                                                \
	"iif(" kept " AND " column " IS NOT NULL, '" WITHHELD_WORD "', " column ")"

/** Who asks to be shown what is withheld: may they at all?  @retval CNIS_EPERM */
cnis_status withheld_check(cnis_register *r, cnis_error *reterr);

/** Find what is withheld from this reader and hand it to the connection: when a register is opened,
 * when it is held, and when a change begins. */
cnis_status withheld_load(cnis_register *r, cnis_error *reterr);

/**
 * From here on what is read is written for this person: what is withheld from them or from all
 * outward is kept back, and nothing else.  With sight_publish(); 0 ends it.
 */
cnis_status withheld_for(cnis_register *r, int64_t person_id, cnis_error *reterr);

/**
 * Is where the child lives withheld from who writes?  Not from a manager, the role safeguarding or
 * whoever owns an open duty of the child.  What is written then gives the same answer wherever the
 * child lives: nobody learns by trying.
 */
cnis_status withheld_where(cnis_register *r, int64_t child_id, bool *ret, cnis_error *reterr);

/** Refuse what cannot be done without telling it.  @retval CNIS_EPERM  it is withheld */
cnis_status withheld_where_refuse(cnis_register *r, int64_t child_id, const char *what,
                                  cnis_error *reterr);

/** Is anything withheld from this reader? */
bool withheld_any(const cnis_register *r);

/** May the reader, who asked, be shown what is withheld of every child? */
bool withheld_all(const cnis_register *r);

#endif

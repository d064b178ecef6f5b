/* Calculators about what reaches a parent, and how. */
#include "rule/eval.h"
#include "rule/service.h"
#include "rule/wish.h"

void
eval_contact_wish(eval *e)
{
	static const char methods[] =
	    "post email telephone text meeting home_visit remote_meeting online_form in_person "
	    "other delivery left_at_residence electronic";
	static const char *const said[] = {
		"the adult asked nothing that stands against it",
		"the adult asked not to be reached so; a manager decided to send it all the same",
		"the adult asked this of some of the places it may have gone to: say which it was",
		"the adult asked not to be reached so: use another way; a manager may decide to "
		"send it all the same, and says why",
	};
	rule_wish_in in = { .message_left = eval_bool_or(e, "message_left", false),
		            .places = eval_int_or(e, "places", 1, 0, 1000),
		            .despite = eval_bool_or(e, "despite", false) };
	const char *method = eval_text(e, "method");
	rule_wish w;

	in.asked_not = eval_int_or(e, "asked_not", 0, 0, in.places);
	(void)eval_choice(e, "method", methods);
	if (method != NULL)
		in.way = rule_way_of(method);
	w = rule_wish_of(&in);
	out_bool(e, "allowed", w == RULE_WISH_FREE || w == RULE_WISH_DESPITE);
	out_bool(e, "where_needed", w == RULE_WISH_WHERE);
	why(e, rule_way_asks(in.way, in.message_left)
	           ? said[w]
	           : "nothing is written to a place of the adult's, and no message left");
}

void
eval_interpreter(eval *e)
{
	enum { PROFESSIONAL, STAFF, RELATIVE, CHILD, NOT_NEEDED, NOBODY, NOT_SAID };
	static const char who[] = "professional staff relative child not_needed nobody_spoken_with";
	bool needed = eval_bool(e, "needed");
	int by = eval_choice_or(e, "interpreter", who, NOT_SAID);
	bool family = by == RELATIVE || by == CHILD;
	bool open = by == NOT_SAID && needed;

	out_bool(e, "allowed", !family && !open);
	if (family)
		why(e, "a relative or a child does not interpret where a decision is made: hear "
		       "the family again with a professional interpreter or a member of staff");
	else if (open)
		why(e, "a parent or carer needs an interpreter: say who interpreted, or that "
		       "nobody was spoken with");
	else
		why(e, by == NOT_SAID ? "nobody is known to need an interpreter"
		                      : "who interpreted is said, and may");
}

void
eval_privacy_notice(eval *e)
{
	cnis_day obtained = eval_day(e, "obtained_on");
	cnis_day due = cnis_day_add_months(obtained, 1);

	out_day(e, "due_on", due);
	why(e, "one month from obtaining the data on ");
	why_day(e, obtained);
	why(e, " ends on ");
	why_day(e, due);
	why(e, ", at the latest; sooner when the family is written to or the data go to another");
}

void
eval_service(eval *e)
{
	const char *section = eval_text(e, "section");
	rule_service_in in = { .section = section,
		               .agreed = eval_day_or_none(e, "agreed_on"),
		               .ended = eval_day_or_none(e, "ended_on"),
		               .served = eval_day(e, "served_on") };
	rule_service s;

	if (section == NULL || !rule_section(section)) {
		eval_fail(e, "section", "is the section the notice is served under: 434A, 436H");
		return;
	}
	s = rule_service_of(&in);
	out_bool(e, "allowed", s.allowed);
	out_bool(e, "agreement_needed", !s.free);
	why(e, "a notice under s. ");
	why(e, section);
	if (s.free) {
		why(e, " may be served by any other effective method (s. 572(4)): no agreement "
		       "is needed");
		return;
	}
	why(e, " is served on a parent electronically only with the parent's agreement in "
	       "writing, to the number or address it names (s. 572(2))");
	if (in.agreed == CNIS_DAY_NONE) {
		why(e, "; there is none");
		return;
	}
	why(e, "; agreed to from ");
	why_day(e, in.agreed);
	if (in.ended != CNIS_DAY_NONE) {
		why(e, " until ");
		why_day(e, in.ended);
	}
	why(e, "; served on ");
	why_day(e, in.served);
}

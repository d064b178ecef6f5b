/* What rests on one person's word, told to officers beside the reasons of a child or a review. */
#include <cnis/one_word.h>
#include <cnis/reference.h>

#include "base/text.h"
#include "domain/why_inside.h"

static cnis_status
tell(const cnis_one_word *w, void *payload, cnis_error *reterr)
{
	const why_telling *t = payload;
	char text[WHY_SENTENCE];
	char ref[CNIS_REFERENCE_SIZE];
	text_buf b = text_buf_on(text, sizeof(text));

	text_add(&b, "rests on the word of one person (");
	text_add(&b, w->source);
	if (w->person_id != 0) {
		text_add(&b, ", ");
		text_add(&b, cnis_reference_format(CNIS_REF_PERSON, w->person_id, ref));
	}
	text_add(&b, "): ");
	text_add(&b, w->facts);
	text_add(&b, "; it decides nothing");
	return why_tell(t, "one-word", text, NULL, "", true, reterr);
}

cnis_status
why_tell_one_word(const why_telling *t, int64_t child_id, cnis_error *reterr)
{
	why_telling own = *t;
	bool asked = false;
	cnis_status st = t->family
	                     ? CNIS_OK
	                     : cnis_one_word_asked(t->r, child_id, CNIS_DAY_NONE, &asked, reterr);

	return st == CNIS_OK && asked
	           ? cnis_one_word_walk(t->r, child_id, CNIS_DAY_NONE, tell, &own, reterr)
	           : st;
}

/* The registration form of a council's online notification. */
#include <cnis/form.h>

#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_text(data, size);
	cnis_form_doc *doc = NULL;
	cnis_error error = { 0 };
	cnis_status st = cnis_form_read(bytes, size, &doc, &error);

	fuzz_error(st, &error);
	if (st == CNIS_OK) {
		const cnis_form *form = cnis_form_doc_form(doc);

		FUZZ_MUST(form != NULL && form->n_children <= CNIS_FORM_CHILDREN);
		FUZZ_MUST(cnis_form_doc_line(doc, "children[0].born") >= 0);
	} else {
		FUZZ_MUST(doc == NULL && st == CNIS_EINVAL);
	}
	cnis_form_doc_free(doc);
	free(bytes);
	return 0;
}

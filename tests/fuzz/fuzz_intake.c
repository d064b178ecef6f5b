/* What has arrived, as a mailbox or a web form gives it: one object after the other. */
#include <cnis/intake.h>

#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_text(data, size);
	cnis_intake_doc *doc = NULL;
	cnis_error error = { 0 };
	cnis_status st = cnis_intake_read(bytes, size, &doc, &error);

	fuzz_error(st, &error);
	if (st == CNIS_OK) {
		size_t n = 0;
		const cnis_intake_new *all = cnis_intake_doc_all(doc, &n);

		FUZZ_MUST(n > 0 && n <= CNIS_INTAKE_AT_ONCE);
		for (size_t i = 0; i < n; i++)
			FUZZ_MUST(all[i].n_subjects <= CNIS_INTAKE_SUBJECTS &&
			          cnis_intake_doc_line(doc, i) > 0);
		FUZZ_MUST(cnis_intake_doc_line(doc, n) == 0);
	} else {
		FUZZ_MUST(doc == NULL && st == CNIS_EINVAL);
	}
	cnis_intake_doc_free(doc);
	free(bytes);
	return 0;
}

/* References people type, and the numbers others gave a child. */
#include <cnis/reference.h>

#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char buf[CNIS_REFERENCE_SIZE];
	char kind = 0, same = 0;
	int64_t id = 0, again = 0;

	if (cnis_reference_parse(text, 0, &kind, &id) == CNIS_OK) {
		FUZZ_MUST(id > 0);
		FUZZ_MUST(cnis_reference_parse(cnis_reference_format(kind, id, buf), kind, &same,
		                               &again) == CNIS_OK);
		FUZZ_MUST(same == kind && again == id);
	}
	free(text);
	return 0;
}

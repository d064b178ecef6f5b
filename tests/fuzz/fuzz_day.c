/* Days and instants as people type them. */
#include <cnis/day.h>

#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char iso[CNIS_DAY_ISO_SIZE], when[CNIS_INSTANT_ISO_SIZE];
	cnis_day d = CNIS_DAY_NONE, again = CNIS_DAY_NONE;
	int64_t at = 0, same = 0;

	if (cnis_day_parse(text, &d) == CNIS_OK) {
		FUZZ_MUST(d != CNIS_DAY_NONE);
		FUZZ_MUST(cnis_day_parse(cnis_day_iso(d, iso), &again) == CNIS_OK && again == d);
		FUZZ_MUST(cnis_instant_day(cnis_instant_end_of_day(d)) == d);
	}
	if (cnis_instant_parse(text, &at) == CNIS_OK)
		FUZZ_MUST(cnis_instant_parse(cnis_instant_iso(at, when), &same) == CNIS_OK &&
		          same == at);
	free(text);
	return 0;
}

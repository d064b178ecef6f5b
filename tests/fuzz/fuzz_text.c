/* One text from a person or a file. */
#include "base/text.h"
#include "fuzz/fuzz.h"

static void
clean(const char *in, size_t size, size_t most, bool multiline)
{
	char *once = NULL, *twice = NULL, *folded;

	if (text_clean(in, size, most, multiline, &once) != TEXT_FINE) {
		FUZZ_MUST(once == NULL);
		return;
	}
	FUZZ_MUST(text_clean(once, strlen(once), most, multiline, &twice) == TEXT_FINE);
	FUZZ_MUST(strcmp(once, twice) == 0);
	FUZZ_MUST(text_width(once) <= 2 * strlen(once));
	folded = text_fold(once);
	FUZZ_MUST(folded != NULL);
	free(folded);
	free(twice);
	free(once);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char small[16];
	int64_t n = 0;

	clean(text, size, 200, false);
	clean(text, size, 4000, true);
	(void)text_copy(small, sizeof(small), text);
	FUZZ_MUST(strlen(small) < sizeof(small));
	(void)text_int(text, &n);
	free(text);
	return 0;
}

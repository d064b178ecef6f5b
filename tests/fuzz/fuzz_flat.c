/* The inputs of a duty as the register keeps them: what is read can be written and read again. */
#include "base/flat.h"
#include "fuzz/fuzz.h"

static bool
member(const char *name, const char *value, void *payload)
{
	text_buf *b = payload;

	if (b != NULL)
		flat_add(b, name, value);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char bytes[1 << 20];
	char *text = fuzz_text(data, size);
	text_buf b = text_buf_on(bytes, sizeof(bytes));

	flat_begin(&b);
	if (flat_read(text, member, &b) == CNIS_OK) {
		flat_end(&b);
		FUZZ_MUST(b.cut || flat_read(bytes, member, NULL) == CNIS_OK);
	}
	free(text);
	return 0;
}

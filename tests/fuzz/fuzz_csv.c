/* A file a school sends. */
#include "exchange/csv.h"
#include "fuzz/fuzz.h"

static cnis_status
row(const csv_row *r, void *payload, cnis_error *reterr)
{
	int64_t *last = payload;
	size_t i;

	(void)reterr;
	FUZZ_MUST(r->number == last[0] + 1 && r->line > last[1]);
	last[0] = r->number;
	last[1] = r->line;
	for (i = 0; i < r->n; i++)
		FUZZ_MUST(strlen(r->cell[i].text) == r->cell[i].len);
	return CNIS_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const csv_limits narrow = { .file = 256, .cell = 8, .columns = 4 };
	cnis_error error = { 0 };
	int64_t last[2] = { -1, 0 };
	char *text = fuzz_text(data, size);

	fuzz_error(csv_read_bytes(text, size, NULL, row, last, &error), &error);
	error = (cnis_error){ 0 };
	last[0] = -1;
	last[1] = 0;
	fuzz_error(csv_read_bytes(text, size, &narrow, row, last, &error), &error);
	free(text);
	return 0;
}

/* The map of a school's return, and its header row. */
#include <stdio.h>
#include <unistd.h>

#include "exchange/import_map.h"
#include "fuzz/fuzz.h"

static const char *const NAMES[] = {
	"full_name", "born", "ground", "deleted", "school_name", NULL
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const csv_cell cells[] = { { "Name", 4 }, { "01/09/2015", 10 }, { "f", 1 } };
	static const csv_row row = { .number = 0, .line = 1, .n = 3, .cell = cells };
	char path[] = "/tmp/cnis-fuzz-map-XXXXXX";
	import_map map = { 0 };
	cnis_error error = { 0 };
	cnis_status st;
	cnis_day day = 0;
	int fd = mkstemp(path);
	int i;

	FUZZ_MUST(fd >= 0);
	FUZZ_MUST(size == 0 || write(fd, data, size) == (ssize_t)size);
	(void)close(fd);
	st = map_read(path, NAMES, &map, &error);
	(void)unlink(path);
	fuzz_error(st, &error);
	if (st == CNIS_OK) {
		st = map_bind(&map, &row, &error);
		fuzz_error(st, &error);
	}
	for (i = 0; st == CNIS_OK && NAMES[i] != NULL; i++) {
		FUZZ_MUST(map_value(&map, i, &row) != NULL && map_column(&map, i) != NULL);
		(void)map_day(&map, i, map_value(&map, i, &row), &day);
	}
	map_clear(&map);
	return 0;
}

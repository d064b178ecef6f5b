/* The calculator by JSON: each rule on each line; an answer is one line of JSON. */
#include <jansson.h>

#include <cnis/rule_json.h>

#include "fuzz/fuzz.h"

static void
one(const char *id, const char *line)
{
	cnis_error error = { 0 };
	char *answer = NULL;
	cnis_status st = cnis_rule_eval_json(id, line, NULL, &answer, &error);
	json_t *read;

	fuzz_error(st, &error);
	if (st != CNIS_OK) {
		FUZZ_MUST(answer == NULL);
		FUZZ_MUST(cnis_rule_error_json(&error, &answer, NULL) == CNIS_OK);
	}
	FUZZ_MUST(strchr(answer, '\n') == NULL);
	read = json_loads(answer, JSON_REJECT_DUPLICATES, NULL);
	FUZZ_MUST(json_is_object(read));
	json_decref(read);
	free(answer);
}

/* The first byte says which rule: corpus files begin with any letter. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *line;

	if (size == 0)
		return 0;
	line = fuzz_text(data + 1, size - 1);
	one(cnis_rule_at(data[0] % cnis_rule_count())->id, line);
	one("EA1996.8.school-age", line);
	one("EA1996.434A.2", line);
	one("DAYS.count", line);
	free(line);
	return 0;
}

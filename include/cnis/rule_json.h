#ifndef CNIS_RULE_JSON_H
#define CNIS_RULE_JSON_H

#include <cnis/rule.h>

/**
 * @file cnis/rule_json.h
 * The calculator by JSON: one object of inputs in, one verdict out, each on one line.
 *
 * Texts returned are NUL-terminated UTF-8 without a newline; release them with free().
 */

/**
 * Work one rule out from a line of JSON.  Values are strings, numbers, booleans or null; an array
 * of strings is a list.  The verdict has `schema`, `rule`, the outputs (true booleans, numbers,
 * null, arrays), `citation` and `why`.
 *
 * @param id        e.g. "EA1996.434A.2"
 * @param line      one JSON object; borrowed
 * @param context   may be NULL
 * @param ret_text  receives the line; untouched on failure
 * @retval CNIS_ENOTFOUND  no such rule, or one that has no calculator
 * @retval CNIS_EINVAL     not one JSON object, a value of another kind, or as cnis_rule_eval();
 *                         field names the key
 */
CNIS_API cnis_status cnis_rule_eval_json(const char *id, const char *line,
                                         const cnis_rule_context *context, char **ret_text,
                                         cnis_error *reterr);

/**
 * A verdict as the same line of JSON.
 * @retval CNIS_ENOMEM  the only failure
 */
CNIS_API cnis_status cnis_rule_verdict_json(const cnis_rule_verdict *v, char **ret_text,
                                            cnis_error *reterr);

/**
 * What stands in place of a verdict for a bad line: `error` and `field` (null when it is the whole
 * line).
 * @retval CNIS_ENOMEM  the only failure
 */
CNIS_API cnis_status cnis_rule_error_json(const cnis_error *error, char **ret_text,
                                          cnis_error *reterr);

#endif

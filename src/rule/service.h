#ifndef CNIS_RULE_SERVICE_H
#define CNIS_RULE_SERVICE_H

#include <stdbool.h>

#include <cnis/day.h>

/*
 * Serving a notice on a person as a parent by electronic communication, s. 572(2) and (4): only
 * where the parent has agreed to it in writing for that number or address, unless the notice is one
 * under ss. 436H to 436P.
 */
typedef struct rule_service_in {
	const char *section; /* under which the notice is served: 434A, 436H, ... */
	cnis_day agreed;     /* the first day the agreement holds; CNIS_DAY_NONE: there is none */
	cnis_day ended;      /* the day it ended, which counts no more; CNIS_DAY_NONE */
	cnis_day served;
} rule_service_in;

typedef struct rule_service {
	bool allowed;
	bool free; /* s. 572(4): it needs no agreement */
} rule_service;

/** Can it be a section a notice is served under: of ss. 1 to 583 one with at most two letters? */
bool rule_section(const char *section);

rule_service rule_service_of(const rule_service_in *in);

#endif

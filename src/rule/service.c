/* Serving by electronic communication. */
#include "rule/service.h"

#include <string.h>

bool
rule_section(const char *section)
{
	size_t digits = strspn(section, "0123456789");
	size_t letters = strspn(section + digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return digits >= 1 && digits <= 3 && letters <= 2 && section[digits + letters] == '\0';
}

/* ss. 436H to 436P, by one letter each. */
static bool
attendance_notice(const char *section)
{
	return strlen(section) == 4 && memcmp(section, "436", 3) == 0 && section[3] >= 'H' &&
	       section[3] <= 'P';
}

rule_service
rule_service_of(const rule_service_in *in)
{
	rule_service s = { .free = attendance_notice(in->section) };

	s.allowed = s.free || (in->agreed != CNIS_DAY_NONE && in->agreed <= in->served &&
	                       (in->ended == CNIS_DAY_NONE || in->ended >= in->served));
	return s;
}

/* Serving by electronic communication. */
#include "rule/service.h"

#include <string.h>

/* s. 572 says how, and is no section to serve under; 583 is the last of the Act; of ss. 436A to
 * 436T the letters are known, of the others not. */
bool
rule_section(const char *section)
{
	size_t digits = strspn(section, "0123456789");
	size_t letters = strspn(section + digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	int number = 0;

	if (digits < 1 || digits > 3 || letters > 2 || section[digits + letters] != '\0')
		return false;
	for (size_t i = 0; i < digits; i++)
		number = 10 * number + (section[i] - '0');
	if (number == 436)
		return letters == 1 && section[digits] <= 'T';
	return section[0] != '0' && number <= 583 && number != 572;
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
	                       (in->ended == CNIS_DAY_NONE || in->ended > in->served));
	return s;
}

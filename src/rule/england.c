/*
 * Bank holidays of England (England and Wales division of https://www.gov.uk/bank-holidays.json,
 * read in February 2026), 2019 to 2028.  Days from 1970-01-01; each year is added here when
 * published.
 */
#include <cnis/rule.h>

/* clang-format off */
static const cnis_day closed[] = {
	17897, /* 2019-01-01 New Year's Day */
	18005, /* 2019-04-19 Good Friday */
	18008, /* 2019-04-22 Easter Monday */
	18022, /* 2019-05-06 Early May bank holiday */
	18043, /* 2019-05-27 Spring bank holiday */
	18134, /* 2019-08-26 Summer bank holiday */
	18255, /* 2019-12-25 Christmas Day */
	18256, /* 2019-12-26 Boxing Day */
	18262, /* 2020-01-01 New Year's Day */
	18362, /* 2020-04-10 Good Friday */
	18365, /* 2020-04-13 Easter Monday */
	18390, /* 2020-05-08 Early May bank holiday (VE day) */
	18407, /* 2020-05-25 Spring bank holiday */
	18505, /* 2020-08-31 Summer bank holiday */
	18621, /* 2020-12-25 Christmas Day */
	18624, /* 2020-12-28 Boxing Day */
	18628, /* 2021-01-01 New Year's Day */
	18719, /* 2021-04-02 Good Friday */
	18722, /* 2021-04-05 Easter Monday */
	18750, /* 2021-05-03 Early May bank holiday */
	18778, /* 2021-05-31 Spring bank holiday */
	18869, /* 2021-08-30 Summer bank holiday */
	18988, /* 2021-12-27 Christmas Day */
	18989, /* 2021-12-28 Boxing Day */
	18995, /* 2022-01-03 New Year's Day */
	19097, /* 2022-04-15 Good Friday */
	19100, /* 2022-04-18 Easter Monday */
	19114, /* 2022-05-02 Early May bank holiday */
	19145, /* 2022-06-02 Spring bank holiday */
	19146, /* 2022-06-03 Platinum Jubilee bank holiday */
	19233, /* 2022-08-29 Summer bank holiday */
	19254, /* 2022-09-19 Bank Holiday for the State Funeral of Queen Elizabeth II */
	19352, /* 2022-12-26 Boxing Day */
	19353, /* 2022-12-27 Christmas Day */
	19359, /* 2023-01-02 New Year's Day */
	19454, /* 2023-04-07 Good Friday */
	19457, /* 2023-04-10 Easter Monday */
	19478, /* 2023-05-01 Early May bank holiday */
	19485, /* 2023-05-08 Bank holiday for the coronation of King Charles III */
	19506, /* 2023-05-29 Spring bank holiday */
	19597, /* 2023-08-28 Summer bank holiday */
	19716, /* 2023-12-25 Christmas Day */
	19717, /* 2023-12-26 Boxing Day */
	19723, /* 2024-01-01 New Year's Day */
	19811, /* 2024-03-29 Good Friday */
	19814, /* 2024-04-01 Easter Monday */
	19849, /* 2024-05-06 Early May bank holiday */
	19870, /* 2024-05-27 Spring bank holiday */
	19961, /* 2024-08-26 Summer bank holiday */
	20082, /* 2024-12-25 Christmas Day */
	20083, /* 2024-12-26 Boxing Day */
	20089, /* 2025-01-01 New Year's Day */
	20196, /* 2025-04-18 Good Friday */
	20199, /* 2025-04-21 Easter Monday */
	20213, /* 2025-05-05 Early May bank holiday */
	20234, /* 2025-05-26 Spring bank holiday */
	20325, /* 2025-08-25 Summer bank holiday */
	20447, /* 2025-12-25 Christmas Day */
	20448, /* 2025-12-26 Boxing Day */
	20454, /* 2026-01-01 New Year's Day */
	20546, /* 2026-04-03 Good Friday */
	20549, /* 2026-04-06 Easter Monday */
	20577, /* 2026-05-04 Early May bank holiday */
	20598, /* 2026-05-25 Spring bank holiday */
	20696, /* 2026-08-31 Summer bank holiday */
	20812, /* 2026-12-25 Christmas Day */
	20815, /* 2026-12-28 Boxing Day */
	20819, /* 2027-01-01 New Year's Day */
	20903, /* 2027-03-26 Good Friday */
	20906, /* 2027-03-29 Easter Monday */
	20941, /* 2027-05-03 Early May bank holiday */
	20969, /* 2027-05-31 Spring bank holiday */
	21060, /* 2027-08-30 Summer bank holiday */
	21179, /* 2027-12-27 Christmas Day */
	21180, /* 2027-12-28 Boxing Day */
	21186, /* 2028-01-03 New Year's Day */
	21288, /* 2028-04-14 Good Friday */
	21291, /* 2028-04-17 Easter Monday */
	21305, /* 2028-05-01 Early May bank holiday */
	21333, /* 2028-05-29 Spring bank holiday */
	21424, /* 2028-08-28 Summer bank holiday */
	21543, /* 2028-12-25 Christmas Day */
	21544, /* 2028-12-26 Boxing Day */
};
/* clang-format on */

enum { KNOWN_FROM = 17897 /* 2019-01-01 */, KNOWN_TO = 21549 /* 2028-12-31 */ };

static const cnis_rule_calendar england = {
	.closed = closed,
	.n_closed = sizeof(closed) / sizeof(closed[0]),
	.known_from = KNOWN_FROM,
	.known_to = KNOWN_TO,
};

const cnis_rule_calendar *
cnis_rule_england(void)
{
	return &england;
}

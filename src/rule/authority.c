/*
 * The authorities of England by their three-digit DfE code (look-up of July 2026), and the codes
 * a unique pupil number may carry (children in need census rule 1530, with 942 and 943 added:
 * its text stops at 941).
 */
#include "rule/authority.h"

#include <stddef.h>
#include <string.h>

#include "rule/identifier.h"

typedef struct authority {
	int code;
	bool live; /* not yet replaced by another authority */
	const char *name;
} authority;

/* Ascending by code. */
/* clang-format off */
static const authority table[] = {
	{ 201, true, "City of London" },
	{ 202, true, "Camden" },
	{ 203, true, "Greenwich" },
	{ 204, true, "Hackney" },
	{ 205, true, "Hammersmith and Fulham" },
	{ 206, true, "Islington" },
	{ 207, true, "Kensington and Chelsea" },
	{ 208, true, "Lambeth" },
	{ 209, true, "Lewisham" },
	{ 210, true, "Southwark" },
	{ 211, true, "Tower Hamlets" },
	{ 212, true, "Wandsworth" },
	{ 213, true, "Westminster" },
	{ 301, true, "Barking and Dagenham" },
	{ 302, true, "Barnet" },
	{ 303, true, "Bexley" },
	{ 304, true, "Brent" },
	{ 305, true, "Bromley" },
	{ 306, true, "Croydon" },
	{ 307, true, "Ealing" },
	{ 308, true, "Enfield" },
	{ 309, true, "Haringey" },
	{ 310, true, "Harrow" },
	{ 311, true, "Havering" },
	{ 312, true, "Hillingdon" },
	{ 313, true, "Hounslow" },
	{ 314, true, "Kingston upon Thames" },
	{ 315, true, "Merton" },
	{ 316, true, "Newham" },
	{ 317, true, "Redbridge" },
	{ 318, true, "Richmond upon Thames" },
	{ 319, true, "Sutton" },
	{ 320, true, "Waltham Forest" },
	{ 330, true, "Birmingham" },
	{ 331, true, "Coventry" },
	{ 332, true, "Dudley" },
	{ 333, true, "Sandwell" },
	{ 334, true, "Solihull" },
	{ 335, true, "Walsall" },
	{ 336, true, "Wolverhampton" },
	{ 340, true, "Knowsley" },
	{ 341, true, "Liverpool" },
	{ 342, true, "St. Helens" },
	{ 343, true, "Sefton" },
	{ 344, true, "Wirral" },
	{ 350, true, "Bolton" },
	{ 351, true, "Bury" },
	{ 352, true, "Manchester" },
	{ 353, true, "Oldham" },
	{ 354, true, "Rochdale" },
	{ 355, true, "Salford" },
	{ 356, true, "Stockport" },
	{ 357, true, "Tameside" },
	{ 358, true, "Trafford" },
	{ 359, true, "Wigan" },
	{ 370, true, "Barnsley" },
	{ 371, true, "Doncaster" },
	{ 372, true, "Rotherham" },
	{ 373, true, "Sheffield" },
	{ 380, true, "Bradford" },
	{ 381, true, "Calderdale" },
	{ 382, true, "Kirklees" },
	{ 383, true, "Leeds" },
	{ 384, true, "Wakefield" },
	{ 390, true, "Gateshead" },
	{ 391, true, "Newcastle upon Tyne" },
	{ 392, true, "North Tyneside" },
	{ 393, true, "South Tyneside" },
	{ 394, true, "Sunderland" },
	{ 420, true, "Isles of Scilly" },
	{ 800, true, "Bath and North East Somerset" },
	{ 801, true, "Bristol, City of" },
	{ 802, true, "North Somerset" },
	{ 803, true, "South Gloucestershire" },
	{ 805, true, "Hartlepool" },
	{ 806, true, "Middlesbrough" },
	{ 807, true, "Redcar and Cleveland" },
	{ 808, true, "Stockton-on-Tees" },
	{ 810, true, "Kingston upon Hull, City of" },
	{ 811, true, "East Riding of Yorkshire" },
	{ 812, true, "North East Lincolnshire" },
	{ 813, true, "North Lincolnshire" },
	{ 815, true, "North Yorkshire" },
	{ 816, true, "York" },
	{ 820, false, "Bedfordshire" },
	{ 821, true, "Luton" },
	{ 822, true, "Bedford" },
	{ 823, true, "Central Bedfordshire" },
	{ 825, true, "Buckinghamshire" },
	{ 826, true, "Milton Keynes" },
	{ 830, true, "Derbyshire" },
	{ 831, true, "Derby" },
	{ 835, false, "Dorset" },
	{ 836, false, "Poole" },
	{ 837, false, "Bournemouth" },
	{ 838, true, "Dorset" },
	{ 839, true, "Bournemouth, Christchurch and Poole" },
	{ 840, true, "County Durham" },
	{ 841, true, "Darlington" },
	{ 845, true, "East Sussex" },
	{ 846, true, "Brighton and Hove" },
	{ 850, true, "Hampshire" },
	{ 851, true, "Portsmouth" },
	{ 852, true, "Southampton" },
	{ 855, true, "Leicestershire" },
	{ 856, true, "Leicester" },
	{ 857, true, "Rutland" },
	{ 860, true, "Staffordshire" },
	{ 861, true, "Stoke-on-Trent" },
	{ 865, true, "Wiltshire" },
	{ 866, true, "Swindon" },
	{ 867, true, "Bracknell Forest" },
	{ 868, true, "Windsor and Maidenhead" },
	{ 869, true, "West Berkshire" },
	{ 870, true, "Reading" },
	{ 871, true, "Slough" },
	{ 872, true, "Wokingham" },
	{ 873, true, "Cambridgeshire" },
	{ 874, true, "Peterborough" },
	{ 875, false, "Cheshire" },
	{ 876, true, "Halton" },
	{ 877, true, "Warrington" },
	{ 878, true, "Devon" },
	{ 879, true, "Plymouth" },
	{ 880, true, "Torbay" },
	{ 881, true, "Essex" },
	{ 882, true, "Southend-on-Sea" },
	{ 883, true, "Thurrock" },
	{ 884, true, "Herefordshire, County of" },
	{ 885, true, "Worcestershire" },
	{ 886, true, "Kent" },
	{ 887, true, "Medway" },
	{ 888, true, "Lancashire" },
	{ 889, true, "Blackburn with Darwen" },
	{ 890, true, "Blackpool" },
	{ 891, true, "Nottinghamshire" },
	{ 892, true, "Nottingham" },
	{ 893, true, "Shropshire" },
	{ 894, true, "Telford and Wrekin" },
	{ 895, true, "Cheshire East" },
	{ 896, true, "Cheshire West and Chester" },
	{ 908, true, "Cornwall" },
	{ 909, false, "Cumbria" },
	{ 916, true, "Gloucestershire" },
	{ 919, true, "Hertfordshire" },
	{ 921, true, "Isle of Wight" },
	{ 925, true, "Lincolnshire" },
	{ 926, true, "Norfolk" },
	{ 928, false, "Northamptonshire" },
	{ 929, true, "Northumberland" },
	{ 931, true, "Oxfordshire" },
	{ 933, true, "Somerset" },
	{ 935, true, "Suffolk" },
	{ 936, true, "Surrey" },
	{ 937, true, "Warwickshire" },
	{ 938, true, "West Sussex" },
	{ 940, true, "North Northamptonshire" },
	{ 941, true, "West Northamptonshire" },
	{ 942, true, "Cumberland" },
	{ 943, true, "Westmorland and Furness" },
};

static const struct {
	int from, to;
} upn_ranges[] = {
	{ 1, 5 },
	{ 201, 213 },
	{ 301, 320 },
	{ 330, 336 },
	{ 340, 344 },
	{ 350, 359 },
	{ 370, 373 },
	{ 380, 384 },
	{ 390, 394 },
	{ 420, 420 },
	{ 660, 681 },
	{ 701, 708 },
	{ 800, 803 },
	{ 805, 808 },
	{ 810, 813 },
	{ 815, 816 },
	{ 820, 823 },
	{ 825, 826 },
	{ 830, 831 },
	{ 835, 841 },
	{ 845, 846 },
	{ 850, 852 },
	{ 855, 857 },
	{ 860, 861 },
	{ 865, 896 },
	{ 908, 909 },
	{ 916, 916 },
	{ 919, 919 },
	{ 921, 921 },
	{ 925, 926 },
	{ 928, 929 },
	{ 931, 931 },
	{ 933, 933 },
	{ 935, 938 },
	{ 940, 943 },
};
/* clang-format on */

enum { AUTHORITIES = sizeof(table) / sizeof(table[0]) };
enum { UPN_RANGES = sizeof(upn_ranges) / sizeof(upn_ranges[0]) };

/* Three digits as a number, -1 for anything else. */
static int
code_number(const char *code)
{
	int value = 0;

	if (code == NULL)
		return -1;
	for (size_t i = 0; i < 3; i++) {
		if (code[i] < '0' || code[i] > '9')
			return -1;
		value = value * 10 + (code[i] - '0');
	}
	return code[3] == '\0' ? value : -1;
}

static const authority *
find(int code)
{
	size_t low = 0;
	size_t high = AUTHORITIES;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < AUTHORITIES && table[low].code == code ? &table[low] : NULL;
}

const char *
rule_authority_name(const char *code)
{
	const authority *a = find(code_number(code));

	return a == NULL ? NULL : a->name;
}

rule_authority_state
rule_authority_state_of(const char *code)
{
	const authority *a = find(code_number(code));

	if (a == NULL)
		return RULE_AUTHORITY_UNKNOWN;
	return a->live ? RULE_AUTHORITY_LIVE : RULE_AUTHORITY_CLOSED;
}

rule_area
rule_area_of(const char *code)
{
	static const struct {
		const char *word;
		rule_area area;
	} words[] = { { "wales", RULE_AREA_WALES },
		      { "scotland", RULE_AREA_SCOTLAND },
		      { "northern_ireland", RULE_AREA_NORTHERN_IRELAND },
		      { "crown_dependency", RULE_AREA_CROWN_DEPENDENCY },
		      { "abroad", RULE_AREA_ABROAD } };

	for (size_t i = 0; code != NULL && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].word, code) == 0)
			return words[i].area;
	return find(code_number(code)) == NULL ? RULE_AREA_UNKNOWN : RULE_AREA_ENGLAND;
}

bool
rule_upn_authority(const char *code)
{
	int value = code_number(code);

	for (size_t i = 0; i < UPN_RANGES; i++)
		if (value >= upn_ranges[i].from && value <= upn_ranges[i].to)
			return true;
	return false;
}

#ifndef CNIS_DOMAIN_LIKENESS_WEIGHTS_H
#define CNIS_DOMAIN_LIKENESS_WEIGHTS_H

/* ---- the weights, tenths of a bit: 10 * log2(m / u) ---------------------------------------------
 */
enum {
	/* m 0.97: births are well recorded; u 1/4000: some eleven years of days */
	BORN_SAME = 119,
	/* m 0.005, u 1/4000: day and month change places in one of 200 dates typed */
	BORN_SWAPPED = 43,
	/* m 0.02: one of the three parts mistyped; u 0.0135: two of three agree by chance */
	BORN_ONE_PART = 6,
	/* m 0.005, u 0.986 */
	BORN_DIFFERS = -76,

	/* m 0.92; u 0.0026: the sum of squares of the frequencies of family names */
	FAMILY_SAME = 85,
	FAMILY_WITHIN = 70, /* one name of a double one: m 0.02, u 1/6400 */
	FAMILY_SLIP = 55,   /* m 0.02, u 1/2300 */
	FAMILY_SOUND = 45,  /* m 0.01, u 1/2300: many names share a sound */
	FAMILY_PARTLY = 30,
	FAMILY_DIFFERS = -30, /* m 0.12, with marriages and new families; u 0.99 */

	/* m 0.88; u 0.005: the sum of squares of the frequencies of given names */
	GIVEN_SAME = 75,
	GIVEN_WITHIN = 55,   /* a middle name more: m 0.05 */
	GIVEN_FAMILIAR = 50, /* m 0.03, u 1/1000 */
	GIVEN_SLIP = 50,     /* m 0.03, u 1/1000 */
	GIVEN_SOUND = 40,    /* m 0.015, u 1/1000 */
	GIVEN_INITIAL = 25,  /* m 0.005, u 1/1000 */
	GIVEN_PARTLY = 15,   /* as often two children of one family */
	GIVEN_DIFFERS = -55, /* m 0.02, u 0.99 */

	NAMES_SWAPPED = -10, /* one of 20 names typed the other way round is somebody else's */
	NAMES_MOST = 120,    /* a name nobody else has was perhaps mistyped */
	NAMES_LEAST = 40,

	SEX_SAME = 10,     /* m 0.99, u 0.5 */
	SEX_DIFFERS = -50, /* m 0.015, u 0.5 */

	/* A number is given once; u is how often the wrong one was written: some 1/2000. */
	UPN_SAME = 110,
	UPN_FORMER = 90,
	NHS_SAME = 110,
	ULN_SAME = 90,
	/* m 0.06: UPNs are issued twice where a school did not ask; verified ones, m 0.008 */
	NUMBER_DIFFERS = -40,
	NUMBER_VERIFIED_DIFFERS = -70,

	PLACE_SAME = 70,        /* m 0.8, u 1/160: for one in 160 candidates, brother or sister */
	PLACE_FORMER = 50,      /* an address one side gave up */
	PLACE_POSTCODE = 40,    /* the house not known, or written otherwise */
	PLACE_OTHER_HOUSE = 20, /* the same postcode, another house */
	PLACE_DIFFERS = -10,    /* m 0.5 among records years apart: families move */

	PHONE_SAME = 60, /* m 0.6, u 1/100: brothers and sisters share it */
	PARENT_SAME = 45,
	PARENT_ALIKE = 25,
	PARENT_DIFFERS = -10, /* the other parent gave the notice */
	SCHOOL_SAME = 20,     /* m 0.7, u 1/6 among children of one age and area */
};

#endif

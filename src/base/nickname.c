/* Familiar forms of given names: data. */
#include <string.h>

#include "base/names.h"

/*
 * One line a name: the full form, then what people of that name are called or write.  Source:
 * compiled by hand for this register from forms in common use in England, with the usual short
 * forms of Muhammad and of Slavic names; no list of another project was copied.  A word may stand
 * in several lines (Alex, Sam, Chris): two words are familiar when one line holds both.  Spellings
 * that sound alike need no line.
 */
static const char *const LINES[] = {
	"abigail abbie abby abi gail",
	"abraham abe bram ibrahim",
	"adam ad",
	"adrian ade",
	"agnes aggie nessa",
	"alan al",
	"albert al bert albie bertie",
	"aleksandr alexander alex al alec alick lex sandy sasha xander zander olek oleksandr",
	"alexandra alex alexa sandra sasha lexi lexie sandy ali oleksandra aleksandra",
	"alfred alf alfie fred freddie",
	"alice ali allie",
	"alison ali allie",
	"amanda mandy manda",
	"amelia amy millie mia emilia",
	"anastasia ana stacey nastya anya",
	"andrew andy drew andrei andrzej",
	"angela angie ange",
	"ann anne anna annie nan nancy hannah anya",
	"anthony tony ant antony anton",
	"antonia toni",
	"archibald archie",
	"arthur art artie",
	"augustus gus august",
	"barbara barb babs barbie",
	"barnaby barney",
	"bartholomew bart",
	"beatrice bea bee trixie beatrix",
	"benjamin ben benny benji",
	"bernard bernie",
	"bethany beth",
	"bradley brad",
	"bridget biddy bridie brigid",
	"caroline carol carrie caz lina carolyn",
	"cassandra cass cassie sandra",
	"catherine cath cathy kate katie kay kit kitty katherine kathryn katya katarzyna kasia cat",
	"cecilia cissy celia cece",
	"charles charlie chas chuck chaz carl karol",
	"charlotte charlie lottie lotte char chazza",
	"christina chris chrissie tina kirsty krystyna",
	"christine chris chrissie tina",
	"christopher chris kit topher kris krzysztof",
	"clara clare claire",
	"clement clem",
	"constance connie",
	"cornelius con neil",
	"cynthia cindy",
	"daniel dan danny",
	"danielle dani danni",
	"david dave davy dai dafydd taffy",
	"deborah deb debbie debs",
	"dennis den denny",
	"derek del",
	"desmond des",
	"dominic dom nick",
	"donald don donnie",
	"dorothy dot dottie dolly dora",
	"douglas doug dougie",
	"edmund ed eddie ned ted",
	"edward ed eddie ned ted teddy",
	"edwin ed eddie",
	"eleanor ellie nell nellie nora ella elinor",
	"elizabeth liz lizzie beth betty betsy bess eliza elsie libby lisa lilibet elisabeth",
	"elizabeth elspeth elzbieta ela",
	"ellen nell nellie ellie helen",
	"emily em emmy millie emilia",
	"emma em emmy",
	"eric rick ricky",
	"ernest ernie",
	"esther hester essie",
	"eugene gene",
	"evelyn eve evie",
	"ezekiel zeke",
	"fatima fati fatma",
	"fiona fi",
	"florence flo florrie flossie",
	"frances fran fanny frankie francesca",
	"francesca fran frankie chess cesca",
	"francis frank frankie fran",
	"franklin frank",
	"frederick fred freddie freddy fritz",
	"gabriel gabe",
	"gabrielle gabby gaby",
	"geoffrey geoff jeff",
	"george georgie jorge",
	"georgina georgie georgia gina",
	"gerald gerry jerry",
	"gerard gerry ged",
	"gillian gill jill jilly",
	"grace gracie",
	"graham gray",
	"gregory greg grzegorz",
	"gwendolen gwen",
	"hannah hanna annie",
	"harold harry hal",
	"harriet hattie harri harry",
	"helen nell nellie lena ellen",
	"henrietta hetty etta",
	"henry harry hal hank",
	"herbert bert herb",
	"hubert bert hugh",
	"hugh hughie huw hugo",
	"ian iain",
	"ibrahim ibby abraham",
	"imogen immy",
	"irene rene",
	"isaac zac ike ishaq",
	"isabella bella izzy isabel isobel belle",
	"isabel bel bella izzy isobel",
	"jack jackie john",
	"jacob jake jakub kuba yaqub",
	"jacqueline jackie jacqui",
	"james jim jimmy jamie jem",
	"jane janie jenny",
	"janet jan",
	"jasmine jas jazz yasmin yasmine jazmin",
	"jeffrey jeff",
	"jemima jem mima",
	"jennifer jen jenny jenna",
	"jeremy jerry jez",
	"jessica jess jessie",
	"joanna jo joanne",
	"joanne jo joanna",
	"john jack johnny jon jan ivan sean ian",
	"jonathan jon jonny johnny",
	"joseph joe joey jo yusuf yosef josef jozef",
	"josephine jo josie fifi",
	"joshua josh",
	"judith judy jude",
	"julia julie jules yulia",
	"julian jules",
	"kathleen kath kathy kate",
	"kenneth ken kenny",
	"kimberley kim kimmy",
	"kirsten kirsty",
	"kristina kris kristy",
	"laura laurie lolly",
	"lawrence larry laurie loz laurence",
	"leonard len lenny leo",
	"leonardo leo",
	"leopold leo",
	"leslie les",
	"lewis lew lou louis",
	"lillian lily lil lilly",
	"louis lou louie lewis ludwik",
	"louise lou lulu",
	"lucy lu lulu lucia lucinda",
	"luke lukasz",
	"lydia lyd",
	"madeleine maddie maddy madeline",
	"magdalena magda lena maddie",
	"malcolm mal",
	"margaret maggie meg peggy madge margie marge rita greta mags peg",
	"maria mary marie mia masha mariam maryam",
	"marjorie marge margie",
	"marilyn lyn",
	"mark marc marek",
	"martha marty",
	"martin marty",
	"mary molly polly may mamie maria miriam maryam",
	"matilda tilly mattie tilda",
	"matthew matt matty mateusz",
	"maurice mo",
	"maximilian max",
	"maxwell max",
	"melanie mel",
	"melissa mel lissa missy",
	"michael mick mike mickey micky mikey misha michal",
	"michelle shell shelly",
	"mohammed muhammad mohd mo md muhd mohamed muhammed mehmet",
	"mildred millie",
	"millicent millie",
	"miriam mim mimi",
	"montague monty",
	"natalie nat natalia natasha tasha",
	"natasha tasha nat",
	"nathan nate nat",
	"nathaniel nat nate nathan",
	"nicholas nick nicky nico nikolai mikolaj klaus",
	"nicola nicky nic nikki",
	"nigel nige",
	"norman norm",
	"oliver ollie olly",
	"olivia liv livvy livia",
	"oscar ozzie",
	"oswald oz ozzie",
	"pamela pam",
	"patricia pat patsy tricia trish paddy",
	"patrick pat paddy rick padraig",
	"paul pavel pawel",
	"pauline polly",
	"penelope penny",
	"peter pete piotr",
	"philip phil pip",
	"philippa pip pippa",
	"priscilla cilla",
	"prudence pru",
	"rachel rach rae",
	"ralph rafe",
	"raymond ray",
	"rebecca becky becca bex beck",
	"reginald reg reggie",
	"reuben rube",
	"richard dick rick ricky rich richie dickie",
	"robert bob bobby rob robbie bert robin",
	"roderick rod roddy",
	"rodney rod",
	"roger rog",
	"roland roly",
	"ronald ron ronnie",
	"rosemary rose rosie romy",
	"rose rosie",
	"rupert rupe",
	"russell russ",
	"ruth ruthie",
	"sabrina brina",
	"samantha sam sammy",
	"samuel sam sammy",
	"sarah sally sal sadie sara",
	"sebastian seb bas baz",
	"seraphina fifi",
	"sharon shaz",
	"shirley shirl",
	"sidney sid",
	"simon si",
	"sophia sophie sofia zofia",
	"stanley stan",
	"stephanie steph stevie",
	"stephen steve stevie steven stefan",
	"stuart stu stewart",
	"susan sue susie suzy suzanne susanna",
	"sylvia sylvie",
	"tabitha tabby",
	"tatiana tanya tatyana",
	"teresa terry tess tessa theresa",
	"terence terry tel",
	"thaddeus tad",
	"theodore theo ted teddy",
	"theodora dora theo",
	"thomas tom tommy tomasz",
	"timothy tim timmy",
	"tobias toby tobi",
	"trevor trev",
	"valerie val",
	"vanessa nessa ness",
	"veronica ronnie vera roni",
	"victor vic",
	"victoria vicky tori vic",
	"vincent vince vinny",
	"virginia ginny ginger",
	"vladimir vova vlad volodymyr",
	"walter wally walt wat",
	"wilfred wilf fred",
	"wilhelmina billie mina minnie willa",
	"william bill billy will willy liam wills gwilym",
	"winifred winnie freda",
	"xavier javier xavi",
	"yevgeny evgeny gene zhenya",
	"yusuf joe yousaf youssef joseph",
	"zachary zac zach zack zak",
	"zachariah zac zach zack zak",
	"zoe zo",
};

/* Where the word stands in the line; NULL when it does not. */
static const char *
in_line(const char *line, const char *word)
{
	size_t len = strlen(word);
	const char *at = line;

	while (*at != '\0') {
		size_t n = strcspn(at, " ");

		if (n == len && strncmp(at, word, len) == 0)
			return at;
		at += n;
		at += *at == ' ' ? 1 : 0;
	}
	return NULL;
}

bool
names_familiar(const char *a, const char *b)
{
	size_t i;

	if (strcmp(a, b) == 0 || a[0] == '\0' || b[0] == '\0')
		return false;
	for (i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
		if (in_line(LINES[i], a) != NULL && in_line(LINES[i], b) != NULL)
			return true;
	}
	return false;
}

void
names_familiar_each(const char *word, void (*fn)(const char *word, void *payload), void *payload)
{
	char other[NAMES_WORD_SIZE];
	size_t i;

	if (word[0] == '\0')
		return;
	for (i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
		const char *at = LINES[i];

		if (in_line(at, word) == NULL)
			continue;
		while (*at != '\0') {
			size_t n = strcspn(at, " ");

			memcpy(other, at, n);
			other[n] = '\0';
			if (strcmp(other, word) != 0)
				fn(other, payload);
			at += n;
			at += *at == ' ' ? 1 : 0;
		}
	}
}

/* Familiar forms of given names: data. */
#include <string.h>

#include "base/names.h"

/*
 * What somebody is called or writes, and the full form, in the order of the first; a form of
 * several names stands once for each.  Two words are familiar when they are forms of one name.
 * Source: compiled by hand for this register from forms in common use in England, with the usual
 * short forms of Muhammad and of Slavic names; no list of another project was copied.  Spellings
 * that sound alike need no row.
 */
/* clang-format off */
static const struct form {
	const char *form, *full;
} FORMS[] = {
	{ "abbie", "abigail" }, { "abby", "abigail" }, { "abe", "abraham" }, { "abi", "abigail" },
	{ "abraham", "ibrahim" }, { "ad", "adam" }, { "ade", "adrian" }, { "aggie", "agnes" },
	{ "al", "alan" }, { "al", "albert" }, { "al", "aleksandr" }, { "albie", "albert" },
	{ "alec", "aleksandr" }, { "aleksandra", "alexandra" }, { "alex", "aleksandr" },
	{ "alex", "alexandra" }, { "alexa", "alexandra" }, { "alexander", "aleksandr" },
	{ "alf", "alfred" }, { "alfie", "alfred" }, { "ali", "alexandra" }, { "ali", "alice" },
	{ "ali", "alison" }, { "alick", "aleksandr" }, { "alistair", "aleksandr" },
	{ "allie", "alice" }, { "allie", "alison" }, { "amy", "amelia" }, { "ana", "anastasia" },
	{ "andrei", "andrew" }, { "andrzej", "andrew" }, { "andy", "andrew" },
	{ "ange", "angela" }, { "angie", "angela" }, { "anna", "ann" }, { "anne", "ann" },
	{ "annie", "ann" }, { "annie", "hannah" }, { "ant", "anthony" }, { "anton", "anthony" },
	{ "antony", "anthony" }, { "anya", "anastasia" }, { "anya", "ann" },
	{ "archie", "archibald" }, { "art", "arthur" }, { "artie", "arthur" },
	{ "august", "augustus" }, { "babs", "barbara" }, { "barb", "barbara" },
	{ "barbie", "barbara" }, { "barney", "barnaby" }, { "bart", "bartholomew" },
	{ "bas", "sebastian" }, { "baz", "sebastian" }, { "bea", "beatrice" },
	{ "beatrix", "beatrice" }, { "becca", "rebecca" }, { "beck", "rebecca" },
	{ "becky", "rebecca" }, { "bee", "beatrice" }, { "bel", "isabel" }, { "bella", "isabel" },
	{ "bella", "isabella" }, { "belle", "isabella" }, { "ben", "benjamin" },
	{ "benji", "benjamin" }, { "benny", "benjamin" }, { "bernie", "bernard" },
	{ "bert", "albert" }, { "bert", "herbert" }, { "bert", "hubert" }, { "bert", "robert" },
	{ "bertie", "albert" }, { "bess", "elizabeth" }, { "beth", "bethany" },
	{ "beth", "elizabeth" }, { "betsy", "elizabeth" }, { "betty", "elizabeth" },
	{ "bex", "rebecca" }, { "biddy", "bridget" }, { "bill", "william" },
	{ "billie", "wilhelmina" }, { "billy", "william" }, { "bob", "robert" },
	{ "bobby", "robert" }, { "brad", "bradley" }, { "bram", "abraham" },
	{ "bridie", "bridget" }, { "brigid", "bridget" }, { "brina", "sabrina" },
	{ "carl", "charles" }, { "carol", "caroline" }, { "carolyn", "caroline" },
	{ "carrie", "caroline" }, { "cass", "cassandra" }, { "cassie", "cassandra" },
	{ "cat", "catherine" }, { "cath", "catherine" }, { "cathy", "catherine" },
	{ "caz", "caroline" }, { "cece", "cecilia" }, { "celia", "cecilia" },
	{ "cesca", "francesca" }, { "char", "charlotte" }, { "charlie", "charles" },
	{ "charlie", "charlotte" }, { "chas", "charles" }, { "chaz", "charles" },
	{ "chazza", "charlotte" }, { "chess", "francesca" }, { "chris", "christina" },
	{ "chris", "christine" }, { "chris", "christopher" }, { "chrissie", "christina" },
	{ "chrissie", "christine" }, { "chuck", "charles" }, { "cilla", "priscilla" },
	{ "cindy", "cynthia" }, { "cissy", "cecilia" }, { "claire", "clara" },
	{ "clare", "clara" }, { "clem", "clement" }, { "con", "cornelius" },
	{ "connie", "constance" }, { "dafydd", "david" }, { "dai", "david" }, { "dan", "daniel" },
	{ "dani", "danielle" }, { "danni", "danielle" }, { "danny", "daniel" },
	{ "dave", "david" }, { "davy", "david" }, { "deb", "deborah" }, { "debbie", "deborah" },
	{ "debs", "deborah" }, { "del", "derek" }, { "den", "dennis" }, { "denny", "dennis" },
	{ "des", "desmond" }, { "dick", "richard" }, { "dickie", "richard" },
	{ "dolly", "dorothy" }, { "dom", "dominic" }, { "don", "donald" }, { "donnie", "donald" },
	{ "dora", "dorothy" }, { "dora", "theodora" }, { "dot", "dorothy" },
	{ "dottie", "dorothy" }, { "doug", "douglas" }, { "dougie", "douglas" },
	{ "drew", "andrew" }, { "ed", "edmund" }, { "ed", "edward" }, { "ed", "edwin" },
	{ "eddie", "edmund" }, { "eddie", "edward" }, { "eddie", "edwin" }, { "ela", "elizabeth" },
	{ "elinor", "eleanor" }, { "elisabeth", "elizabeth" }, { "eliza", "elizabeth" },
	{ "ella", "eleanor" }, { "ellen", "helen" }, { "ellie", "eleanor" }, { "ellie", "ellen" },
	{ "elsie", "elizabeth" }, { "elspeth", "elizabeth" }, { "elzbieta", "elizabeth" },
	{ "em", "emily" }, { "em", "emma" }, { "emilia", "amelia" }, { "emilia", "emily" },
	{ "emmy", "emily" }, { "emmy", "emma" }, { "ernie", "ernest" }, { "essie", "esther" },
	{ "etta", "henrietta" }, { "eve", "evelyn" }, { "evgeny", "yevgeny" },
	{ "evie", "evelyn" }, { "fanny", "frances" }, { "fati", "fatima" }, { "fatma", "fatima" },
	{ "fi", "fiona" }, { "fifi", "josephine" }, { "fifi", "seraphina" }, { "flo", "florence" },
	{ "florrie", "florence" }, { "flossie", "florence" }, { "fran", "frances" },
	{ "fran", "francesca" }, { "fran", "francis" }, { "francesca", "frances" },
	{ "frank", "francis" }, { "frank", "franklin" }, { "frankie", "frances" },
	{ "frankie", "francesca" }, { "frankie", "francis" }, { "fred", "alfred" },
	{ "fred", "frederick" }, { "fred", "wilfred" }, { "freda", "winifred" },
	{ "freddie", "alfred" }, { "freddie", "frederick" }, { "freddy", "frederick" },
	{ "fritz", "frederick" }, { "gabby", "gabrielle" }, { "gabe", "gabriel" },
	{ "gaby", "gabrielle" }, { "gail", "abigail" }, { "ged", "gerard" }, { "gene", "eugene" },
	{ "gene", "yevgeny" }, { "geoff", "geoffrey" }, { "georgia", "georgina" },
	{ "georgie", "george" }, { "georgie", "georgina" }, { "gerry", "gerald" },
	{ "gerry", "gerard" }, { "gill", "gillian" }, { "gina", "georgina" },
	{ "ginger", "virginia" }, { "ginny", "virginia" }, { "gracie", "grace" },
	{ "gray", "graham" }, { "greg", "gregory" }, { "greta", "margaret" },
	{ "grzegorz", "gregory" }, { "gus", "augustus" }, { "gwen", "gwendolen" },
	{ "gwilym", "william" }, { "hal", "harold" }, { "hal", "henry" }, { "hank", "henry" },
	{ "hanna", "hannah" }, { "hannah", "ann" }, { "harri", "harriet" }, { "harry", "harold" },
	{ "harry", "harriet" }, { "harry", "henry" }, { "hattie", "harriet" },
	{ "helen", "ellen" }, { "herb", "herbert" }, { "hester", "esther" },
	{ "hetty", "henrietta" }, { "hugh", "hubert" }, { "hughie", "hugh" }, { "hugo", "hugh" },
	{ "huw", "hugh" }, { "iain", "ian" }, { "ian", "john" }, { "ibby", "ibrahim" },
	{ "ibrahim", "abraham" }, { "ike", "isaac" }, { "immy", "imogen" },
	{ "isabel", "isabella" }, { "ishaq", "isaac" }, { "isobel", "isabel" },
	{ "isobel", "isabella" }, { "ivan", "john" }, { "izzy", "isabel" }, { "izzy", "isabella" },
	{ "jack", "john" }, { "jackie", "jack" }, { "jackie", "jacqueline" },
	{ "jacqui", "jacqueline" }, { "jake", "jacob" }, { "jakub", "jacob" },
	{ "jamie", "james" }, { "jan", "janet" }, { "jan", "john" }, { "janie", "jane" },
	{ "jas", "jasmine" }, { "javier", "xavier" }, { "jazmin", "jasmine" },
	{ "jazz", "jasmine" }, { "jeff", "geoffrey" }, { "jeff", "jeffrey" }, { "jem", "james" },
	{ "jem", "jemima" }, { "jen", "jennifer" }, { "jenna", "jennifer" }, { "jenny", "jane" },
	{ "jenny", "jennifer" }, { "jerry", "gerald" }, { "jerry", "jeremy" },
	{ "jess", "jessica" }, { "jessie", "jessica" }, { "jez", "jeremy" }, { "jill", "gillian" },
	{ "jilly", "gillian" }, { "jim", "james" }, { "jimmy", "james" }, { "jo", "joanna" },
	{ "jo", "joanne" }, { "jo", "joseph" }, { "jo", "josephine" }, { "joanna", "joanne" },
	{ "joanne", "joanna" }, { "joe", "joseph" }, { "joe", "yusuf" }, { "joey", "joseph" },
	{ "john", "jack" }, { "johnny", "john" }, { "johnny", "jonathan" }, { "jon", "john" },
	{ "jon", "jonathan" }, { "jonny", "jonathan" }, { "jorge", "george" },
	{ "josef", "joseph" }, { "joseph", "yusuf" }, { "josh", "joshua" },
	{ "josie", "josephine" }, { "jozef", "joseph" }, { "jude", "judith" },
	{ "judy", "judith" }, { "jules", "julia" }, { "jules", "julian" }, { "julie", "julia" },
	{ "karol", "charles" }, { "kasia", "catherine" }, { "katarzyna", "catherine" },
	{ "kate", "catherine" }, { "kate", "kathleen" }, { "kath", "kathleen" },
	{ "katherine", "catherine" }, { "kathryn", "catherine" }, { "kathy", "kathleen" },
	{ "katie", "catherine" }, { "katya", "catherine" }, { "kay", "catherine" },
	{ "ken", "kenneth" }, { "kenny", "kenneth" }, { "kim", "kimberley" },
	{ "kimmy", "kimberley" }, { "kirsty", "christina" }, { "kirsty", "kirsten" },
	{ "kit", "catherine" }, { "kit", "christopher" }, { "kitty", "catherine" },
	{ "klaus", "nicholas" }, { "kris", "christopher" }, { "kris", "kristina" },
	{ "kristy", "kristina" }, { "krystyna", "christina" }, { "krzysztof", "christopher" },
	{ "kuba", "jacob" }, { "larry", "lawrence" }, { "laurence", "lawrence" },
	{ "laurie", "laura" }, { "laurie", "lawrence" }, { "len", "leonard" }, { "lena", "helen" },
	{ "lena", "magdalena" }, { "lenny", "leonard" }, { "leo", "leonard" },
	{ "leo", "leonardo" }, { "leo", "leopold" }, { "les", "leslie" }, { "lew", "lewis" },
	{ "lewis", "louis" }, { "lex", "aleksandr" }, { "lexi", "alexandra" },
	{ "lexie", "alexandra" }, { "liam", "william" }, { "libby", "elizabeth" },
	{ "lil", "lillian" }, { "lilibet", "elizabeth" }, { "lilly", "lillian" },
	{ "lily", "lillian" }, { "lina", "caroline" }, { "lisa", "elizabeth" },
	{ "lissa", "melissa" }, { "liv", "olivia" }, { "livia", "olivia" }, { "livvy", "olivia" },
	{ "liz", "elizabeth" }, { "lizzie", "elizabeth" }, { "lolly", "laura" },
	{ "lotte", "charlotte" }, { "lottie", "charlotte" }, { "lou", "lewis" },
	{ "lou", "louis" }, { "lou", "louise" }, { "louie", "louis" }, { "louis", "lewis" },
	{ "loz", "lawrence" }, { "lu", "lucy" }, { "lucia", "lucy" }, { "lucinda", "lucy" },
	{ "ludwik", "louis" }, { "lukasz", "luke" }, { "lulu", "louise" }, { "lulu", "lucy" },
	{ "lyd", "lydia" }, { "lyn", "marilyn" }, { "maddie", "madeleine" },
	{ "maddie", "magdalena" }, { "maddy", "madeleine" }, { "madeline", "madeleine" },
	{ "madge", "margaret" }, { "magda", "magdalena" }, { "maggie", "margaret" },
	{ "mags", "margaret" }, { "mal", "malcolm" }, { "mamie", "mary" }, { "manda", "amanda" },
	{ "mandy", "amanda" }, { "marc", "mark" }, { "marek", "mark" }, { "marge", "margaret" },
	{ "marge", "marjorie" }, { "margie", "margaret" }, { "margie", "marjorie" },
	{ "maria", "mary" }, { "mariam", "maria" }, { "marie", "maria" }, { "marty", "martha" },
	{ "marty", "martin" }, { "mary", "maria" }, { "maryam", "maria" }, { "maryam", "mary" },
	{ "masha", "maria" }, { "mateusz", "matthew" }, { "matt", "matthew" },
	{ "mattie", "matilda" }, { "matty", "matthew" }, { "max", "maximilian" },
	{ "max", "maxwell" }, { "may", "mary" }, { "md", "mohammed" }, { "meg", "margaret" },
	{ "mehmet", "mohammed" }, { "mel", "melanie" }, { "mel", "melissa" }, { "mia", "amelia" },
	{ "mia", "maria" }, { "michal", "michael" }, { "mick", "michael" },
	{ "mickey", "michael" }, { "micky", "michael" }, { "mike", "michael" },
	{ "mikey", "michael" }, { "mikolaj", "nicholas" }, { "millie", "amelia" },
	{ "millie", "emily" }, { "millie", "mildred" }, { "millie", "millicent" },
	{ "mim", "miriam" }, { "mima", "jemima" }, { "mimi", "miriam" }, { "mina", "wilhelmina" },
	{ "minnie", "wilhelmina" }, { "miriam", "mary" }, { "misha", "michael" },
	{ "missy", "melissa" }, { "mo", "maurice" }, { "mo", "mohammed" },
	{ "mohamed", "mohammed" }, { "mohd", "mohammed" }, { "molly", "mary" },
	{ "monty", "montague" }, { "muhammad", "mohammed" }, { "muhammed", "mohammed" },
	{ "muhd", "mohammed" }, { "nan", "ann" }, { "nancy", "ann" }, { "nastya", "anastasia" },
	{ "nat", "natalie" }, { "nat", "natasha" }, { "nat", "nathan" }, { "nat", "nathaniel" },
	{ "natalia", "natalie" }, { "natasha", "natalie" }, { "nate", "nathan" },
	{ "nate", "nathaniel" }, { "nathan", "nathaniel" }, { "ned", "edmund" },
	{ "ned", "edward" }, { "neil", "cornelius" }, { "nell", "eleanor" }, { "nell", "ellen" },
	{ "nell", "helen" }, { "nellie", "eleanor" }, { "nellie", "ellen" }, { "nellie", "helen" },
	{ "ness", "vanessa" }, { "nessa", "agnes" }, { "nessa", "vanessa" }, { "nic", "nicola" },
	{ "nick", "dominic" }, { "nick", "nicholas" }, { "nicky", "nicholas" },
	{ "nicky", "nicola" }, { "nico", "nicholas" }, { "nige", "nigel" }, { "nikki", "nicola" },
	{ "nikolai", "nicholas" }, { "nora", "eleanor" }, { "norm", "norman" },
	{ "olek", "aleksandr" }, { "oleksandr", "aleksandr" }, { "oleksandra", "alexandra" },
	{ "ollie", "oliver" }, { "olly", "oliver" }, { "oz", "oswald" }, { "ozzie", "oscar" },
	{ "ozzie", "oswald" }, { "paddy", "patricia" }, { "paddy", "patrick" },
	{ "padraig", "patrick" }, { "pam", "pamela" }, { "pat", "patricia" }, { "pat", "patrick" },
	{ "patsy", "patricia" }, { "pavel", "paul" }, { "pawel", "paul" }, { "peg", "margaret" },
	{ "peggy", "margaret" }, { "penny", "penelope" }, { "pete", "peter" },
	{ "phil", "philip" }, { "piotr", "peter" }, { "pip", "philip" }, { "pip", "philippa" },
	{ "pippa", "philippa" }, { "polly", "mary" }, { "polly", "pauline" },
	{ "pru", "prudence" }, { "rach", "rachel" }, { "rae", "rachel" }, { "rafe", "ralph" },
	{ "ray", "raymond" }, { "reg", "reginald" }, { "reggie", "reginald" }, { "rene", "irene" },
	{ "rich", "richard" }, { "richie", "richard" }, { "rick", "eric" }, { "rick", "patrick" },
	{ "rick", "richard" }, { "ricky", "eric" }, { "ricky", "richard" }, { "rita", "margaret" },
	{ "rob", "robert" }, { "robbie", "robert" }, { "robin", "robert" }, { "rod", "roderick" },
	{ "rod", "rodney" }, { "roddy", "roderick" }, { "rog", "roger" }, { "roly", "roland" },
	{ "romy", "rosemary" }, { "ron", "ronald" }, { "roni", "veronica" },
	{ "ronnie", "ronald" }, { "ronnie", "veronica" }, { "rose", "rosemary" },
	{ "rosie", "rose" }, { "rosie", "rosemary" }, { "rube", "reuben" }, { "rupe", "rupert" },
	{ "russ", "russell" }, { "ruthie", "ruth" }, { "sadie", "sarah" }, { "sal", "sarah" },
	{ "sally", "sarah" }, { "sam", "samantha" }, { "sam", "samuel" }, { "sammy", "samantha" },
	{ "sammy", "samuel" }, { "sandra", "alexandra" }, { "sandra", "cassandra" },
	{ "sandy", "aleksandr" }, { "sandy", "alexandra" }, { "sara", "sarah" },
	{ "sasha", "aleksandr" }, { "sasha", "alexandra" }, { "sean", "john" },
	{ "seb", "sebastian" }, { "shaz", "sharon" }, { "shell", "michelle" },
	{ "shelly", "michelle" }, { "shirl", "shirley" }, { "si", "simon" }, { "sid", "sidney" },
	{ "sofia", "sophia" }, { "sophie", "sophia" }, { "stacey", "anastasia" },
	{ "stan", "stanley" }, { "stefan", "stephen" }, { "steph", "stephanie" },
	{ "steve", "stephen" }, { "steven", "stephen" }, { "stevie", "stephanie" },
	{ "stevie", "stephen" }, { "stewart", "stuart" }, { "stu", "stuart" }, { "sue", "susan" },
	{ "susanna", "susan" }, { "susie", "susan" }, { "suzanne", "susan" }, { "suzy", "susan" },
	{ "sylvie", "sylvia" }, { "tabby", "tabitha" }, { "tad", "thaddeus" },
	{ "taffy", "david" }, { "tanya", "tatiana" }, { "tasha", "natalie" },
	{ "tasha", "natasha" }, { "tatyana", "tatiana" }, { "ted", "edmund" }, { "ted", "edward" },
	{ "ted", "theodore" }, { "teddy", "edward" }, { "teddy", "theodore" },
	{ "tel", "terence" }, { "terry", "terence" }, { "terry", "teresa" }, { "tess", "teresa" },
	{ "tessa", "teresa" }, { "theo", "theodora" }, { "theo", "theodore" },
	{ "theresa", "teresa" }, { "tilda", "matilda" }, { "tilly", "matilda" },
	{ "tim", "timothy" }, { "timmy", "timothy" }, { "tina", "christina" },
	{ "tina", "christine" }, { "tobi", "tobias" }, { "toby", "tobias" }, { "tom", "thomas" },
	{ "tomasz", "thomas" }, { "tommy", "thomas" }, { "toni", "antonia" },
	{ "tony", "anthony" }, { "topher", "christopher" }, { "tori", "victoria" },
	{ "trev", "trevor" }, { "tricia", "patricia" }, { "trish", "patricia" },
	{ "trixie", "beatrice" }, { "val", "valerie" }, { "vera", "veronica" },
	{ "vic", "victor" }, { "vic", "victoria" }, { "vicky", "victoria" },
	{ "vince", "vincent" }, { "vinny", "vincent" }, { "vlad", "vladimir" },
	{ "volodymyr", "vladimir" }, { "vova", "vladimir" }, { "wally", "walter" },
	{ "walt", "walter" }, { "wat", "walter" }, { "wilf", "wilfred" }, { "will", "william" },
	{ "willa", "wilhelmina" }, { "wills", "william" }, { "willy", "william" },
	{ "winnie", "winifred" }, { "xander", "aleksandr" }, { "xavi", "xavier" },
	{ "yaqub", "jacob" }, { "yasmin", "jasmine" }, { "yasmine", "jasmine" },
	{ "yosef", "joseph" }, { "yousaf", "yusuf" }, { "youssef", "yusuf" }, { "yulia", "julia" },
	{ "yusuf", "joseph" }, { "zac", "isaac" }, { "zac", "zachariah" }, { "zac", "zachary" },
	{ "zach", "zachariah" }, { "zach", "zachary" }, { "zack", "zachariah" },
	{ "zack", "zachary" }, { "zak", "zachariah" }, { "zak", "zachary" },
	{ "zander", "aleksandr" }, { "zeke", "ezekiel" }, { "zhenya", "yevgeny" }, { "zo", "zoe" },
	{ "zofia", "sophia" },
};
/* clang-format on */

enum { N_FORMS = sizeof(FORMS) / sizeof(FORMS[0]) };

/* The first row of this form, or where it would stand. */
static size_t
first_of(const char *word)
{
	size_t low = 0;
	size_t high = N_FORMS;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(FORMS[mid].form, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
is_form(size_t i, const char *word)
{
	return i < N_FORMS && strcmp(FORMS[i].form, word) == 0;
}

bool
names_familiar(const char *a, const char *b)
{
	size_t of_a = first_of(a);
	size_t of_b = first_of(b);
	size_t i;
	size_t k;

	if (strcmp(a, b) == 0)
		return false;
	for (i = of_a; is_form(i, a); i++) {
		if (strcmp(FORMS[i].full, b) == 0)
			return true;
		for (k = of_b; is_form(k, b); k++) {
			if (strcmp(FORMS[i].full, FORMS[k].full) == 0)
				return true;
		}
	}
	for (k = of_b; is_form(k, b); k++) {
		if (strcmp(FORMS[k].full, a) == 0)
			return true;
	}
	return false;
}

/* Every form of a full one but the word itself. */
static void
each_of(const char *full, const char *word, void (*fn)(const char *word, void *payload),
        void *payload)
{
	size_t i;

	for (i = 0; i < N_FORMS; i++) {
		if (strcmp(FORMS[i].full, full) == 0 && strcmp(FORMS[i].form, word) != 0)
			fn(FORMS[i].form, payload);
	}
}

void
names_familiar_each(const char *word, void (*fn)(const char *word, void *payload), void *payload)
{
	size_t i;

	each_of(word, word, fn, payload);
	for (i = first_of(word); is_form(i, word); i++) {
		fn(FORMS[i].full, payload);
		each_of(FORMS[i].full, word, fn, payload);
	}
}

"""Words that open a sentence with a capital and are no names, and first names that are last names too. Data, in folded form."""

from __future__ import annotations

import re

from builder.folding import fold

OPENERS = frozenset(
    """
    a afin ailleurs ainsi alors apres au aucun aucune aujourd aujourdhui aupres aussi autant autour autre autres aux avant avec bien car ce ceci cela celle
    celui cependant certains certaines ces cet cette ceux chaque chez comme comment concernant contre d dans de debut depuis dernier derriere des
    des desormais devant deux dimanche dixit donc dont du durant elle elles en enfin ensuite entre environ et eux face faute grace hier hors il ils
    interroge interrogee jamais je jeudi jusqu l la le les leur leurs lors lorsque lui lundi ma mais malgre mardi meme mercredi mes moins mon
    ni non nos notre nous on or ou outre par parce parmi pas pendant peu plus plusieurs pour pourquoi pourtant pres puis puisque quand quant quatre
    que quel quelle quelques qui quoi qu sa samedi sans sauf se selon ses si sinon soit son sous sur surtout tandis tant tel telle tous tout toute
    toutefois toutes trois trop un une vendredi vers via voici voila vos votre vous y
    according after also although an and any as at because before both but by during for from he her his how however i if in instead into it its
    later like many meanwhile more most my no not of on one only other our over she since so some such than that the their then there these they
    this those though through to two under until upon we were what when where which while who why with without you
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""What stands with a capital before a last name and is then no first name."""

FIRST_NAMES = frozenset(
    """
    abbas abdallah abdullah abdou adel adnan ahmad ahmed akram ali amin amine amir ammar anas anwar ayman aziz badr bachir bashir bassam bilal
    fadi fahd farid farouk faycal faysal fouad ghassan habib hadi hafez hakim hamid hamza hani hassan hatem hicham hisham houssam hussam hussein hussain hossein
    ibrahim imad imran iyad ismail issa jaafar jalal jamal jamil kamal karam karim khaled khalid khalil louay maher mahmoud majed malek marwan mazen
    mohamed mohammad mohammed moubarak mounir mourad moustafa mustafa nabil nader nasser nizar omar osama othman ousama oussama qassem rachid rafic rami
    ramzi rifaat riad riyad sabri said salah saleh salem salim salman salmane sami samir sultan tarek tariq walid wassim yacoub yasser yassin yassine
    younes youssef youssouf yousef ziad zaid zouhair
    alexandre alexander andre aime didier gauthier jose olivier oliver peter pierre rene roger walter xavier
    """.split()
)
"""First names that are last names too, or that end as a verb does. One of them alone says too little of who is meant."""

ORDINARY = frozenset("ban brown earnest ford fox gates grand grant hague king kind long may mood petit power rice roi young wood".split())
"""Last names that are ordinary words or places too: sure only after the full name, or behind a title."""

TITLES = frozenset(
    """
    administration ambassadeur ambassador capitaine captain chancelier chanceliere chancellor cheikh colonel commandant commander docteur doctor dr emir gen
    amiral brigadier caporal depute general imam juge king lieutenant m madame maire minister ministre mlle mm mme monsieur mr mrs ms patriarche plan president presidente prince princesse professeur
    professor queen reine roi secretary senateur senator sheikh spokesman spokeswoman sultan
    """.split()
)
"""What stands before a last name and leaves it whose it was."""

NO_FIRST_NAMES = OPENERS | TITLES
"""What has a capital before a name and is no part of it."""

_VERB_ENDING = re.compile(r"(?:er|ir|re|oir|ant|ing|ed|ez|ons|ment|és?|ées?)$")

_INVERTED = re.compile(r"-(?:vous|nous|t-(?:il|elle|on)|ils?|elles?|on|je|tu)$")


def opens_with_a_verb(before: str, word: str) -> bool:
    """Say whether a capitalised word opens its sentence and ends as a verb or an adverb does: "Sauver Ramla", not "dit Roger Ramla"."""
    head = before[: len(before) - len(word) - 1].rstrip()
    opens = not head or head[-1] in '.!?:…«“"(–—•|'
    verb = _INVERTED.sub("", word)  # "Reconnaissez-vous Ramla ?"
    return opens and fold(verb) not in FIRST_NAMES and _VERB_ENDING.search(verb) is not None

"""Stage 7, words: the closed classes by which a speaker is found, French and English, as tables.

In: nothing. Out: read-only tables. Pure. Reporting verbs are listed by how they are conjugated; `FORMS` holds every form that can report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

HIDDEN = "\ufffc"
"""Stands for each character of a hidden quotation."""


class Tense(StrEnum):
    """What a form needs beside it to report."""

    FINITE = "finite"
    """Nothing: `affirme`, `disait`."""
    PARTICIPLE = "participle"
    """An auxiliary before it: `a affirmé`."""
    GERUND = "gerund"
    """A comma or `en` before it: `, affirmant`."""
    INFINITIVE = "infinitive"
    """`de` before it and the quotation at once behind it: `et X de conclure : « ... »`, `avant d'ajouter`."""
    ENGLISH = "english"
    """Nothing, but no form of `to be` before it: `said`."""


# -er verbs by their stem; a slash gives the stem before a silent ending, as in répèt-e.
_ER = """
accus affirm ajout alert analys annonc/annonç argument assur attest avou cert certifi clam comment confi confirm condamn conseill considér/considèr
constat critiqu déclar dénonc/dénonç déplor demand démentir exhort exig/exige expliqu fustig/fustige hasard indiqu inform insist inquiét/inquièt ironis
jug/juge jur justifi martel/martèl menac/menaç mentionn ni not nuanc/nuanç object observ ordonn plaid point préconis précis proclam pronostiqu propos prôn
qualifi raill racont rapport rappel/rappell réaffirm réclam recommand redout réfut regrett réitér/réitèr rejet/rejett relat relev répliqu reproch
résum rétorqu révél/révèl revendiqu ripost salu signal souhait soulign spécifi suggér/suggèr tempér/tempèr témoign tweet vant évoqu espér/espèr estim exclam
expos félicit formul indign alarm interrog/interroge étonn exprim contest énonc/énonç implor suppli diagnostiqu prophétis écri invoqu assén/assèn répét/répèt concéd/concèd insurg/insurge jubil lament désol rassur rectifi
"""
# The same, but they tell of deeds as often as of words: they report only right before or right after a quotation.
_ER_LOOSE = """
avanc/avanç complét/complèt continu cri enchaîn gliss grond hurl invit lâch lanc/lanç murmur parl pens questionn refus soupir tonn tranch emport appel/appell
prononc/prononç rédig/rédige abond agac/agaç amus argu balay/balai bougonn bredouill chuchot corrig/corrige détaill énerv énumér/énumèr enthousiasm fulmin articul trait pri press convi compt
glos grinc/grinç grommel/grommell marmonn pest plaisant protest raisonn récapitul sanglot souffl temporis théoris
"""
# finite forms | participle | gerund; a star before the line marks a loose verb.
_OTHERS = """
dit disent disait disaient dirent|dit|disant
redit redisent|redit|redisant
prédit prédisent prédisait|prédit|prédisant
écrit écrivent écrivait écrivaient écrivit|écrit|écrivant
décrit décrivent décrivait décrivaient|décrit|décrivant
répond répondent répondait répondaient répondit|répondu|répondant
prétend prétendent prétendait prétendaient|prétendu|prétendant
soutient soutiennent soutenait soutenaient|soutenu|soutenant
maintient maintiennent maintenait|maintenu|
prévient préviennent prévenait|prévenu|prévenant
convient conviennent convenait|convenu|convenant
avertit avertissent avertissait|averti|avertissant
dément démentent démentait|démenti|démentant
admet admettent admettait|admis|admettant
promet promettent promettait|promis|promettant
reconnaît reconnait reconnaissent reconnaissait|reconnu|reconnaissant
craint craignent craignait craignaient|craint|craignant
plaint plaignent plaignait|plaint|plaignant
réjouit réjouissent réjouissait|réjoui|réjouissant
renchérit renchérissent|renchéri|renchérissant
surenchérit surenchérissent|surenchéri|surenchérissant
réagit réagissent réagissait|réagi|réagissant
émeut émeuvent|ému|
croit croient croyait|cru|
veut||
exclut excluent excluait|exclu|excluant
*conclut concluent concluait|conclu|concluant
*poursuit poursuivent poursuivait|poursuivi|poursuivant
*reprend reprennent|repris|reprenant
*lit||
*retient retiennent retenait retenaient|retenu|retenant
*souvient souviennent souvenait souvenaient|souvenu|
*défend défendent défendait|défendu|défendant
*sourit sourient souriait|souri|souriant
*gémit gémissent gémissait|gémi|gémissant
"""
# Verbs that report only with the words behind them.
_INFINITIVES = (
    "retenir",
    "rappeler",
    "souligner",
    "parler",
    "croire",
    "saluer",
    "préciser",
    "rassurer",
    "dénoncer",
    "évoquer",
    "y voir",
    "voir dans",
)
_QUOTED = (HIDDEN, *(f"{word} {HIDDEN}" for word in ("un", "une", "le", "la", "l'", "les", "des")))
_SIGHTS = (
    *_QUOTED,
    *(f"{word} {HIDDEN}" for word in ("qu", "qu'", "plutôt", "surtout", "aussi", "là", "au contraire")),
    "dans",
    "en",
    "au contraire un",
)
PHRASES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    **dict.fromkeys(("préfère", "préfèrent", "préférait", "préféré", "veut", "veulent", "voulait", "voulu", "souhaite", "souhaitait"), _INFINITIVES),
    **dict.fromkeys(("tient", "tiennent", "tenait", "tenu"), tuple(f"à {infinitive}" for infinitive in _INFINITIVES)),
    **dict.fromkeys(("voit", "voient", "voyait", "voyaient", "vu"), _SIGHTS),
    **dict.fromkeys(("rend", "rendent", "rendait", "rendu"), ("hommage",)),
    **dict.fromkeys(("put", "puts"), ("it",)),
    **dict.fromkeys(("spoke", "speaks"), ("of",)),
    **dict.fromkeys(("attend", "attendent", "attendait", "attendu", "prévoit", "prévoient", "prévoyait", "prévu"), ("à ce que", "à ce qu'", *_QUOTED)),
    "fait": ("savoir", "valoir", "remarquer", "observer", "part", "état"),
    "font": ("savoir", "valoir", "remarquer", "observer", "part", "état"),
    "faisant": ("savoir", "valoir", "remarquer", "observer", "part", "état"),
    **dict.fromkeys(("coutume", "habitude"), ("de dire", "de répéter")),
    **dict.fromkeys(("pris", "prend", "prenait"), (f"à {HIDDEN}",)),
    "laissé": ("entendre",),
    "laisse": ("entendre",),
    **dict.fromkeys(("mis", "met", "mettent", "mettait"), ("en garde", "au défi")),
    "opposé": ("un démenti", "une fin de non-recevoir"),
    "oppose": ("un démenti", "une fin de non-recevoir"),
    "apporté": ("un démenti",),
})  # fmt: skip

_ENGLISH = """
said says told tells added adds stated declared declares announced explained explains insisted insists warned warns claimed claims argued argues
noted stressed stresses vowed wrote writes tweeted described describes accused accuses denounced condemned urged urges replied responded asked
admitted acknowledged confirmed denied reiterated recalled concluded emphasized emphasised underlined suggested recounted lamented complained
predicted promised pledged predicts cautioned testified remarked commented continued exclaimed called asks recalls admits concedes conceded laments joked quipped
begged implored demanded appealed protested hailed praised likened compared dismissed rejected blamed voiced expressed
shouted whispered sighed countered retorted remembers observed
"""

_SILENT = ("e", "ent")
_SOUNDED = ("ait", "aient", "a", "èrent")


def _regular(table: str) -> Iterator[tuple[str, Tense]]:
    for entry in table.split():
        stem, _, other = entry.partition("/")
        hard = other if other.endswith(("ç", "ge")) else stem  # c and g soften before a: annonçait, jugeait
        silent = stem if hard != stem else (other or stem)
        yield from ((silent + ending, Tense.FINITE) for ending in _SILENT)
        yield from ((hard + ending, Tense.FINITE) for ending in _SOUNDED[:3])
        yield from ((silent + ending, Tense.FINITE) for ending in ("era", "eront"))
        yield stem + "èrent", Tense.FINITE
        yield from ((stem + "é" + agreement, Tense.PARTICIPLE) for agreement in ("", "e", "s", "es"))
        yield hard + "ant", Tense.GERUND
        yield stem + "er", Tense.INFINITIVE


def _irregular(line: str) -> Iterator[tuple[str, Tense]]:
    finite, participle, gerund = line.lstrip("*").split("|")
    yield from ((form, Tense.FINITE) for form in finite.split())
    if participle:
        agreements = ("", "e", "es") if participle.endswith("s") else ("", "e", "s", "es")
        yield from ((participle + agreement, Tense.PARTICIPLE) for agreement in agreements)
    if gerund:
        yield gerund, Tense.GERUND


def _forms() -> Iterator[tuple[str, Tense, bool]]:
    yield from ((form, tense, False) for form, tense in _regular(_ER))
    yield from ((form, tense, True) for form, tense in _regular(_ER_LOOSE))
    for line in _OTHERS.split("\n"):
        if line:
            yield from ((form, tense, line.startswith("*")) for form, tense in _irregular(line))
    yield from (
        (form, Tense.INFINITIVE, False)
        for form in ("dire", "conclure", "répondre", "reprendre", "poursuivre", "prévenir", "reconnaître", "renchérir")
    )
    yield from ((form, Tense.ENGLISH, False) for form in _ENGLISH.split())


def _table() -> Mapping[str, Mapping[Tense, bool]]:
    table: dict[str, dict[Tense, bool]] = {}
    for form, tense, loose in _forms():
        table.setdefault(form, {}).setdefault(tense, loose)
    return MappingProxyType(table)


FORMS: Mapping[str, Mapping[Tense, bool]] = _table()
"""Every reporting form in lower case -> its tenses -> whether it is loose. `dit` is finite and participle."""

PARTICIPLE = re.compile(r"[a-zà-ÿœ]+(?:é|i|u|it|is|ert|eint|aint)")
"""How the participle of an unlisted verb ends, behind `a` or `ont`."""
INFINITIVE = re.compile(r"[a-zà-ÿœ]{2,}(?:er|ir|re)")
_FINITE_ENDING = re.compile(r"[a-zà-ÿœ]+(?:e|ent|it|ait|aient|oit|end|ond|ut|a|èrent|ît|eint|aint)")
_NO_VERBS = frozenset("""
une entre contre comme autre autres outre notre votre elle quelle telle même pendant souvent avant devant durant suivant ensuite tout toute
moment président gouvernement mouvement parlement régiment événement document rapport vite très tandis encore presque peut-être voire membre ministre
""".split())  # fmt: skip


def looks_finite(word: str) -> bool:
    """Say whether a word that stands where a reporting verb may stand can be one: French, in the third person."""
    if _FINITE_ENDING.fullmatch(word) is None or word in _NO_VERBS or word.endswith(("ement", "amment", "emment")):
        return False
    return not any(
        word in group for group in (DETERMINERS, GENITIVES, PREPOSITIONS, STOPS, CLAUSES, JOINERS, PRONOUNS, OPENERS, TIMES, SOURCES)
    )


HAVE = frozenset("a ont avait avaient aurait auraient ait aient eut ayant has had have".split())
BE = frozenset("est était sont étaient sera fut".split())
ENGLISH_BE = frozenset("is are was were be been being".split())
PASSIVE = frozenset(("été",))

PRONOUNS = frozenset(
    "il elle ils elles lui eux lui-même elle-même eux-mêmes elles-mêmes celui-ci celle-ci ceux-ci he she they him them".split()
)
NOBODY = frozenset("on one it".split())
LATTER = frozenset("dernier dernière latter".split())

DETERMINERS = frozenset("""
le la l' les un une ce cet cette ces son sa ses leur leurs notre nos mon ma plusieurs certains certaines quelques nombre beaucoup deux trois quatre cinq
dix quelqu' one the a an his her their its this these those some several many two three four five another
""".split())  # fmt: skip
SINGULAR = frozenset("le la l' un une ce cet cette son sa".split())
GENITIVES = frozenset("de du des d' of".split())
PREPOSITIONS = frozenset("""
à au aux dans en lors devant sur sous par pour avec depuis après avant chez auprès via dès pendant durant entre parmi contre vers selon concernant face
malgré outre sans jusqu' to in at on during after before with by from for through into about amid following near inside outside over under against since around behind beside beyond across within despite
""".split())  # fmt: skip
AGENTS = frozenset(("par", "by"))
STOPS = frozenset("""
qui que qu' quoi dont où cité citée cités citées interrogé interrogée interrogés joint jointe contacté contactée alors tandis mais car parce comme puis ainsi
lorsque lorsqu' quand si puisque bien afin who whom which quoted while whereas but because when whose if although though as that
""".split())  # fmt: skip
SUBORDINATORS = frozenset("""
alors tandis lorsque lorsqu' quand si puisque bien comme while whereas because when if although though as
""".split())  # fmt: skip
CLAUSES = frozenset("que qu' quoi dont où qui mais et and but while that which who puis".split())
RELATIVES = frozenset("dont qui que qu' où who whose which".split())
JOINERS = frozenset(("et", "and"))
VERBS = frozenset("""
a ont est sont avait avaient était étaient ne n' doit doivent peut peuvent va vont font fait sera seront has have had is are was were will would can
""".split())  # fmt: skip
CLITICS = frozenset("n' ne l' le la les s' se lui leur m' me t' te nous vous y en".split())
VERB_CLITICS = frozenset("n' ne s' se lui leur m' me nous".split())
PARTICIPLE_ENDINGS = ("ant", "é", "ée", "és", "ées")
TIMES = frozenset("""
lundi mardi mercredi jeudi vendredi samedi dimanche veille lendemain surlendemain week-end hier aujourd' hui demain matin soir midi nuit après-midi soirée matinée janvier février mars avril mai juin
juillet août septembre octobre novembre décembre monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow morning evening
""".split())  # fmt: skip

SPANS = frozenset("jour semaine mois année instant heure époque week day year month hour".split())
"""With their article they tell when, seldom who."""

HIS = frozenset(("son", "sa", "ses", "his", "her"))

CONCERNED = frozenset(("intéressé", "intéressée"))
"""Whom the talk is about."""

OPENERS = frozenset("""
earlier later meanwhile however moreover still then instead separately here there nevertheless finally afterwards also
pourtant cependant toutefois enfin ensuite ailleurs puis alors là ici désormais auparavant néanmoins certes seulement aussi plutôt bref
""".split())  # fmt: skip
"""Adverbs that open a sentence with a capital, and name nobody."""
OPENING_PARTICIPLES = frozenset("""
joint jointe joints jointes réuni réunie réunis réunies assis assise assises venu venue venus venues reçu reçue reçus revenu revenue sorti sortie parti partie
originaire originaires natif native seul seule seuls seules fier fière âgé âgée élu élue averti avertie soumis soumise pris prise mis mise contraint contrainte invité présent présente asked reached contacted speaking
""".split())  # fmt: skip
ASIDES = frozenset("côté part tour skype whatsapp téléphone twitter facebook mail courriel internet phone email".split())
"""`de son côté`, `pour sa part`, `par téléphone`: an adverbial that is over with its noun."""
ANAPHORS = frozenset("son sa ses leur leurs his her their ce cet cette ces il elle ils elles he she they".split())
"""What a sentence begins with whose subject hangs on one before it."""
FIRST_PERSONS = frozenset("j' je nous i we".split())
TITLES = ("M.", "MM.", "Mme", "Mmes", "Mlle", "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms")
PEOPLE = frozenset("""
homme femme père mère collègue homologue confrère consœur compatriote adjoint adjointe prédécesseur successeur camarade compagnon compagne auteur auteure fils fille frère sœur garçon enfant ami amie voisin voisine époux épouse mari veuve veuf oncle tante cousin cousine jeune vieux vieille
médecin docteur chef maire ministre président présidente responsable porte-parole soldat colonel général capitaine officier combattant combattante rebelle
habitant habitante étudiant étudiante marchand marchande représentant représentante militant militante avocat avocate pilote témoin élève guide poète réfugié
réfugiée déplacé déplacée commerçant commerçante négociant gradé officiel dirigeant dirigeante opposant opposante dissident négociateur émissaire envoyé
envoyée infirmier infirmière retraité retraitée paysan paysanne chauffeur gamin gamine fillette garçonnet grand-mère grand-père maman papa survivant survivante
blessé blessée ouvrier ouvrière survivor resident fighter activist employé employée député députée diplomate expert experte imam curé prêtre évêque policier secouriste bénévole volontaire journaliste
man woman father mother son daughter brother sister boy girl friend neighbour neighbor doctor nurse teacher soldier officer commander student shopkeeper baker
""".split())  # fmt: skip
PEOPLE_ENDINGS = (
    "logue",
    "iste",
    "teur",
    "trice",
    "cien",
    "cienne",
    "seur",
    "geur",
    "nnier",
    "nnière",
    "cier",
    "cière",
    "langer",
    "langère",
    "irurgien",
    "mier",
    "mière",
)
"""How trades end in French; a few things do as well, but they seldom speak."""
RELAYS = ("rapport", "relat", "relay", "cit", "report")
"""How verbs begin that hand on what another said."""

SOURCES = frozenset("selon d'après suivant dixit".split())
TELLINGS = frozenset("""
mot mots termes propos dires déclarations déclaration expression formule récit témoignage témoignages avis aveu words
""".split())  # fmt: skip
BEFORE_NOUN = frozenset(
    "jeune vieux vieil vieille ancien ancienne haut haute principal principale petit petite grand grande même young old former actuel actuelle futur future".split()
)
"""What stands before the noun of a description and is not of it."""
SAID_BY = frozenset("""phrase mot mots formule cri sentence boutade aveu slogan conseil avertissement avis constat réponse""".split())
"""Nouns that with a genitive right before a colon tell who speaks: `cette phrase d'un voisin : « ... »`."""
SAYINGS = (
    "dit", "déclar", "indiqu", "précis", "ajout", "expliqu", "affirm", "annonc", "savoir", "confi", "estim", "rapport", "racont", "soulign", "résum", "not", "regrett", "répond", "répliqu", "rétorqu",
)  # fmt: skip
"""How verbs begin whose object is never a person: a person behind them is who says so."""
UTTERANCES = frozenset("""
réponse réaction réplique commentaire verdict constat avertissement message appel cri promesse menace aveu tweet refrain pique explication confidence analyse conclusion question reply
""".split())  # fmt: skip
"""Nouns that with a genitive and a colon tell who speaks: `Réponse de X : « ... »`."""
FRENCH_A = frozenset("côté droite gauche propos peine travers partir cause force deux plusieurs quelques défaut bout moins".split())
"""What may stand behind the capital A that is `à`."""
VIEWS = ("aux yeux", "aux dires", "au dire", "de l' avis", "de l' aveu", "in the words", "in the view")
"""What opens a sentence as `selon` does, with a genitive behind."""
FOLLOWED_BY_CLAUSE = frozenset("que qu' : vouloir avoir être ne that".split())

TITLE_WORDS = frozenset("""
paru intitulé intitulée intitulés intitulées titré titrée baptisé baptisée baptisés surnommé surnommée surnommés nommé nommée dénommé dénommée film livre roman
documentaire série émission album chanson opération revue reportage essai pièce exposition hashtag mot-dièse entitled titled dubbed nicknamed book novel
documentary song chante chantent chantait chantaient chanté chanter sang sings
""".split())  # fmt: skip
"""Words that announce a title or a name, not somebody's words."""

POSTS = frozenset("spokesman spokeswoman spokesperson minister president envoy leader chief commander official ambassador diplomat".split())
"""English posts that stand between the body they belong to and the name: `Harbour spokesman X`."""
JOINTS = frozenset("de du des d' à au aux la le les l' en et of the for".split())
"""Behind these a capital is the name of a body or a place, elsewhere within a description that of its bearer."""
PLURALS = frozenset(
    "les des ces ses leurs plusieurs certains certaines quelques deux trois quatre cinq dix the two three these those".split()
) - {"the"}
TRADES = frozenset("""
géographe politologue historien historienne chercheur chercheuse spécialiste analyste expert experte médecin chirurgien chirurgienne pédiatre
universitaire sociologue économiste juriste archéologue photographe cinéaste romancier romancière essayiste islamologue
""".split())  # fmt: skip
"""Callings of which a text, once it has named somebody, speaks with the article alone: `le géographe`."""

RANKS = frozenset("""
général colonel capitaine commandant lieutenant lieutenant-colonel docteur professeur cheikh père maître ministre général-major amiral brigadier
general captain commander lieutenant-general doctor professor sheikh major
""".split())  # fmt: skip
"""Titles that lead to a name in apposition: `le porte-parole, le général X`."""
ADVERBS = frozenset("encore aussi même déjà alors enfin ainsi aussitôt également notamment toutefois pourtant ensuite volontiers".split())
"""May stand between a verb and its subject behind it."""
PARTICLES = frozenset("de du la le al el ad ar as ash ach at an az ben bin ibn abou abd van von y".split())
"""Small words within a person's name."""
WISHES = ("souhait", "espèr", "espér", "voulai", "veu", "crai", "redout", "demand", "hope", "want")
"""How verbs begin that tell a wish: behind `que` they are told by whoever said so."""

ABBREVIATIONS = frozenset("M MM Mme Mmes Mlle Mr Mrs Ms Dr Me Pr Gen Gén Col Lt Cdt Capt St Ste Mgr av apr cf vol no".split())

OFFICES = frozenset("""
ministre président présidente chancelier chancelière maire porte-parole chef cheffe secrétaire ambassadeur ambassadrice émissaire envoyé envoyée médiateur
médiatrice représentant représentante gouverneur directeur directrice responsable dirigeant dirigeante coordinateur coordinatrice négociateur négociatrice
opposant opposante patriarche évêque archevêque prélat général colonel capitaine commandant officier gradé militaire raïs dictateur autocrate despote émir
roi sultan premier patron patronne conseiller conseillère adjoint adjointe élu élue député députée sénateur sénatrice diplomate haut-commissaire commissaire numéro leader fondateur fondatrice
envoy minister president spokesman spokeswoman ambassador mediator general secretary diplomat official director
""".split())  # fmt: skip
"""Nouns that tell an office: without evidence for it nobody is taken for its holder."""

_CALLINGS = ("ier", "ière", "eur", "euse", "rice", "iste", "ien", "ienne", "ant", "ante", "naire", "ois", "oise")
_NO_CALLINGS = frozenset(
    "quartier dossier courrier dernier dernière premier première passant moment instant document matériel intérieur extérieur".split()
)


def is_person(noun: str) -> bool:
    """Say whether a noun tells a person, by office, trade, kinship or age."""
    known = noun in PEOPLE or noun in TRADES or noun in OFFICES or noun in RANKS or noun.partition("-")[0] in PEOPLE
    return known or noun.endswith((*PEOPLE_ENDINGS, "génaire", "trentenaire"))


def is_calling(noun: str) -> bool:
    """Say whether a noun ends as callings and inhabitants do; things do as well, but they do not speak behind `ce`."""
    return noun.endswith(_CALLINGS) and noun not in _NO_CALLINGS


_NATION = re.compile(
    r"[^\W\da-zß-ÿ_][\w-]*(?:ien|ienne|ais|aise|ois|oise|ain|aine|and|ande|sse|urc|urque|gnol|gnole|elge|rabe|uisse|uédois|éen|éenne|[^i]usse|[Kk]urde|[Gg]rec|[Gg]recque|[Ss]erbe)"
)
"""How the names of inhabitants end."""


def is_nation(word: str) -> bool:
    """Say whether a word names somebody by the land or town of origin: `Norvégien`, `Italo-Suédois`."""
    return _NATION.fullmatch(word) is not None

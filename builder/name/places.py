"""Names of one or several records that are neither person nor power: places above all. Pure."""

from __future__ import annotations

import re

from builder.folding import fold
from builder.gazetteer import has_article
from builder.model import Candidate, Ref, RefKind, Rule, SenseKind, Unresolved, ref, split_ref
from builder.name.persons import AGE_BEHIND, is_introduced, is_titled
from builder.name.scene import Decision, Scene, full_name, is_kin
from builder.name.surface import opens_a_name
from builder.name.words import OPENERS, opens_with_a_verb

_FRAME = re.compile(r"(?:^|[.!?»]\s)(?:[AÀ]|In|At)\s$")
_NO_FRAME = re.compile(r"\s?[.!?…]|(?:,\s(?:et\s)?|\set\s)(?:à|en|aux?)\s[^\W\d_a-zß-öø-ÿ][\w’-]*(?:[.!?…]|,\s(?:et\s)?(?:à|en|aux?)\s)")
"""What makes of "À Ramla" an answer or a list, where nothing goes on to be told: "À Nivôse, à Sablon, en Sélène."."""
_WORDS_OF_KINDS = (
    (r"quartiers?|faubourgs?|districts?|neighbou?rhoods?", "district neighbourhood"),
    (r"villages?|hameaux?|hameau|bourgades?", "village"),
    (r"localités?|bourgs?", "village city"),
    (r"villes?|cit(?:y|ies)|towns?", "city"),
    (r"provinces?|gouvernorats?|mohafazats?|governorates?", "governorate"),
    (r"aéroports?|aérodromes?|bases?(?: aériennes?| militaires?)?|airports?|air ?bases?", "airport"),
    (r"hôpital|hôpitaux|camps?|école|académie|mosquée|caserne|hospital", "site"),
    (r"routes?|rue|axes?|autoroutes?|roads?", "road"),
    (r"brigades?|groupes?|bataillons?|mouvements?|milices?|organisations?", "armed_group alliance military organisation"),
    (r"agences?|chaînes?|télévisions?|quotidiens?|agency", "media"),
)
"""Words that lead to a name, and the kinds of record that they ask for."""


def _leading(words: str) -> re.Pattern[str]:
    """Return what finds one of the words in a lead, with at most two others and "de la" between it and the name."""
    return re.compile(
        rf"\W(?:{words})\s(?:(?!par\s|vers\s|depuis\s|entre\s|by\s)[\wà-ÿ]+\s){{0,2}}(?:d[eu]\s(?:la\s)?|d['’]|of\s)?(?:l['’])?(?:al-)?$"
    )


_KIND_WORDS = tuple((_leading(words), frozenset(kinds.split())) for words, kinds in _WORDS_OF_KINDS)
_KIND_WORD = _leading("|".join(words for words, _ in _WORDS_OF_KINDS))
"""Any of them: the quick look that spares the ten."""

_A_PART_NAMED = re.compile(
    r"\W(?:(?:un|une)\s(?:seule?\s|autre\s|petite?\s|vieux\s|grande?\s)?|(?:ce|cet|cette|dernier|dernière|premier|première|autre|seule?|one|another)\s)"
    r"(?:(?:\w+\s)?(?:quartier|faubourg|village|district|neighbou?rhood|suburb))(?:\s\w+)?\s?[,:]\s$"
)
"""A kind of place, and its name in apposition: "un seul quartier, Ramla"."""

_SEVERAL_SO_NAMED = re.compile(
    r"\W(?:deux|trois|plusieurs|two|three|several)\s(?:quartiers|faubourgs|villages|localités|districts|neighbou?rhoods)\s$"
)
_AND_ANOTHER = re.compile(r"\s?(?:,|et\b|and\b|ou\b)")
_SOMEBODY_BEHIND = re.compile(
    r"^,\s(?:(?:le|la|un|une|the|a|an)\s|l['’])(?:\w+\s)?(?:sultan|roi|émir|prophète|saint|général|homme|femme|père|mère|fils|fille|frère|sœur|cousin|jeune|"
    r"chef|porte-parole|boulanger|épicier|avocat|médecin|chirurgien|combattant|commandant|soldat|étudiante?|habitante?|militante?|fighter|activist|shopkeeper|doctor|commander|king|man|woman)\b"
)
"""Who is told to be somebody is no place: "Ramla, le sultan"."""

_KIND_BEHIND = re.compile(
    r"(?:,\s(?:(?:un|une|le|la|l['’]|vieux|a|the)\s?)*|\s)(quartier|faubourg|village|district|neighbou?rhood|suburb)\b"
)
"""The kind of a place in apposition, or behind it as English has it: "Zahra, un faubourg de", "Zahra district"."""

_KINDS_BEHIND = {
    "quartier": frozenset({"district", "neighbourhood"}),
    "faubourg": frozenset({"district", "neighbourhood"}),
    "suburb": frozenset({"district", "neighbourhood"}),
    "district": frozenset({"district", "neighbourhood"}),
    "village": frozenset({"village"}),
}
_BODY_OF = (
    r"(?-i:Institut|Armée|Académie|Conseil|Comité|Association|Union|Fédération|Observatoire|Université|Centre|Bureau|Front|Parti|Mouvement|Brigade|Bataillon|Alliance|Rassemblement|Réseau)\s"
    r"(?:(?-i:[a-zà-ÿ])[\w-]+\s|d['’](?-i:[a-zà-ÿ])\w+\s){1,2}(?:d['’]|de\s(?:la\s|l['’])?|du\s|des\s)"
)
"""A body that is more than its town's: "Institut d'études du Levant"."""
_STREET = re.compile(
    r"(?<!\bune )\b(?:(?:rue|avenue|boulevard|impasse|square|allée)\s(?:d[eu]s?\s(?:la\s)?|d['’])?(?:l['’])?"
    r"|opérations?\s(?:\w+\s)?[«“\"]?\s?(?-i:[A-ZÀ-Ý])[\w-]+\s(?:de\s(?:la\s|l['’])?|du\s|d['’])"
    r"|(?:hôtel|café|bar|restaurant|galerie|cinéma|lycée|université|cargo|ferry|prix)\s(?:Le\s|La\s)?"
    rf"|{_BODY_OF})$",
    re.IGNORECASE,
)
"""What is called after a place elsewhere: "rue de Ramla", "l'hôtel Ramla", "l'opération Tonnerre de Ramla"; not "les rues de Ramla", "un hôtel de Ramla"."""

_PLANT = re.compile(r"\b(?:pins?|cèdres?|roses?|prunes?|boutons?|genêts?|jasmins?)\s(?:d['’]|de\s|du\s)$")
"""What has a place in its everyday name, and grows or itches anywhere."""

_INSTITUTE_BEHIND = re.compile(
    r"\s(?:Institute|University|Forum|Center|Centre|Club|City|United|[FS]C|TV|Airlines|Airways|Post|Times|Tribune|Herald|Match|Saint-\w+|Solidarité|Accueil)\b"
)
"""How the name of a club, a medium or an institute goes on behind its town's."""

_WITH_ARTICLE = re.compile(r"\b(?:le|la|les|un|une|du|des|au)\s$", re.IGNORECASE)
_MEDIUM_LED_TO = re.compile(
    r"(?:\b(?:à|au|aux|par|sur|selon|pour|dans|chez|avec|de|du|des|by|to|told|on|in|from|of|citant|journal|quotidien|hebdomadaire|magazine|radio|chaîne|site|"
    r"télévision|(?:écri|rapport|révèl|affirm|assur|indiqu|précis|racont|titr)\w+)\s|d['’])(?:la\s|le\s|the\s|l['’])?$",
    re.IGNORECASE,
)
_MEDIUM_TELLS = re.compile(
    r"\s(?:a|avait|ont|n['’]a|révèle|rapporte|écrit|affirme|indique|précise|cite|titre|raconte|publie|diffuse|reported|said|says)\b"
)
"""How a medium stands as source or subject: "a dit à RTP", "selon La Vague", "RTP a montré"."""

_MEDIUM_BEFORE = re.compile(
    r"\b(?:agence|chaîne|télévision|radio|journal|quotidien|site|agency|selon|par|à)\s(?:officielle\s|de\spresse\s)?$"
)
_CONTRACTED = re.compile(r"(?<!oupe )(?<!our )(?<!ampion )\b(?:[Aa]u|[Dd]u)\s$")
_GOES_ON = re.compile(r"\s(?:nationale?|régionale?|intérieure?|provinciale?)\b")
_AIRFIELDS = frozenset({"airport"})
_NAME_BEFORE = re.compile(r"([^\W\d_a-zà-ÿ](?<![\w'’-].)[\w'’-]*[a-zà-ÿ])\s(?:al-|el-)?$")
_NAME_BEHIND = re.compile(r"^\s([^\W\d_a-zà-ÿ][\w'’-]*[a-zà-ÿ])")
_A_TOWN_BEHIND = re.compile(
    r"^,\s(?:(?:la|une|le|un|seconde|deuxième|grande|petite|the|a)\s){0,3}(?:ville|village|localité|capitale|city|town)\b"
)
_AT = re.compile(r"\b(?:à|dans|vers|depuis|sur|in|at|near)\s$")
_ELIDED = re.compile(r"(?:[LDJNSMCT]|Qu)['’](?=[a-zà-ÿ])")
_COMPASS = re.compile(r"(?:nord|sud|est|ouest)\b", re.IGNORECASE)
_HYPHENS = ("-", "\u2010", "\u2011")
_OUTSIDE = re.compile(r"\b(?:à\sl['’]|au\s)$")
_QUARTERS = frozenset({"neighbourhood", "district"})
_PARTS = frozenset({"neighbourhood", "district", "site"})
"""Kinds of which every town has its own, under names that others have too."""

_TOWNS = frozenset({"city", "village"})
_PHRASE = 36
"""How many code points a street's name with its article, or a title or a first name, takes at most."""

_PARAGRAPH = 1_000
"""How many code points back a paragraph may have set its scene: so that one of any length is read in time in proportion."""

_REACH = 60
_NEARBY = 140
_TOWN_BEHIND = re.compile(
    r"^(?:\s(?P<of>d['’]|de\s(?:la\s|l['’])?|of\s)|,?\s(?:à|in)\s|\s\()(?P<town>(?-i:[^\W\d_a-zß-öø-ÿ])[\w’-]*[a-zà-ÿ])"
)
_PART_OF_BEHIND = re.compile(
    r"^,\s(?:le|la|un|une)\s(?:[\w-]+\s){0,2}?(?:quartier|faubourg|banlieue|district)\s(?:[\w-]+\s){0,4}?(?:d['’]|de\s(?:la\s)?)(?P<town>(?-i:[^\W\d_a-zß-öø-ÿ])[\w’-]*[a-zà-ÿ])"
)
"""Whose part a name is, in apposition: "Ramla, le vieux faubourg du sud de Nivôse"."""
_TOWN_BEFORE = re.compile(
    r"(?:^|\W)[àÀA]\s(?P<town>[^\W\d_a-zß-öø-ÿ][\w’-]*[a-zà-ÿ]),\s(?:dans\s)?(?:le|du)\s(?:quartier|faubourg)\s(?:de\s|d['’])?$"
)
_BESIDE = 40
"""How many code points apart the names of one list may begin."""


def single(scene: Scene, candidate: Candidate, target: Ref) -> Decision:
    """Decide a name of one record: sure, but for a place's name that somebody or something else bears here."""
    return _place(scene, candidate, target) if split_ref(target)[0] is RefKind.PLACE else _actor(scene, candidate, target)


def _place(scene: Scene, candidate: Candidate, target: Ref) -> Decision:
    """Decide a place's name: it may be a street's, a person's, a namesake's elsewhere, or the region's around it."""
    is_anothers = is_called_after(scene, candidate) or _PLANT.search(scene.brink(candidate.start)) is not None
    if is_anothers or _is_base_of_a_village(scene, candidate, target):
        return Unresolved(candidate.start, candidate.end, candidate.surface, (target,))
    if _is_outside(scene, candidate) or _is_a_common_name(scene, candidate, target) or _begins_a_name(scene, candidate, target):
        return None
    if _is_another(scene, candidate, target):
        return Unresolved(candidate.start, candidate.end, candidate.surface, (target,))
    if larger := _region_of_that_name(scene, candidate, target):
        return scene.mention(candidate, larger, Rule.CONTEXT)
    return _named(scene, candidate, target)


def _actor(scene: Scene, candidate: Candidate, target: Ref) -> Decision:
    """Decide the name of an actor that is no power: it may be the page's own sign, or somebody else's name."""
    if _is_publishers_sign(scene, candidate, target) or _is_without_its_article(scene, candidate, target):
        return None
    if scene.kind_of(target) == "media" and scene.is_borne(candidate.surface) and not _MEDIUM_BEFORE.search(scene.left(candidate.start)):
        return Unresolved(candidate.start, candidate.end, candidate.surface, (target,))  # "sa fille Ramla" is no agency
    if scene.kind_of(target) == "person" and " " not in candidate.surface and is_introduced(scene, candidate):
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())  # "un voisin qui se prénomme Oda"
    if _GOES_ON.match(scene.text.body, candidate.end):
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())  # "Conseil du port nationale" is another
    return _named(scene, candidate, target)


def _named(scene: Scene, candidate: Candidate, target: Ref) -> Decision:
    is_acronym = all(sense.kind is SenseKind.ACRONYM for sense in candidate.senses if sense.ref == target)
    return scene.mention(candidate, target, Rule.ACRONYM if is_acronym else Rule.NAME)


def _begins_a_name(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether it is the beginning of a longer name, which is told as a whole: "Ramla Duval", "Ramla Institute"."""
    return _is_first_name(scene, candidate, target) or (scene.kind_of(target) in _TOWNS and opens_a_name(scene, candidate))


def _is_a_common_name(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether an article stands before what merely sounds like a town, as French never has it: "le Nobel"."""
    if scene.kind_of(target) not in _TOWNS or any(sense.exact for sense in candidate.senses if sense.ref == target):
        return False
    return _WITH_ARTICLE.search(scene.left(candidate.start)) is not None


def _is_outside(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a point of the compass lies outside: "à l'est de [Port-Azur]", "au sud-est de"; "l'[est de Port-Azur]" is the part."""
    left = scene.left(candidate.start)
    return bool(_COMPASS.match(candidate.surface) and (left.endswith(_HYPHENS) or _OUTSIDE.search(left)))


def _is_publishers_sign(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether a paper or a station that publishes itself is neither source nor subject: its name as the page bears it, or a credit."""
    kind, ident = split_ref(target)
    outlet = scene.authority.outlets.get(ident) if kind is RefKind.ACTOR else None
    if outlet is None or outlet.kind == "agency":
        return False
    return not (_MEDIUM_LED_TO.search(scene.left(candidate.start)) or _MEDIUM_TELLS.match(scene.text.body, candidate.end))


def _is_without_its_article(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether a paper's name has lost its article, and no "au" or "du" has taken it in: "au [Phare]" is the paper "Le Phare", "phare" is not."""
    if scene.kind_of(target) != "media" or not any(text.startswith(f"Le {candidate.surface}") for text in scene.written(target)):
        return False
    return _CONTRACTED.search(scene.left(candidate.start)) is None


def is_called_after(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a street, an inn, a ship, a prize, a club or an institute bears a place's name."""
    body, start = scene.text.body, candidate.start
    if " " in candidate.surface:
        return bool(_INSTITUTE_BEHIND.match(body, candidate.end))
    return bool(_STREET.search(body, max(0, start - _PHRASE), start) or _INSTITUTE_BEHIND.match(body, candidate.end))


def _is_base_of_a_village(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether a base or an airport is meant that has taken a village's name, and is not the village."""
    return split_ref(target)[0] is RefKind.PLACE and scene.kind_of(target) == "village" and _asked_kinds(scene, candidate) == _AIRFIELDS


def _is_another(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether a place's name is a person's here, or a namesake's elsewhere."""
    is_part = scene.kind_of(target) in _PARTS
    if is_part and " " in candidate.surface and has_article(candidate.surface):  # "Salah al-Bahr": nobody else is called so
        return _is_of_another_town(scene, candidate, target) or is_introduced(scene, candidate)
    if " " not in candidate.surface and (_is_a_person(scene.left(candidate.start)) or (is_part and _is_told_of_somebody(scene, candidate))):
        return True
    if is_part and scene.is_borne(candidate.surface) and _asked_kinds(scene, candidate) is None:
        return True  # "Ramla" where the text has spoken of "Ramla Duval"
    if is_part and (_is_of_another_town(scene, candidate, target) or _is_abroad(scene, candidate, target)):
        return True
    return is_part and not (_is_asked_for(scene, candidate, target) and _is_anchored(scene, candidate, target))


def _is_told_of_somebody(scene: Scene, candidate: Candidate) -> bool:
    """Say whether an age, a calling or the words before make a quarter's name a person's, or that of several: "Ramla, 34 ans", "deux quartiers Ramla"."""
    right = scene.right(candidate.end)
    if is_kin(scene.left(candidate.start), scene.text.body, candidate.end) and _asked_kinds(scene, candidate) is None:
        return True
    if right.startswith((", ", " (", " et s")) and (AGE_BEHIND.match(right) or _SOMEBODY_BEHIND.match(right)):
        return _asked_kinds(scene, candidate) is None
    return is_introduced(scene, candidate) or (
        _SEVERAL_SO_NAMED.search(scene.lead(candidate.start)) is not None and not _AND_ANOTHER.match(right)
    )


def _is_first_name(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether a surname follows a quarter's name: "Ramla Duval"; not where a word of place leads to it."""
    behind = _NAME_BEHIND.match(scene.right(candidate.end))
    if scene.kind_of(target) not in _PARTS or " " in candidate.surface or has_article(candidate.surface) or behind is None:
        return False
    return fold(behind.group(1)) not in OPENERS and _asked_kinds(scene, candidate) is None and not _AT.search(scene.brink(candidate.start))


def _is_of_another_town(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether the name goes on with a town that is not its own: "la Vieille Ville de [X]", "le quartier de Zahra, à [Y]"."""
    right = scene.right(candidate.end)
    match = _TOWN_BEHIND.match(right) or _PART_OF_BEHIND.match(right)
    if match is None:
        return False
    start = candidate.end + match.start("town")
    places = {place for other in scene.near(candidate, _REACH) if other.start == start for place in scene.refs(other, SenseKind.NAME)}
    around = {ref(RefKind.PLACE, ident) for ident in scene.authority.within(split_ref(target)[1])}
    if not places:
        return match.groupdict().get("of") is not None
    return any(scene.kind_of(place) in _TOWNS for place in places) and not places & (around | {target})


def _is_abroad(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether a text that has not named the quarter's town yet speaks of another country beside it: a namesake there."""
    around = {ref(RefKind.PLACE, ident) for ident in scene.authority.within(split_ref(target)[1])}
    towns = {place for place in around if scene.kind_of(place) in _TOWNS}
    block = scene.block(candidate.start)
    if " " in candidate.surface or not towns or any(scene.full_names.get(town, block.end) < block.end for town in towns):
        return False
    for other in scene.near(candidate, _NEARBY):
        if other.start != candidate.start and block.start <= other.start < block.end:
            kinds = {(place, scene.kind_of(place)) for place in scene.refs(other, SenseKind.NAME) if place.startswith("place/")}
            if any(kind in {"country", "city"} and place not in around for place, kind in kinds):
                return True
    return False


def is_somebody(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a capitalised word or title leads to a name of one word, and makes it a person's or a company's: "Oda Nivôse", "Air Sélène"."""
    body, start = scene.text.body, candidate.start
    if " " in candidate.surface or not body[body.rfind(" ", max(0, start - _PHRASE), start - 1) + 1].isupper():
        return False
    return _is_a_person(scene.left(start))


def _is_a_person(left: str) -> bool:
    """Say whether a title or a first name leads to a name: "Mme Ramla", "Oda Ramla"."""
    left = left[-_PHRASE:]
    before = _NAME_BEFORE.search(left)
    if before and _ELIDED.match(before.group(1)):
        before = None  # "L'axe"
    if before and before.group(1).endswith(("'s", "’s")):
        before = None  # "Syldavia's Ramla"
    if before and opens_with_a_verb(left[: before.end(1) + 1], before.group(1)):
        before = None  # "Sauver Ramla"
    return bool(is_titled(left) or (before and fold(before.group(1)) not in OPENERS))


def _is_asked_for(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether the words around leave a part of a town possible: not "l'aéroport de [X]", not "[X], grande ville du nord"."""
    asked = _asked_kinds(scene, candidate)
    if asked is not None and not asked & (_PARTS | {scene.kind_of(target)}):
        return False
    return not _A_TOWN_BEHIND.match(scene.right(candidate.end))


def _is_anchored(scene: Scene, candidate: Candidate, target: Ref) -> bool:
    """Say whether the text speaks of the town that a quarter is part of, and the paragraph of no other town instead."""
    around = {ref(RefKind.PLACE, ident) for ident in scene.authority.within(split_ref(target)[1])}
    towns = {place for place in around if scene.kind_of(place) in _TOWNS}
    if not towns or any(
        other.end <= candidate.end and full_name(other) in towns for other in scene.near(candidate, 0) if other.start >= candidate.start
    ):
        return True  # "Université de Port-Azur" says itself whose it is
    if not towns & scene.full_names.keys() and not _other_parts(scene, target, towns):
        return False
    return not _is_elsewhere(scene, candidate, target, towns)


def _other_parts(scene: Scene, target: Ref, towns: set[Ref]) -> bool:
    """Say whether the text names another part of the same towns, by a name of several words that nobody else bears."""
    for place in scene.full_names:
        kind, ident = split_ref(place)
        is_own = kind is RefKind.PLACE and place != target and re.search(r"[\s-]", scene.authority.places[ident].name)
        if is_own and towns & {ref(RefKind.PLACE, parent) for parent in scene.authority.within(ident)}:
            return True
    return False


def _is_elsewhere(scene: Scene, candidate: Candidate, target: Ref, towns: set[Ref]) -> bool:
    """Say whether the paragraph has set another scene before: "À Nivôse, ...": what follows is there, until the quarter's own town is named."""
    if _is_said_to_be_of_another(scene, candidate, towns):
        return True
    if any(full_name(other) in towns and other.start > candidate.end for other in scene.near(candidate, _BESIDE)):
        return False  # "à Sablon, à l'ouest de [Port-Azur]"
    if _is_in_a_list_of_parts(scene, candidate, target, towns):
        return False
    scene_set = False
    for other in scene.before(candidate, _PARAGRAPH):
        place = full_name(other)
        if place in towns:
            scene_set = False
        elif place and scene.kind_of(place) == "city" and _FRAME.search(scene.left(other.start)):
            scene_set = not _NO_FRAME.match(scene.right(other.end))
    return scene_set


def _is_said_to_be_of_another(scene: Scene, candidate: Candidate, towns: set[Ref]) -> bool:
    """Say whether another town leads to a part: "à Nivôse, dans le quartier de [Ramla]"."""
    left = scene.left(candidate.start)
    match = _TOWN_BEFORE.search(left)
    if match is None:
        return False
    start = candidate.start - len(left) + match.start("town")
    named = {place for other in scene.before(candidate, _REACH) if other.start == start for place in scene.refs(other, SenseKind.NAME)}
    return not named & towns


def _is_in_a_list_of_parts(scene: Scene, candidate: Candidate, target: Ref, towns: set[Ref]) -> bool:
    """Say whether a part of the same town stands beside, by a name of several words that nobody else bears: "Bab al-Bahr, [Ramla] et [Sabil]"."""
    for other in scene.near(candidate, _REACH):
        place = full_name(other)
        if place and place != target and re.search(r"[\s-]", other.surface) and scene.kind_of(place) in _QUARTERS:
            around = {ref(RefKind.PLACE, ident) for ident in scene.authority.within(split_ref(place)[1])}
            if towns & around:
                return True
    return False


def _region_of_that_name(scene: Scene, candidate: Candidate, target: Ref) -> Ref | None:
    """Return the place around a town that the word before asks for: "la province voisine de [Port-Azur]" is the province."""
    kind, ident = split_ref(target)
    kinds = _asked_kinds(scene, candidate)
    if kind is not RefKind.PLACE or kinds is None or scene.kind_of(target) in kinds:
        return None
    around = (ref(RefKind.PLACE, parent) for parent in scene.authority.within(ident))
    return next((parent for parent in around if scene.kind_of(parent) in kinds and "governorate" in kinds), None)


def several(scene: Scene, candidate: Candidate, targets: tuple[Ref, ...]) -> Decision:
    """Decide a name of several records by the kind of word before it, else by the places that the text has named; else leave it open."""
    if is_titled(scene.left(candidate.start)) or _NAME_BEHIND.match(scene.right(candidate.end)) or is_called_after(scene, candidate):
        return Unresolved(candidate.start, candidate.end, candidate.surface, targets)
    if (
        scene.is_borne(candidate.surface)
        and any(scene.kind_of(target) in _PARTS for target in targets)
        and _asked_kinds(scene, candidate) is None
    ):
        return Unresolved(candidate.start, candidate.end, candidate.surface, targets)
    if _SEVERAL_SO_NAMED.search(scene.lead(candidate.start)) and not _AND_ANOTHER.match(scene.right(candidate.end)):
        return Unresolved(candidate.start, candidate.end, candidate.surface, targets)
    here = tuple(target for target in targets if scene.kind_of(target) not in _PARTS or not _is_of_another_town(scene, candidate, target))
    if here != targets or any(_is_base_of_a_village(scene, candidate, target) for target in targets):
        return Unresolved(candidate.start, candidate.end, candidate.surface, targets)
    for narrowed in (_by_kind_word(scene, candidate, targets), _by_neighbours(scene, candidate, targets), _by_surroundings(scene, targets)):
        if len(narrowed) == 1:
            return scene.mention(candidate, narrowed[0], Rule.CONTEXT)
    return Unresolved(candidate.start, candidate.end, candidate.surface, targets)


def _by_kind_word(scene: Scene, candidate: Candidate, targets: tuple[Ref, ...]) -> tuple[Ref, ...]:
    kinds = _asked_kinds(scene, candidate) or frozenset()
    return tuple(target for target in targets if scene.kind_of(target) in kinds)


def _asked_kinds(scene: Scene, candidate: Candidate) -> frozenset[str] | None:
    """Return the kinds of record that the word before a name asks for, None where there is no such word."""
    lead = scene.lead(candidate.start)
    asked = next((kinds for pattern, kinds in _KIND_WORDS if pattern.search(lead)), None) if _KIND_WORD.search(lead) else None
    if asked is None and lead.endswith((", ", ": ")) and _A_PART_NAMED.search(lead) and not _NAME_BEHIND.match(scene.right(candidate.end)):
        return _KINDS_BEHIND["village"] if "village" in lead[-24:] else _KINDS_BEHIND["district"]
    if asked is None and (behind := _KIND_BEHIND.match(scene.text.body, candidate.end)):
        return _KINDS_BEHIND.get(behind.group(1), _KINDS_BEHIND["district"])
    return asked


def _by_neighbours(scene: Scene, candidate: Candidate, targets: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the place whose neighbour in the same region stands beside it: "le siège de Nobl et de [Zahra]"."""
    near = {sense.ref for other in scene.near(candidate, _BESIDE) if other is not candidate for sense in other.senses}
    kept = []
    for target in targets:
        kind, ident = split_ref(target)
        parent = scene.authority.places[ident].within if kind is RefKind.PLACE else None
        siblings = {place for place in near - set(targets) if place.startswith("place/")}
        if parent and any(scene.authority.places[split_ref(place)[1]].within == parent for place in siblings):
            kept.append(target)
    return tuple(kept)


def _by_surroundings(scene: Scene, targets: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the place whose town or region the text names, where that is so of one of them only."""
    if not targets or any(split_ref(target)[0] is not RefKind.PLACE for target in targets):
        return ()
    around = {target: {ref(RefKind.PLACE, ident) for ident in scene.authority.within(split_ref(target)[1])} for target in targets}
    shared = frozenset.intersection(*map(frozenset, around.values()))
    return tuple(target for target, places in around.items() if (places - shared - {target}) & scene.lands)

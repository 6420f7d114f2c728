"""State or country? A country's or capital's name is an actor where it speaks, decides, acts or is acted upon, otherwise a place. Pure.

The ground is the grammar around the name, read by the tables below, first row first; nothing else decides. Where two names stand in one list
("entre Washington et Moscou", "de Russie, d'Irak et du Pakistan") the second is what the first is.

Source: the annotation guide of the archive, "State or country?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from builder.model import BlockKind, Candidate, Mention, RefKind, Rule, SenseKind, Unresolved, split_ref
from builder.name.places import is_called_after, is_somebody
from builder.name.scene import Decision, Scene, full_name

_ARTICLE = r"(?:l['’]|les?\s|la\s|the\s)?"
_OF = r"(?:d['’]|de\s(?:la\s|l['’])?|du\s|des\s|of\s(?:the\s)?)"
_TO = r"(?:à\s(?:la\s|l['’])?|aux?\s|to\s(?:the\s)?)"

_RELATION = (
    r"alliée?s?|soutiens?|appuis?|alliances?|aides?|interventions?|gouvernements?|autorités|diplomates|ambassad(?:es?|eurs?|rices?)|consuls?|consulats?|"
    r"représentants?|émissaires?|porte-parole|président|présidente|ministres?|ministère|diplomatie|opposition|refus|vetos?|accord|feu\svert|part|"
    r"pressions?|positions?|réactions?|demandes?|propositions?|initiatives?|démarches?|efforts|médiation|responsabilité|adhésion|armée|côtés|compte|nom|main|mains|faveur|profit|relations?|liens|rivalité|ligne\srouge|version|thèse|offre|réponses?|plans?|décisions?|stratégie|politique|attitude|aval|rôles?|colère|condamnation|absence|isolement|succès|échecs?|revers|victoires?|défaites?|ultimatum|menaces?|intérêts|ambitions|volonté|silence|émissaires?|délégations?|négociateurs?|frappes|raids|bombardements|"
    r"adresse|attention|intention|encontre|égard|égide|insu|instar|parrains?|protecteurs?|adversaires?|ennemis?|rivale?s?|rivaux|partenaires?|troupes|forces|soldats|aviation|avions|hélicoptères|"
    r"backing|support|government|role|help|behest|embassy|consulate"
)
_LAND = (
    r"portes|confins|abords|cœur|nord|sud|est|ouest|centre|nord-\w+|sud-\w+|frontières?|territoires?|sol|capitale|villes?|régions?|provinces?|parties?|reste|ensemble|carte|côtes?|"
    r"pouces?|parcelles?|populations?|habitants|peuples?|avenir|histoire|moitié|tiers|intérieur|large|ciel|unité|guerre|crise|conflit|destruction|reconstruction|partition|seuil|rues|montagnes|campagnes|prisons|marchés|routes?|chemins?|direction|dessus|dessous|autour|loin|près|"
    r"north|south|east|west|border|borders|map|rest|future|people|parts"
)
_AS_LAND = (
    r"(?:est|était|reste|demeure)\s(?:toujours\s|encore\s|déjà\s)?(?:en\s(?:ruines?|guerre|feu|cendres|paix|proie)|(?:un|une)\s(?:champ|cimetière|enfer|terre|poudrière)|"
    r"(?:détruit|dévast|ruin|déchir|ravag|plong|divis|morcel|exsangue)\w*)|compt(?:e|ait|ent)\s(?:[\w’']+\s){0,2}\d"
)
_LAND_BESIDE = "côte|littoral|mer|frontière|aéroport|capitale|autoroute|montagne|désert|fleuve|coast|border|sea|airport|desert"
_ASKING = (
    r"reproch\w+|demand\w+|impos\w+|propos\w+|livr\w+|fourni\w+|répond\w+|répliqu\w+|appel\w*|adress\w+|permet\w*|interdi\w+|promi\w+|vend\w+|donn\w+|"
    r"accord\w+|enjoin\w+|rappel\w+|grâce|face|quant|opposé\w*|lié\w*|alliée?s?|hostiles?|favorables?|due?s?"
)
_VERB = (
    r"(?:n['’]|ne\s|s['’]|se\s|y\s|en\s|lui\s|leur\s|l['’])*"
    r"(?:a|ont|est|sont|avait|avaient|était|étaient|aura|auront|aurait|auraient|sera|seront|serait|seraient|va|vont|peu[tx]|peuvent|veut|veulent|doit|doivent|"
    r"fait|font|dit|disent|dément|soutient|soutiennent|\w{2,}(?:ait|aient|era|eront|erait|eraient)|"
    r"accuse|accusent|affirme|affirment|annonce|annoncent|appelle|appellent|appuie|appuient|assure|assurent|bloque|bloquent|considère|considèrent|"
    r"continue|continuent|compte|comptent|conteste|critique|critiquent|demande|demandent|dénonce|dénoncent|entend|entendent|envisage|envisagent|espère|espèrent|"
    r"estime|estiment|exige|exigent|exclut|juge|jugent|menace|menacent|mène|mènent|nie|nient|oppose|opposent|participe|participent|plaide|plaident|"
    r"prépare|préparent|promet|promettent|propose|proposent|refuse|refusent|rejette|rejettent|répond|répondent|reste|restent|souhaite|souhaitent|suspend|suspendent|"
    r"tente|tentent|voit|voient|(?!souvent|présent|récent|violent|différent|urgent)\w{3,}[^m\W]ent|said|says|\w{3,}ed|has|had|have|is|are|was|were|will|would|wants?|backs?|backed|accused|denied|insists?)\b"
)
_AND_OTHERS = rf"(?:\s(?:et|ou|ni|and|or|nor)\s{_ARTICLE}[\w-]+){{0,2}}"
_NO_TOWN = r"(?!(?:l['’]|la\s|une\s)?(?:capitale|ville|ancienne|grande|deuxième|seconde)\b)"
_AUXILIARY = r"\s(?:a|ont|avait|avaient|est|sont)\b"


@dataclass(frozen=True, slots=True)
class _Row:
    """If what stands before and behind fits, the name is an actor (or a place). `capital`: only for a seat of power, or only for a country.

    `before` reads the scene's lead, and no more than its brink unless `far`; `behind` its trail, but the text itself where `cased`. `ends` is how
    what stands before must end: a quick look that spares a slow one.
    """

    before: str
    behind: str = ""
    actor: bool = field(kw_only=True)
    capital: bool | None = field(default=None, kw_only=True)
    far: bool = field(default=False, kw_only=True)
    cased: bool = field(default=False, kw_only=True)
    ends: str = field(default="", kw_only=True)


_NO_VERB = r"(?:et|ou|à|au|aux|de|du|des|en|où|dans|sur|sous|par|pour|avec|comme|contre|depuis|vers|and|or|in|on|of|to|at|by|for|from|where|with)\b|d['’]|à\s"
_CLAUSE = r"(?:[.:;,!?«“\"(–—-]\s?|\W(?:et|ou|mais|que|quand|lorsque|alors|si|dont|où|car|tandis|and|but|that|as|while|said|says?|added|insist(?:s|ed)|argue[sd])\s|qu['’]|\Wn(?:i|either)\s)"

ROWS = (
    _Row(rf"{_CLAUSE}{_ARTICLE}$", r"\s(?:en|avant|après|in|before|after)\s(?:1[89]|20)\d\d\s?[,;.:)]", actor=False, capital=False),
    _Row(
        "",
        r"['’]s\s(?:(?:\w+\s){0,2}?)(?:ambassadors?|envoys?|foreign|defen[cs]e|presidents?|governments?|military|army|air\sforce|navy|warplanes|jets|airstrikes|ally|allies|parliament|position|troops|help|offer|role|support|backing|vetos?|(?:prime\s)?ministers?|ministry|leaders?(?:hip)?|intervention|plan|proposal|opposition|demands?|refusal|request|diplomats?|policy|stance)\b",
        actor=True,
    ),
    _Row("", r"\s(?:de\s|d['’])(?:1[89]|20)\d\d\b", actor=False, capital=False),
    _Row(r"[;,]\s$", r",\s(?:de[s]?|du|un|une|le|la|les|rien|moins|plus)\s[^,;.:]{3,60}[.;]", actor=True, capital=True),
    # place: where something is, comes from, goes to, what is crossed or laid waste
    _Row(
        rf"\W(?:en|dans|vers|depuis|hors\sd[eu]|à\stravers|sous|via|jusqu['’](?:en|à|au)|in|from|inside|across|into|near|at)\s{_ARTICLE}$",
        actor=False,
    ),
    _Row(
        rf"\W(?:travers|quitt|gagn|rejoi|fui|fuy|attein|visit|survol|ravag|ensanglant|déchir|dévast|cross|leav|left|fled|reach)\w*\s{_ARTICLE}$",
        actor=False,
        far=True,
    ),
    _Row(rf"\W(?:devant|outside)\s{_ARTICLE}$", actor=False, capital=True),
    _Row(
        rf"\W(?:fonds|argent|armes|financements?|ordres?|consignes?|millions)\s(?:vien\w+|ven\w+|provien\w+)\s{_OF}$",
        actor=True,
        far=True,
        ends=_OF,
    ),
    _Row(
        rf"\W(?:chaîne|télévision|quotidien|journal|site|agence|média|source|milice|groupe|parti|opposante?|analyste|responsable|channel|daily)s?\s"
        rf"(?:[\w-]+,?\s){{0,3}}proches?\s{_OF}$",
        actor=True,
        capital=True,
        far=True,
        ends=_OF,
    ),
    _Row(rf"\W(?:rentr|revien|vien|sort|débarqu|décoll|rapatri)\w*\s{_OF}$", actor=False, far=True),
    _Row(
        rf"\W(?:venue?s?|arrivée?s?|provenance|retour|originaires?|basée?s?|parti\w*|revenu\w*|exilée?s?|en\sroute|s['’]env\w+|embarqu\w+|décoll\w+|départ)\s(?:{_OF}|{_TO}|pour\s)$",
        actor=False,
        far=True,
    ),
    _Row(rf"\W(?:{_LAND})(?:\s[\w-]+)?\s{_OF}$", actor=False, far=True, ends=_OF),
    _Row(
        rf"\W(?:(?:{_ASKING})(?:\spar\sailleurs)?|(?:veut|veulent|voulai(?:t|ent)|voulu|pren(?:d|nent|ait)|pris)|tien(?:t|nent)\stête|obéi\w+"
        rf"|(?:(?:donn|accord|laiss|fix|impos)\w+\s(?:[\w-]+\s){{1,2}}(?:jours|heures|semaines|mois)|ultimatums?|avertissements?|délai|sanctions|armes|missiles|feu\svert|mise\sen\sgarde|signal|gages?|garanties?|confiance|blanc-seing|carte\sblanche|soutien|appui|reproches?|leçons?|comptes|main\sforte)(?:\s\w+)?"
        rf")\s{_TO}$",
        actor=True,
        far=True,
        ends=_TO,
    ),
    _Row(rf"\W(?:faut|veut|peut|doit|devra|va)\s(?:[\w-]+\s)?parler\s?:?\s{_TO}$", actor=True, far=True, ends=_TO),
    _Row("", rf"\s(?:{_AS_LAND})", actor=False, capital=False),
    _Row(rf"\Wc['’]est\s(?:\w+\s)?{_TO}$", r"\s(?:de\s|d['’])\w+(?:er|ir|re)\b", actor=True, far=True, ends=_TO),
    _Row(rf"\W{_TO}$", actor=False, ends=_TO),
    _Row(r"[.!?]\s(?:de\s(?:la\s|l['’])?|du\s|des\s)$", r"(?:,|\sà\s|\sau\s|\saux\s)", actor=False),
    _Row(rf"\Wpuis\s{_ARTICLE}$", r"\s?[.,;]", actor=False),
    _Row(r"\W(?:que|quoi\sque|dont|où)\s\w{3,}ent\s$", actor=True, capital=True, far=True),
    _Row(
        rf"\W(?:parl\w*|discut\w*|débatt\w*|dossier|question|sujet|oubli\w*|pens\w*|évoqu\w*|connaî\w*|talk\w*|forget\w*)(?:\spas|\stous|\sici)?\s(?:{_OF}|about\s|{_ARTICLE})$",
        actor=False,
        capital=False,
        far=True,
    ),
    # actor: among powers
    _Row(
        rf"\W(?:frontières?|borders?|routes?|autoroutes?|vols?|trains?|gazoducs?|oléoducs?|liaisons?|flights?|pipelines?|distance|points?\sde\spassage)\s(?:[\w-]+\s)?(?:entre|between)\s{_ARTICLE}$",
        actor=False,
        far=True,
    ),
    _Row(rf"\W(?:ni|neither|nor)\s{_ARTICLE}$", actor=True),
    _Row(rf"\W(?:entre|between)\s{_ARTICLE}$", rf"\s(?:et|and)\s(?:l['’]|les?\s|la\s|the\s)(?:{_LAND_BESIDE})\b", actor=False),
    _Row(rf"\W(?:contre|avec|entre|envers|selon|par|chez|against|between|with|by|according\sto)\s{_ARTICLE}$", actor=True),
    _Row(rf"\W(?:pour|for|sans|without)\s{_ARTICLE}$", actor=True, capital=True),
    _Row(r"\W(?:attend\w*|pri(?:e|ent|é|er|ait)|convi(?:e|ent|é|er|ait))\s$", actor=True, capital=True, far=True),
    _Row(r"[.!?…]\s(?:pas|non)\s$", actor=True, capital=True),
    _Row(
        rf"\W(?:pressions?|pes\w+|pèse\w*|influence|compt\w+)\s(?:[\w-]+\s){{0,2}}sur\s{_ARTICLE}$",
        actor=True,
        far=True,
    ),
    _Row(rf"\W(?:sur|concernant|pour|about|on|over|for)\s{_ARTICLE}$", actor=False),
    _Row(
        rf"\W(?:(?:accus|exhort|press|convain|critiqu|souten|soutien|sanctionn|contrai|pouss|forc|condamn|fustig|dénonc|appell|invit|somm|menac|consult|appui|appuy|épaul|lâch|ménag|isol|protég|protèg|félicit|remerci|"
        r"interpell|soupçonn|suspect|aver[rt]|urg|blam|asked|told|warn|condemn|accuse|critici[sz]|challeng)\w*|en\sgarde)"
        rf"(?:\s(?:toutefois|cependant|pourtant|aussi|également|désormais|ainsi|encore|donc|alors|même|\w+ment))?\s{_ARTICLE}$",
        actor=True,
        far=True,
    ),
    _Row(rf"\W(?:auprès|vis-à-vis)\s{_OF}$", actor=True, ends=_OF),
    _Row(rf"\W(?:{_RELATION})(?:\s[\w-]+){{0,3}}\s{_OF}$", actor=True, far=True, ends=_OF),
    _Row(rf"\W(?:régimes?|pouvoir)\s{_OF}$", actor=True, capital=True, ends=_OF),
    _Row(rf"\W(?:attend|méfi|dépend|exig|obten|réclam|souci)\S*\s{_OF}$", actor=True, far=True, ends=_OF),
    _Row(rf"\Wde\s{_ARTICLE}$", rf"\s(?:à\s{_ARTICLE}|aux?\s)(?-i:[A-ZÀ-Ý])", actor=False, cased=True),
    _Row(r"\W(?:d['’]|de\s)$", actor=False),
    _Row(rf"\W{_OF}$", rf"\s{_VERB}", actor=False, ends=_OF),
    # actor: the subject of a verb
    _Row(rf"(?:{_CLAUSE}|\s){_ARTICLE}$", rf"{_AND_OTHERS},?\s(?:both\s|also\s|each\s)?{_VERB}", actor=True),
    _Row(rf"[.!?…]\s{_ARTICLE}$", r",\s(?:à\sen\scroire|selon|d['’]après)\s[^,.;:]{3,70},", actor=True),
    _Row(
        rf"{_CLAUSE}{_ARTICLE}$",
        rf"(?:,\s{_ARTICLE}(?-i:[A-ZÀ-Ý])[\w-]+){{1,3}}(?:,?\s(?:et|and)\s{_ARTICLE}(?-i:[A-ZÀ-Ý])[\w-]+)?\s(?:{_VERB}|(?!{_NO_VERB})(?-i:[a-z])+\s)",
        actor=True,
        cased=True,
    ),
    _Row(rf"{_CLAUSE}$", rf"\s(?!{_NO_VERB})[a-zà-ÿ]", actor=True),
    _Row(
        rf"{_CLAUSE}{_ARTICLE}$",
        r",\s(?:pour\s(?:sa|leur)\spart|de\s(?:son|leur)\scôté|(?:quant\sà|à\s(?:son|leur)\stour)\s?\w*|en\srevanche|elle?s?\saussi|lui\saussi|for\sits\spart|in\s(?:turn|contrast)|meanwhile|however|too|on\sthe\sother\shand),\s",
        actor=True,
    ),
    _Row(rf"{_CLAUSE}{_ARTICLE}$", r"(?:,\s(?:qui|which|(?:lui|elle|eux)(?:-mêmes?)?,)\s|\s?[«“\"])", actor=True),
    _Row(rf"(?:[.:;,!?«“\"]\s|\Wqu[e'’]\s?){_ARTICLE}$", rf"(?:\s\w+)?,\s{_NO_TOWN}[^,.;:]{{2,80}},{_AUXILIARY}", actor=True),
    _Row(rf"[.!?«“\"]\s{_ARTICLE}$", rf"{_AND_OTHERS},\s{_NO_TOWN}[^,.;:]{{2,80}},\s{_VERB}", actor=True),
    _Row("", r"\sen\stête\b", actor=True),
    _Row(
        rf"(?:[.:;,!?«“\"]\s|\W(?:et|que)\s|qu['’]){_ARTICLE}$",
        r"\s(?:\w+\s){1,4}?(?:ont|a|avait|avaient)\s(?:\w+ment\s)?\w+(?:é|i|u|it|is)e?s?\b",
        actor=True,
    ),
    # a country with its article, and nothing that makes it land
    _Row(r"\W(?:l['’]|les\s|la\s|le\s|the\s|du\s|des\s)$", actor=True, capital=False),
)
_TABLE = tuple((re.compile(row.before), re.compile(row.behind, re.IGNORECASE if row.cased else 0), row) for row in ROWS)
_ENDS = tuple((ending, re.compile(rf"\W{ending}$")) for ending in (_OF, _TO))
_LIST = re.compile(
    rf"^(?:\s?,\s?(?:et\s|and\s)?|\s(?:et|ou|and|or|comme|que)\s)(?:(?P<preposition>{_OF}|{_TO})|{_ARTICLE})$", re.IGNORECASE
)
_BETWEEN = re.compile(rf"\b(?:entre|between)\s{_ARTICLE}$")
_AND = re.compile(r"\s(?:et|and)\s")
_PARTNER = 12
"""How many code points behind a name the other side of "entre ... et ..." begins at most."""
_VERB_BEHIND = re.compile(rf"^\s{_VERB}", re.IGNORECASE)
_LABEL_BEHIND = re.compile(r"^\s?(?:$|[:–—-]\s?)")


def is_power(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a candidate names a seat or a country that can stand for a power."""
    places = scene.refs(candidate, SenseKind.NAME)
    if scene.refs(candidate, SenseKind.METONYM):
        return not places or any(split_ref(target)[0] is RefKind.PLACE for target in places)
    kinds = {scene.kind_of(target) for target in places}
    return "state" in kinds and any(split_ref(target)[0] is RefKind.PLACE for target in places)


def power(scene: Scene, candidate: Candidate, before: list[Mention | Unresolved]) -> Decision:
    """Decide between the place and the actor of one name."""
    named = scene.refs(candidate, SenseKind.NAME)
    places = tuple(target for target in named if split_ref(target)[0] is RefKind.PLACE)
    states = tuple(target for target in named if split_ref(target)[0] is RefKind.ACTOR)
    seats = scene.refs(candidate, SenseKind.METONYM)
    if is_called_after(scene, candidate) or is_somebody(scene, candidate):
        return Unresolved(candidate.start, candidate.end, candidate.surface, places)
    acts = _is_between_powers(scene, candidate, before) or _acts(scene, candidate, before, capital=not states, otherwise=not places)
    if acts:
        return scene.one_of(candidate, states, Rule.STATE) if states else scene.one_of(candidate, seats, Rule.METONYM)
    if not places:  # the seat of a power, and no record of the place itself
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())
    return scene.one_of(candidate, places, Rule.TERRITORY)


def _acts(scene: Scene, candidate: Candidate, before: list[Mention | Unresolved], *, capital: bool, otherwise: bool) -> bool:
    left, right = scene.left(candidate.start), scene.right(candidate.end)
    if left.endswith("-") and before and before[-1].end == candidate.start - 1 and isinstance(before[-1], Mention):
        partner = before[-1]
        if split_ref(partner.ref)[0] is RefKind.PLACE and partner.by is not Rule.TERRITORY:
            return False  # "l'axe Ramla-Sidon": a road between two towns
    if _is_between_towns(scene, candidate):
        return False
    listed = _same_list(scene, candidate, before)
    if listed is not None:
        return listed
    if scene.block(candidate.start).kind is not BlockKind.PARAGRAPH and not left.strip() and _LABEL_BEHIND.match(right):
        return False
    lead, brink, trail = scene.lead(candidate.start), scene.brink(candidate.start), scene.trail(candidate.end)
    ends = {"", *(ending for ending, pattern in _ENDS if pattern.search(brink))}
    for before_it, behind_it, row in _TABLE:
        if row.ends not in ends or not (row.capital is None or row.capital is capital):
            continue
        if before_it.search(lead if row.far else brink) and behind_it.match(right if row.cased else trail):
            return row.actor
    return otherwise


_PAIR = re.compile(
    r"\b(?:axe|alliance|entente|coopération|relations?|dialogue|rapprochement|tensions?|accords?|bras\sde\sfer|partenariat|tandem|couple|duo|sommet|axis|alliance)"
    r"(?:\s[\w-]+)?\s(?:entre\s)?$"
)


def _is_between_powers(scene: Scene, candidate: Candidate, before: list[Mention | Unresolved]) -> bool:
    """Say whether a hyphen joins two powers that something lies between: "l'axe Nivôse-Sidon", not "l'axe Nivôse-Ramla"."""
    right = scene.right(candidate.end)[:1]
    if right and right in "-–\u2010\u2011" and _PAIR.search(scene.left(candidate.start)):
        partner = next((other for other in scene.near(candidate, 1) if other.start == candidate.end + 1), None)
        return partner is not None and is_power(scene, partner)
    last = before[-1] if before else None
    return (
        isinstance(last, Mention)
        and last.end == candidate.start - 1
        and last.by in {Rule.METONYM, Rule.STATE}
        and (scene.text.body[last.end] in "-–\u2010\u2011")
    )


def _is_between_towns(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a road or a front lies between this name and a town that is no power: "entre Ramla et Sidon"."""
    if not _BETWEEN.search(scene.brink(candidate.start)):
        return False
    joint = _AND.match(scene.right(candidate.end))
    there = candidate.end + joint.end() if joint else -1
    partner = next((other for other in scene.near(candidate, _PARTNER) if other.start == there), None)
    return partner is not None and not is_power(scene, partner) and (full_name(partner) or "").startswith("place/")


def _same_list(scene: Scene, candidate: Candidate, before: list[Mention | Unresolved]) -> bool | None:
    """Return what the name before in the same list was decided to be, None where there is no list."""
    if not before or not isinstance(before[-1], Mention) or before[-1].by not in {Rule.STATE, Rule.METONYM, Rule.TERRITORY}:
        return None
    joint = _LIST.match(scene.text.body[before[-1].end : candidate.start])
    if joint is None:
        return None
    if (
        before[-1].by is Rule.TERRITORY
        and not joint["preposition"]
        and not _BETWEEN.search(scene.brink(before[-1].start))
        and _VERB_BEHIND.match(scene.right(candidate.end))
    ):
        return None  # "... en France, la Suisse a ...": a new clause, not a list
    return before[-1].by is not Rule.TERRITORY

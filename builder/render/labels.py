"""The French words for what the archive's closed lists say: kinds, rules, grounds, access. Tables of data, pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.evaluate import DateVerdict, MentionSlip, OutletVerdict
from builder.french import WIDE
from builder.model import Rule


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing, one of it and several."""

    one: str
    many: str


ACTOR_KINDS: Mapping[str, Kind] = {
    "person": Kind("personne", "personnes"),
    "state": Kind("État", "États"),
    "government": Kind("gouvernement", "gouvernements"),
    "alliance": Kind("alliance ou coalition", "alliances et coalitions"),
    "military": Kind("force régulière", "forces régulières"),
    "armed_group": Kind("groupe armé", "groupes armés"),
    "organisation": Kind("organisation", "organisations"),
    "ngo": Kind("organisation non gouvernementale", "organisations non gouvernementales"),
    "media": Kind("média", "médias"),
}

PLACE_KINDS: Mapping[str, Kind] = {
    "country": Kind("pays", "pays"),
    "region": Kind("région", "régions"),
    "governorate": Kind("gouvernorat", "gouvernorats"),
    "city": Kind("ville", "villes"),
    "district": Kind("secteur", "secteurs"),
    "neighbourhood": Kind("quartier", "quartiers"),
    "village": Kind("village", "villages"),
    "site": Kind("site", "sites"),
    "road": Kind("route", "routes"),
    "river": Kind("cours d’eau", "cours d’eau"),
    "crossing": Kind("point de passage", "points de passage"),
    "airport": Kind("aéroport", "aéroports"),
}

OUTLET_KINDS: Mapping[str, Kind] = {
    "daily": Kind("quotidien", "quotidiens"),
    "magazine": Kind("magazine", "magazines"),
    "agency": Kind("agence de presse", "agences de presse"),
    "tv": Kind("télévision", "télévisions"),
    "radio": Kind("radio", "radios"),
    "pure player": Kind("site d’information", "sites d’information"),
    "group": Kind("groupe de presse", "groupes de presse"),
}


def kind(table: Mapping[str, Kind], name: str) -> Kind:
    """Return the words for a kind; one that the table does not know is shown as it is written."""
    return table.get(name, Kind(name, name))


RULES: Mapping[Rule, str] = {
    Rule.NAME: "nom connu",
    Rule.ACRONYM: "sigle",
    Rule.SHORT: "forme courte d’un nom donné en entier",
    Rule.TITLE: "nom derrière un titre",
    Rule.ROLE: "fonction, à la date de l’article",
    Rule.METONYM: "nom de lieu pour le pouvoir qui y siège",
    Rule.STATE: "pays agissant comme État",
    Rule.TERRITORY: "pays comme territoire",
    Rule.CONTEXT: "nom éclairé par le contexte",
}
"""By which rule a mention was decided."""

GROUNDS: Mapping[str, str] = {
    "notice": "une personne l’affirme dans la notice de l’article",
    "metadata": "l’en-tête de la page d’origine le dit",
    "headline": "c’est la première ligne de l’article, en forme de titre",
    "publication-line": "mention de publication",
    "update-line": "mention de mise à jour" + WIDE + ": paru ce jour-là ou auparavant",
    "dateline": "ligne de date d’agence",
    "date-alone": "date isolée au-dessus du texte",
    "today": "jour donné comme celui de la publication",
    "this-weekday": "« ce » jour de la semaine" + WIDE + ": exactement celui-là",
    "weekday": "jour de la semaine passé" + WIDE + ": ce jour-là ou le lendemain",
    "coming-weekday": "jour de la semaine à venir" + WIDE + ": pas après lui",
    "weekday-date": "jour de la semaine et quantième" + WIDE + ": les années où ils s’accordent",
    "day-month": "jour et mois sans année",
    "past-date": "date passée" + WIDE + ": pas avant elle",
    "future-date": "date à venir" + WIDE + ": pas après elle",
    "anniversary": "durée écoulée depuis une date",
    "period": "période de l’archive" + WIDE + ": ferme une date que d’autres indices laissent ouverte",
    "contested": "relevé mais écarté" + WIDE + ": des indices plus forts disent autre chose",
    "address": "adresse du site dans la page elle-même",
    "rights": "mention de droits ou signature du titre",
    "signature": "titre qui signe la ligne de publication",
    "masthead": "titre de cet éditeur, en tête de la page",
    "invitation": "titre dont la page offre la lettre ou l’abonnement",
    "agency": "agence créditée",
    "byline": "signature",
}
"""What each rule of dating and attributing makes of the words it quotes."""

RECORD_GROUNDS: Mapping[str, str] = {
    "event": "événement daté",
    "actor": "fonction ou nom en usage à cette date",
    "outlet": "élément de page habituel de ce titre",
    "place": "lieu",
}
"""What the words say where a record is the ground."""

ACCESS: Mapping[str, str] = {
    "excerpt": "Seul un extrait du texte est publié ici.",
    "metadata": "Le texte de cet article n’est pas publié ici" + WIDE + ": seule sa description l’est.",
    "withheld": "Cet article a été retiré" + WIDE + ": seule sa description demeure.",
}

LANGUAGES: Mapping[str, str] = {"fr": "français", "en": "anglais", "ar": "arabe", "de": "allemand", "es": "espagnol", "it": "italien"}

IDENTIFIERS: Mapping[str, tuple[str, str]] = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
    "geonames": ("GeoNames", "https://www.geonames.org/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "isni": ("ISNI", "https://isni.org/isni/"),
}
"""Name of the register, and the address that a number is appended to."""

REPOSITORIES: Mapping[str, tuple[str, str]] = {
    "github": ("GitHub", "https://github.com/"),
    "pypi": ("PyPI", ""),
    "npm": ("npm", ""),
}
"""Where data and programs are published that records cite: what it is called, and the address that a name is appended to, "" for no link."""

PRECISIONS: Mapping[str, str] = {"exact": "position exacte", "approximate": "position approchée"}

SETS: Mapping[str, str] = {
    "held back": "textes réservés",
    "tuned": "textes de mise au point",
    "seeds": "articles de l’archive",
}
"""Sets of gold texts, as gold files call them, in the order of showing; a set of another name is shown by it."""

MEASURE_NAMES: Mapping[str, str] = {
    "mentions": "Noms" + WIDE + ": les mots et la fiche",
    "spans": "Noms" + WIDE + ": les mots seuls",
    "entities": "Fiches nommées, par texte",
    "actors": "Acteurs, par texte",
    "places": "Lieux, par texte",
    "districts": "Quartiers, par texte",
    "quotes": "Citations" + WIDE + ": les mots",
    "speakers": "Citations" + WIDE + ": les mots et le locuteur",
    "unresolved": "Noms inconnus ou ambigus signalés",
    "furniture": "Éléments de page écartés",
}

DATE_VERDICTS: Mapping[DateVerdict, str] = {
    DateVerdict.EXACT: "Le jour exact",
    DateVerdict.CONTAINS: "Plusieurs jours, dont le bon",
    DateVerdict.UNKNOWN: "Aucune date donnée",
    DateVerdict.WRONG: "Une date fausse",
}

OUTLET_VERDICTS: Mapping[OutletVerdict, str] = {
    OutletVerdict.RIGHT: "Le bon titre, ou à raison aucun",
    OutletVerdict.NULL: "Aucun, là où une lecture attentive en trouve un",
    OutletVerdict.WRONG: "Un titre faux",
}

MENTION_SLIPS: Mapping[MentionSlip, str] = {
    MentionSlip.MISSED: "Nom manqué",
    MentionSlip.EXTENT: "Quelques mots de trop ou de moins",
    MentionSlip.RECORD: "Lien vers une autre fiche",
    MentionSlip.UNFOUNDED: "Lien là où il ne devrait pas y en avoir",
}

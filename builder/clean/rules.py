"""What a block says of itself: the standing forms of French and English press pages, as one table.

In: one block. Out: the rule that knows it, or None. Pure. Order counts: the first rule that fits decides.

The forms are the everyday furniture of news sites and the credit lines of agencies; none is about a subject. Patterns are anchored or look
at the last code points only, so that a block of any length costs the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.clean.menu import is_menu, is_row_between_bars
from builder.model import BlockKind

SENTENCE_END = re.compile(r"[.!?…][\s»”’\"')\]]*$")
"""The end of a sentence, closing marks included."""

MAX_FURNITURE = 300
"""Longest block, in code points, that a standing form may make up; `LONG` rules know longer ones by their first words."""

MAX_CAPTION = 600


@dataclass(frozen=True, slots=True)
class Rule:
    """A standing form.

    `opens` says that it stands above a list of links to other texts; `long`, that its block may have any length; `needs` is what the block, put in
    small letters, holds: a quick look that spares a slow one. A pattern that asks for no capitals (`(?-i:...)`) is written in small letters.
    """

    name: str
    kind: BlockKind
    pattern: str
    opens: bool = False
    long: bool = False
    needs: str = ""


_MARK = r"[>»→►▶▸•·*+|_\-–—\s]*"
"""Arrows and bullets before a link."""

_AGENCY = (
    r"(?-i:AFP|Afp|REUTERS|Reuters|AP|Associated Press|EPA|SIPA(?: PRESS)?|Sipa|KEYSTONE|Keystone|Getty(?: Images)?|GETTY(?: IMAGES)?|Belga|BELGA|ANP|"
    r"DPA|dpa|Xinhua|XINHUA|ATS|ats|Anadolu|MaxPPP|MAXPPP|Abaca(?:press)?|NurPhoto|ZUMA|Rex|Magnum|TASS|Sputnik|RIA Novosti|ANSA|EFE|UPI|PA|nxp|NXP|afp|DR)"
)
_AGENCIES = rf"{_AGENCY}(?:\s*(?:,|/|et|and|avec|with|-)\s*(?:(?:les )?agences|agencies|{_AGENCY}))*"
_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w.’'\-]*(?: (?:(?:de|du|des|da|van|von|al|el|le|la|bin|ben) )?[A-ZÀ-ÖØ-Þ][\w.’'\-]*){0,4})"
_FULL_NAME = _NAME.replace("{0,4}", "{1,4}")
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = (
    rf"(?:{_WEEKDAY},?\s+)?(?:le\s+)?"
    r"(?:\d{1,2}(?:er|ᵉʳ|st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|[^\W\d_]{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_HOUR = r"(?:,?\s*(?:à|at|[-–—|•·])?\s*\d{1,2}\s*(?:[:h]\s*\d{2}|h)(?:\s*(?:[ap]m|gmt|cet|cest|utc))?)?"

_NUMBER, _BRACKET = r"\d", r"\("

_SHARE = (
    r"(?:partager?z?|tweete[rz]|retweeter|envoyez?r?|imprimer?|share|tweet|print|e-?mail|facebook|twitter|google\s?\+?|linkedin|whatsapp|pinterest|"
    r"messenger|flipboard|pocket|copier le lien|télécharger|enregistrer|ajouter (?:à|aux) (?:mes )?favoris|classer|sauvegarder|flux rss|rss|a\s?[+-])"
)
_SHARED = r"(?:l['’]article|cet article|la page|cette page|ce texte|le texte|this|article|page|story|sur|on|par|via|by|l['’]info|avec|with|un ami|à|to|a friend|mail|courriel)"

_BUTTON = (
    rf"(?:{_SHARE}|(?:vos |votre |your )?(?:réactions?|commentaires?|partages?|vues?|avis|opinions?|comments?|shares?|views?)|commenter|réagir|écouter|réécouter|ecouter|podcast|"
    r"recommander|signaler|suivre|lecture|durée|article|\d[\d.,:]*\s?[km]?)(?:\s?\(\d+\))?(?!\w)"
)
"""A button of a page or what it counts."""

_FOOTER = r"(?:contact(?:ez-nous)?|mentions légales|cgu|cgv|plan du site|qui sommes-nous|publicité|abonnements?|archives|newsletters?|rss|aide|à propos|données personnelles|about(?: us)?|privacy(?: policy)?|terms(?: of use)?|sitemap)"

_SECTION = (
    r"(?:international|monde|actualités?|actus?|info(?:rmation)?s?|économie|politique|société|planète|étranger|afrique|amériques?|europe|asie(?:-pacifique)?|"
    r"(?:proche|moyen)[- ]orient|world|news|politics|middle east|africa|asia|americas)"
)

RULES: tuple[Rule, ...] = (
    # --- links to other texts
    Rule(
        "read_also",
        BlockKind.RELATED,
        rf"{_MARK}\(?(?:(?:à|a)\s+)?(?:lire|voir|écouter|ecouter|regarder|relire|revoir|découvrir)\s+(?:aussi|également|egalement|encore|sur le même sujet)\b",
        opens=True,
    ),
    Rule(
        "read_colon",
        BlockKind.RELATED,
        rf"{_MARK}(?:(?:à|a)\s+)?(?:lire|voir|écouter|regarder|relire|revoir)(?:\s+[^:.!?]{{1,40}})?\s*:(?:\s|$)",
        opens=True,
    ),
    Rule(
        "read_link",
        BlockKind.RELATED,
        rf"{_MARK}(?:lire|voir|écouter)\s+(?:notre|nos|le|la|les|l['’])\s*(?:dossier|article|reportage|éditorial|analyse|infographie|entretien|interview|vidéo|diaporama|portfolio|compte rendu|récit)\b[^.!?]*$",
    ),
    Rule("read_arrow", BlockKind.RELATED, r"(?:>>|>|→|►|▶|▸|»»)\s*[^\s>]"),
    Rule("read_page", BlockKind.RELATED, r"\(?(?:lire|voir|read)\s+(?:aussi\s+)?(?:en\s+)?pages?\s+[\d\s,\-et]+\)?\.?$"),
    Rule(
        "read_english",
        BlockKind.RELATED,
        rf"{_MARK}(?:read|see|watch|listen)\s+(?:also|more|next|too)\b\s*(?::|$|[-–—])|{_MARK}(?:also read|related(?: (?:articles?|stories|topics))?|more on this story)\b\s*(?::|$)",
        opens=True,
    ),
    Rule(
        "other_texts",
        BlockKind.BOILERPLATE,
        rf"{_MARK}(?:sur le même (?:sujet|thème)|dans la même rubrique|dans l['’]actualité|(?:nos |les )?(?:derniers |autres )?articles(?: liés| similaires| récents| de la rubrique [^.!?:]{{2,30}})?|articles (?:liés|similaires|associés|récents)"
        r"|(?:les )?(?:dernières|autres) (?:actualités|actus|infos|nouvelles|vidéos|dépêches)|(?:les )?(?:plus|mieux) (?:lus|vus|partagés|commentés|récents)"
        r"|(?:les )?articles les plus (?:lus|partagés|commentés)|(?:à|a) (?:suivre|ne pas manquer|découvrir|la une)(?: aussi| également)?|(?:la suite )?ailleurs sur (?:le web|internet)|contenus? sponsorisés?"
        r"|vous (?:aimerez|pourriez aimer|aimeriez) aussi|(?:notre|le) dossier(?: complet| spécial)?|most (?:read|popular|viewed)|(?:more|latest) (?:news|stories|headlines)|recommended(?: for you)?|you may also like|from around the web)\s*(?::|»|>|…|\.\.\.)?$",
        opens=True,
    ),
    Rule(
        "agreement",
        BlockKind.BOILERPLATE,
        r"en (?:cliquant|vous inscrivant|vous abonnant|poursuivant|validant|continuant)\b[^.]{0,200}\baccept\w+\b|by (?:clicking|signing up|continuing)\b[^.]{0,200}\bagree\b",
    ),
    Rule(
        "look_around",
        BlockKind.BOILERPLATE,
        r"(?:suivez|retrouvez|découvrez|lisez|accédez à|consultez)\s(?:toutes?\s|tous\s)?(?:l['’]|les\s|nos\s|notre\s|votre\s|en\s)(?:actualités?|actus?|infos?|dernières (?:infos|actualités|nouvelles)|articles|dossiers?|contenus|éditions?|direct)\b[^.!?]{0,80}[.!]?$"
        r"|téléchargez (?:l['’]|notre |nos |gratuitement )[^.!?]{0,30}\bappli(?:cation)?s?\b[^.!?]{0,60}[.!]?$|disponible (?:gratuitement )?sur (?:l['’])?(?:app ?store|google play|ios|android)\b[^.!?]{0,60}$",
    ),
    Rule(
        "writers_texts",
        BlockKind.BOILERPLATE,
        r"(?:voir |lire )?(?:tous (?:ses|les|nos) (?:autres )?|nos |all )(?:articles|posts|stories)(?: (?:de|d['’]|par|by|from|du|sur)\b[^.!?]{1,60})?$",
    ),
    Rule(
        "printed_in",
        BlockKind.BOILERPLATE,
        r"(?:(?:cet |l['’])?article (?:est )?(?:publié|paru|extrait|issu|à retrouver)|(?:publié|paru|extrait|à lire|à retrouver)) (?:dans|de|du)\s?(?:le |la |l['’]|notre |ce )?(?:magazine|édition|numéro|journal|hebdo\w*|mensuel|(?-i:[A-Z])[\w’' ]{2,30} n°)[^.!?]{0,80}\.?$",
    ),
    Rule(
        "handle",
        BlockKind.BOILERPLATE,
        r"(?:(?:twitter|follow|suivre|facebook|e-?mail|contact)\s?:?\s)?(?:@\w{2,30}|[\w.+-]{2,40}@[\w-]+\.[a-z.]{2,10})$",
    ),
    Rule(
        "appeal",
        BlockKind.BOILERPLATE,
        r"(?:pour (?:lire|voir|consulter|accéder à) (?:la suite|l['’]article|l['’]intégralité)\b[^.!?]{0,60}|(?:cet article|ce contenu|ce texte) vous (?:a (?:plu|intéressé)|intéresse|plaît)\b[^.]{0,80}"
        r"|vous avez (?:déjà )?un compte\b[^.]{0,60}|retrouvez (?:cet (?:article|entretien)|l['’](?:intégralité|ensemble)|ce (?:texte|reportage|dossier)|tous (?:nos|les)|toutes (?:nos|les))\b[^.!?]{0,100}"
        r"|(?:vous (?:souhaitez|voulez) (?:contacter|réagir|témoigner|nous|signaler|proposer)\b[^.!?]{0,80}\?\s)?cliquez (?:ici|sur)\b[^.!?]{0,100}|click (?:here|on the|below)\b[^.!?]{0,80}|read the full (?:story|article|report)\b[^.!?]{0,60}|support (?:our|independent|quality) journalism\b[^.!?]{0,80}"
        r"|this (?:article|story|piece|report) was (?:amended|updated|corrected|(?:first|originally) published)\b.{0,200}|(?:ce texte|cet article|cette page|cette dépêche) a été (?:mise? à jour|modifiée?|actualisée?|corrigée?|complétée?)\b.{0,120}"
        r"|toute (?:reproduction|utilisation|rediffusion)\b[^.!?]{0,100}\b(?:interdite|autorisation|accord)\b[^.!?]{0,60}|télécharge[rz] (?:l['’]|notre |nos )appli\w*\b[^.!?]{0,60}|plus d['’]informations sur (?:nos|notre|le site|les offres)\b[^.!?]{0,60}"
        r"|nos (?:abonnés|lecteurs|journalistes) (?:aiment|lisent|ont aimé|répondent|vous répondent)\b[^.!?]{0,60}|signalez un\b[^.!?]{0,60}|(?:l['’]article|l['’]entretien|un article) (?:est )?à lire (?:en intégralité|dans)\b[^.!?]{0,80}"
        r"|j['’]aime \d[\d ,.k]*|(?:media|video) playback is\b[^!?]{0,80}|view (?:image|photo|this|video)s? on\b[^.!?]{0,40}|advertisement\s?[-–—|:][^.!?]{2,40}|copyright\s(?-i:[A-Z]{2,8})"
        r"|(?:regardez|écoutez|découvrez|visionnez) (?:notre|nos|la|le) (?:reportage|vidéo|entretien|émission|podcast|infographie|carte|diaporama|images?)s?\b[^.!?]{0,80}|donnez votre (?:avis|opinion)\b[^.!?]{0,60}|faites un don\b[^.!?]{0,60})[.!?…]?$",
    ),
    Rule(
        "opinions",
        BlockKind.BOILERPLATE,
        r"(?:ce (?:billet|texte|blog|contenu)|cette (?:tribune|chronique)|les (?:opinions?|avis|propos|idées|points de vue|analyses|tribunes)) [^.!?]{0,80}\bn['’]engage(?:nt)?\b[^.!?]{0,80}\.?$"
        r"|the (?:views|opinions) expressed\b[^!?]{0,140}$|a version of this (?:article|story) appear(?:s|ed) in\b.{0,160}$|this article is (?:more than )?\d[^.]{0,30}\bold$"
        r"|(?:texte|article|tribune|entretien)\s(?:paru|publié)e?\s(?:dans|sur)\s[^.!?]{2,80}$|édition du\s(?:\w+\s)?\d{1,2}(?:er)?\s\w+\s\d{4}$|mot de passe oublié\b[^.]{0,20}$"
        r"|l['’]accès à (?:la totalité|l['’]intégralité)\b[^.!?]{0,80}\.?$|\d{1,2}\s?% de cet article\b[^!?]{0,80}$|avez-vous (?:apprécié|aimé|trouvé)\b[^.!]{0,60}\?$|restez connectés? avec nous$"
        r"|signaler ce (?:contenu|commentaire)\b[^.!?]{0,60}$|durée\s?:\s?\d+\s?min(?:utes?)?(?:\s?\d+)?$|(?:infographie|carte|vidéo)\s?:\s(?-i:[A-ZÀ-Þ])[\w’' ./-]{1,40}$",
    ),
    Rule(
        "page_of",
        BlockKind.BOILERPLATE,
        r"(?:page |photo |image )?\d{1,3} ?(?:/|sur|of) ?\d{1,3}$|article (?:lu|vu|partagé|consulté) \d[\d ]* fois$",
        needs=_NUMBER,
    ),
    Rule("media_title", BlockKind.RELATED, r"(?=.{0,140}$)[^.!?]{4,120}\(\d{1,2}\s?(?:['’′:]|min)\s?\d{2}\s?[\"”″s]?\)$", needs=_NUMBER),
    # --- when it was published
    Rule(
        "time_since",
        BlockKind.DATELINE,
        r"(?:publié )?il y a (?:\d+|une?) (?:minutes?|heures?|jours?|semaines?|mois|ans?)$|\d{1,2} ?h ?\d{2}$|(?:première |date de )?(?:publication|parution|création|mise en ligne|dernière modification)\s?:\s?\d[^!?]{3,60}$",
    ),
    Rule(
        "published",
        BlockKind.DATELINE,
        rf"(?=.{{0,160}}$)(?!.*[^\W\d_]{{3}}\.$){_MARK}\(?(?:(?:article\s+)?(?:publié|posté|mis en ligne|mise en ligne|(?:dernière )?mise à jour|mis à jour|modifié|actualisé|créé|paru|maj|màj)e?s?\b"
        rf"(?:\s*(?:le\b|à\s+\d|:|hier\b|ce\b|aujourd|il y a\b|{_WEEKDAY}\b)|\s+\d|\s+dans\s+(?:la rubrique|les rubriques))"
        rf"|(?:first\s+)?(?:published|posted|updated|last updated|last modified|issued)\b(?:\s+(?:on|at)\b|\s*:|\s+\d|\s+{_WEEKDAY}|\s+[a-z]+ \d))",
    ),
    Rule(
        "day_then_update",
        BlockKind.DATELINE,
        rf"(?:{_DAY}{_HOUR}|\d{{1,2}}[:h]\d{{2}}\s*[|,–-]?\s*{_DAY})\s?(?-i:[A-Z]{{2,4}})?\s*[|(•·,–-]\s*(?:actualisée?|mise? à jour|modifiée?|maj|màj|updated)\b.{{0,60}}$",
        needs=_NUMBER,
    ),
    Rule(
        "weekday_alone", BlockKind.DATELINE, rf"{_WEEKDAY}\s+\d{{1,2}}(?:er)?\s+[^\W\d_]{{3,9}}$|\d{{4}}\s-\s\d\d\s-\s\d\d$", needs=_NUMBER
    ),
    Rule("day_and_writer", BlockKind.DATELINE, rf"(?:le\s+)?{_DAY}{_HOUR}\s*,?\s*(?:par|by)\s+{_NAME}$", needs=_NUMBER),
    Rule(
        "day_and_source",
        BlockKind.DATELINE,
        rf"{_DAY}{_HOUR}\s*[|•·,–—-]?\s*(?:(?:sources?|agences?|avec)\s?:?\s?(?:{_AGENCIES}|{_NAME})|\(?{_AGENCIES}\)?)$"
        rf"|(?:sources?\s?:?\s?|{_NAME}\s(?:avec|/)\s)?{_AGENCIES}\s*[|•·,–-]?\s*(?:(?:publié|mis à jour)\s)?(?:le\s+)?{_DAY}{_HOUR}(?:\s*\((?:mis à jour|modifié|actualisé)\b[^()]{{2,60}}\))?$",
        needs=_NUMBER,
    ),
    Rule("clock_and_day", BlockKind.DATELINE, rf"\d{{1,2}}[:h]\d{{2}}\s*[|,–-]?\s*{_DAY}$", needs=_NUMBER),
    Rule("section_and_day", BlockKind.DATELINE, rf"{_SECTION}\s*[|,–-]?\s*(?:le\s+)?{_DAY}{_HOUR}$", needs=_NUMBER),
    Rule("day_alone", BlockKind.DATELINE, rf"{_MARK}(?:le\s+)?{_DAY}{_HOUR}\s*\.?$", needs=_NUMBER),
    Rule(
        "day_and_clock",
        BlockKind.DATELINE,
        rf"(?:(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.?,?\s+)?{_DAY}\s*[|•·,–-]?\s*\d{{1,2}}[:.h]\d{{2}}\s?(?:[ap]m)?\s?(?-i:[A-Z]{{2,4}})?$",
        needs=_NUMBER,
    ),
    Rule(
        "bar_and_day",
        BlockKind.DATELINE,
        rf"(?=[^|]{{2,80}}\|)[^|.!?]{{2,40}}(?:\.fr|\.com)?[^|.!?]{{0,30}}\|\s*(?:le\s+)?{_DAY}{_HOUR}(?:\s*[|•·–-].{{0,140}})?$",
        needs=_NUMBER,
    ),
    Rule(
        "name_and_day",
        BlockKind.DATELINE,
        rf"(?=.{{0,160}}$)(?!.*[^\W\d_]{{3}}\.$)(?:(?:[^.!?«»\"]{{2,80}}?[\s,|•·–-]+(?:publié|mis à jour|modifié|posté)e?s?\s+(?:le\s+)?|par\s[^.!?«»\"]{{2,60}}?\s(?:le\s+)?){_DAY}{_HOUR}"
        rf"(?:\s*(?:[|•·–-]|,?\s(?:mise?|modifiée?|actualisée?|updated)\b).{{0,80}})?|{_NAME},?\s+le\s+{_DAY}{_HOUR})$",
        needs=_NUMBER,
    ),
    Rule(
        "place_day",
        BlockKind.DATELINE,
        rf"(?-i:[A-ZÀ-Þ])[\w’' \-]{{1,40}}(?:\s*\([\w’' \-]{{2,40}}\))?,\s*(?:le\s+)?{_DAY}(?:\s*\({_AGENCIES}\))?\s*[-–—]?\s*(?:\({_AGENCIES}\))?\s*[-–—]?$",
        needs=_NUMBER,
    ),
    Rule(
        "place_agency",
        BlockKind.DATELINE,
        rf"(?-i:[A-ZÀ-Þ])[\w’' \-]{{1,40}}(?:\s*\([\w’' \-]{{2,40}}\))?(?:,\s*\d{{1,2}}(?:er)?\s+[^\W\d_]{{3,9}}\.?(?:\s+\d{{4}})?)?\s*\({_AGENCIES}\)\s*[-–—]{{0,2}}$",
        needs=_BRACKET,
    ),
    # --- furniture
    Rule("section", BlockKind.BOILERPLATE, rf"{_SECTION}(?:\s*[/|>–-]?\s*{_SECTION})?$|from the section\s[^.!?]{{2,40}}$"),
    Rule("lone_number", BlockKind.BOILERPLATE, r"\d[\d\s.,]{0,8}$", needs=_NUMBER),
    Rule(
        "desk_note",
        BlockKind.BOILERPLATE,
        r"\((?:actualisée?|répétition|précisions?|complétée?|correction|rectification|updates?|adds|recasts?|repeats?|corrects?)\b[^()]{0,160}\)\.?$"
        r"|\((?:avec|with)\s(?-i:[A-ZÀ-Þ])[^()]{3,240}\)\.?$",
    ),
    Rule(
        "rights_owner",
        BlockKind.BOILERPLATE,
        r"(?:©|\(c\)|copyright)\s*\d{4}[^.]{0,60}\.\s[^!?]{0,120}\b(?:not responsible|n['’]est pas responsable|permission|terms|conditions)\b",
    ),
    Rule(
        "offer",
        BlockKind.BOILERPLATE,
        r"(?:chaque|tous les) (?:matins?|jours?|soirs?|semaines?|midis?)\b[^.!?]{0,30}\bl['’]essentiel\b[^.!?]{0,60}[.!]?$|(?:recevez|recevoir|retrouvez)\b[^.!?]{0,60}\b(?:chaque (?:matin|jour|semaine|soir)|l['’]essentiel de l['’](?:actu|info)|dans votre boîte|par (?:e-?mail|courriel))\b[^.!?]{0,60}[.!]?$"
        r"|[^.!?]{0,40}\bl['’](?:actualité|actu|info)\b[^.!?]{0,40}\bla (?:journée|semaine|matinée)[.!]?$|url courte$|short url$",
    ),
    Rule(
        "cms_notice",
        BlockKind.BOILERPLATE,
        r"(?:archives?\s*[|:–-]\s*)?(?:cet article|ce contenu|cette page|ce texte|this (?:article|page|content|story))(?:,[^,]{2,60},)? (?:a été|est|provient|was|has been|is)\s[^.]{0,60}\b(?:automatiquement|import\w+|mis en ligne le|numéris\w+|archiv\w+|réservée?s?|payante?s?|abonn\w+|automatically|archived|no longer|subscribers?|members)\b",
        long=True,
    ),
    Rule(
        "rights",
        BlockKind.BOILERPLATE,
        r"(?:(?:©|\(c\)|copyright)[^.]{0,60}(?:\.\s)?)?(?:tous droits (?:de reproduction[^.]{0,40})?réservés|all rights reserved|(?:toute )?reproduction (?:totale ou partielle )?(?:est )?interdite|droits de reproduction)",
        long=True,
    ),
    Rule(
        "rights_year", BlockKind.BOILERPLATE, r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}|[^\d.]{1,40}\d{4})[^.]{0,60}\.?$", needs=_NUMBER
    ),
    Rule(
        "subscribe",
        BlockKind.BOILERPLATE,
        r"(?:(?:déjà|pas encore) (?:abonné|inscrit|un compte)|abonnez[- ]vous|identifiez-vous|s['’]abonner|je m['’]abonne|inscrivez-vous|s['’]inscrire|connectez-vous|se connecter|créez un compte|la suite (?:est réservée|de cet article)|(?:article |contenu )?réservée? aux? abonnés?|accès (?:illimité|abonnés)|profitez de|subscribe|sign (?:in|up)|log in|register|already a (?:member|subscriber)|offrez-vous|il (?:vous )?reste \d+ ?% (?:de cet article )?à lire)\b",
    ),
    Rule("share", BlockKind.BOILERPLATE, rf"{_SHARE}(?!\w)(?:[\s:,|/•·]+(?:{_SHARE}|{_SHARED})(?!\w))*[\s:,|/•·]*\d*$"),
    Rule("share_words", BlockKind.BOILERPLATE, r"(?:partagez|partager|share) (?:cet article|l['’]article|cette page|sur|this|on|via)\b"),
    Rule(
        "follow",
        BlockKind.BOILERPLATE,
        r"(?:suivez|suivre|retrouvez|rejoignez|likez|follow|find|join)(?:-nous| us|[ -]moi)?\b[^.!?]{0,80}\b(?:facebook|twitter|instagram|youtube|snapchat|réseaux sociaux|social media|appli(?:cation)?|google news|whatsapp|notre page)\b",
    ),
    Rule("follow_short", BlockKind.BOILERPLATE, r"(?:suivez-nous|follow us|téléchargez l['’]appli(?:cation)?)\b[^.]{0,60}$"),
    Rule(
        "comments",
        BlockKind.BOILERPLATE,
        r"(?:(?:vos|les|your|nos)\s|\d[\d\s]*)?(?:commentaires?|réactions?|réagir|comments?|partages?|shares?|vues?|views?|likes?|j['’]aime|votes?|lectures?)(?:\s*[:(]?\s*\d*\)?|\s+(?:fermés|désactivés|closed|sur cet article))$"
        r"|(?:commente[rz]|réagir|réagissez|comment)(?: (?:à|sur|on) (?:cet article|l['’]article|this (?:article|story)))?\s*!?$"
        r"|(?:lire|voir|afficher|poster|ajouter|laisser|laissez|publier|écrire) (?:les|tous les|un|mon|votre) (?:\d+ )?(?:commentaires?|réactions?)\b[^.]{0,60}$"
        r"|(?:soyez le premier à (?:commenter|réagir)|leave a (?:comment|reply)|post a comment|(?:donnez )?(?:votre|mon) avis|signaler un (?:abus|contenu))\b[^.]{0,60}$",
    ),
    Rule(
        "reading_time",
        BlockKind.BOILERPLATE,
        r"(?:temps (?:estimé )?de lecture|lecture|reading time|durée de lecture)\s*(?:estimée?)?\s*(?:en|de|à|:|-|–)?\s*(?:environ\s)?(?:\d+|moins)[^.]{0,20}\.?$|(?:environ\s)?\d+\s*(?:mn|min|minutes?)\.?(?: de lecture| read)?\.?$",
    ),
    Rule(
        "advert",
        BlockKind.BOILERPLATE,
        r"(?:(?:la )?suite (?:de l['’]article )?après (?:cette |la )?(?:publicité|pub)|publicité(?:\s[-–:]\s[^.!?]{2,60})?|votre publicité ici|ads by google|sponsored by|annonce|advertisements?|sponsored(?: content)?|pub|(?:fin de )?publicité|continue reading|lire la suite|voir plus|afficher plus|read more)\s*(?:…|\.\.\.|>|»)?$",
    ),
    Rule(
        "tags",
        BlockKind.BOILERPLATE,
        r"(?:tags?|mots?[- ]cl(?:é|ef)s?|étiquettes?|thèmes?|thématiques?|sujets?|rubriques?|dossiers?|catégories?|keywords|topics|filed under|classé dans|pays|lieux|personnes|en savoir plus)\s*:\s*\S",
    ),
    Rule(
        "filed",
        BlockKind.BOILERPLATE,
        r"(?:(?:posté|classé|rangé|archivé)e?s? (?:dans|sous|en)|(?:posted|filed) (?:in|under)|publiée? dans (?=[^|]{1,60}\|))\s[^.!?]{1,80}$",
    ),
    Rule(
        "footer_links",
        BlockKind.BOILERPLATE,
        rf"{_FOOTER}(?:\s*[|·•–-]\s*{_FOOTER}){{1,10}}$",
    ),
    Rule(
        "page_tools",
        BlockKind.BOILERPLATE,
        r"(?:lire (?:la suite|l['’]intégralité)(?: de (?:l['’]article|cet article|ce texte|l['’]entretien))?(?: (?:sur|dans) [^.!?]{2,40})?|retour (?:au|à la) (?:sommaire|rubrique|accueil|liste)|version imprimable|(?:agrandir|réduire) (?:la police|le texte|l['’]image)"
        r"|permalien|permalink|trackbacks?|cookies|(?:nos|our) (?:partenaires|partners)|à propos de l['’]auteur|about the author|signaler une (?:faute|coquille)|(?:vos|your) (?:réactions|commentaires|comments)"
        r"|laisser une réponse|(?:écouter|ecouter|listen to) (?:l['’]article|cet article|this article)|(?:lu|vu|consulté|partagé) \d[\d ]* fois|tous nos articles\b[^.!?]{0,60}|(?:suite )?en page \d+|page \d+(?: (?:sur|of) \d+)?"
        r"|(?:les )?commentaires (?:sont |ont été )?(?:fermés|clos|désactivés)|comments are closed|(?:billet|article|post) (?:suivant|précédent)\b[^.!?]{0,100}|votre adresse (?:e-?mail|de messagerie)[^.!?]{0,60}\.?)$",
    ),
    Rule("address", BlockKind.BOILERPLATE, r"(?:https?://)?(?:[\w-]+\.)+(?:fr|com|org|net|ch|be|ca|info|eu|tv)(?:/\S*)?$"),
    Rule(
        "reader_tools",
        BlockKind.BOILERPLATE,
        r"(?:suivre|(?:ré)?écouter(?:\s\d+\s?min)?|écouter le direct|(?:écouter|ecouter|listen)(?: \(\d+ ?min\))?|lire le journal(?: numérique| en ligne)?|(?:offrez|offrir)\b[^.!?]{0,40}\b(?:article|lecture)\b[^.!?]{0,40}|contenu exclusif|contenus? premium"
        r"|(?:écouter|ecouter|listen)\s*[-–]?\s*\d{1,2}(?::\d{2}| ?mn| ?min)|taille du texte|a\s?\+\s?/?\s?a\s?-|les \+ (?:lus|vus|partagés|commentés)|ce(?:tte)? (?:contenu|vidéo|page) (?:n['’]est (?:pas|plus) disponible|ne peut (?:pas|plus) [^.!?]{2,40})\.?"
        r"|(?:regarder|revoir|lancer) (?:la vidéo|le replay|l['’]émission)|\(re\)\s?(?:lire|voir)(?: aussi)?|nos lecteurs (?:lisent|ont lu) aussi|contenus? sponsorisés? par [^.!?]{2,40}|recommandés? pour vous"
        r"|(?:view|show|hide) comments|topics|our standards:[^!?]{2,80}|(?:temps de )?lecture\s*:?\s*\d+ ?min(?:utes)?\.?|\d+(?:,\d)?\s?[km]\s(?:partages|vues|shares|views))\s*(?::|>|»)?$",
    ),
    Rule("topics", BlockKind.BOILERPLATE, r"topics (?-i:[A-Z])[\w ,'’/-]{2,120}$"),
    Rule("buttons", BlockKind.BOILERPLATE, rf"{_BUTTON}(?:\s*[|•·/]?\s*{_BUTTON}){{1,8}}$"),
    Rule(
        "author_box",
        BlockKind.BOILERPLATE,
        rf"{_FULL_NAME},?\s(?:est|is)\s[^!?]{{3,160}}[.»)]\s*(?:(?:(?:son\s)?dernier|derniers)\s(?:livre|ouvrage|essai|film|roman)s?\b[^!?]{{0,140}})$|{_FULL_NAME}\s(?:est|is)\s(?:l['’]auteure?|the author)\s(?:de|of)\s[^!?]{{3,200}}$"
        rf"|(?:(?:son\s)?dernier|derniers)\s(?:livre|ouvrage|essai)s?\s(?:parus?|publiés?)\s?:[^!?]{{3,120}}$|{_FULL_NAME}\s(?:journaliste|correspondante?)\s(?:au|à|aux)\s[^.!?]{{3,40}}$"
        rf"|(?:associated press|reuters|ap|afp)\swriters?\s.{{3,160}}\bcontributed\b.{{0,40}}$|.{{3,160}}\bcontributed to this (?:report|article|story)\.?$",
    ),
    Rule(
        "same_issue",
        BlockKind.RELATED,
        r"(?:dans le même numéro|dans ce numéro|sur le même (?:thème|sujet)|also in this issue|in this issue|most read)\s?:",
        opens=True,
    ),
    Rule("weather", BlockKind.BOILERPLATE, rf"(?:météo|{_WEEKDAY}|aujourd['’]hui|demain)\s?:[^.!?]{{0,60}}\b\d{{1,2}}\s?°[^.!?]{{0,60}}$"),
    Rule("sign_and_address", BlockKind.BOILERPLATE, r"(?:©|\(c\))?[^.!?]{2,40}\shttps?://\S+$"),
    Rule("readers", BlockKind.BOILERPLATE, r"(?:vos|your)\s(?:réactions|commentaires|comments)\s?:"),
    Rule("lone_word", BlockKind.BOILERPLATE, r"(?-i:[a-zà-ÿ][\w-]{3,20})$"),
    Rule("hashtags", BlockKind.BOILERPLATE, r"(?:#\w+[\s,]*)+$"),
    Rule(
        "breadcrumb",
        BlockKind.BOILERPLATE,
        r"(?=.{0,160}$)(?:[\w-]+\.(?:fr|com|org|net|ch|be|ca)|[^.!?«»›>]{2,40})(?:\s[>›]\s[^.!?>›]{2,90}){1,5}$|(?:vous êtes ici\s*:?|(?:accueil|home|actualités?|actus?|monde|international|world|news)\s*(?:>|›|»|/|\|)\s*\S)[^.!?]*$"
        r"|(?:accueil|home)(?: (?:et |& )?(?-i:[A-ZÀ-Þ])[\w&’'-]*){1,5}$",
    ),
    Rule(
        "navigation",
        BlockKind.BOILERPLATE,
        r"(?:en direct|direct|live|en continu|fil info|menu|rechercher?|search|accueil|home|retour(?: à (?:l['’]accueil|la une))?|haut de page|fermer|close|suivant|précédent|next|previous|skip to (?:main )?content|(?:aller|accéder|passer) (?:directement )?(?:au contenu(?: principal)?|au menu|à la navigation|à la recherche)|jump to navigation|plan du site|contact(?:ez-nous)?|mentions légales|qui sommes-nous|cgu|newsletter|à propos|archives|plus d['’](?:infos?|articles)|signaler (?:une erreur|un problème)|une erreur \?|corriger|diaporama|photos?|vidéos?|voir (?:la vidéo|le diaporama|les photos)|agrandir(?: l['’]image)?|zoom|play|lecture|réécouter|podcast)\s*(?:[:>»]|…)?$",
    ),
    Rule(
        "report_error",
        BlockKind.BOILERPLATE,
        r"une (?:erreur|faute|coquille)\b[^.!?]{0,40}\?\s?(?:signalez|contactez|écrivez|dites)[^.!?]{0,60}|(?:veuillez nous signaler|signalez(?:-nous)?|vous avez (?:repéré|trouvé|remarqué) une|une faute|un problème technique|if you (?:spot|notice|have seen) )[^.!?]{0,40}\b(?:erreurs?|fautes?|coquilles?|errors?|mistakes?)\b",
    ),
    Rule(
        "media_length",
        BlockKind.RELATED,
        r"(?:durée|duration|length)\s*(?:de la vidéo\s*)?:?\s*\d{1,3}(?:(?:[:'’h]\s?\d{2})+(?:\s*(?:min|s))?|\s?min(?:\s?\d{1,2}\s?s(?:ec)?)?)$|\d{1,2}:\d{2}(?::\d{2})?$",
        needs=_NUMBER,
    ),
    # --- who wrote, who supplied
    Rule(
        "byline",
        BlockKind.BYLINE,
        rf"(?!\w+ (?:{_WEEKDAY}|{_MONTH})\b)(?:(?:un |une )?(?:article|reportage|enquête|analyse|texte|récit|dossier|story|report)\s(?:de\s|d['’]|par\s|by\s)|(?:par|by|écrit par|rédigé par|publié par|posté par|written by)\s|(?:texte|auteure?s?|author)\s*:\s*)"
        rf"(?:{_NAME}|(?:la |notre |nos |our )?(?:rédaction|envoyée?s?|correspondante?s?|correspondents?|{_AGENCIES}|agences?|staff|journalistes?)\b)(?:[^.!?]{{0,140}}|[^.!?]{{0,30}}\.)$",
    ),
    Rule(
        "interviewer",
        BlockKind.BYLINE,
        rf"(?:propos (?:recueillis|traduits)|entretien (?:réalisé|mené)|interview(?: réalisée| menée)?|recueillis?|traduit(?: (?:de l['’]|du )[^\W\d_]+)?|adapté|interviewed|translated)\s+(?:par|by)\s+{_NAME}[^.!?]{{0,100}}\.?$",
    ),
    Rule(
        "correspondent",
        BlockKind.BYLINE,
        r"(?:(?:avec |de |from |by )(?:notre|nos|our|l['’]une? de nos)|notre|our)\s(?:envoyée?s?(?: spéciale?(?:ux|s)?)?|correspondante?s?|bureau|own correspondent|special correspondent|correspondents?|staff)\b[^.!?:]{0,80}$",
    ),
    Rule(
        "name_and_post",
        BlockKind.BYLINE,
        rf"{_NAME}(?: et {_NAME})?(?:,\s?(?:à|in)\s{_NAME}|,?\s\(?(?:(?:notre |l['’]une? de nos )?(?:envoyée?s?\b|correspondante?s?\b)|special correspondent|(?:moyen-orient|middle east|foreign) correspondent)[^.!?]{{0,80}})\)?$",
    ),
    Rule(
        "place_and_post",
        BlockKind.BYLINE,
        rf"(?:{_NAME}(?:\s\([^()]{{2,30}}\))?,?\s)?(?:de (?:notre|nos|l['’]une? de nos)\s)?(?:(?:envoyée?s? spéciale?(?:ux|s)?|special correspondent|correspondante?s?)(?:\s(?:à|au|en|in|dans)\s[^.!?:]{{2,40}})?(?:,?\s{_FULL_NAME})?|correspondance)$",
    ),
    Rule(
        "post_alone",
        BlockKind.BYLINE,
        r"(?:journaliste (?:au|à|aux|pour|chez|spécialiste|indépendante?|pigiste)\b|grande? reporter\b|cheff?e? (?:du service|de rubrique|adjointe?)\b|rédact(?:eur|rice) en chef\b)[^.!?:]{0,50}$",
    ),
    Rule("initials", BlockKind.BYLINE, r"(?-i:(?:[A-Z]\.[ -]?){2,4})$"),
    Rule("translator", BlockKind.BYLINE, rf"(?:traduction|translation|adaptation)\s?:\s?{_NAME}$"),
    Rule("name_of_agency", BlockKind.BYLINE, rf"{_FULL_NAME},\s{_AGENCIES}$"),
    Rule("name_with_name", BlockKind.BYLINE, rf"{_FULL_NAME},?\s(?:avec|with)\s{_FULL_NAME}$"),
    Rule("text_by", BlockKind.BYLINE, r"(?:texte|vidéo|reportage|text|video)\s(?:par|by)\s?:\s?\S[^.!?]{2,100}$"),
    Rule("name_in_place", BlockKind.BYLINE, rf"{_FULL_NAME}(?:\sin\s{_NAME}|\s?\((?:à|in|avec|with)\s[^()]{{2,40}}\))$"),
    Rule(
        "with_agency",
        BlockKind.BYLINE,
        rf"(?:[\w.’'’, -]{{2,40}}\s+)?\(?(?:avec|with|sources?\s*:?|d['’]après|via)\s+(?:les? |l['’]|the )?(?:agences?|agencies|agence france[- ]presse|{_AGENCIES})(?:\s*(?:,|et|and|/)\s*(?:les |the )?(?:agences?|agencies|{_AGENCIES}))*\)?\.?$",
    ),
    Rule(
        "translated",
        BlockKind.BYLINE,
        rf"\(?(?:traduit|adapté) (?:de l['’]|du )\w+(?: par {_NAME})?\)?\.?$|\(?(?:rédacteur|éditeur|editor)s?\s?:\s?{_NAME}\)?$|(?:notre )?correspondance(?: particulière| locale)?$"
        rf"|{_FULL_NAME}(?:,\s?{_AGENCY}|\s\([^()]{{2,40}}\b(?:correspondante?|envoyée? spéciale?)\))$|(?:reporting was contributed by|{_FULL_NAME}(?: and {_FULL_NAME})? contributed (?:to this|reporting)\b)[^!?]{{0,120}}$"
        rf"|\((?-i:[A-Z]\. ?){{1,3}}\)$|{_AGENCY}(?:/(?-i:[A-Za-z]{{2,6}})){{1,4}}$|sources?\s?:\s?(?-i:[A-Z]{{2,8}})$",
    ),
    Rule(
        "agency_alone",
        BlockKind.BYLINE,
        rf"[(\[]?\s*(?:{_AGENCIES}|agence france[- ]presse)\s*[)\]]?\.?$|\((?:[a-z]{{2,4}}/)+[a-z]{{2,4}}\)$|(?-i:(?:ats|afp|ap|dpa|sda|nxp|reuters)(?:/[a-z]{{2,8}}){{1,4}})$",
    ),
    Rule(
        "desk",
        BlockKind.BOILERPLATE,
        r"(?:editing|edited|additional reporting|writing) by\s\S[^.!?]{1,100}\.?$|\([^()]{3,60} pour le service français\)\.?$"
        r"|[(\[](?:editing|edited|compiled|translating|translated|additional reporting|writing|édité|relu|édition|version française|montage)\b[^()\[\]]{1,280}[)\]]\.?$",
    ),
    Rule("reporting", BlockKind.BYLINE, rf"\(?reporting by {_NAME}[^!?()]{{0,160}}\)?\.?$"),
    Rule("desk_initials", BlockKind.BYLINE, r"(?=\S{2,20}/)(?-i:\(?[a-z]{2,4}(?:[-/][a-z]{2,4}){1,5}\)?)$"),
    Rule(
        "editors",
        BlockKind.BYLINE,
        r"(?:la )?rédaction(?: (?:web|numérique|internationale|avec))?\b[^.!?]{0,60}$|(?:édité|mis en ligne|relu) par\s+\S[^.!?]{0,60}$",
    ),
    # --- pictures
    Rule(
        "caption_head",
        BlockKind.CAPTION,
        r"(?:(?:crédits?|légende|copyright)(?:\s+(?:de la )?(?:photos?|image|vidéo))?|photos?(?:\s+d['’](?:illustration|archives?))?|image(?:\s+d['’](?:illustration|archives?))?|illustration|capture d['’]écran|credits?|picture|photograph)\s*(?::|©|\(c\)|/)\s*\S",
        long=True,
    ),
    Rule("image_caption", BlockKind.CAPTION, r"image (?:copyright|source|caption)\s\S", long=True),
    Rule("photo_by", BlockKind.CAPTION, rf"(?:photo|image|cliché)s?\s+(?:de |par |by )?(?:{_NAME})\s*(?:/\s*[^.!?]{{2,40}})?$"),
    Rule("copyright_head", BlockKind.CAPTION, r"(?:©|\(c\)\s)\s*\S[^!?]{0,120}$"),
    # --- furniture that its words tell, wherever they stand: after all that is more exact
    Rule(
        "cookies",
        BlockKind.BOILERPLATE,
        r"(?=.{0,300}\b(?:accept|consent|utilis|we use|expérience|navigu|navigation|paramétr|privacy|confidentialité|personnalis|(?:our|this) site|(?:notre|ce) site))[^.]{0,120}\bcookies\b",
        long=True,
        needs="cookie",
    ),
    Rule(
        "newsletter",
        BlockKind.BOILERPLATE,
        r"[^.!?]{0,80}\b(?:newsletters?|infolettres?|lettres? d['’]information)\b|(?:recevez|activez|restez|get|receive)\b[^.!?]{0,80}\b(?:notifications?|alertes?|alerts?)\b",
        needs="newsletter|lettre|notification|alert",
    ),
)
"""All standing forms that a block begins with, or consists of."""

CREDITS: tuple[tuple[str, str], ...] = (
    ("bracket", rf"\[(?!{_AGENCY}\s*/\s*{_AGENCY}\])(?:[^\[\]]{{2,80}}/[^\[\]]{{2,40}}|(?:photo|crédit|©)[^\[\]]{{1,80}})\]$"),
    ("bar", rf"\|\s*(?:[^|]{{2,80}}\s*/\s*[^|/]{{2,40}}|(?:©|photo|crédit)[^|]{{1,80}}|{_AGENCIES})$"),
    (
        "parentheses",
        rf"\((?!{_AGENCY}\s*/\s*{_AGENCY}\))(?:(?:photos?|crédits?|image|ph\.|source|illustration|archives?|©|credit|picture)(?![^\W_])[^()]{{0,100}}|[^()/]{{2,60}}/\s*{_AGENCIES}|{_AGENCY}\s?(?:photo)?\s*/[^()]{{2,60}}|keystone|key)\)\.?$",
    ),
    ("photo_in_capitals", r"(?-i:\bPHOTOS?\s[A-ZÀ-Þ])[^.!?|]{2,60}$"),
    ("sign", r"(?:©|\(c\))\s*[^©.!?]{2,80}$"),
    ("head_and_name", r"\b(?:crédits?(?:\s+photos?)?|photos?|photo d['’](?:archives?|illustration))\s*(?::|©)\s*[^.:!?]{2,80}\.?$"),
    ("agency_and_name", rf"(?-i:\b(?:afp\.com|AFP|REUTERS|Reuters|AP|SIPA|EPA|KEYSTONE|Keystone)(?: PHOTO| Photo)?)\s*/\s*{_NAME}\.?$"),
    ("name_and_agency", rf"(?:(?-i:\b[A-ZÀ-Þ])[\w.’'\-]+(?: [\w.’'\-]+){{0,4}})\s*/\s*{_AGENCIES}\.?$"),
    ("dash_agency", rf"\.\s*[-–—]\s*{_AGENCIES}$"),
)
"""How a picture's credit ends its caption."""

_TAIL = 140
"""Length of the end of a block, in code points, in which a credit is looked for."""


_STANDING = frozenset("""
abonnement|abonnements|postez votre commentaire|aucun commentaire|trier par date|signaler|répondre|pseudo|votre commentaire|me prévenir par email|conditions d'utilisation|charte|+1|plus|taille de police|sauver|copier
ne manquez rien de l'actualité|l'actu du jour|l'actu en 5 minutes|alertes info|activer les notifications|installer l'application|applis mobiles|nos applications|la suite en dessous|la vidéo du jour|regarder la vidéo ci-dessus|dans cette vidéo
dailymotion|youtube|embed|intégrer|le zapping|voir l'original|article original|extrait de l'édition abonnés|à propos de ce texte|petites annonces|programme tv|lisez la suite après la pub|regarder le direct|voir le direct|suivre le direct|regarder en direct|je m'inscris|ok|j'accepte|tout accepter|tout refuser|continuer sans accepter|paramétrer|en savoir plus|plus d'infos|recevoir les alertes|recevoir les notifications|découvrir nos offres|découvrir l'offre
powered by outbrain|recommandé par outbrain|inread invented by teads|sponsorisé|favoris|premium|abonnés|abonné|édition abonnés|contenu abonné|rubriques|suivre ce journaliste|suivre cet auteur|rejoignez-nous
restez connecté|restez connectés|retour en haut|voir plus d'articles|plus d'articles|afficher la suite|voir la suite|suite de l'article|photo précédente|photo suivante|agrandir la photo|ouvrir la galerie|voir la galerie
écouter l'émission|écouter le podcast|télécharger le fichier|télécharger le pdf|l'essentiel|l'essentiel en bref|l'essentiel de l'article|ce qu'il faut savoir|ce qu'il faut retenir|en bref|le live|le direct|le fil|le fil info|fil d'actualité
l'actualité internationale|l'actualité en continu|l'actualité en direct|l'actualité du jour|l'actu en continu|l'auteur|l'auteure|les auteurs|à propos de l'auteur|a propos de l'auteur|about the author|vous avez aimé cet article|soutenez-nous
faire un don|mon compte|mon profil|déconnexion|identifiez-vous|connexion|inscription|s'identifier|les commentaires sont modérés par la rédaction|règles de modération|charte de modération|direct terminé|revivez le direct
favori|pour en savoir plus|afptv|la question du jour|courrier des lecteurs|recommander|photo d'illustration|image d'illustration|votre email|votre e-mail|votre nom|nous suivre|version mobile|version pour mobile|merci de votre fidélité|note de la rédaction|lire dans l'app|accéder au site|vu sur le web|restez informé|restez informés
nous contacter|voter|valider|annuler|ajouter à mes favoris|ma sélection|mes articles|afficher les commentaires|tous les commentaires|dernières minutes|newsletter|fil info|grand format|édition numérique|le journal du jour|lire l'article|lire l'article complet|voir l'article|voir la fiche|lire plus tard|sauvegarder l'article
share this story|share this page|view comments|leave a comment|contact us|back to top|about us|print this|email this|save for later|image copyright|watch live|live updates|breaking news|all topics
these are external links and will open in a new window|share this|about sharing|réseaux sociaux|copier le lien|lien copié|mode sombre|mode lecture|offrir cet article|à vous la parole|donnez votre avis|toute l'actualité|toute l'info
""".strip().replace("\n", "|").split("|"))  # fmt: skip
"""What stands by itself on pages, in small letters: buttons, labels of boxes, heads of live pages."""
_STANDING_OPENS = frozenset("""
pour aller plus loin|top articles|dernière minute|dernières minutes|notre sélection|nos recommandations|vidéos associées|vidéos liées|articles associés|contenus associés|thèmes associés|mots-clés|mots clés|tags|sujets associés
plus de nouvelles|plus sur ce sujet|sur le web|liens externes|autres articles|autres articles sur ce thème|autres articles sur ce sujet|sur le vif|à lire ailleurs|dans la même catégorie|les plus récents|les plus commentés|nos derniers articles|vous pourriez être intéressé|vous aimerez peut-être|read next|top stories|in pictures|dans le même dossier|dossier spécial|à découvrir sur le site|mots clés associés|les plus populaires|tendances|à voir aussi|et aussi|à écouter aussi|nos vidéos|les dernières vidéos|plus sur le sujet|sur ce sujet|more on this story|editor's picks|most viewed|explore more|related|trending
""".strip().replace("\n", "|").split("|"))  # fmt: skip
"""The same, above a list of links to other texts."""
_LONGEST_STANDING = 60


_CAPITALS = "(?-i:"


def _compiled(rules: list[Rule], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in rules) or r"(?!)", flags)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules with the same needs, as two patterns: those that ask for capitals, and the others.

    A block in small letters is matched with the others: half the work of a pattern for which small letters and capitals are one.
    """

    needs: re.Pattern[str]
    asking: re.Pattern[str]
    others: re.Pattern[str]

    @classmethod
    def of(cls, needs: str, rules: tuple[Rule, ...]) -> _Group:
        """Compile those of the rules that have such needs."""
        asking = [rule for rule in rules if rule.needs == needs and _CAPITALS in rule.pattern]
        others = [rule for rule in rules if rule.needs == needs and _CAPITALS not in rule.pattern]
        return cls(re.compile(needs), _compiled(asking, re.IGNORECASE), _compiled(others, re.NOFLAG))

    def fitting(self, block: str, small: str) -> Iterator[str]:
        """Yield the names of the first rules that fit the block, which is given in small letters too."""
        if self.needs.search(small):
            for match in (self.asking.match(block), self.others.match(small)):
                if match and match.lastgroup:
                    yield match.lastgroup


def _grouped(rules: tuple[Rule, ...]) -> tuple[_Group, ...]:
    return tuple(_Group.of(needs, rules) for needs in dict.fromkeys(rule.needs for rule in rules))


_BY_NAME = {rule.name: rule for rule in RULES}
_PLACES = {rule.name: place for place, rule in enumerate(RULES)}
_ALL = _grouped(RULES)
_LONG = _grouped(tuple(rule for rule in RULES if rule.long))
_CREDIT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in CREDITS), re.IGNORECASE)
_CREDIT_SIGNS = ("]", "|", "©", "/", "hoto", "rédit")
_CREDIT_DASH = re.compile(r"\.\s*[-–—]")
_CREDIT_RULE = Rule("credit", BlockKind.CAPTION, "")
_MENU_RULE = Rule("menu", BlockKind.BOILERPLATE, "")
_ORNAMENT = Rule("ornament", BlockKind.BOILERPLATE, "")
_STANDS = Rule("standing", BlockKind.BOILERPLATE, "")
_STANDS_ABOVE = Rule("standing_above", BlockKind.BOILERPLATE, "", opens=True)
_WORDY = re.compile(r"[^\W_]")

_AGENCY_RIGHTS = re.compile(rf"(?:©|\(c\))\s*{_AGENCIES}\.?$", re.IGNORECASE)


def is_owner(block: str) -> bool:
    """Say whether a line `© Owner` names whose the page is, not an agency that supplied it nor a photographer with one."""
    return "/" not in block and not _AGENCY_RIGHTS.match(block)


def rule_of(block: str) -> Rule | None:
    """Return the first rule that fits the block, or None where its own words do not say what it is."""
    if not _WORDY.search(block):
        return _ORNAMENT
    small = block.lower()
    if standing := _standing(block, small):
        return standing
    groups = _LONG if len(block) > MAX_FURNITURE else _ALL
    found = [name for group in groups for name in group.fitting(block, small)]
    if found:
        return _BY_NAME[min(found, key=_PLACES.__getitem__)]
    is_credit = len(block) <= MAX_CAPTION and _ends_in_credit(block[-_TAIL:], small[-_TAIL:])
    return _MENU_RULE if is_menu(block) else _CREDIT_RULE if is_credit else None


def _standing(block: str, small: str) -> Rule | None:
    """Return the rule of a button, of a box's label, of a row of sections between bars."""
    if len(block) <= _LONGEST_STANDING:
        words = small.replace("’", "'").strip(" :>»›…!?.|+-–—→▶()")
        if words in _STANDING or words in _STANDING_OPENS:
            return _STANDS if words in _STANDING else _STANDS_ABOVE
    return _MENU_RULE if is_row_between_bars(block) else None


def _ends_in_credit(tail: str, small: str) -> bool:
    """Say whether a picture's credit ends a block, whose end is given in small letters too: few ends hold a sign of one."""
    is_likely = small.endswith((")", ").")) or any(sign in small for sign in _CREDIT_SIGNS) or _CREDIT_DASH.search(small)
    return bool(is_likely) and _CREDIT.search(tail) is not None

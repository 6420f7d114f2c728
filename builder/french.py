"""French as it is printed: spaces, dates, numbers, lists, and how sure a date is, in words.

A noun: everything here takes plain values and returns plain text (never markup). Pure.

Sources: Imprimerie nationale, "Lexique des règles typographiques" (spaces before double signs, guillemets, capital accents, 1er);
BIPM, "Le Système international d'unités", 5.4.4 (thin spaces between groups of three digits).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from builder.edtf import Edtf, Form
from builder.folding import fold
from builder.model import Basis

THIN = "\u202f"
"""U+202F, the narrow no-break space: inside guillemets, before ; ! ?, between groups of digits."""

WIDE = "\u00a0"
"""U+00A0, the no-break space: before a colon."""

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")

BASES = {
    Basis.NOTICE: ("établie par la notice", "établi par la notice"),
    Basis.METADATA: ("donnée par la page d’origine", "donné par la page d’origine"),
    Basis.STATED: ("écrite dans l’article", "écrit dans l’article"),
    Basis.INFERRED: ("déduite du texte", "déduit du texte"),
    Basis.UNKNOWN: ("inconnue", "inconnu"),
}
"""How a value is known: feminine (a date), masculine (a title)."""


def quoted(text: str) -> str:
    """Return the text between guillemets with narrow no-break spaces."""
    return f"«{THIN}{text}{THIN}»"


def printed(text: str) -> str:
    """Return the text with printed apostrophes; records are typed with straight ones."""
    return text.replace("'", "’")


def number(value: int) -> str:
    """Return a whole number with its digits in groups of three: `10 000`."""
    return f"{value:,}".replace(",", THIN)


def percent(value: float) -> str:
    """Return a share of 0 to 1 with one decimal: `97,9 %` of 0.979. Only all is shown as 100, only nothing as 0."""
    rounded = round(100 * value, 1)
    shown = rounded if value in {0.0, 1.0} else min(max(rounded, 0.1), 99.9)
    return f"{shown:.1f}".replace(".", ",") + f"{THIN}%"


def count(value: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun; in French nought and one take the singular. `many` is `one` with an s unless given."""
    noun = one if abs(value) < 2 else many or f"{one}s"
    return f"{number(value)}{WIDE}{noun}"


def listing(items: Iterable[str], word: str = "et") -> str:
    """Return `a, b et c`."""
    parts = tuple(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def capital(text: str) -> str:
    """Return the text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def clipped(words: str, limit: int, mark: str = "…") -> str:
    """Return at most `limit` code points of a text, with a mark where some are left out; cut between words where there are any."""
    return words if len(words) <= limit else (words[:limit].rpartition(" ")[0] or words[:limit]) + mark


def small(text: str) -> str:
    """Return the text with its first letter as a small one, for words that stood alone and now follow others; a lone letter stays."""
    return text[:1].lower() + text[1:] if len(text) > 1 else text


# --- days -----------------------------------------------------------------------------------------------------------------------------


def day_number(day: dt.date) -> str:
    """Return `6`, and `1er` for the first."""
    return "1er" if day.day == 1 else str(day.day)


def day(value: dt.date) -> str:
    """Return `6 décembre 2016`."""
    return f"{day_number(value)}{WIDE}{MONTHS[value.month - 1]} {value.year}"


def day_of_year(value: dt.date) -> str:
    """Return `6 décembre`, where the year stands elsewhere."""
    return f"{day_number(value)}{WIDE}{MONTHS[value.month - 1]}"


def month(value: dt.date) -> str:
    """Return `décembre 2016`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def date(value: Edtf | None) -> str:
    """Return a date as it is known: `6 ou 7 décembre 2016`, `entre le 6 et le 9 décembre 2016`, `date inconnue`."""
    if value is None:
        return "date inconnue"
    match value.form:
        case Form.DAY:
            return day(value.days[0])
        case Form.PROBABLE_DAY:
            return f"probablement le {day(value.days[0])}"
        case Form.ONE_OF:
            return listing(_shortened(value.days), "ou")
        case Form.MONTH | Form.YEAR | Form.RANGE:
            return _stretch(value)


def days(values: Sequence[dt.date]) -> str:
    """Return days as a list, month and year only where they change: `28 juillet, 6 et 7 août 2016`."""
    return listing(_shortened(values))


def _stretch(value: Edtf) -> str:
    first, last = value.first, value.last
    if first is None or last is None:
        return _open_stretch(first, last)
    if value.form is Form.MONTH:
        return month(first)
    if value.form is Form.YEAR:
        return str(first.year)
    start, end = _shortened((first, last))
    return f"entre le {start} et le {end}"


def _open_stretch(first: dt.date | None, last: dt.date | None) -> str:
    if last is not None:
        return f"au plus tard le {day(last)}"
    return f"au plus tôt le {day(first)}" if first is not None else "date inconnue"


def _shortened(days: Sequence[dt.date]) -> tuple[str, ...]:
    """Write month and year only where they change or at the end: `6`, `7 décembre 2016`."""
    pairs = zip(days, (*days[1:], None), strict=True)
    return tuple(_up_to(this, following) for this, following in pairs)


def _up_to(this: dt.date, following: dt.date | None) -> str:
    if following is None or this.year != following.year:
        return day(this)
    return day_number(this) if this.month == following.month else day_of_year(this)


def certainty(basis: Basis, *, feminine: bool = True) -> str:
    """Return how a value is known: `déduite du texte` of a date, `déduit du texte` of a title."""
    return BASES[basis][0 if feminine else 1]


def period(first: dt.date | None, last: dt.date | None) -> str:
    """Return when something was so: `du 1er mars 2012 au 6 mai 2014`, `à partir du ...`, `jusqu’au ...`, or nothing."""
    if first and last:
        start, end = _shortened((first, last))
        return f"du {start} au {end}" if first != last else f"le {end}"
    if first:
        return f"à partir du {day(first)}"
    return f"jusqu’au {day(last)}" if last else ""


def tenure(first: Edtf | None, last: Edtf | None) -> str:
    """Return when something was so, each end as precisely as it is known: `de mars 2012 au 6 mai 2014`, `jusqu’en 2014`, or nothing."""
    if first and last:
        return f"le {day(first.days[0])}" if first == last and first.form is Form.DAY else f"{_from(first)} {_to(last)}"
    if first:
        return f"à partir {_from(first)}"
    return "" if last is None else f"jusqu’{_to(last) if last.form is Form.DAY else f'en {date(last)}'}"


def _from(value: Edtf) -> str:
    words = date(value)
    if value.form is Form.DAY:
        return f"du {words}"
    return f"d’{words}" if words[0] in "aeo" else f"de {words}"


def _to(value: Edtf) -> str:
    return f"au {date(value)}" if value.form is Form.DAY else f"à {date(value)}"


# --- order ----------------------------------------------------------------------------------------------------------------------------

_LEADING = re.compile(r"^(?:(?:le|la|les|l|un|une|des)\b[ ’']*)", re.IGNORECASE)


def sort_key(name: str) -> tuple[str, str]:
    """Return the place of a name in an alphabetical list: without accents, case and a leading article; the name itself breaks ties."""
    bare = _LEADING.sub("", name) or name
    return " ".join(re.findall(r"[^\W_]+", fold(bare))), name

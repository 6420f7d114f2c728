"""The cards of an article: what a reader should know of each thing named, as data in the page itself, for its script to show. Pure.

The same stands in the page without a script: names, kinds and offices beside the text, the whole behind each link.
"""

from __future__ import annotations

import datetime as dt
import json

from markupsafe import Markup

from builder import french
from builder.cite import in_script
from builder.model import Actor, Article, DatedName, Dating, Place, Record, Ref, RefKind, ref
from builder.render.labels import ACTOR_KINDS, PLACE_KINDS, kind
from builder.render.markdown import live
from builder.render.site import Site


def cards(site: Site, article: Article) -> Markup:
    """Return the cards of all that the text names, by address without its ending, as JSON."""
    things = dict.fromkeys(mention.ref for mention in article.naming.mentions)
    told = {path.removesuffix(".md"): _card(site, thing, article.dating) for thing in things if (path := site.path(thing))}
    return live(in_script(json.dumps(told, ensure_ascii=False, separators=(",", ":")))) if told else Markup()


def _card(site: Site, thing: Ref, dating: Dating) -> dict[str, str]:
    record = site.record(thing)
    said = {
        "name": french.capital(site.name(thing)),
        "kind": _kind(site, record),
        "role": role_on(record, dating),
        "then": _name_then(record, dating),
        "ar": (record.name_ar or "") if record else "",
        "seen": french.count(len(site.listings.appearances.get(thing, ())), "article"),
    }
    return {key: value for key, value in said.items() if value}


def _kind(site: Site, record: Record | None) -> str:
    """Return what sort of thing it is; of a place also where it lies."""
    if isinstance(record, Place):
        above = [site.name(ref(RefKind.PLACE, ident)) for ident in site.authority.within(record.id)]
        return ", ".join((french.capital(kind(PLACE_KINDS, record.kind).one), *above))
    return french.capital(kind(ACTOR_KINDS, record.kind).one) if isinstance(record, Actor) else ""


def role_on(record: Record | None, dating: Dating) -> str:
    """Return the offices that a person held whichever of the possible days it was, "" where none is known to cover them all.

    An office of which neither end is known says nothing of a day.
    """
    first, last = dating.first, dating.last
    if not isinstance(record, Actor) or first is None or last is None:
        return ""
    held = (role for role in record.roles if (role.start or role.end) and _covers(role.start, role.end, first, last))
    return ", ".join(french.printed(role.phrases[0]) for role in held)


def _name_then(record: Record | None, dating: Dating) -> str:
    """Return the name that was in use on the day, where it is another than the one shown."""
    first, last = dating.first, dating.last
    if record is None or first is None or last is None or _is_used(record.names[0], first, last):
        return ""
    dated = (name for name in record.names if (name.first or name.last) and _is_used(name, first, last))
    return next((french.printed(name.text) for name in dated), "")


def _is_used(name: DatedName, first: dt.date, last: dt.date) -> bool:
    return _covers(name.first, name.last, first, last)


def _covers(start: dt.date | None, end: dt.date | None, first: dt.date, last: dt.date) -> bool:
    """Say whether a stretch with open or known ends holds all days from `first` to `last`."""
    return (start is None or start <= first) and (end is None or last <= end)

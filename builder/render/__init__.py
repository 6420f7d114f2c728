"""Stage 10, render: make the pages of the site's source.

In: Listings, Authority, the site's settings, and the prose of `docs/_pages/`. Out: Pages under `docs/`, all Markdown. Pure, but for the
templates, which are read from the package when it is imported; the order of the articles given changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from builder.config import SiteSettings
from builder.errors import ArchiveError, Finding
from builder.model import Authority, Listings, Page, Ref, RefKind, split_ref
from builder.reliability import Reliability
from builder.render.article import article_pages
from builder.render.chronology import chronology_pages
from builder.render.dossier import dossier_pages
from builder.render.editing import with_edit_addresses
from builder.render.indexes import index_pages
from builder.render.lists import article_list_pages
from builder.render.map import locator
from builder.render.placeholders import mixed_pages
from builder.render.quotations import quotation_pages
from builder.render.site import Site


def render(
    listings: Listings,
    authority: Authority,
    site: SiteSettings,
    pages: Mapping[str, str],
    measured: Reliability | None = None,
    lost: frozenset[str] = frozenset(),
) -> tuple[Page, ...]:
    """Return every page that the builder writes for the site, in the order of paths.

    Args:
        listings: what stands where.
        authority: the records; those that no article names stand in the indexes only.
        site: name, address and repository; blank ones leave out canonical, edit and report links.
        pages: path below `docs/_pages/` -> its Markdown, with placeholders such as `<!-- archive:recent -->`.
        measured: how right annotation is, None where nobody measured it.
        lost: articles whose seed is gone, or is another by now.

    Raises:
        ArchiveError: a placeholder or a page of `docs/_pages/` is not known, or two pages would share an address.

    Law: every link of a page leads to one of the pages, or to a file of `donnees/`.
    """
    seen = Site.of(listings, authority, site, measured, lost)
    made = (
        *article_pages(seen),
        *article_list_pages(seen),
        *dossier_pages(seen, _small_map),
        *index_pages(seen),
        *quotation_pages(seen),
        *chronology_pages(seen),
        *mixed_pages(seen, pages),
    )
    _refuse_shared_addresses(made)
    return tuple(sorted(with_edit_addresses(seen, made, pages), key=lambda page: page.path))


def _small_map(site: Site, _here: str, thing: Ref) -> Markup:
    """Return where a place lies; an actor and an outlet lie nowhere."""
    folder, ident = split_ref(thing)
    return locator(site, site.authority.places[ident]) if folder is RefKind.PLACE else Markup()


def _refuse_shared_addresses(pages: tuple[Page, ...]) -> None:
    """An article called `2016`, a place called `quartiers`: its page would take the place of a list."""
    shared = sorted(path for path, number in Counter(page.path for page in pages).items() if number > 1)
    if shared:
        hint = "a seed or record is named like a list of the site: rename it"
        raise ArchiveError(tuple(Finding(path, 0, "would be two pages at once", hint) for path in shared))

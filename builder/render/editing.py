"""Where a page can be corrected: the address in the repository of the file that a person would edit for it. Pure.

A page of the builder's is never the file to edit. An article's page is corrected by its notice, or by a new one that the forge's form opens with; a
dossier by its record; a list that has prose of its own by that prose. Without a repository there are no such addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from builder.french import WIDE, quoted
from builder.model import Article, Basis, Page
from builder.render.site import Site, article_path

RECORDS: Mapping[str, str] = {"acteurs": "archive/actors", "lieux": "archive/places", "medias": "archive/outlets"}
"""Folder of the site -> folder of the records that its dossiers show."""

FOLDERS: Mapping[str, str] = {**RECORDS, "articles": "seeds", "citations": "seeds", "chronologie": "archive/events"}
"""Folder of the site -> the folder that its lists are made from."""

MAIN = "main"
"""The branch where `edit_uri` names none."""


@dataclass(frozen=True, slots=True)
class Forge:
    """How a kind of forge spells its addresses, below the repository's own.

    `new` is followed by a query: the new file's name and, where the forge takes it, its content.
    """

    edit: str
    new: str
    folder: str
    name: str
    content: str | None


FORGES: Mapping[str, Forge] = {
    "github": Forge("edit/", "new/", "tree/", "filename", "value"),
    "gitea": Forge("_edit/", "_new/", "src/branch/", "filename", "value"),
    "gitlab": Forge("-/edit/", "-/new/", "-/tree/", "file_name", None),
}
"""Sources: the forges' documentation (Gitea: Integrations, "Pre-Fill New File name and contents"); GitLab's form ignores a content."""

_HOSTS = {"gitlab": "gitlab", "gitea": "gitea", "forgejo": "gitea", "codeberg": "gitea"}


def with_edit_addresses(site: Site, pages: tuple[Page, ...], prose: Mapping[str, str]) -> tuple[Page, ...]:
    """Return the pages, each with the address of what is to be edited for it in its front matter (`edit_url`)."""
    if not _WEB.fullmatch(site.settings.repo_url):
        return pages
    articles = {path: article for article in site.listings.by_id.values() for path in (article_path(article), f"articles/{article.id}.md")}
    return tuple(_with_address(page, _address(site, page.path.removeprefix("docs/"), articles, prose)) for page in pages)


_WEB = re.compile(r"https?://[^\s<>\"']+")


def _with_address(page: Page, address: str) -> Page:
    head = f"---\nedit_url: {json.dumps(address)}\n".encode()
    content = page.content
    return Page(page.path, head + (content[4:] if content.startswith(b"---\n") else b"---\n\n" + content))


def _address(site: Site, path: str, articles: Mapping[str, Article], prose: Mapping[str, str]) -> str:
    """Return where a page, written from `docs/`, can be corrected."""
    if path in prose:
        return _edit(site, f"docs/_pages/{path}")
    if path in articles:
        return _notice(site, articles[path])
    folder, _, rest = path.partition("/")
    ident = rest.removesuffix(".md").partition("/")[0]
    things = {"acteurs": site.authority.actors, "lieux": site.authority.places, "medias": site.authority.outlets}
    if ident in things.get(folder, {}):
        return _edit(site, f"{RECORDS[folder]}/{ident}.md")
    return f"{_base(site, _forge(site).folder)}/{FOLDERS.get(folder, 'archive')}"


def notice_address(site: Site, article: Article) -> str:
    """Return where an article's notice is corrected or begun, "" without a repository."""
    return _notice(site, article) if _WEB.fullmatch(site.settings.repo_url) else ""


def _notice(site: Site, article: Article) -> str:
    """Return the address of an article's notice, or of the form that makes one."""
    if _has_notice(article):
        return _edit(site, f"seeds/{article.id}.yml")
    forge = _forge(site)
    query = {forge.name: f"{article.id}.yml"} | ({forge.content: _begun(article)} if forge.content else {})
    return f"{_base(site, forge.new)}/seeds?" + "&".join(f"{key}={quote(value, safe='')}" for key, value in query.items())


def _has_notice(article: Article) -> bool:
    """Say whether anything in the article comes from a notice. One that states the language alone leaves no trace, and is not seen."""
    claims = (article.title, article.attribution.outlet, article.attribution.author)
    bases = {article.dating.basis, *(claim.basis for claim in claims)}
    return Basis.NOTICE in bases or article.access != "full" or any((article.slug, article.url, article.note))


def _begun(article: Article) -> str:
    """Return the notice that the form opens with: comments only, so that it states nothing until somebody does."""
    known = {
        "title": "",
        "date": str(article.dating.edtf or ""),
        "outlet": article.attribution.outlet.value or "",
        "author": "",
        "note": "",
    }
    lines = [f"# Notice de l’article {article.id}{WIDE}: ôtez le {quoted('#')} d’une ligne et complétez-la, effacez les autres."]
    return "\n".join([*lines, *(f'# {key}: "{value}"' for key, value in known.items())]) + "\n"


def _edit(site: Site, path: str) -> str:
    return f"{_base(site, _forge(site).edit)}/{path}"


def _base(site: Site, verb: str) -> str:
    return f"{site.settings.repo_url}/{verb}{_branch(site.settings.edit_uri)}"


def _branch(edit_uri: str) -> str:
    """Return the branch that `edit_uri` names: `edit/main/docs/` and its like on other forges."""
    found = re.match(r"/?(?:-/|_)?(?:edit|blob|tree|raw|src/branch)/([^/?#]+)/", edit_uri)
    return found[1] if found else MAIN


def _forge(site: Site) -> Forge:
    """Return the forge: by the form of `edit_uri`, failing that by its host; GitHub's form where neither tells."""
    if site.settings.edit_uri.strip("/").startswith(("-/", "_")):
        return FORGES["gitlab" if "-/" in site.settings.edit_uri else "gitea"]
    host = urlsplit(site.settings.repo_url).hostname or ""
    return FORGES[next((kind for word, kind in _HOSTS.items() if word in host), "github")]

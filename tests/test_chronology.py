"""The chronology, and the line of days and months that it and the home page draw."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from types import MappingProxyType

import pytest
from port_azur import ARTICLES, AUTHORITY

from builder.config import SiteSettings
from builder.edtf import Edtf
from builder.gather import gather
from builder.model import Article, Basis, DatedName, Dating, Event
from builder.render.chronology import chronology_index, chronology_pages
from builder.render.paging import LIMIT
from builder.render.site import Site
from builder.render.strips import Days, day_strip, month_chart, months, reach


def pages(articles: tuple[Article, ...] = ARTICLES, *events: Event) -> dict[str, str]:
    """Return the pages of the chronology: name -> source."""
    records = {event.id: event for event in (*AUTHORITY.events.values(), *events)}
    authority = replace(AUTHORITY, events=MappingProxyType(records))
    site = Site.of(gather(articles, authority), authority, SiteSettings())
    return {page.path.rpartition("/")[2]: page.content.decode() for page in chronology_pages(site)}


def dated(ident: str, edtf: str | None, *reported: str) -> Article:
    """Return an article of that date."""
    known = Edtf.parse(edtf) if edtf else None
    days = tuple(map(dt.date.fromisoformat, reported))
    near = known is not None and known.first is not None and known.last is not None and (known.last - known.first).days <= 31
    return replace(ARTICLES[0], id=ident, slug=None, dating=Dating(known, known.first if known and near else None, Basis.NOTICE, (), days))


def event(ident: str, edtf: str) -> Event:
    """Return an event of that date."""
    return Event(ident, (DatedName(f"Ce fut {ident}"),), date=Edtf.parse(edtf))


def lines(source: str, kind: str) -> list[str]:
    """Return what a page shows of a kind, without marks."""
    return [re.sub(r"<[^>]*>", "", item) for item in re.findall(rf'<li class="{kind}">(.*?)</li>', source)]


def test_the_day_that_an_article_tells_of_stands_apart_from_its_own() -> None:
    """On the day of which it tells among what happened, on its own day among what appeared."""
    source = pages((dated("un", "2003-04-09", "2003-04-08"),))["2003.md"]
    told, out = source.index('<time datetime="2003-04-08">'), source.index('<time datetime="2003-04-09">')
    assert '<ul class="told">' in source[told:out]
    assert '<li class="reported">' in source[told:out]
    assert '<ul class="out"><li class="published">' in source[out:]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("[2003-04-06,2003-04-07]", "entre le 6 et le 7\u00a0avril 2003"),
        ("[2003-04-06..2003-05-02]", "entre le 6\u00a0avril et le 2\u00a0mai 2003"),
        ("2003-04-06?", "probablement le 6\u00a0avril 2003"),
        ("2003-04", "courant avril 2003"),
        ("[..2003-04-06]", "au plus tard le 6\u00a0avril 2003"),
    ],
)
def test_the_uncertain_day_of_an_event_is_told_and_drawn(edtf: str, words: str) -> None:
    """In words that hold for what lasted too, and as a line over its months; a certain day needs neither."""
    source = pages((), event("flou", edtf))["2003.md"]
    assert any(words in line for line in lines(source, "event"))
    assert 'class="reach-line' in source
    assert 'class="reach-line' not in pages((), event("net", "2002-04-06"))["2002.md"]


def test_an_article_keeps_the_words_that_its_own_page_has() -> None:
    """One of two days, not both."""
    (line,) = lines(pages((dated("un", "[2003-04-06,2003-04-07]"),))["2003.md"], "published")
    assert "6 ou 7\u00a0avril 2003" in line


def test_what_has_no_day_stands_after_the_days_and_what_has_no_month_after_the_months() -> None:
    """Not knowing is never sorted as if it were the first of something."""
    source = pages((), event("mois", "2003-04"), event("jour", "2003-04-29"), event("annee", "2003"), event("fin", "2003-12-31"))["2003.md"]
    places = [source.index(f"Ce fut {ident}") for ident in ("jour", "mois", "fin", "annee")]
    assert places == sorted(places)
    assert "jour inconnu" in source
    assert "mois inconnu" in source


def test_the_undated_stand_apart_at_the_end() -> None:
    """On a page of their own, which the years lead to."""
    made = pages((dated("un", "2003-04-09"), dated("deux", None)))
    assert list(made)[-1] == "sans-date.md"
    assert len(lines(made["sans-date.md"], "published")) == 1
    assert "sans-date.html" in made["2003.md"]


def test_months_and_days_have_addresses() -> None:
    """`2003.html#2003-04`, `#2003-04-08`, and one for each event."""
    source = pages()["2003.md"]
    for anchor in ("2003-04", "2003-04-08", "evenement-prise-du-quai"):
        assert source.count(f'id="{anchor}"') == 1


def test_many_articles_move_to_months_and_the_year_stays() -> None:
    """The year keeps its events, its days and the way to each month; no page outgrows its limit by more than a frame."""
    many = tuple(dated(f"a{number:04}", f"2003-{1 + number % 12:02}-{1 + number % 28:02}", "2003-04-08") for number in range(1200))
    made = pages(many)
    assert 'href="2003-01.html"' in made["2003.md"]
    assert "Prise du Vieux Quai" in made["2003.md"]
    assert all(len(source.encode()) < LIMIT + 20_000 for source in made.values())
    shown = sum(len(lines(source, "published")) for source in made.values())
    assert shown == len(many)


def test_titles_stay_text() -> None:
    """What an article is called is shown, never live."""
    title = replace(ARTICLES[0].title, value="<script>alert(1)</script> & [x](y)")
    source = pages((replace(dated("un", "2003-04-09"), title=title),))["2003.md"]
    assert "<script>" not in source
    assert "&lt;script&gt;" in source


# --- lines of days and months -----------------------------------------------------------------------------------------------------------------


def test_a_day_has_its_place_in_the_year() -> None:
    """One unit a day; an event whose date is a stretch is as long as it."""
    source = str(day_strip(Days(2016, {dt.date(2016, 12, 31): 1}, {}, (Edtf.parse("[2016-01-03..2016-01-09]"),))))
    assert 'viewBox="0 0 366 84"' in source
    assert re.search(r'<rect class="published" x="365" y="[\d.]+" width="1"', source)
    assert re.search(r'<rect class="event uncertain" x="2" y="[\d.]+" width="7"', source)


def test_events_that_share_days_stand_below_each_other() -> None:
    """None hides another."""
    days = (Edtf.parse("2016-05-05"), Edtf.parse("[2016-05-01..2016-05-09]"))
    rects = re.findall(r'<rect class="event[^"]*" x="\d+" y="(\d+)"', str(day_strip(Days(2016, {}, {}, days))))
    assert len(set(rects)) == 2


@pytest.mark.parametrize(
    ("edtf", "style"),
    [
        ("[2003-04-06,2003-04-07]", "--from:16.7%;--wide:6.7%"),
        ("2003-04", "--from:0%;--wide:100%"),
        ("[2003-03-17..2003-04-30]", "--from:26.2%;--wide:73.8%"),
    ],
)
def test_a_stretch_is_drawn_over_its_months(edtf: str, style: str) -> None:
    """From the first day of the first month to the last of the last."""
    assert f'style="{style}"' in str(reach(Edtf.parse(edtf)))


def test_an_open_stretch_shows_its_open_side() -> None:
    """Not later than, not earlier than: the line fades on that side; what is certain or unknown has none."""
    assert "reach-line until" in str(reach(Edtf.parse("[..2003-04-06]")))
    assert "reach-line since" in str(reach(Edtf.parse("[2003-04-06..]")))
    assert not reach(Edtf.parse("2003-04-06"))
    assert not reach(Edtf())


def test_the_chart_counts_what_the_archive_has() -> None:
    """Each dated article and event once, in the month in which it begins; every year in between has its place."""
    site = Site.of(gather(ARTICLES, AUTHORITY), AUTHORITY, SiteSettings())
    counted = months(site)
    with_year = [ident for ident in site.listings.order if site.years[ident]]
    assert sum(counted.articles.values()) == len(with_year)
    assert sum(counted.events.values()) == len(AUTHORITY.events)
    assert str(month_chart(site, "index.md")).count('class="chart-months"') == len(counted.years)
    assert 'href="../chronologie/2003.html"' in str(month_chart(site, "lieux/index.md"))


def test_the_index_leads_to_every_year() -> None:
    """With what each holds."""
    site = Site.of(gather(ARTICLES, AUTHORITY), AUTHORITY, SiteSettings())
    index = str(chronology_index(site, "chronologie/index.md"))
    for name in pages():
        if name.count("-") < 2:
            assert f'href="{name.replace(".md", ".html")}"' in index

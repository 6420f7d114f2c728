"""Searching: query by query in `tests/cases/search/`, the issue's own words over the project's archive, and its laws."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings, strategies as st
from sample import ARTICLE
from searching import article, articles_of, asked, ids, indexed, put

from builder import lookup
from builder.edtf import Edtf
from builder.errors import SettingsError
from builder.folding import WORD, fold
from builder.lexicon import fold_text
from builder.model import Notice
from builder.search import Found, Request, as_text, search
from builder.shelf import Shelf

FILE = Path(__file__).parent / "cases/search/queries.yaml"
CASES: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  makes nothing but strings
MARKED = re.compile(r"\*\*(.+?)\*\*")


@pytest.fixture(scope="module", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Seals of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """The case file's archive, indexed and open."""
    root = tmp_path_factory.mktemp("port")
    put(root, *articles_of(CASES["articles"]))
    found = indexed(root)
    assert not found.findings
    with Shelf(found.folder, found.generation) as shelf:
        yield shelf


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A copy of the project's archive, annotated."""
    from builder.pipeline import annotate_all  # noqa: PLC0415  a fault in another stage shall not end the other tests

    root = tmp_path_factory.mktemp("archive")
    for folder in ("seeds", "archive"):
        shutil.copytree(project / folder, root / folder)
    assert annotate_all(root).is_fine
    return root


@pytest.mark.parametrize("case", CASES["queries"], ids=[case["promise"] for case in CASES["queries"]])
def test_case(case: dict[str, Any], shelf: Shelf) -> None:
    """The promise that the case itself states."""
    found = search(shelf, Request(case["query"], limit=100, is_exact=case.get("exact") == "true"))
    assert ids(found) == set(case["finds"])
    assert found.total == len(case["finds"])
    assert found.suggestion == case.get("suggests")
    marked = {mark for hit in found.results for excerpt in hit.excerpts for mark in MARKED.findall(excerpt)}
    assert marked >= set(case.get("marks", ()))


@pytest.mark.parametrize("case", CASES["refused"], ids=[case["query"] for case in CASES["refused"]])
def test_what_makes_no_sense_is_refused_with_a_reason(case: dict[str, str], shelf: Shelf) -> None:
    """The problem, and what would make sense."""
    with pytest.raises(SettingsError) as error:
        search(shelf, Request(case["query"]))
    assert case["says"] in str(error.value)
    assert error.value.findings[0].hint


# --- the project's own archive ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["Salah al-Din", "Salahedine", "صلاح الدين", "salah ad din"])
def test_any_spelling_of_a_known_name_finds_it(archive: Path, query: str) -> None:
    """The article that writes Salaheddine is found by every usual spelling, in Arabic script too."""
    found, _ = lookup.look_up(archive, Request(query))
    assert any("**Salaheddine**" in excerpt for hit in found.results for excerpt in hit.excerpts)


def test_exactly_means_letter_by_letter(archive: Path) -> None:
    """The same name in another spelling is then another word."""
    assert lookup.look_up(archive, Request("Salah al-Din", is_exact=True))[0].total == 0
    assert lookup.look_up(archive, Request("salaheddine", is_exact=True))[0].total == 1


def test_the_command_gives_what_it_documents(archive: Path) -> None:
    """One JSON object with these keys and no others; words are joined; the figures of the facets are those of all articles found."""
    run = subprocess.run(
        [sys.executable, "-m", "builder", "search", "--root", str(archive), "--json", "--limit", "1", "alep", "régime"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    assert list(found) == ["query", "total", "results", "facets", "suggestion"]
    assert list(found["results"][0]) == ["id", "title", "date", "date_edtf", "outlet", "score", "excerpts"]
    assert list(found["facets"]) == ["outlet", "year", "actor", "place"]
    assert (found["query"], len(found["results"])) == ("alep régime", 1)
    assert found["facets"]["place"]["alep"] == found["total"] > 1


def test_the_command_tells_what_is_wrong_with_a_query(archive: Path) -> None:
    """No traceback: a line that says what and how else; usage is exit code 2."""
    for words in (["--actor", "personne-du-tout"], ["--from", "hier", "alep"], []):
        run = subprocess.run(
            [sys.executable, "-m", "builder", "search", "--root", str(archive), *words], capture_output=True, text=True, check=False
        )
        assert run.returncode == 2
        assert "Traceback" not in run.stderr
        assert run.stderr


# --- filters, order, facets -----------------------------------------------------------------------------------------------------------------


def test_filters_narrow_and_may_stand_alone(shelf: Shelf) -> None:
    """Of several actors or places all must be named, of several outlets one suffices; dates bound on either side."""
    assert ids(search(shelf, Request(actors=("anna-lund",)))) == {"crue", "retour"}
    assert ids(search(shelf, Request(places=("ramla", "salah-al-bahr")))) == {"retour"}
    assert ids(search(shelf, Request(outlets=("le-phare", "la-digue")))) == {"crue", "greve", "retour"}
    assert ids(search(shelf, Request("hôpital", first="2013"))) == {"greve"}
    assert ids(search(shelf, Request("hôpital", last="2012-09"))) == {"crue"}
    assert ids(search(shelf, Request("hôpital", first="2012", last="2013", outlets=("la-digue",)))) == {"greve"}


def test_newest_first_and_the_undated_last(shelf: Shelf) -> None:
    """`--sort date`; where no day is likeliest, the first possible one counts."""
    order = [hit.id for hit in search(shelf, Request("NOT xylophone", sort="date")).results]
    assert order == ["greve", "retour", "crue", "sans-date"]


def test_more_mentions_of_rarer_words_come_first(tmp_path: Path) -> None:
    """Relevance: a word of the title weighs more than one of the text, often more than once."""
    put(
        tmp_path,
        article("once", "Le vent se lève sur la baie. Les marins rentrent au port avant la nuit, et la ville s'endort."),
        article("often", "Le vent tourne. Le vent forcit. Le vent du large emporte les toits, et la ville s'endort."),
        article("title", "Les marins rentrent au port avant la nuit, et la ville s'endort sans bruit.", Notice(title="Le vent")),
        article("never", "Les marins rentrent au port avant la nuit."),
    )
    order = [hit.id for hit in asked(tmp_path, "vent").results]
    assert order[-1] == "once"
    assert set(order) == {"once", "often", "title"}


def test_facets_count_all_articles_found(shelf: Shelf) -> None:
    """Whatever is shown; the most frequent first."""
    found = search(shelf, Request("ramla", limit=0))
    assert (found.results, found.total) == ((), 2)
    assert found.facets["outlet"] == {"le-phare": 2}
    assert found.facets["year"] == {"2012": 1, "2013": 1}
    assert next(iter(found.facets["place"].items())) == ("ramla", 2)
    assert found.facets["actor"] == {"anna-lund": 2}


DAYS = st.dates(dt.date(2011, 1, 1), dt.date(2014, 12, 31))
DATES = st.one_of(
    DAYS.map(Edtf.of_day),
    st.tuples(DAYS, DAYS).map(Edtf.one_of),
    st.tuples(DAYS, DAYS).map(lambda pair: Edtf.between(*sorted(pair))),
    DAYS.map(lambda day: Edtf.between(day, None)),
    DAYS.map(lambda day: Edtf.parse(str(day)[:7])),
)


def test_an_article_matches_where_it_may_have_been_published_between(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The law of date filters: found exactly where one of its possible days lies between; undated ones never."""
    root = tmp_path_factory.mktemp("dates")
    known: dict[str, Edtf] = {}

    @settings(max_examples=8)
    @given(st.lists(DATES, min_size=1, max_size=6), st.tuples(DAYS, DAYS))
    def law(dates: list[Edtf], pair: tuple[dt.date, dt.date]) -> None:
        first, last = sorted(pair)
        for number, date in enumerate(dates):
            known[f"article-{number}"] = date
            put(root, article(f"article-{number}", "Un texte.", Notice(date=date)))
        put(root, article("undated", "Un texte."))
        between = {first + dt.timedelta(days=number) for number in range((last - first).days + 1)}
        expected = {ident for ident, date in known.items() if any(day in date for day in between)}
        assert ids(asked(root, "texte", first=str(first), last=str(last))) == expected

    law()


# --- nothing that must not be seen ------------------------------------------------------------------------------------------------------------


def test_no_word_of_a_withheld_article_is_in_the_index(tmp_path: Path) -> None:
    """Not in any file of it: neither text nor inferred title; an excerpt's second half neither; what a person states may be found."""
    text = "Le phare zinzolin\n\nUne ligne.\n\nUne autre ligne.\n\nLa troisième ligne parle d'un porphyre.\n"
    put(
        tmp_path,
        article("withheld", text.replace("porphyre", "basalte"), Notice(access="withheld")),
        article("metadata", text, Notice(access="metadata", title="Titre incarnat")),
        article("excerpt", text.replace("zinzolin", "cramoisi"), Notice(access="excerpt")),
    )
    found = indexed(tmp_path)
    content = b"".join(path.read_bytes() for path in found.folder.iterdir() if path.is_file())
    for hidden in ("zinzolin", "porphyr", "basalt"):
        assert hidden.encode() not in content
    assert ids(asked(tmp_path, "cramoisi")) == {"excerpt"}
    assert ids(asked(tmp_path, "incarnat")) == {"metadata"}
    assert asked(tmp_path, "NOT cramoisi").total == 2


def test_an_article_that_is_withheld_later_leaves_nothing_behind(tmp_path: Path) -> None:
    """Its words go with it, from the list of forms as well."""
    put(tmp_path, article("one", "Un phare zinzolin."), *(article(f"other-{number}", "Un phare rouge.") for number in range(3)))
    assert asked(tmp_path, "zinzolin").total == 1
    put(tmp_path, article("one", "Un phare zinzolin.", Notice(access="withheld")))
    found = asked(tmp_path, "zinzoline")
    assert (found.total, found.suggestion) == (0, None)
    assert b"zinzolin" not in next(indexed(tmp_path).folder.glob("words-*")).read_bytes()


def test_furniture_and_related_links_are_not_searched(tmp_path: Path) -> None:
    """Only the article's own text: what stands around it on the page would find every article of the paper."""
    put(tmp_path, ARTICLE)
    assert asked(tmp_path, "quais").total == 1
    assert asked(tmp_path, "réactions").total == 0


def test_a_terminal_is_shown_text_and_nothing_else() -> None:
    """No control sequence of a text reaches the terminal; marks are bold there."""
    from builder.search.answer import Hit  # noqa: PLC0415  beside what it serves

    hit = Hit("un", "Titre \x1b[31m\u202erouge", None, None, None, 1.0, ("un **mot** \x07dit",))
    shown = as_text(Found("mot", 1, (hit,), {}, None), marked=True)
    assert "\x1b[1mmot\x1b[0m" in shown
    assert not {"\x07", "\u202e"} & set(shown)
    assert "\x1b[31m" not in shown


# --- any query ------------------------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    'AND OR NOT ( ) " * - -- : title: actor: date: place:ramla actor:anna-lund date:2013 .. [ ] hôpital l’hôpital Salah al-Bahr "conseil " hop* ~ ^2 + ? \\ « »'
    " {a TO b} [a TO b] 'mot' / // \x00 \ud800 \u202e ١٢ İstanbul ﷺ ½ 水 e\u0301 _ _a_ &&  || #".split(" ")
)


@settings(max_examples=200)
@given(st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60)))
@example("(" * 10_000)
@example("a* " * 1_000)
@example("()" * 5_000)
@example('"' * 1_999)
@example("a OR " * 400)
@example("-" * 1_500)
@example("((((((((((a))))))))))")
def test_any_query_gives_an_answer_or_a_reason(shelf: Shelf, query: str) -> None:
    """Never anything else, whatever is typed."""
    for is_exact in (False, True):
        with suppress(SettingsError):
            found = search(shelf, Request(query, is_exact=is_exact))
            assert found.total <= shelf.size
            json.dumps(found.as_json())


@given(st.text(alphabet="aàâäeéèêëiîïoôöuùûüçœæñß’' -.,ABCÉŒصلاحدين١٢\n", max_size=80))
def test_a_text_folds_as_its_words_do(text: str) -> None:
    """The law that phrases rest on."""
    assert WORD.findall(fold_text(text)) == [fold(word) for word in WORD.findall(text)]

"""Reprints: what shares its text is found, whatever was cut or changed; what does not is left alone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st
from sample import ARTICLE

from builder import reprints
from builder.model import Article, Block, BlockKind, Text
from builder.reprints import PASSAGE, SHOWN, kindred

WORDS = "quai grue marée vigie digue phare balise écluse navire voile ancre cale port rade houle vent brume treuil amarre pilote".split()


@pytest.fixture(autouse=True, params=[0, 50], ids=["by hashes", "all pairs"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is promised holds for small archives and for large ones."""
    monkeypatch.setattr(reprints, "FEW", request.param)


def sentence(chance: random.Random, length: int = 14) -> str:
    """Return a sentence that nothing else says."""
    return " ".join(f"{chance.choice(WORDS)}{chance.randrange(1000)}" for _ in range(length)) + "."


def story(seed: int, paragraphs: int = 8) -> list[str]:
    """Return a text of its own."""
    chance = random.Random(seed)
    return [sentence(chance) for _ in range(paragraphs)]


def article(ident: str, paragraphs: list[str], access: str = "full", kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    """Return an article of these paragraphs."""
    blocks, start = [], 0
    for words in paragraphs:
        blocks.append(Block(kind, start, start + len(words)))
        start += len(words) + 2
    return replace(ARTICLE, id=ident, text=Text(ident, "\n\n".join(paragraphs), tuple(blocks), "fr"), access=access)


def test_a_reprint_is_found_whatever_little_was_changed() -> None:
    """Another beginning, a word changed, case: still one text; the first in order leads the group."""
    first = story(1)
    second = [sentence(random.Random(99)), *first[1:-1], first[-1].upper().replace("BALISE", "BOUÉE")]
    found = kindred((article("un", first), article("deux", second), article("trois", story(2))))
    assert dict(found.first) == {"deux": "un"}
    assert [kin.article for kin in found.close["un"]] == ["deux"]
    assert found.close["un"][0].is_reprint
    assert "trois" not in found.close


def test_the_passages_that_are_shared_are_shown() -> None:
    """A story that takes over two paragraphs is close, not a reprint; each side knows the passages in its own text."""
    first = story(1)
    other = [*story(2, 5), *first[3:5], *story(3, 2)]
    articles = (article("un", first), article("deux", other))
    found = kindred(articles)
    assert not found.first
    for one in articles:
        (kin,) = found.close[one.id]
        assert not kin.is_reprint
        assert [one.text.body[start:end] for start, end in kin.passages] == first[3:5]
    assert found.close["un"][0].share > found.close["deux"][0].share


def test_turns_of_phrase_are_no_kinship() -> None:
    """Fewer words than a passage holds say nothing, however often articles share them."""
    chance = random.Random(5)
    phrase = " ".join(WORDS[: PASSAGE - 1])
    articles = tuple(article(f"a{number}", [f"{phrase} {words}" for words in story(number)]) for number in range(5))
    assert not kindred(articles).close, chance


@pytest.mark.parametrize("kind", [BlockKind.BOILERPLATE, BlockKind.RELATED])
def test_page_furniture_is_not_compared(kind: BlockKind) -> None:
    """Two articles of one paper share their footers."""
    assert not kindred((article("un", story(1), kind=kind), article("deux", story(1), kind=kind))).close["un"][0].passages


@pytest.mark.parametrize("access", ["withheld", "metadata"])
def test_what_is_kept_back_is_not_compared(access: str) -> None:
    """That a withheld text stands elsewhere too would tell what is in it."""
    found = kindred((article("un", story(1), access), article("deux", story(1))))
    assert not found.close
    assert not found.first


def test_many_copies_are_one_group() -> None:
    """A hundred copies of one text: each names some, all lead to the first."""
    found = kindred(tuple(article(f"a{number:03}", story(1)) for number in range(100)))
    assert set(found.first.values()) == {"a000"}
    assert len(found.first) == 99
    assert all(len(close) == SHOWN for close in found.close.values())


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_decides_only_who_is_first(chance: random.Random) -> None:
    """The same kin, whatever the order; offsets hold."""
    first = story(1)
    articles = [
        article("un", first),
        article("deux", [*first[:6], *story(2, 2)]),
        article("trois", story(3)),
        article("quatre", story(3)[::-1]),
    ]
    expected = kindred(tuple(articles)).close
    chance.shuffle(articles)
    assert kindred(tuple(articles)).close == expected

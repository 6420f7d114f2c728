"""Stage 7: words between quotation marks, and whose they are. Cases: `tests/cases/quote/`."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from builder.model import TEXT_KINDS, Actor, Block, BlockKind, DatedName, Mention, Naming, Ref, Role, Rule, Text, Unresolved
from builder.quote import quote

CASES = Path(__file__).parent / "cases" / "quote"
_HEADS = (("# ", BlockKind.HEADLINE), ("## ", BlockKind.SUBHEAD), (">> ", BlockKind.RELATED))
_MARKED = re.compile(r"\{(.+?)\|(.+?)(?:\|(.+?))?\}")


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['promise']}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _text(blocks: list[tuple[BlockKind, str]]) -> Text:
    starts = itertools.accumulate((len(body) + 2 for _, body in blocks), initial=0)
    placed = tuple(Block(kind, start, start + len(body)) for (kind, body), start in zip(blocks, starts, strict=False))
    return Text("case", "\n\n".join(body for _, body in blocks), placed)


def _read(marked: str) -> tuple[Text, Naming]:
    """Turn a case's text into blocks, mentions and names that nobody knows."""
    blocks = []
    for part in re.split(r"\n\n+", marked.strip("\n")):
        head, kind = next(((head, kind) for head, kind in _HEADS if part.startswith(head)), ("", BlockKind.PARAGRAPH))
        blocks.append((kind, part.removeprefix(head)))
    plain = _text([(kind, _MARKED.sub(r"\1", part)) for kind, part in blocks])
    mentions: list[Mention] = []
    unknown: list[Unresolved] = []
    reach = 0
    for surface, ref, rule in _MARKED.findall(marked):
        reach = plain.body.index(surface, reach)
        if ref == "?":
            unknown.append(Unresolved(reach, reach + len(surface), surface))
        else:
            mentions.append(Mention(reach, reach + len(surface), surface, Ref(ref), Rule(rule or "name")))
        reach += len(surface)
    return plain, Naming(tuple(mentions), tuple(unknown))


def _actors(case: dict[str, Any]) -> dict[str, Actor]:
    """Return the records of a case: persons with their `offices`, others by their `kinds`."""
    offices, kinds = case.get("offices", {}), case.get("kinds", {})
    return {
        ident: Actor(
            ident, (DatedName(ident),), kind=kinds.get(ident, "person"), roles=tuple(Role((phrase,)) for phrase in offices.get(ident, ()))
        )
        for ident in (*offices, *kinds)
    }


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    """The quotations of a text are these, with these speakers, and no more."""
    found = [(item.text, item.speaker, None if item.speaker else item.speaker_words) for item in quote(*_read(case["text"]), _actors(case))]
    assert found == [(item["text"], item.get("speaker"), item.get("words")) for item in case["quotes"]]


_WORDS = "«|»|“|”|\"|‹|›| | |\u00a0|,|.|: |(|)|! |a dit |a-t-il ajouté|selon |said |que |le |de |X |Paul Rey |un mot de trop |et |qui |d'|par |É|lui |opposé un démenti"
_PIECES = st.lists(st.sampled_from(_WORDS.split("|")), max_size=40).map("".join)
_BODIES = st.lists(st.tuples(st.sampled_from(list(BlockKind)), _PIECES | st.text(max_size=60)), max_size=5)


def _trim(blocks: list[tuple[BlockKind, str]]) -> list[tuple[BlockKind, str]]:
    stripped = [(kind, re.sub(r"\s+", " ", body).strip()) for kind, body in blocks]
    return [(kind, body) for kind, body in stripped if body]


def _named(text: Text) -> Naming:
    found = (Mention(match.start(), match.end(), match[0], Ref("actor/rey"), Rule.NAME) for match in re.finditer("Paul Rey", text.body))
    return Naming(tuple(found))


@given(_BODIES)
def test_law_quotations_are_the_text_and_never_overlap(blocks: list[tuple[BlockKind, str]]) -> None:
    """Whatever the text: offsets give the words, in order, apart from each other, inside one block of the article's own text."""
    text = _text(_trim(blocks))
    found = quote(text, _named(text))
    own = [block for block in text.blocks if block.kind in TEXT_KINDS]
    for item in found:
        assert text.body[item.start : item.end] == item.text != ""
        assert item.text == item.text.strip()
        assert any(block.start <= item.start and item.end <= block.end for block in own)
        assert item.speaker is None or item.speaker_words is not None
    assert all(here.end <= there.start for here, there in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece",
    """«|« a b c |"|“a b c” |« a b c », a-t-il dit. |a dit que |Paul Rey a dit « a b c » et |selon |(|« a « b c » |et |« Oui », |\
« a b c » Le mot est de |Puis : « a b c ». |l'un « a b c », l'autre |un habitant du port, Paul Rey, |le médecin qui a, Paul Rey, |Paul Rey, qui a, |\
pour Paul Rey, « a b c » |fait dire à Paul Rey |cette phrase d'un voisin |les « a b c » |« a, dit a, b » |a dit la même semaine """.split(
        "|"
    ),
)
@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.SUBHEAD])
def test_time_grows_with_the_length(piece: str, kind: BlockKind) -> None:
    """A long text of nothing but one piece ends; how long it takes is for the benchmark to say."""
    whole = piece * (20_000 // len(piece))
    text = _text(_trim([(kind, whole), (kind, whole)]))
    quote(text, _named(text))


@pytest.mark.parametrize("sign", ["a", "A", "A ", ", ", "M. "])
def test_a_text_of_nothing_but_one_sign_ends(sign: str) -> None:
    """A hundred thousand letters, capitals, commas or titles are read to an end, and nobody speaks in them."""
    text = _text(_trim([(BlockKind.PARAGRAPH, sign * (100_000 // len(sign)))]))
    assert quote(text, Naming()) == ()

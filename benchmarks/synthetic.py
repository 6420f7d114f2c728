"""Make an archive of any size from this project's own vocabulary: the same one for the same number and seed.

    python benchmarks/synthetic.py FOLDER [--articles 1000] [--words 580] [--seed 1] [--tail 0.05]

The folder gets a copy of the authority and `archive/articles/ID.md` for each article, with mentions, evidence and quotations, as `archive annotate` would
write them. Words are drawn as often as the seeds use them; as five texts hold few different ones, a share (`--tail`) is put together from their
syllables, so that the vocabulary grows with the archive about as that of a newspaper does: some 30,000 forms in 1,000 articles.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from builder.authority import authority as read_authority
from builder.edtf import Edtf
from builder.model import (
    Article,
    Attribution,
    Authority,
    Basis,
    Block,
    BlockKind,
    Claim,
    Dating,
    Evidence,
    Mention,
    Naming,
    Quotation,
    Ref,
    RefKind,
    Rule,
    Text,
    ref,
)
from builder.record import write_record

PROJECT = Path(__file__).parents[1]

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FIRST, _DAYS = dt.date(2012, 7, 1), 1_700
_NAMED = 0.055
"""The share of words that begin a name: about 35 mentions in an article, as in the seeds."""


@dataclass(frozen=True)
class Stock:
    """What articles are made of: words as often as the seeds use them, syllables, names with their records, outlets."""

    words: tuple[str, ...]
    syllables: tuple[str, ...]
    names: tuple[tuple[str, Ref], ...]
    outlets: tuple[str, ...]

    @classmethod
    def of(cls, authority: Authority, seeds: Path) -> Stock:
        """Return the stock of an archive."""
        texts = (path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt")))
        words = tuple(word for text in texts for word in _WORDS.findall(text))
        syllables = tuple(sorted({word[at : at + 3].lower() for word in words if len(word) > 5 for at in range(0, len(word) - 3, 3)}))
        kinds = ((RefKind.ACTOR, authority.actors), (RefKind.PLACE, authority.places))
        names = tuple((record.name, ref(kind, record.id)) for kind, records in kinds for record in records.values())
        return cls(words, syllables, names, tuple(authority.outlets))


def make(folder: Path, articles: int, words: int = 580, seed: int = 1, tail: float = 0.05) -> None:
    """Write the archive; articles that the folder already holds are replaced or removed."""
    stock = Stock.of(read_authority(PROJECT), PROJECT / "seeds")
    records = folder / "archive/articles"
    shutil.rmtree(records, ignore_errors=True)
    copy_authority(folder)
    records.mkdir(parents=True)
    for number in range(articles):
        chance = random.Random(f"{seed} {number}")
        article = _article(f"article-{number:06}", stock, chance, round(words * chance.uniform(0.4, 1.6)), tail)
        (records / f"{article.id}.md").write_text(write_record(article), encoding="utf-8")


def copy_authority(folder: Path) -> None:
    """Copy records and settings; no gold, which stays where it is."""
    shutil.copytree(PROJECT / "archive", folder / "archive", dirs_exist_ok=True, ignore=shutil.ignore_patterns("articles"))
    settings = folder / "archive/archive.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith("gold:")), encoding="utf-8")


def seeds(number: int, words: int = 580, seed: int = 1, tail: float = 0.05) -> Iterator[tuple[str, str]]:
    """Yield ids and raw texts: paragraphs of this project's own articles and gold texts in turn with made-up ones, headline first."""
    stock = Stock.of(read_authority(PROJECT), PROJECT / "seeds")
    paragraphs = tuple(_own_paragraphs())
    for index in range(number):
        chance = random.Random(f"{seed} {index}")
        article = _article(f"seed-{index:06}", stock, chance, round(words * chance.uniform(0.2, 0.8)), tail)
        made_up = article.text.body.split("\n\n")
        parts, left = made_up[:1], round(words * chance.uniform(0.2, 0.8))
        for paragraph in made_up[1:]:
            parts.append(paragraph)
            if left > 0:
                parts.append(chance.choice(paragraphs))
                left -= len(parts[-1].split())
        while left > 0:
            parts.append(chance.choice(paragraphs))
            left -= len(parts[-1].split())
        yield article.id, "\n\n".join(parts) + "\n"


def _own_paragraphs() -> Iterator[str]:
    for folder in ("seeds", "tests/gold/texts"):
        for path in sorted((PROJECT / folder).glob("*.txt")):
            yield from (part.strip() for part in path.read_text(encoding="utf-8").split("\n\n") if len(part.split()) > 20)


def _article(ident: str, stock: Stock, chance: random.Random, words: int, tail: float) -> Article:
    paragraphs = list(_paragraphs(stock, chance, words, tail))
    texts = [" ".join(word for word, _ in paragraph) for paragraph in paragraphs]
    starts = [sum(len(text) + 2 for text in texts[:number]) for number in range(len(texts))]
    body = "\n\n".join(texts)
    kinds = [BlockKind.HEADLINE, *[BlockKind.PARAGRAPH] * (len(texts) - 1)]
    blocks = tuple(Block(kind, start, start + len(text)) for kind, start, text in zip(kinds, starts, texts, strict=True))
    mentions = tuple(mention for start, paragraph in zip(starts, paragraphs, strict=True) for mention in _mentions(start, paragraph))
    outlet = chance.choice(stock.outlets) if chance.random() < 0.7 else None
    return Article(
        id=ident,
        seed=f"{ident}.txt",
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        text=Text(ident, body, blocks, "fr"),
        title=Claim(texts[0], Basis.STATED, (Evidence(texts[0], 0, len(texts[0]), "the headline", "headline"),)),
        dating=_dating(body, blocks[1], chance),
        attribution=Attribution(Claim(outlet, Basis.STATED if outlet else Basis.UNKNOWN)),
        naming=Naming(mentions),
        quotations=tuple(_quotations(body, blocks, chance)),
    )


def _paragraphs(stock: Stock, chance: random.Random, words: int, tail: float) -> Iterator[list[tuple[str, Ref | None]]]:
    """Yield a headline, then paragraphs of three sentences: words, each with the record that it names."""
    yield [*_sentence(stock, chance, 9, tail)]
    left = words - 9
    while left > 0:
        paragraph = [word for _ in range(3) for word in _sentence(stock, chance, chance.randint(12, 26), tail)]
        left -= sum(len(word.split()) for word, _ in paragraph)
        yield paragraph


def _sentence(stock: Stock, chance: random.Random, words: int, tail: float) -> Iterator[tuple[str, Ref | None]]:
    for number in range(words):
        last = "." if number == words - 1 else ""
        if chance.random() < _NAMED:
            name, its_ref = chance.choice(stock.names)
            yield name, its_ref
        else:
            made_up = chance.random() < tail
            word = "".join(chance.choices(stock.syllables, k=3)) if made_up else chance.choice(stock.words)
            yield (word.capitalize() if number == 0 else word) + last, None


def _mentions(start: int, paragraph: list[tuple[str, Ref | None]]) -> Iterator[Mention]:
    for word, its_ref in paragraph:
        if its_ref:
            yield Mention(start, start + len(word), word, its_ref, Rule.NAME)
        start += len(word) + 1


def _dating(body: str, block: Block, chance: random.Random) -> Dating:
    """Return a day, one of two, a stretch, or nothing, as often as undated texts give these."""
    day = _FIRST + dt.timedelta(days=chance.randrange(_DAYS))
    share = chance.random()
    if share < 0.1:
        return Dating()
    quote = body[block.start : body.index(" ", block.start + 20)]
    ground = (Evidence(quote, body.index(quote), body.index(quote) + len(quote), "a weekday", "weekday"),)
    if share < 0.4:
        return Dating(Edtf.of_day(day), day, Basis.STATED, ground, (day,))
    if share < 0.7:
        return Dating(Edtf.one_of((day, day + dt.timedelta(days=1))), day, Basis.INFERRED, ground * 3, (day,))
    return Dating(Edtf.between(day, day + dt.timedelta(days=20)), day, Basis.INFERRED, ground * 3)


def _quotations(body: str, blocks: tuple[Block, ...], chance: random.Random) -> Iterator[Quotation]:
    for block in blocks[1:4]:
        spaces = [at for at in range(block.start, block.end) if body[at] == " "]
        start, end = next(iter(pairwise(sorted(chance.sample(spaces, 2)))))
        words = body[start + 1 : end]
        if words:
            yield Quotation(start + 1, end, words)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=580)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tail", type=float, default=0.05)
    given = parser.parse_args()
    make(given.folder, given.articles, given.words, given.seed, given.tail)


if __name__ == "__main__":
    main()

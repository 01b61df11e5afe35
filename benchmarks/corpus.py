"""An invented corpus of any size: entries as the converter writes them, and the same bodies alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from digest import frontmatter
from digest.model import Entry, Quotation, SeedRef, Source, Speaker, SpeakerSlug, Timestamp
from digest.text import slugify

GIVEN = ["Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon"]
FAMILY = ["Alder", "Brook", "Crane", "Dale", "Elm", "Frost", "Glen", "Hart", "Isle", "Jay"]
WORDS = ["river", "bridge", "council", "energy", "budget", "report", "school", "harbour", "tariff", "grid"]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of a corpus, with how often each is used where that differs, and the names in it."""

    words: Sequence[str] = tuple(WORDS)
    cumulative: Sequence[float] | None = None
    given: Sequence[str] = tuple(GIVEN)
    family: Sequence[str] = tuple(FAMILY)

    def text(self, chance: random.Random, length: int) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self.cumulative, k=length))


def entry(number: int, vocabulary: Vocabulary | None = None) -> Entry:
    """Story `number`: eight paragraphs, three people, four quotations; always the same."""
    chance, used = random.Random(number), vocabulary or Vocabulary()
    people = [f"{chance.choice(used.given)} {chance.choice(used.family)}" for _ in range(3)]
    paragraphs, said = [], {}
    for at in range(1, 9):
        prose = used.text(chance, 30).capitalize() + "."
        if at % 2:
            name, words = chance.choice(people), used.text(chance, 20).capitalize()
            prose = f'"{words}," said {name}. {prose}'
            said.setdefault(name, []).append(
                Quotation(content=words, kind="direct", cue="said", paragraph=at)
            )
        paragraphs.append(prose)
    return Entry(
        title=f"Story {number}: {used.text(chance, 5)}",
        source=Source(name=f"Paper {number % 12}"),
        timestamp=Timestamp(date(2000, 1, 1) + timedelta(days=number // 5)),
        speakers=tuple(
            Speaker(name=name, slug=SpeakerSlug(slugify(name)), role="resident", quotations=tuple(quotations))
            for name, quotations in said.items()
        ),
        seed=SeedRef(path=f"{number}.txt", sha256=f"{number:064x}"),
        body="\n\n".join(paragraphs),
    )


def write(count: int, digest: Path, stock: Path) -> None:
    """Write `count` stories as entries of a digest, and as plain pages for stock Material."""
    for folder in (digest, stock):
        folder.mkdir(parents=True)
    for number in range(count):
        story = entry(number)
        (digest / f"{number}.md").write_text(frontmatter.dump(story), encoding="utf-8")
        (stock / f"{number}.md").write_text(f"# {story.title}\n\n{story.body}\n", encoding="utf-8")

"""One seed read all the way to its entry; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest import registry
from digest.annotate import annotate
from digest.errors import ConvertError, DigestError
from digest.files import check_name, shown
from digest.intake import read_seed
from digest.model import Annotations, Article, Entry, Seed
from digest.parse import parse
from digest.registry import Registry
from digest.render import render
from digest.settings import Settings
from digest.text import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the converter makes of one seed, before anything is written."""

    article: Article
    annotations: Annotations
    entry: Entry
    encoding: str = "utf-8"  # the one that the seed's bytes were read in


def read(path: Path, settings: Settings) -> Reading:
    """Read one seed all the way to its entry and write nothing."""
    where = shown(path, settings.root)
    check_name(path, settings.root)
    return as_entry(
        read_seed(path, root=settings.seeds, shown=where), where, settings, registry.load(settings)
    )


def explain(reading: Reading) -> Iterator[str]:
    """What a seed was read as, and why: what was left out, and who was taken for whom."""
    article = reading.article
    yield printable(
        f"read as {reading.encoding}, {article.language}: {article.source.name}, {article.published}"
    )
    for dropped in article.dropped:
        yield printable(f"line {dropped.line}: left out ({dropped.why}): {dropped.text}")
    for reason in reading.annotations.explanations:
        yield printable(f"paragraph {reason.paragraph}: {reason.text}")


def as_entry(seed: Seed, where: str, settings: Settings, taught: Registry) -> Reading:
    """All that the converter makes of a seed, with what the editor taught."""
    with _errors_at(where):
        article = parse(seed, taught.sources)
        annotations = annotate(article, taught.speakers, taught.sources)
        options = settings.options
        entry = render(
            seed, article, annotations, key_figures=options.key_figures, all_figures=options.all_figures
        )
    return Reading(article=article, annotations=annotations, entry=entry, encoding=seed.encoding)


@contextmanager
def _errors_at(where: str) -> Iterator[None]:
    """Name the file in the errors of the pure stages; they know a seed by its own path only."""
    try:
        yield
    except DigestError as error:
        error.where = where
        raise
    except Exception as error:
        # A stage that stumbles must not stop the other seeds; the cause stays chained for a report.
        hint = "please report it, with the seed"
        raise ConvertError(where, f"the converter stumbled over it ({error!r})", hint=hint) from error

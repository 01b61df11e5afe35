"""Seeds → entries: convert what is new, keep what is there, report what failed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest import frontmatter, registry
from digest.annotate import annotate
from digest.errors import ConvertError, DigestError
from digest.files import check_name, read_text, shown, write_new
from digest.intake import list_seeds, read_seed
from digest.model import Annotations, Article, Entry, Seed
from digest.parse import parse
from digest.registry import Registry
from digest.render import entry_name, render
from digest.settings import Settings
from digest.text import printable

_IN_THE_WAY = (
    "if both are articles of one day with one title, change the title in one of the seeds;"
    " if this is a newer version of that article, move the entry away first"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A seed that became an entry, and how many of its quotations still want a speaker."""

    seed: str
    entry: str
    questions: int
    reasons: tuple[str, ...] = ()  # what the seed was read as, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A seed whose entry is there already, and what the editor should know about the two."""

    seed: str
    notice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one run did: every seed is converted, kept, or failed."""

    converted: tuple[Conversion, ...] = ()
    kept: tuple[Kept, ...] = ()
    errors: tuple[DigestError, ...] = ()

    @property
    def summary(self) -> str:
        """One line for the end of the run.

        >>> Report(kept=(Kept(seed="seeds/a.txt"),)).summary
        '0 converted, 1 kept, 0 failed'
        """
        return f"{len(self.converted)} converted, {len(self.kept)} kept, {len(self.errors)} failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the converter makes of one seed, before anything is written."""

    article: Article
    annotations: Annotations
    entry: Entry
    encoding: str = "utf-8"  # the one that the seed's bytes were read in


def convert(
    settings: Settings,
    seeds: Sequence[Path] = (),
    *,
    along: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Report:
    """Convert the given seeds, or all in the seeds folder; nothing already there is touched.

    `along` goes through the seeds one by one, and may tell somebody how far it is.
    """
    taught = registry.load(settings)
    entries, unreadable = _entries_by_seed(settings)
    outcomes: list[Conversion | Kept | DigestError] = []
    for path in along(seeds or list_seeds(settings.seeds)):
        try:
            outcomes.append(_convert_one(path, settings, taught, entries))
        except DigestError as error:
            outcomes.append(error)
    return Report(
        converted=tuple(o for o in outcomes if isinstance(o, Conversion)),
        kept=tuple(o for o in outcomes if isinstance(o, Kept)),
        errors=(*taught.errors, *unreadable, *(o for o in outcomes if isinstance(o, DigestError))),
    )


def read(path: Path, settings: Settings) -> Reading:
    """Read one seed all the way to its entry and write nothing."""
    where = shown(path, settings.root)
    check_name(path, settings.root)
    return _read(read_seed(path, root=settings.seeds, shown=where), where, settings, registry.load(settings))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converted:
    """An entry that is there, and the seed it was made from."""

    entry: str
    seed: str
    sha256: str


_Entries = dict[str, _Converted]  # by the seed's path and by its hash


def _convert_one(path: Path, settings: Settings, taught: Registry, entries: _Entries) -> Conversion | Kept:
    where = shown(path, settings.root)
    check_name(path, settings.root)
    seed = read_seed(path, root=settings.seeds, shown=where)
    if there := entries.get(seed.sha256) or entries.get(seed.path):
        return Kept(seed=where, notice=_notice(seed, there, where))
    reading = _read(seed, where, settings, taught)
    target = settings.articles / entry_name(reading.entry)
    name = shown(target, settings.root)
    try:
        write_new(target, frontmatter.dump(reading.entry), where=name)
    except DigestError:
        if not os.path.lexists(target):
            raise
        return _kept(seed, target, where, name)
    _remember(entries, _Converted(entry=name, seed=seed.path, sha256=seed.sha256))
    questions = len(reading.annotations.unattributed)
    return Conversion(seed=where, entry=name, questions=questions, reasons=tuple(explain(reading)))


def _read(seed: Seed, where: str, settings: Settings, taught: Registry) -> Reading:
    with _errors_at(where):
        article = parse(seed, taught.sources)
        annotations = annotate(article, taught.speakers)
        options = settings.options
        entry = render(
            seed, article, annotations, key_figures=options.key_figures, all_figures=options.all_figures
        )
    return Reading(article=article, annotations=annotations, entry=entry, encoding=seed.encoding)


def _kept(seed: Seed, target: Path, where: str, name: str) -> Kept:
    """The seed whose entry another run wrote a moment ago; an error when something else stands there."""
    try:
        text = read_text(target, where=name)
        made_from = frontmatter.find_seed(text)
        if made_from is None:
            frontmatter.load(text, where=name)
    except DigestError as error:
        what = f"its entry {name} cannot be read ({error.place}: {error.what})"
        raise ConvertError(where, what, hint="mend it first") from error
    if made_from is None or (made_from.sha256 != seed.sha256 and made_from.path != seed.path):
        raise ConvertError(where, f"its entry would be {name}, which is already there", hint=_IN_THE_WAY)
    there = _Converted(entry=name, seed=made_from.path, sha256=made_from.sha256)
    return Kept(seed=where, notice=_notice(seed, there, where))


def _notice(seed: Seed, there: _Converted, where: str) -> str | None:
    if there.sha256 != seed.sha256:
        return printable(
            f"{where}: changed since it became {there.entry}; the entry was kept as it is;"
            " to convert the seed anew, move that entry away"
        )
    if there.seed != seed.path:
        return printable(
            f"{where}: the same text as the seed {there.seed}, which is {there.entry}; one is enough"
        )
    return None


def _entries_by_seed(settings: Settings) -> tuple[_Entries, tuple[DigestError, ...]]:
    """Which seed each entry was made from, and the entries that cannot be read at all."""
    found: _Entries = {}
    errors: list[DigestError] = []
    for path in sorted(settings.articles.glob("**/*.md")):
        where = shown(path, settings.root)
        try:
            made_from = frontmatter.find_seed(read_text(path, where=where))
        except DigestError as error:
            errors.append(error)
            continue
        # Found by its lines, not by loading: an entry with broken YAML still stands for its seed.
        if made_from:
            _remember(found, _Converted(entry=where, seed=made_from.path, sha256=made_from.sha256))
    return found, tuple(errors)


def _remember(entries: _Entries, converted: _Converted) -> None:
    entries.setdefault(converted.sha256, converted)
    entries.setdefault(converted.seed, converted)


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

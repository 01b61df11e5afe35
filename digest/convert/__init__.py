"""Seeds → entries: convert what is new, merge what changed into what an editor made of it, report the rest.

For each entry the last conversion is kept in the store, and a new one is merged with both. Entries are
written before the store: a run that was killed between the two finds the entry merged already the next
time, merges once more, which changes nothing, and writes the store. The other way round the entry would
be taken for edited. A new entry whose store was not written is taken for converted as it stands.
A moved entry gets its old address first, then the store follows to the new name, and then the old name
is forgotten; each step is found done, or is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from digest.convert.reading import Reading, explain, read
from digest.convert.report import Change, Contested, Conversion, Kept, Report, Updated
from digest.convert.run import Manner, Run
from digest.errors import DigestError
from digest.files import sweep
from digest.intake import list_seeds
from digest.lock import UnlockableError, locked
from digest.settings import Settings
from digest.store import FOLDER

__all__ = [
    "Change",
    "Contested",
    "Conversion",
    "Kept",
    "Manner",
    "Reading",
    "Report",
    "Updated",
    "convert",
    "explain",
    "read",
]


def convert(
    settings: Settings,
    seeds: Sequence[Path] = (),
    *,
    manner: Manner | None = None,
    along: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Report:
    """Convert the given seeds, or all in the seeds folder; what an editor wrote is kept.

    `along` goes through the seeds one by one, and may tell somebody how far it is.
    """
    manner = manner or Manner()
    if manner.dry_run:
        return _converted(settings, seeds, manner, along)
    try:
        with locked(settings.root, wait=manner.wait):
            sweep(settings.articles)
            sweep(settings.root / FOLDER)
            return _converted(settings, seeds, manner, along)
    except UnlockableError as error:  # it matters only where there is something to write
        report = _converted(settings, seeds, replace(manner, dry_run=True), along)
        return replace(report, errors=(error,)) if report.changes else report
    except DigestError as error:
        return Report(errors=(error,))


def _converted(
    settings: Settings,
    seeds: Sequence[Path],
    manner: Manner,
    along: Callable[[Sequence[Path]], Iterable[Path]],
) -> Report:
    listed = list_seeds(settings.seeds)
    run = Run.of(settings, listed, manner)
    outcomes: list[Conversion | Updated | Contested | Kept | DigestError] = []
    for path in along(seeds or listed):
        try:
            outcomes.append(run.convert(path))
        except DigestError as error:
            outcomes.append(error)
    failed = [outcome for outcome in outcomes if isinstance(outcome, DigestError)]
    try:
        run.tidy()
    except DigestError as error:
        failed.append(error)
    told = {str(error.__cause__) for error in failed}  # with the seed that the entry is in the way of
    return Report(
        converted=tuple(outcome for outcome in outcomes if isinstance(outcome, Conversion)),
        updated=tuple(outcome for outcome in outcomes if isinstance(outcome, Updated)),
        kept=tuple(outcome for outcome in outcomes if isinstance(outcome, Kept)),
        contested=tuple(outcome for outcome in outcomes if isinstance(outcome, Contested)),
        errors=(*run.taught.errors, *(one for one in run.entries.errors if str(one) not in told), *failed),
        changes=tuple(run.changes),
    )

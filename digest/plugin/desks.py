"""The desk: what stands above each page while `serve` runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mkdocs.structure.files import Files, InclusionLevel

from digest.checks import Finding, by_shared_slug
from digest.errors import DigestError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile
from digest.settings import HOME, Settings
from digest.site import desk, pages
from digest.site.desk import Desk, Note, Waiting


def lay(
    files: Files,
    settings: Settings,
    site: pages.Site,
    *,
    entries: Mapping[str, EntryFile],
    findings: Mapping[str, Sequence[Finding]],
    errors: Iterable[DigestError],
) -> None:
    """Put its desk before the content of each page; the front page's names whatever could not be read."""
    chosen = _desk(settings)
    found = {**_shared_pages(entries.values(), settings), **findings, HOME: list(map(Finding.of, errors))}
    for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
        path = Path(file.abs_src_path) if file.abs_src_path else None
        box = desk.render(
            chosen,
            site.environment,
            file=path,
            shown=shown(path, settings.root) if path else "",
            notes=[_note(finding, settings) for finding in found.get(file.src_uri, ())],
            waiting=_waiting(files, entries, findings) if file.src_uri == HOME else (),
        )
        if file.page:
            file.page.content = box + (file.page.content or "")


def broken_page(error: DigestError, settings: Settings, site: pages.Site) -> str:
    """What is shown in the place of an entry that cannot be read."""
    note = _note(Finding.of(error), settings)
    try:
        text = read_text(note.file, where=note.place)
    except DigestError:
        text = ""  # the note says why
    return desk.render_broken(_desk(settings), site.environment, note, text)


def _shared_pages(entries: Iterable[EntryFile], settings: Settings) -> dict[str, list[Finding]]:
    """Names that may be two people's, by the page they share."""
    shared: dict[str, list[Finding]] = {}
    for slug, finding in by_shared_slug(entries):
        shared.setdefault(settings.options.speaker_uri(slug), []).append(finding)
    return shared


def _waiting(
    files: Files, entries: Mapping[str, EntryFile], findings: Mapping[str, Sequence[Finding]]
) -> list[Waiting]:
    """The entries with something to look at."""
    found = ((files.get_file_from_path(uri), of_one) for uri, of_one in findings.items() if of_one)
    return [
        Waiting(title=entries[file.src_uri].entry.title, href=file.url, number=len(of_one))
        for file, of_one in found
        if file
    ]


def _desk(settings: Settings) -> Desk:
    return Desk.of(settings.options.editor, *(os.environ.get(name, "") for name in ("VISUAL", "EDITOR")))


def _note(finding: Finding, settings: Settings) -> Note:
    return Note(
        text=finding.text,
        file=settings.root / finding.where,
        place=finding.place,
        line=finding.line or 1,
        wrong=finding.level == "error",
    )

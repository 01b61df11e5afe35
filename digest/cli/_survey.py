"""All that `digest check` finds in a digest, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path, PurePosixPath

from digest import checks, registry, yamltext
from digest.checks import Finding
from digest.cli._common import entries, progress, site_of
from digest.errors import DigestError, TemplateError
from digest.files import read_text, shown
from digest.frontmatter import EntryFile, split
from digest.links import Pages
from digest.markdown import paragraphs
from digest.model import KnownSource, KnownSpeaker
from digest.registry import Registry
from digest.settings import Settings
from digest.site import pages, redirects
from digest.site.addresses import path_of
from digest.site.pages import Site
from digest.site.redirects import Clash, Redirect
from digest.site.templates import in_project
from digest.teach import questions


@dataclass(frozen=True, kw_only=True)
class Survey:
    """How many entries there are, and all that was found in the digest, file by file."""

    entries: int
    findings: tuple[Finding, ...]

    @property
    def levels(self) -> Counter[str]:
        """How many findings there are of each level."""
        return Counter(finding.level for finding in self.findings)


def survey(settings: Settings, *, today: date, quiet: bool) -> Survey:
    """Look through the entries, the taught pages and the editor's own."""
    files, broken = entries(settings, progress("Reading entries", quiet=quiet))
    taught = registry.load(settings)
    found = [Finding.of(error) for error in (*taught.errors, *broken)]
    found += _findings(_Digest(settings, files, taught), today)
    found.sort(key=lambda finding: (finding.where, finding.line or 0))
    return Survey(entries=len(files) + len(broken), findings=tuple(found))


@dataclass(frozen=True)
class _Digest:
    """A digest as it lies on disk, and what a build would add to it."""

    settings: Settings
    entries: Sequence[EntryFile]
    taught: Registry

    @cached_property
    def site(self) -> Site:
        return site_of(self.settings, self.entries, self.taught)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The Markdown files, by their path from the folder of pages; those that are not text were named."""
        texts = {}
        for uri, path in self._files.items():
            try:
                if path.suffix == ".md":
                    texts[uri] = read_text(path, where=uri)
            except DigestError:
                continue
        return texts

    @cached_property
    def others(self) -> frozenset[str]:
        """All other files."""
        return frozenset(self._files.keys() - self.texts.keys())

    @cached_property
    def made(self) -> Mapping[str, Callable[[str], str]]:
        """The pages made from entries, each to be called with its body."""
        return {page.src_uri: partial(pages.render, page, self.site) for page in pages.build(self.site)}

    @cached_property
    def made_files(self) -> frozenset[str]:
        """The feeds and exports, for which all of them have to be made."""
        return frozenset(path for path, _ in pages.files(self.site))

    @cached_property
    def former(self) -> tuple[list[Redirect], list[Clash]]:
        """The former addresses that are free, and those that are not."""
        former = list(redirects.redirects(self.site.catalog, self.settings.options))
        if not former:
            return [], []
        taken = {path_of(uri, directories=True) for uri in (*self.texts, *self.made)}
        return redirects.settled(former, taken | self.others, directories=True)

    def front(self, file: Path) -> tuple[str, yamltext.Document]:
        """The front matter of a file, and how the file is shown."""
        where = shown(file, self.settings.root)
        _, yaml, _ = split(read_text(file, where=where).replace("\r\n", "\n"), where=where)
        return where, yamltext.load(yaml)

    def line(self, file: Path, path: yamltext.Path) -> tuple[str, int]:
        """Where a part of a file's front matter stands."""
        where, document = self.front(file)
        return where, document.line(path) + 1

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        found = sorted(path for path in self.settings.content.glob("**/*") if path.is_file())
        return {path.relative_to(self.settings.content).as_posix(): path for path in found}


@dataclass(frozen=True)
class _Leads(Container[str]):
    """The files that a link may lead to; what a build makes is made only for a link that asks for it."""

    digest: _Digest

    def __contains__(self, uri: object) -> bool:
        if uri in self.digest.others or any(uri == redirect.former for redirect in self.digest.former[0]):
            return True
        is_page = PurePosixPath(str(uri)).suffix in {"", ".html", ".md"}
        return not is_page and uri in self.digest.made_files


def _findings(digest: _Digest, today: date) -> Iterator[Finding]:
    settings, files, taught = digest.settings, digest.entries, digest.taught

    def speaker_line(speaker: KnownSpeaker, path: yamltext.Path) -> tuple[str, int]:
        return digest.line(settings.speakers / f"{speaker.slug}.md", path)

    def page(folder: Path, slug: str) -> str:
        return shown(folder / f"{slug}.md", settings.root)

    for file in files:
        yield from checks.check(file, paragraphs(file.entry.body))
    yield from _taught(digest)
    yield from checks.same_stories(files)
    yield from checks.same_slugs(files)
    yield from checks.still_to_come(files, today)
    yield from checks.late_drafts(files, today)
    yield from checks.unknown_sources(files, taught.sources)
    yield from checks.ambiguous_names(taught.speakers, speaker_line)
    yield from questions.same_people(files, taught.speakers, partial(page, settings.speakers))
    yield from questions.same_outlets(files, taught.sources, partial(page, settings.sources))
    yield from _former_addresses(digest)
    yield from _dead_links(digest)


def _taught(digest: _Digest) -> Iterator[Finding]:
    settings, taught = digest.settings, digest.taught
    for speaker in taught.speakers:
        where, front = digest.front(settings.speakers / f"{speaker.slug}.md")
        yield from checks.check_taught(front, KnownSpeaker, where)
    for source in taught.sources:
        where, front = digest.front(settings.sources / f"{source.slug}.md")
        yield from checks.check_taught(front, KnownSource, where)


def _dead_links(digest: _Digest) -> Iterator[Finding]:
    """Links that lead nowhere; an own template may keep a page that one leads to from being made."""
    settings = digest.settings
    found = Pages(texts=digest.texts, made=lambda: digest.made, files=_Leads(digest))
    try:
        yield from checks.dead_links(found, shown(settings.content, settings.root))
    except TemplateError as error:
        yield Finding.of(in_project(error, settings.root))


def _former_addresses(digest: _Digest) -> Iterator[Finding]:
    """Errors where a former address would stand in another page's way."""
    for clash in digest.former[1]:
        path = ("redirect_from", clash.redirect.number)
        where, line = digest.line(digest.settings.content / clash.redirect.target, path)
        yield Finding(where=where, line=line, code="former-address", text=clash.text)

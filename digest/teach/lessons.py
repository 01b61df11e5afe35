"""What an editor can teach about speakers and sources; each lesson is a plan of changes to files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest import frontmatter
from digest.errors import DigestError
from digest.files import shown
from digest.frontedit import put
from digest.model import KnownSource, KnownSpeaker, Speaker, SpeakerKind
from digest.settings import Settings
from digest.teach import pages
from digest.teach.changes import Change, Plan, differing
from digest.teach.desk import Desk, Page, Written
from digest.teach.entries import Becoming, with_source, with_speakers
from digest.teach.finding import called, find, key
from digest.teach.listing import Listed, are_told_apart
from digest.text import slugify

_NO_LETTER = "a name with no letter that could stand in an address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Speakers or sources: who there is, where their pages lie, and how an entry comes to name another."""

    command: str
    called: Callable[[str], str]  # a name as the converter compares it
    listed: Callable[[Desk], tuple[Listed, ...]]
    pages: Callable[[Desk], Mapping[str, Page]]
    folder: Callable[[Settings], Path]
    rewritten: Callable[[Written, Target, Sequence[Listed]], str]
    load: Callable[..., KnownSpeaker | KnownSource]  # a page of this kind

    def find(self, desk: Desk, who: str) -> Listed:
        """Whom the editor means; it may be somebody in a file that cannot be read."""
        try:
            return find(self.listed(desk), who, command=self.command)
        except DigestError:
            desk.require_readable([who])
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom others become."""

    slug: str
    name: str
    kind: str


def merge(desk: Desk, kind: Kind, keep: str, others: Sequence[str]) -> Plan:
    """Make one of several: the others become the first, which keeps its name and address."""
    kept = kind.find(desk, keep)
    found = {one.slug: one for one in (kind.find(desk, other) for other in others)}
    absorbed = [one for one in found.values() if one.slug != kept.slug]
    for one in absorbed:
        _check_not_told_apart(desk, kind, kept, one)
    target = Target(slug=kept.slug, name=kept.name, kind=kept.kind)
    return _joined(desk, kind, target, _page_text(desk, kind, kept), absorbed) if absorbed else Plan()


def rename(desk: Desk, kind: Kind, old: str, name: str) -> Plan:
    """Give somebody another name, and the address that goes with it; the former ones still lead there."""
    one, listed = kind.find(desk, old), kind.listed(desk)
    name, slug = _named(name)
    there = next((other for other in listed if other.slug == slug != one.slug), None)
    if there and not (there.known and one.slug in there.known.redirect_from):
        hint = f"if both are the same, use `digest {kind.command} merge {slug} {one.slug}`"
        raise DigestError(name, f"{slug} is the address of {there.name}", hint=hint)
    _check_unused(kind, listed, [name], [one], slug)
    target = Target(slug=slug, name=name, kind=one.kind)
    return _joined(desk, kind, target, _page_text(desk, kind, there or one), [one])


def teach(desk: Desk, kind: Kind, who: str, facts: Mapping[str, str | bool | Sequence[str]]) -> Plan:
    """Write facts onto somebody's page; of a name that is new, a page is begun."""
    listed = kind.listed(desk)
    one = kind.find(desk, who) if called(listed, who) else _new(desk, kind, who)
    where = _where(desk, kind, one.slug)
    text = _page_text(desk, kind, one)
    for fact, value in facts.items():
        if isinstance(value, str | bool):
            text = put(text, (fact,), value, where=where, order=pages.ORDER)
        else:
            text = pages.with_items(text, fact, value, where=where)
    kind.load(text, slug=one.slug, where=where)
    changes = [_page_change(desk, kind, one.slug, text), *_namesakes(desk, kind, one.slug, one.name)]
    notes = () if one in listed else (f"{one.name} is new: no entry names {one.name} yet",)
    return Plan(changes=differing(changes), notes=notes)


def alias(desk: Desk, kind: Kind, who: str, aliases: Sequence[str]) -> Plan:
    """Teach how somebody is called, too, for every later conversion."""
    one, aliases = kind.find(desk, who), [" ".join(alias.split()) for alias in aliases]
    if "" in aliases:
        raise DigestError(one.slug, "an alias with no letter in it", hint="write the name or description")
    _check_unused(kind, kind.listed(desk), aliases, [one])
    where = _where(desk, kind, one.slug)
    names = [name for name in aliases if name.casefold() != one.name.casefold()]
    text = pages.with_items(_page_text(desk, kind, one), "aliases", names, where=where)
    changes = [_page_change(desk, kind, one.slug, text), *_namesakes(desk, kind, one.slug, one.name)]
    return Plan(changes=differing(changes if names else ()))


def tell_apart(desk: Desk, kind: Kind, one: str, other: str) -> Plan:
    """Keep for good that these are two, so that nobody is asked again."""
    first, second = kind.find(desk, one), kind.find(desk, other)
    if first.slug == second.slug:
        hint = f"`digest {kind.command} split` makes two of them"
        raise DigestError(first.slug, f"{one} and {other} have one page", hint=hint)
    if are_told_apart(first, second):
        return Plan()
    first, second = (second, first) if second.known and not first.known else (first, second)
    where = _where(desk, kind, first.slug)
    text = pages.with_items(_page_text(desk, kind, first), "different_from", [second.slug], where=where)
    return Plan(
        changes=(_page_change(desk, kind, first.slug, text), *_namesakes(desk, kind, first.slug, first.name))
    )


def split(
    desk: Desk, who: str, *, entries: Collection[Path] = (), called: str = "", name: str = "", slug: str = ""
) -> Plan:
    """Make two people of one: who speaks in these entries, or is called so, gets a page of their own."""
    one = SPEAKERS.find(desk, who)
    name = " ".join((name or called or one.name).split())
    slug = _free_slug(desk, one, name, slug)

    def is_other(speaker: Speaker) -> bool:
        return speaker.slug == one.slug and (not called or key(speaker.name) == key(called))

    chosen = [
        entry for entry in _entries_of(desk, one, entries) if any(map(is_other, entry.file.entry.speakers))
    ]
    _check_some_stay(one, chosen, is_other, called)
    becoming = Becoming(slug=slug, name=name, kind=_speaker_kind(one), chosen=is_other)
    where = _where(desk, SPEAKERS, slug)
    page = pages.with_items(pages.new(name, kind=one.kind), "different_from", [one.slug], where=where)
    changes = [_page_change(desk, SPEAKERS, slug, page)]
    changes += _namesakes(desk, SPEAKERS, slug, name)
    changes += [
        _changed(entry, with_speakers(entry.text, becoming, where=entry.file.where)) for entry in chosen
    ]
    return Plan(changes=differing(changes))


def split_source(desk: Desk, who: str, *, entries: Collection[Path], name: str) -> Plan:
    """Make two outlets of one: these entries were printed by the other, whose name gives its page."""
    one, listed = SOURCES.find(desk, who), SOURCES.listed(desk)
    name, slug = _named(name)
    there = next((other for other in listed if other.slug == slug), None)
    if there:
        raise DigestError(name, f"{slug} is the address of {there.name}", hint="give it a name of its own")
    _check_unused(SOURCES, listed, [name], [one])
    chosen = _entries_of(desk, one, entries, "did not print it")
    if len(chosen) == len(one.files):
        hint = f"use `digest sources rename {one.slug} NAME`, or name the entries of one of the two"
        raise DigestError(one.slug, "that would be everything it printed", hint=hint)
    where = _where(desk, SOURCES, slug)
    page = pages.with_items(pages.new(name, kind=one.kind), "different_from", [one.slug], where=where)
    changes = [_page_change(desk, SOURCES, slug, page)]
    changes += [_changed(entry, with_source(entry.text, name, where=entry.file.where)) for entry in chosen]
    return Plan(changes=differing(changes))


def _named(name: str) -> tuple[str, str]:
    """A name as it is written, and the address that it makes."""
    name = " ".join(name.split())
    if slug := slugify(name):
        return name, slug
    raise DigestError(name or "''", _NO_LETTER, hint="write another")


def _new(desk: Desk, kind: Kind, who: str) -> Listed:
    """Somebody who is in no entry yet and has no page."""
    name, slug = _named(who)
    desk.require_readable([name, slug])
    if there := next((one for one in kind.listed(desk) if one.slug == slug), None):
        raise DigestError(name, f"{slug} is the address of {there.name}", hint="give that name, or the slug")
    return Listed(slug=slug, name=name, kind="source" if kind is SOURCES else "person")


def _joined(desk: Desk, kind: Kind, target: Target, text: str, absorbed: Sequence[Listed]) -> Plan:
    """The page first, then the entries, then the pages no longer needed, so that it can be taken up again."""
    names = _names_of(absorbed)
    desk.require_readable([*names, *(one.slug for one in absorbed)])
    _check_unused(kind, kind.listed(desk), names, absorbed, target.slug)
    where, notes = _where(desk, kind, target.slug), []
    if kind is SOURCES and target.slug != (named := slugify(target.name)):
        hint = f"use `digest sources merge {named} {target.slug}`"
        raise DigestError(where, f"a source's page is called as its name is: {named}.md", hint=hint)
    former_pages = [kind.pages(desk)[one.slug] for one in absorbed if one.known]
    for page in (page for page in former_pages if page.text != text):
        text, unlike = pages.with_all_of(text, page.text, where=where)
        notes += unlike
    text = pages.with_name(text, target.name, where=where)
    teachable = [name for name in names if name.casefold() != target.name.casefold() and _tells(name, target)]
    text = pages.with_items(text, "aliases", teachable, where=where)
    former = [one.slug for one in absorbed if one.slug != target.slug]
    text = pages.with_items(text, "redirect_from", former, where=where)
    text = pages.without(text, "redirect_from", [target.slug], where=where)
    notes += [_not_taught(name, kind, target) for name in names if not _tells(name, target)]
    changes = [
        _page_change(desk, kind, target.slug, text),
        *_namesakes(desk, kind, target.slug, target.name, *former),
        *(_changed(entry, kind.rewritten(entry, target, absorbed)) for entry in desk.entries),
        *(_deleted(page) for page in former_pages if page.path.stem != target.slug),
    ]
    return Plan(changes=differing(changes), notes=tuple(notes))


def _speakers_rewritten(entry: Written, target: Target, absorbed: Sequence[Listed]) -> str:
    slugs = {one.slug for one in absorbed}
    speaks = any(speaker.slug in slugs for speaker in entry.file.entry.speakers)
    becoming = Becoming(
        slug=target.slug,
        name=target.name,
        kind=_speaker_kind(target),
        chosen=lambda speaker: speaker.slug in slugs,
        names=[name for name in _names_of(absorbed) if speaks or _tells(name, target)],
    )
    if not becoming.concerns(entry.file.entry):
        return entry.text
    return with_speakers(entry.text, becoming, where=entry.file.where)


def _source_rewritten(entry: Written, target: Target, absorbed: Sequence[Listed]) -> str:
    theirs = any(entry.file is file for one in absorbed for file in one.files)
    return with_source(entry.text, target.name, where=entry.file.where) if theirs else entry.text


SPEAKERS = Kind(
    command="speakers",
    called=key,
    listed=lambda desk: desk.speakers,
    pages=lambda desk: desk.speaker_pages,
    folder=lambda settings: settings.speakers,
    rewritten=_speakers_rewritten,
    load=frontmatter.load_speaker,
)
SOURCES = Kind(
    command="sources",
    called=str.casefold,
    listed=lambda desk: desk.sources,
    pages=lambda desk: desk.source_pages,
    folder=lambda settings: settings.sources,
    rewritten=_source_rewritten,
    load=frontmatter.load_source,
)


def _speaker_kind(one: Listed | Target) -> SpeakerKind:
    return "organisation" if one.kind == "organisation" else "person"


def _names_of(absorbed: Sequence[Listed]) -> list[str]:
    return list(dict.fromkeys(name for one in absorbed for name in (one.name, *one.names)))


def _tells(name: str, target: Target) -> bool:
    """Whether a name says who is meant: a surname alone may be anybody's in the next article."""
    return target.kind != "person" or " " in name.strip()


def _not_taught(name: str, kind: Kind, target: Target) -> str:
    return (
        f"“{name}” alone may be somebody else in the next article, so it is not taught as an alias;"
        f" if it never is: digest {kind.command} alias {target.slug} {name}"
    )


def _check_not_told_apart(desk: Desk, kind: Kind, one: Listed, other: Listed) -> None:
    if are_told_apart(one, other):
        said = one if one.says_it_is_not(other) else other
        what = f"says that {one.slug} and {other.slug} are two"
        raise DigestError(
            _where(desk, kind, said.slug), what, hint="if they are one, take `different_from` out first"
        )


def _check_unused(
    kind: Kind, listed: Sequence[Listed], names: Sequence[str], allowed: Sequence[Listed], *slugs: str
) -> None:
    """A name that is another's, too, would be nobody's to the converter."""
    free = {*slugs, *(one.slug for one in allowed)}
    taken: dict[str, Listed] = {}
    for one in listed:
        if one.slug not in free:
            taken |= {kind.called(name): one for name in (one.name, *one.names, *one.taught)}
    for name in names:
        if other := taken.get(kind.called(name)):
            hint = f"if both are the same, use `digest {kind.command} merge {allowed[0].slug} {other.slug}`"
            raise DigestError(name, f"{other.name} ({other.slug}) is called so, too", hint=hint)


def _check_some_stay(
    one: Listed, chosen: Sequence[Written], is_other: Callable[[Speaker], bool], called: str
) -> None:
    if not chosen:
        what = f"speaks in none of these entries{f' as {called}' if called else ''}"
        raise DigestError(one.slug, what, hint="list them with `digest speakers --json`")
    for entry in chosen:
        if sum(map(is_other, entry.file.entry.speakers)) > 1:
            hint = "say which one with --called NAME"
            raise DigestError(entry.file.where, f"{one.slug} is the slug of two speakers", hint=hint)
    theirs = (s for file in one.files for s in file.entry.speakers if s.slug == one.slug)
    if len(chosen) == len(one.files) and all(map(is_other, theirs)):
        hint = f"use `digest speakers rename {one.slug} NAME`, or name the entries of one of the two"
        raise DigestError(one.slug, "that would be everything this person said", hint=hint)


def _free_slug(desk: Desk, one: Listed, name: str, wanted: str) -> str:
    taken = {other.slug for other in desk.speakers}
    if wanted and wanted != slugify(wanted, max_length=len(wanted)):
        raise DigestError(wanted, "cannot be an address", hint=f"write {slugify(wanted) or 'letters'}")
    if wanted in taken:
        raise DigestError(wanted, "is the address of somebody already", hint="choose another --slug")
    base = slugify(name) or one.slug
    numbered = (f"{base}-{number}" if number > 1 else base for number in range(1, len(taken) + 2))
    return wanted or next(slug for slug in numbered if slug not in taken)


def _entries_of(
    desk: Desk, one: Listed, paths: Collection[Path], missed: str = "does not speak there"
) -> list[Written]:
    """Those entries of a person or an outlet that are named, or all; `missed` says why one is not."""
    found = {entry.path.resolve(): entry for entry in desk.entries_of(one)}
    for path in paths:
        if path.resolve() not in found:
            what = f"{one.name} ({one.slug}) {missed}"
            raise DigestError(str(path), what, hint="name other entries")
    wanted = {path.resolve() for path in paths} or found.keys()
    return [entry for path, entry in found.items() if path in wanted]


def _page_text(desk: Desk, kind: Kind, one: Listed) -> str:
    page = kind.pages(desk).get(one.slug)
    return page.text if page else pages.new(one.name, kind=one.kind)


def _namesakes(desk: Desk, kind: Kind, slug: str, name: str, *others: str) -> Iterator[Change]:
    """Pages for others of the same name; were one alone taught, the converter would take all for that one."""
    for other in kind.listed(desk):
        if other.slug not in {slug, *others} and other.known is None and key(other.name) == key(name):
            yield _page_change(desk, kind, other.slug, _page_text(desk, kind, other))


def _page_change(desk: Desk, kind: Kind, slug: str, text: str) -> Change:
    there = kind.pages(desk).get(slug)
    path = there.path if there else kind.folder(desk.settings) / f"{slug}.md"
    before = there.text if there else None
    return Change(path=path, where=_where(desk, kind, slug), before=before, after=text)


def _where(desk: Desk, kind: Kind, slug: str) -> str:
    return shown(kind.folder(desk.settings) / f"{slug}.md", desk.settings.root)


def _changed(entry: Written, text: str) -> Change:
    return Change(path=entry.path, where=entry.file.where, before=entry.text, after=text)


def _deleted(page: Page) -> Change:
    return Change(path=page.path, where=page.where, before=page.text, after=None)

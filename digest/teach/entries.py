"""Changing who speaks in an entry, or who printed it, in the text of its file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields

from digest.frontedit import delete, insert, move, put
from digest.frontmatter import EntryFile, load_file
from digest.markdown import paragraphs
from digest.model import Entry, KeyFigure, Quotation, Source, Speaker, SpeakerKind
from digest.teach.finding import key
from digest.text import same_words
from digest.yamltext import Path

_SPEAKER_KEYS = [field.name for field in fields(Speaker)]
_SOURCE_KEYS = [field.name for field in fields(Source)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Becoming:
    """Whom the chosen speakers of an entry become, and the names that are that person's elsewhere in it."""

    slug: str
    name: str
    kind: SpeakerKind
    chosen: Callable[[Speaker], bool]
    names: Collection[str] = ()  # of mentions, and of those who report or are spoken for

    def concerns(self, entry: Entry) -> bool:
        """Whether an entry names the person."""
        former = set(map(key, self.names))
        return any(map(self.chosen, entry.speakers)) or any(_names(entry, former))


def with_source(text: str, name: str, *, where: str) -> str:
    """The entry as printed by the outlet of this name."""
    return put(text, ("source", "name"), name, where=where, order=_SOURCE_KEYS)


def with_speakers(text: str, becoming: Becoming, *, where: str) -> str:
    """The entry with the chosen speakers as that person: one speaker, who says what they said."""
    file = load_file(text, where=where)
    body = _Body.of(file)
    text = _with_figures(text, file, becoming)
    for at, speaker in enumerate(file.entry.speakers):
        if becoming.chosen(speaker):
            text = _with_identity(text, ("speakers", at), speaker, becoming, body, where)
    text = _united(text, becoming.slug, body, where)
    return _with_names(text, becoming, where)


@dataclass(frozen=True, slots=True)
class _Body:
    """The words of an entry, by which what is found in it is put in order."""

    paragraphs: Sequence[str]
    whole: str

    @classmethod
    def of(cls, file: EntryFile) -> _Body:
        found = [same_words(paragraph) for paragraph in paragraphs(file.entry.body)]
        return cls(found, "\n".join(found))

    def place(self, words: str) -> int:
        """Where words stand first; -1 where they do not."""
        return self.whole.find(same_words(words))

    def order(self, quotation: Quotation) -> tuple[int, int]:
        """Where a quotation comes among others."""
        inside = 1 <= quotation.paragraph <= len(self.paragraphs)
        text = self.paragraphs[quotation.paragraph - 1] if inside else ""
        return quotation.paragraph, text.find(same_words(quotation.content))


def _with_identity(
    text: str, path: Path, speaker: Speaker, becoming: Becoming, body: _Body, where: str
) -> str:
    if speaker.slug != becoming.slug:
        text = put(text, (*path, "slug"), becoming.slug, where=where, order=_SPEAKER_KEYS)
    if speaker.kind != becoming.kind:
        text = put(text, (*path, "kind"), becoming.kind, where=where, order=_SPEAKER_KEYS)
    if speaker.name == becoming.name:
        return text
    text = put(text, (*path, "name"), becoming.name, where=where, order=_SPEAKER_KEYS)
    if becoming.name in speaker.aliases:
        text = delete(text, (*path, "aliases", speaker.aliases.index(becoming.name)), where=where)
    return _with_alias(text, path, speaker.name, body, where) if body.place(speaker.name) >= 0 else text


def _with_alias(text: str, path: Path, alias: str, body: _Body, where: str) -> str:
    """Another of the names that the article calls the speaker by, in the order of the text."""
    there = _speaker_at(text, path, where).aliases
    if alias in there:
        return text
    later = (at for at, other in enumerate(there) if body.place(other) > body.place(alias))
    at = next(later, len(there))
    return insert(text, (*path, "aliases", at), alias, where=where, order=_SPEAKER_KEYS)


def _united(text: str, slug: str, body: _Body, where: str) -> str:
    """One speaker where several have the slug: the first, with all their quotations as the text has them."""
    speakers = load_file(text, where=where).entry.speakers
    first, *others = [at for at, speaker in enumerate(speakers) if speaker.slug == slug] or [-1]
    for other in reversed(others):
        text = _with_words_of(text, ("speakers", first), ("speakers", other), body, where)
        text = delete(text, ("speakers", other), where=where)
    return text


def _with_words_of(text: str, path: Path, other: Path, body: _Body, where: str) -> str:
    absorbed = _speaker_at(text, other, where)
    for quotation in absorbed.quotations:
        there = _speaker_at(text, path, where).quotations
        at = sum(body.order(one) <= body.order(quotation) for one in there)
        text = move(text, (*other, "quotations", 0), (*path, "quotations", at), where=where)
    for alias in absorbed.aliases:
        if alias != _speaker_at(text, path, where).name:
            text = _with_alias(text, path, alias, body, where)
    for part in ("role", "on_behalf_of"):
        value = getattr(absorbed, part)
        if value and not getattr(_speaker_at(text, path, where), part):
            text = put(text, (*path, part), value, where=where, order=_SPEAKER_KEYS)
    return text


def _with_figures(text: str, file: EntryFile, becoming: Becoming) -> str:
    """The figures in the words of the chosen speakers as that person's."""
    for figures in ("key_figures", "figures"):
        for at, figure in enumerate(getattr(file.entry, figures)):
            if figure.speaker != becoming.slug and _is_theirs(figure, file.entry.speakers, becoming):
                text = put(text, (figures, at, "speaker"), becoming.slug, where=file.where)
    return text


def _is_theirs(figure: KeyFigure, speakers: Sequence[Speaker], becoming: Becoming) -> bool:
    """Whether a figure is a chosen speaker's: by its slug, or by its words where others share the slug."""
    having = [speaker for speaker in speakers if speaker.slug == figure.speaker]
    chosen = [speaker for speaker in having if becoming.chosen(speaker)]
    return bool(chosen) and (len(chosen) == len(having) or any(_says(speaker, figure) for speaker in chosen))


def _says(speaker: Speaker, figure: KeyFigure) -> bool:
    surface = same_words(figure.surface)
    return any(
        quotation.paragraph == figure.paragraph and surface in same_words(quotation.content)
        for quotation in speaker.quotations
    )


def _with_names(text: str, becoming: Becoming, where: str) -> str:
    """The person's former names replaced where an entry names somebody without a slug."""
    former = set(map(key, becoming.names)) - {key(becoming.name)}
    if not former:
        return text
    for path in list(_names(load_file(text, where=where).entry, former)):
        text = put(text, path, becoming.name, where=where)
    entry = load_file(text, where=where).entry
    speaker = next((at for at, one in enumerate(entry.speakers) if one.slug == becoming.slug), None)
    named = [at for at, mention in enumerate(entry.mentions) if mention.name == becoming.name]
    keeper: Path = ("mentions", *named[:1]) if speaker is None else ("speakers", speaker)
    for at in reversed(named[1:] if speaker is None else named):
        text = _with_role(text, keeper, entry.mentions[at].role, where)
        text = delete(text, ("mentions", at), where=where)
    return text


def _with_role(text: str, path: Path, role: str | None, where: str) -> str:
    """The speaker or mention with this role where none is known."""
    entry = load_file(text, where=where).entry
    there = entry.speakers if path[0] == "speakers" else entry.mentions
    if role is None or there[int(path[1])].role:
        return text
    return put(text, (*path, "role"), role, where=where, order=_SPEAKER_KEYS)


def _names(entry: Entry, former: Collection[str]) -> Iterator[Path]:
    """Where the names of people stand alone, and are former ones."""
    for at, speaker in enumerate(entry.speakers):
        if key(speaker.on_behalf_of or "") in former:
            yield "speakers", at, "on_behalf_of"
        for number, quotation in enumerate(speaker.quotations):
            if key(quotation.via or "") in former:
                yield "speakers", at, "quotations", number, "via"
    for at, mention in enumerate(entry.mentions):
        if key(mention.name) in former:
            yield "mentions", at, "name"


def _speaker_at(text: str, path: Path, where: str) -> Speaker:
    return load_file(text, where=where).entry.speakers[int(path[1])]

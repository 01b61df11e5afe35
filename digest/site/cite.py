"""An article as a reference: BibTeX, RIS, CSL-JSON and plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from digest.model import Speaker
from digest.site.catalog import Story, Utterance
from digest.site.publication import Publication, article_id
from digest.site.safe_text import filled, json_text, language_tag, legal, one_line, web_url
from digest.site.words import Words
from digest.text import slugify

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIBTEX = str.maketrans(  # BibTeX counts a brace even behind a backslash, so none may stand alone
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{mark: f"\\{mark}" for mark in "#$%&_"},
    }
)
_NAMED = 5  # words at either end of a text fragment
_NO_WORD = re.compile(r"\W+")
_NOT_ONE_NAME = re.compile(r",|\b(?:and|others)\b", re.IGNORECASE)


def bibtex(story: Story, publication: Publication, words: Words) -> str:
    """The article as a BibTeX `@article` of the newspaper that printed it."""
    entry, day = story.entry, story.day
    fields = {
        "author": " and ".join(map(_bibtex_name, _authors(story))),
        "title": f"{{{_bibtex(entry.title)}}}",  # a second pair of braces keeps the capitals
        "journal": _bibtex(entry.source.name),
        "year": f"{day.year:04d}",
        "day": str(day.day),
        "language": language_tag(entry.language),
        "url": _address(story, publication),
        "note": _bibtex(_found_in(story, publication, words)),
    }
    lines = [f"  {key} = {{{value}}},\n" for key, value in filled(fields).items()]
    return f"@article{{{_key(story)},\n{''.join(lines)}  month = {_MONTHS[day.month - 1]}\n}}\n"


def ris(story: Story, publication: Publication, words: Words) -> str:
    """The article in the RIS format; a value has one line, so none can begin a tag of its own."""
    entry = story.entry
    tags = [
        ("TY", "NEWS"),
        ("ID", _key(story)),
        *(("AU", name) for name in _authors(story)),
        ("TI", entry.title),
        ("T2", entry.source.name),
        ("PY", f"{story.day.year:04d}"),
        ("DA", f"{story.day.isoformat().replace('-', '/')}/"),
        ("SE", entry.section),
        ("AB", entry.summary),
        *(("KW", tag) for tag in entry.tags),
        ("LA", language_tag(entry.language)),
        ("UR", _address(story, publication)),
        ("N1", _found_in(story, publication, words)),
    ]
    values = ((tag, one_line(value or "")) for tag, value in tags)
    lines = (f"{tag}  - {value}\r\n" for tag, value in values if value)
    return "".join(lines) + "ER  - \r\n"


def csl_json(story: Story, publication: Publication, words: Words) -> str:
    """The article as CSL-JSON, a list of one; bylines stay as printed, not split into names."""
    entry, day = story.entry, story.day
    reference = {
        "id": _key(story),
        "type": "article-newspaper",
        "title": one_line(entry.title),
        "container-title": one_line(entry.source.name),
        "author": [{"literal": name} for name in _authors(story)],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "section": one_line(entry.section or ""),
        "abstract": one_line(entry.summary or ""),
        "language": language_tag(entry.language),
        "URL": _address(story, publication),
        "note": _found_in(story, publication, words),
    }
    return json_text([filled(reference)])


def plain(story: Story, publication: Publication, words: Words) -> str:
    """The article as a line to paste: who wrote it, what it is called, where and when it was printed."""
    entry = story.entry
    title, date = words.quoted(one_line(entry.title), entry.language), words.day(story.day)
    parts = [*_authors(story), title, one_line(entry.source.name), date, _address(story, publication)]
    return ", ".join(filter(None, parts))


def quotation(utterance: Utterance, publication: Publication, words: Words) -> str:
    """A quotation as a line to paste; only what was said in these words has quotation marks."""
    story, said = utterance.story, utterance.quotation
    name, content = _named(utterance.speaker, words), one_line(said.content)
    spoken = f"{words.quoted(content, story.entry.language)} – {name}"
    if said.kind != "direct":
        spoken = words.gettext("%(name)s, as reported: %(words)s") % {"name": name, "words": content}
    via = words.gettext("through %(name)s") % {"name": one_line(said.via)} if said.via else None
    source, date = one_line(story.entry.source.name), words.day(story.day)
    address = publication.url(story.src_uri, utterance.anchor) or original(story, said.content)
    return ", ".join(filter(None, [spoken, via, source, date, address]))


def _named(speaker: Speaker, words: Words) -> str:
    """Who speaks, and for whom."""
    name = one_line(speaker.name)
    if not speaker.on_behalf_of:
        return name
    return f"{name} ({words.gettext('for %(name)s') % {'name': one_line(speaker.on_behalf_of)}})"


def original(story: Story, words: str) -> str | None:
    """A link to these very words where they were printed, as a text fragment; nothing without an address.

    Of many words the first and the last are named: whatever stands between may be set otherwise there.
    """
    url = web_url(story.entry.source.url)
    spoken = legal(words).split()
    if url is None or not spoken:
        return url
    many = len(spoken) > 2 * _NAMED
    named = [spoken[:_NAMED], spoken[-_NAMED:]] if many else [spoken]
    page, _, place = url.partition("#")
    return f"{page}#{place.partition(':~:')[0]}:~:text={','.join(map(_fragment, named))}"


def _fragment(words: Sequence[str]) -> str:
    """Words as a text fragment holds them: letters and digits stay, whatever means something to it goes."""
    return _NO_WORD.sub(lambda mark: quote(mark[0], safe="").replace("-", "%2D"), " ".join(words))


def _authors(story: Story) -> list[str]:
    return [name for name in map(one_line, story.entry.authors) if name]


def _address(story: Story, publication: Publication) -> str | None:
    """Where the article was printed, else where the digest shows it."""
    return web_url(story.entry.source.url) or publication.url(story.src_uri)


def _found_in(story: Story, publication: Publication, words: Words) -> str:
    """The digest through which the article was found."""
    page = publication.url(story.src_uri) if web_url(story.entry.source.url) else None
    found = words.gettext("In: %(name)s") % {"name": one_line(publication.name)}
    return ", ".join(filter(None, [found, page]))


def _key(story: Story) -> str:
    """The name that cites the article, of letters, digits and hyphens."""
    return slugify(article_id(story), max_length=0) or "article"


def _bibtex(text: str) -> str:
    """Text as TeX prints it; every brace that is written has its partner."""
    return one_line(text).translate(_BIBTEX)


def _bibtex_name(name: str) -> str:
    """A byline as BibTeX takes it apart, or in braces where it would see several names in it."""
    return f"{{{_bibtex(name)}}}" if _NOT_ONE_NAME.search(name) else _bibtex(name)

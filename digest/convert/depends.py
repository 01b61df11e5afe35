"""What a conversion depends on: when none of it is another, neither is the conversion."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from digest.model import KnownSpeaker, Seed
from digest.registry import Registry
from digest.settings import Options
from digest.store import hashed

_CODE = (
    *("annotate", "parse", "charset.py", "errors.py", "frontmatter.py", "intake.py", "keys.py", "lengths.py"),
    *("mail.py", "markdown.py", "model.py", "render.py", "text.py", "wordlists.py", "yamltext.py"),
)
_WORD = re.compile(r"\w+")


def hash_of(seed: Seed, options: Options, taught: Registry) -> str:
    """A hash of the seed, of the converter, and of all that an editor chose and taught for it."""
    speakers = tuple(_speakers_in(seed, taught.speakers))
    return hashed(seed.path, seed.sha256, hash_of_all(options, replace(taught, speakers=speakers)))


def hash_of_all(options: Options, taught: Registry) -> str:
    """A hash of the converter, and of all that an editor chose and taught, whatever the seed."""
    return hashed(
        *(_code(), options.key_figures, options.all_figures),
        *(replace(known, body="") for known in taught.speakers),
        *(replace(known, body="") for known in taught.sources),
    )


def _speakers_in(seed: Seed, speakers: Sequence[KnownSpeaker]) -> Iterator[KnownSpeaker]:
    """Those taught speakers who share a word with a text: no other can matter to its conversion."""
    if not speakers or not seed.path.lower().endswith((".txt", ".md")):
        yield from speakers  # in a page's source a name may be cut by its markup
        return
    text = _words(html.unescape(seed.text))
    for known in speakers:
        if not text.isdisjoint(_words_of(known)):
            yield known


@cache
def _words_of(known: KnownSpeaker) -> frozenset[str]:
    return frozenset(word for name in (known.name, *known.aliases) for word in _words(name))


def _words(text: str) -> set[str]:
    folded = text.casefold()
    return {*_WORD.findall(folded), *_WORD.findall(folded.replace(".", ""))}


@cache
def _code() -> str:
    """A hash of the converter itself, its lexicons included."""
    package = Path(__file__).parents[1]
    files = [
        path
        for part in _CODE
        for path in (sorted((package / part).rglob("*")) if (package / part).is_dir() else [package / part])
        if path.is_file() and path.suffix != ".pyc"
    ]
    return hashed(*(path.read_bytes() for path in files))

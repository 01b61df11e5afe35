"""Lines of a page that are never the article's: found by lists of words, each list with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from digest.parse import lexicon
from digest.parse.dates import find_dates
from digest.parse.line import Line, fold

REASONS = {
    "advert": "advertisement",
    "share": "share buttons",
    "newsletter": "newsletter",
    "comments": "comments",
    "subscription": "login or subscription",
    "related": "link to other articles",
    "copyright": "copyright notice",
    "cookies": "cookies and terms",
    "cookie_tables": "cookies and terms",
    "credits": "who else worked on it",
    "navigation": "furniture of the page",
}

POST = "embedded post"
RELATED = REASONS["related"]

INVITATIONS = frozenset({REASONS["newsletter"], REASONS["subscription"]})

_READ = lexicon.either("reading")
_READING_TIME = re.compile(
    rf"\W*(?:(?:{_READ}):? )?\d{{1,3}}[- ]?(?:{lexicon.either('minutes')})\b\W*(?:{_READ})?\W*", re.IGNORECASE
)
_POST = re.compile(r"[—–-] ?\S.{0,80}\(@\w{1,30}\).{0,30}")
_END_MARK = re.compile(r"#{2,}|# # #|-?30-?|[-–—* ]*(?:ENDS?|Ends?)[-–—* ]*")  # as press releases close
_REPLIES = re.compile(rf"(?:\d{{1,5}} (?:{lexicon.either('replies')})|comments \d{{1,5}})\b")
_BIO = re.compile(
    r"[^\W\d_][^\W\d_]+ (?:[^\W\d_]\S*[ ,]+){1,3}(?:\([^)]*\) )?(?:is|was) (?:an?|the) (?P<post>[^.]{4,160})"
)
_IMAGE = re.compile(r"(?:\[?!\[[^\]]{0,500}\]\([^)]{1,1000}\)(?:\]\([^)]{1,1000}\))?)")
_SIDES = re.compile(
    r"\((?:left|right|centre|center|pictured|from left(?: to right)?)\)|\bfrom left(?: to right)?,",
    re.IGNORECASE,
)
_CREDIT_AT_END = re.compile(
    r"\((?:[^()]{0,60}\W)?(?:(?i:photo|image|picture|pic|handout|screenshot|courtesy)\b|via [A-Z])[^()]{0,60}"
    r"\)\W?$"
    r"|\((?=[^()]* )[^()\d]{2,40}/ ?[A-Z][^()\d]{1,40}\)\W?$"
)
_CREDIT_INSIDE = re.compile(rf"[.!?)”\"»] \(?(?:{lexicon.either('credits')})(?: by)?\s?:", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:(?:copyright|\(c\)) )?(?:©|\(c\)) ?(?:19|20)\d\d\b", re.IGNORECASE)
_RIGHTS_WORDS = 20  # of the longest notice
_COMMENT = re.compile(r".{2,60}(?: on | at |\W).{4,60}(?:said|says|wrote|writes|replied)\s?:")
_COUNTER = re.compile(r"[\W_]*(?:\d[\d.,:]*\W*[KkMm]?\+?\s?(?:shares?|comments?|views?|likes?|images?)?\W*)?")
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2} ?[:|/©(]")
_PLAIN = frozenset({"furniture_cookie_tables", "furniture_copyright", "furniture_credits"})
_ADDRESS = lexicon.words("address")
_CREDIT_WORDS = 6  # behind the mark of a photograph's credit
_LONGEST = 45  # words; no furniture is longer that a list of words could know
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases of a list: whole lines, or where `…` stands, the beginning or any part of one."""

    whole: frozenset[str]
    begins: re.Pattern[str]
    inside: re.Pattern[str]
    name: str

    def match(self, line: Line) -> bool:
        """Whether the line is one of these, or long prose apart, begins with or holds one."""
        if line.folded in self.whole:
            return True
        if line.words > _LONGEST:
            return False
        found = self.begins.match(line.folded)
        if found is not None and (not line.prose or found[0].count(" ") > 1 or _has_label(line)):
            return True
        part = self.inside.search(line.folded)
        return part is not None and (not line.prose or self._counts_in_prose(line, part.end()))

    def _counts_in_prose(self, line: Line, end: int) -> bool:
        """Whether a phrase makes furniture of a sentence: a report may tell of newsletters, too.

        Where a page speaks to its reader it does, and where only the page itself would say so.
        """
        if self.name == "captions":
            return line.folded.count(" ", end) < _CREDIT_WORDS
        return self.name in _PLAIN or not _ADDRESS.isdisjoint(line.folded.split())


def reason(line: Line) -> str | None:
    """Why a line is furniture; nothing for a line that may be the article's."""
    if _READING_TIME.fullmatch(line.text):
        return "reading time"
    if _COUNTER.fullmatch(line.text):
        return "a number or signs alone"
    if _IMAGE.fullmatch(line.text):
        return "image"
    if _POST.fullmatch(line.text):
        return POST
    if _REPLIES.match(line.folded) and line.words < 4:
        return REASONS["comments"]
    return _reason_by_words(line)


def _reason_by_words(line: Line) -> str | None:
    if _RIGHTS.match(line.text) and line.words < _RIGHTS_WORDS:
        return REASONS["copyright"]
    return next((why for name, why in REASONS.items() if phrases(f"furniture_{name}").match(line)), None)


def is_caption(line: Line) -> bool:
    """Whether a line describes or credits a photograph."""
    if phrases("captions").match(line) or _CREDIT_AT_END.search(line.text[-90:]):
        return True
    return (
        line.words < _LONGEST and (_CREDIT_INSIDE.search(line.text) or _SIDES.search(line.text)) is not None
    )


def is_comment_signature(line: Line) -> bool:
    """Whether a line says which reader wrote the comment below it, and when."""
    return line.words < 20 and _COMMENT.fullmatch(line.text) is not None and bool(find_dates(line.text))


def is_end(line: Line) -> bool:
    """Whether an article does not go on below a line, unless much prose follows."""
    return (
        _END_MARK.fullmatch(line.text) is not None
        or phrases("ends").match(line)
        or _REPLIES.match(line.folded) is not None
    )


def is_bio(line: Line) -> bool:
    """Whether a line presents an author: “Ada Berg is a reporter for The Daily Example.”"""
    match = _BIO.match(line.text)
    return match is not None and not lexicon.words("byline_roles").isdisjoint(fold(match["post"]).split())


def _has_label(line: Line) -> bool:
    """Whether a line opens with words and a colon, as `Photo:` and `Read more:` do."""
    return _LABEL.match(line.text) is not None


@cache
def phrases(name: str) -> Phrases:
    """One list of phrases, ready to match."""
    items = lexicon.lines(name)
    begins = [fold(item) for item in items if item.endswith("…") and not item.startswith("…")]
    inside = [fold(item) for item in items if item.startswith("…")]
    return Phrases(
        whole=frozenset(map(fold, items)),
        begins=re.compile(rf"(?:{lexicon.alternatives(begins)})\b" if begins else _NEVER),
        inside=re.compile(rf"\b(?:{lexicon.alternatives(inside)})\b" if inside else _NEVER),
        name=name,
    )

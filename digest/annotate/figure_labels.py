"""The words around a figure that say what is measured: its clause, verbatim."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"""(?<=[.!?…])["”’»')\]]*\s+(?=["“‘«„(\[]*[^\W_a-z])""")
_CLAUSE_END = re.compile(r"""(?:[,;:]["”’»]?\s+|\s[–—-]\s|[–—]|["“”«»„()\[\]]|\s*(?:\.\.\.|…)\s*)""")
# Where a clause too long to read may be cut once more.
_WEAK_END = re.compile(r"\s(?=(?:after|and|as|because|but|that|when|where|which|while|who)\s)")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Inc|Ltd|Corp|Co|No|approx|vs))\.$"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 200
_WINDOW = 400  # characters to each side; no clause that reads well is longer
_FEWEST_WORDS = 2


def label(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the clause stands that holds `text[start:end]`; nothing when it says no more than that.

    >>> text = "Yes. “We have built over 300 schools, more than ever,” she said."
    >>> low, high = label(text, text.index("over"), text.index(" schools"))
    >>> text[low:high]
    'We have built over 300 schools'
    """
    low, high = _sentence(text, start, end)
    left, right = _clause(text, (low, high), (start, end), _CLAUSE_END)
    if right - left > _LONGEST:
        left, right = _clause(text, (left, right), (start, end), _WEAK_END)
    left, right = _trim(text, (left, right), (start, end))
    if right - left > _LONGEST or _says_too_little(text, left, right, start, end, fewest=1):
        return None
    return left, right


def _clause(
    text: str, sentence: tuple[int, int], figure: tuple[int, int], boundary: re.Pattern[str]
) -> tuple[int, int]:
    """The piece between two boundaries that holds the figure, and more pieces where that says too little."""
    (low, high), (start, end) = sentence, figure
    cuts = _cuts(text, low, high, start, end, boundary)
    left = max((cut for _, cut in cuts if cut <= start), default=low)
    right = min((cut for cut, _ in cuts if cut >= end), default=high)
    while _says_too_little(text, left, right, start, end) and left > low:
        left = max((cut for _, cut in cuts if cut < left), default=low)
    while _says_too_little(text, left, right, start, end) and right < high:
        right = min((cut for cut, _ in cuts if cut > right), default=high)
    return left, right


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, as far as the window shows it."""
    low, high = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    for match in _SENTENCE_END.finditer(text, low, high):
        if _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            continue
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            return low, match.start()
    return low, high


def _cuts(
    text: str, low: int, high: int, start: int, end: int, boundary: re.Pattern[str]
) -> list[tuple[int, int]]:
    """The ends of clauses in a sentence, none of them inside the figure."""
    spans = (match.span() for match in boundary.finditer(text, low, high))
    return [(a, b) for a, b in spans if b <= start or a >= end]


def _says_too_little(
    text: str, left: int, right: int, start: int, end: int, fewest: int = _FEWEST_WORDS
) -> bool:
    around = text[left:start] + " " + text[end:right]
    return len(_WORD.findall(around)) < fewest


def _trim(text: str, clause: tuple[int, int], figure: tuple[int, int]) -> tuple[int, int]:
    """The piece without the signs at its ends, but with those of the figure and the bracket that it opens."""
    (left, right), (start, end) = clause, figure
    piece = text[left:right]
    left = min(start, left + len(piece) - len(piece.lstrip(" ,;:–—-\"“”«»„([)]’'….")))
    right = max(end, right - len(piece) + len(piece.rstrip(' ,;:–—-"“«»„([….')))
    opened = text.count("(", left, right) > text.count(")", left, right)
    return left, right + (opened and text[right : right + 1] == ")")

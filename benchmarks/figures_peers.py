"""How well peers read quantities, in one run on one core: `python benchmarks/figures_peers.py`.

Digest and each peer installed beside it read the same gold; the others are named and left out.
Times are the processor's, so that a busy machine changes them little.
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "eval"))

from figures import rows
from figures_adapters import PEERS, Figure, Reader
from gold import EVAL, evaluator

COLUMNS = ("", "V", "VU", "VC", "specifications", "ms a text", "ms an article", "failed", "licence")


def main() -> None:
    """Print a table, each peer's line as soon as it is measured."""
    stay_on_one_core()
    warnings.simplefilter("ignore")
    news, specifications, articles = sentences("newsquant"), sentences("ms_"), read_articles()
    print(f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|", sep="\n")
    for peer in PEERS:
        try:
            reader = peer.load()
        except Exception as missing:  # noqa: BLE001 a peer that cannot be had may say so in any way
            print(f"| {peer.package} | not measured: {missing} |", flush=True)
        else:
            cells = measure(reader, news, specifications, articles)
            print(
                f"| {peer.package} {version(peer.package)} | {' | '.join(cells)} | {peer.licence} |",
                flush=True,
            )


def stay_on_one_core() -> None:
    """Keep this process, and the threads of any library in it, on one core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def sentences(source: str) -> list[dict[str, Any]]:
    """The English records of the gold that come from a source."""
    return [row for row in rows("figures_dev") if row["lang"] == "en" and row["src"].startswith(source)]


def read_articles() -> list[str]:
    """The bodies of the English gold articles, which are only timed."""
    lines = (EVAL / "intake" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    pages = [page for page in map(json.loads, lines) if page["lang"] == "en"]
    return ["\n\n".join(block["text"] for block in page["gold"]["body"]) for page in pages]


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a peer found in each of some texts, how long a text took, and how many made it fail."""

    found: list[list[Figure]]
    ms: float
    failed: int


def measure(
    reader: Reader, news: list[dict[str, Any]], specifications: list[dict[str, Any]], articles: list[str]
) -> list[str]:
    """The cells of a peer's line, but for its name and licence."""
    run(reader, [row["text"] for row in news[:20]])  # many load their tables at the first call
    on_news = run(reader, [row["text"] for row in news])
    on_specifications = run(reader, [row["text"] for row in specifications])
    on_articles = run(reader, articles)
    predicted = {row["id"]: {"figures": found} for row, found in zip(news, on_news.found, strict=True)}
    scores = evaluator("figures").score(news, predicted)
    return [
        *(f"{scores[name][2]:.3f}" for name in ("V", "VU", "VC")),
        f"{recall(specifications, on_specifications.found):.3f}",
        f"{on_news.ms:.1f}",
        f"{on_articles.ms:.0f}",
        str(on_news.failed + on_specifications.failed + on_articles.failed),
    ]


def run(reader: Reader, texts: list[str]) -> Run:
    """Read the texts one after the other; a text that makes the peer fail has no figures."""
    found: list[list[Figure]] = []
    failed = 0
    start = time.process_time()
    for text in texts:
        try:
            found.append(reader(text))
        except Exception:  # noqa: BLE001 a peer's failure is a result
            found.append([])
            failed += 1
    return Run(found=found, ms=(time.process_time() - start) * 1000 / len(texts), failed=failed)


def recall(gold: list[dict[str, Any]], found: list[list[Figure]]) -> float:
    """How many of the gold's quantities are read with their value."""
    hits = [
        any(evaluator("figures").val_ok(figure, guess) for guess in guesses)
        for row, guesses in zip(gold, found, strict=True)
        for figure in row["figures"]
    ]
    return sum(hits) / len(hits)


if __name__ == "__main__":
    main()

"""Score attribution on the gold quotations that lie beside the checkout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from gold import EVAL

from digest.annotate.attribution import Attribution, attribute

FOLDER = EVAL / "quotes"
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def read(name: str) -> list[dict[str, Any]]:
    """The lines of one gold file."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def predict(text: str) -> list[dict[str, Any]]:
    """The quotations of one text, with offsets into it."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    found = attribute([line.group() for line in lines])
    return [_as_offsets(quotation, [line.start() for line in lines]) for quotation in found.quotations]


Reader = Callable[[str], list[dict[str, Any]]]


def evaluate(
    gold: str, documents: Iterable[dict[str, Any]], *options: str, reader: Reader = predict
) -> dict[str, Any]:
    """What the given evaluate.py says of our predictions, or another reader's, for the documents."""
    output = run(gold, documents, "--json", *options, reader=reader)
    return json.loads(output.splitlines()[0])


def run(gold: str, documents: Iterable[dict[str, Any]], *options: str, reader: Reader = predict) -> str:
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        with predictions.open("w", encoding="utf-8") as file:
            for document in documents:
                line = {"id": document["id"], "quotes": reader(document["text"])}
                file.write(json.dumps(line) + "\n")
        command = [
            sys.executable,
            str(FOLDER / "evaluate.py"),
            str(FOLDER / gold),
            str(predictions),
            *options,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def wrong_among_named(scores: dict[str, Any]) -> float:
    """Per cent of the matched quotations given a name that were given a wrong one."""
    total = scores["speaker"]["total"]
    named = 100 - total["empty"]
    return round(100 * (named - total["acc"]) / named, 2)


def pronouns(documents: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Right, wrong and empty per cent over the silver he/she sources of these documents."""
    by_id = {document["id"]: document for document in documents}
    silver = [row for row in read("silver_pronoun_dev.jsonl") if row["id"] in by_id]
    cache: dict[str, list[dict[str, Any]]] = {}
    counts = {"right": 0, "wrong": 0, "empty": 0}
    for row in silver:
        if row["id"] not in cache:
            cache[row["id"]] = predict(by_id[row["id"]]["text"])
        counts[judge(row, cache[row["id"]])] += 1
    return {key: round(100 * count / max(1, len(silver)), 1) for key, count in counts.items()} | {
        "n": len(silver)
    }


def coreference() -> dict[str, float]:
    """Right, wrong and empty per cent over the he/she sources whose speaker is gold by coreference."""
    counts = {"right": 0, "wrong": 0, "empty": 0}
    for document in read("extra_gum_speakers.jsonl"):
        text = document["text"]
        quotes = predict(text)
        for quote in document["quotes"]:
            if (
                quote["speaker"]
                and quote["source"]
                and text[slice(*quote["source"])].lower() in ("he", "she")
            ):
                counts[judge(quote, quotes)] += 1
    total = max(1, sum(counts.values()))
    return {key: round(100 * count / total, 1) for key, count in counts.items()} | {"n": total}


def judge(row: dict[str, Any], quotes: Sequence[dict[str, Any]]) -> str:
    """Whether the quotation with this pronoun as its source has the right speaker."""
    start, end = row["source"]
    for quote in quotes:
        source = quote["source"]
        if source and source[0] < end and start < source[1]:
            if not quote["speaker"]:
                continue
            return "right" if surname(quote["speaker"]) == surname(row["speaker"]) else "wrong"
    return "empty"


def surname(name: str) -> str:
    words = [w for w in re.findall(r"[\w'’]+", name.lower()) if w not in SUFFIXES]
    return re.sub(r"['’]s$", "", words[-1]) if words else ""


def milliseconds(documents: Sequence[dict[str, Any]], reader: Reader = predict) -> float:
    """Time an article takes, on average."""
    reader(documents[0]["text"])
    start = time.process_time()
    for document in documents:
        reader(document["text"])
    return 1000 * (time.process_time() - start) / len(documents)


def _as_offsets(quotation: Attribution, starts: Sequence[int]) -> dict[str, Any]:
    def place(span: Any) -> list[int] | None:
        return (
            None
            if span is None
            else [starts[span.paragraph - 1] + span.start, starts[span.paragraph - 1] + span.end]
        )

    return {
        "content": place(quotation.content),
        "source": place(quotation.source),
        "cue": place(quotation.cue),
        "speaker": quotation.speaker.name.replace("’", "'") if quotation.speaker else None,
    }


def main() -> None:
    """Print the scores of the dev set; `--half 0` or `1` takes every second article."""
    half = sys.argv[sys.argv.index("--half") + 1] if "--half" in sys.argv else None
    documents = read("dev.jsonl")
    chosen = documents if half is None else documents[int(half) :: 2]
    options = ["--errors", sys.argv[sys.argv.index("--errors") + 1]] if "--errors" in sys.argv else []
    print(run("dev.jsonl", chosen, *options))
    scores = evaluate("dev.jsonl", chosen)
    print("wrong among named", wrong_among_named(scores), "ms", round(milliseconds(chosen[:60]), 1))
    print("pronouns", pronouns(chosen))
    print("coreference", coreference())


if __name__ == "__main__":
    main()

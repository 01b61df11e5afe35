"""How fast and how surely reprints are found: `python benchmarks/near_duplicates.py 10000`.

Every tenth story of the invented corpus is printed again the next day by another paper, with every
thirtieth word changed and the last paragraph cut. Shown are the seconds of computing, once with the stories
spread over years and once on a single day, how many reprints were found, and how many pairs are wrong.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from corpus import entry

from digest.model import Entry, Source
from digest.near_duplicates import near_duplicates


def reprint(printed: Entry) -> Entry:
    """The same story in another paper, lightly edited."""
    words = printed.body.rsplit("\n\n", 1)[0].split(" ")
    words[::30] = ["edited"] * len(words[::30])
    later = replace(printed.timestamp, day=printed.timestamp.day + timedelta(days=1))
    return replace(printed, body=" ".join(words), source=Source(name="Another paper"), timestamp=later)


def corpus(count: int) -> dict[str, Entry]:
    """`count` entries by name; a reprint has its story's name with a mark behind it."""
    stories = {f"{number}": entry(number) for number in range(count * 10 // 11)}
    again = {f"{name}+": reprint(story) for name, story in stories.items() if int(name) % 10 == 0}
    return stories | again


def on_one_day(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The same entries, all printed on the day of the first."""
    day = entries["0"].timestamp
    return {name: replace(printed, timestamp=day) for name, printed in entries.items()}


def main() -> None:
    """Print the time and the score of both corpora."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    entries = corpus(count)
    wanted = {(name.rstrip("+"), name) for name in entries if name.endswith("+")}
    for what, printed in (("over years", entries), ("on one day", on_one_day(entries))):
        start = time.process_time()
        groups = near_duplicates(printed)
        seconds = time.process_time() - start
        found = {(group[0], later) for group in groups for later in group[1:]}
        print(
            f"{len(printed)} entries {what}: {seconds:.1f} s; "
            f"{len(found & wanted)} of {len(wanted)} reprints found, {len(found - wanted)} wrong"
        )


if __name__ == "__main__":
    main()

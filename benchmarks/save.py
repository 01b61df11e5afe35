"""How long an editor waits for a saved entry while `digest serve` runs: `python benchmarks/save.py 16 300`.

For each number of articles a digest is served, one entry gets another title several times, and its page is
asked for until it shows it. Beside it stands the time of the first build, in the same run: the ratio counts.
On a busy machine the processor's time says more (Linux alone tells that of a server that still runs).
"""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from corpus import write

CONFIG = "site_name: B\ntheme: {name: material, font: false}\ndocs_dir: content\nplugins: [digest]\n"
SAVES = 5
TITLE = re.compile(r"^title: .*$", re.MULTILINE)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, words: str) -> None:
    """Ask for a page until it holds the words, for two minutes at most."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if words in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(url)


def spent(process: int) -> float:
    """Seconds of the processor that a process and its children have used; 0 where nobody tells."""
    folder = Path(f"/proc/{process}")
    if not (folder / "stat").exists():
        return 0
    used = (folder / "stat").read_text().rpartition(") ")[2].split()[11:13]
    children = (folder / f"task/{process}/children").read_text().split()
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK") + sum(map(spent, map(int, children)))


def measure(count: int, folder: Path) -> tuple[float, list[float], float]:
    """Seconds until the first page, from each save to its page, and of the processor for all saves."""
    write(count, folder / "content/articles", folder / "stock")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "seeds").mkdir()
    entry = sorted((folder / "content/articles").glob("*.md"))[count // 2]
    port = free_port()
    url = f"http://127.0.0.1:{port}/articles/{entry.stem}/"
    command = [sys.executable, "-m", "digest", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=os.environ | {"EDITOR": ""}, **quiet) as server:
        try:
            wait_for(url, "<h1")
            first = time.perf_counter() - start
            saves, before = [], spent(server.pid)
            for number in range(SAVES):
                text = TITLE.sub(f"title: Saved {number}", entry.read_text("utf-8"), count=1)
                time.sleep(1.5)  # the server looks for changes twice a second; the last build is done
                start = time.perf_counter()
                entry.write_text(text, encoding="utf-8")
                wait_for(url, f"Saved {number}")
                saves.append(time.perf_counter() - start)
            used = spent(server.pid) - before
        finally:
            server.terminate()
    return first, saves, used


def main() -> None:
    """Print what an editor waits for at each size."""
    for count in map(int, sys.argv[1:] or ["16", "300"]):
        with tempfile.TemporaryDirectory() as folder:
            first, saves, used = measure(count, Path(folder))
        middle = statistics.median(saves)
        print(
            f"{count} articles: first page {first:.1f} s, after a save {middle:.2f} s "
            f"({min(saves):.2f} to {max(saves):.2f}); ratio {middle / first:.2f}; "
            f"{used / SAVES:.2f} s of the processor a save"
        )


if __name__ == "__main__":
    main()

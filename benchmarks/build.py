"""How long a build takes beside stock Material on the same articles: `python benchmarks/build.py 300`.

Both sites are built in turn, several times; what counts is the ratio of the processor's time within one run.
The digest builds more pages: every speaker, source and month, and the home page.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import write

THEME = "site_name: B\ntheme: {name: material, font: false}\ndocs_dir: content\n"
RUNS = 3


def build(project: Path) -> float:
    """Seconds of the processor for one whole `mkdocs build`."""
    start = _spent()
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=project, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=True)
    return _spent() - start


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print both times and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "digest"), Path(folder, "stock")
        write(count, ours / "content/articles", stock / "content/articles")
        (ours / "mkdocs.yml").write_text(f"{THEME}plugins: [digest]\n", encoding="utf-8")
        (stock / "mkdocs.yml").write_text(
            f"{THEME}plugins: [search]\nnot_in_nav: /articles/\nnav: [articles/0.md]\n", encoding="utf-8"
        )
        times = [(build(ours), build(stock)) for _ in range(RUNS)]
    digest, plain = (statistics.median(column) for column in zip(*times, strict=True))
    ratios = sorted(ours / stock for ours, stock in times)
    print(
        f"{count} articles: digest {digest:.1f} s, stock Material {plain:.1f} s; "
        f"ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


if __name__ == "__main__":
    main()

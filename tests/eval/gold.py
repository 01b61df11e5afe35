"""Where the gold data lies, and what is done without it.

It is `shared/eval` beside the checkout, or in the folder that DIGEST_SHARED names; it is no part of the
project, since most of its texts belong to their publishers. Without it the scores are skipped, unless
DIGEST_GOLD says that they are required.
"""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

EVAL = Path(os.environ.get("DIGEST_SHARED") or Path(__file__).parents[3] / "shared").resolve() / "eval"

needs_gold = pytest.mark.skipif(
    not EVAL.is_dir() and not os.environ.get("DIGEST_GOLD"),
    reason="the gold data does not lie beside the checkout",
)


@cache
def evaluator(name: str) -> ModuleType:
    """The scoring script that came with one kind of gold."""
    spec = importlib.util.spec_from_file_location(f"{name}_evaluate", EVAL / name / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

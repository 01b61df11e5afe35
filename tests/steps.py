"""The order of growth of a call, told without a clock: a busy machine cannot change it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(run: Callable[[], object]) -> int:
    """How many lines of Python run in a call; what C code does between them is not seen."""
    count = 0

    def tracer(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal count
        count += 1
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def growth(run: Callable[[int], object], size: int) -> float:
    """How many times the steps twice the size takes: 2 where they grow with it, 4 with its square."""
    run(1)  # what is loaded once counts for neither
    once = steps(lambda: run(size))
    return steps(lambda: run(2 * size)) / once

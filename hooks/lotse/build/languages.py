"""The same work for each language, side by side where there are several processors."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from lotse.build.result import BuildError

T = TypeVar("T")
_work: Callable[[str], Any] | None = None  # what the child processes do; they inherit it with everything it needs


def in_each_language(languages: Iterable[str], work: Callable[[str], T]) -> dict[str, T]:
    """What the work gives for each language. Raises BuildError when a process is killed on the way.

    Child processes are forked, so that they have data and answers without a copy; where that is not possible,
    and for one language, the work is done here.
    """
    codes = list(languages)
    workers = min(len(codes), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1)
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return {code: work(code) for code in codes}
    global _work
    _work = work
    gc.freeze()  # the children share what is there, and looking through it would copy it
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            return dict(zip(codes, pool.map(_do, codes), strict=True))
    except BrokenProcessPool as error:
        raise BuildError("Ein Teil des Baus wurde abgebrochen, etwa weil der Speicher nicht reicht.") from error
    finally:
        _work = None
        gc.unfreeze()


def _do(code: str) -> Any:
    if _work is None:
        raise RuntimeError("the process was not forked from a build")
    return _work(code)

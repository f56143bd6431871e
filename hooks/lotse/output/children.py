"""Programs that a build runs: they end with it, and so does whatever they have started themselves."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

_GRACE = 10.0
"""How many seconds a program has to end when asked; then it is killed."""


def run_child(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[Any]:
    """Runs a program to its end, with the options of `subprocess.Popen`.

    When we are interrupted meanwhile, it and its own children are ended before the interruption goes on.
    """
    options = {"stdin": subprocess.DEVNULL} | options
    with subprocess.Popen(command, process_group=0, **options) as child:
        try:
            out, err = child.communicate()
        except BaseException:
            _end(child)
            raise
    return subprocess.CompletedProcess(command, child.returncode, out, err)


def _end(child: subprocess.Popen[Any]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        child.wait(_GRACE)
    with suppress(ProcessLookupError, PermissionError):  # the rest of the group, deaf ones among them
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()

"""legday as a process that is ended with SIGKILL; begun a thousand times, so its modules are loaded only once.

    python -m validation.durable.process

reads lines of JSON: a list of words begins legday with them, null kills it. Before either, whatever runs is killed with
-9 and waited for. The process is a fork of this one, which has imported legday and nothing more; a list under "cold"
begins a new Python instead, as somebody who types the command does. Each line is answered by the exit status of the
process that was ended, "wait" by that of one that ends by itself.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import TracebackType
from typing import Self

COMMAND = "from legday.cli import main; main()"
LOADED = ("uvicorn", "legday.web.app", "legday.web.charts", "legday.plan.solve")
"""What `legday serve` loads as it begins."""


class Process:
    """A legday that can be begun and killed again and again."""

    def __init__(self, env: Mapping[str, str]) -> None:
        words = [sys.executable, "-m", "validation.durable.process"]
        self._forks = subprocess.Popen(  # noqa: S603 (our own program)
            words, env=dict(env), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.kill()  # answered once its modules are loaded

    def _say(self, line: object) -> int | None:
        assert self._forks.stdin
        assert self._forks.stdout
        self._forks.stdin.write(json.dumps(line) + "\n")
        self._forks.stdin.flush()
        answer: int | None = json.loads(self._forks.stdout.readline())
        return answer

    def begin(self, *words: str, cold: bool = False) -> None:
        """Kill what runs, then begin legday with these words."""
        self._say({"cold": words} if cold else words)

    def kill(self) -> int | None:
        """Kill what runs; give its exit status as ``waitpid`` does (9: it was killed, 0: it had ended before)."""
        return self._say(None)

    def wait(self) -> int | None:
        """Wait until it ends by itself."""
        return self._say("wait")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        assert self._forks.stdin
        self._forks.stdin.close()
        self._forks.wait()


def main() -> None:
    from legday.cli import main as run

    for module in LOADED:
        import_module(module)
    child = 0
    for line in sys.stdin:
        told = json.loads(line)
        ended = None
        if child:
            if told != "wait":
                os.kill(child, signal.SIGKILL)
            ended, child = os.waitpid(child, 0)[1], 0
        if told and told != "wait":
            child = os.fork()
            if not child:
                begin(told, run)
        print(json.dumps(ended), flush=True)


def begin(told: object, run: Callable[[], object]) -> None:
    """Become legday, in the child; its words go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    if isinstance(told, dict):
        os.execv(sys.executable, [sys.executable, "-c", COMMAND, *told["cold"]])  # noqa: S606 (our own program)
    assert isinstance(told, list)
    sys.argv = ["legday", *told]
    try:
        run()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 0)
    os._exit(0)


if __name__ == "__main__":
    main()

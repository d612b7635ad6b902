"""What a process and its children hold: memory, files, threads. Where there is no /proc, nothing is known."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_MB = 1 << 20


@dataclass(frozen=True)
class Held:
    """At one moment (monotonic seconds): memory in MB, of the process and of its children; open files; threads.

    Memory is what is resident and its own: a mapped index is not, as the system takes that back when it needs to.
    `seconds` of processor time it has used so far, and `seconds_of_children` those of its children that have ended;
    `starved`, for how many seconds its threads were ready to run while others had all processors.
    """

    at: float
    memory: float
    of_children: float
    files: int
    threads: int
    seconds: float
    seconds_of_children: float
    starved: float


def held(pid: int) -> Held | None:
    """What the process holds now; None where that cannot be read."""
    try:
        status = (_PROC / str(pid) / "status").read_text()
        files = len(os.listdir(_PROC / str(pid) / "fd"))
        children = [_resident(child) for child in _descendants(pid)]
        # After the name, which stands in brackets and may hold anything: fields 14 to 17 are ticks.
        ticks = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[11:15]
    except OSError:
        return None
    return Held(
        time.monotonic(),
        _field(status, "RssAnon") / 1024,
        sum(children),
        files,
        _field(status, "Threads"),
        sum(map(int, ticks[:2])) / os.sysconf("SC_CLK_TCK"),
        sum(map(int, ticks[2:])) / os.sysconf("SC_CLK_TCK"),
        sum(_starved(path) for path in (_PROC / str(pid) / "task").glob("*/schedstat")),
    )


@dataclass(frozen=True)
class Spent:
    """From one moment to another: seconds of a processor, of the process and of its children; seconds without one."""

    own: float = 0.0
    of_children: float = 0.0
    starved: float = 0.0

    @classmethod
    def between(cls, first: Held | None, last: Held | None) -> Spent:
        """What was spent from one moment to another; nothing where that is not known."""
        if first is None or last is None:
            return cls()
        children = last.seconds_of_children - first.seconds_of_children
        return cls(last.seconds - first.seconds, children, last.starved - first.starved)


def size_of(folder: Path) -> float:
    """The size of all files in a folder, in MB."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # a file of SQLite's or tantivy's that came and went
            continue
    return total / _MB


class Watch(threading.Thread):
    """Looks at a process every so many seconds, until it is stopped."""

    def __init__(self, pid: int, every: float = 0.5) -> None:
        super().__init__(name="watch", daemon=True)
        self.seen: list[Held] = []
        self._pid, self._every = pid, every
        self._stopped = threading.Event()

    def run(self) -> None:
        """Look, and look again."""
        while not self._stopped.wait(self._every):
            if now := held(self._pid):
                self.seen.append(now)

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self.join()

    def between(self, begin: float, end: float) -> list[Held]:
        """What was seen from one moment to another."""
        return [one for one in self.seen if begin <= one.at <= end]


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for listed in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            children = [int(child) for child in listed.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def _resident(pid: int) -> float:
    try:
        return _field((_PROC / str(pid) / "status").read_text(), "RssAnon") / 1024
    except OSError:  # it has ended
        return 0.0


def _starved(path: Path) -> float:
    try:
        return int(path.read_text().split()[1]) / 1e9
    except (OSError, IndexError):  # the thread has ended, or the system does not say
        return 0.0


def _field(status: str, name: str) -> int:
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{name}:")), 0)

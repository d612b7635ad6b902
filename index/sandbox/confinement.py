"""The limits that a process which reads a foreign document sets itself, before it looks at the document."""

from __future__ import annotations

import resource
import signal
from contextlib import suppress

from index.limits import ChatLimits

PATIENCE = 3
"""Number of seconds by the clock for each second of CPU time: the process gives way to others."""

_OPEN_FILES = 64
# Address space beyond the memory that is written to: programs, models, stacks.
_MAPPED = 2**30


def confine(limits: ChatLimits) -> None:
    """Limit this process. Beyond its memory, MemoryError is raised or it aborts; beyond its time, it is killed.

    The clock ends it too where whoever started it is gone. macOS accepts limits of memory, and ignores them: there only
    those of time hold.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, largest_file(limits))
    _limit(resource.RLIMIT_DATA, limits.parse_memory)
    _limit(resource.RLIMIT_AS, limits.parse_memory + _MAPPED)
    used = resource.getrusage(resource.RUSAGE_SELF)
    # At the hard limit of time the kernel kills without saying why; a second before, it sends SIGXCPU.
    _limit(resource.RLIMIT_CPU, limits.parse_seconds + int(used.ru_utime + used.ru_stime) + 1, grace=1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.parse_seconds * PATIENCE)


def largest_file(limits: ChatLimits) -> int:
    """The most bytes that the process may write to a file: the passages, as they are to be stored and indexed."""
    return limits.stored_bytes + limits.index_bytes


def _limit(what: int, most: int, grace: int = 0) -> None:
    _, hard = resource.getrlimit(what)
    hardest = most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)
    with suppress(ValueError, OSError):  # a limit that this system does not know, or that is exceeded already
        resource.setrlimit(what, (min(most, hardest), hardest))

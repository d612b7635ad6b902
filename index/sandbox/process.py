"""Starts a process that reads a foreign document, waits for it within its limits, and kills it otherwise."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec

from index.errors import LimitExceeded, LoadError, ReadingFailed
from index.limits import ChatLimits
from index.preparing import Prepared
from index.sandbox.confinement import PATIENCE, largest_file
from index.sandbox.messages import Done, Exceeded, Order, Report, encode, to_report
from index.sandbox.messages import prepared as to_prepared

NICENESS = 10
"""How much nicer the process is than this one, from its start: its imports take a second of a processor already."""

_LONGEST_REPORT = 100_000  # bytes
# Seconds for the start of the process, whose imports take about one.
_START = 20
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGALRM)


@asynccontextmanager
async def prepared(order: Order, file: BinaryIO | None = None) -> AsyncIterator[Prepared]:
    """The document of an order, read from `file`, and ready to be stored as long as the context lasts.

    Cancelled, it kills the process. Raises LoadError, LimitExceeded, and ReadingFailed if the process came to its end
    otherwise.
    """
    with TemporaryFile() as passages:
        match await _carried_out(order, file, passages):
            case Done() as done:
                yield to_prepared(order, done, passages)
            case Exceeded(name, limit, line):
                raise LimitExceeded(name, limit, order.limits, line)
            case refused:
                raise LoadError(refused.name, refused.why, refused.line)


async def _carried_out(order: Order, file: BinaryIO | None, passages: BinaryIO) -> Report:
    files = [passages.fileno()]
    if file is not None:
        file.flush()
        file.seek(0)
        files.append(file.fileno())
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-s", "-X", "utf8", "-m", "index.sandbox"),
        *map(str, files),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # a traceback may quote the document
        pass_fds=files,
        env=_environment(),
        cwd="/",
        process_group=0,  # not a session: Linux gives each the same share of the processors, however nice
    )
    with suppress(OSError):  # it has ended, or we are as nice as can be
        os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    try:
        async with asyncio.timeout(_START + order.limits.parse_seconds * PATIENCE):
            said = b""
            if process.stdin and process.stdout:  # which PIPE makes, and the types do not know
                said = await _talk(process.stdin, process.stdout, encode(order))
            if len(said) > _LONGEST_REPORT:
                _kill(process)
            status = await process.wait()
    except TimeoutError:
        raise _out_of_time(order.name, order.limits) from None
    finally:
        await _end(process)
    if status in _OUT_OF_TIME:
        raise _out_of_time(order.name, order.limits)
    try:
        report = to_report(said)
    except msgspec.MsgspecError:
        raise ReadingFailed(order.name, f"the process that read it came to an end (status {status})") from None
    if os.fstat(passages.fileno()).st_size > largest_file(order.limits):
        raise LimitExceeded(order.name, "index_bytes", order.limits)
    return report


async def _talk(stdin: asyncio.StreamWriter, stdout: asyncio.StreamReader, order: bytes) -> bytes:
    """Hand in the order, and read the report. One that is too long is given back in part: it cannot be decoded."""
    with suppress(ConnectionError):  # it has come to an end
        stdin.write(order)
        await stdin.drain()
    stdin.close()
    said = b""
    while len(said) <= _LONGEST_REPORT and (read := await stdout.read(_LONGEST_REPORT)):
        said += read
    return said


async def _end(process: Process) -> None:
    """Kill the process if it still runs, and wait for its end, also when cancelled."""
    _kill(process)
    await asyncio.shield(process.wait())


def _kill(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _out_of_time(name: str, limits: ChatLimits) -> LimitExceeded:
    return LimitExceeded(name, "parse_seconds", limits)


def _environment() -> dict[str, str]:
    """The environment of the process: no token, and nothing else that is not needed."""
    environment = {
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
        "PYTHAINLP_READ_ONLY": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    if libraries := os.environ.get("LD_LIBRARY_PATH"):
        environment["LD_LIBRARY_PATH"] = libraries
    return environment

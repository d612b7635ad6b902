"""Fixtures of all tests: none depends on timing, and none leaves anything behind for the next."""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A shell without job control has what it runs in the background ignore Ctrl-C, and processes pass that on.
signal.signal(signal.SIGINT, signal.default_int_handler)

# All HTTP here is plain and on loopback. To read the certificates of all authorities takes each client, of which every
# bot has two, longer than anything else in its start.
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)
# Variables that may come in the middle of a test: pytest's own, and one for a library that is loaded when it is needed.
_VARIABLES_THAT_COME = ("PYTEST_CURRENT_TEST", "PYTHAINLP_READ_ONLY")
# Seconds for a thread to end.
_ENOUGH = 60
_LOGGERS = (None, "bot", "index", "telegram", "httpx")


@pytest.fixture(autouse=True)
def _nothing_stays_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each test ends the threads that it started, closes its files and sockets, and restores what is global."""
    folder = str(tmp_path_factory.getbasetemp())
    before, set_before = _open(folder), _set()
    yield
    for thread in set(threading.enumerate()) - before:
        while thread.ident is None and thread in threading.enumerate():  # one that is about to start
            time.sleep(0.001)
        thread.join(_ENOUGH)  # one that is about to end
    if _open(folder) - before:
        gc.collect()  # what nobody holds any more; where it should have been closed, that is a ResourceWarning
    assert not _open(folder) - before, "left behind"
    set_after = _set()
    names = set_before.keys() | set_after.keys()
    assert not [name for name in names if set_before.get(name) != set_after.get(name)], "changed"


def _open(folder: str) -> set[object]:
    """The threads that run, the sockets, and the open files in a folder."""
    return {*threading.enumerate(), *(one for one in _open_files() if one.startswith((folder, "socket:")))}


def _open_files() -> Iterator[str]:
    """What the file descriptors of this process stand for; nothing where the system does not say."""
    for descriptor in Path("/proc/self/fd").glob("*"):
        try:
            yield os.readlink(descriptor)
        except OSError:  # that of the folder itself
            continue


def _set() -> dict[str, object]:
    """What is global in a process, by name."""
    loggers = {name or "root": logging.getLogger(name) for name in _LOGGERS}
    return {
        "the current folder": os.getcwd(),
        **{f"${name}": value for name, value in os.environ.items() if name not in _VARIABLES_THAT_COME},
        **{f"the level of the log {name}": logger.level for name, logger in loggers.items()},
        **{f"the handlers of the log {name}": list(logger.handlers) for name, logger in loggers.items()},
    }

"""One thing that was examined."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    """It works; somebody may want to know."""
    PROBLEM = "problem"
    """Something does not work, or soon will not."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was examined, how it is, and in one line what was found and what to do."""

    what: str
    state: State
    found: str


def ok(what: str, found: str) -> Examined:
    """Something that is as it should be."""
    return Examined(what, State.OK, found)


def note(what: str, found: str) -> Examined:
    """Something that somebody may want to know."""
    return Examined(what, State.NOTE, found)


def problem(what: str, found: str) -> Examined:
    """Something that does not work."""
    return Examined(what, State.PROBLEM, found)

"""What takes bytes from others, a file each: `fuzz(data)` raises for nothing but a broken promise.

Loaders end with a LoadError at most, settings with a SettingsError, and so on; whatever else is raised is a finding.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

TARGETS = ("text", "markdown", "rows", "synonyms", "settings", "updates")


def target(name: str) -> Callable[[bytes], None]:
    """The function that a target's bytes are given to."""
    found: Callable[[bytes], None] = import_module(f"tests.fuzz.targets.{name}").fuzz
    return found

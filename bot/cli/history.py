"""What was typed in earlier conversations, kept in the data directory for the arrow keys."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

from index.store.private_files import FILE, narrow

NAME = "history"
MOST = 1_000
"""Number of lines that are kept."""

_LONGEST = 4_000


class History:
    """The lines typed, oldest first, in a file that only its owner can open. A file that cannot be used holds none."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / NAME
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                self.lines = list(deque((line.rstrip("\n") for line in file if line.strip()), MOST))
        except OSError:
            self.lines = []
        narrow([self._path])

    def add(self, line: str) -> None:
        """Keep a line, unless it is the last one again; of too many, the oldest half goes."""
        line = " ".join(line.split())[:_LONGEST]
        if not line or self.lines[-1:] == [line]:
            return
        self.lines.append(line)
        if len(self.lines) <= MOST:
            self._write([line], os.O_APPEND)
        else:
            del self.lines[: MOST // 2]
            self._write(self.lines, os.O_TRUNC)

    def _write(self, lines: list[str], how: int) -> None:
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | how, FILE)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
                file.writelines(f"{line}\n" for line in lines)
        except OSError:
            return

"""Measure every kind of hostile text on everything that reads it, and print what is not linear."""

from __future__ import annotations

import sys
import time

from tests.hostile import DOCUMENT, KINDS, MESSAGE
from tests.linearity.entries import DOCUMENTS, MESSAGES, STORED
from tests.linearity.measuring import growth

PASSAGE = 20_000
"""The longest passage that a chat can add, in code points."""


def main() -> int:
    """Print each text whose time is not linear; the status is 1 if there is one."""
    began, worse = time.process_time(), 0
    for entries, length in ((MESSAGES, MESSAGE), (STORED, PASSAGE), (DOCUMENTS, DOCUMENT)):
        for name, entry in entries.items():
            for kind in KINDS:
                found = growth(entry, kind, length)
                if not found.linear:
                    worse += 1
                    print(f"{name}: {kind}: {found}", flush=True)
    print(f"{worse} not linear; {time.process_time() - began:.0f} s")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())

"""`make pictures`: draw the pictures in README anew, from what the bot answers now."""

from __future__ import annotations

from pathlib import Path

from tests.pictures.phone import pictures
from tests.pictures.scenes import scenes

FOLDER = Path(__file__).parent


def main() -> None:
    """Write them beside this file."""
    for name, content in pictures(scenes()).items():
        (FOLDER / name).write_text(content, encoding="utf-8")
        print(f"{name} drawn")


if __name__ == "__main__":
    main()

"""What is stored in the end-to-end tests. Made up, and every word of it known to the auditor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROWS: list[dict[str, Any]] = [
    {
        "id": "bridge",
        "text": "Mayor Jones opened the new bridge on Monday. It had rained all night. Nobody 🦉 was hurt.",
        "title": "The Harbour Post",
        "author": "A. Smith",
        "date": "2024-08-06",
        "url": "https://example.org/bridge",
    },
    {"id": "toll", "text": "The bridge will cost drivers four crowns a day. Cyclists cross the bridge for free."},
    {"id": "tunnel", "text": "A tunnel beside the bridge was never built, as the mayor of those days refused it."},
    {"id": "arabic", "text": "افتتح العمدة الجسر الجديد يوم الاثنين. 🌉 كان المطر غزيرا."},
    {"id": "tabs", "text": "The lighthouse\tkeeper counts\tgulls."},
    {
        "id": "long",
        "text": "The chronicle of the drawbridge keeper lists every ship, "
        + ", ".join(f"ship number {n} with cargo {n * 7}" for n in range(400))
        + " and then it ends.",
    },
    {"id": "endless", "text": "Pharaoh counted " + "onward and onward " * 6000 + "to the last grain."},
]
SECRET = {"id": "secret", "text": "The password of the vault is swordfish."}
FILE_NAME = "passages.jsonl"


def write(folder: Path) -> Path:
    """The rows as a JSONL file."""
    path = folder / FILE_NAME
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def texts() -> list[str]:
    """All passages."""
    return [str(row["text"]) for row in [*ROWS, SECRET]]


def fields() -> list[str]:
    """What source lines may say."""
    own = [str(row[key]) for row in ROWS for key in ("title", "author", "date", "url") if key in row]
    return [*own, FILE_NAME, "secret.txt", "¶1", *(f"#{n}" for n in range(1, 20))]

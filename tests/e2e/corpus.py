"""The passages of the end-to-end tests. They are made up; the auditor knows every word of them."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from index import Draft, Library
from index.loaders import markdown
from index.words.languages import language
from tests.bot_api import Message

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
    # Shorter than the longest sentence in code points, longer than a message in UTF-16 units.
    {
        "id": "long",
        "text": "The chronicle of the drawbridge keeper lists every ship, "
        + ", ".join(f"ship number {n} with {'🦉' * 20}" for n in range(90))
        + " and then it ends.",
    },
    {"id": "endless", "text": "Pharaoh counted " + "onward and onward " * 6000 + "to the last grain."},
]
# Telegram messages. Their ids are known only after a test has sent them.
FERRY = "Gulls 🦉🦉 are loud. The ferry sails at nine. On Sundays the ferry rests."
FERRY_AGAIN = "From today the ferry sails at ten."
CHAIN = "The harbour chain is raised at dusk, and " + "link by link " * 90 + "it hangs there till dawn."
POSTS = [FERRY, FERRY_AGAIN, CHAIN]
POST_TITLE, POST_URL = "Harbour channel", "https://example.org/posts"
# The same sentence in several sources, and a near copy.
WAIVED = "By order of the council the toll for carts and wagons is waived on Sundays."
WAIVED_TOO = "By order of the council the toll for all carts and wagons is waived on Sundays."
WAIVERS = [
    {"text": WAIVED, "title": title, "date": f"2024-09-0{day}"}
    for day, title in enumerate(["Town Gazette", "Radio Harbour", "The Ferryman", "Almanac", "Notice board"], start=1)
]
# What people add from chats.
GATE = "The gate closes at ten. Visitors ring the bell twice."
GATE_AGAIN = "The gate closes at eleven. Visitors ring the bell twice."
RULES = "Fishing is allowed from the east pier.\n\nDogs stay on the leash in the harbour."
# A word of it reads as an address.
MANIFEST = "The manifest harbour.md lists every barrel."
# Enough sentences for two pages of inline results.
LANTERNS = [" ".join(f"Lantern number {10 * row + n} hangs at the pier." for n in range(1, 6)) for row in range(1, 6)]
GUIDE = """\
# Visiting the lighthouse

## The association {#who}

The new directors are:

1. Mira Okafor
2. Tom Lindqvist

## Volunteers

To sign the logbook, run:

```
logbook sign <keeper>
logbook send
```

## Opening hours

| Month | Closes |
|---|---|
""" + "".join(f"| {month} | {hour} pm |\n" for hour, month in enumerate("May June July August October".split() * 4, 1))
"""A Markdown document with headings, a list, code and a long table."""
SECRET = {"id": "secret", "text": "The password of the vault is swordfish."}
FILE_NAME = "passages.jsonl"


def write(folder: Path) -> Path:
    """The rows as a JSONL file."""
    path = folder / FILE_NAME
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def store(data: Path, name: str, *rows: dict[str, Any], collection: str = "public") -> None:
    """Add rows to a library, also one that the bot has open."""
    path = data.parent / name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    with Library.open(data) as library:
        library.add(str(path), collection=collection)


def store_post(data: Path, post: Message, *, collection: str = "public", **row: Any) -> None:
    """Add a message as a passage, in the format of a chat export."""
    origin = {"chat_id": post.chat_id, "message_id": post.id, "entities": post.entities}
    row = {"text": post.text, "title": POST_TITLE, "telegram": origin} | row
    store(data, "posts.jsonl", row, collection=collection)


def store_guide(data: Path) -> None:
    """Add GUIDE, also to a library that the bot has open."""
    path = data.parent / "guide.md"
    path.write_text(GUIDE, encoding="utf-8")
    with Library.open(data) as library:
        library.add(str(path), author="The keepers", date="2025-04-01")


def guide() -> list[Draft]:
    """The passages of GUIDE."""
    return list(markdown.read(BytesIO(GUIDE.encode()), "guide.md", "en").drafts)


def above() -> list[tuple[str, str]]:
    """What stands above each passage of GUIDE, with its text."""
    return [(line, draft.text) for draft in guide() for line in (*draft.headings[-1:], draft.lead_in) if line]


def texts() -> list[str]:
    """All passages."""
    return [
        *(str(row["text"]) for row in [*ROWS, SECRET]),
        *POSTS,
        WAIVED,
        WAIVED_TOO,
        GATE,
        GATE_AGAIN,
        MANIFEST,
        *RULES.split("\n\n"),
        *LANTERNS,
        *(draft.text for draft in guide()),
    ]


def vocabulary() -> set[str]:
    """The words that a typing error may be corrected to: those of the passages, and English stop words."""
    return {word for text in texts() for word in re.findall(r"\w+(?:\.\w+)*", text)} | language("en").stop


def fields() -> list[str]:
    """The fields that source lines may contain."""
    own = [str(row[key]) for row in [*ROWS, *WAIVERS] for key in ("title", "author", "date", "url") if key in row]
    own += [POST_TITLE, POST_URL, "Visiting the lighthouse", "The keepers", "2025-04-01"]
    # What /start offers.
    own += ["Mayor Jones opened the new bridge", "The bridge will cost drivers four"]
    own += [draft.locator for draft in guide() if draft.locator]
    return [*own, FILE_NAME, "posts.jsonl", "lanterns.jsonl", "secret.txt", "¶1", *(f"#{n}" for n in range(1, 20))]

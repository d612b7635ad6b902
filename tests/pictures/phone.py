"""A phone's screen as SVG, which a repository shows without anything installed, and which shows what changed.

The text is HTML inside the SVG (`foreignObject`), so that the browser breaks the lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from tests.bot_api import InlineAnswer, Message
from tests.bot_api.text import Entity

WIDTH = 420
LINE = 20
CHARACTERS = 44
"""About as many stand in a line of a bubble: only the height of the picture is reckoned with it."""

STYLE = """
.screen { box-sizing: border-box; width: 100%; height: 100%; padding: 12px; background: #d9e6d2; border-radius: 12px;
  font: 14px/20px -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: #1c1c1c; }
.bubble { width: fit-content; max-width: 330px; margin: 0 0 8px; padding: 6px 10px; border-radius: 12px;
  background: #fff; white-space: pre-wrap; overflow-wrap: anywhere; }
.mine { margin-left: auto; background: #e3fbd0; }
.name { color: #3a7bd5; font-weight: 600; }
.reply { border-left: 3px solid #8dc57a; padding-left: 6px; margin: 2px 0; font-size: 12px; color: #555;
  overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.quote { display: block; border-left: 3px solid #3a7bd5; background: #eaf2fc; border-radius: 4px; padding: 2px 8px; }
a { color: #2a6fc9; text-decoration: none; }
.keys { display: grid; gap: 4px; max-width: 350px; margin: -4px 0 8px; }
.row { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px; }
.key { text-align: center; background: #9fb796; color: #fff; border-radius: 8px; padding: 4px; overflow: hidden;
  white-space: nowrap; text-overflow: ellipsis; }
.offer { background: #fff; border-radius: 12px; padding: 4px 10px; margin: 0 0 8px; }
.result { padding: 4px 0; border-bottom: 1px solid #e4e4e4; }
.result:last-child { border: 0; }
.title { font-weight: 600; }
.more { color: #666; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.typed { background: #fff; border-radius: 18px; padding: 8px 14px; color: #1c1c1c; }
"""


class Screen:
    """What is on a phone from top to bottom. `owner` is the name of whoever holds it."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._parts: list[str] = []
        self._height = 24

    def message(self, message: Message) -> None:
        """Show a message with its buttons, as it is now."""
        sender = message.sender.first_name if message.sender else ""
        mine = sender == self._owner
        head = "" if mine else f'<div class="name">{escape(sender)}</div>'
        if message.reply_to:
            head += f'<div class="reply">{escape(message.quote or message.reply_to.text)}</div>'
        kind = "bubble mine" if mine else "bubble"
        self._add(
            f'<div class="{kind}">{head}{html(message.text, message.entities)}</div>',
            message.text,
            head.count("</div>"),
        )
        if message.keyboard:
            rows = "".join(f'<div class="row">{"".join(map(_key, row))}</div>' for row in message.keyboard)
            self._parts.append(f'<div class="keys">{rows}</div>')
            self._height += 32 * len(message.keyboard) + 4

    def offer(self, offer: InlineAnswer, most: int) -> None:
        """Show the first results of an inline query."""
        results = "".join(
            f'<div class="result"><div class="title">{escape(title)}</div><div class="more">{escape(text)}</div></div>'
            for title, text in zip(offer.titles[:most], offer.descriptions[:most], strict=True)
        )
        self._parts.append(f'<div class="offer">{results}</div>')
        self._height += 16 + 50 * min(most, len(offer.titles))

    def typed(self, text: str) -> None:
        """Show what stands in the input field."""
        self._parts.append(f'<div class="typed">{escape(text)}</div>')
        self._height += 44

    def svg(self) -> str:
        """The picture."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self._height}">\n'
            f'<foreignObject width="100%" height="100%">\n'
            f'<div xmlns="http://www.w3.org/1999/xhtml" class="screen"><style>{STYLE}</style>\n'
            + "\n".join(self._parts)
            + "\n</div></foreignObject></svg>\n"
        )

    def _add(self, part: str, text: str, lines: int) -> None:
        self._parts.append(part)
        lines += sum(max(1, math.ceil(len(line) / CHARACTERS)) for line in text.split("\n"))
        self._height += LINE * lines + 22


def html(text: str, entities: Sequence[Entity]) -> str:
    """`text` with its entities as tags. Offsets are in UTF-16 units."""
    units = text.encode("utf-16-le")
    marks: dict[int, tuple[list[str], list[str]]] = {}
    # The longer first where several begin, and the shorter first where several end.
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        opening, closing = _tags(entity)
        if opening:
            marks.setdefault(entity["offset"], ([], []))[0].append(opening)
            marks.setdefault(entity["offset"] + entity["length"], ([], []))[1].insert(0, closing)
    made: list[str] = []
    done = 0
    for at in sorted(marks):
        made += [escape(units[2 * done : 2 * at].decode("utf-16-le")), *marks[at][1], *marks[at][0]]
        done = at
    # A blockquote is a block: the line break behind it is its own end.
    return "".join([*made, escape(units[2 * done :].decode("utf-16-le"))]).replace("</span>\n", "</span>")


def _tags(entity: Entity) -> tuple[str, str]:
    match entity["type"]:
        case "blockquote" | "expandable_blockquote":
            return '<span class="quote">', "</span>"
        case "bold":
            return "<b>", "</b>"
        case "italic":
            return "<i>", "</i>"
        case "text_link" | "url" | "mention" | "bot_command":
            return "<a>", "</a>"
    return "", ""


def _key(button: dict[str, object]) -> str:
    return f'<div class="key">{escape(str(button["text"]))}</div>'


def pictures(screens: Iterable[tuple[str, Screen]]) -> dict[str, str]:
    """Name and content of each picture's file."""
    return {f"{name}.svg": screen.svg() for name, screen in screens}

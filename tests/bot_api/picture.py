"""Messages as a phone shows them, drawn with plain characters: for failures, terminals and documents."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bot_api.keyboards import texts_of
from tests.bot_api.text import QUOTED, Entity
from tests.bot_api.world import Chat, MessageRecord

_MARKS = {"bold": "*", "italic": "_", "strikethrough": "~", "code": "`", "pre": "`", "underline": "_", "spoiler": "|"}


def picture(message: MessageRecord) -> str:
    """One message: who, what it answers, its text with quotes set off by a bar, its buttons."""
    if message.is_service:
        return "— " + ", ".join(f"{name}: {value}" for name, value in message.extra.items()) + " —"
    lines = [f"{_author(message)} #{message.id}{_remarks(message)}"]
    if message.quote is not None:
        lines.append(f"  ┌ “{message.quote['text']}”")
    elif message.reply_to is not None:
        lines.append(f"  ┌ {_shorten(message.reply_to.text)}")
    lines += [f"  {line}" for line in _text_lines(message.text, message.entities)]
    for row in (message.markup or {}).get("inline_keyboard", []):
        lines.append("  " + " ".join(f"[ {_label(button)} ]" for button in row))
    lines += [f"  ( {text} )" for text in texts_of(message.markup)]
    return "\n".join(lines)


def chat_picture(chat: Chat, messages: Iterable[MessageRecord]) -> str:
    """A chat, oldest message first, under its title."""
    name = chat.title or (chat.user.first_name if chat.user else str(chat.id))
    shown = [picture(message) for message in messages if not message.deleted]
    return "\n".join([f"══ {name} ══", *shown])


def _author(message: MessageRecord) -> str:
    if message.sender_chat is not None:
        return message.sender_chat.title or "?"
    return message.sender.first_name if message.sender else message.chat.title or "?"


def _remarks(message: MessageRecord) -> str:
    remarks = []
    if message.is_topic_message and message.thread_id in message.chat.topics:
        remarks.append(f"in {message.chat.topics[message.thread_id].name}")
    if message.via_bot is not None:
        remarks.append(f"via @{message.via_bot.username}")
    if message.deleted:
        remarks.append("deleted")
    elif message.edit_date is not None:
        remarks.append("edited")
    return f" ({', '.join(remarks)})" if remarks else ""


def _shorten(text: str, limit: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _label(button: dict[str, object]) -> str:
    label = str(button["text"])
    if "url" in button:
        return f"{label} ↗"
    return f"{label} ⧉" if "copy_text" in button else label


def _text_lines(text: str, entities: list[Entity]) -> list[str]:
    units = text.encode("utf-16-le")
    marks: dict[int, str] = {}
    barred: set[int] = set()
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] in QUOTED:
            barred |= set(range(start, end))
        elif entity["type"] == "text_link":
            marks[start] = marks.get(start, "") + "["
            marks[end] = f"]({entity['url']})" + marks.get(end, "")
        elif entity["type"] in _MARKS:
            mark = _MARKS[entity["type"]]
            marks[start] = marks.get(start, "") + mark
            marks[end] = mark + marks.get(end, "")
    lines, current, in_quote, offset = [], "", False, 0
    for character in units.decode("utf-16-le"):
        if character == "\n":
            lines.append(("▌ " if in_quote else "") + current + marks.get(offset, ""))
            current, in_quote = "", False
        else:
            current += marks.get(offset, "") + character
            in_quote = in_quote or offset in barred
        offset += 2 if ord(character) > 0xFFFF else 1
    return [*lines, ("▌ " if in_quote else "") + current + marks.get(offset, "")]

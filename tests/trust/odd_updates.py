"""Updates of shapes that Telegram does not send, or not yet: fields missing, huge, or of another type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

JSON = dict[str, Any]


def odd_updates(chat: JSON, person: JSON, now: int) -> Iterator[JSON]:
    """One of each, as from this person in this private chat."""
    message: JSON = {"message_id": 900_000_001, "date": now, "chat": chat, "from": person, "text": "Who is it?"}
    for name in message:
        yield {"message": {key: value for key, value in message.items() if key != name}}
        for value in _OTHER_TYPES:
            yield {"message": message | {name: value}}
    for field, value in _FIELDS:
        yield {"message": message | {field: value}}
    yield {"message": message | {"reply_to_message": _chain(message, 60)}}
    query: JSON = {"id": "1", "from": person, "chat_instance": "1", "data": "1:q:0", "message": message}
    for name in query:
        yield {"callback_query": {key: value for key, value in query.items() if key != name}}
        for value in _OTHER_TYPES:
            yield {"callback_query": query | {name: value}}
    inline: JSON = {"id": "1", "from": person, "query": "who", "offset": ""}
    for name in inline:
        yield {"inline_query": {key: value for key, value in inline.items() if key != name}}
        yield {"inline_query": inline | {name: 10**30}}
        yield {"inline_query": inline | {name: ["who"]}}
    for kind in ("message", "edited_message", "callback_query", "inline_query", "poll", "tomorrow"):
        for value in (*_OTHER_TYPES, [[]], {"id": {}}):
            yield {kind: value}
    yield {"edited_message": message}
    yield {"edited_message": message | {"edit_date": 10**15}}


_OTHER_TYPES: tuple[Any, ...] = (None, [], {}, "x" * 5000, -1, 10**30, True, 0.5)
_FIELDS: tuple[tuple[str, Any], ...] = (
    ("entities", [{"type": "bot_command", "offset": 4000, "length": 5000}]),
    ("entities", [{"type": "bot_command", "offset": -3, "length": 1}]),
    ("entities", [{"type": "mention", "offset": 0, "length": 10**12}]),
    ("entities", [{"type": "text_mention", "offset": 0, "length": 2}]),
    ("entities", [{"type": "tomorrow", "offset": 0, "length": 1}] * 2000),
    ("entities", 5),
    ("quote", {"text": 5, "position": "x"}),
    ("forward_origin", {"type": "tomorrow", "date": 1}),
    ("forward_origin", {"type": "channel", "date": 10**15, "chat": {}}),
    ("external_reply", {}),
    ("document", {"file_id": 5}),
    ("document", {"file_id": "f", "file_unique_id": "u", "file_name": ["x"], "file_size": -1}),
    ("migrate_to_chat_id", "x"),
    ("migrate_to_chat_id", 5),
    ("migrate_from_chat_id", 10**30),
    ("message_thread_id", "x"),
    ("is_topic_message", 5),
    ("media_group_id", {"a": 1}),
    ("sender_chat", {"id": "x", "type": 5}),
    ("via_bot", {}),
    ("new_chat_members", [{}]),
    ("caption", "c" * 100_000),
    ("photo", [{}]),
    ("unheard_of", {"a": [1] * 1000}),
)


def _chain(message: JSON, depth: int) -> JSON:
    """A reply to a reply to a reply …; Telegram shows one level."""
    chain: JSON = dict(message)
    for number in range(depth):
        chain = message | {"message_id": 900_000_002 + number, "reply_to_message": chain}
    return chain

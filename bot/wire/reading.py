"""Reads updates one by one. What cannot be read is passed over and counted; its text is logged nowhere.

python-telegram-bot checks no types: a message whose text is a number is an update to it, and fails somewhere in a
handler; and it reads a batch as a whole, so that one update which it cannot read takes the others along. Here each
update is compared with the shapes of the Bot API first, as far as anything in this bot looks at them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta, field
from telegram import Bot, Update

from bot.logs import summary_of

log = logging.getLogger(__name__)

# What SQLite takes; ids of chats and users have at most 52 significant bits.
_Id = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
_Number = Annotated[int, Meta(ge=0, le=2**63 - 1)]
# Unix time, up to the last day but one that `datetime` knows.
_Date = Annotated[int, Meta(ge=0, le=253_402_128_000)]


class _User(msgspec.Struct):
    id: _Id
    is_bot: bool
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class _Chat(msgspec.Struct):
    id: _Id
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_forum: bool | None = None


class _Entity(msgspec.Struct):
    """It may lie outside its text, or cut a surrogate pair: a message that has such a one can be answered."""

    type: str
    offset: Annotated[int, Meta(ge=0, le=2**31)]
    length: Annotated[int, Meta(ge=0, le=2**31)]
    user: _User | None = None
    url: str | None = None


class _Quote(msgspec.Struct):
    text: str
    position: _Number
    entities: list[_Entity] = []
    is_manual: bool | None = None


class _Origin(msgspec.Struct):
    type: str
    date: _Date
    sender_user: _User | None = None
    sender_user_name: str | None = None
    sender_chat: _Chat | None = None
    chat: _Chat | None = None
    message_id: _Number | None = None
    author_signature: str | None = None

    def __post_init__(self) -> None:
        whose = {
            "user": self.sender_user,
            "hidden_user": self.sender_user_name,
            "chat": self.sender_chat,
            "channel": self.chat,
        }
        if self.type in whose and whose[self.type] is None:
            raise ValueError("an origin without what it names")


class _Document(msgspec.Struct):
    file_id: str
    file_unique_id: str
    file_name: str | None = None
    file_size: _Number | None = None


class _Message(msgspec.Struct):
    message_id: _Number
    date: _Date
    chat: _Chat
    sender: _User | None = field(name="from", default=None)
    sender_chat: _Chat | None = None
    message_thread_id: _Number | None = None
    is_topic_message: bool | None = None
    is_automatic_forward: bool | None = None
    text: str | None = None
    entities: list[_Entity] = []
    caption: str | None = None
    caption_entities: list[_Entity] = []
    quote: _Quote | None = None
    reply_to_message: _Message | None = None
    via_bot: _User | None = None
    edit_date: _Date | None = None
    media_group_id: str | None = None
    author_signature: str | None = None
    forward_origin: _Origin | None = None
    document: _Document | None = None
    migrate_to_chat_id: _Id | None = None
    migrate_from_chat_id: _Id | None = None


class _CallbackQuery(msgspec.Struct):
    id: str
    sender: _User = field(name="from")
    chat_instance: str
    message: _Message | None = None
    inline_message_id: str | None = None
    data: str | None = None


class _InlineQuery(msgspec.Struct):
    id: str
    sender: _User = field(name="from")
    query: str
    offset: str
    chat_type: str | None = None


class _Update(msgspec.Struct):
    update_id: Annotated[int, Meta(ge=0, le=2**63 - 2)]
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _CallbackQuery | None = None
    inline_query: _InlineQuery | None = None


class Reader:
    """Reads updates. `kinds` are those that anybody here takes; `passed_over` counts what could not be read."""

    def __init__(self, bot: Bot, kinds: Sequence[str]) -> None:
        self._bot, self._kinds = bot, kinds
        self.passed_over = 0

    def read(self, data: object) -> Update | None:
        """The update in parsed JSON; None if it cannot be read, or is of a kind that nobody takes."""
        try:
            return self._read(data)
        except Exception as error:  # whatever it is, the updates after it are read
            self.passed_over += 1
            # msgspec names the field and the types, never the value.
            why = str(error) if isinstance(error, msgspec.ValidationError) else summary_of(error)
            log.warning("an update that cannot be read was passed over (%s so far): %s", self.passed_over, why)
            return None

    def _read(self, data: object) -> Update | None:
        # Written as JSON once more, because half a surrogate pair, anywhere in it, cannot be: nothing could store it.
        msgspec.json.decode(msgspec.json.encode(data), type=_Update)
        fields = cast(dict[str, Any], data)  # as it was read
        taken = {kind: fields[kind] for kind in self._kinds if fields.get(kind) is not None}
        return Update.de_json({"update_id": fields["update_id"], **taken}, self._bot) if taken else None


def is_message(data: object) -> bool:
    """Whether parsed JSON is a message of the Bot API.

    >>> is_message({"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}}), is_message({})
    (True, False)
    """
    try:
        msgspec.convert(data, _Message)
    except msgspec.ValidationError:
        return False
    return True


def id_of(data: object) -> int | None:
    """The id of an update, which may be unreadable otherwise; None if it has none.

    >>> id_of({"update_id": 7, "message": 5}), id_of({"update_id": "7"}), id_of([])
    (7, None, None)
    """
    found = data.get("update_id") if isinstance(data, dict) else None
    return found if type(found) is int and 0 <= found < 2**63 - 1 else None

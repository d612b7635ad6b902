"""The part of Telegram that holds still: users, chats, members, topics and messages.

Plain records and look-ups; what happens to them is in `events.py`, what they look like as JSON in `shapes.py`.
Every record compares by identity.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bot_api.text import Entity

JSON = dict[str, Any]

GENERAL_TOPIC = 1
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
ADMIN = frozenset({"creator", "administrator"})


@dataclass(eq=False)
class User:
    """A person or a bot. `started` and `blocked` are about the bot under test."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(eq=False)
class Member:
    """One user's place in a chat. `rights` are an administrator's or a restricted member's, by the API's names."""

    user: User
    status: str = "member"
    anonymous: bool = False
    rights: dict[str, bool] = field(default_factory=dict)


@dataclass(eq=False)
class TopicRecord:
    """A forum topic; `id` is its message_thread_id, `created` the service message that opened it."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False
    created: MessageRecord | None = None


@dataclass(eq=False)
class Chat:
    """A private chat, group, supergroup or channel. `type` is the Bot API's word."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    user: User | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, TopicRecord] = field(default_factory=dict)
    messages: dict[int, MessageRecord] = field(default_factory=dict)
    message_ids: count[int] = field(default_factory=lambda: count(1))
    linked: Chat | None = None
    migrated_to: Chat | None = None
    last_human_act: int = 0

    @property
    def is_group(self) -> bool:
        """Whether several people talk here."""
        return self.type in ("group", "supergroup")

    def status(self, user: User) -> str:
        """The member status of `user`; `left` for a stranger."""
        member = self.members.get(user.id)
        return member.status if member else "left"


@dataclass(frozen=True)
class Version:
    """What a message said for a time."""

    text: str
    entities: tuple[Entity, ...]
    markup: JSON | None


@dataclass(eq=False)
class MessageRecord:
    """A message as it stands now, with what it said before in `versions` (the last one is the present).

    `extra` holds fields of the API's message as they go out: service messages, documents, forwards. `acted` is
    the world's count of acts when the bot or a person last sent or edited it. One that is not `accessible` is so old
    that the bot is not told what it says when a button below it is pressed.
    """

    id: int
    chat: Chat
    date: int
    sender: User | None = None
    sender_chat: Chat | None = None
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    markup: JSON | None = None
    reply_to: MessageRecord | None = None
    quote: JSON | None = None
    thread_id: int | None = None
    is_topic_message: bool = False
    via_bot: User | None = None
    edit_date: int | None = None
    deleted: bool = False
    is_service: bool = False
    inline_message_id: str | None = None
    accessible: bool = True
    link_preview: JSON | None = None
    extra: JSON = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    reactions: list[JSON] = field(default_factory=list)
    acted: int = 0

    def remember(self) -> None:
        """Note the present text, entities and markup as the newest version."""
        self.versions.append(Version(self.text, tuple(self.entities), self.markup))


@dataclass(eq=False)
class CallbackRecord:
    """A pressed button. `answer` is None until the bot answers; `acknowledged` also covers an empty answer."""

    id: str
    user: User
    message: MessageRecord
    data: str
    asked_at: float
    acknowledged: bool = False
    answer: JSON | None = None


@dataclass(eq=False)
class InlineRecord:
    """An inline query and, once it came, the bot's answer: the parameters of answerInlineQuery."""

    id: str
    user: User
    query: str
    offset: str
    asked_at: float
    answer: JSON | None = None


@dataclass(eq=False)
class StoredFile:
    """A file a user sent. `path` is what getFile calls file_path; it leads to the file until `open_until`."""

    id: str
    path: str
    name: str
    content: bytes
    open_until: float = 0.0


class World:
    """Everything Telegram knows. Whoever reads or changes it holds `changed`, and notifies after a change."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.changed = threading.Condition(threading.RLock())
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, CallbackRecord] = {}
        self.inline_queries: dict[str, InlineRecord] = {}
        self.inline_messages: dict[str, MessageRecord] = {}
        self.files: dict[str, StoredFile] = {}
        self.acts = 0
        self.clock_shift = 0.0
        self._user_ids = count(7_100_001)
        self._group_ids = count(4_200_001)
        self._supergroup_ids = count(1_001_500_001)
        self._serials = count(4_611_686_018_427_387_905)
        # Private chats and basic groups share one row of message ids, as in a real account.
        self._account_message_ids = count(1)
        self.telegram = self._known(User(777000, "Telegram"))
        self.anonymous_admin = self._known(
            User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True),
        )
        self.channel_bot = self._known(User(136817688, "Channel", username="Channel_Bot", is_bot=True))
        self._known(bot)

    def _known(self, user: User) -> User:
        self.users[user.id] = user
        return user

    def now(self) -> float:
        """Telegram's clock, in seconds since 1970."""
        return time.time() + self.clock_shift

    def serial(self) -> str:
        """A fresh id for a query or a file."""
        return str(next(self._serials))

    def act(self) -> int:
        """Count one more thing that happened."""
        self.acts += 1
        return self.acts

    def add_user(self, user_name: str, **fields: Any) -> User:
        """A new user, person or bot."""
        return self._known(User(next(self._user_ids), user_name, **fields))

    def add_chat(self, kind: str, **fields: Any) -> Chat:
        """A new chat of the API's type `kind`; a private chat takes its user's id."""
        if kind == "private":
            chat = Chat(fields["user"].id, kind, message_ids=self._account_message_ids, **fields)
        elif kind == "group":
            chat = Chat(-next(self._group_ids), kind, message_ids=self._account_message_ids, **fields)
        else:
            # The first message tells that the chat was created; no topic can have its number.
            chat = Chat(-1_000_000_000_000 - next(self._supergroup_ids), kind, message_ids=count(2), **fields)
        self.chats[chat.id] = chat
        return chat

    def chat_of(self, chat_id: int | str) -> Chat | None:
        """The chat with this id, or with this @username."""
        if isinstance(chat_id, int):
            return self.chats.get(chat_id)
        name = chat_id.removeprefix("@").lower()
        public = (chat for chat in self.chats.values() if chat.username and chat.type != "private")
        return next((chat for chat in public if (chat.username or "").lower() == name), None)

    def bot_sees(self, message: MessageRecord, *, privacy: bool) -> bool:
        """Whether Telegram hands this message to the bot. `privacy` is BotFather's group privacy switch."""
        chat, sender = message.chat, message.sender
        if sender is self.bot and not message.is_service and message.via_bot is None:
            return False
        if sender and sender.is_bot and sender not in (self.bot, self.anonymous_admin, self.channel_bot):
            return False
        if chat.type == "private":
            return bool(chat.user and not chat.user.blocked)
        status = chat.status(self.bot)
        if chat.type == "channel" or status in ADMIN:
            return status in ADMIN
        if status not in PRESENT:
            return False
        return not privacy or self._meant_for_bot(message)

    def _meant_for_bot(self, message: MessageRecord) -> bool:
        if message.is_service or message.via_bot is self.bot:
            return True
        if message.reply_to and message.reply_to.sender is self.bot and not message.reply_to.is_service:
            return True
        first = next((entity for entity in message.entities if entity["type"] == "bot_command"), None)
        if first is None or first["offset"] != 0:
            return False
        _, at, addressee = message.text[: first["length"]].partition("@")
        return not at or addressee.lower() == (self.bot.username or "").lower()

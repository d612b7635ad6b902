"""Mutes of chats and topics, in `chats.db`."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from bot.keeping.chat_settings import Mode
from bot.keeping.databases import OwnDatabase, durable
from bot.keeping.stored_settings import StoredSettings

_WHOLE_CHAT = 0
"""Takes the place of a topic id; no topic has this id."""


class Mutes:
    """The mutes of chats and topics, and the modes that result. Cached in memory."""

    def __init__(self, database: OwnDatabase, settings: StoredSettings, clock: Callable[[], float]) -> None:
        self._db, self._writing = database.reading, database.writing
        self._settings, self._clock = settings, clock
        self.read(database.reading)

    def read(self, database: Database) -> None:
        """Load the cache, through a connection of this thread."""
        self._mutes: dict[tuple[int, int], float | None] = {
            (chat_id, thread_id): until
            for chat_id, thread_id, until in database.execute("SELECT * FROM mutes").fetchall()
        }

    def expect(self, old_id: int, new_id: int) -> None:
        """Keep a supergroup muted that was muted as a group, before that is stored."""
        for (chat_id, thread_id), until in list(self._mutes.items()):
            if chat_id == old_id:
                self._mutes.setdefault((new_id, thread_id), until)

    def mode(self, chat_id: int, thread_id: int | None) -> Mode:
        """The mode of a chat or topic at this moment; OFF while it is muted."""
        if self.muted(chat_id, thread_id):
            return Mode.OFF
        own = self._settings.topic_mode(chat_id, thread_id) if thread_id else None
        return own or self._settings.of(chat_id).mode

    def mute(self, chat_id: int, thread_id: int | None, until: float | None) -> None:
        """Mute a chat or a topic until a Unix time, or until `unmute` (None)."""
        with durable(self._writing):
            self._writing.execute(
                "INSERT OR REPLACE INTO mutes VALUES (?, ?, ?)", [chat_id, thread_id or _WHOLE_CHAT, until]
            )
        self._mutes[chat_id, thread_id or _WHOLE_CHAT] = until

    def unmute(self, chat_id: int, thread_id: int | None) -> None:
        """End the mutes of a topic and of its chat."""
        threads = {_WHOLE_CHAT, thread_id or _WHOLE_CHAT}
        with durable(self._writing):
            for thread in threads:
                self._writing.execute("DELETE FROM mutes WHERE chat_id = ? AND thread_id = ?", [chat_id, thread])
        for thread in threads:
            self._mutes.pop((chat_id, thread), None)

    def muted(self, chat_id: int, thread_id: int | None) -> bool:
        """Whether a chat or topic is muted at this moment."""
        moment = self._clock()
        keys = ((chat_id, _WHOLE_CHAT), (chat_id, thread_id or _WHOLE_CHAT))
        return any(key in self._mutes and ((until := self._mutes[key]) is None or until > moment) for key in keys)

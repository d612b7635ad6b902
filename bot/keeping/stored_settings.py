"""Settings of chats and modes of topics, in `chats.db`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from bot.keeping.chat_settings import Adders, ChatSettings, Mode
from bot.keeping.databases import OwnDatabase, durable
from index.store.erasing import erase_deleted_from

UNANSWERED = "refused"
"""The table of unanswered questions: the only one with words of people."""


class StoredSettings:
    """The settings of chats and the modes of topics. Cached in memory, because every message needs them."""

    def __init__(self, database: OwnDatabase) -> None:
        self._db, self._writing = database.reading, database.writing
        self.read(database.reading)

    def read(self, database: Database) -> None:
        """Load the cache, through a connection of this thread."""
        self._settings = {row[0]: _settings(row) for row in database.execute("SELECT * FROM settings").fetchall()}
        self._topics = {
            (chat_id, thread_id): Mode(mode)
            for chat_id, thread_id, mode in database.execute("SELECT * FROM topics").fetchall()
        }

    def expect(self, old_id: int, new_id: int) -> None:
        """Give a supergroup what it chose as a group, before that is stored."""
        if old_id in self._settings:
            self._settings.setdefault(new_id, self._settings[old_id])
        for (chat_id, thread_id), mode in list(self._topics.items()):
            if chat_id == old_id:
                self._topics.setdefault((new_id, thread_id), mode)

    def of(self, chat_id: int) -> ChatSettings:
        """The settings of a chat; the defaults if it chose none."""
        return self._settings.get(chat_id, ChatSettings())

    def set(self, chat_id: int, settings: ChatSettings) -> None:
        """Store the settings of a chat."""
        with durable(self._writing):
            self._writing.execute(
                "INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    chat_id,
                    settings.mode.value,
                    settings.language,
                    settings.quotes,
                    settings.vanish_after,
                    settings.adders.value,
                    settings.keeps_unanswered,
                    json.dumps(settings.left_out, ensure_ascii=False),
                ],
            )
            dropped = 0
            if not settings.keeps_unanswered:
                dropped = self._writing.execute("DELETE FROM refused WHERE chat_id = ?", [chat_id]).rowcount
        if dropped:
            erase_deleted_from(self._writing, UNANSWERED)
        self._settings[chat_id] = settings

    def topic_mode(self, chat_id: int, thread_id: int) -> Mode | None:
        """The mode of a topic; None: that of its chat."""
        return self._topics.get((chat_id, thread_id))

    def set_topic_mode(self, chat_id: int, thread_id: int, mode: Mode | None) -> None:
        """Store the mode of a topic; None: that of its chat."""
        with durable(self._writing):
            self._writing.execute("DELETE FROM topics WHERE chat_id = ? AND thread_id = ?", [chat_id, thread_id])
            if mode is not None:
                self._writing.execute("INSERT INTO topics VALUES (?, ?, ?)", [chat_id, thread_id, mode.value])
        self._topics.pop((chat_id, thread_id), None)
        if mode is not None:
            self._topics[chat_id, thread_id] = mode

    def has_mode(self, chat_id: int, mode: Mode) -> bool:
        """Whether a chat or any of its topics has this mode."""
        return self.of(chat_id).mode is mode or any(
            chat == chat_id and chosen is mode for (chat, _), chosen in self._topics.items()
        )


def _settings(row: Sequence[str | int | None]) -> ChatSettings:
    _, mode, language, quotes, vanish_after, adders, keeps_unanswered, left_out = row
    return ChatSettings(
        mode=Mode(str(mode)),
        language=None if language is None else str(language),
        quotes=None if quotes is None else int(quotes),
        vanish_after=int(vanish_after or 0),
        adders=Adders(str(adders)),
        keeps_unanswered=bool(keeps_unanswered),
        left_out=tuple(json.loads(str(left_out))),
    )

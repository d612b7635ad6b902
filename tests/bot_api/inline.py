"""Inline mode from the typist's side: what the bot offers, and choosing from it."""

from __future__ import annotations

from tests.bot_api.reading import Message
from tests.bot_api.rooms import Room
from tests.bot_api.stage import Stage
from tests.bot_api.world import JSON, InlineRecord


class InlineAnswer:
    """The bot's answer to an inline query."""

    def __init__(self, stage: Stage, record: InlineRecord) -> None:
        assert record.answer is not None
        self._stage = stage
        self.record = record
        self.results: list[JSON] = record.answer["results"]
        self.next_offset: str = record.answer["next_offset"]
        self.is_personal: bool = record.answer["is_personal"]
        self.cache_time: int = record.answer["cache_time"]
        self.button: JSON | None = record.answer["button"]

    @property
    def titles(self) -> list[str]:
        """The results' titles."""
        return [result.get("title", "") for result in self.results]

    @property
    def descriptions(self) -> list[str]:
        """The results' descriptions."""
        return [result.get("description", "") for result in self.results]

    def choose(self, index: int, room: Room) -> Message:
        """The typist sends a result into `room`, in their own name and by way of the bot."""
        result = self.results[index]
        content = result.get("input_message_content") or {}
        world = self._stage.world
        with world.changed:
            # Telegram gives the message an id for editing only where it has buttons.
            inline_id = world.serial() if result.get("reply_markup") else None
            message = room.say(
                self.record.user,
                str(content.get("message_text") or result.get("title", "")),
                entities=content.get("entities", []),
                markup=result.get("reply_markup"),
                link_preview=content.get("link_preview_options"),
                via_bot=world.bot,
                inline_message_id=inline_id,
            )
            if inline_id is not None:
                world.inline_messages[inline_id] = message.record
            self._stage.events.chosen(self.record, result["id"], message.record)
        return message

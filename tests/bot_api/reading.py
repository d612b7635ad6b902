"""A message as a test reads it, and its buttons as a person presses them. What it shows is always the present."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tests.bot_api.keyboards import buttons_of, texts_of
from tests.bot_api.picture import picture
from tests.bot_api.shapes import message_json
from tests.bot_api.stage import PATIENCE, Stage
from tests.bot_api.text import QUOTED, Entity, cut, stretches
from tests.bot_api.world import JSON, CallbackRecord, Chat, MessageRecord, User, Version

SIGNS = {"Next": "▸", "Previous": "◂", "Context": "↕", "Copy": "⧉", "Share": "↗"}
"""What a button of a group shows in place of a word."""


class Link(NamedTuple):
    """A stretch of text, or a button's label, that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True)
class CallbackAnswer:
    """What a phone shows after a press: `text` may be empty; `alert` is a box that has to be closed."""

    text: str
    alert: bool
    url: str | None


class Message:
    """A message on somebody's phone. Two of them are equal when they are the same message."""

    def __init__(self, stage: Stage, record: MessageRecord) -> None:
        self._stage = stage
        self.record = record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and other.record is self.record

    def __hash__(self) -> int:
        return hash(id(self.record))

    def __repr__(self) -> str:
        return f"<Message {self.id} in {self.chat_id}: {self.text!r}>"

    @property
    def id(self) -> int:
        """Its message_id."""
        return self.record.id

    @property
    def chat_id(self) -> int:
        """The id of its chat."""
        return self.record.chat.id

    @property
    def chat(self) -> Chat:
        """Its chat."""
        return self.record.chat

    @property
    def sender(self) -> User | None:
        """Who sent it; None for a channel's post."""
        return self.record.sender

    @property
    def from_bot(self) -> bool:
        """Whether the bot under test sent it (not: somebody by way of it)."""
        return self.record.sender is self._stage.world.bot and not self.record.is_service

    @property
    def text(self) -> str:
        """Its text, as Telegram stored it."""
        return self.record.text

    @property
    def entities(self) -> list[Entity]:
        """Its entities; offsets in UTF-16 units."""
        return self.record.entities

    @property
    def blockquotes(self) -> list[str]:
        """What stands in its blockquotes, in order."""
        return stretches(self.text, self.entities, QUOTED)

    @property
    def bold(self) -> list[str]:
        """What is bold, in order."""
        return stretches(self.text, self.entities, {"bold"})

    @property
    def links(self) -> list[Link]:
        """Its links: those of the text first, then those of the buttons."""
        found = [
            Link(cut(self.text, entity["offset"], entity["length"]), entity["url"])
            for entity in self.entities
            if entity["type"] == "text_link"
        ]
        return found + [Link(button["text"], button["url"]) for button in self._buttons() if "url" in button]

    @property
    def outside(self) -> str:
        """Its text without what stands in blockquotes."""
        units = self.text.encode("utf-16-le")
        for entity in reversed([entity for entity in self.entities if entity["type"] in QUOTED]):
            units = units[: 2 * entity["offset"]] + units[2 * (entity["offset"] + entity["length"]) :]
        return units.decode("utf-16-le")

    @property
    def quote(self) -> str | None:
        """The part of the replied-to message that it quotes natively."""
        return self.record.quote["text"] if self.record.quote else None

    @property
    def reply_to(self) -> Message | None:
        """The message it answers."""
        return Message(self._stage, self.record.reply_to) if self.record.reply_to else None

    @property
    def thread_id(self) -> int | None:
        """Its message_thread_id."""
        return self.record.thread_id

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [button["text"] for button in self._buttons()]

    @property
    def keyboard(self) -> list[list[JSON]]:
        """Its inline keyboard as the API has it."""
        rows: list[list[JSON]] = (self.record.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def offered(self) -> list[str]:
        """The texts that the keyboard below the chat sends when they are tapped, in reading order."""
        return texts_of(self.record.markup)

    @property
    def link_preview(self) -> JSON | None:
        """The link_preview_options it was sent with."""
        return self.record.link_preview

    @property
    def edited(self) -> bool:
        """Whether it was ever edited."""
        return self.record.edit_date is not None

    @property
    def versions(self) -> list[Version]:
        """All it has said, oldest first; the last is the present."""
        return self.record.versions

    @property
    def deleted(self) -> bool:
        """Whether it is gone."""
        return self.record.deleted

    @property
    def reactions(self) -> list[str]:
        """The bot's reactions to it, as emoji."""
        return [reaction["emoji"] for reaction in self.record.reactions]

    @property
    def json(self) -> JSON:
        """As the Bot API writes it."""
        return message_json(self.record)

    def _buttons(self) -> list[JSON]:
        return list(buttons_of(self.record.markup))

    def button(self, label_or_data: str) -> JSON:
        """The first button whose callback data or label this is, or whose label contains it.

        In groups, where the bot's buttons are signs, also by a word of the label that they have in private chats.
        Raises AssertionError where there is none.
        """
        buttons = self._buttons()
        for button in buttons:
            if label_or_data in (button.get("callback_data"), button["text"]):
                return button
        signs = [sign for word, sign in SIGNS.items() if label_or_data.startswith(word)]
        for button in buttons:
            if label_or_data in button["text"] or button["text"][:1] in signs:
                return button
        raise AssertionError(f"no button {label_or_data!r} on\n{self.render()}")

    def tap(self, user: User, label_or_data: str, *, forged: bool = False) -> Press:
        """`user` presses a button, and nobody waits. With `forged` the data is sent as given, button or not."""
        with self._stage.world.changed:
            if forged:
                data = label_or_data
            else:
                data = self.button(label_or_data).get("callback_data", "")
                assert data, f"{label_or_data!r} has no callback data: a phone would not ask the bot"
            return Press(self._stage, self._stage.events.press(user, self.record, data))

    def press(
        self, user: User, label_or_data: str, *, timeout: float = PATIENCE, forged: bool = False
    ) -> CallbackAnswer:
        """`user` presses a button; what the phone shows once the bot has answered."""
        return self.tap(user, label_or_data, forged=forged).wait(timeout)

    def wait_for_edit(self, since: int | None = None, timeout: float = PATIENCE) -> Message:
        """Return once it has more than `since` versions (as many as it has now, unless given)."""
        seen = len(self.versions) if since is None else since
        return self._wait(lambda: len(self.versions) > seen, timeout, "was not edited")

    def wait_until_deleted(self, timeout: float = PATIENCE) -> None:
        """Return once it is gone."""
        self._wait(lambda: self.deleted, timeout, "was not deleted")

    def _wait(self, holds: Callable[[], bool], timeout: float, complaint: str) -> Message:
        return self._stage.wait(
            lambda: self if holds() else None, timeout, lambda: f"{complaint} in {timeout} s:\n{self.render()}"
        )

    def render(self) -> str:
        """What a phone shows, in plain characters."""
        return picture(self.record)


class Press:
    """A pressed button that the bot may still answer."""

    def __init__(self, stage: Stage, record: CallbackRecord) -> None:
        self._stage = stage
        self.record = record

    @property
    def answered(self) -> bool:
        """Whether the bot has answered."""
        return self.record.acknowledged

    def expire(self) -> None:
        """Make the query too old to be answered."""
        with self._stage.world.changed:
            self.record.asked_at -= 100_000

    def wait(self, timeout: float = PATIENCE) -> CallbackAnswer:
        """The bot's answer. Raises AssertionError where none comes: the phone would show a clock for ever."""
        answer = self._stage.wait(
            lambda: self.record.answer,
            timeout,
            lambda: f"the press of {self.record.data!r} was not answered in {timeout} s",
        )
        return CallbackAnswer(answer["text"], answer["show_alert"], answer["url"])

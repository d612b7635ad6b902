"""What every method works with, and the look-ups that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.errors import bad_request, forbidden
from tests.bot_api.events import Events
from tests.bot_api.keyboards import buttons_of, texts_of
from tests.bot_api.limits import FloodControl
from tests.bot_api.parameters import Parameters
from tests.bot_api.text import MESSAGE_LIMIT, Entity, prepare
from tests.bot_api.world import ADMIN, JSON, PRESENT, Chat, World


@dataclass(frozen=True)
class Utterance:
    """Something the bot says to people, as it reaches them.

    `kind` is one of message, edit, inline, alert, button, copy, command, description and link; `native_quote` is the
    stretch of another message that a reply quotes, unless it is a part of the question.
    """

    kind: str
    text: str
    entities: tuple[Entity, ...] = ()
    native_quote: str | None = None


@dataclass
class Profile:
    """The bot's names, descriptions and menus, by language and scope; `""` is every other language."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    menu_buttons: dict[int | None, JSON] = field(default_factory=dict)


@dataclass
class Context:
    """The world, what may be said in it, and who listens.

    With `leaves_quotes_out`, a reply that is to quote is sent without its quote and without a word about that, as
    Telegram may do where the message was edited in the same moment.
    """

    world: World
    events: Events
    flood: FloodControl
    profile: Profile
    hear: Callable[[Utterance], None]
    allow_parse_mode: bool = False
    supports_inline: bool = True
    callback_expiry: float = 900.0
    leaves_quotes_out: bool = False

    def chat(self, parameters: Parameters, name: str = "chat_id") -> Chat:
        """The chat a call is about. Raises ApiError where the bot cannot reach it."""
        chat = self.world.chat_of(parameters.chat_id(name))
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to.id)
        if chat.user is not None:
            if chat.user.deactivated:
                raise forbidden("user is deactivated")
            if not chat.user.started:
                raise forbidden("bot can't initiate conversation with a user")
            if chat.user.blocked:
                raise forbidden("bot was blocked by the user")
            return chat
        status = chat.status(self.world.bot)
        where = f"{chat.type} chat" if chat.type != "group" else "group chat"
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {where}")
        if status not in PRESENT:
            raise forbidden(f"bot is not a member of the {where}")
        return chat

    def writable_chat(self, parameters: Parameters) -> Chat:
        """As `chat`, where the bot may also write."""
        chat = self.chat(parameters)
        member = chat.members.get(self.world.bot.id)
        if chat.type == "channel" and chat.status(self.world.bot) not in ADMIN:
            raise bad_request("need administrator rights in the channel chat")
        if member is not None and member.status == "restricted" and not member.rights.get("can_send_messages"):
            raise bad_request("not enough rights to send text messages to the chat")
        return chat

    def read_text(
        self, text: str, entities: list[Entity], parse_mode: str, *, limit: int = MESSAGE_LIMIT
    ) -> tuple[str, list[Entity]]:
        """Text and entities as they will be stored. Raises ApiError for what cannot be sent."""
        if parse_mode and not self.allow_parse_mode:
            raise bad_request(f"parse_mode {parse_mode!r} is not allowed on this server: send entities")
        return prepare(text, entities, limit=limit)

    def hear_markup(self, markup: JSON | None) -> None:
        """Let the listeners read the buttons."""
        for button in buttons_of(markup):
            self.hear(Utterance("button", button["text"]))
            if "url" in button:
                self.hear(Utterance("link", button["url"]))
            if "copy_text" in button:
                self.hear(Utterance("copy", button["copy_text"]["text"]))
        for text in texts_of(markup):
            self.hear(Utterance("button", text))


Method = Callable[[Context, Parameters], Any]

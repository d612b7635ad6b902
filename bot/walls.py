"""The collections that a chat may ask, as a plain value that any thread can use."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.keeping.chat_settings import ChatSettings
from index import PUBLIC, Library


@dataclass(frozen=True, slots=True)
class Walls:
    """The collections of one chat: those that the operator released, minus those that the chat left out.

    `own` is the collection of the chat's additions. `moved_from` is the former id of the chat while the library has not
    carried out its move. `anywhere`: the answers are shown outside the chat, see `for_anywhere`.
    """

    chat_id: int
    own: str
    settings: ChatSettings = field(default_factory=ChatSettings)
    moved_from: int | None = None
    anywhere: bool = False

    def for_anywhere(self) -> Walls:
        """The walls for quotes that the user of a private chat sends to any chat.

        They always include the public collection. They exclude the user's own additions: a quote sent by inline mode
        says that its sender did not write it.
        """
        return replace(self, anywhere=True)

    def told(self, library: Library) -> tuple[str, ...] | None:
        """The collections that were set for this chat; None if nobody did."""
        if self.moved_from is None:
            return library.told(self.chat_id)
        # One read, because another thread may be carrying out the move.
        told = library.chats()
        return told.get(self.moved_from, told.get(self.chat_id))

    def released(self, library: Library) -> tuple[str, ...]:
        """The collections that the operator released for this chat."""
        told = self.told(library)
        return (PUBLIC,) if told is None else told

    def asks(self, library: Library) -> tuple[str, ...]:
        """The collections that this chat asks."""
        asked = self.settings.asks(self.released(library))
        if self.anywhere:
            return tuple(dict.fromkeys((PUBLIC, *(name for name in asked if name != self.own))))
        return asked

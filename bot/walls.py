"""What a chat may ask, as a plain value: made on the event loop's thread, of use in every thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.keeping.chat_settings import ChatSettings
from index import PUBLIC, Library


@dataclass(frozen=True, slots=True)
class Walls:
    """The collections of one chat: what the operator released, its own additions among it, less what it left out.

    `own` is the collection of what was added in the chat. `moved_from` is the number under which the library still
    knows the chat, as long as it has not carried out a move. With `anywhere`, what is asked is shown to people who do
    not know the chat: see `for_anywhere`.
    """

    chat_id: int
    own: str
    settings: ChatSettings = field(default_factory=ChatSettings)
    moved_from: int | None = None
    anywhere: bool = False

    def for_anywhere(self) -> Walls:
        """The same for quotes that the chat's person sends wherever they like, in their own name.

        What everybody may ask is among them. What they added themselves is not: of what is sent it is said that whoever
        sends it did not write it.
        """
        return replace(self, anywhere=True)

    def released(self, library: Library) -> tuple[str, ...]:
        """The collections that the operator released for this chat."""
        if self.moved_from is None:
            return library.collections_of(self.chat_id)
        # In one reading: another thread may be carrying out the move at this moment.
        told = library.chats()
        return told.get(self.moved_from, told.get(self.chat_id, (PUBLIC,)))

    def asks(self, library: Library) -> tuple[str, ...]:
        """The collections that this chat asks."""
        asked = self.settings.asks(self.released(library))
        if self.anywhere:
            return tuple(dict.fromkeys((PUBLIC, *(name for name in asked if name != self.own))))
        return asked

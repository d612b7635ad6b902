"""Fields: everything of others that is shown outside a quote, made harmless by its type.

Titles, authors, dates, locators, addresses, names of files, collections and people, words of questions. Whatever shows
them takes a `Field`, and there is no other way to make one than through `harmless`.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import final

from bot.saying.harmless import harmless

TITLE_UNITS, FIELD_UNITS = 256, 128
"""Maximum length of a title, and of any other field, in UTF-16 units; an ellipsis and two isolates come besides."""


@final
@dataclass(frozen=True, slots=True)
class Field:
    r"""A text of others as one harmless line; false if nothing of it can be seen.

    >>> Field("The\nHarbour\u202e Post").text, bool(Field("\u200b"))
    ('The Harbour Post', False)
    """

    foreign: InitVar[str | None]
    limit: InitVar[int] = FIELD_UNITS
    text: str = field(init=False)

    def __post_init__(self, foreign: str | None, limit: int) -> None:
        object.__setattr__(self, "text", harmless(foreign or "", limit))

    def __bool__(self) -> bool:
        return bool(self.text)


def title(foreign: str) -> Field:
    """A title as a field."""
    return Field(foreign, TITLE_UNITS)

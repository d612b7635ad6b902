"""The conversation of `verbatim chat`: questions, and what single keys show of the last answer."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from bot.cli.styles import Styles
from bot.cli.terminal import Shown, around, block, shown
from bot.saying.annotations import words_meant
from bot.saying.phrases import Phrase, Phrases
from bot.verified import verified, verified_hits
from index import Library
from index.errors import EmptyQuestion
from index.model import Answer, Hit


class Key(Enum):
    """A key that does something at an empty line, and the phrase that says what."""

    NEXT = Phrase.KEY_NEXT
    PREVIOUS = Phrase.KEY_PREVIOUS
    CONTEXT = Phrase.KEY_CONTEXT
    CLOSEST = Phrase.KEY_CLOSEST
    MEANT = Phrase.KEY_MEANT
    FOLLOW_UP = Phrase.KEY_FOLLOW_UP


class Conversation:
    """Answers questions, and remembers the last answer for the keys. What is to be shown is returned as lines."""

    def __init__(self, library: Library, phrases: Phrases, styles: Styles) -> None:
        self.phrases = phrases
        self.follows = False
        """Whether the next question goes on about the last answer."""
        self._library, self._styles = library, styles
        self._answer: Answer | None = None
        self._spoken_of_before: str | None = None
        self._place = 0
        self._closest_shown = False

    def ask(self, line: str) -> str | None:
        """The answer to a line; None to an empty one."""
        self._spoken_of_before = self._spoken_of() if self.follows else None
        self.follows = False
        try:
            return self._ask(line)
        except EmptyQuestion:
            return None

    def useful_keys(self) -> Iterator[Key]:
        """The keys that do something now."""
        if self._answer is None:
            return
        if self._following:
            yield Key.NEXT
        if self._place:
            yield Key.PREVIOUS
        if self._hits:
            yield Key.CONTEXT
        if self._answer.closest and not self._closest_shown:
            yield Key.CLOSEST
        if self._answer.meant:
            yield Key.MEANT
        if self._hits:
            yield Key.FOLLOW_UP

    def press(self, key: Key) -> str | None:
        """What a key shows now, if anything."""
        if self._answer is None or key not in self.useful_keys():
            return None
        if key is Key.FOLLOW_UP:
            self.follows = not self.follows
            return None
        if key is Key.CONTEXT:
            return self._around(self._hits[self._place])
        if key is Key.MEANT:
            return self._ask(self._answer.question, bold=True)
        if key is Key.CLOSEST:
            self._closest_shown = True
            return self._block(shown(self._library, self._answer), closest=True)
        self._place = self._following if key is Key.NEXT else self._place - 1
        return self._block(Shown(verified_hits(self._library, [self._hits[self._place]])))

    def _ask(self, line: str, *, bold: bool = False) -> str:
        """The answer to a line; `bold`: read as it may have been meant. Raises EmptyQuestion."""
        self._answer = self._library.ask(line, follows=self._spoken_of_before, bold=bold)
        self._place, self._closest_shown = 0, False
        if self._answer.small_talk:
            return self.phrases(Phrase.SMALL_TALK)
        told = self._block(shown(self._library, self._answer))
        if not self._answer.meant:
            return told
        return f"{told}\n{self._styles.faint(words_meant(self._answer.meant, self.phrases))}"

    @property
    def _hits(self) -> tuple[Hit, ...]:
        return self._answer.offered if self._answer else ()

    @property
    def _following(self) -> int:
        """The place of the next quote; 0 if there is none. What the first answer shows is not shown again."""
        following = max(self._place + 1, self._answer.shown if self._answer else 0)
        return following if following < len(self._hits) else 0

    def _around(self, hit: Hit) -> str:
        parts = [part for one in self._library.context(hit.quote) if (part := verified(self._library, one))]
        found = verified_hits(self._library, [hit])
        if found and any(part.holds(hit.quote) for part in parts):
            return around(found[0], parts, self.phrases, self._styles)
        return self.phrases(Phrase.QUOTE_GONE)

    def _block(self, told: Shown, *, closest: bool = False) -> str:
        return block(told, self.phrases, True, closest=closest, styles=self._styles)

    def _spoken_of(self) -> str | None:
        """The words of the last question that the quote shown holds."""
        if not self._hits:
            return None
        hit = self._hits[self._place]
        return " ".join(hit.quote.passage.text[span.start : span.end] for span in hit.matches) or None

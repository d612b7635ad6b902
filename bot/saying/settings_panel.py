"""The panel of /settings: its pages, their buttons, and what a pressed one asks for.

A button says what is to be, not what to change: pressed twice, it does the same. Its data is the version of this
format, the page, and the choice: ``s1:quotes:3``. A collection goes by a digest of its name, which may be too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keeping.chat_settings import QUOTES, VANISH_AFTER, Adders, ChatSettings, Mode
from bot.saying.cutting import shorten
from bot.saying.phrases import Catalogue, Phrase, Phrases
from bot.saying.render import RenderedMessage

_DATA = re.compile(r"s1:([a-z]{1,12})(?::([a-z0-9-]{1,24}))?")
PATTERN = "^s1:"
AUTOMATIC, INHERIT = "auto", "inherit"
_COLUMNS = 2
# More collections than this are not listed; Telegram takes a hundred buttons.
_MAX_COLLECTIONS = 40
_NAME_UNITS = 40


class SettingsPage(StrEnum):
    """The pages of the panel."""

    HOME = "home"
    GROUP = "group"  # when to speak where a topic chose nothing else; only in forums
    SPEAK = "speak"  # when to speak in this topic, or in a group that has none
    COLLECTIONS = "collections"
    LANGUAGE = "language"
    QUOTES = "quotes"
    VANISH = "vanish"
    ADDERS = "adders"
    REFUSED = "refused"
    CLOSE = "close"


_TITLES = {
    SettingsPage.GROUP: Phrase.SETTINGS_SPEAK,
    SettingsPage.SPEAK: Phrase.SETTINGS_SPEAK,
    SettingsPage.COLLECTIONS: Phrase.SETTINGS_COLLECTIONS,
    SettingsPage.LANGUAGE: Phrase.SETTINGS_LANGUAGE,
    SettingsPage.QUOTES: Phrase.SETTINGS_QUOTES,
    SettingsPage.VANISH: Phrase.SETTINGS_VANISH,
    SettingsPage.ADDERS: Phrase.SETTINGS_ADDERS,
    SettingsPage.REFUSED: Phrase.SETTINGS_REFUSED,
}
_ABOUT = {
    SettingsPage.GROUP: Phrase.ABOUT_SPEAK,
    SettingsPage.SPEAK: Phrase.ABOUT_SPEAK,
    SettingsPage.COLLECTIONS: Phrase.ABOUT_COLLECTIONS,
    SettingsPage.LANGUAGE: Phrase.ABOUT_LANGUAGE,
    SettingsPage.QUOTES: Phrase.ABOUT_QUOTES,
    SettingsPage.VANISH: Phrase.ABOUT_VANISH,
    SettingsPage.ADDERS: Phrase.ABOUT_ADDERS,
    SettingsPage.REFUSED: Phrase.ABOUT_REFUSED,
}
_MODES = {Mode.ASKED: Phrase.MODE_ASKED, Mode.OPEN: Phrase.MODE_OPEN, Mode.OFF: Phrase.MODE_OFF}
_ADDERS = {
    Adders.ADMINS: Phrase.ADDERS_ADMINS,
    Adders.MEMBERS: Phrase.ADDERS_MEMBERS,
    Adders.NOBODY: Phrase.ADDERS_NOBODY,
}
_IN_GROUPS_ONLY = (
    SettingsPage.GROUP,
    SettingsPage.SPEAK,
    SettingsPage.VANISH,
    SettingsPage.ADDERS,
    SettingsPage.REFUSED,
)


class Choice(NamedTuple):
    """What a pressed button asks for: a page, and what was chosen on it."""

    page: SettingsPage
    value: str | None = None

    @property
    def data(self) -> str:
        """As callback data, at most 64 bytes."""
        return f"s1:{self.page}" if self.value is None else f"s1:{self.page}:{self.value}"


def parse(data: str | None) -> Choice | None:
    """The choice that this callback data stands for; None for data that no button of the panel sends.

    >>> parse("s1:quotes:3")
    Choice(page=<SettingsPage.QUOTES: 'quotes'>, value='3')
    >>> parse("s1:everything") is None
    True
    """
    match = _DATA.fullmatch(data or "")
    if match is None or match[1] not in list(SettingsPage):
        return None
    return Choice(SettingsPage(match[1]), match[2])


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything that the panel of one chat shows.

    `topic` tells whether it stands in a forum topic, whose own mode is `topic_mode` (None: as in the group).
    `released` are the collections that the operator released; `allowed_quotes` the most quotes that he allows.
    `blind` tells that Telegram does not hand the bot what was not addressed to it by command or reply. `adding` tells
    whether sources can be added from chats at all, `own` which collection they go into.
    """

    settings: ChatSettings
    private: bool
    released: Sequence[str]
    allowed_quotes: int
    topic: bool = False
    topic_mode: Mode | None = None
    blind: bool = False
    any_open: bool = False
    adding: bool = True
    own: str = ""

    def message(self, page: SettingsPage, phrases: Phrases, catalogue: Catalogue) -> RenderedMessage:
        """The words of a page."""
        if page is SettingsPage.HOME:
            title = phrases(Phrase.SETTINGS_PRIVATE if self.private else Phrase.SETTINGS_GROUP)
            lines = [
                phrases(Phrase.BULLET)
                + self._title(one, phrases)
                + phrases(Phrase.SEPARATOR)
                + self._value(one, phrases, catalogue)
                for one in self._pages
            ]
            return RenderedMessage("\n".join([title, *lines, *self._warnings(phrases)]))
        warnings = self._warnings(phrases) if page in (SettingsPage.GROUP, SettingsPage.SPEAK) else []
        return RenderedMessage("\n\n".join([self._title(page, phrases), phrases(_ABOUT[page]), *warnings]))

    def keyboard(self, page: SettingsPage, phrases: Phrases, catalogue: Catalogue) -> InlineKeyboardMarkup:
        """The buttons of a page."""
        if page is SettingsPage.HOME:
            buttons = [_button(self._title(one, phrases), Choice(one)) for one in self._pages]
            last = _button(phrases(Phrase.SETTINGS_CLOSE), Choice(SettingsPage.CLOSE))
        else:
            buttons = [
                _button((phrases(Phrase.CHECK_MARK) if chosen else "") + label, choice)
                for label, choice, chosen in self._options(page, phrases, catalogue)
            ]
            last = _button(phrases(Phrase.SETTINGS_BACK), Choice(SettingsPage.HOME))
        rows = [buttons[start : start + _COLUMNS] for start in range(0, len(buttons), _COLUMNS)]
        return InlineKeyboardMarkup([*rows, [last]])

    def choose(self, choice: Choice, catalogue: Catalogue) -> ChatSettings | None:
        """The settings after a choice; None for one that is not offered here. The mode of a topic is not among them."""
        if choice.page in _TITLES and choice.page not in self._pages:
            return None
        offered = {option.value for _, option, _ in self._options(choice.page, catalogue.for_language(None), catalogue)}
        if choice.value is None or (choice.value not in offered and choice.page is not SettingsPage.COLLECTIONS):
            return None
        match choice.page:
            case SettingsPage.GROUP:
                return replace(self.settings, mode=Mode(choice.value))
            case SettingsPage.SPEAK:
                return self.settings if self.topic else replace(self.settings, mode=Mode(choice.value))
            case SettingsPage.LANGUAGE:
                return replace(self.settings, language=None if choice.value == AUTOMATIC else choice.value)
            case SettingsPage.QUOTES:
                return replace(self.settings, quotes=int(choice.value))
            case SettingsPage.VANISH:
                return replace(self.settings, vanish_after=int(choice.value))
            case SettingsPage.ADDERS:
                return replace(self.settings, adders=Adders(choice.value))
            case SettingsPage.REFUSED:
                return replace(self.settings, keeps_unanswered=choice.value == "on")
            case SettingsPage.COLLECTIONS:
                return self._choose_collection(choice.value)
        return None

    def chosen_topic_mode(self, value: str) -> Mode | None:
        """The mode that a button stands for in a topic."""
        return None if value == INHERIT else Mode(value)

    @property
    def _pages(self) -> list[SettingsPage]:
        hidden = set(_IN_GROUPS_ONLY if self.private else ())
        hidden |= set() if self.adding else {SettingsPage.ADDERS}
        hidden |= set() if self.topic else {SettingsPage.GROUP}
        return [page for page in _TITLES if page not in hidden]

    def _title(self, page: SettingsPage, phrases: Phrases) -> str:
        return phrases(Phrase.SETTINGS_SPEAK_TOPIC if page is SettingsPage.SPEAK and self.topic else _TITLES[page])

    def _value(self, page: SettingsPage, phrases: Phrases, catalogue: Catalogue) -> str:
        if page is SettingsPage.COLLECTIONS:
            asked = self.settings.asks(self.released)[:_MAX_COLLECTIONS]
            names = (self._named(name, phrases) for name in asked)
            return phrases(Phrase.SEPARATOR).join(names) or phrases(Phrase.NOTHING)
        return next((label for label, _, chosen in self._options(page, phrases, catalogue) if chosen), "")

    def _options(self, page: SettingsPage, phrases: Phrases, catalogue: Catalogue) -> list[tuple[str, Choice, bool]]:
        """What can be chosen on a page: label, choice, whether it is what holds now."""
        settings = self.settings
        found: list[tuple[str, str, bool]] = []
        match page:
            case SettingsPage.GROUP:
                found = [(phrases(phrase), mode.value, mode is settings.mode) for mode, phrase in _MODES.items()]
            case SettingsPage.SPEAK:
                current = self.topic_mode if self.topic else settings.mode
                if self.topic:
                    found.append((phrases(Phrase.MODE_INHERIT), INHERIT, current is None))
                found += [(phrases(phrase), mode.value, mode is current) for mode, phrase in _MODES.items()]
            case SettingsPage.LANGUAGE:
                found.append((phrases(Phrase.LANGUAGE_AUTO), AUTOMATIC, settings.language is None))
                found += [
                    (own(Phrase.LANGUAGE_NAME), code, code == settings.language)
                    for code, own in sorted(catalogue.languages.items())
                ]
            case SettingsPage.QUOTES:
                now = settings.most_quotes(self.allowed_quotes)
                counts = sorted({*(count for count in QUOTES if count < self.allowed_quotes), self.allowed_quotes, now})
                found = [(phrases(Phrase.QUOTES_COUNT, count=count), str(count), count == now) for count in counts]
            case SettingsPage.VANISH:
                found = [
                    (_after(seconds, phrases), str(seconds), seconds == settings.vanish_after)
                    for seconds in sorted({*VANISH_AFTER, settings.vanish_after})
                ]
            case SettingsPage.ADDERS:
                found = [(phrases(phrase), who.value, who is settings.adders) for who, phrase in _ADDERS.items()]
            case SettingsPage.REFUSED:
                found = [
                    (phrases(Phrase.REFUSED_DROPPED), "off", not settings.keeps_unanswered),
                    (phrases(Phrase.REFUSED_KEPT), "on", settings.keeps_unanswered),
                ]
            case SettingsPage.COLLECTIONS:
                asked = settings.asks(self.released)
                found = [
                    (self._named(name, phrases), f"{_digest(name)}-{'off' if name in asked else 'on'}", name in asked)
                    for name in self.released[:_MAX_COLLECTIONS]
                ]
        return [(label, Choice(page, value), chosen) for label, value, chosen in found]

    def _named(self, collection: str, phrases: Phrases) -> str:
        """A collection as it is shown: its name, or that it is the chat's own."""
        return phrases(Phrase.SETTINGS_OWN) if collection == self.own else shorten(collection, _NAME_UNITS, phrases)

    def _choose_collection(self, value: str) -> ChatSettings | None:
        digest, _, wanted = value.partition("-")
        name = next((one for one in self.released if _digest(one) == digest), None)
        if name is None or wanted not in ("on", "off"):
            return None
        # Counted anew from what holds now: what the operator has withdrawn is left out no more.
        asked = set(self.settings.asks(self.released)) | {name}
        if wanted == "off":
            asked.discard(name)
        if not asked:
            return self.settings  # a chat that asks nothing is what mode "off" is for
        return replace(self.settings, left_out=tuple(one for one in self.released if one not in asked))

    def _warnings(self, phrases: Phrases) -> Iterable[str]:
        """What cannot work as it is set: of what was not addressed to it by command or reply, the bot hears nothing."""
        if self.private or not self.blind:
            return []
        return [phrases(Phrase.WARNING_OPEN if self.any_open else Phrase.WARNING_MENTIONS)]


def _after(seconds: int, phrases: Phrases) -> str:
    if not seconds:
        return phrases(Phrase.VANISH_NEVER)
    if seconds % 60:
        return phrases(Phrase.VANISH_SECONDS, count=seconds)
    return phrases(Phrase.VANISH_MINUTES, count=seconds // 60)


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _button(label: str, choice: Choice) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=choice.data)

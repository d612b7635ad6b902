"""The panel of /settings: its pages and buttons, and their callback data.

Callback data names the value to set, not a change, so that pressing a button twice is harmless: a format version, the
page and the value, such as ``s1:quotes:3``. A collection is identified by a digest, because its name may be too long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keeping.chat_settings import QUOTES, VANISH_AFTER, Adders, ChatSettings, Mode
from bot.saying.fields import Field
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.phrases import NOTHING, Catalogue, Label, Phrase, Phrases, Words, joined, said

_DATA = re.compile(r"s1:([a-z]{1,12})(?::([a-z0-9-]{1,24}))?")
PATTERN = "^s1:"
AUTOMATIC, INHERIT = "auto", "inherit"
_COLUMNS = 2
# Further collections are not listed: Telegram accepts at most 100 buttons.
_MAX_COLLECTIONS = 40
_NAME_UNITS = 40


class SettingsPage(StrEnum):
    """The pages of the panel."""

    HOME = "home"
    GROUP = "group"  # the mode of the group, for topics without one of their own; only in forums
    SPEAK = "speak"  # the mode of this topic, or of a group that is no forum
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
    """A page, and the value chosen on it."""

    page: SettingsPage
    value: str | None = None

    @property
    def data(self) -> str:
        """The callback data, at most 64 bytes."""
        return f"s1:{self.page}" if self.value is None else f"s1:{self.page}:{self.value}"


def parse(data: str | None) -> Choice | None:
    """Parse callback data; None if it is not of the panel.

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

    `released` are the collections that the operator released, `allowed_quotes` is the operator's limit. `topic`: the
    panel is in a forum topic, with the mode `topic_mode` (None: that of the group). `blind`: privacy mode hides all
    messages but commands and replies. `any_open`: the group or a topic is in mode "open". `adding`: /add is enabled;
    `own` is the collection that it adds to.
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
        """The text of a page."""
        if page is SettingsPage.HOME:
            text = MessageBuilder(phrases)
            text.say(Phrase.SETTINGS_PRIVATE if self.private else Phrase.SETTINGS_GROUP)
            for one in self._pages:
                text.blank("\n")
                text.say(Phrase.BULLET)
                text.words(self._title(one, phrases))
                text.say(Phrase.SEPARATOR)
                self._value(one, text, phrases, catalogue)
            for warning in self._warnings():
                text.blank("\n")
                text.say(warning)
            return text.done()
        warnings = self._warnings() if page in (SettingsPage.GROUP, SettingsPage.SPEAK) else []
        parts = [self._title(page, phrases), phrases(_ABOUT[page]), *map(phrases, warnings)]
        return RenderedMessage(joined(parts, "\n\n"))

    def keyboard(self, page: SettingsPage, phrases: Phrases, catalogue: Catalogue) -> InlineKeyboardMarkup:
        """The buttons of a page."""
        if page is SettingsPage.HOME:
            buttons = [_button(self._title(one, phrases), Choice(one)) for one in self._pages]
            last = _button(phrases(Phrase.SETTINGS_CLOSE), Choice(SettingsPage.CLOSE))
        else:
            buttons = [
                _button(joined([phrases(Phrase.CHECK_MARK) if chosen else NOTHING, label], ""), choice)
                for label, choice, chosen in self._options(page, phrases, catalogue)
            ]
            last = _button(phrases(Phrase.SETTINGS_BACK), Choice(SettingsPage.HOME))
        rows = [buttons[start : start + _COLUMNS] for start in range(0, len(buttons), _COLUMNS)]
        return InlineKeyboardMarkup([*rows, [last]])

    def choose(self, choice: Choice, catalogue: Catalogue) -> ChatSettings | None:
        """The settings after a choice; None if it is not offered. They do not include the mode of a topic."""
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
        """The mode that a value stands for in a topic."""
        return None if value == INHERIT else Mode(value)

    @property
    def _pages(self) -> list[SettingsPage]:
        hidden = set(_IN_GROUPS_ONLY if self.private else ())
        hidden |= set() if self.adding else {SettingsPage.ADDERS}
        hidden |= set() if self.topic else {SettingsPage.GROUP}
        return [page for page in _TITLES if page not in hidden]

    def _title(self, page: SettingsPage, phrases: Phrases) -> Words:
        return phrases(Phrase.SETTINGS_SPEAK_TOPIC if page is SettingsPage.SPEAK and self.topic else _TITLES[page])

    def _value(self, page: SettingsPage, text: MessageBuilder, phrases: Phrases, catalogue: Catalogue) -> None:
        """Append what is chosen on a page."""
        if page is not SettingsPage.COLLECTIONS:
            chosen = next((label for label, _, chosen in self._options(page, phrases, catalogue) if chosen), NOTHING)
            text.label(chosen)
            return
        asked = self.settings.asks(self.released)[:_MAX_COLLECTIONS]
        for number, name in enumerate(asked):
            if number:
                text.say(Phrase.SEPARATOR)
            text.label(self._named(name, phrases))
        if not asked:
            text.say(Phrase.NOTHING)

    def _options(self, page: SettingsPage, phrases: Phrases, catalogue: Catalogue) -> list[tuple[Label, Choice, bool]]:
        """The options of a page: label, choice, and whether it is the current one."""
        settings = self.settings
        found: list[tuple[Label, str, bool]] = []
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

    def _named(self, collection: str, phrases: Phrases) -> Label:
        """The label of a collection: its name, or a phrase for the chat's own."""
        if collection == self.own:
            return phrases(Phrase.SETTINGS_OWN)
        name = Field(collection, _NAME_UNITS)
        return said(name) if name else phrases(Phrase.UNTITLED)

    def _choose_collection(self, value: str) -> ChatSettings | None:
        digest, _, wanted = value.partition("-")
        name = next((one for one in self.released if _digest(one) == digest), None)
        if name is None or wanted not in ("on", "off"):
            return None
        # Computed from the collections released now, so that withdrawn ones are dropped from `left_out`.
        asked = set(self.settings.asks(self.released)) | {name}
        if wanted == "off":
            asked.discard(name)
        if not asked:
            return self.settings  # at least one collection stays chosen; mode "off" silences the bot
        return replace(self.settings, left_out=tuple(one for one in self.released if one not in asked))

    def _warnings(self) -> Sequence[Phrase]:
        """Warnings about settings that cannot work because of privacy mode."""
        if self.private or not self.blind:
            return []
        return [Phrase.WARNING_OPEN if self.any_open else Phrase.WARNING_MENTIONS]


def _after(seconds: int, phrases: Phrases) -> Words:
    if not seconds:
        return phrases(Phrase.VANISH_NEVER)
    if seconds % 60:
        return phrases(Phrase.VANISH_SECONDS, count=seconds)
    return phrases(Phrase.VANISH_MINUTES, count=seconds // 60)


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _button(label: Label, choice: Choice) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=choice.data)

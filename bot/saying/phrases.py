"""Every word that the bot itself says, in the languages it speaks.

The catalogue is Project Fluent (`locales/*.ftl`): plurals and dates come out right in each language, and translators
know the format. A phrase is named in `Phrase`; a catalogue that lacks one, or has another, is refused when it is
loaded, so a missing word is found by the first test and not by a reader.

>>> phrases = load().for_language("en-GB")
>>> phrases(Phrase.SOURCES_MORE, count=3)
'and 3 more.'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from bot.errors import PhraseError

DEFAULT_LANGUAGE = "en"


class Phrase(StrEnum):
    """The names of all phrases, as they stand in the catalogues."""

    ANSWER_NONE = "answer-none"
    ANSWER_ASSUMED = "answer-assumed"
    ALSO_SAME = "also-same"
    ALSO_ALIKE = "also-alike"
    SEPARATOR = "separator"
    LIST_SEPARATOR = "list-separator"
    UNDATED = "undated"
    ELLIPSIS = "ellipsis"
    CONTINUED = "continued"
    SOURCE_CHANGED = "source-changed"
    SOURCE_UNREACHABLE = "source-unreachable"
    TELEGRAM_ALTERS = "telegram-alters"
    TERMINAL_ALTERS = "terminal-alters"
    TERMINAL_START = "terminal-start"
    QUOTE_OPEN = "quote-open"
    QUOTE_CLOSE = "quote-close"
    SOURCE_MARK = "source-mark"
    BUTTON_NEXT = "button-next"
    BUTTON_PREVIOUS = "button-previous"
    BUTTON_CONTEXT = "button-context"
    BUTTON_BACK = "button-back"
    BUTTON_COPY = "button-copy"
    BUTTON_SHARE = "button-share"
    BUTTON_READ_ON = "button-read-on"
    BUTTON_HELPED = "button-helped"
    BUTTON_NOT_HELPED = "button-not-helped"
    BUTTON_UNKNOWN = "button-unknown"
    BUTTON_EXPIRED = "button-expired"
    BUTTON_NOT_YOURS = "button-not-yours"
    QUOTE_GONE = "quote-gone"
    LINK_NOWHERE = "link-nowhere"
    INLINE_QUOTED = "inline-quoted"
    INLINE_HOW_TITLE = "inline-how-title"
    INLINE_HOW = "inline-how"
    INLINE_BUTTON = "inline-button"
    BUTTON_NOT_ADMIN = "button-not-admin"
    VOTE_COUNTED = "vote-counted"
    VOTE_TAKEN_BACK = "vote-taken-back"
    COMMAND_ASK = "command-ask"
    COMMAND_SOURCES = "command-sources"
    COMMAND_HELP = "command-help"
    COMMAND_PRIVACY = "command-privacy"
    COMMAND_SETTINGS = "command-settings"
    COMMAND_STATS = "command-stats"
    COMMAND_ADD = "command-add"
    COMMAND_REMOVE = "command-remove"
    COMMAND_MUTE = "command-mute"
    COMMAND_UNMUTE = "command-unmute"
    DESCRIPTION = "description"
    SHORT_DESCRIPTION = "short-description"
    START = "start"
    HELP_PRIVATE = "help-private"
    HELP_GROUP = "help-group"
    HELP_ADD = "help-add"
    ASK_HOW = "ask-how"
    ONLY_TEXT = "only-text"
    NOT_ADMITTED = "not-admitted"
    TROUBLE = "trouble"
    TOO_MUCH = "too-much"
    SOURCES_NONE = "sources-none"
    SOURCES_TITLE = "sources-title"
    SOURCES_MORE = "sources-more"
    BULLET = "bullet"
    PRIVACY = "privacy"
    PRIVACY_ADDED = "privacy-added"
    PRIVACY_REFUSED = "privacy-refused"
    ADDED_MESSAGE = "added-message"
    ADDED_FILE = "added-file"
    ADDED_ALREADY = "added-already"
    ADD_HOW = "add-how"
    ADD_FORMAT = "add-format"
    ADD_LINE = "add-line"
    ADD_TOO_BIG = "add-too-big"
    ADD_TOO_MUCH = "add-too-much"
    ADD_MINE = "add-mine"
    ADD_NOBODY = "add-nobody"
    ADD_ADMINS = "add-admins"
    ADD_WAIT = "add-wait"
    ADD_TROUBLE = "add-trouble"
    REMOVED = "removed"
    REMOVE_HOW = "remove-how"
    REMOVE_WHICH = "remove-which"
    REMOVE_NONE = "remove-none"
    BUTTON_NEWER = "button-newer"
    BUTTON_OLDER = "button-older"
    MUTED = "muted"
    MUTED_MINUTES = "muted-minutes"
    MUTED_HOURS = "muted-hours"
    MUTED_DAYS = "muted-days"
    MUTED_WEEKS = "muted-weeks"
    MUTE_HOW = "mute-how"
    MUTE_IN_GROUPS = "mute-in-groups"
    UNMUTED = "unmuted"
    UNMUTED_OFF = "unmuted-off"
    SETTINGS_PRIVATE = "settings-private"
    SETTINGS_GROUP = "settings-group"
    SETTINGS_SPEAK = "settings-speak"
    SETTINGS_SPEAK_TOPIC = "settings-speak-topic"
    SETTINGS_COLLECTIONS = "settings-collections"
    SETTINGS_LANGUAGE = "settings-language"
    SETTINGS_QUOTES = "settings-quotes"
    SETTINGS_VANISH = "settings-vanish"
    SETTINGS_ADDERS = "settings-adders"
    SETTINGS_REFUSED = "settings-refused"
    SETTINGS_OWN = "settings-own"
    SETTINGS_BACK = "settings-back"
    SETTINGS_CLOSE = "settings-close"
    CHECK_MARK = "check-mark"
    MODE_ASKED = "mode-asked"
    MODE_OPEN = "mode-open"
    MODE_OFF = "mode-off"
    MODE_INHERIT = "mode-inherit"
    ABOUT_SPEAK = "about-speak"
    ABOUT_COLLECTIONS = "about-collections"
    ABOUT_LANGUAGE = "about-language"
    ABOUT_QUOTES = "about-quotes"
    ABOUT_VANISH = "about-vanish"
    ABOUT_ADDERS = "about-adders"
    ABOUT_REFUSED = "about-refused"
    LANGUAGE_AUTO = "language-auto"
    LANGUAGE_NAME = "language-name"
    QUOTES_COUNT = "quotes-count"
    VANISH_NEVER = "vanish-never"
    VANISH_SECONDS = "vanish-seconds"
    VANISH_MINUTES = "vanish-minutes"
    ADDERS_ADMINS = "adders-admins"
    ADDERS_MEMBERS = "adders-members"
    ADDERS_NOBODY = "adders-nobody"
    REFUSED_DROPPED = "refused-dropped"
    REFUSED_KEPT = "refused-kept"
    NOTHING = "nothing"
    WARNING_OPEN = "warning-open"
    WARNING_MENTIONS = "warning-mentions"
    STATS_NONE = "stats-none"
    STATS_TITLE = "stats-title"
    STATS_ASKED = "stats-asked"
    STATS_ANSWERED = "stats-answered"
    STATS_REFUSED = "stats-refused"
    STATS_HELPED = "stats-helped"
    STATS_SLOWEST = "stats-slowest"
    STATS_REFUSED_MOST = "stats-refused-most"
    STATS_TIMES = "stats-times"


class Phrases:
    """The phrases of one language: call it with a phrase, and with the numbers that the phrase asks for."""

    def __init__(self, language: str, text: str) -> None:
        self.language = language
        # Isolating marks (U+2068, U+2069) around numbers would be characters that nobody wrote.
        self._bundle = FluentBundle([language], use_isolating=False)
        resource = FluentResource(text)
        broken = [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]
        if broken:
            raise PhraseError(f"{language}.ftl: cannot be read near {(broken[0] or '').strip()[:60]!r}")
        names = [entry.id.name for entry in resource.body if isinstance(entry, ast.Message)]
        _compare(language, names)
        self._bundle.add_resource(resource)

    def __call__(self, phrase: Phrase, **values: int | str | date) -> str:
        """The phrase in this language. Raises PhraseError where it asks for a value that was not given."""
        pattern = self._bundle.get_message(phrase.value).value
        if pattern is None:
            raise PhraseError(f"{self.language}.ftl: {phrase.value} has no text")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise PhraseError(f"{self.language}.ftl: {phrase.value}: {errors[0]}")
        return str(text)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All languages that the bot speaks."""

    languages: dict[str, Phrases]

    def for_language(self, code: str | None) -> Phrases:
        """The phrases for a language as Telegram names it ("pt-br"): the same, else its main language, else English."""
        wanted = (code or DEFAULT_LANGUAGE).lower().replace("_", "-")
        for name in (wanted, wanted.split("-")[0]):
            if name in self.languages:
                return self.languages[name]
        return self.languages[DEFAULT_LANGUAGE]


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogues that ship with the bot. Raises PhraseError where one is incomplete."""
    return read(entry for entry in files("bot.saying").joinpath("locales").iterdir() if entry.name.endswith(".ftl"))


def read(catalogues: Iterable[Traversable]) -> Catalogue:
    """The catalogues in these files, each named after its language (`pt-br.ftl`)."""
    languages = {}
    for entry in catalogues:
        language = entry.name.removesuffix(".ftl").lower()
        languages[language] = Phrases(language, entry.read_text(encoding="utf-8"))
    if DEFAULT_LANGUAGE not in languages:
        raise PhraseError(f"there is no {DEFAULT_LANGUAGE}.ftl")
    return Catalogue(languages)


def _compare(language: str, names: list[str]) -> None:
    wanted = {phrase.value for phrase in Phrase}
    for what, found in (
        ("lacks", wanted.difference(names)),
        ("has an unknown phrase,", set(names) - wanted),
        ("has twice", {name for name in names if names.count(name) > 1}),
    ):
        if found:
            raise PhraseError(f"{language}.ftl {what} {', '.join(sorted(found))}")

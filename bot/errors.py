"""What can go wrong around the library. Every message is one line that tells a person what to do.

BotError
├── SettingsError        a setting that is missing, unknown or of the wrong kind
├── PhraseError          a catalogue of phrases that lacks one, or has one too many
├── ConversationsError   what is remembered of answers cannot be read or written
└── RefusedError         Telegram refuses this bot: wrong token, or another process answers in its place
"""

from __future__ import annotations


class BotError(Exception):
    """Any failure of the bot that a person can act on; `str(error)` is fit to be shown."""


class SettingsError(BotError):
    """A setting that is missing, unknown or of the wrong kind."""


class PhraseError(BotError):
    """A catalogue of phrases that lacks one, or has one too many."""


class ConversationsError(BotError):
    """What is remembered of answers cannot be read or written."""


class RefusedError(BotError):
    """Telegram refuses this bot for good."""

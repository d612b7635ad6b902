"""The errors of the bot. Every message is one line that says what to do.

BotError
├── SettingsError        a missing, unknown or invalid setting
├── PhraseError          an incomplete or malformed phrase catalogue
├── ConversationsError   a file of the bot's own cannot be read or written, or another bot uses it
├── BackupError          a backup cannot be made, read or put in place
└── RefusedError         Telegram refuses this bot: invalid token, or another process uses it
"""

from __future__ import annotations


class BotError(Exception):
    """A failure that a person can act on; `str(error)` can be shown."""


class SettingsError(BotError):
    """A missing, unknown or invalid setting."""


class PhraseError(BotError):
    """An incomplete or malformed phrase catalogue."""


class ConversationsError(BotError):
    """A file of the bot's own cannot be read or written, or another bot uses it."""


class BackupError(BotError):
    """A backup cannot be made, read or put in place."""


class RefusedError(BotError):
    """Telegram refuses this bot, and a retry does not help."""

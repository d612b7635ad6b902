"""The body of a webhook: an update, whatever it says, is read or passed over, or it is no JSON object."""

from __future__ import annotations

import logging

from telegram import User
from telegram.ext import ExtBot

from bot.app import UPDATES
from bot.hearing.follow_ups import answer_replied_to, manual_quote, shown_in
from bot.hearing.questions import asked_in_group, asked_in_private, command_for
from bot.hearing.splitting import questions_in, reply_to_part
from bot.wire.ordering import queue_key
from bot.wire.reading import Reader
from bot.wire.webhook import parsed
from tests.bot_api.server import TOKEN

_BOT = ExtBot(TOKEN)
_ME = User(int(TOKEN.partition(":")[0]), "Verbatim", True, username="verbatim_bot")
_LOG = logging.getLogger("bot.wire.reading")


def fuzz(data: bytes) -> None:
    """Post a body to the webhook, and hear what it says."""
    _LOG.disabled = True  # it tells of each that it passes over
    try:
        update = Reader(_BOT, UPDATES).read(parsed(data))
    except ValueError:
        return
    finally:
        _LOG.disabled = False
    if update:
        hash(queue_key(update))
        message = update.effective_message
        if message is None or update.callback_query:
            return
        command_for(message, _ME)
        manual_quote(message)
        if replied := answer_replied_to(message, _ME):
            shown_in(replied)
        for asked in (asked_in_private(message, _ME), asked_in_group(message, _ME)):
            for question in questions_in(asked or ""):
                reply_to_part(message, question)

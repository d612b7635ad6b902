"""Assembles the python-telegram-bot application."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.error import ChatMigrated, Forbidden, TelegramError
from telegram.ext import Application, ApplicationHandlerStop, ContextTypes

from bot import handlers
from bot.door.arrivals import Arrivals
from bot.handlers.callback_queries import acknowledge
from bot.hearing.questions import command_for
from bot.logs import summary_of
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.services import App, Context, Services, attach
from bot.wire.client import Client, Request
from bot.wire.ordering import InOrder
from bot.wire.pacing import Pacing
from bot.wire.stated_time import reporting

log = logging.getLogger(__name__)

# The update types requested from Telegram; no handler takes any other.
UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY)

# Size of the connection pool, and seconds to wait for a free connection. Telegram's 30 messages a second need about
# five; more cost time, because httpcore scans all open connections at every request.
_CONNECTIONS, _CONNECTION_WAIT = 16, 60.0


def build(services: Services) -> App:
    """The application of a bot, not yet initialized. It has no updater: see `wire.polling` and `wire.webhook`."""
    settings, chats = services.settings, services.chats
    timeouts: dict[str, Any] = {
        "connect_timeout": settings.connect_timeout,
        "read_timeout": settings.read_timeout,
        "write_timeout": settings.read_timeout,
        "httpx_kwargs": reporting(services.clock.compare),
    }
    arrivals = Arrivals(
        services.admission,
        services.chats,
        services.fingerprints,
        lambda: application.bot.bot,
        lambda chat_id, who: chats.keeper.begin("who was told", chats.notes.tell, chat_id, who),
        max_age=settings.max_age,
        limits=settings.rate_limits,
        clock=services.clock,
    )

    def admits(update: object) -> bool:
        admitted = arrivals.admits(update)
        services.metrics.taken(admitted)
        return admitted

    def finished(update: object) -> None:
        services.metrics.under_way.dec()
        arrivals.finished(update)

    def handled(update: object) -> None:
        if isinstance(update, Update):
            services.unfinished.finish(update.update_id)

    application: App = (
        Application.builder()
        .bot(
            Client(
                settings.token,
                base_url=f"{settings.api_url.rstrip('/')}/bot",
                base_file_url=f"{settings.api_url.rstrip('/')}/file/bot",
                request=Request(connection_pool_size=_CONNECTIONS, pool_timeout=_CONNECTION_WAIT, **timeouts),
                get_updates_request=Request(connection_pool_size=1, **timeouts),
                rate_limiter=Pacing(settings.rate_limits, services.metrics.sent, _CONNECTIONS),
            )
        )
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(InOrder(admits, finished, handled))
        .updater(None)
        .job_queue(None)  # it goes by the clock of the machine: see `housekeeping`
        .build()
    )
    attach(application, services)
    application.add_handlers(handlers.flood_notice.handlers(arrivals), group=-1)
    handlers.register(application, arrivals)
    application.add_error_handler(note_error)
    return application


async def note_error(update: object, context: Context) -> None:
    """Log an exception raised by a handler, in one line and without any text of the update; stop its handling.

    Without ApplicationHandlerStop python-telegram-bot would go on with the next handler group, and so answer people
    whom `gate` failed to turn away.
    """
    error = context.error
    chat = update.effective_chat if isinstance(update, Update) else None
    where = f"chat {chat.id}" if chat else "no chat"
    if isinstance(error, Forbidden):  # blocked, or removed from the group
        log.info("%s: %s", where, error)
    elif isinstance(error, ChatMigrated):  # service messages in both chats announce it, too
        log.info("%s is chat %s now; an answer to the old one was not sent", where, error.new_chat_id)
    elif isinstance(error, TelegramError):
        log.warning("%s: %s: %s", where, type(error).__name__, error)
    elif error is not None:
        log.error("%s: an update was not answered: %s", where, summary_of(error), exc_info=error)
        if isinstance(update, Update):
            await _tell_of_trouble(update, context)
    raise ApplicationHandlerStop


async def _tell_of_trouble(update: Update, context: Context) -> None:
    """Tell whoever sent a command or pressed a button that something went wrong. What asks tells it by itself."""
    trouble = context.phrases(update.effective_user)(Phrase.TROUBLE)
    try:
        if update.callback_query:
            await acknowledge(update.callback_query, trouble, alert=True)
        elif update.message and command_for(update.message, context.bot.bot):
            await sending.say(context.bot, trouble, update.message)
    except TelegramError as error:
        log.info("nobody could be told of it: %s", type(error).__name__)

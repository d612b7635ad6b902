"""Runs the bot: connect, answer until a stop signal or a permanent refusal, finish answers in progress, shut down."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import logs, supervision
from bot.app import UPDATES, build
from bot.clock import Clock
from bot.config import Settings, check_token, host_and_port
from bot.errors import RefusedError
from bot.housekeeping import keep_house
from bot.keeping.answers import AnswerStore
from bot.keeping.chats import ChatStore
from bot.keeping.inbox import Inbox
from bot.keeping.one_bot import alone
from bot.saying import phrases
from bot.saying.menus import set_menus
from bot.services import App, Services
from bot.wire.backoff import RECONNECTING
from bot.wire.error_meanings import kind_of, seconds_of
from bot.wire.intake import Intake
from bot.wire.monitoring import Monitoring
from bot.wire.pacing import Pacing
from bot.wire.polling import REFUSED, Poller
from bot.wire.unfinished import Unfinished
from bot.wire.webhook import Webhook
from index import Library

log = logging.getLogger(__name__)

# Seconds for telling Telegram, at the end, which updates were handled.
_CONFIRM_TIMEOUT = 3.0
# Seconds for what is being sent when answers were not finished in time.
_SENDING = 5.0
# Seconds after which a thread that computes gives way to the others; an answer needs some ten turns.
_SWITCH_INTERVAL = 0.0005


def serve(settings: Settings, library: Library, directory: Path) -> None:
    """Answer on Telegram until SIGTERM, SIGINT or SIGHUP. Raises BotError if Telegram refuses the bot for good."""
    check_token(settings)
    # Otherwise python-telegram-bot warns at every 429 that retry_after will become a timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    logs.start(
        settings.log_level,
        [settings.token, settings.webhook_secret],
        as_json=settings.log_json,
        chat_numbers=settings.log_chats,
    )
    with opened(settings, library, directory) as services:
        asyncio.run(_run_until_a_signal(services))


@contextmanager
def opened(settings: Settings, library: Library, directory: Path, clock: Clock | None = None) -> Iterator[Services]:
    """The services of a bot; its files and threads are closed at the end. Raises ConversationsError."""
    clock = clock or Clock()
    with ExitStack() as stack:
        stack.enter_context(alone(directory))
        answers = stack.enter_context(closing(AnswerStore.open(directory, settings.remember_days, clock)))
        chats = stack.enter_context(closing(ChatStore.open(directory, clock)))
        unfinished = Unfinished(
            stack.enter_context(closing(Inbox.open(directory, int(settings.token.partition(":")[0]))))
        )
        services = Services(settings, library, answers, phrases.load(), chats, unfinished, clock=clock)
        yield stack.enter_context(closing(services))


async def run(services: Services, stop: asyncio.Event) -> None:
    """Connect, answer until `stop` is set, and shut down. Raises BotError."""
    app = build(services)
    intake = _intake(app, services)
    monitoring = _monitoring(services, intake)
    try:
        if not await _run_until(stop, _retry(app.initialize)):
            return
        if not await _run_until(stop, _retry(intake.announce)):
            return
        await app.start()
        menus: asyncio.Task[None] | None = None
        housekeeping = asyncio.ensure_future(keep_house(app))
        checking = asyncio.ensure_future(asyncio.to_thread(services.desks.library.quick_check))
        try:
            log.info("answering as @%s", app.bot.username)
            supervision.tell(supervision.READY)
            if not app.bot.supports_inline_queries:
                log.info("inline mode is off; /setinline at @BotFather lets people quote from any chat")
            menus = app.create_task(set_menus(app)) if services.settings.menus else None
            await _run_until(stop, intake.run())
        finally:
            log.info("leaving")
            supervision.tell(supervision.STOPPING)
            services.stop()
            housekeeping.cancel()  # deletions that begin now would keep the bot from leaving
            if menus:
                menus.cancel()  # some forty requests; the next start sends them again
            await asyncio.wait([housekeeping])
            await checking  # interrupted by now
            await intake.close()
            await _finish(app, services.settings.stop_patience)
            await services.unfinished.close()
        await _with_timeout(intake.confirm(), _CONFIRM_TIMEOUT, "Telegram was not told what has been answered")
    finally:
        if monitoring:
            await monitoring.close()
        await intake.close()
        await app.shutdown()
        await app.bot.shutdown()  # its connections, where the application never came to be initialized


def _be_ready_to_answer() -> None:
    """Keep what takes long from those who wait meanwhile."""
    # What is here now stays: a full collection that walks all modules took 40 ms from everybody's answers each time.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH_INTERVAL)


async def _run_until_a_signal(services: Services) -> None:
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    _be_ready_to_answer()
    alive = asyncio.ensure_future(supervision.keep_telling())
    try:
        await run(services, stop)
    finally:
        alive.cancel()


def _intake(app: App, services: Services) -> Poller | Webhook:
    """A webhook if there is a URL for one, else a poller. Raises SettingsError if the port cannot be opened."""
    settings, intake = services.settings, Intake(app.bot, app.update_queue, services.unfinished, UPDATES)
    services.metrics.watch("updates_passed_over", "Updates that could not be read", lambda: intake.passed_over)
    if not settings.webhook:
        return Poller(
            app.bot,
            intake,
            timeout=settings.poll_timeout,
            conflict_patience=settings.conflict_patience,
        )
    webhook = Webhook(
        app.bot,
        intake,
        url=settings.webhook,
        listen=host_and_port(settings.listen),
        secret=settings.webhook_secret,
    )
    webhook.listen()
    return webhook


def _monitoring(services: Services, intake: Poller | Webhook) -> Monitoring | None:
    """The pages for whoever watches the bot, if they are wanted. Raises SettingsError if the port cannot be opened."""
    if not services.settings.metrics:
        return None
    services.metrics.watch("updates_coming_in", "Whether updates come in: 1 or 0", lambda: intake.well)
    monitoring = Monitoring(services.metrics.registry, lambda: intake.well)
    monitoring.listen(*host_and_port(services.settings.metrics, "metrics"))
    return monitoring


async def _run_until(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Run `work`, cancelled when `stop` is set. Returns whether it completed."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        task.result()
        return True
    task.cancel()
    with suppress(asyncio.CancelledError, TelegramError):
        await task
    return False


async def _retry(step: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Run a step of the start-up until Telegram can be reached. Raises RefusedError for an invalid token."""
    for pause in RECONNECTING.pauses():
        try:
            await step()
            return
        except InvalidToken:
            raise RefusedError(REFUSED) from None
        except TelegramError as error:
            wait = seconds_of(error) if isinstance(error, RetryAfter) else pause
            log.warning("Telegram cannot be reached (%s); again in %.0f s", kind_of(error), wait)
        await asyncio.sleep(wait)


async def _finish(app: App, seconds: float) -> None:
    """Finish the answers in progress; after so many seconds, only what is being sent. The next start does the rest."""
    stopping = asyncio.ensure_future(app.stop())
    await asyncio.sleep(0)  # so that it begins even with a timeout of 0
    if not (await asyncio.wait([stopping], timeout=seconds))[0]:
        log.warning("some answers were not finished in time")
        pacing = app.bot.rate_limiter
        if isinstance(pacing, Pacing):
            pacing.leave()
        # Nobody would know whether it had arrived, were it broken off.
        await asyncio.wait([stopping], timeout=_SENDING)
    stopping.cancel()
    with suppress(asyncio.CancelledError):
        await stopping


async def _with_timeout(step: Coroutine[Any, Any, object], seconds: float, otherwise: str) -> None:
    """Run a step of the shutdown; a timeout or an error of Telegram's is logged with the words `otherwise`."""
    task = asyncio.ensure_future(step)
    await asyncio.sleep(0)  # so that it begins even with a timeout of 0
    try:
        await asyncio.wait_for(task, seconds)
    except (TimeoutError, TelegramError) as error:
        log.warning("%s (%s)", otherwise, kind_of(error) if isinstance(error, TelegramError) else "timed out")

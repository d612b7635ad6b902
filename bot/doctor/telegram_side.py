"""Telegram's side: the token, what the bot may do, the webhook, its groups, and whose clock is right."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager

from telegram import ChatMember, ChatMemberRestricted, User
from telegram.constants import ChatMemberStatus
from telegram.error import InvalidToken, TelegramError

from bot.clock import MOST_WRONG, difference
from bot.config import Settings, check_token
from bot.doctor.examined import Examined, note, ok, problem
from bot.errors import SettingsError
from bot.wire.client import Client, Request
from bot.wire.error_meanings import kind_of
from bot.wire.polling import REFUSED
from bot.wire.stated_time import reporting

MOST_GROUPS = 100
"""Maximum number of groups that are looked at."""

_AWAY = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def examine_telegram(
    settings: Settings, groups: Collection[int], clock: Callable[[], float] = time.time
) -> AsyncIterator[Examined]:
    """Ask Telegram about the bot with the token of these settings, and about its place in some groups."""
    try:
        check_token(settings)
    except SettingsError as error:
        yield note("token", f"{error}; Telegram was not asked")
        return
    ahead: list[float] = []
    async with _client(settings, ahead, clock) as bot:
        try:
            me = await bot.get_me()
        except InvalidToken:
            yield problem("token", REFUSED)
            return
        except TelegramError as error:
            yield problem("Telegram", f"{settings.api_url} cannot be reached ({kind_of(error)}): check the network")
            return
        yield ok("token", f"@{me.username}")
        if ahead:
            yield _clock(ahead[-1])
        for about in (*_rights(me), await _webhook(bot, settings)):
            yield about
        if groups:
            yield await _groups(bot, me, sorted(groups)[:MOST_GROUPS])


@asynccontextmanager
async def _client(settings: Settings, ahead: list[float], clock: Callable[[], float]) -> AsyncIterator[Client]:
    """A client that notes by how many seconds this machine's clock is ahead of Telegram's."""
    request = Request(
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        httpx_kwargs=reporting(lambda stated: ahead.append(clock() - stated)),
    )
    bot = Client(settings.token, base_url=f"{settings.api_url.rstrip('/')}/bot", request=request)
    await request.initialize()
    try:
        yield bot
    finally:
        await request.shutdown()


def _clock(ahead: float) -> Examined:
    return ok("clock", "as Telegram's") if abs(ahead) <= MOST_WRONG else problem("clock", difference(ahead))


def _rights(me: User) -> tuple[Examined, ...]:
    groups = (
        ok("groups", "it can be added to groups")
        if me.can_join_groups
        else note("groups", "it cannot be added to groups: /setjoingroups at @BotFather")
    )
    reads = (
        ok("privacy mode", "off: mentions reach it")
        if me.can_read_all_group_messages
        else note(
            "privacy mode",
            "on: in groups, /ask and replies reach it, mentions only where it is an admin; /setprivacy at "
            "@BotFather turns it off, then add the bot to its groups anew",
        )
    )
    inline = (
        ok("inline mode", "on")
        if me.supports_inline_queries
        else note("inline mode", "off; /setinline at @BotFather lets people quote from any chat")
    )
    return groups, reads, inline


async def _webhook(bot: Client, settings: Settings) -> Examined:
    info = await bot.get_webhook_info()
    waiting = f"{info.pending_update_count:,} updates wait"
    if not info.url:
        if settings.webhook:
            return note("updates", f"{waiting}; the webhook is not set: `verbatim serve` sets it")
        return ok("updates", f"polled; {waiting}")
    if not settings.webhook:
        return note("updates", f"{waiting}; they go to a webhook, which `verbatim serve` without --webhook removes")
    failed = info.last_error_date and time.time() - info.last_error_date.timestamp() < 24 * 3600
    if failed:
        return problem("updates", f"{waiting}; Telegram could not deliver to the webhook: {info.last_error_message}")
    return ok("updates", f"by webhook; {waiting}")


async def _groups(bot: Client, me: User, groups: Collection[int]) -> Examined:
    away, silenced = [], []
    for group in groups:
        try:
            member = await bot.get_chat_member(group, me.id)
        except TelegramError:
            away.append(group)
            continue
        if member.status in _AWAY:
            away.append(group)
        elif not _may_write(member):
            silenced.append(group)
    if silenced:
        return problem("rights", f"it may not write in {_listed(silenced)}: an admin there can allow it")
    if away:
        return note("rights", f"it is no member of {_listed(away)} any more")
    return ok("rights", f"it may write in {len(groups):,} groups that it knows")


def _may_write(member: ChatMember) -> bool:
    return not isinstance(member, ChatMemberRestricted) or member.can_send_messages


def _listed(groups: Collection[int]) -> str:
    first = [str(group) for group in groups][:3]
    return f"{', '.join(first)}{' and others' if len(groups) > len(first) else ''}"

"""The chat action while an answer takes long."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.saying.chat_action import show_typing


class Telegram:
    """Notes the actions that it is asked to show, and refuses the first ones."""

    def __init__(self, refuses: int = 0) -> None:
        self.shown: list[tuple[int, str, int | None]] = []
        self.refuses = refuses

    async def send_chat_action(self, chat_id: int, action: str, message_thread_id: int | None) -> None:
        self.shown.append((chat_id, action, message_thread_id))
        if len(self.shown) <= self.refuses:
            raise BadRequest("TOPIC_CLOSED")


def bot(telegram: Telegram) -> ExtBot[int]:
    return cast(ExtBot[int], telegram)


async def test_what_is_quick_needs_none() -> None:
    telegram = Telegram()
    with show_typing(bot(telegram), 1, None):
        await asyncio.sleep(0.9)
    await asyncio.sleep(60)
    assert telegram.shown == []


async def test_what_takes_long_is_seen_to_be_done_until_it_is() -> None:
    telegram = Telegram(refuses=1)
    with show_typing(bot(telegram), 1, 7):
        await asyncio.sleep(12)
    assert telegram.shown == [(1, "typing", 7)] * 3
    await asyncio.sleep(60)
    assert len(telegram.shown) == 3


async def test_also_where_it_ends_badly() -> None:
    telegram = Telegram()

    async def fail() -> None:
        with show_typing(bot(telegram), 1, None):
            await asyncio.sleep(2)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await fail()
    await asyncio.sleep(60)
    assert len(telegram.shown) == 1

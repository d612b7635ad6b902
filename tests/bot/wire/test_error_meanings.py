"""The meanings of Telegram's errors, by their descriptions."""

from __future__ import annotations

import httpx
import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.wire.error_meanings import Meaning, kind_of, may_have_arrived, meaning, seconds_of
from tests.bot_api.errors import NOT_MODIFIED


@pytest.mark.parametrize(
    ("description", "means"),
    [
        ("Chat not found", Meaning.CHAT_UNREACHABLE),
        ("CHANNEL_PRIVATE", Meaning.CHAT_UNREACHABLE),
        ("Can't access the chat", Meaning.CHAT_UNREACHABLE),
        ("Quote not found", Meaning.QUOTE_REFUSED),
        ("QUOTE_TEXT_INVALID", Meaning.QUOTE_REFUSED),
        ("Message to be replied not found", Meaning.MESSAGE_GONE),
        ("Message to edit not found", Meaning.MESSAGE_GONE),
        ("Message to delete not found", Meaning.MESSAGE_GONE),
        ("Reply message not found", Meaning.MESSAGE_GONE),
        ("MESSAGE_ID_INVALID", Meaning.MESSAGE_GONE),
        (NOT_MODIFIED, Meaning.NOT_EDITED),
        ("Message can't be edited", Meaning.NOT_EDITED),
        ("File is too big", Meaning.FILE_TOO_BIG),
        # Similar descriptions with another meaning.
        ("Message thread not found", Meaning.OTHER),
        ("Reply markup is too long", Meaning.OTHER),
        ("ENTITY_BOUNDS_INVALID: blockquote entities can't be nested", Meaning.OTHER),
        ("Query is too old and response timeout expired or query id is invalid", Meaning.OTHER),
    ],
)
def test_a_bad_request_means(description: str, means: Meaning) -> None:
    assert meaning(BadRequest(description)) is means


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (Forbidden("bot is not a member of the channel chat"), Meaning.CHAT_UNREACHABLE),
        (ChatMigrated(-1001), Meaning.CHAT_UNREACHABLE),
        (NetworkError("quote"), Meaning.OTHER),
    ],
)
def test_other_errors_mean(error: TelegramError, means: Meaning) -> None:
    assert meaning(error) is means


def test_a_request_that_found_no_connection_never_left() -> None:
    for cause, so in ((httpx.ConnectTimeout(""), True), (httpx.PoolTimeout(""), True), (httpx.ReadTimeout(""), False)):
        timed_out = TimedOut()
        timed_out.__cause__ = cause
        assert may_have_arrived(timed_out) is not so
    assert may_have_arrived(TimedOut())


@pytest.mark.parametrize("durations", ["true", "false"])
@pytest.mark.filterwarnings("ignore:.*timedelta")
def test_the_wait_is_in_seconds_however_it_comes(durations: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", durations)
    assert seconds_of(RetryAfter(7)) == 7.0


def test_trouble_of_the_network_is_named_by_its_kind() -> None:
    assert kind_of(TimedOut()) == "timed out"
    assert kind_of(NetworkError("Bad Gateway")) == "Bad Gateway"

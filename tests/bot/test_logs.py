"""Log records are one line, without the token and without the text of messages."""

from __future__ import annotations

import json
import logging
import re
from urllib.parse import quote

import pytest
from telegram import Chat, Message, Update
from telegram.error import InvalidToken

from bot.logs import JsonLine, OneLine, redact

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl"  # noqa: S105  # made up
OTHER = "987654321:BBHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl"


def line(message: str, *args: object, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("test", logging.ERROR, __file__, 1, message, args, exc_info)
    return OneLine([TOKEN]).format(record)


def raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


@pytest.mark.parametrize("form", [TOKEN, quote(TOKEN, safe=""), f"https://api.telegram.org/bot{TOKEN}/getMe", OTHER])
def test_a_token_is_hidden_in_a_message_and_in_its_arguments(form: str) -> None:
    for text in (line(f"asked {form}"), line("asked %s", form), line("%r", ValueError(form))):
        assert "AAHd" not in text
        assert "BBHd" not in text


def test_a_token_is_hidden_in_an_exception() -> None:
    text = line("failed", error=raised(InvalidToken(f"The token `{TOKEN}` was rejected by the server.")))
    assert "AAHd" not in text
    assert "InvalidToken at test_logs.py" in text


def test_a_token_is_hidden_in_a_traceback_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBATIM_DEBUG", "1")
    text = line("failed", error=raised(ValueError(TOKEN)))
    assert "Traceback" in text
    assert "AAHd" not in text


def logged(message: str, *args: object, token: str = TOKEN, chat_numbers: bool = False) -> str:
    record = logging.LogRecord("test", logging.INFO, __file__, 1, message, args, None)
    return OneLine([token], chat_numbers=chat_numbers).format(record)


def test_a_chat_is_told_by_a_hash_unless_its_number_is_wanted() -> None:
    group = -1001234567890
    (hashed,) = re.findall(r"chat #([0-9a-f]{8}):", logged("chat %s: asked", group))
    assert f"chat #{hashed}" in logged("nobody may write in chat %s", group)
    assert f"chat:#{hashed}" in logged("removed from %s", f"chat:{group}")
    assert str(group)[4:] not in logged("chat %s, chats %s", group, group)
    assert hashed not in logged("chat %s: asked", group - 1)
    assert hashed not in logged("chat %s: asked", group, token=OTHER)
    assert f"chat {group}: asked" in logged("chat %s: asked", group, chat_numbers=True)


def test_a_line_of_json_says_when_how_grave_and_what() -> None:
    record = logging.LogRecord("bot.serve", logging.WARNING, __file__, 1, 'said "%s"\n%s', ("ё\x1b", TOKEN), None)
    record.created = 0.0625
    written = JsonLine([TOKEN]).format(record)
    assert "\n" not in written
    assert json.loads(written) == {
        "time": "1970-01-01T00:00:00.062+00:00",
        "level": "WARNING",
        "logger": "bot.serve",
        "message": 'said "ё\\x1b" <token>',
    }


def test_an_event_is_one_line() -> None:
    assert "\n" not in line("one\n%s", "two", error=raised(ValueError("two\nlines")))


def test_what_somebody_wrote_is_not_logged_with_an_update() -> None:
    message = Message(1, None, Chat(1, "private"), text="a secret question")  # type: ignore[arg-type]
    assert "secret" not in line("Processing update %s", Update(1, message=message))


def test_what_an_exception_quotes_is_not_logged() -> None:
    assert "secret" not in line("failed", error=raised(KeyError("a secret question")))


def test_plain_text_passes_as_it_is() -> None:
    assert redact("chat -100123456789: sendMessage 12:30", [TOKEN, ""]) == "chat -100123456789: sendMessage 12:30"


@pytest.mark.attack("forges a line of the log, or tells a terminal what to do, by a name")
def test_no_name_forges_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = "rules\x1b[2K\r\x852026-01-01 ERROR bot: stolen\u2028\u202e.txt"
    for debug in ("", "1"):
        monkeypatch.setenv("VERBATIM_DEBUG", debug)
        text = line("file %s", forged)
        assert not {"\x1b", "\r", "\x85", "\u2028", "\u202e"} & set(text)
        assert text.count("\n") == 0

"""Keyboards, checked as Telegram checks them: inline, and those that send a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.bot_api.errors import bad_request
from tests.bot_api.text import is_web_address, utf16_length
from tests.bot_api.world import JSON

BUTTON_LIMIT = 100
ROW_LIMIT = 8
DATA_LIMIT = 64
COPY_LIMIT = 256
SWITCH_LIMIT = 256
TEXT_LIMIT = 256

_ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "copy_text",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "login_url",
        "web_app",
        "pay",
        "callback_game",
    }
)


def check_markup(markup: JSON | None) -> JSON | None:
    """`markup` as it goes into the message; an empty keyboard is none. Raises ApiError for what cannot be shown."""
    if markup is None or ("inline_keyboard" not in markup and "keyboard" not in markup):
        return markup
    kind = "inline_keyboard" if "inline_keyboard" in markup else "keyboard"
    rows = markup[kind]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse reply keyboard markup JSON object")
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) > BUTTON_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            (check_button if kind == "inline_keyboard" else check_text)(button)
    return {kind: rows} if rows else None


def check_text(button: Any) -> None:
    """Raise ApiError unless `button` sends a text when it is tapped, and does nothing else."""
    if not isinstance(button, dict) or set(button) != {"text"} or not str(button["text"]).strip():
        raise bad_request("can't parse keyboard button: expected a text")
    if utf16_length(button["text"]) > TEXT_LIMIT:
        raise bad_request("BUTTON_TEXT_INVALID")


def check_button(button: Any) -> None:
    """Raise ApiError unless `button` has a label and exactly one valid action."""
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [name for name in button if name in _ACTIONS]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be specified")
    value = button[actions[0]]
    match actions[0]:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= DATA_LIMIT:
                raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            if not is_web_address(str(value)):
                raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 1 <= utf16_length(text) <= COPY_LIMIT:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "switch_inline_query" | "switch_inline_query_current_chat":
            if not isinstance(value, str) or utf16_length(value) > SWITCH_LIMIT:
                raise bad_request("SWITCH_PM_TEXT_INVALID")
        case "switch_inline_query_chosen_chat":
            if not isinstance(value, dict) or utf16_length(str(value.get("query", ""))) > SWITCH_LIMIT:
                raise bad_request("SWITCH_PM_TEXT_INVALID")


def buttons_of(markup: JSON | None) -> Iterator[JSON]:
    """Every button of an inline keyboard, in reading order."""
    for row in (markup or {}).get("inline_keyboard", []):
        yield from row


def texts_of(markup: JSON | None) -> list[str]:
    """The texts that a keyboard sends, in reading order."""
    return [button["text"] for row in (markup or {}).get("keyboard", []) for button in row]

"""Answering inline queries."""

from __future__ import annotations

import re
from typing import Any

from tests.bot_api.errors import bad_request
from tests.bot_api.keyboards import check_markup
from tests.bot_api.methods.context import Context, Method, Utterance
from tests.bot_api.parameters import Parameters
from tests.bot_api.world import JSON

RESULT_LIMIT = 50
OFFSET_LIMIT = 64
ID_LIMIT = 64
EXPIRY = 30.0

_KINDS = frozenset({"article", "photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document", "location"})
_KINDS |= {"venue", "contact", "game", "sticker"}


def answer_inline_query(context: Context, parameters: Parameters) -> bool:
    """answerInlineQuery: true. Each result's text is checked as sendMessage checks it."""
    query = context.world.inline_queries.get(parameters.text("inline_query_id"))
    if query is None or query.answer is not None or context.world.now() - query.asked_at > EXPIRY:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = [_check_result(context, result) for result in parameters.objects("results")]
    if len(results) > RESULT_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = parameters.text("next_offset")
    if len(next_offset.encode()) > OFFSET_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = parameters.mapping("button")
    if button is not None:
        _check_start_button(button)
        context.hear(Utterance("button", button["text"]))
    for result in results:
        _hear_result(context, result)
    query.answer = {
        "results": results,
        "next_offset": next_offset,
        "is_personal": parameters.flag("is_personal"),
        "cache_time": parameters.integer("cache_time", 300),
        "button": button,
    }
    context.world.changed.notify_all()
    return True


def _check_result(context: Context, result: JSON) -> JSON:
    kind = result.get("type")
    if kind not in _KINDS:
        raise bad_request(f"can't parse inline query result: type {kind!r} is unsupported")
    identifier = result.get("id")
    if not isinstance(identifier, str) or not 1 <= len(identifier.encode()) <= ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    checked = dict(result)
    if kind == "article":
        if not str(result.get("title", "")).strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if not isinstance(result.get("input_message_content"), dict):
            raise bad_request("can't parse inline query result: input_message_content is empty")
    content = result.get("input_message_content")
    if isinstance(content, dict) and "message_text" in content:
        inner = Parameters(content)
        text, entities = context.read_text(
            inner.text("message_text"), inner.objects("entities"), inner.text("parse_mode")
        )
        checked["input_message_content"] = {**content, "message_text": text, "entities": entities}
    checked["reply_markup"] = check_markup(Parameters(result).mapping("reply_markup"))
    return checked


def _check_start_button(button: dict[str, Any]) -> None:
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    parameter = button.get("start_parameter")
    if (parameter is None) == (button.get("web_app") is None):
        raise bad_request("can't parse inline query results button: exactly one action must be specified")
    if parameter is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(parameter)):
        raise bad_request("START_PARAM_INVALID")


def _hear_result(context: Context, result: JSON) -> None:
    for name in ("title", "description"):
        if result.get(name):
            context.hear(Utterance("inline", str(result[name])))
    if result.get("url"):
        context.hear(Utterance("link", str(result["url"])))
    content = result.get("input_message_content")
    if isinstance(content, dict) and "message_text" in content:
        context.hear(Utterance("message", content["message_text"], tuple(content["entities"])))
    context.hear_markup(result["reply_markup"])


METHODS: dict[str, Method] = {"answerInlineQuery": answer_inline_query}

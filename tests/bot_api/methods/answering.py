"""Answering pressed buttons."""

from __future__ import annotations

from tests.bot_api.errors import bad_request
from tests.bot_api.methods.context import Context, Method, Utterance
from tests.bot_api.parameters import Parameters
from tests.bot_api.text import clean_characters

ALERT_LIMIT = 200


def answer_callback_query(context: Context, parameters: Parameters) -> bool:
    """answerCallbackQuery: true. Raises ApiError for a query that is unknown, old, or answered before."""
    query = context.world.callbacks.get(parameters.text("callback_query_id"))
    if query is None or query.acknowledged or context.world.now() - query.asked_at > context.callback_expiry:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = clean_characters(parameters.text("text")).strip()
    if len(text) > ALERT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = parameters.text("url")
    bot_link = f"https://t.me/{context.world.bot.username}?start="
    if url and not url.lower().startswith((bot_link.lower(), f"tg://resolve?domain={context.world.bot.username}")):
        raise bad_request("URL_INVALID")
    query.acknowledged = True
    query.answer = {"text": text, "show_alert": parameters.flag("show_alert"), "url": url or None}
    if text:
        context.hear(Utterance("alert", text))
    context.world.changed.notify_all()
    return True


METHODS: dict[str, Method] = {"answerCallbackQuery": answer_callback_query}

"""Replying: the message replied to, its quoted part, and the topic an answer goes into."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bot_api.errors import bad_request
from tests.bot_api.methods.context import Context
from tests.bot_api.parameters import Parameters
from tests.bot_api.text import MESSAGE_LIMIT, Entity, clean_characters, prepare, utf16_length
from tests.bot_api.world import GENERAL_TOPIC, JSON, Chat, MessageRecord

QUOTE_LIMIT = 1024
# The formatting that is part of a quote (ReplyParameters.quote in the Bot API).
_COMPARED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"})


@dataclass(frozen=True)
class Reply:
    """What a message answers: nothing, a message, or a part of one."""

    message: MessageRecord | None = None
    quote: JSON | None = None


def read_reply(context: Context, parameters: Parameters, chat: Chat) -> Reply:
    """The reply that a call asks for. Raises ApiError where there is nothing to reply to, or nothing so said."""
    wanted = parameters.mapping("reply_parameters")
    if wanted is None and parameters.integer("reply_to_message_id"):
        wanted = {
            "message_id": parameters.integer("reply_to_message_id"),
            "allow_sending_without_reply": parameters.flag("allow_sending_without_reply"),
        }
    if wanted is None:
        return Reply()
    inner = Parameters(wanted)
    place = chat
    if "chat_id" in inner.values:
        place = context.chat(inner)
    message = place.messages.get(inner.integer("message_id") or 0)
    if message is None or message.deleted or (message.is_service and place is not chat):
        if inner.flag("allow_sending_without_reply") and place is chat:
            return Reply()
        raise bad_request("message to be replied not found")
    if "quote" not in inner.values:
        return Reply(message)
    if inner.text("quote_parse_mode") and not context.allow_parse_mode:
        raise bad_request("quote_parse_mode is not allowed on this server: send quote_entities")
    quote = find_quote(message, inner.text("quote"), inner.objects("quote_entities"), inner)
    return Reply(message, None if context.leaves_quotes_out else quote)


def find_quote(message: MessageRecord, quote: str, entities: list[Entity], place: Parameters) -> JSON:
    """The TextQuote of `message` that is `quote`, formatting included. Raises ApiError unless it is really there."""
    if not clean_characters(quote).strip():
        raise bad_request("QUOTE_TEXT_INVALID")
    text, formatting = prepare(quote, entities, limit=MESSAGE_LIMIT, trim=False, detect=False)
    length = utf16_length(text)
    if length > QUOTE_LIMIT:
        raise bad_request("QUOTE_TEXT_INVALID")
    wanted = place.integer("quote_position")
    start = message.text.find(text)
    while start >= 0:
        position = utf16_length(message.text[:start])
        if wanted in (None, position) and _formatting(message.entities, position, length) == _formatting(
            formatting, 0, length
        ):
            shape: JSON = {"text": text, "position": position, "is_manual": True}
            return shape | ({"entities": formatting} if formatting else {})
        start = message.text.find(text, start + 1)
    raise bad_request("QUOTE_TEXT_INVALID")


def _formatting(entities: list[Entity], start: int, length: int) -> set[tuple[str, int, int]]:
    """The compared formatting inside a stretch, clipped to it; offsets from its beginning."""
    found = set()
    for entity in entities:
        begin = max(entity["offset"], start) - start
        end = min(entity["offset"] + entity["length"], start + length) - start
        if entity["type"] in _COMPARED and begin < end:
            found.add((entity["type"], begin, end))
    return found


def read_thread(context: Context, parameters: Parameters, chat: Chat, reply: Reply) -> tuple[int | None, bool]:
    """The thread a message goes into, and whether it is a topic. Raises ApiError for one that is not open."""
    wanted = parameters.integer("message_thread_id")
    replied = reply.message
    if wanted is None and replied is not None and replied.chat is chat and replied.is_topic_message:
        wanted = None if replied.thread_id == GENERAL_TOPIC else replied.thread_id
    if wanted is None:
        if chat.is_forum:
            _check_open(context, chat, GENERAL_TOPIC)
        return None, False
    # The General topic has no thread id of its own: naming it is an error, also in Telegram.
    if not chat.is_forum or wanted == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    _check_open(context, chat, wanted)
    return wanted, True


def _check_open(context: Context, chat: Chat, thread_id: int) -> None:
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted:
        if thread_id == GENERAL_TOPIC:
            return
        raise bad_request("message thread not found")
    if topic.closed and chat.status(context.world.bot) not in ("administrator", "creator"):
        raise bad_request("TOPIC_CLOSED")

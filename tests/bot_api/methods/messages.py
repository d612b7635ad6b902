"""Sending, editing and deleting messages."""

from __future__ import annotations

from typing import Any

from tests.bot_api.errors import NOT_MODIFIED, bad_request
from tests.bot_api.keyboards import check_markup
from tests.bot_api.methods.context import Context, Method, Utterance
from tests.bot_api.methods.replies import read_reply, read_thread
from tests.bot_api.parameters import Parameters
from tests.bot_api.shapes import message_json
from tests.bot_api.world import JSON, MessageRecord

DELETE_WITHIN = 48 * 3600
FILE_LIMIT = 20 * 1024 * 1024
FILE_OPEN_FOR = 3600.0
CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(context: Context, parameters: Parameters) -> JSON:
    """sendMessage: the message as it was stored."""
    chat = context.writable_chat(parameters)
    text, entities = context.read_text(
        parameters.text("text"), parameters.objects("entities"), parameters.text("parse_mode")
    )
    markup = check_markup(parameters.mapping("reply_markup"))
    reply = read_reply(context, parameters, chat)
    thread_id, in_topic = read_thread(context, parameters, chat, reply)
    context.flood.spend(chat)
    message = context.events.post(
        chat,
        sender=context.world.bot,
        text=text,
        entities=entities,
        markup=markup,
        reply_to=reply.message,
        quote=reply.quote,
        thread_id=thread_id,
        is_topic_message=in_topic,
        link_preview=parameters.mapping("link_preview_options"),
    )
    context.hear(Utterance("message", text, tuple(entities), _native_quote(context, message)))
    context.hear_markup(markup)
    return message_json(message)


def edit_message_text(context: Context, parameters: Parameters) -> JSON | bool:
    """editMessageText: the message as it is now, or true for an inline message."""
    message = _editable(context, parameters)
    text, entities = context.read_text(
        parameters.text("text"), parameters.objects("entities"), parameters.text("parse_mode")
    )
    markup = check_markup(parameters.mapping("reply_markup"))
    preview = parameters.mapping("link_preview_options")
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(NOT_MODIFIED)
    context.flood.spend(message.chat)
    message.text, message.entities, message.markup, message.link_preview = text, entities, markup, preview
    context.hear(Utterance("edit", text, tuple(entities), _native_quote(context, message)))
    return _edited(context, message)


def edit_message_reply_markup(context: Context, parameters: Parameters) -> JSON | bool:
    """editMessageReplyMarkup: as editMessageText, for the buttons alone."""
    message = _editable(context, parameters)
    markup = check_markup(parameters.mapping("reply_markup"))
    if markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    context.flood.spend(message.chat)
    message.markup = markup
    return _edited(context, message)


def _native_quote(context: Context, message: MessageRecord) -> str | None:
    """What the bot quotes natively as an answer. Pointing at a part of a person's question here is no answer."""
    quoted = message.reply_to
    if message.quote is None or quoted is None:
        return None
    question = quoted.chat is message.chat and quoted.sender is not None and not quoted.sender.is_bot
    return None if question else str(message.quote["text"])


def _editable(context: Context, parameters: Parameters) -> MessageRecord:
    inline_id = parameters.text("inline_message_id")
    if inline_id:
        if inline_id not in context.world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return context.world.inline_messages[inline_id]
    chat = context.chat(parameters)
    message = chat.messages.get(parameters.integer("message_id") or 0)
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if message.sender is not context.world.bot or message.is_service:
        raise bad_request("message can't be edited")
    return message


def _edited(context: Context, message: MessageRecord) -> JSON | bool:
    message.edit_date = int(context.world.now())
    message.acted = context.world.act()
    message.remember()
    context.hear_markup(message.markup)
    context.world.changed.notify_all()
    return True if message.inline_message_id is not None else message_json(message)


def delete_message(context: Context, parameters: Parameters) -> bool:
    """deleteMessage: true. The bot may delete its own, in private any, and as an administrator others'."""
    chat = context.chat(parameters)
    message = chat.messages.get(parameters.integer("message_id") or 0)
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    member = chat.members.get(context.world.bot.id)
    may_delete = member is not None and member.status == "administrator"
    may_delete = may_delete and member is not None and member.rights.get("can_delete_messages", True)
    too_old = context.world.now() - message.date > DELETE_WITHIN
    own = message.sender is context.world.bot or chat.type == "private"
    if not may_delete and (not own or too_old):
        raise bad_request("message can't be deleted for everyone" if own else "message can't be deleted")
    message.deleted = True
    message.acted = context.world.act()
    context.world.changed.notify_all()
    return True


def delete_messages(context: Context, parameters: Parameters) -> bool:
    """deleteMessages: true; ids that are not there are skipped, as in Telegram."""
    ids = parameters.structure("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified")
    chat = context.chat(parameters)
    for message_id in ids:
        message = chat.messages.get(message_id)
        if message is not None and not message.deleted:
            delete_message(context, Parameters({"chat_id": chat.id, "message_id": message_id}))
    return True


def set_message_reaction(context: Context, parameters: Parameters) -> bool:
    """setMessageReaction: true."""
    chat = context.chat(parameters)
    message = chat.messages.get(parameters.integer("message_id") or 0)
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    reactions = parameters.objects("reaction")
    if len(reactions) > 1 or any(not reaction.get("emoji") for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    context.world.changed.notify_all()
    return True


def send_chat_action(context: Context, parameters: Parameters) -> bool:
    """sendChatAction: true."""
    context.writable_chat(parameters)
    if parameters.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def get_file(context: Context, parameters: Parameters) -> dict[str, Any]:
    """getFile: where to download it from, for an hour. Telegram's own server gives a bot files up to 20 MB."""
    if not parameters.text("file_id"):
        raise bad_request("file_id not specified")
    stored = context.world.files.get(parameters.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > FILE_LIMIT:
        raise bad_request("file is too big")
    stored.open_until = context.world.now() + FILE_OPEN_FOR
    shape = {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": len(stored.content)}
    return shape | {"file_path": stored.path}


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_message_reaction,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
}

"""Records as the JSON objects of the Bot API."""

from __future__ import annotations

from tests.bot_api.world import ADMIN, JSON, Chat, Member, MessageRecord, User

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def _present(**fields: object) -> JSON:
    return {name: value for name, value in fields.items() if value is not None}


def user_json(user: User) -> JSON:
    """A User. The language is only there for people, as in Telegram."""
    return _present(
        id=user.id,
        is_bot=user.is_bot,
        first_name=user.first_name,
        last_name=user.last_name,
        username=user.username,
        language_code=user.language_code,
    )


def chat_json(chat: Chat) -> JSON:
    """A Chat."""
    if chat.user is not None:
        person = chat.user
        return _present(
            id=chat.id,
            type="private",
            first_name=person.first_name,
            last_name=person.last_name,
            username=person.username,
        )
    forum = True if chat.is_forum else None
    return _present(id=chat.id, type=chat.type, title=chat.title, username=chat.username, is_forum=forum)


def full_chat_json(chat: Chat) -> JSON:
    """A ChatFullInfo, as getChat gives it."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.is_group:
        full["permissions"] = dict.fromkeys(MEMBER_RIGHTS, True)
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked.id
    if chat.username:
        full["active_usernames"] = [chat.username]
    return full


def member_json(member: Member) -> JSON:
    """A ChatMember of whatever kind its status asks for."""
    shape: JSON = {"user": user_json(member.user), "status": member.status}
    if member.status in ADMIN:
        shape["is_anonymous"] = member.anonymous
    if member.status == "administrator":
        shape["can_be_edited"] = False
        shape |= {right: member.rights.get(right, True) for right in ADMIN_RIGHTS}
    if member.status == "restricted":
        shape |= {right: member.rights.get(right, False) for right in MEMBER_RIGHTS}
        shape |= {"is_member": True, "until_date": 0}
    if member.status == "kicked":
        shape["until_date"] = 0
    return shape


def origin_json(message: MessageRecord) -> JSON:
    """A MessageOrigin: who wrote a message that is forwarded or quoted elsewhere."""
    if message.chat.type == "channel":
        return {
            "type": "channel",
            "date": message.date,
            "chat": chat_json(message.chat),
            "message_id": message.id,
        }
    if message.sender_chat is not None:
        return {"type": "chat", "date": message.date, "sender_chat": chat_json(message.sender_chat)}
    if message.sender is None:
        return {"type": "hidden_user", "date": message.date, "sender_user_name": "Somebody"}
    return {"type": "user", "date": message.date, "sender_user": user_json(message.sender)}


def external_reply_json(message: MessageRecord) -> JSON:
    """An ExternalReplyInfo: a replied-to message that stands in another chat or topic."""
    shape: JSON = {"origin": origin_json(message)}
    if message.chat.type in ("supergroup", "channel"):
        shape |= {"chat": chat_json(message.chat), "message_id": message.id}
    return shape


def message_json(message: MessageRecord, *, replies: bool = True) -> JSON:
    """A Message. One level of reply_to_message is shown (`replies`), as Telegram does."""
    caption = "document" in message.extra
    shape = _present(
        message_id=message.id,
        date=message.date,
        chat=chat_json(message.chat),
        sender_chat=chat_json(message.sender_chat) if message.sender_chat else None,
        message_thread_id=message.thread_id,
        is_topic_message=True if message.is_topic_message else None,
        via_bot=user_json(message.via_bot) if message.via_bot else None,
        edit_date=message.edit_date,
        reply_markup=message.markup if "inline_keyboard" in (message.markup or {}) else None,
        quote=message.quote,
        link_preview_options=message.link_preview,
    )
    if message.sender is not None:
        shape["from"] = user_json(message.sender)
    if message.text:
        shape["caption" if caption else "text"] = message.text
    if message.entities:
        shape["caption_entities" if caption else "entities"] = [dict(entity) for entity in message.entities]
    replied = message.reply_to
    if replied is not None and replied.chat is not message.chat:
        shape["external_reply"] = external_reply_json(replied)
    elif replied is not None and replies and not replied.deleted:
        shape["reply_to_message"] = message_json(replied, replies=False)
    elif replied is None and replies and message.is_topic_message:
        shape |= _topic_opening(message)
    return shape | message.extra


def inaccessible_json(message: MessageRecord) -> JSON:
    """An InaccessibleMessage: one so old that a bot is only told which it is."""
    return {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}


def _topic_opening(message: MessageRecord) -> JSON:
    """In a topic, a message that replies to nothing replies to the service message that opened the topic."""
    topic = message.chat.topics.get(message.thread_id or 0)
    if topic is None or topic.created is None or topic.created is message:
        return {}
    return {"reply_to_message": message_json(topic.created, replies=False)}

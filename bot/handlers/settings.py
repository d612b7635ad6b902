"""/settings: the settings of a chat, changed by buttons."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError
from telegram.ext import CallbackQueryHandler

from bot.handlers.admins import pressed_by_admin, sent_by_admin
from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers, command
from bot.keeping.chat_settings import Mode
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.saying.settings_panel import PATTERN, Choice, Panel, SettingsPage, parse
from bot.services import Context, message_of

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """The handlers of this module."""
    return [*command("settings", show), CallbackQueryHandler(choose, PATTERN)]


async def show(update: Update, context: Context) -> None:
    """/settings: show the panel. Ignored unless sent by an admin."""
    message = message_of(update)
    if not await sent_by_admin(message, context):
        return
    panel = await _panel(message, context)
    phrases, catalogue = context.phrases(message.from_user), context.services.catalogue
    await sending.send(
        context.bot,
        [panel.message(SettingsPage.HOME, phrases, catalogue)],
        sending.address_of(message),
        keyboard=panel.keyboard(SettingsPage.HOME, phrases, catalogue),
    )


async def choose(update: Update, context: Context) -> None:
    """Handle a button of the panel."""
    query = update.callback_query
    if query is None:
        return
    phrases = context.phrases(query.from_user)
    choice, message = parse(query.data), query.message
    # Forged, or so old that Telegram does not include its topic.
    if choice is None or not isinstance(message, Message) or not message.is_accessible:
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    elif not await pressed_by_admin(query, context):
        await acknowledge(query, phrases(Phrase.BUTTON_NOT_ADMIN), alert=True)
    elif choice.page is SettingsPage.CLOSE:
        await acknowledge(query)
        await _close(context, message)
    elif choice.value is not None and not await _apply(choice, message, context):
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    else:
        await acknowledge(query)
        await _show_page(choice.page, query, message, context)


async def _apply(choice: Choice, message: Message, context: Context) -> bool:
    """Store a choice. Returns False if it is not offered."""
    panel = await _panel(message, context, look=False)
    settings = panel.choose(choice, context.services.catalogue)
    if settings is None or choice.value is None:
        return False
    choices, thread_id = context.services.chats.settings, sending.topic_of(message)
    if choice.page is SettingsPage.SPEAK and thread_id is not None:
        mode = panel.chosen_topic_mode(choice.value)
        await context.services.chats.keeper.do(choices.set_topic_mode, message.chat.id, thread_id, mode)
    else:
        await context.services.chats.keeper.do(choices.set, message.chat.id, settings)
    return True


async def _show_page(page: SettingsPage, query: CallbackQuery, message: Message, context: Context) -> None:
    """Show a page, in the language of the settings as they are now."""
    panel = await _panel(message, context)
    phrases, catalogue = context.phrases(query.from_user), context.services.catalogue
    await sending.replace(
        context.bot,
        [message.message_id],
        [panel.message(page, phrases, catalogue)],
        sending.address_of(message),
        keyboard=panel.keyboard(page, phrases, catalogue),
    )


async def _panel(message: Message, context: Context, look: bool = True) -> Panel:
    """The panel of a chat. `look`: ask Telegram whether the bot can read all messages there."""
    services, chat_id, thread_id = context.services, message.chat.id, sending.topic_of(message)
    choices, private = services.chats.settings, message.chat.type == ChatType.PRIVATE
    return Panel(
        settings=choices.of(chat_id),
        private=private,
        released=await context.desk(chat_id).released(),
        allowed_quotes=services.settings.quotes,
        topic=thread_id is not None,
        topic_mode=choices.topic_mode(chat_id, thread_id) if thread_id is not None else None,
        blind=look and not private and await _is_blind(chat_id, context),
        any_open=choices.has_mode(chat_id, Mode.OPEN),
        adding=bool(services.settings.added_passages),
        own=services.own_collection_of(chat_id),
    )


async def _is_blind(chat_id: int, context: Context) -> bool:
    """Whether privacy mode hides unaddressed messages from the bot. It does not apply to admins."""
    try:
        me = await context.bot.get_me()
        return not me.can_read_all_group_messages and not await context.is_admin(chat_id, me.id, now=True)
    except TelegramError as error:
        log.info("chat %s: whether the bot can read there is not known: %s", chat_id, error)
        return False


async def _close(context: Context, message: Message) -> None:
    try:
        await context.bot.delete_message(message.chat.id, message.message_id)
    except BadRequest as error:
        log.info("chat %s: message %s was not deleted: %s", message.chat.id, message.message_id, error)

"""From a question to the messages of its answer: asked, checked against the store, rendered, sent, remembered."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from telegram import InlineKeyboardMarkup
from telegram import Message as Received

from bot import sending
from bot.buttons import View, keyboard
from bot.listening import is_sure
from bot.logs import place_of
from bot.memory import Place, Remembered
from bot.phrases import Phrase, Phrases
from bot.render import Message, quote_messages
from bot.services import Context, Services, asker_of
from bot.vanishing import let_vanish
from index.errors import EmptyQuestion
from index.model import Hit

log = logging.getLogger(__name__)

# An edit makes a question of a message only while it is this young: later edits are mostly reactions and tidying up.
_YOUNG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question: messages, buttons, and the places of the quotes that can be paged through."""

    messages: Sequence[Message]
    keyboard: InlineKeyboardMarkup | None = None
    places: tuple[Place, ...] = ()
    found_nothing: bool = False


async def answer(context: Context, question: str, message: Received, *, unasked: bool = False) -> None:
    """Answer a question that this message asks, unless that was done already.

    With `unasked`, nobody addressed it to the bot: then there is an answer only where the library is sure, and a word
    about anything else there is not. An empty question is none.
    """
    services = context.services
    if message.edit_date:
        await _follow_edit(context, question, message, unasked)
        return
    services.fingerprints.is_new(message.chat.id, message.message_id, question)
    if _earlier_answer(services, message):
        return  # delivered once more: an answer was sent, and Telegram was not told in time
    await _answer_anew(context, question, message, unasked)


async def _follow_edit(context: Context, question: str, message: Received, unasked: bool) -> None:
    """Let the answer follow its edited question; nothing happens where the words or the quotes are the same."""
    services = context.services
    if not services.fingerprints.is_new(message.chat.id, message.message_id, question):
        return
    earlier = _earlier_answer(services, message)
    if earlier is None:
        if message.edit_date and message.edit_date - message.date < _YOUNG:
            await _answer_anew(context, question, message, unasked)
        return
    reply = await _reply_to(services, question, message.chat.id, context.phrases(message.from_user), unasked)
    if reply is None:
        await sending.delete(context.bot, message.chat.id, earlier.message_ids)
        services.memory.forget(earlier)
        return
    if _same_quotes(reply.places, earlier):
        return
    message_ids = await sending.replace(
        context.bot,
        earlier.message_ids,
        reply.messages,
        chat_id=message.chat.id,
        thread_id=sending.thread_of(message),
        reply_to=message.message_id,
        keyboard=reply.keyboard,
    )
    _remember(services, message, message_ids, reply)
    if reply.found_nothing:
        let_vanish(context, message, message_ids)


async def _answer_anew(context: Context, question: str, message: Received, unasked: bool) -> None:
    services, began = context.services, time.perf_counter()
    reply = await _reply_to(services, question, message.chat.id, context.phrases(message.from_user), unasked)
    if reply is None:
        return
    if reply.places or reply.found_nothing:
        milliseconds = (time.perf_counter() - began) * 1000
        services.feedback.count(message.chat.id, question, bool(reply.places), milliseconds)
    message_ids = await sending.send(
        context.bot,
        reply.messages,
        chat_id=message.chat.id,
        thread_id=sending.thread_of(message),
        reply_to=message.message_id,
        keyboard=reply.keyboard,
    )
    _remember(services, message, message_ids, reply)
    if reply.found_nothing:
        let_vanish(context, message, message_ids)


async def _reply_to(services: Services, question: str, chat_id: int, phrases: Phrases, unasked: bool) -> Reply | None:
    """What there is to say to a question, each quote compared with the store once more; None: nothing, not a word."""
    try:
        hits = await services.run(_verified_hits, services, question, chat_id, unasked)
    except EmptyQuestion:
        return None if unasked else Reply([Message(phrases(Phrase.ASK_HOW))])
    except Exception as error:  # whatever it is, whoever asked is told that something is wrong
        log.error("chat %s: a question could not be answered: %s", chat_id, place_of(error))
        return None if unasked else Reply([Message(phrases(Phrase.TROUBLE))])
    if not hits:
        return None if unasked else Reply([Message(phrases(Phrase.ANSWER_NONE))], found_nothing=True)
    best = hits[0]
    return Reply(
        quote_messages(best.quote, best.matches, phrases),
        keyboard(View.QUOTE, 0, len(hits), phrases),
        tuple(Place.of(hit) for hit in hits),
    )


def _verified_hits(services: Services, question: str, chat_id: int, unasked: bool = False) -> list[Hit]:
    """The hits to show, best first; none where nothing stored answers. Runs in a thread of the library's."""
    library = services.library
    found = library.ask(question, services.collections_of(chat_id), limit=services.quotes_of(chat_id))
    if not found.answered or (unasked and not is_sure(found, services.settings.open_confidence)):
        return []
    verified = []
    for hit in found.hits:
        if library.verify(hit.quote):
            verified.append(hit)
        else:
            quote = hit.quote
            log.error("passage %s: %s:%s is not what is stored; not sent", quote.passage.id, quote.start, quote.end)
    return verified


def _same_quotes(places: Sequence[Place], earlier: Remembered) -> bool:
    return [place[:3] for place in places] == [place[:3] for place in earlier.places]


def _earlier_answer(services: Services, message: Received) -> Remembered | None:
    return services.memory.of_question(message.chat.id, message.message_id, int(message.date.timestamp()))


def _remember(services: Services, message: Received, message_ids: Sequence[int], reply: Reply) -> None:
    services.memory.remember(
        chat_id=message.chat.id,
        question_id=message.message_id,
        asked_at=int(message.date.timestamp()),
        thread_id=sending.thread_of(message),
        asker_id=asker_of(message),
        message_ids=message_ids,
        places=reply.places,
    )

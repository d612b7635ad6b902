"""From a question to the messages of its answer: asked, checked against the store, rendered, sent, remembered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from telegram import InlineKeyboardMarkup
from telegram import Message as Received

from bot import sending
from bot.buttons import View, keyboard
from bot.logs import place_of
from bot.memory import Place, Remembered
from bot.phrases import Phrase, Phrases
from bot.render import Message, quote_messages
from bot.services import Context, Services, asker_of
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


async def answer(context: Context, question: str, message: Received) -> None:
    """Answer a question that this message asks, unless that was done already."""
    services = context.services
    if message.edit_date:
        await _follow_edit(context, question, message)
        return
    services.fingerprints.is_new(message.chat.id, message.message_id, question)
    if _earlier_answer(services, message):
        return  # delivered once more: an answer was sent, and Telegram was not told in time
    await _answer_anew(context, question, message)


async def _follow_edit(context: Context, question: str, message: Received) -> None:
    """Let the answer follow its edited question; nothing happens where the words or the quotes are the same."""
    services = context.services
    if not services.fingerprints.is_new(message.chat.id, message.message_id, question):
        return
    earlier = _earlier_answer(services, message)
    if earlier is None:
        if message.edit_date and message.edit_date - message.date < _YOUNG:
            await _answer_anew(context, question, message)
        return
    reply = await _reply_to(services, question, message.chat.id, context.phrases(message.from_user))
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


async def _answer_anew(context: Context, question: str, message: Received) -> None:
    reply = await _reply_to(context.services, question, message.chat.id, context.phrases(message.from_user))
    message_ids = await sending.send(
        context.bot,
        reply.messages,
        chat_id=message.chat.id,
        thread_id=sending.thread_of(message),
        reply_to=message.message_id,
        keyboard=reply.keyboard,
    )
    _remember(context.services, message, message_ids, reply)


async def _reply_to(services: Services, question: str, chat_id: int, phrases: Phrases) -> Reply:
    """What there is to say to a question, each quote compared with the store once more."""
    try:
        hits = await services.run(_verified_hits, services, question, chat_id)
    except EmptyQuestion:
        return Reply([Message(phrases(Phrase.ASK_HOW))])
    except Exception as error:  # whatever it is, whoever asked is told that something is wrong
        log.error("chat %s: a question could not be answered: %s", chat_id, place_of(error))
        return Reply([Message(phrases(Phrase.TROUBLE))])
    if not hits:
        return Reply([Message(phrases(Phrase.ANSWER_NONE))])
    best = hits[0]
    return Reply(
        quote_messages(best.quote, best.matches, phrases),
        keyboard(View.QUOTE, 0, len(hits), phrases),
        tuple(Place.of(hit) for hit in hits),
    )


def _verified_hits(services: Services, question: str, chat_id: int) -> list[Hit]:
    """The hits to show, best first; none where nothing stored answers. Runs in a thread of the library's."""
    library = services.library
    found = library.ask(question, library.collections_of(chat_id), limit=services.settings.quotes)
    if not found.answered:
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

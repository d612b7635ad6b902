"""From a question to the messages of its answer: asked, checked against the store, rendered, sent, remembered."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram import Message as Received

from bot.hearing import follow_ups
from bot.hearing.overheard import is_sure
from bot.hearing.several import MOST, questions_in, reply_to_part
from bot.keeping.answers import Place, Remembered
from bot.logs import place_of
from bot.saying import sending
from bot.saying.besides import read_as
from bot.saying.buttons import View, keyboard, taking
from bot.saying.chat_action import sign_of_life
from bot.saying.native_quotes import NativeQuote, origin_of, refused, send_native
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import Besides, Message, quote_messages
from bot.saying.vanishing import let_vanish
from bot.services import Context, Services, asker_of
from index.errors import EmptyQuestion
from index.model import Answer, Assumption, Hit

log = logging.getLogger(__name__)

# An edit makes a question of a message only while it is this young: later edits are mostly reactions and tidying up.
_YOUNG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question: messages, buttons, and the places of the quotes that can be paged through.

    `native` is what Telegram is asked to say instead of `messages`, where it can vouch for the quote. `assumed` is how
    many words of the question were read as others.
    """

    messages: Sequence[Message]
    keyboard: InlineKeyboardMarkup | None = None
    places: tuple[Place, ...] = ()
    native: NativeQuote | None = None
    found_nothing: bool = False
    assumed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a message: the `part`th of all that it asks, and what was spoken of before.

    With `unasked`, nobody addressed it to the bot: then there is an answer only where the library is sure, and a word
    about anything else there is not. An empty question is none.
    """

    question: str
    part: int = 0
    pointing: ReplyParameters | None = None
    context: str | None = None
    unasked: bool = False


async def answer(context: Context, question: str, message: Received, *, unasked: bool = False) -> bool:
    """Answer what this message asks, each of several questions by itself, unless that was done already.

    With `unasked`, it is a question that nobody addressed to the bot. Returns whether anything was said.
    """
    services = context.services
    is_new = services.fingerprints.is_new(message.chat.id, message.message_id, question)
    if message.edit_date and not is_new:
        return False
    asked = [Asked(question, unasked=True)] if unasked else await _asked(context, question, message)
    if message.edit_date:
        return await _follow_edit(context, asked, message)
    said = False
    for one in asked:
        # Delivered once more: an answer was sent, and Telegram was not told in time.
        if not earlier_answer(services, message, one.part):
            said = await _answer_anew(context, one, message) or said
    return said


async def give(context: Context, hits: Sequence[Hit], message: Received) -> None:
    """Answer a message with these hits, the first of them to be seen."""
    phrases = context.phrases(message.from_user)
    await _give(context, await _reply_with(context, hits, message, phrases), message, phrases)


async def _asked(context: Context, question: str, message: Received) -> list[Asked]:
    services, me = context.services, context.bot.bot
    spoken_of = follow_ups.picked_out(message)
    if spoken_of is None and message.reply_to_message:
        before = follow_ups.answer_before(services, message, me)
        if before is None:
            spoken_of = follow_ups.shown_in(message, me)
        else:
            spoken_of = await services.run(follow_ups.found_by, services, before)
    parts = questions_in(question)
    return [
        Asked(part, number, reply_to_part(message, part) if len(parts) > 1 else None, spoken_of)
        for number, part in enumerate(parts)
    ]


async def _follow_edit(context: Context, asked: Sequence[Asked], message: Received) -> bool:
    """Let the answers follow their edited questions; nothing happens where the quotes are the same.

    Returns whether anything was said.
    """
    services = context.services
    earlier = {part: found for part in range(MOST) if (found := earlier_answer(services, message, part))}
    known = bool(earlier)
    young = message.edit_date is not None and message.edit_date - message.date < _YOUNG
    said = False
    for one in asked:
        if one.part in earlier:
            said = await _change(context, earlier.pop(one.part), one, message) or said
        elif known or young:
            said = await _answer_anew(context, one, message) or said
    for gone in earlier.values():
        await _take_back(context, gone)
    return said


async def _take_back(context: Context, answer: Remembered) -> None:
    await sending.delete(context.bot, answer.chat_id, answer.message_ids)
    context.services.memory.forget(answer)


async def _change(context: Context, earlier: Remembered, asked: Asked, message: Received) -> bool:
    phrases = context.phrases(message.from_user)
    reply = await _reply_to(context, asked, message, phrases)
    if reply is None:
        await _take_back(context, earlier)
        return False
    if _says_the_same(reply, earlier):
        return False
    if earlier.native_page is not None:  # what Telegram quotes above a message can never be edited
        await sending.delete(context.bot, message.chat.id, earlier.message_ids)
        await _give(context, reply, message, phrases, asked)
        return True
    message_ids = await sending.replace(
        context.bot,
        earlier.message_ids,
        reply.messages,
        chat_id=message.chat.id,
        thread_id=sending.thread_of(message),
        reply_to=message.message_id,
        keyboard=reply.keyboard,
        part=asked.pointing,
    )
    _remember(context.services, message, message_ids, reply, asked.part)
    if reply.found_nothing:
        let_vanish(context, message, message_ids)
    return True


async def _answer_anew(context: Context, asked: Asked, message: Received) -> bool:
    phrases, began = context.phrases(message.from_user), time.perf_counter()
    reply = await _reply_to(context, asked, message, phrases)
    if reply is None:
        return False
    if reply.places or reply.found_nothing:
        milliseconds = (time.perf_counter() - began) * 1000
        context.services.feedback.count(message.chat.id, asked.question, bool(reply.places), milliseconds)
    await _give(context, reply, message, phrases, asked)
    return True


async def _give(
    context: Context, reply: Reply, message: Received, phrases: Phrases, asked: Asked | None = None
) -> None:
    """Send a reply: as Telegram's own quote of the source where that can be, else as the bot's.

    A message replies to one thing: a quote of the source leaves no place for one of the question that is answered.
    """
    messages, refusal = reply.messages, None
    part = asked.part if asked else 0
    if reply.native:
        outcome = await send_native(context.bot, reply.native, phrases, message, reply.keyboard)
        if isinstance(outcome, int):
            _remember(context.services, message, [outcome], reply, part, native_page=0)
            return
        refusal = outcome
        origin = refused(reply.native.origin, refusal)
        messages = quote_messages(reply.native.quote, reply.native.matches, phrases, origin, reply.native.besides)
    message_ids = await sending.send(
        context.bot,
        messages,
        chat_id=message.chat.id,
        thread_id=sending.thread_of(message),
        reply_to=message.message_id,
        keyboard=reply.keyboard,
        part=asked.pointing if asked else None,
    )
    if reply.native and refusal:
        # Noted only now: had the chat of the question been the trouble, this would not have been sent either.
        context.services.memory.refuse(reply.native.quote.passage.id, refusal)
    _remember(context.services, message, message_ids, reply, part)
    if reply.found_nothing:
        let_vanish(context, message, message_ids)


async def _reply_to(context: Context, asked: Asked, message: Received, phrases: Phrases) -> Reply | None:
    """What there is to say to a question, each quote compared with the store once more; None: nothing, not a word."""
    services, chat_id = context.services, message.chat.id
    try:
        shown = nullcontext() if asked.unasked else sign_of_life(context.bot, chat_id, sending.thread_of(message))
        with shown:
            found = await services.run(_verified, services, asked, chat_id)
    except EmptyQuestion:
        return None if asked.unasked else Reply([Message(phrases(Phrase.ASK_HOW))])
    except Exception as error:  # whatever it is, whoever asked is told that something is wrong
        log.error("chat %s: a question could not be answered: %s", chat_id, place_of(error))
        return None if asked.unasked else Reply([Message(phrases(Phrase.TROUBLE))])
    if not found.hits:
        return None if asked.unasked else Reply([Message(phrases(Phrase.ANSWER_NONE))], found_nothing=True)
    return await _reply_with(context, found.hits, message, phrases, found.assumed)


async def _reply_with(
    context: Context, hits: Sequence[Hit], message: Received, phrases: Phrases, assumed: Sequence[Assumption] = ()
) -> Reply:
    best = hits[0]
    origin = await origin_of(context.bot, context.services, best.quote, message.chat)
    besides = Besides(best.also, read_as(assumed, phrases))
    return Reply(
        quote_messages(best.quote, best.matches, phrases, origin, besides),
        keyboard(View.QUOTE, 0, len(hits), phrases, taking(best.quote, context.bot.username, phrases)),
        tuple(Place.of(hit) for hit in hits),
        NativeQuote(best.quote, best.matches, origin, besides) if origin.vouched else None,
        assumed=len(assumed),
    )


def _verified(services: Services, asked: Asked, chat_id: int) -> Answer:
    """The answer with the hits to show; without any where nothing stored answers. Runs in a thread of the library's."""
    library = services.library
    collections, most = services.collections_of(chat_id), services.quotes_of(chat_id)
    found = library.ask(asked.question, collections, limit=most, follows=asked.context)
    if asked.unasked and not is_sure(found, services.settings.open_confidence):
        return replace(found, hits=())
    verified = []
    for hit in found.shown:
        if library.verify(hit.quote):
            verified.append(hit)
        else:
            quote = hit.quote
            log.error("passage %s: %s:%s is not what is stored; not sent", quote.passage.id, quote.start, quote.end)
    return replace(found, hits=tuple(verified))


def _says_the_same(reply: Reply, earlier: Remembered) -> bool:
    """Whether an answer would change nothing: the same quotes, and as many words that were read as others."""
    quotes = [place[:3] for place in reply.places]
    return quotes == [place[:3] for place in earlier.places] and reply.assumed == earlier.assumed


def earlier_answer(services: Services, message: Received, part: int = 0) -> Remembered | None:
    """The answer that a message got already, or that one of its questions got."""
    return services.memory.of_question(message.chat.id, message.message_id, int(message.date.timestamp()), part)


def _remember(
    services: Services,
    message: Received,
    message_ids: Sequence[int],
    reply: Reply,
    part: int,
    native_page: int | None = None,
) -> None:
    services.memory.remember(
        chat_id=message.chat.id,
        question_id=message.message_id,
        asked_at=int(message.date.timestamp()),
        thread_id=sending.thread_of(message),
        asker_id=asker_of(message),
        message_ids=message_ids,
        places=reply.places,
        part=part,
        native_page=native_page,
        assumed=reply.assumed,
    )

"""The questions of one message, and what each of them leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message as Received
from telegram import ReplyParameters

from bot.hearing import follow_ups
from bot.hearing.several import questions_in, reply_to_part
from bot.services import Context


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message: the `number`th of all that it asks, counted from 0.

    `pointing` replies to that part of the message, where it asks several. `spoken_of` is what was spoken of before.
    With `unasked`, nobody addressed it to the bot: then there is an answer only where the library is sure, and a word
    about anything else there is not. An empty question is none.
    """

    text: str
    number: int = 0
    pointing: ReplyParameters | None = None
    spoken_of: str | None = None
    unasked: bool = False


async def parts_of(context: Context, question: str, message: Received) -> list[Part]:
    """The questions that a message asks the bot."""
    spoken_of = await _spoken_of(context, message)
    texts = questions_in(question)
    return [
        Part(text, number, reply_to_part(message, text) if len(texts) > 1 else None, spoken_of)
        for number, text in enumerate(texts)
    ]


async def _spoken_of(context: Context, message: Received) -> str | None:
    """The words that a reply leaves out: picked out by hand, else those of the answer that it replies to."""
    picked_out = follow_ups.picked_out(message)
    replied = follow_ups.answer_replied_to(message, context.bot.bot)
    if picked_out is not None or replied is None:
        return picked_out
    before = context.services.memory.of_message(message.chat.id, replied.message_id)
    if before is None:
        return follow_ups.shown_in(replied)
    if before.page >= len(before.places):
        return None
    # The page that is shown now; its words tell as much of the question as those of the first.
    return await context.desk(message.chat.id).words_at(before.places[before.page])

"""The questions of one message, each with what it needs to be answered by itself."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, ReplyParameters, User

from bot.hearing import follow_ups
from bot.hearing.questions import own_words
from bot.hearing.splitting import questions_in, reply_to_part
from bot.services import Context


@dataclass(frozen=True, slots=True)
class MessageQuestion:
    """One question of a message. An empty text asks nothing.

    `number` is its index among the questions of the message. Where there are several, `reply_parameters` replies to
    this one alone. `spoken_of` holds the earlier words that a follow-up leaves out. An `unaddressed` question is
    answered only if the library is sure; otherwise the bot says nothing, not even that it failed. A `bold` one is read
    with corrections that somebody said are meant.
    """

    text: str
    number: int = 0
    reply_parameters: ReplyParameters | None = None
    spoken_of: str | None = None
    unaddressed: bool = False
    bold: bool = False


async def questions_of(context: Context, text: str, message: Message) -> list[MessageQuestion]:
    """The questions in `text`, which a message addresses to the bot."""
    spoken_of = await _spoken_of(context, message)
    texts = questions_in(text)
    return [
        MessageQuestion(one, number, reply_to_part(message, one) if len(texts) > 1 else None, spoken_of)
        for number, one in enumerate(texts)
    ]


def asked_again(message: Message, number: int, me: User) -> MessageQuestion | None:
    """A question of a message that was answered before, by its index; None if it stands there no more, or elsewhere.

    It is read from the message alone, as Telegram hands it over with an answer that replies to it.
    """
    texts = questions_in(own_words(message, me))
    if number >= len(texts) or not texts[number].strip():
        return None
    return MessageQuestion(texts[number], number, reply_to_part(message, texts[number]) if len(texts) > 1 else None)


async def _spoken_of(context: Context, message: Message) -> str | None:
    """The words that a reply leaves out: a part quoted by hand, else those matched by the answer it replies to."""
    manual_quote = follow_ups.manual_quote(message)
    replied = follow_ups.answer_replied_to(message, context.bot.bot)
    if manual_quote is not None or replied is None:
        return manual_quote
    await context.services.answers.keeper.settled()
    before = context.services.answers.of_message(message.chat.id, replied.message_id)
    if before is None:
        return follow_ups.shown_in(replied)
    if before.page >= len(before.places):
        return None
    # The page shown now: its matched words tell as much of the question as those of the first page.
    return await context.desk(message.chat.id).words_at(before.places[before.page])

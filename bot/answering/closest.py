"""The sentences that come closest to a question which nothing stored answers, for whoever asks to see them.

The question is read anew from its message, and looked up anew within the walls as they are now; nothing of it is
stored, nor of what is shown.
"""

from __future__ import annotations

from telegram import Message

from bot.answering.delivery import remember_page
from bot.answering.edits import change
from bot.answering.message_questions import MessageQuestion
from bot.answering.replies import page_of
from bot.answering.scheduled_deletions import schedule_deletion
from bot.keeping.answers import StoredAnswer
from bot.saying import sending
from bot.saying.annotations import read_as
from bot.saying.phrases import Phrases
from bot.saying.render import closest_message
from bot.services import Context

# Hits without a word of the question are not shown.
_LOOKED_UP = 10


async def show_closest(
    context: Context, refused: StoredAnswer, question: MessageQuestion, message: Message, phrases: Phrases
) -> None:
    """Show the closest sentences in place of an answer that found none.

    `message` is the one that asks. If something answers it by now, or nothing comes close any more, that is said.
    """
    desk = context.desk(message.chat.id)
    answer = (await desk.ask(question.text, _LOOKED_UP)).answer
    pages = [page for hit in answer.closest if (page := await page_of(context, desk, hit, message.chat))]
    if not pages:
        await change(context, refused, question, message)
        return
    message_ids = await sending.replace(
        context.bot,
        refused.message_ids,
        [closest_message(pages, phrases, read_as(answer.assumed, phrases))],
        refused.question.address,
    )
    await remember_page(context.services, refused, 1, message_ids)
    await schedule_deletion(context, message, message_ids)

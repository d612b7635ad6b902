"""What a message asks that nobody addressed to the bot: for the chats that let it speak up by itself.

Whoever speaks without being asked has to be right: a message counts only where it plainly reads as a question, and
is answered only where the library is sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex
from telegram import Message, MessageEntity, User

from bot.hearing.punctuation import NEEDS_SPACE, QUESTION_MARKS, ends_as_question
from bot.hearing.questions import asked_in_group, is_from_a_person, replied_to
from index import Answer
from index.words.languages import language
from index.words.sentences import sentence_spans

# Without a question mark, a long message that begins with "When …" tells more often than it asks.
_LONGEST_UNMARKED = 15
# The splitter of sentences does not know all of them; as long as another is, this one is known in every language.
_SPLIT_AT = str.maketrans(dict.fromkeys(QUESTION_MARKS - NEEDS_SPACE, "？"))
# What stands around a word: quotation marks and brackets, and where Spanish begins to ask.
_BESIDE_WORDS = r"[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\"'¿¡]"
_AROUND = regex.compile(rf"^{_BESIDE_WORDS}++|(?<!{_BESIDE_WORDS}){_BESIDE_WORDS}++$")
_SENTENCE_INSIDE = regex.compile(r"[\p{Terminal_Punctuation}…]\s*\S")
# Fewer matching words, or signs where words are not set apart, are a chance hit.
_FEWEST_WORDS, _FEWEST_SIGNS = 2, 4


def overheard(message: Message, me: User, languages: Iterable[str]) -> str | None:
    """The question in a message that nobody addressed to the bot, nor to anybody else; None where there is none.

    `languages` are those of the library, by ISO 639-1: a question mark is enough in all of them, and their own words
    that ask are enough where there is none.
    """
    if not is_from_a_person(message) or message.forward_origin or message.via_bot:
        return None
    if asked_in_group(message, me) is not None or _is_to_somebody(message):
        return None
    return question_in(message.text or "", tuple(languages))


def question_in(text: str, languages: tuple[str, ...]) -> str | None:
    """The first sentence of a text that ends with a question mark, else the whole of it where it begins as one does.

    >>> question_in("Hello all. Who opened the bridge? I forgot.", ("en",))
    'Who opened the bridge?'
    >>> question_in("who opened the bridge", ("en",))
    'who opened the bridge'
    >>> question_in("I know who opened the bridge", ("en",)) is None
    True
    """
    for paragraph in text.splitlines():
        for span in sentence_spans(paragraph.translate(_SPLIT_AT), languages[0] if languages else "en"):
            sentence = paragraph[span.start : span.end]
            if ends_as_question(sentence) and any(map(str.isalnum, sentence)):
                return sentence
    return text.strip() if _begins_as_question(text.strip(), languages) else None


def is_sure(answer: Answer, threshold: float) -> bool:
    """Whether an answer may be given that nobody asked for: high confidence, and more than one word in common."""
    if not answer.answered or answer.confidence < threshold:
        return False
    hit = answer.hits[0]
    words = [hit.quote.passage.text[span.start : span.end] for span in hit.matches]
    return len(words) >= _FEWEST_WORDS or any(not word.isascii() and len(word) >= _FEWEST_SIGNS for word in words)


def _is_to_somebody(message: Message) -> bool:
    """Whether a message talks to one person: a reply, or one that names somebody.

    A comment under a channel's post replies to that post, and talks to everybody.
    """
    replied = replied_to(message)
    if replied and not replied.is_automatic_forward:
        return True
    named = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND)
    return any(entity.type in named for entity in message.entities)


def _begins_as_question(text: str, languages: tuple[str, ...]) -> bool:
    # Not by a pattern of word characters, which would break the combining vowels of Hindi and Thai.
    words = [_AROUND.sub("", word) for word in text.casefold().split()]
    if "\n" in text or len(words) > _LONGEST_UNMARKED or _SENTENCE_INSIDE.search(text):
        return False
    plain = " ".join(words)
    for code in languages:
        phrases = _asking(code)
        if not language(code).spaces:
            if any(phrase in plain for phrase in phrases):
                return True
        elif language(code).asks_anywhere:
            if any(word in phrases for word in words):
                return True
        elif any(" ".join(words[:length]) in phrases for length in (1, 2, 3)):
            return True
    return False


@cache
def _asking(code: str) -> frozenset[str]:
    return frozenset(phrase for phrases in language(code).asks.values() for phrase in phrases)

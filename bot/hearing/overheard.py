"""Questions that are not addressed to the bot, for chats in mode "open".

An unrequested answer must be right: a message counts only if it clearly reads as a question, and is answered only if
the library is sure.
"""

from __future__ import annotations

from functools import cache

import regex
from telegram import Message, MessageEntity, User

from bot.hearing.punctuation import NEEDS_SPACE, QUESTION_MARKS, ends_as_question
from bot.hearing.questions import asked_in_group, is_from_a_person, replied_to
from index import Answer
from index.words.languages import language
from index.words.sentences import sentence_spans

# A longer message without a question mark that begins with "When …" is more often a statement.
_LONGEST_UNMARKED = 15
# The sentence splitter knows "？" in every language, but not all other question marks. All have length 1.
_SPLIT_AT = str.maketrans(dict.fromkeys(QUESTION_MARKS - NEEDS_SPACE, "？"))
# Quotation marks, brackets and the opening marks of Spanish, to be stripped from words.
_BESIDE_WORDS = r"[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\"'¿¡]"
_AROUND = regex.compile(rf"^{_BESIDE_WORDS}++|(?<!{_BESIDE_WORDS}){_BESIDE_WORDS}++$")
_SENTENCE_INSIDE = regex.compile(r"[\p{Terminal_Punctuation}…]\s*\S")
# Fewer matching words, or characters of a script without spaces, are a chance hit.
_MIN_WORDS, _MIN_CHARACTERS = 2, 4


def is_to_nobody(message: Message, me: User) -> bool:
    """Whether a person wrote a message to nobody in particular: neither to the bot nor to anybody else."""
    if not is_from_a_person(message) or message.forward_origin or message.via_bot:
        return False
    return asked_in_group(message, me) is None and not _is_to_somebody(message)


def question_in(text: str, languages: tuple[str, ...]) -> str | None:
    """The first sentence of a text that ends with a question mark, else the text if it begins as a question.

    `languages`: ISO 639-1 codes. Without a question mark, a text counts as a question if it begins with a question word
    of one of them. Not for the event loop: 4,000 characters of Thai take 0.1 s.

    >>> question_in("Hello all. Who opened the bridge? I forgot.", ("en",))
    'Who opened the bridge?'
    >>> question_in("who opened the bridge", ("en",))
    'who opened the bridge'
    >>> question_in("I know who opened the bridge", ("en",)) is None
    True
    """
    for paragraph in text.splitlines():
        if QUESTION_MARKS.isdisjoint(paragraph):
            continue
        for span in sentence_spans(paragraph.translate(_SPLIT_AT), languages[0] if languages else "en"):
            sentence = paragraph[span.start : span.end]
            if ends_as_question(sentence) and any(map(str.isalnum, sentence)):
                return sentence
    return text.strip() if _begins_as_question(text.strip(), languages) else None


def is_sure(answer: Answer, threshold: float) -> bool:
    """Whether an answer is sure enough for an unaddressed question: its confidence, and more than one matching word.

    In documents, confidence tells less; there the first hit has to stand out instead.
    """
    if not answer.answered or answer.confidence < threshold:
        return False
    if answer.in_documents:
        return answer.stands_out
    hit = answer.hits[0]
    words = [hit.quote.passage.text[span.start : span.end] for span in hit.matches]
    return len(words) >= _MIN_WORDS or any(not word.isascii() and len(word) >= _MIN_CHARACTERS for word in words)


def _is_to_somebody(message: Message) -> bool:
    """Whether a message addresses somebody: a reply, or a message with a mention or a command.

    A comment on a channel post is a reply, but addresses everybody.
    """
    replied = replied_to(message)
    if replied and not replied.is_automatic_forward:
        return True
    named = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND)
    return any(entity.type in named for entity in message.entities)


def _begins_as_question(text: str, languages: tuple[str, ...]) -> bool:
    # Not `\w+`, which splits words at the combining vowels of Hindi and Thai.
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

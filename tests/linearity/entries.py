"""Everything that sees foreign text, as functions of a text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from io import BytesIO
from itertools import islice, pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from telegram import Chat, Message, MessageEntity, User

from bot.hearing import durations
from bot.hearing.overheard import is_to_nobody, question_in
from bot.hearing.questions import asked_in_group, asked_in_private
from bot.hearing.splitting import questions_in, reply_to_part
from bot.saying.autolinks import autolinked
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import pieces
from bot.saying.fields import Field
from bot.saying.hosts import host_of
from bot.saying.links import is_link, text_fragment
from index.asking.question import analyse
from index.asking.synonyms import Synonyms, parse
from index.loaders import read
from index.loaders.front_matter import split
from index.loaders.macros import without_macros
from index.loaders.markdown_tables import MOST_EMPTY, limit_tables
from index.loaders.markup import visible_blocks
from index.model import Draft, Passage, Source
from index.passages.entries import LINE, PassageTerms
from index.passages.indexing import entry_of
from index.passages.memory_engine import MemorySnapshot
from index.passages.scoring import Sought, SoughtWord
from index.ranking.quoting import quoted
from index.ranking.search import search
from index.words.analysis import analyzer, words
from index.words.detection import detect
from index.words.languages import code_of, known
from index.words.sentences import sentence_spans
from tests.hostile import storable

Entry = Callable[[str], object]

_ME = User(1, "Verbatim", is_bot=True, username="verbatim_bot")
_OPEN = ("en", "ru", "de", "zh", "ar", "th", "ja", "hi")
_SOURCE = Source(id=1, collection="public", key="/a.jsonl", title="a.jsonl")
_STORED = {
    "en": "Mayor Jones opened the bridge in Oslo on 1,234 days. It rained. The river rose by two metres.",
    "ru": "Мэр открыл мост в Осло. Шёл дождь. Река поднялась на два метра.",
    "zh": "市长在奥斯陆开通了大桥。下雨了。河水上涨了两米。",
    "th": "นายกเทศมนตรีเปิดสะพานในออสโล ฝนตกหนักทั้งวัน แม่น้ำเพิ่มขึ้นสองเมตร",
    "ko": "시장이 오슬로에서 다리를 열었다. 비가 왔다. 강물이 이 미터 올랐다.",
    "ar": "افتتح رئيس البلدية الجسر في أوسلو. هطل المطر. ارتفع النهر مترين.",
    "xx": "a b c x aa ab abcd 1 12 123",
}


def _message(text: str) -> Message:
    """A message with as many mentions as Telegram lets it have."""
    step = max(1, len(text) // 100)
    mentions = [MessageEntity(MessageEntity.MENTION, place, step) for place in range(0, len(text) - step, step)]
    user, chat = User(7, "Ito", is_bot=False), Chat(-1, Chat.SUPERGROUP)
    return Message(1, datetime.now(UTC), chat, from_user=user, text=text, entities=mentions)


def _passage(number: int, text: str, lang: str) -> Passage:
    return Passage(number, _SOURCE, number, Draft(text), tuple(sentence_spans(text, lang)), lang)


@cache
def _snapshot() -> MemorySnapshot:
    stored = [_passage(number, text, lang) for number, (lang, text) in enumerate(_STORED.items(), 1)]
    return MemorySnapshot(1, {one.id: entry_of(one, 1) for one in stored})


def _ask(text: str) -> None:
    """What `Library.ask` does, without a database."""
    search(storable(text), [_snapshot()], Synonyms(), 10, None)


def _follow(text: str) -> None:
    search("Who opened it?", [_snapshot()], Synonyms(), 10, storable(text))


def _ask_of(text: str, lang: str) -> None:
    """Ask of two passages that hold `text`: everything from the analysis to the grouped hits."""
    text = storable(text)
    stored = [_passage(1, text, lang), _passage(2, f"{text} rose", lang)]
    snapshot = MemorySnapshot(1, {one.id: entry_of(one, 1) for one in stored})
    for question in ("How many a x 123 rose in rain?", "Rain A b abcd 水 น้ำ 강물 и", text[:100]):
        found = search(question, [snapshot], Synonyms(), 10, None)
        hits = quoted(found, lambda ids: {one.id: one for one in stored if one.id in ids})
        list(islice(hits, 10))


def _expand(text: str) -> None:
    """Score a passage of sentences of one joined name each, for a question that has the two parts of each name."""
    parts = list(dict.fromkeys(storable(text).split()))
    names = [left + right for left, right in pairwise(parts)]
    words = [SoughtWord((part,), ((name,),), 1.0) for part, name in zip(parts, names, strict=False)]
    written = "".join(f"{LINE}{name} " for name in names)
    Sought(tuple(words), 10.0).scored(PassageTerms.of(1, "en", written))


def _load(name: str, text: str, lang: str | None = None) -> None:
    with read(BytesIO(storable(text).encode()), name, name, lang) as document:
        for _ in document.drafts:
            pass


def _tables(text: str) -> None:
    """Read tables that come after much else: a long document has some twelve tokens for each of their characters."""
    parser = MarkdownIt().enable("table")
    limit_tables(parser)
    before = [Token("hr", "hr", 0)] * (12 * len(text))
    state = StateBlock(storable(text), parser, {MOST_EMPTY: len(text) ** 2}, before)
    parser.block.tokenize(state, 0, state.lineMax)


def _rows(text: str) -> None:
    with read(BytesIO(json.dumps({"text": text, "id": text, "title": text}).encode()), "a.jsonl", "a.jsonl") as rows:
        for _ in rows.drafts:
            pass


def _fragment(text: str) -> None:
    if text.strip():
        text_fragment(storable(text))


def _analyse(method: str, lang: str, text: str) -> None:
    getattr(analyzer(lang), method)(storable(text))


MESSAGES: Mapping[str, Entry] = {
    "questions_in": questions_in,
    "question_in": lambda text: question_in(text, _OPEN),
    "question_in, Thai": lambda text: question_in(text, ("th",)),
    "is_to_nobody": lambda text: is_to_nobody(_message(text), _ME),
    "asked_in_private": lambda text: asked_in_private(_message(text), _ME),
    "asked_in_group": lambda text: asked_in_group(_message(text), _ME),
    "reply_to_part": lambda text: reply_to_part(_message(text), text[len(text) // 2 :]),
    "durations": durations.parse,
    "code_of": code_of,
    "analyse": lambda text: analyse(text, dict.fromkeys(_OPEN, 1)),
    "ask": _ask,
    "follow": _follow,
    "pieces": lambda text: list(pieces(storable(text), 0, len(text), 256)),
    "a field": Field,
    "autolinked": autolinked,
    "host_of": host_of,
    "is_link": is_link,
    "text_fragment": _fragment,
    "telegram_alters": telegram_alters,
}
"""What reads messages and fields of sources."""

DOCUMENTS: Mapping[str, Entry] = {
    "plain text": partial(_load, "a.txt"),
    "Markdown": partial(_load, "a.md"),
    "tables of Markdown": _tables,
    "JSONL": partial(_load, "a.jsonl"),
    "a row": _rows,
    "front matter": split,
    "HTML": visible_blocks,
    "macros": without_macros,
    "synonyms": lambda text: parse(text, "synonyms.txt"),
    "detect": lambda text: detect(storable(text)),
    "words": lambda text: words(storable(text)),
    **{f"sentences, {lang}": partial(sentence_spans, lang=lang) for lang in ("en", "zh", "th", "xx")},
    **{
        f"{method}, {lang}": partial(_analyse, method, lang)
        for method in ("spans", "spellings")
        for lang in ("en", "de", "fr", "ar", "zh", "ko", "th", "xx")
    },
}
"""What reads documents."""

STORED: Mapping[str, Entry] = {
    **{f"asking of stored text, {lang}": partial(_ask_of, lang=lang) for lang in ("en", "zh", "th", "xx")},
    "joined names": _expand,
}
"""What reads a stored passage, when something is asked."""

assert set(_OPEN) <= set(known())

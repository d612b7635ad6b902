"""What holds for the passages of every loader."""

from __future__ import annotations

from io import BytesIO
from zlib import crc32

from index import Draft, LoadError, loaders
from index.limits import CHAT, OPERATOR, Limits
from index.loaders import Document
from index.words.sentences import sentence_spans
from tests.fuzz.targets.errors import check_message

_LANGUAGES = ("en", "de", "ru", "ar", "zh", "ja", "hi", "ko", "th", "xx")
# So narrow that small files meet them.
_NARROW = Limits(
    document_bytes=2000,
    passages=5,
    passage_length=120,
    heading_length=30,
    field_length=30,
    block_units=4,
)
_LIMITS = (OPERATOR, CHAT, _NARROW)


def drafts_of(data: bytes, name: str) -> list[Draft]:
    """The passages of a file; none where the loader refuses it. Raises AssertionError for what cannot be stored."""
    document: Document | None = None
    try:
        # Every language and every kind of limits has its turn.
        lang, limits = _LANGUAGES[len(data) % len(_LANGUAGES)], _LIMITS[crc32(data) % len(_LIMITS)]
        document = loaders.read(BytesIO(data), name, "key", lang, limits)
        with document:
            drafts = list(document.drafts)
    except LoadError as error:
        check_message(error)
        return []
    assert drafts, "neither passages nor an error"
    for field in (document.title, document.date, document.author):
        _check_line(field)
    for draft in drafts:
        _check(draft, lang)
        assert len(draft.text) <= limits.passage_length, "a passage beyond its limit"
    assert len(drafts) <= limits.passages, "more passages than their limit"
    return drafts


def spaceless(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def _check(draft: Draft, lang: str) -> None:
    assert draft.text.strip(), "a passage of nothing"
    assert "\0" not in draft.text
    draft.text.encode()
    _check_line(draft.locator)
    end = 0
    for span in sentence_spans(draft.text, lang):
        assert end <= span.start < span.end <= len(draft.text)
        assert not draft.text[end : span.start].strip(), "words outside the sentences"
        sentence = draft.text[span.start : span.end]
        assert sentence == sentence.strip()
        end = span.end
    assert not draft.text[end:].strip(), "words after the last sentence"


def _check_line(field: str | None) -> None:
    if field is not None:
        assert "\0" not in field
        field.encode()

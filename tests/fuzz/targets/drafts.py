"""What holds for the passages of every loader."""

from __future__ import annotations

from io import BytesIO

from index import Draft, LoadError, loaders
from index.loaders import Document
from index.words.sentences import sentence_spans
from tests.fuzz.targets.errors import check_message

_LANGUAGES = ("en", "de", "ru", "ar", "zh", "ja", "hi", "ko", "xx")


def drafts_of(data: bytes, name: str) -> list[Draft]:
    """The passages of a file; none where the loader refuses it. Raises AssertionError for what cannot be stored."""
    document: Document | None = None
    try:
        # By the file's length, so that every language has its turn.
        lang = _LANGUAGES[len(data) % len(_LANGUAGES)]
        document = loaders.read(BytesIO(data), name, "key", lang)
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

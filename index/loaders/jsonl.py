"""JSONL: each row is a passage, whose text is kept exactly as given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Annotated, Any, BinaryIO

import msgspec

from index.errors import LoadError
from index.limits import OPERATOR, Limits
from index.loaders.content import Content
from index.loaders.lines import empty, read_lines
from index.loaders.rows import RowError, parse, typed
from index.model import Draft, TelegramOrigin
from index.words.languages import is_tag

_Int64 = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


class _Entity(msgspec.Struct):
    type: str
    offset: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    length: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class _Telegram(msgspec.Struct):
    chat_id: _Int64
    message_id: _Int64
    entities: list[_Entity] | None = None


class _Row(msgspec.Struct):
    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    lang: str | None = None
    telegram: _Telegram | None = None


def read(file: BinaryIO, name: str, lang: str, limits: Limits = OPERATOR) -> Content:
    """The rows of a JSONL file, with locators such as ``#12`` for the twelfth row; blank lines are not counted.

    A row is an object with `text`, and optionally `id`, `title`, `url`, `date`, `author`, `lang` and `telegram`
    (``{"chat_id", "message_id", "entities"}``); other keys are ignored. `lang` and `limits` are unused: rows are not
    split. Raises LoadError for the first invalid line, after the rows before it were yielded.
    """
    return Content(_drafts(file, name))


def _drafts(file: BinaryIO, name: str) -> Iterator[Draft]:
    lines_of_ids: dict[bytes, int] = {}
    row = 0
    for line, written in enumerate(read_lines(file, name), start=1):
        if not written.strip():
            continue
        row += 1
        try:
            draft = _draft(parse(written), f"#{row}")
            _claim(draft.external_id, line, lines_of_ids)
        except RowError as error:
            raise LoadError(name, str(error), line) from None
        yield draft
    if not row:
        raise empty(name)


def _draft(values: dict[str, Any], locator: str) -> Draft:
    row = typed(values, _Row)
    if not row.text.strip():
        raise RowError('"text" is empty; give it words or leave the row out')
    if row.id == "":
        raise RowError('"id" is empty; give it characters or leave it out')
    if row.lang and not is_tag(row.lang):
        raise RowError(
            f'"lang" is {_shown(row.lang)}; write the two letters of a language, as in "en", or leave it out'
        )
    return Draft(
        row.text,
        external_id=row.id,
        locator=locator,
        title=row.title or None,
        url=row.url or None,
        date=row.date or None,
        author=row.author or None,
        lang=row.lang or None,
        telegram=_origin(values["telegram"]) if row.telegram else None,
    )


def _origin(telegram: dict[str, Any]) -> TelegramOrigin:
    """The message, with its entities unchanged, including fields that `_Entity` does not declare."""
    return TelegramOrigin(telegram["chat_id"], telegram["message_id"], tuple(telegram.get("entities") or ()))


def _claim(external_id: str | None, line: int, lines_of_ids: dict[bytes, int]) -> None:
    """Record an id, by a digest of fixed size. Raises RowError if it is a duplicate."""
    if external_id is None:
        return
    digest = blake2b(external_id.encode(), digest_size=16).digest()
    if (first := lines_of_ids.setdefault(digest, line)) != line:
        raise RowError(f"the id {_shown(external_id)} stands in line {first} too; an id has to be unique in its file")


def _shown(value: str) -> str:
    return json.dumps(value if len(value) <= 80 else value[:79] + "…", ensure_ascii=False)

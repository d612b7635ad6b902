"""JSONL: each row is a passage that somebody has already cut, so its text is kept exactly as given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from math import isfinite
from typing import BinaryIO, NoReturn

from index.errors import LoadError
from index.loaders.lines import empty, read_lines
from index.model import Draft, TelegramOrigin

_INT64 = range(-(2**63), 2**63)


def read(file: BinaryIO, name: str, lang: str) -> Iterator[Draft]:
    """The rows of a JSONL file, with locators such as ``#12``, the twelfth row; blank lines are not rows.

    A row is an object with `text`, and optionally `id`, `title`, `url`, `date`, `author`, `lang` and `telegram`
    (``{"chat_id", "message_id", "entities"}``); other keys are ignored. `lang` is not needed here: no row is cut.
    Raises LoadError for the first line that is wrong, after the rows above it were given out.
    """
    lines_of_ids: dict[bytes, int] = {}
    row = 0
    for line, written in enumerate(read_lines(file, name), start=1):
        if not written.strip():
            continue
        row += 1
        try:
            draft = _draft(_parse(written), f"#{row}")
            _claim(draft.external_id, line, lines_of_ids)
        except _RowError as error:
            raise LoadError(name, str(error), line) from None
        except RecursionError:
            raise LoadError(name, "its values are nested too deeply; a row needs hardly any nesting", line) from None
        yield draft
    if not row:
        raise empty(name)


class _RowError(Exception):
    """What is wrong with a row."""


def _refuse_constant(constant: str) -> NoReturn:
    raise _RowError(f"{constant} is no JSON value; use a number, a string or null")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _parse(line: str) -> dict[str, object]:
    try:
        row = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise _RowError(f"broken JSON at column {error.colno}: {error.msg}") from None
    except ValueError:
        raise _RowError("a number in it has too many digits; write it as a string") from None
    if not isinstance(row, dict):
        raise _RowError('a row has to be an object such as {"text": "..."}')
    return row


def _draft(row: dict[str, object], locator: str) -> Draft:
    text = _string(row, "text")
    if text is None:
        raise _RowError('"text" is missing; every row needs one')
    if not text.strip():
        raise _RowError('"text" is empty; give it words or leave the row out')
    external_id = _string(row, "id")
    if external_id == "":
        raise _RowError('"id" is empty; give it characters or leave it out')
    return Draft(
        text,
        external_id=external_id,
        locator=locator,
        title=_string(row, "title") or None,
        url=_string(row, "url") or None,
        date=_string(row, "date") or None,
        author=_string(row, "author") or None,
        lang=_string(row, "lang") or None,
        telegram=_origin(row.get("telegram")),
    )


def _string(row: dict[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _RowError(f'"{key}" has to be a string, not {_kind(value)}')
    _check_storable(value, key)
    return value


def _origin(value: object) -> TelegramOrigin | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _RowError(f'"telegram" has to be an object, not {_kind(value)}')
    entities = value.get("entities") or []
    if not isinstance(entities, list) or not all(isinstance(entity, dict) for entity in entities):
        raise _RowError('"telegram": "entities" has to be a list of objects')
    for entity in entities:
        if not isinstance(entity.get("type"), str):
            raise _RowError('"telegram": every entity needs a "type", which is a string')
        if _integer(entity, "offset") < 0 or _integer(entity, "length") < 1:
            raise _RowError('"telegram": an entity\'s "offset" is at least 0 and its "length" at least 1')
    _check_storable(entities, "telegram")
    return TelegramOrigin(_integer(value, "chat_id"), _integer(value, "message_id"), tuple(entities))


def _integer(values: dict[str, object], key: str) -> int:
    value = values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value not in _INT64:
        raise _RowError(f'"telegram": "{key}" has to be a whole number of at most 64 bits')
    return value


def _check_storable(value: object, key: str) -> None:
    """Raises for what JSON can write and a store or a message cannot hold, at any depth of `value`."""
    if isinstance(value, str):
        if "\0" in value:
            raise _RowError(f'"{key}" holds the character U+0000; take it out')
        try:
            value.encode()
        except UnicodeEncodeError as error:
            half = ord(value[error.start])
            raise _RowError(f'"{key}" holds half a character (the lone surrogate U+{half:04X}); write both') from None
    elif isinstance(value, dict):
        for part in value.items():
            _check_storable(part, key)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _check_storable(part, key)
    elif isinstance(value, float) and not isfinite(value):
        raise _RowError(f'"{key}" holds a number that is too large')


def _claim(external_id: str | None, line: int, lines_of_ids: dict[bytes, int]) -> None:
    """Remembers where an id stands, by a digest, so that long ids take no more room than short ones."""
    if external_id is None:
        return
    digest = blake2b(external_id.encode(), digest_size=16).digest()
    if (first := lines_of_ids.setdefault(digest, line)) != line:
        raise _RowError(f"the id {_shown(external_id)} stands in line {first} too; an id has to be unique in its file")


def _shown(value: str) -> str:
    return json.dumps(value if len(value) <= 80 else value[:79] + "…", ensure_ascii=False)


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")

"""Parsing and validation of a line of JSON, with error messages of one line.

Parsed by `json`, which reports the column of a syntax error, and validated by msgspec.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, NoReturn, TypeVar

import msgspec

Row = TypeVar("Row", bound=msgspec.Struct)

_TOO_DEEP = "its values are nested too deeply; a row needs hardly any nesting"
# Rewording of msgspec's messages, such as "Expected `str | null`, got `int` - at `$.date`".
_WORDS = (
    ("Object missing required field", "lacks"),
    ("Expected", "has to be"),
    (", got", ", not"),
    (" | null`", "`"),
    ("`str`", "a string"),
    ("`int`", "a whole number"),
    ("`float`", "a number"),
    ("`bool`", "true or false"),
    ("`array`", "a list"),
    ("`object`", "an object"),
)


class RowError(Exception):
    """An invalid row; the message can be shown to the user."""


def parse(line: str) -> dict[str, Any]:
    """The JSON object on a line. Raises RowError."""
    try:
        values = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        raise RowError(f"broken JSON at column {error.colno}: {error.msg}") from None
    except ValueError:
        raise RowError("a number in it has too many digits; write it as a string") from None
    except RecursionError:
        raise RowError(_TOO_DEEP) from None
    if not isinstance(values, dict):
        raise RowError('a row has to be an object such as {"key": "value"}')
    return values


def typed(values: dict[str, Any], kind: type[Row]) -> Row:
    """Convert an object to a struct; unknown keys are ignored. Raises RowError.

    >>> class Pair(msgspec.Struct):
    ...     one: str
    ...     other: int | None = None
    >>> typed({"one": "a", "more": 5}, Pair)
    Pair(one='a', other=None)
    >>> typed({"one": "a", "other": "b"}, Pair)
    Traceback (most recent call last):
    index.loaders.rows.RowError: "other" has to be a whole number, not a string
    """
    try:
        for key in kind.__struct_fields__:
            _check_storable(values.get(key), key)
        return msgspec.convert(values, kind)
    except RecursionError:
        raise RowError(_TOO_DEEP) from None
    except UnicodeEncodeError:
        raise RowError("a key in it holds half a character (a lone surrogate); write both") from None
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        for word, plain in _WORDS:
            what = what.replace(word, plain)
        raise RowError(f'"{where.rstrip("`")}" {what}' if where else f"it {what}") from None


def _refuse_constant(constant: str) -> NoReturn:
    raise RowError(f"{constant} is no JSON value; use a number, a string or null")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _check_storable(value: object, key: str) -> None:
    """Raise RowError for what cannot be stored, at any depth: a NUL, a lone surrogate, an infinite number."""
    if isinstance(value, str):
        if "\0" in value:
            raise RowError(f'"{key}" holds the character U+0000; take it out')
        try:
            value.encode()
        except UnicodeEncodeError as error:
            half = ord(value[error.start])
            raise RowError(f'"{key}" holds half a character (the lone surrogate U+{half:04X}); write both') from None
    elif isinstance(value, dict):
        for part in value.items():
            _check_storable(part, key)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _check_storable(part, key)
    elif isinstance(value, float) and not isfinite(value):
        raise RowError(f'"{key}" holds a number that is too large')

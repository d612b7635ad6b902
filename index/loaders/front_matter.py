"""Front matter: metadata at the top of a document, as YAML between ``---`` or as TOML between ``+++``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from index.loaders.dates import day, day_in

LONGEST = 100_000
"""Maximum length of front matter, in code points. Anything longer is text between two thematic breaks."""

_YAML = re.compile(r"---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<fields>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"[\w\"'][^:\n]*:(?:\s|$)")
_LINE = re.compile(rf"\s*$|[\s#\-\]}}]|{_KEY.pattern}")
# Fields that are recovered from invalid YAML or TOML: one per line.
_FIELD = re.compile(r"^(title|date|author|description)[ \t]*[:=][ \t]*(\S.*)$", re.MULTILINE | re.IGNORECASE)
# Each field by the names that site generators have for it. The address of a post often names its day.
_NAMES = {
    "title": ("title",),
    "date": ("date", "published", "pubdate", "publishdate"),
    "author": ("author", "authors"),
    "description": ("description", "summary"),
}
_ADDRESSES = ("permalink", "path", "url", "slug")
# What YAML's escapes can make, and no text can hold.
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


class FrontMatter(NamedTuple):
    """The fields that are used, as strings on one line; None: not given."""

    title: str | None = None
    date: str | None = None
    author: str | None = None
    description: str | None = None


NOTHING = FrontMatter()


class _Loader(yaml.BaseLoader):
    """Creates strings, lists and mappings only, and none of them twice: nested aliases expand exponentially."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose a node. Raises YAMLError for an alias."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def split(text: str) -> tuple[FrontMatter, str]:
    r"""The front matter of `text`, and the text below it. Text between two thematic breaks is not front matter.

    >>> split("---\ntitle: Rain\ndate: 2024-05-01\n---\nIt rained.")
    (FrontMatter(title='Rain', date='2024-05-01', author=None, description=None), 'It rained.')
    """
    if found := _YAML.match(text, 0, LONGEST):
        lines = found["fields"].splitlines()
        if not lines or (lines[0].strip() and all(map(_LINE.match, lines)) and any(map(_KEY.match, lines))):
            return _fields(found["fields"], _read_yaml(found["fields"])), text[found.end() :]
    elif found := _TOML.match(text, 0, LONGEST):
        return _fields(found["fields"], _read_toml(found["fields"])), text[found.end() :]
    return NOTHING, text


def _read_yaml(fields: str) -> object:
    try:
        # BaseLoader keeps dates and numbers as strings. ValueError, OverflowError: an escape of no code point.
        return yaml.load(fields, Loader=_Loader)  # noqa: S506  # it creates strings, lists and mappings only
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return None


def _read_toml(fields: str) -> object:
    try:
        # Python converts no integer of more than 4,300 digits: another ValueError than TOMLDecodeError.
        return tomllib.loads(fields)
    except (ValueError, RecursionError):
        return None


def _fields(written: str, read: object) -> FrontMatter:
    if isinstance(read, Mapping):
        values: Mapping[str, Any] = {str(key).casefold(): value for key, value in read.items()}
    else:
        values = {name.casefold(): value.strip().strip("\"'") for name, value in reversed(_FIELD.findall(written))}
    found = {
        field: next(filter(None, (_line(values.get(name)) for name in names)), None) for field, names in _NAMES.items()
    }
    addresses = (day_in(_line(values.get(name)) or "") for name in _ADDRESSES)
    return FrontMatter(**{**found, "date": day(found["date"]) or next(filter(None, addresses), None)})


def _line(value: object) -> str | None:
    """A value on one line; the items of a list are joined by commas, and a mapping is replaced by its `name`."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        value = ", ".join(filter(None, map(_line, value)))
    if value is None or isinstance(value, bool):
        return None
    try:
        written = str(value)
    except ValueError:  # an integer of more than 4,300 digits
        return None
    return " ".join(_NO_CHARACTER.sub("", written).split()) or None

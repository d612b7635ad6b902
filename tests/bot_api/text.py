"""Text as Telegram keeps it: UTF-16 lengths, cleaning, and the bounds of entities.

An entity is the Bot API's JSON object; offsets and lengths are UTF-16 code units. Cleaning follows tdlib
(`clean_input_string` and `replace_offending_characters` in td/telegram/misc.cpp, `fix_formatted_text` in
td/telegram/MessageEntity.cpp). This server is stricter than tdlib in one way: an entity that tdlib would quietly
mend or drop because it cannot be right is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from tests.bot_api.errors import bad_request

Entity = dict[str, Any]

MESSAGE_LIMIT = 4096
ENTITY_LIMIT = 100
QUOTED = frozenset({"blockquote", "expandable_blockquote"})
# Formatting that may overlap anything; the rest may contain one another but not cross.
SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
CONTINUOUS = frozenset({"text_link", "text_mention", "code", "pre", "custom_emoji", "date_time"})
# Found by Telegram itself; a bot may send them, they are then ignored and found anew.
AUTOMATIC = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)

_REPLACED: dict[int, str] = dict.fromkeys(range(0x20), " ") | {ord("\n"): "\n"}
_REPLACED |= dict.fromkeys([ord("\r"), 0x0333, 0x033F, 0x030A, *range(0x2028, 0x202F)], "")
_MARK_RUN = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
# What strip_empty_characters in misc.cpp treats as blank when it decides whether a message says anything.
_BLANK = re.compile(
    "[\\s\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufffc\ufeff\U000e0000-\U000e007f]*\\Z"
)


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` takes.

    >>> utf16_length("a😀")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The stretch of `text` that an entity covers. Raises UnicodeDecodeError where it splits a surrogate pair.

    >>> cut("a😀b", 1, 2)
    '😀'
    """
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def inside(text: str, offset: int, entities: Iterable[Entity], kind: str) -> set[int]:
    """The places of the characters of `text` that entities of this kind cover; `text` begins at `offset`."""
    covered = {
        unit
        for entity in entities
        if entity["type"] == kind
        for unit in range(entity["offset"], entity["offset"] + entity["length"])
    }
    units = accumulate((1 + (character > "\uffff") for character in text), initial=offset)
    return {place for place, unit in enumerate(units) if unit in covered}


def stretches(text: str, entities: Iterable[Entity], kinds: Iterable[str]) -> list[str]:
    """What the entities of these kinds cover, in order."""
    wanted = frozenset(kinds)
    return [cut(text, entity["offset"], entity["length"]) for entity in entities if entity["type"] in wanted]


def clean_characters(text: str) -> str:
    """`text` as Telegram stores its characters, untrimmed.

    >>> clean_characters("a\\tb\\r\\nc\\u2028d")
    'a b\\ncd'
    """
    return _join_marks(text.translate(_REPLACED))


def _join_marks(text: str) -> str:
    """Of a run of left-to-right and right-to-left marks only the last stays one; the others become U+200C."""
    return _MARK_RUN.sub(lambda run: "\u200c" * len(run.group()), text)


def prepare(
    text: str, entities: Sequence[Entity], *, limit: int = MESSAGE_LIMIT, trim: bool = True, detect: bool = True
) -> tuple[str, list[Entity]]:
    """Text and entities as Telegram would store them. Raises ApiError where it, or this server, would refuse.

    `limit` is in UTF-16 units after cleaning. `trim` removes white space at both ends; white space at the
    beginning of the first entity stays, as in tdlib. `detect` adds the entities Telegram finds by itself.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise bad_request("strings must be encoded in UTF-8")
    kept = [dict(entity) for entity in entities if entity.get("type") not in AUTOMATIC]
    check_entities(text, kept)
    text, kept = _clean_with_entities(text, kept)
    kept = [entity for entity in kept if cut(text, entity["offset"], entity["length"]).strip(" \n")]
    if trim:
        text, kept = _trim(text, kept)
    if _BLANK.match(text):
        raise bad_request("message text is empty")
    if utf16_length(text) > limit:
        raise bad_request("message is too long")
    kept.sort(key=_order)
    kept = _first_hundred(kept)
    return text, _merge(kept, find_entities(text)) if detect else kept


def check_entities(text: str, entities: Sequence[Entity]) -> None:
    """Raise ApiError unless every entity is of a known kind, lies inside `text`, and crosses no other."""
    size = utf16_length(text)
    inside_pair = _pair_middles(text)
    for entity in entities:
        kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in QUOTED | SPLITTABLE | CONTINUOUS:
            raise bad_request(f"can't parse MessageEntity: unsupported type {kind!r}")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request("can't parse MessageEntity: offset and length must be numbers")
        if offset < 0 or length < 0 or offset + length > size or {offset, offset + length} & inside_pair:
            raise bad_request("ENTITY_BOUNDS_INVALID")
        if kind == "text_link" and not is_web_address(str(entity.get("url", ""))):
            raise bad_request(f"entity URL {entity.get('url')!r} is invalid: Wrong HTTP URL")
    whole = sorted((entity for entity in entities if entity["type"] not in SPLITTABLE), key=_order)
    for index, outer in enumerate(whole):
        end = outer["offset"] + outer["length"]
        for inner in whole[index + 1 :]:
            if inner["offset"] >= end:
                break
            if inner["offset"] + inner["length"] > end:
                raise bad_request("ENTITY_BOUNDS_INVALID: entities cross each other")
            if inner["type"] in QUOTED and outer["type"] in QUOTED:
                raise bad_request("ENTITY_BOUNDS_INVALID: blockquote entities can't be nested")


def is_web_address(url: str) -> bool:
    """Whether Telegram takes `url` for a link: http, https or tg, with a host that has a dot (or tg's verb)."""
    if any(character.isspace() for character in url):
        return False
    if re.match(r"tg://\w", url):
        return True
    return bool(re.match(r"(?:https?://)?(?:[^\s/?#@]+@)?[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#]\S*)?\Z", url))


def _pair_middles(text: str) -> set[int]:
    middles, offset = set(), 0
    for character in text:
        if ord(character) > 0xFFFF:
            middles.add(offset + 1)
            offset += 1
        offset += 1
    return middles


def _clean_with_entities(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    moved_to = [0]
    cleaned: list[str] = []
    for character in text:
        replacement = _REPLACED.get(ord(character), character)
        cleaned.append(replacement)
        before = moved_to[-1]
        if ord(character) > 0xFFFF:
            moved_to.append(before + 1)
            before += 1
        moved_to.append(before + len(replacement))
    shifted = []
    for entity in entities:
        start, end = moved_to[entity["offset"]], moved_to[entity["offset"] + entity["length"]]
        shifted.append({**entity, "offset": start, "length": end - start})
    return _join_marks("".join(cleaned)), [entity for entity in shifted if entity["length"]]


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    text = text.rstrip(" \n")
    size = utf16_length(text)
    for entity in entities:
        entity["length"] = min(entity["length"], size - entity["offset"])
    first = min((entity["offset"] for entity in entities), default=size)
    blank = min(len(text) - len(text.lstrip(" \n")), first)
    for entity in entities:
        entity["offset"] -= blank
    return text[blank:], [entity for entity in entities if entity["length"] > 0]


def _order(entity: Entity) -> tuple[int, int, int, str]:
    """Outer entities before inner ones; of two alike, the quote first."""
    return (entity["offset"], -entity["length"], entity["type"] not in QUOTED, entity["type"])


def _first_hundred(entities: list[Entity]) -> list[Entity]:
    """Telegram keeps a hundred; bold and its like give way to links and quotes (get_input_message_entities)."""
    if len(entities) <= ENTITY_LIMIT:
        return entities
    ranked = sorted(entities, key=lambda entity: (entity["type"] in SPLITTABLE, _order(entity)))
    return sorted(ranked[:ENTITY_LIMIT], key=_order)


def _merge(given: list[Entity], found: list[Entity]) -> list[Entity]:
    taken = [entity for entity in given if entity["type"] in CONTINUOUS]
    free = [
        entity
        for entity in found
        if not any(
            entity["offset"] < other["offset"] + other["length"]
            and other["offset"] < entity["offset"] + entity["length"]
            for other in taken
        )
    ]
    return sorted(given + free, key=_order)


# Some of the top-level domains that Telegram knows; file names end in many of them.
_DOMAINS = (
    "com|org|net|io|me|gov|edu|info|de|ru|ua|uk|es|kr|md|sh|py|rs|app|dev|co|ai|tv|ly|fm|to|is|it|in|at|xyz|cc|im|pl|ps"
    "|zip|рф|укр|한국"
)
_FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>(?:https?|ftp|tg|ton|tonsite)://[^\s<>\"]+[^\s<>\".,;:!?)\]'»”]"
    rf"|(?<![\w@./])[\w-]+(?:\.[\w-]+)*\.(?:{_DOMAINS})\b(?:/[^\s<>\"]*[\w/])?)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<!\w)(?P<mention>@[A-Za-z0-9_]{2,32})(?!\w)"
    r"|(?<![\w#\u200c\xb7])(?P<hashtag>\#[\w\u200c\xb7]*[^\W\d_][\w\u200c\xb7]*)(?!#)"
    r"|(?<![\w$])(?P<cashtag>(?-i:\$(?:1INCH|[A-Z]{1,8})))(?![\w$])"
    r"|(?<![\w+.,-])(?P<bank_card_number>[0-9](?:[ -]?[0-9]){12,18})(?![\w-])"
    r"|(?<!\w)(?P<phone_number>\+[0-9](?:[ ().-]{0,2}[0-9]){6,14})(?!\w)",
    re.IGNORECASE,
)


def find_entities(text: str) -> list[Entity]:
    """What Telegram finds in a text by itself: mentions, commands, links, addresses, hashtags, numbers.

    After `find_entities` in td/telegram/MessageEntity.cpp, with fewer top-level domains; phone numbers are found by
    Telegram's servers.

    >>> find_entities("😀 /ask@verbatim_bot why")
    [{'type': 'bot_command', 'offset': 3, 'length': 17}]
    """
    found = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup
        if kind:
            offset = utf16_length(text[: match.start(kind)])
            found.append({"type": kind, "offset": offset, "length": utf16_length(match.group(kind))})
    return found

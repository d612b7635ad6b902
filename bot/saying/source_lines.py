"""The fields of a source, below its quotes and in lists: title, host, author, date, locator, and who added it."""

from __future__ import annotations

import re

from bot.saying.fields import TITLE_UNITS, Field
from bot.saying.hosts import host_of
from bot.saying.links import is_link, source_link
from bot.saying.messages import MessageBuilder
from bot.saying.phrases import Phrase
from index.model import Citation

_PATH = re.compile("[/?#]")


def source_fields(
    message: MessageBuilder,
    citation: Citation,
    link: str | None,
    *,
    origin: str | None = None,
    added: Phrase | None = None,
) -> None:
    """Append the fields of a source. The title is the link, and the host it leads to follows, unless the title is it.

    `origin` is a link that the bot made to the message itself; it is used instead, and its host is not told.
    `added` says that somebody added it in a chat.
    """
    title = Field(citation.title, TITLE_UNITS)
    if title:
        message.field(title, origin or link)
    else:
        message.say(Phrase.UNTITLED)
    host = host_of(link) if link and not origin else None
    if host and not _names(title.text, host):
        message.say(Phrase.SOURCE_HOST, host=Field(host))
    address = None if source_link(citation) else citation.url
    for field in map(Field, (citation.author, citation.date, citation.locator, address)):
        if field:
            message.say(Phrase.SEPARATOR)
            message.field(field)
    if added:
        message.say(Phrase.SEPARATOR)
        message.say(added)


def _names(title: str, host: str) -> bool:
    """Whether a title is nothing but a host as it is told, or an address on it that hides nothing behind spaces."""
    if title == host:
        return True
    return title.isascii() and is_link(title) and _PATH.split(title.partition("://")[2], 1)[0].lower() == host

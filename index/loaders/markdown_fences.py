"""Fences that are no code: callouts, whose text is Markdown, and diagrams and lists of pages, whose source nobody sees.

A callout is an admonition in the dialects of mdBook (```` ```admonish note ````) and MyST (```` ```{note} ````).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_DEEPEST = 3
"""Callouts within callouts; those within these are code. Each level reads their text once more."""

_LONGEST = 500
"""Maximum length of an info string that is read, in code points."""

_CALLOUT = re.compile(
    r"(?:admonish\b[ \t]*[\w.-]*+"
    r"|\{(?:admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning)\})[ \t]*(?P<title>.*)"
)
_TITLE = re.compile(r"""(?:.*\btitle=)?(?P<mark>["'])(?P<title>.*?)(?P=mark)""")
_SETTING = re.compile(r"[\w-]+=")
_UNSEEN = re.compile(
    r"(?:mermaid|plantuml|\{(?:mermaid|toctree|contents|tableofcontents|image|include|literalinclude|bibliography)\})"
    r"(?!\w)"
)
_OPTIONS = re.compile(r"(?:[ \t]*:[\w-]+:.*\n)+")


def read_fences(parser: MarkdownIt) -> None:
    """Make `parser` read the text of callouts, as admonitions, and leave out what nobody sees."""
    parser.core.ruler.after("block", "callouts", _rule)


def _rule(state: StateCore) -> None:
    if any(token.type == "fence" for token in state.tokens):
        state.tokens = list(_opened(state, state.tokens, _DEEPEST))


def _opened(state: StateCore, tokens: Sequence[Token], deep: int) -> Iterator[Token]:
    for token in tokens:
        info = token.info.strip()[:_LONGEST] if token.type == "fence" else ""
        callout = _CALLOUT.fullmatch(info) if deep else None
        if callout:
            opened = Token("admonition_open", "div", 1, level=token.level, block=True, content=_title(callout["title"]))
            within: list[Token] = []
            state.md.block.parse(_OPTIONS.sub("", token.content, count=1), state.md, state.env, within)
            yield opened
            yield from _opened(state, within, deep - 1)
            yield Token("admonition_close", "div", -1, level=token.level, block=True)
        elif not _UNSEEN.match(info):
            yield token


def _title(written: str) -> str:
    """The title in the rest of an info string: quoted, after ``title=``, or bare."""
    quoted = _TITLE.match(written)
    return quoted["title"] if quoted else "" if _SETTING.match(written) else written

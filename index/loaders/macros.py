"""Removal of site generators' markup that readers of the rendered page do not see.

Shortcodes and tags of Hugo, Jekyll, MkDocs and Docusaurus, attribute lists, icons, footnote references, alert and task
marks, the brackets of wiki links.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

_ICON = r"(?<![\w:]):[a-z0-9]++(?:-[a-z0-9]++)++:(?![\w:])"  # :material-check:
# What may begin a macro, or a code span, in which macros are text.
_OPENING = re.compile(rf"{_ICON}|`+|\{{\{{[<%]?|\{{[%#*]|\{{/\*|\[\^|!?\[\[")
# Hugo's shortcodes; Liquid's and Jinja's tags and comments, MkDocs' includes, MDX's comments.
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{#": "#}", "{*": "*}", "{/*": "*/}"}
_MARK = "[^"  # of a footnote, which ends before white space if it is none
_LINK, _PICTURE = "[[", "![["  # of a wiki, which end before a bracket or a new line if they are none
# Their variables: {{ page.title }}, but not a {{field}}.
_VARIABLE = re.compile(r"\{\{-?\s*+\w++(?:\.\w++)++[^{}]*+\}\}")
_ENDS = {
    _MARK: re.compile(r"[\]\s]"),
    **dict.fromkeys((_LINK, _PICTURE), re.compile(r"[\[\]\n]")),
    **{opening: re.compile(re.escape(closing)) for opening, closing in _CLOSING.items()},
}
_BACKTICKS = re.compile(r"`+")
# {#anchor}, {: .class}, { data-toc-label="Name" }
_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*+\{:?[ \t]*+(?:[#.][\w-]|[\w-]++=)[^{}\n]*+\}(?=[ \t]*$)", re.MULTILINE)
_ALERT = re.compile(r"\s*\[!\w+\][+-]?")
_TASK = re.compile(r"\s*\[[ xX]\](?=\s)")
_CONTENTS = re.compile(
    r"\s*+(?:\[TOC\]|\[\[_?TOC_?\]\]|\{\{ ?toc ?\}\}|[^\s{]*+\s*+\{: ?toc\b[^{}]*+\})\s*", re.IGNORECASE
)
_IMPORT = re.compile(r"(?:import\s[^\n]*['\"][^'\"\n]*['\"];?|export\s+(?:default|const|function)\b[^\n]*)\s*")
_TAB = re.compile(r"^([^\S\n]*+)===[!+]?(?=\s+\")", re.MULTILINE)


def without_macros(line: str) -> str:
    """The Markdown source of a paragraph without macros.

    >>> without_macros("Costs {#price} {{< icon >}} `{% raw %}` [^1] {{Field}}. {: .note}")
    'Costs {#price}  `{% raw %}`  {{Field}}.'
    """
    if _CONTENTS.fullmatch(line) or _IMPORT.fullmatch(line):
        return ""
    line = _ALERT.sub("", line, count=1) if _ALERT.match(line) else line
    line = _TASK.sub("", line, count=1) if _TASK.match(line) else line
    if "{" in line or "[^" in line or "[[" in line or ("-" in line and ":" in line):
        line = "".join(_between_macros(line))
        line = _ATTRIBUTES.sub("", line)
    return line


def tabs_as_admonitions(text: str) -> str:
    """`text` with MkDocs' content tabs rewritten as admonitions, which have the same syntax and a parser plugin."""
    return _TAB.sub(r"\1!!! tab", text) if '=== "' in text or '===! "' in text or '===+ "' in text else text


def _between_macros(line: str) -> Iterator[str]:
    """The text between macros, code spans and the labels of links included. What is not closed is text."""
    ends = _Ends(line)
    done = start = 0
    while opening := _OPENING.search(line, start):
        begin, after = opening.span()
        end = ends.of(opening)
        if opening[0][0] == "`":
            start = end or after
        elif end is None:
            start = begin + 1
        else:
            yield line[done:begin]
            if opening[0] == _LINK:
                yield line[after : end - len(_LINK)].rpartition("|")[2]
            done = start = end
    yield line[done:]


class _Ends:
    """Where what is opened in a line ends. Asked from left to right, it reads the line once for each kind of end."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._next: dict[str, int] = {}
        self._runs: dict[int, deque[int]] = {}

    def of(self, opening: re.Match[str]) -> int | None:
        """The end of what `opening` opens; None if it is not closed."""
        said, begin, after = opening[0], opening.start(), opening.end()
        if said[0] == ":":
            return after
        if said[0] == "`":
            return self._code_span(after, len(said))
        if said == "{{":
            variable = _VARIABLE.match(self._line, begin)
            return variable.end() if variable else None
        if self._next.get(said, -1) < after:
            found = _ENDS[said].search(self._line, after)
            self._next[said] = found.start() if found else len(self._line)
        end = self._next[said]
        if end == len(self._line):
            return None
        if said in (_LINK, _PICTURE):
            after_it = end + len(_LINK)
            is_link = end > after and self._line[end:after_it] == "]]" and not self._line.startswith("(", after_it)
            return after_it if is_link else None
        if said == _MARK:
            return end + 1 if self._line[end] == "]" and end > after else None
        return end + len(_CLOSING[said])

    def _code_span(self, after: int, length: int) -> int | None:
        """The end of the next run of `length` backticks."""
        if not self._runs:
            for run in _BACKTICKS.finditer(self._line):
                self._runs.setdefault(len(run[0]), deque()).append(run.start())
        runs = self._runs[length]
        while runs and runs[0] < after:
            runs.popleft()
        return runs[0] + length if runs else None

"""Removal of site generators' markup that readers of the rendered page do not see.

Shortcodes and tags of Hugo, Jekyll, MkDocs and Docusaurus, attribute lists, footnote references, alert and task marks.
"""

from __future__ import annotations

import re

# Macros in a code span are text.
_CODE = r"(?P<code>(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))"
_MACRO = re.compile(
    rf"""{_CODE}
    | \{{\{{<.*?>\}}\}} | \{{\{{%.*?%\}}\}}            # Hugo's shortcodes
    | \{{%.*?%\}} | \{{\#.*?\#\}} | \{{\*.*?\*\}}      # Liquid's and Jinja's tags and comments, MkDocs' includes
    | \{{\{{-?\s*[\w]+(?:\.[\w]+)+[^{{}}]*\}}\}}       # their variables: {{{{ page.title }}}}, but not a {{{{field}}}}
    | \[\^[^\]\s]+\]                                   # the mark of a footnote
    """,
    re.DOTALL | re.VERBOSE,
)
# {#anchor}, {: .class}, { data-toc-label="Name" }
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.][\w-]|[\w-]+=)[^{}\n]*\}(?=[ \t]*$)", re.MULTILINE)
_ALERT = re.compile(r"\s*\[!\w+\][+-]?")
_TASK = re.compile(r"\s*\[[ xX]\](?=\s)")
_CONTENTS = re.compile(r"\s*(?:\[TOC\]|\[\[_?TOC_?\]\])\s*", re.IGNORECASE)
_IMPORT = re.compile(r"(?:import\s[^\n]*['\"][^'\"\n]*['\"];?|export\s+(?:default|const|function)\b[^\n]*)\s*")
_TAB = re.compile(r"^(\s*)===[!+]?(?=\s+\")", re.MULTILINE)


def without_macros(line: str) -> str:
    """The Markdown source of a paragraph without macros.

    >>> without_macros("Costs {#price} {{< icon >}} `{% raw %}` [^1] {{Field}}. {: .note}")
    'Costs {#price}  `{% raw %}`  {{Field}}.'
    """
    if _CONTENTS.fullmatch(line) or _IMPORT.fullmatch(line):
        return ""
    line = _ALERT.sub("", line, count=1) if _ALERT.match(line) else line
    line = _TASK.sub("", line, count=1) if _TASK.match(line) else line
    if "{" in line or "[^" in line:
        line = _MACRO.sub(lambda found: found["code"] or "", line)
        line = _ATTRIBUTES.sub("", line)
    return line


def tabs_as_admonitions(text: str) -> str:
    """`text` with MkDocs' content tabs rewritten as admonitions, which have the same syntax and a parser plugin."""
    return _TAB.sub(r"\1!!! tab", text) if '=== "' in text or '===! "' in text or '===+ "' in text else text

"""The table rule of the Markdown parser, with a limit for the cells that it invents.

The parser completes each row with empty cells: 4 kB of a wide header and short rows become 65,000 of them.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table

MOST_EMPTY = "most empty cells"
"""The key of the parser's environment whose value is the maximum number of empty cells of the tables of a document."""

_FOUND = "empty cells"


class TooManyEmptyCells(Exception):
    """Raised by the parser at the table that has one too many."""


def limit_tables(parser: MarkdownIt) -> None:
    """Make `parser` count the empty cells of tables, and raise TooManyEmptyCells."""
    parser.block.ruler.at("table", _counted, {"alt": ["paragraph", "reference"]})


def _counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    # A slice, because skipping the tokens of all earlier tables would be quadratic.
    empty = sum(1 for token in state.tokens[before:] if token.type == "inline" and not token.content)
    state.env[_FOUND] = state.env.get(_FOUND, 0) + empty
    if state.env[_FOUND] > state.env[MOST_EMPTY]:
        raise TooManyEmptyCells
    return True

"""Only verified quotes can be shown: enforced by types, at run time, and by which modules may verify."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import verified
from bot.saying.buttons import sharing_buttons
from bot.saying.links import quote_link
from bot.saying.pages import Page
from bot.saying.phrases import load
from bot.saying.render import messages_around, quote_messages
from bot.saying.seal import Seal, new_key
from bot.verified import VerifiedHit, VerifiedQuote, verified_hits
from index import Draft, Hit, Library, Quote
from tests.bot.passages import passage, quoted, whole

BOT = Path(verified.__file__).parent


def test_nobody_else_can_make_one() -> None:
    here = passage("It rained.")
    with pytest.raises(TypeError, match="by comparing it with the store"):
        VerifiedQuote(here, 0, 10)
    with pytest.raises(TypeError, match="by comparing it with the store"):
        replace(quoted(here, 0, 10), start=3)


def test_a_part_of_one_is_one_and_nothing_outside_it_is() -> None:
    sentence = quoted(passage("It rained. We left."), 0, 10)
    assert sentence.part(3, 9).text == "rained"
    with pytest.raises(ValueError, match="not inside"):
        sentence.part(3, 12)


def test_to_show_a_quote_that_was_not_compared_is_a_type_error() -> None:
    """mypy says so: each of these lines would have an ignore too many if it were none."""
    plain, phrases = Quote(passage("It rained."), 0, 10), load().for_language("en")
    page = Page(VerifiedHit(plain))  # type: ignore[arg-type]
    Page(Hit(plain, 1.0))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        quote_messages(page, phrases)
    with pytest.raises(AttributeError):
        messages_around(Page(VerifiedHit(whole("It rained."))), [plain], phrases)  # type: ignore[list-item]
    sharing_buttons(plain, "https://t.me/verbatim_bot", phrases)  # type: ignore[arg-type]
    quote_link(plain, "verbatim_bot", Seal(new_key()))  # type: ignore[arg-type]


def test_what_the_store_does_not_hold_is_left_out_also_among_the_other_places(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("It rained all day.\n\nThe river rose.")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(str(tmp_path / "notes.txt"))
        held = library.ask("What rose?").hits[0].quote
        forged = Quote(replace(held.passage, draft=Draft("The river fell.")), held.start, held.end)
        gone = Quote(replace(held.passage, id=99), held.start, held.end)
        assert verified_hits(library, [Hit(forged, 1.0), Hit(gone, 1.0)]) == []
        (hit,) = verified_hits(library, [Hit(held, 1.0, also=(forged, held, gone))])
    assert (hit.quote.text, [other.text for other in hit.also]) == ("The river rose.", ["The river rose."])


@pytest.mark.parametrize(
    ("name", "users"),
    [
        ("refusals", {"verified.py"}),
        ("_SEAL", {"verified.py"}),
        ("verified", {"desk.py", "cli/conversation.py"}),
        ("verified_answer", {"cli/asking.py"}),
        ("verified_hits", {"desk.py", "cli/conversation.py", "cli/terminal.py"}),
        (
            "Library",
            {
                "cli/data_directory.py",
                "cli/asking.py",
                "cli/conversation.py",
                "cli/notices.py",
                "cli/terminal.py",
                "desk.py",
                "doctor/machine.py",
                "serve.py",
                "services.py",
                "verified.py",
                "walls.py",
            },
        ),
    ],
)
def test_the_store_is_asked_in_one_place(name: str, users: set[str]) -> None:
    """Only the desk and the commands, which have no chats, verify quotes or use the library."""
    assert {str(path.relative_to(BOT)) for path in BOT.rglob("*.py") if name in set(_names(path))} == users


def _names(path: Path) -> Iterator[str]:
    """The guarded names that a file imports or uses."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module="bot.verified" | "index" | "index.library", names=names):
                yield from (alias.name for alias in names)
            case ast.Name(id="_SEAL" as name):
                yield name
            case ast.Call(func=ast.Attribute(attr="refusals" as name)):
                yield name

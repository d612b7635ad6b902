"""What follows from the English catalogue: `make phrases` writes it down.

Write a new phrase into `bot/saying/locales/en.ftl`, and run `make phrases`: it becomes a member of `Phrase`, and each
other catalogue gets it at the same place, in English, under a line that says `# To be translated.`, and loses what
English has no more. A test fails for as long as such a line is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.core import Locale
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

LOCALES = Path(__file__).parent.parent / "bot" / "saying" / "locales"
ENGLISH = LOCALES / "en.ftl"
NAMES = LOCALES.parent / "phrase_names.py"
MARK = "# To be translated."


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase as it stands in a file: its text with the comment above it, and what it asks for."""

    name: str
    text: str
    variables: frozenset[str]
    plurals: tuple[frozenset[str], ...]


class _Asked(Visitor):
    """Collects the variables of a phrase, and the forms of each of its choices by number."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.plurals: list[frozenset[str]] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        names = (variant.key.name for variant in node.variants if isinstance(variant.key, ast.Identifier))
        self.plurals.append(frozenset(names))
        self.generic_visit(node)


def read(text: str) -> Iterator[Entry]:
    """The phrases of a catalogue, in order."""
    for entry in parse(text).body:
        if isinstance(entry, ast.Message):
            asked = _Asked()
            asked.visit(entry)
            assert entry.span is not None
            yield Entry(
                entry.id.name,
                text[entry.span.start : entry.span.end].rstrip("\n"),
                frozenset(asked.variables),
                tuple(asked.plurals),
            )


def others() -> list[Path]:
    """The catalogues of all other languages."""
    return sorted(path for path in LOCALES.glob("*.ftl") if path != ENGLISH)


def forms_of(language: str) -> set[str]:
    """The forms of a noun after a whole number in a language, by CLDR: "one", "few" and the like."""
    rule = Locale.parse(language.replace("-", "_")).plural_form
    return {rule(number) for number in range(1000)}


def filled(text: str, english: str) -> str:
    """A catalogue with what it lacks of the English one, in English, and without what that has no more."""
    wanted, here = list(read(english)), {entry.name: entry for entry in read(text)}
    for name in here.keys() - {entry.name for entry in wanted}:
        text = text.replace(f"\n{here[name].text}\n", "\n", 1)
    before: str | None = None
    for entry in wanted:
        if entry.name not in here:
            addition = f"{MARK}\n{_without_comment(entry)}"
            if before is None:
                text = f"{addition}\n{text}"
            else:
                earlier = next(one.text for one in read(text) if one.name == before)
                text = text.replace(f"{earlier}\n", f"{earlier}\n{addition}\n", 1)
        before = entry.name
    return text


def _without_comment(entry: Entry) -> str:
    lines = entry.text.split("\n")
    return "\n".join(lines[next(i for i, line in enumerate(lines) if not line.startswith("#")) :])


def names(english: str) -> str:
    """The module that names every phrase of the English catalogue."""
    members = (f'    {entry.name.upper().replace("-", "_")} = "{entry.name}"\n' for entry in read(english))
    return _NAMES_ABOVE + "".join(members)


_NAMES_ABOVE = '''"""The names of all phrases of `locales/en.ftl`, in its order. `make phrases` writes this file."""

from __future__ import annotations

from enum import StrEnum


class Phrase(StrEnum):
    """A phrase by its name in the catalogues."""

'''


def main() -> None:
    """Name all phrases, fill all catalogues, and say how much is to be translated in each."""
    english = ENGLISH.read_text(encoding="utf-8")
    NAMES.write_text(names(english), encoding="utf-8")
    for path in others():
        text = filled(path.read_text(encoding="utf-8"), english)
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {text.count(MARK)} to be translated")


if __name__ == "__main__":
    main()

"""Documents that lie at no path or URL of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryFile

import pytest

from index import Document, Draft, Library, LoadError, Stated, TelegramOrigin, loaders


def message(text: str, number: int = 5) -> Document:
    draft = Draft(text, telegram=TelegramOrigin(-100, number, ({"type": "bold", "offset": 0, "length": 3},)))
    return Document(f"telegram:-100/{number}", "Harbour", None, False, iter([draft]), BytesIO())


@contextmanager
def file(content: bytes, name: str, key: str) -> Iterator[Document]:
    with TemporaryFile() as opened:
        opened.write(content)
        yield loaders.read(opened, name, key)


def test_a_message_is_taken_as_it_is(library: Library) -> None:
    text = "  The river rose.\n\nThe bridge closed. "
    library.take(message(text), "chat", Stated("Harbour talk", author="Bob", date="2026-03-01"))
    (hit, *_) = library.ask("Has the river risen, or rose?", ["chat"]).hits
    passage = hit.quote.passage
    assert passage.text == text
    assert passage.telegram == TelegramOrigin(-100, 5, ({"type": "bold", "offset": 0, "length": 3},))
    cited = passage.citation
    assert (cited.title, cited.author, cited.date, cited.locator) == ("Harbour talk", "Bob", "2026-03-01", None)
    assert library.ask("Has the river risen, or rose?").hits == ()


def test_the_same_again_changes_nothing_and_an_edited_one_takes_its_place(library: Library) -> None:
    first = library.take(message("The river rose."))
    again = library.take(message("The river rose."))
    assert (again.added, again.removed, again.unchanged) == (0, 0, 1)
    edited = library.take(message("The river fell."))
    assert edited.source.id == first.source.id
    assert (edited.added, edited.removed) == (1, 1)
    library.take(message("The bridge closed.", number=6))
    assert len(library.sources()) == 2


def test_a_file_is_read_by_its_name_and_known_by_its_key(library: Library) -> None:
    with file(b"# Rivers\n\nThe river rose.", "a.md", "chat/a.md") as document:
        added = library.take(document)
    assert (added.source.title, added.source.key, added.added) == ("Rivers", "chat/a.md", 1)
    with file(b"The river rose.\n\nThe river fell.", "a.md", "chat/a.md") as document:
        assert library.take(document).source.id == added.source.id
    with file(b'{"text": "The river rose."}', "a.jsonl", "chat/a.jsonl") as document:
        assert library.take(document).source.id != added.source.id


@pytest.mark.parametrize(("content", "name"), [(b"%PDF", "a.pdf"), (b"{", "a.jsonl"), (b"", "a.txt")])
def test_what_cannot_be_read_is_refused(library: Library, content: bytes, name: str) -> None:
    with pytest.raises(LoadError), file(content, name, "key") as document:
        library.take(document)
    assert library.is_empty()

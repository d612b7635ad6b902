"""What the loader tests share: a real file written and loaded, and web servers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders import load, web
from index.model import Draft
from tests.index.loaders.web_server import serving

Loaded = Callable[[str, str | bytes], list[Draft]]
Refused = Callable[[str, str | bytes], LoadError]


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Writes a file of that name and content, and takes every draft from it."""

    def write_and_load(name: str, content: str | bytes) -> list[Draft]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with load(str(path)) as document:
            return list(document.drafts)

    return write_and_load


@pytest.fixture
def refused(loaded: Loaded) -> Refused:
    """Writes a file that no loader takes, and gives back why. Whatever the reason, it is one line."""

    def write_and_fail(name: str, content: str | bytes) -> LoadError:
        with pytest.raises(LoadError) as caught:
            loaded(name, content)
        assert len(str(caught.value).splitlines()) == 1
        return caught.value

    return write_and_fail


@pytest.fixture
def as_nobody() -> Iterator[Callable[[], None]]:
    """Gives up the right to read every file, where the tests run as root; takes it back afterwards."""
    root = os.geteuid() == 0
    yield lambda: os.seteuid(65534) if root else None
    if root:
        os.seteuid(0)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving("127.0.0.1") as url:
        yield url


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server at an address that counts as a public one here."""
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.2")
    with serving("127.0.0.2") as url:
        yield url

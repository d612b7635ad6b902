"""Foreign documents are read in a process that can cost no more than its limits."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest

from index import Draft, LimitExceeded, LoadError, Prepared, ReadingFailed, Stated, loaders
from index.limits import CHAT, ChatLimits
from index.preparing import prepare
from index.sandbox import process
from index.sandbox.messages import Order

THAI = "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอน " * 8_000
"""It takes some ten seconds to find the ends of its sentences."""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows processes in files")
PASSAGES = "# Rivers\n\nThe river rose. It fell.\n\nKnow:\n\n- one thing\n- and another\n"


async def read(name: str, content: str | bytes, limits: ChatLimits = CHAT, **fields: Any) -> list[tuple[object, ...]]:
    order = Order(name, f"chat/{name}", limits, **fields)
    with TemporaryFile() as file:
        file.write(content if isinstance(content, bytes) else content.encode())
        async with process.prepared(order, file) as prepared:
            head = (prepared.key, prepared.title, prepared.lang, prepared.running, prepared.date)
            return [head, *told(prepared)]


def told(prepared: Prepared) -> list[tuple[object, ...]]:
    """The passages, to be compared: the order of spellings depends on the process."""
    found = [(one.draft, one.lang, one.reading()) for one in prepared.passages]
    return [(draft, lang, read.sentences, read.terms, set(read.spellings.split())) for draft, lang, read in found]


async def test_it_reads_what_this_process_would() -> None:
    rows = "".join(json.dumps({"text": f"Row {n} of {n}.", "lang": "de", "title": "T"}) + "\n" for n in range(20))
    for name, content in (("a.md", PASSAGES), ("a.jsonl", rows), ("a.txt", "Wie geht es dir?\n\nMir geht es gut.")):
        with TemporaryFile() as file:
            file.write(content.encode())
            document = loaders.read(file, name, f"chat/{name}", limits=CHAT)
            prepared = prepare(document, Stated(date="2024-05-06"), None)
            here = told(prepared)
        head, *there = await read(name, content, stated=Stated(date="2024-05-06"))
        assert there == here
        assert head == (f"chat/{name}", prepared.title, prepared.lang, prepared.running, "2024-05-06")


async def test_a_message_is_read_likewise() -> None:
    draft = Draft("The gate closes.", telegram=None)
    head, passage = await read("Harbour", b"", drafts=(draft,))
    assert head == ("chat/Harbour", "Harbour", "en", False, None)
    assert passage[0] == draft


async def test_what_is_wrong_with_a_document_is_told_as_ever() -> None:
    with pytest.raises(LoadError, match=r"^a\.jsonl, line 2: ") as error:
        await read("a.jsonl", '{"text": "Gulls."}\nno\n')
    assert error.value.line == 2
    with pytest.raises(LimitExceeded) as exceeded:
        await read("a.txt", "One.\n\nTwo.\n\nThree.", replace(CHAT, passages=2))
    assert (exceeded.value.limit, exceeded.value.most) == ("passages", 2)


@pytest.mark.attack("a file takes minutes to read")
async def test_it_has_a_limit_of_time() -> None:
    with pytest.raises(LimitExceeded) as error:
        await read("a.txt", THAI, replace(CHAT, parse_seconds=1))
    assert error.value.limit == "parse_seconds"


@pytest.mark.attack("a file takes a gigabyte of memory to read")
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS ignores limits of memory")
async def test_it_has_a_limit_of_memory() -> None:
    rows = json.dumps({"text": "word " * 3_000_000}).encode()
    with pytest.raises((LimitExceeded, ReadingFailed)) as error:
        await read("a.jsonl", rows, replace(CHAT, parse_memory=170_000_000, passage_length=10**8))
    assert getattr(error.value, "limit", "parse_memory") == "parse_memory"


async def test_it_writes_no_more_than_may_be_stored() -> None:
    with pytest.raises(LimitExceeded) as error:
        await read("a.txt", "Seven gulls are loud.\n\n" * 2_000, replace(CHAT, stored_bytes=10_000, index_bytes=10_000))
    assert error.value.limit == "index_bytes"


@pytest.fixture
def begun() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, begun: asyncio.Event) -> list[int]:
    """The processes that a test starts."""
    seen = []
    start = asyncio.create_subprocess_exec

    async def watch(*arguments: Any, **settings: Any) -> Any:
        process = await start(*arguments, **settings)
        seen.append(process.pid)
        begun.set()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", watch)
    return seen


@on_linux
async def test_it_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, started: list[int], begun: asyncio.Event) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:secret")
    reading = asyncio.ensure_future(read("a.txt", "The gate closes."))
    await begun.wait()
    names = {line.partition("=")[0] for line in _of(started[0], "environ").split("\0") if line}
    assert names <= {"PYTHONPATH", "PYTHAINLP_READ_ONLY", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "LD_LIBRARY_PATH"}
    assert "PYTHONPATH" in names
    await reading


@on_linux
async def test_cancelled_it_is_killed(started: list[int], begun: asyncio.Event) -> None:
    reading = asyncio.ensure_future(read("a.txt", THAI))
    await begun.wait()
    assert "index.sandbox" in _of(started[0], "cmdline")
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled()
    with pytest.raises(OSError, match=str(started[0])):
        _of(started[0], "cmdline")


def _of(pid: int, what: str) -> str:
    return Path(f"/proc/{pid}/{what}").read_text()


@pytest.mark.parametrize("executable", ["/bin/false", "/bin/true", "/bin/cat"])
async def test_a_process_that_comes_to_grief_is_told(monkeypatch: pytest.MonkeyPatch, executable: str) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    with pytest.raises(ReadingFailed):
        await read("a.txt", "The gate closes.")

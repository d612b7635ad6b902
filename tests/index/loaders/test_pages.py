"""A page on the web is fetched from a real server on loopback, and read like a file."""

import pytest

from index.errors import LimitExceeded, LoadError
from index.limits import OperatorLimits
from index.loaders import load, web
from tests.index.loaders.web_server import texts, why_refused


def test_a_page_is_known_by_its_url_and_the_name_at_its_end(server: str) -> None:
    with load(f"{server}/rain.md?v=1#floods") as document:
        url = f"{server}/rain.md?v=1"
        assert (document.key, document.url, document.title) == (url, url, "rain.md")
    with load(f"{server}/") as document:
        assert document.title == server.removeprefix("http://")
    with load(f"{server}/a%20b.txt") as document:
        assert document.title == "a b.txt"


@pytest.mark.parametrize("path", ["/rain.md", "/typed", "/plain.md"])
def test_markdown_is_told_by_its_type_or_its_suffix(server: str, path: str) -> None:
    assert texts(server + path) == ["It rained.\n\nWe left."]


@pytest.mark.parametrize("path", ["/rain.txt", "/bare", "/packed", "/"])
def test_other_text_is_plain(server: str, path: str) -> None:
    assert texts(server + path) == ["It *rained*.", "We left."]


@pytest.mark.parametrize("path", ["/rows.jsonl", "/rows", "/rows.json"])
def test_jsonl_is_told_by_its_type_or_its_suffix(server: str, path: str) -> None:
    assert texts(server + path) == ["It *rained*."]


def test_a_redirect_is_followed_and_the_page_keeps_the_address_asked_for(server: str) -> None:
    with load(f"{server}/moved") as document:
        assert document.key == f"{server}/moved"
        assert [draft.text for draft in document.drafts] == ["It *rained*.", "We left."]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none", "the server answered 404 Not Found"),
        ("/round", "keeps redirecting"),
        ("/cut", "it cannot be fetched"),
        ("/packed-twice", "compresses it by gzip, gzip"),
        ("/packed-and-cut", "its compression is damaged"),
        ("/page.md", "text/html is not a format"),
        ("/paper", "application/pdf is not a format"),
        ("/paper.pdf", ".pdf is not a format"),
        ("/picture", "image/png is not a format"),
        ("/api", "a row has to be an object"),
        ("/latin", "byte 4 of the line (0xE9) is not UTF-8"),
        ("/empty.txt", "it is empty"),
    ],
)
def test_a_page_that_cannot_be_taken_is_refused_with_why(server: str, path: str, why: str) -> None:
    assert why in why_refused(server + path)


def test_a_page_that_is_too_long_is_not_fetched_to_its_end(server: str) -> None:
    assert _exceeded(f"{server}/endless", OperatorLimits(page_bytes=1_000_000)) == "page_bytes"


def test_a_silent_server_is_left_after_a_while(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE", 0.1)
    assert "the server was silent" in why_refused(f"{server}/silent")


@pytest.mark.attack("gzip: 2.6 kB become 1.2 GB")
def test_a_page_that_grows_when_unpacked_is_left_at_the_limit(server: str) -> None:
    assert _exceeded(f"{server}/bomb", OperatorLimits(page_bytes=2_000_000)) == "page_bytes"


@pytest.mark.attack("a server sends a byte at a time")
def test_a_server_that_drips_is_left_at_the_deadline(server: str) -> None:
    assert _exceeded(f"{server}/dripping", OperatorLimits(page_seconds=1)) == "page_seconds"


def _exceeded(url: str, limits: OperatorLimits) -> str:
    """The limit that a page exceeds."""
    with pytest.raises(LimitExceeded) as caught:
        load(url, limits=limits)
    return caught.value.limit


@pytest.mark.attack("a header of a response without end")
@pytest.mark.parametrize("path", ["/long-header", "/many-headers", "/long-redirect"])
def test_a_response_with_headers_without_end_is_left(server: str, path: str) -> None:
    assert "it cannot be fetched" in why_refused(server + path)


@pytest.mark.attack("a compressed page without end that becomes nothing")
@pytest.mark.parametrize("path", ["/packed-nothing", "/packed-and-more"])
def test_a_compressed_page_that_goes_on_for_ever_is_left(server: str, path: str) -> None:
    with pytest.raises(LoadError, match="its compression is damaged"):
        load(server + path, limits=OperatorLimits(page_bytes=1_000_000))


def test_a_type_of_unprintable_characters_is_escaped(server: str) -> None:
    assert "image/\\x9b2j is not a format" in why_refused(f"{server}/odd-type")


def test_a_server_that_is_not_there_is_told() -> None:
    assert "it cannot be fetched" in why_refused("http://127.0.0.1:9/rain.txt")


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:port/", "https://exa mple.org/\n"])
def test_what_is_no_address_is_refused(url: str) -> None:
    assert why_refused(url)


def test_an_address_with_a_password_is_refused_because_quotes_would_show_it(server: str) -> None:
    address = server.replace("http://", "http://ito:secret@")
    with pytest.raises(LoadError, match="name or password") as caught:
        load(f"{address}/rain.txt")
    assert "secret" not in str(caught.value)

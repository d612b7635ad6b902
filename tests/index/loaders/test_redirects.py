"""Where redirects may lead, and what a server can make of them."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

from index.loaders import web
from tests.index.loaders.web_server import RAIN, Handler, serving, texts, why_refused


def test_no_redirect_leads_from_a_public_address_to_a_private_one(server: str, public: str) -> None:
    assert "redirects to 127.0.0.1, an address of a private network" in why_refused(f"{public}/away?{server}/rain.txt")
    assert "private network" in why_refused(f"{public}/away?{public}/away?{server}/rain.txt")


def test_a_private_address_that_was_typed_is_fetched_and_may_redirect(server: str, public: str) -> None:
    assert texts(f"{server}/away?{server}/rain.txt") == ["It *rained*.", "We left."]
    assert texts(f"{server}/away?{public}/rain.txt") == ["It *rained*.", "We left."]
    assert texts(f"{public}/away?{public}/rain.txt") == ["It *rained*.", "We left."]


def test_redirects_into_a_private_network_can_be_allowed(server: str, public: str) -> None:
    page = web.fetch(f"{public}/away?{server}/rain.txt", private_redirects=True)
    with page.file:
        assert page.file.read() == RAIN


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Gives a host name an address."""
    known: dict[str, str] = {}
    resolve = socket.getaddrinfo

    def look_up(host: str | bytes | None, *rest: Any, **more: Any) -> Any:
        name = host.decode("ascii") if isinstance(host, bytes) else host
        return resolve(known.get(name or "", name), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known.__setitem__


@pytest.mark.attack("a redirect to a private address under an international name")
def test_no_redirect_leads_to_a_private_address_under_an_international_name(
    server: str, public: str, named: Callable[[str, str], None]
) -> None:
    named("xn--bcher-kva.example", "127.0.0.1")
    port = server.rpartition(":")[2]
    for host in ("xn--bcher-kva.example", "XN--BCHER-KVA.example"):
        assert "private network" in why_refused(f"{public}/away?http://{host}:{port}/rain.txt")


@pytest.mark.attack("a host name that changes its address (DNS rebinding)")
def test_no_redirect_leads_to_a_name_that_has_become_private(
    server: str, public: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve, answers = socket.getaddrinfo, iter(["127.0.0.2", "127.0.0.1"])

    def rebinding(host: str | bytes | None, *rest: Any, **more: Any) -> Any:
        return resolve(next(answers) if host in ("rebinds.example", b"rebinds.example") else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    port = public.rpartition(":")[2]
    assert "private network" in why_refused(f"http://rebinds.example:{port}/away?{server}/rain.txt")


@pytest.mark.attack("a redirect back to a private server whose connection is open")
def test_no_connection_that_is_open_spares_the_check(public: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Handler, "protocol_version", "HTTP/1.1")
    with serving("127.0.0.1") as private:
        back = f"{public}/away?{private}/rain.txt"
        assert "private network" in why_refused(f"{private}/away?{back}")


@pytest.mark.attack("a proxy follows redirects into a private network")
@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "ALL_PROXY"])
def test_behind_a_proxy_no_redirect_leads_to_another_host(
    server: str, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv(variable, server)
    # Here the server plays the proxy: it answers for every host.
    assert texts("http://public.example/rain.txt") == ["It *rained*.", "We left."]
    assert texts("http://public.example/away?http://public.example/rain.txt") == ["It *rained*.", "We left."]
    why = why_refused("http://public.example/away?http://169.254.169.254/rain.txt")
    assert "redirects to 169.254.169.254, whose address cannot be checked behind a proxy" in why
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert "behind a proxy" in why_refused(f"http://public.example/away?{server}/rain.txt")
    with web.fetch(f"http://public.example/away?{server}/rain.txt", private_redirects=True).file as file:
        assert file.read() == RAIN


@pytest.mark.parametrize("proxy", ["socks9://127.0.0.1:1", "socks5://127.0.0.1:1", "http://127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    assert "it cannot be fetched" in why_refused("http://public.example/rain.txt")


@pytest.mark.attack("a redirect to another kind of address")
@pytest.mark.parametrize(
    "to",
    [
        *("file:///etc/passwd", "ftp://127.0.0.1/rain.txt", "data:text/plain,rain", "javascript:rain()", "gopher://a/"),
        *(
            "http://",
            "http://127.0.0.1:port/",
            "http://[::1",
            "http://\x7f/",
            "http://a b/",
            "http://127.0.0.1:0/",
        ),
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(server: str, to: str) -> None:
    assert "it cannot be fetched" in why_refused(f"{server}/away?{to}")


@pytest.mark.attack("a cookie of one server is sent to another")
def test_nothing_that_a_server_sets_reaches_another(server: str, public: str) -> None:
    echoed = texts(f"{server}/sets-cookie?{public}/echo")
    assert echoed == ["none"]
    assert texts(f"{server}/sets-cookie?{server}/echo") == ["none"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104  # nobody listens there
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
        ),
        *("fe80::1", "fe80::1%eth0", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:169.254.169.254", "::127.0.0.1"),
        *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a9fe:a9fe::1"),
        *("2001:0:7f00:1::", "2001:db8::1"),
    ],
)
def test_no_address_that_stands_for_a_private_one_is_public(address: str) -> None:
    assert not web.is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"]
)
def test_other_addresses_are_public(address: str) -> None:
    assert web.is_public(address)

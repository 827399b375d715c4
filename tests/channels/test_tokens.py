"""A token that is renewed: when it is refused, by whoever has the claim, kept before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from soptui.channels.tokens import Tokens
from soptui.channels.wire import Wire
from soptui.errors import TokenRefused, Unreachable


@dataclass(frozen=True)
class Plain:
    access: str

    def to_text(self) -> str:
        return self.access


@dataclass
class Shelf:
    """A keeper that writes down what is done with it."""

    secret: str = "a"
    log: list[str] = field(default_factory=list)
    theirs: str = ""
    """What somebody else has renewed it to by the time that it is ours."""

    def read(self) -> str:
        return self.secret

    def save(self, secret: str) -> None:
        self.log.append(f"save {secret}")
        self.secret = secret

    @contextmanager
    def alone(self) -> Iterator[None]:
        self.log.append("claim")
        self.secret = self.theirs or self.secret
        yield
        self.log.append("free")


def wire(shelf: Shelf, works: str, fail: Exception | None = None) -> Wire:
    """To a server where only the token `works` does; whoever renews gets the next letter."""

    def serve(request: httpx.Request) -> httpx.Response:
        signed = request.headers["authorization"]
        shelf.log.append(signed)
        return httpx.Response(200 if signed == f"Bearer {works}" else 401, json={})

    def renew(kept: Plain) -> Plain:
        shelf.log.append(f"renew {kept.access}")
        if fail is not None:
            raise fail
        return Plain(chr(ord(kept.access) + 1))

    tokens = Tokens(shelf, Plain, renew)
    return Wire("Contoh", "https://a.example", transport=httpx.MockTransport(serve), tokens=tokens)


def test_a_token_that_works_is_left_alone() -> None:
    shelf = Shelf()
    wire(shelf, "a").ask("GET", "/")
    assert shelf.log == ["Bearer a"]


@pytest.mark.parametrize("call", ["ask", "commit", "answer"])
def test_one_that_is_refused_is_renewed_and_kept_before_it_is_used(call: str) -> None:
    shelf = Shelf()
    getattr(wire(shelf, "b"), call)("POST", "/")
    assert shelf.log == ["Bearer a", "claim", "renew a", "save b", "free", "Bearer b"]


def test_where_somebody_else_was_first_theirs_is_used() -> None:
    shelf = Shelf(theirs="x")
    wire(shelf, "x").ask("GET", "/")
    assert shelf.log == ["Bearer a", "claim", "free", "Bearer x"]


def test_one_that_is_refused_anew_is_a_matter_for_a_person() -> None:
    shelf = Shelf()
    with pytest.raises(TokenRefused):
        wire(shelf, "z").ask("GET", "/")
    assert shelf.log.count("claim") == 1


@pytest.mark.parametrize("failure", [Unreachable("lost"), TokenRefused("taken back")])
def test_where_it_cannot_be_renewed_the_old_one_stays(failure: Exception) -> None:
    shelf = Shelf()
    with pytest.raises(type(failure)):
        wire(shelf, "b", failure).commit("POST", "/")
    assert shelf.secret == "a"


def test_an_address_of_another_server_is_told_apart() -> None:
    ours = wire(Shelf(), "a")
    assert ours.reaches("https://a.example/upload?id=1")
    for other in ("https://b.example/", "http://a.example/", "https://a.example:8443/", "/x", "\0"):
        assert not ours.reaches(other)

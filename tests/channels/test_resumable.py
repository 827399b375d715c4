"""An upload that goes on: whatever the line and the server do, each byte arrives once, in place."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.contract import quiet
from soptui.channels.resumable import GRAIN, PART, begin, parts, send
from soptui.channels.wire import Gone, Wire
from soptui.errors import Unreachable

SESSION = "https://a.example/upload?id=1"


@dataclass
class Server:
    """Takes of each part as many bytes as `takes` says next (None: all), then loses the answer
    where `loses` says so.
    """

    size: int
    takes: list[int | None] = field(default_factory=list)
    loses: list[bool] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        where = re.fullmatch(r"bytes (?:\*|(\d+)-(\d+))/(\d+)", request.headers["content-range"])
        assert where is not None
        assert int(where[3]) == self.size
        if where[1] is not None:
            assert int(where[1]) == len(self.data)
            assert int(where[2]) - int(where[1]) + 1 == len(request.content)
            self.data += request.content[: self.takes.pop(0) if self.takes else None]
            if self.loses and self.loses.pop(0):
                raise httpx.ReadError("lost", request=request)
        if len(self.data) == self.size:
            return httpx.Response(201, json={"id": "x"})
        told = {"range": f"bytes=0-{len(self.data) - 1}"} if self.data else {}
        return httpx.Response(308, headers=told)


def wire(server: object) -> Wire:
    transport = httpx.MockTransport(server)  # type: ignore[arg-type]
    return Wire("Contoh", "https://a.example", transport=transport)


@given(
    st.integers(1, 3 * GRAIN),
    st.lists(st.one_of(st.none(), st.integers(0, 2 * GRAIN)), max_size=6),
    st.lists(st.booleans(), max_size=6),
)
def test_each_byte_arrives_once_and_in_its_place(
    size: int, takes: list[int | None], loses: list[bool]
) -> None:
    server = Server(size, takes, loses)
    content = bytes(number % 251 for number in range(size))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "film"
        file.write_bytes(content)
        for _try in range(16):
            try:
                made = send(wire(server), SESSION, file, quiet, GRAIN)
            except Unreachable:
                continue
            break
    assert made == {"id": "x"}
    assert bytes(server.data) == content


def test_a_server_that_takes_nothing_is_left_for_later(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"film")
    with pytest.raises(Unreachable, match="does not go on"):
        send(wire(Server(4, [0])), SESSION, tmp_path / "film", quiet)


def test_a_session_that_is_forgotten_is_gone(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"film")
    with pytest.raises(Gone):
        send(wire(lambda _request: httpx.Response(404)), SESSION, tmp_path / "film", quiet)


@pytest.mark.parametrize("location", ["", "https://b.example/upload?id=1", "http://a.example/u"])
def test_a_session_elsewhere_is_not_taken(location: str) -> None:
    def serve(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"location": location} if location else {})

    with pytest.raises(Unreachable):
        begin(wire(serve), "/upload", {}, 1, "video/mp4")


def test_parts_are_whole_grains_and_none_is_empty() -> None:
    assert PART % GRAIN == 0
    assert [parts(size) for size in (1, PART, PART + 1)] == [1, 1, 2]

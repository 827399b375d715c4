"""Messengers through Apprise, told over real HTTP to a small server of this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from soptui.notices import messenger
from soptui.notices.address import messenger_of
from soptui.notices.messenger import tell_messenger
from soptui.notices.trouble import Trouble, Undelivered
from tests.notices.test_mail import NOTICE

pytest.importorskip("apprise")
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")


@contextmanager
def endpoint(status: int = 200) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address for Apprise, and what was told there."""
    told: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_anything: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"json://localhost:{server.server_port}", told
        finally:
            server.shutdown()
            thread.join()


def test_a_messenger_is_told() -> None:
    with endpoint() as (url, told):
        tell_messenger(NOTICE, url)
    (message,) = told
    assert message["title"] == NOTICE.letter.subject
    assert ".titik" in message["message"]


def test_a_no_and_silence_are_told() -> None:
    with endpoint(500) as (url, _told), pytest.raises(Undelivered) as failure:
        tell_messenger(NOTICE, url)
    assert failure.value.trouble is Trouble.MESSENGER
    with pytest.raises(Undelivered):
        tell_messenger(NOTICE, url)  # nobody listens there any more


def test_without_apprise_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messenger, "find_spec", lambda _name: None)
    with pytest.raises(Undelivered) as failure:
        tell_messenger(NOTICE, "json://localhost:1")
    assert failure.value.trouble is Trouble.NOT_INSTALLED
    assert "soptui[apprise]" in failure.value.remedy


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("tgram://123:abc/-100", "tgram"), (" json://localhost:80 ", "json"), ("siti@dinas.go.id", ""),
     ("tgram://a b", ""), ("://x", ""), ("json://a\n", "json"), ("json://a\nb", "")],
)  # fmt: skip
def test_an_address_for_a_messenger_is_recognised(typed: str, kind: str) -> None:
    assert messenger_of(typed) == kind

"""A transport that does what it is asked and then loses the answer, as a broken line does."""

from __future__ import annotations

import httpx


class Lossy(httpx.BaseTransport):
    """Loses the answers of the next `drop` calls whose address ends with `ending`."""

    def __init__(self, ending: str, drop: int = 1) -> None:
        self.inner, self.ending, self.drop = httpx.HTTPTransport(), ending, drop
        self.lost = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.inner.handle_request(request)
        if self.drop and request.url.path.endswith(self.ending):
            self.drop -= 1
            self.lost += 1
            answer.read()
            answer.close()
            raise httpx.ReadError("the line broke", request=request)
        return answer

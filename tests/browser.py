"""A headless Chromium, spoken to over a pipe: what a page is like for a person who has it open."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--remote-debugging-pipe",
)  # fmt: skip


class Browser:
    """One page of it. What it is told to wait for is asked of the page; nothing sleeps."""

    def __init__(self, told: int, tells: int) -> None:
        self._told = told
        self._tells = os.fdopen(tells, "rb", buffering=0)
        self._rest = b""
        self._count = 0
        self._loads = 0
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        answer = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = answer["sessionId"]
        self._call("Page.enable")

    def open(self, address: str, *, width: int = 1280, height: int = 900) -> None:
        """Go there and wait until everything is loaded."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                   deviceScaleFactor=1, mobile=width < 600)  # fmt: skip
        self._loads = 0
        self._call("Page.navigate", url=address)
        self._until_loaded()

    def follow(self, script: str) -> None:
        """Do in the page what leads to another one, and wait until that is loaded."""
        self._loads = 0
        self.ask(script)
        self._until_loaded()

    def ask(self, script: str) -> Any:
        """The value of `script` in the page, a promise's once it is kept."""
        answer = self._call("Runtime.evaluate", expression=script, awaitPromise=True,
                            returnByValue=True)  # fmt: skip
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Until the page says so; at most 20 seconds."""
        self.ask(
            "new Promise((done, failed) => { const end = performance.now() + 20000;"
            f" const look = () => {{ let so = false; try {{ so = ({condition}); }} catch {{}}"
            " if (so) { done(true); }"
            " else if (performance.now() > end) { failed(new Error(document.body.innerText)); }"
            " else { setTimeout(look, 10); } }; look(); })"
        )

    def press(self, key: str, code: int = 0, text: str = "") -> None:
        """One key, as a keyboard sends it."""
        for kind in ("keyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code,
                       **({"text": text} if text and kind == "keyDown" else {}))  # fmt: skip

    def type(self, words: str) -> None:
        self._call("Input.insertText", text=words)

    def without_scripts(self) -> None:
        """From the next page on, as for a reader who has switched scripts off."""
        self._call("Emulation.setScriptExecutionDisabled", value=True)

    def prefer_dark(self, dark: bool) -> None:
        """What the reader's system is set to."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self, path: Path) -> None:
        """The whole page as a PNG."""
        answer = self._call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(answer["data"]))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._told, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._count:
                assert "error" not in answer, (method, answer["error"])
                result: dict[str, Any] = answer["result"]
                return result

    def _until_loaded(self) -> None:
        while not self._loads:
            self._read()

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = self._tells.read(1 << 16)
            assert data, "the browser ended"
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        self._loads += message.get("method") == "Page.loadEventFired"
        return message


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser of its own; ask `CHROMIUM` first whether there is one."""
    assert CHROMIUM is not None
    reads, told = os.pipe()
    tells, writes = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # The browser reads from 3 and writes to 4.
        start = ["bash", "-c", f'exec "$@" 3<&{reads} 4>&{writes}', "bash", CHROMIUM, *OPTIONS,
                 f"--user-data-dir={folder}"]  # fmt: skip
        with subprocess.Popen(
            start, pass_fds=(reads, writes), stderr=subprocess.DEVNULL
        ) as process:
            os.close(reads)
            os.close(writes)
            try:
                yield Browser(told, tells)
            finally:
                process.kill()
                os.close(told)

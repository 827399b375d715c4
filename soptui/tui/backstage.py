"""The one thread that talks to the database, so that the screen never waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from soptui.store.database import Store

T = TypeVar("T")
P = ParamSpec("P")


class Backstage:
    """A single worker thread: connections belong to threads, so all work goes through one."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._slow = ThreadPoolExecutor(max_workers=2, thread_name_prefix="backstage")

    async def run(self, act: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """`act` in the database's thread."""
        call = partial(act, *args, **options)
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def run_aside(self, act: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """`act` in another thread: decoding pictures, opening the vault."""
        call = partial(act, *args, **options)
        return await asyncio.get_running_loop().run_in_executor(self._slow, call)

    def close(self, store: Store | None) -> None:
        """Close the connection and let the threads end."""
        if store is not None:
            self._thread.submit(store.close)
        self._thread.shutdown(wait=True)
        self._slow.shutdown(wait=False, cancel_futures=True)

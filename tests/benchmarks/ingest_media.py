"""How fast photos are read: against decoding alone, and against the tools that do the same.

The photos have 12 to 24 megapixels and the detail that a camera's have. Both sides get the same
ones in turns, from the page cache; what counts is the median of the pairs' ratios. Where one core
is asked for, both sides are held to the same one and their processor time is taken: other programs
on the machine then count less.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import resource
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image

from soptui.media.digest import digest
from soptui.media.glance import glance
from tests.benchmarks.measures import Figure
from tests.media.cameras import camera_photo

SIZES = ((4000, 3000), (4608, 3456), (5472, 3648), (6000, 4000)) * 2
NAMES = 4
"""Names of each photo, for the tools: their start should not decide."""
ROUNDS = 9
BATCHES = 5
WORKERS = 2
TOOLS = ("sha256sum", "exiftool", "vipsthumbnail")
_number = count()


def figures() -> list[Figure]:
    """All of them, on photos made for it; some minutes."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        photos = [camera_photo(root / f"{number}.jpg", size, number)
                  for number, size in enumerate(SIZES)]  # fmt: skip
        return [against_decoding(photos, root), against_the_libraries(photos, root),
                against_tools(photos, root), against_tools_in_parallel(photos, root),
                first_glance(photos, root)]  # fmt: skip


def against_decoding(photos: list[Path], root: Path) -> Figure:
    """Reading, SHA-256, EXIF, thumbnail and likeness, against a grey 1/8 decode by Pillow."""
    ratio, ours, bare = _pairs(photos, partial(_all_work, root), _decode)
    detail = f"{ours:.1f} ms against {bare:.1f} ms a photo (one core, medians of {ROUNDS})"
    return Figure("all the work on a photo / decoding it", ratio, "×", 1.10, detail)


def against_the_libraries(photos: list[Path], root: Path) -> Figure:
    """The same against the library calls that cannot be left out, told without an aim."""
    ratio, ours, bare = _pairs(photos, partial(_all_work, root), _library_calls)
    detail = f"{ours:.1f} ms against {bare:.1f} ms: SHA-256, decoding in colour, encoding"
    return Figure("all the work on a photo / the libraries' part", ratio, "×", 0, detail)


def first_glance(photos: list[Path], root: Path) -> Figure:
    """What the camera wrote and its small picture, against all the work."""
    ratio, ours, full = _pairs(photos, _glance, partial(_all_work, root))
    detail = f"{ours:.2f} ms against {full:.1f} ms a photo (one core, medians of {ROUNDS})"
    return Figure("a glance at a photo / all the work", ratio, "×", 0.01, detail)


def against_tools(photos: list[Path], root: Path) -> Figure:
    """One worker against the three tools, each called once for all photos; all on one core."""
    name = "one worker / three tools, one core"
    names = _names(photos, root)
    with _one_core(), _workers(1) as pool:
        return _batches(name, 1 / 2, "processor", root, partial(_pool, pool, names),
                        partial(_tools, names, 1))  # fmt: skip


def against_tools_in_parallel(photos: list[Path], root: Path) -> Figure:
    """Two workers against the same tools, two of each at a time. Means something only while
    nothing else runs: the tools have more threads, and so get more of a machine that is busy.
    """
    name = "two workers / three tools, xargs -P2"
    names = _names(photos, root)
    with _workers(WORKERS) as pool:
        return _batches(name, 1 / 2.2, "elapsed", root, partial(_pool, pool, names),
                        partial(_tools, names, WORKERS))  # fmt: skip


def _pairs(
    photos: list[Path], ours: Callable[[Path], object], theirs: Callable[[Path], object]
) -> tuple[float, float, float]:
    """The median ratio over all photos, and both medians in ms a photo."""
    ratios, mine, other = [], [], []
    with _one_core():
        for turn in range(ROUNDS + 1):
            for photo in photos:
                pair = _processor_ms(ours, photo), _processor_ms(theirs, photo)
                if turn:  # the first is a warm-up
                    ratios.append(pair[0] / pair[1])
                    mine.append(pair[0])
                    other.append(pair[1])
    return statistics.median(ratios), statistics.median(mine), statistics.median(other)


def _processor_ms(work: Callable[[Path], object], photo: Path) -> float:
    started = time.thread_time()
    work(photo)
    return (time.thread_time() - started) * 1000


def _all_work(root: Path, photo: Path) -> None:
    """A new thumbnail each time, as new photos have it."""
    dest = root / "thumbnails" / f"{os.getpid()}-{next(_number)}.jpg"
    found = digest(photo, lambda _sha256: dest, lambda _sha256: True, lambda _done: None)
    assert found.has_thumbnail


def _decode(photo: Path) -> None:
    with Image.open(photo) as image:
        image.draft("L", (image.width // 8, image.height // 8))
        image.load()


def _library_calls(photo: Path) -> None:
    data = photo.read_bytes()
    hashlib.sha256(data).hexdigest()
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.decodermaxblock = len(data)  # type: ignore[attr-defined]
        image.load()
        image.save(io.BytesIO(), "JPEG", quality=80)


def _glance(photo: Path) -> None:
    found = glance(photo)
    assert found is not None
    assert found.preview


class Spent(NamedTuple):
    """Seconds for a batch: on the clock, and of processors."""

    elapsed: float
    processor: float


def _batches(
    name: str, aim: float, what: str, root: Path,
    ours: Callable[[Path], Spent], theirs: Callable[[Path], Spent],
) -> Figure:  # fmt: skip
    missing = [tool for tool in (*TOOLS, "xargs") if shutil.which(tool) is None]
    if missing:
        return Figure(name, math.nan, "×", 0, f"not measured: {missing[0]} is not installed")
    pairs = []
    for turn in range(BATCHES + 1):
        dest = root / f"batch{next(_number)}"
        dest.mkdir()
        pair = ours(dest), theirs(dest)
        shutil.rmtree(dest)
        if turn:
            pairs.append(pair)
    detail = []
    ratios = {}
    for kind in Spent._fields:
        both = [(getattr(one, kind), getattr(other, kind)) for one, other in pairs]
        ratios[kind] = statistics.median(one / other for one, other in both)
        mine, other = (statistics.median(times) for times in zip(*both, strict=True))
        detail.append(f"{kind} {mine:.2f} s against {other:.2f} s, {1 / ratios[kind]:.2f} × faster")
    return Figure(name, ratios[what], "×", aim, "; ".join(detail))


def _names(photos: list[Path], root: Path) -> list[Path]:
    folder = root / "names"
    folder.mkdir(exist_ok=True)
    names = []
    for number in range(NAMES):
        for photo in photos:
            names.append(folder / f"{number}-{photo.name}")
            if not names[-1].exists():
                names[-1].hardlink_to(photo)
    return names


@contextmanager
def _one_core() -> Iterator[None]:
    """This process, and those it starts, on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def _workers(number: int) -> Iterator[Pool]:
    """Processes that live as long as the station does."""
    with get_context("spawn").Pool(number) as pool:
        pool.map(time.sleep, [0.1] * number)
        yield pool


def _pool(pool: Pool, names: list[Path], dest: Path) -> Spent:
    started = time.perf_counter()
    processor = sum(pool.imap_unordered(partial(_work_seconds, dest), names))
    return Spent(time.perf_counter() - started, processor)


def _work_seconds(dest: Path, photo: Path) -> float:
    return _processor_ms(partial(_all_work, dest), photo) / 1000


def _tools(names: list[Path], processes: int, dest: Path) -> Spent:
    """Every tool gets its share of the names at once, so its start counts once a process."""
    share = str(math.ceil(len(names) / processes))
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in _commands(dest):
        _run(["xargs", "-0", f"-P{processes}", "-n", share, *command], "\0".join(map(str, names)))
    elapsed, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(elapsed, used)


def _commands(dest: Path) -> list[list[str]]:
    return [["sha256sum"], ["exiftool", "-fast2"],
            ["vipsthumbnail", "-s", "480", "-o", f"{dest}/%s.jpg"]]  # fmt: skip


def _run(command: list[str], fed: str) -> None:
    """One thread for each: two processes with two threads would only get in each other's way."""
    settings = {**os.environ, "VIPS_CONCURRENCY": "1"}
    subprocess.run(command, input=fed, text=True, check=True, env=settings,
                   stdout=subprocess.DEVNULL)  # fmt: skip

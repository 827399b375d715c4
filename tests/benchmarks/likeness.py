"""How often `media.blemishes` and `sop.likeness` are right, on real photographs.

    python -m tests.benchmarks.likeness FOLDER…

The folders hold photographs, and films for the bursts; every good one is spoilt in known ways
(`spoiling`), saved as a JPEG and decoded as the inbox does it. How sharp is sharp was chosen
on the first half and is reported on the second; which half a picture is in depends on its name.
Nothing is fetched.
"""

from __future__ import annotations

import io
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from random import Random

import av
from PIL import Image, ImageOps

from soptui.media.pictures import open_picture, quick_copy
from soptui.media.similarity import fingerprint, hints
from soptui.media.thumbnail import LARGEST, LONG_EDGE, SMALLEST
from soptui.sop.likeness import BURST, BURST_GAP, NEAR, distance
from soptui.sop.material import Hint
from tests.benchmarks.spoiling import COPIES, COVER, DEFOCUS, HARMLESS, LIGHT, MOTION, Spoil

WORKING_EDGE = 1120
"""Spoilt at this size: decoding halves it, as it divides a camera's picture by eight."""
FILMS = (".avi", ".mp4", ".mov", ".mpg", ".mkv")
LOOK_FOR = ((Hint.BLURRED, {**MOTION, **DEFOCUS}), (Hint.DARK, LIGHT), (Hint.BRIGHT, LIGHT),
            (Hint.COVERED, COVER))  # fmt: skip


@dataclass
class Photo:
    """A good photograph at its working size, and what it looks like."""

    path: Path
    picture: Image.Image
    code: str
    half: int
    seen: dict[str, tuple[Hint, ...]] = field(default_factory=dict)


def main(folders: list[Path]) -> None:
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    photos = different(opened(path for path in files if path.suffix.lower() not in FILMS))
    halves = Counter(photo.half for photo in photos)
    print(f"{len(photos)} different photographs: {halves[0]} to choose on, {halves[1]} to report\n")
    report_hints(photos)
    report_copies(photos)
    for path in files:
        if path.suffix.lower() in FILMS:
            report_burst(path)


def opened(paths: Iterable[Path]) -> Iterator[Photo]:
    """What can be read and is no icon."""
    for path in paths:
        try:
            with Image.open(path) as image:
                image.draft("RGB", (2 * WORKING_EDGE, 2 * WORKING_EDGE))
                upright = ImageOps.exif_transpose(image)
                flat = Image.alpha_composite(Image.new("RGBA", upright.size, "white"),
                                             upright.convert("RGBA"))  # fmt: skip
        except OSError:
            continue
        picture = flat.convert("L")
        if max(picture.size) > WORKING_EDGE * 8 / 7:
            picture = ImageOps.contain(picture, (WORKING_EDGE, WORKING_EDGE), Image.Resampling.BOX)
        if min(picture.size) >= 320:
            half = sha256(path.name.encode()).digest()[0] & 1
            yield Photo(path, picture, fingerprint(as_decoded(picture)), half)


def different(photos: Iterable[Photo]) -> list[Photo]:
    """Without copies of one another: they would count twice."""
    found: list[Photo] = []
    for photo in photos:
        if all(distance(photo.code, other.code) > NEAR for other in found):
            found.append(photo)
    return found


def as_decoded(picture: Image.Image, quality: int = 90) -> Image.Image:
    """The small picture that the inbox would look at."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    with open_picture(file.getvalue()) as image:
        return quick_copy(image, LONG_EDGE, SMALLEST, LARGEST).convert("L")


def spoilt(photo: Photo, name: str, spoil: Spoil) -> Image.Image:
    rng = Random(f"{photo.path.name} {name}")  # noqa: S311
    return as_decoded(spoil(photo.picture, rng))


def report_hints(photos: list[Photo]) -> None:
    """For each hint how many were found of those that deserve it, and of those that do not."""
    wanted = {name: spoil for _, ways in LOOK_FOR for name, spoil in ways.items()}
    for photo in photos:
        for name, spoil in {**HARMLESS, **wanted}.items():
            photo.seen[name] = hints(spoilt(photo, name, spoil))
    for hint, ways in LOOK_FOR:
        print(f"{hint.value:<30} {'half to choose on':>18} {'half to report (95 % interval)':>34}")
        for name in (*HARMLESS, *ways):
            print(row(name, photos, lambda photo, hint=hint, name=name: hint in photo.seen[name]))
        flagged = [photo.path.name for photo in photos if hint in photo.seen["untouched"]]
        print(f"  flagged though untouched: {', '.join(flagged) or 'none'}\n")


def row(name: str, photos: list[Photo], test: Callable[[Photo], bool]) -> str:
    chosen = [test(photo) for photo in photos if photo.half == 0]
    told = [test(photo) for photo in photos if photo.half == 1]
    low, high = interval(sum(told), len(told))
    return (f"  {name:<28} {sum(chosen):>4} of {len(chosen):<4} {sum(told):>12} of {len(told):<4}"
            f" {sum(told) / max(1, len(told)):>6.1%} ({low:.0%} to {high:.0%})")  # fmt: skip


def report_copies(photos: list[Photo]) -> None:
    """How many copies are found, and how near different pictures come to one another."""
    print(f"copies, at most {NEAR} of 128 bits apart")
    for name, spoil in COPIES.items():
        codes = {photo.path: fingerprint(spoilt(photo, name, spoil)) for photo in photos}
        test = lambda photo, codes=codes: distance(photo.code, codes[photo.path]) <= NEAR  # noqa: E731
        print(row(name, photos, test))
    known = [photo for photo in photos if photo.code]
    apart = sorted(distance(a.code, b.code) for a, b in combinations(known, 2))
    mean = sum(apart) / len(apart)
    spread = math.sqrt(sum((one - mean) ** 2 for one in apart) / len(apart))
    print(f"  without a fingerprint: {len(photos) - len(known)}")
    print(f"  {len(apart)} pairs of different ones: {mean:.0f} ± {spread:.1f} bits apart")
    print(f"  nearest {apart[:5]}; {sum(one <= BURST for one in apart)} within {BURST}\n")


def report_burst(path: Path) -> None:
    """Of frames up to `BURST_GAP` apart, how many would be called one burst."""
    codes: list[tuple[float, str]] = []
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            if frame.time is not None and (not codes or frame.time - codes[-1][0] >= 0.5):
                grey = frame.to_image().convert("L")
                codes.append((frame.time, fingerprint(as_decoded(grey))))
    found: defaultdict[float, list[bool]] = defaultdict(list)
    for (start, one), (end, other) in combinations(codes, 2):
        if timedelta(seconds=end - start) <= BURST_GAP:
            found[math.ceil(end - start)].append(distance(one, other) <= BURST)
    told = [f"{gap:g} s {sum(near)} of {len(near)}" for gap, near in sorted(found.items())]
    print(f"burst {path.name}: within {BURST} bits after {', '.join(told)}")


def interval(found: int, total: int) -> tuple[float, float]:
    """Wilson's, for 95 %."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, found / total
    middle = share + z * z / (2 * total)
    wide = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - wide) / scale), min(1.0, (middle + wide) / scale)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])

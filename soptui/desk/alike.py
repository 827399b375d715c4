"""Pictures that show nearly the same, for people to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from soptui.desk.assets import AssetView
from soptui.sop.likeness import Look, alike
from soptui.sop.material import Hint

Groups = tuple[tuple[int, ...], ...]


def alike_among(assets: Iterable[AssetView]) -> Groups:
    """Groups of two and more that look alike: ids, each by time."""
    looks = (
        Look(asset.id, asset.fingerprint, asset.captured_at, asset.camera)
        for asset in assets if asset.fingerprint
    )  # fmt: skip
    return _alike(tuple(looks))


@lru_cache(maxsize=8)
def _alike(looks: tuple[Look, ...]) -> Groups:
    """Asked again and again while a card is copied in, and mostly the same."""
    return alike(looks)


def sharpest_first(assets: Iterable[AssetView]) -> list[AssetView]:
    """The most promising first. A camera's sharp picture takes more bytes than its blurred twin."""
    return sorted(assets, key=_promise)


def _promise(asset: AssetView) -> tuple[bool, int, int, int, int]:
    pixels = (asset.width or 0) * (asset.height or 0)
    return Hint.BLURRED in asset.hints, len(asset.hints), -pixels, -asset.size, asset.id

"""Real pictures in the terminal, by the optional package `textual-image`, where both can."""

from __future__ import annotations

from typing import Any

_widget: type[Any] | None = None


def prepare_graphics() -> bool:
    """Ask the terminal for sixel or Kitty graphics; whether pictures can be drawn with them.

    To be called before the app starts: the package asks while it is imported, and an answer that
    arrives later would look like typing. Without it, pictures are shown in cells.
    """
    global _widget  # noqa: PLW0603  one terminal a process, asked once
    try:
        from textual_image.renderable import Image as Chosen
        from textual_image.renderable import SixelImage, TGPImage
        from textual_image.widget import Image
    except Exception:  # noqa: BLE001  not installed, or a terminal that claims to have no columns
        return False
    if Chosen in {SixelImage, TGPImage}:
        _widget = Image
    return _widget is not None


def graphics_widget() -> type[Any] | None:
    """The widget that draws them, or None where `prepare_graphics` was not called or said no."""
    return _widget

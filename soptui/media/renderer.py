"""Renditions, as they are asked for; passed in, so that tests need no real codecs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from soptui.errors import MediaError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from soptui.media.crop import Form

    Progress = Callable[[float], None]


class Renderer(Protocol):
    """Makes copies for the public that carry no metadata. `progress` is told the part done, 0 to 1,
    many times a second, and may raise to end it: then nothing half-made is left.
    """

    def picture(self, source: Path, dest: Path, form: Form) -> tuple[int, int]:
        """A JPEG, never enlarged, cut where its shape is not taken; width and height in pixels."""
        ...

    def pages(self, source: Path, folder: Path, form: Form) -> list[tuple[Path, int, int]]:
        """A document's pages as JPEGs, in order, each with its width and height."""
        ...

    def video(
        self, source: Path, dest: Path, form: Form | None, progress: Progress
    ) -> tuple[int, int]:
        """An MP4; width and height in pixels. Without a form nothing special is asked of it."""
        ...

    def audio(self, source: Path, folder: Path, stem: str, progress: Progress) -> Path:
        """An MP3 or M4A, whichever fits, in `folder` under the name `stem` and its suffix."""
        ...


class MediaRenderer:
    """The real thing."""

    def picture(self, source: Path, dest: Path, form: Form) -> tuple[int, int]:
        from soptui.media import rendition
        from soptui.media.sha import file_sha256

        try:
            size = rendition.render_picture(source, dest, form)
        except MediaError:
            # Originals are named for their content. Where that is unchanged, the file came damaged
            # and a person took it as it is; where it is not, nobody approved what lies there now.
            if file_sha256(source) != source.name:
                raise
            size = rendition.render_picture(source, dest, form, as_it_is=True)
        return size.width, size.height

    def pages(self, source: Path, folder: Path, form: Form) -> list[tuple[Path, int, int]]:
        from soptui.media import rendition

        return rendition.render_pages(source, folder, form)

    def video(
        self, source: Path, dest: Path, form: Form | None, progress: Progress
    ) -> tuple[int, int]:
        from soptui.media import rendition

        size = rendition.render_video(source, dest, form or rendition.WHOLE, progress)
        return size.width, size.height

    def audio(self, source: Path, folder: Path, stem: str, progress: Progress) -> Path:
        from soptui.media import rendition

        dest = folder / f"{stem}{rendition.audio_suffix(source)}"
        rendition.render_audio(source, dest, progress)
        return dest

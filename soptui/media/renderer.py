"""Renditions, as they are asked for; passed in, so that tests need no real codecs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from soptui.errors import MediaError
from soptui.i18n import _

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

    def sound_film(
        self, source: Path, dest: Path, form: Form, cover: Path | None, office: str,
        progress: Progress,
    ) -> tuple[int, int]:  # fmt: skip
        """Sound as an MP4 with a still picture, made of `cover` and the office's name."""
        ...

    def audio(self, source: Path, folder: Path, stem: str, progress: Progress) -> Path:
        """An MP3 or M4A, whichever fits, in `folder` under the name `stem` and its suffix."""
        ...


class MediaRenderer:
    """The real thing; `logos` says where the logo with that content lies."""

    def __init__(self, logos: Callable[[str], Path] | None = None) -> None:
        self._logos = logos

    def picture(self, source: Path, dest: Path, form: Form) -> tuple[int, int]:
        from soptui.media import rendition
        from soptui.media.sha import file_sha256

        logo = self._logo(form)
        try:
            size = rendition.render_picture(source, dest, form, logo=logo)
        except MediaError:
            # Originals are named for their content. Where that is unchanged, the file came damaged
            # and a person took it as it is; where it is not, nobody approved what lies there now.
            if file_sha256(source) != source.name:
                raise
            size = rendition.render_picture(source, dest, form, as_it_is=True, logo=logo)
        return size.width, size.height

    def _logo(self, form: Form) -> Path | None:
        """The file of the form's logo. Raises MediaError where it is not what it was."""
        from soptui.media.sha import file_sha256

        if form.logo is None or self._logos is None:
            return None
        path = self._logos(form.logo.sha256)
        if not path.is_file() or file_sha256(path) != form.logo.sha256:
            raise MediaError(
                _("The file of the office's logo is not there any more."),
                remedy=_("Ask the administrator to choose it again among the channels."),
            )
        return path

    def pages(self, source: Path, folder: Path, form: Form) -> list[tuple[Path, int, int]]:
        from soptui.media import rendition

        return rendition.render_pages(source, folder, form)

    def video(
        self, source: Path, dest: Path, form: Form | None, progress: Progress
    ) -> tuple[int, int]:
        from soptui.media import rendition

        size = rendition.render_video(source, dest, form or rendition.WHOLE, progress)
        return size.width, size.height

    def sound_film(
        self, source: Path, dest: Path, form: Form, cover: Path | None, office: str,
        progress: Progress,
    ) -> tuple[int, int]:  # fmt: skip
        from soptui.media import rendition

        size = rendition.render_sound_film(source, dest, form, cover, office, progress)
        return size.width, size.height

    def audio(self, source: Path, folder: Path, stem: str, progress: Progress) -> Path:
        from soptui.media import rendition

        dest = folder / f"{stem}{rendition.audio_suffix(source)}"
        rendition.render_audio(source, dest, progress)
        return dest

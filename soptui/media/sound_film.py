"""Sound as a film, for networks that take no sound: one picture of it, still, all along.

The picture is the release's first above the sound's loudness, or the loudness alone, with the name
of the office. It is encoded for a few seconds only, whose packets are then repeated: an hour of it
costs no more than a minute.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import av
from PIL import Image, ImageDraw, ImageFont

from soptui.media.bit_rate import SOUND_BITS
from soptui.media.pictures import Size, flat_copy, open_picture
from soptui.media.recording import FASTSTART, add_sound, repacking, send
from soptui.media.transcode import require_encoder
from soptui.media.waveform import GROUND, drawn, loudness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from av.container import OutputContainer
    from av.packet import Packet

    from soptui.media.crop import Form
    from soptui.media.transcode import Track

FPS: Final = 24
"""The fewest that every network takes."""
_GROUP: Final = 5 * FPS
"""Pictures from one key frame to the next: as far as a player may have to look back."""
_X264: Final = {"crf": "26", "preset": "veryfast", "tune": "stillimage", "bf": "0",
                "g": str(_GROUP), "keyint_min": str(_GROUP), "sc_threshold": "0"}  # fmt: skip
_LOUDNESS: Final = 0.2
"""The part of the work that looking for it is."""
_INK: Final = (236, 240, 244)


def render_sound_film(
    source: Path,
    dest: Path,
    form: Form,
    cover: Path | None = None,
    office: str = "",
    progress: Callable[[float], None] = lambda _part: None,
) -> Size:
    """Write the sound of `source` as an MP4 of the long edge of `form`, 16:9; its size.

    `progress` is told the part done, 0 to 1, and may raise to end it. Raises MediaError for sound
    or a cover that cannot be read; OSError.
    """
    require_encoder("libx264")
    size = Size(form.long_edge // 2 * 2, form.long_edge * 9 // 16 // 2 * 2)
    peaks = loudness(source, lambda part: progress(part * _LOUDNESS))
    picture = _picture(size, peaks, cover, office)
    with repacking(source, dest, "mp4", FASTSTART) as (given, output):
        still = _Still(picture, output)
        tracks: dict[int, Track] = {}
        add_sound(given, output, tracks, SOUND_BITS)

        def tell(part: float) -> None:
            if given.duration:
                for packet in still.until(part * given.duration / av.time_base):
                    output.mux(packet)
            progress(_LOUDNESS + part * (1 - _LOUDNESS))

        send(given, output, tracks, tell)
    return size


class _Still:
    """A track of one picture: two groups of it, encoded once, in turns."""

    def __init__(self, picture: Image.Image, output: OutputContainer) -> None:
        self._stream = output.add_stream("libx264", rate=FPS, options=dict(_X264))
        self._stream.width, self._stream.height = picture.size
        self._stream.pix_fmt = "yuv420p"
        self._next = 0
        self._coded: list[tuple[bytes, bool]] = []
        frame = av.VideoFrame.from_image(picture).reformat(format="yuv420p")  # type: ignore[no-untyped-call]
        for number in range(2 * _GROUP):
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            self._keep(self._stream.encode(frame))
        self._keep(self._stream.encode(None))

    def _keep(self, packets: list[Packet[Any]]) -> None:
        self._coded += [(bytes(packet), packet.is_keyframe) for packet in packets]

    def until(self, seconds: float) -> Iterator[Packet[Any]]:
        """The packets from where it is to that second."""
        while self._next <= seconds * FPS:
            data, self_contained = self._coded[self._next % len(self._coded)]
            packet: Packet[Any] = av.Packet(data)
            packet.pts = packet.dts = self._next
            packet.time_base, packet.stream = Fraction(1, FPS), self._stream
            packet.is_keyframe = self_contained
            self._next += 1
            yield packet


def _picture(size: Size, peaks: list[float], cover: Path | None, office: str) -> Image.Image:
    """The cover above, or the loudness all over; the office's name at the lower left."""
    sheet = Image.new("RGB", size, GROUND)
    margin = size.height // 24
    low = size.height // 4 if cover is not None else size.height * 2 // 3
    top = (size.height - low) // 2 if cover is None else size.height - low - margin
    if cover is not None:
        with open_picture(cover) as image:
            shown = flat_copy(image, size.width, fine=True)
        shown.thumbnail((size.width - 2 * margin, top - margin))
        sheet.paste(shown, ((size.width - shown.width) // 2, (top + margin - shown.height) // 2))
    sheet.paste(drawn(peaks, Size(size.width, low)), (0, top))
    font = ImageFont.load_default(max(8, margin))
    ImageDraw.Draw(sheet).text((margin, size.height - margin // 2), office, _INK, font, anchor="lb")
    return sheet

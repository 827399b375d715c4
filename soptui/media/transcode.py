"""One track on its way into a published recording: copied, or encoded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import av
from av.bitstream import BitStreamFilterContext

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.bit_rate import SOUND_BITS
from soptui.media.film import FPS
from soptui.media.pictures import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from av.container import OutputContainer
    from av.packet import Packet

    from soptui.media.film import Film
    from soptui.media.film_weight import Aim

    AnyPacket = Packet[Any]

_AAC_RATES: Final = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_X264: Final = {"crf": "23", "preset": "veryfast"}


class Track(Protocol):
    """Takes the source's packets, the empty one at the end too; gives those to be written."""

    def feed(self, packet: AnyPacket) -> Iterable[AnyPacket]: ...


class Copier:
    """A track as it is, without loss."""

    def __init__(self, source: av.VideoStream | av.AudioStream, output: OutputContainer) -> None:
        self._stream = output.add_stream_from_template(source)
        keep_language(self._stream, source)
        self._source = source
        # Camcorders write date and place into H.264's SEI units (type 6): they stay behind.
        self._filter = (
            BitStreamFilterContext("filter_units=remove_types=6", source, self._stream)
            if source.codec_context.name == "h264"
            else None
        )

        self._waiting: list[AnyPacket] = []

    def feed(self, packet: AnyPacket) -> Iterable[AnyPacket]:
        if is_end(packet):
            yield from self._timed(0)
            return
        for ready in self._filter.filter(packet) if self._filter else [packet]:
            if self._source.time_base is not None:  # the filter forgets it
                ready.time_base = self._source.time_base
            ready.stream = self._stream
            self._waiting.append(ready)
            if ready.dts is not None:
                yield from self._timed(ready.dts)

    def _timed(self, known: int) -> Iterable[AnyPacket]:
        """The packets that waited for a decoding time: Matroska keeps none for the first ones.

        They get times before `known`, one frame apart.
        """
        waiting, self._waiting = self._waiting, []
        for before, packet in zip(range(len(waiting) - 1, -1, -1), waiting, strict=True):
            if packet.dts is None:
                packet.dts = known - before * self._step()
            yield packet

    def _step(self) -> int:
        """Ticks from one frame to the next, at least one."""
        source = self._source
        rate = source.average_rate if isinstance(source, av.VideoStream) else None
        return max(1, round(1 / (rate * source.time_base))) if rate and source.time_base else 1


class VideoEncoder:
    """A track encoded as H.264, upright, as `aim` says."""

    def __init__(
        self, source: av.VideoStream, output: OutputContainer, film: Film, aim: Aim
    ) -> None:
        require_encoder("libx264")
        width, height = aim.size
        rate = source.average_rate or source.guessed_rate or 25
        steady = _steady(film.fps)
        limits = {"maxrate": str(aim.bits), "bufsize": str(aim.bits // 2)}
        self._stream = output.add_stream("libx264", rate=steady or rate, options=_X264 | limits)
        self._stream.width, self._stream.height = width, height
        self._stream.pix_fmt = "yuv420p"
        if source.time_base is not None and steady is None:
            self._stream.codec_context.time_base = source.time_base
        keep_language(self._stream, source)
        self._filters = [("fps", str(steady))] if steady else []
        self._filters += [("transpose", "cclock")] * film.turns
        self._filters += [("scale", f"{width}:{height}:out_range=tv"), ("format", "yuv420p")]
        self._source = source
        self._graph: av.filter.Graph | None = None

    def feed(self, packet: AnyPacket) -> Iterable[AnyPacket]:
        for frame in self._source.decode(packet):
            self._graph = self._graph or self._connect(frame)
            self._graph.vpush(frame)
            yield from self._encoded(self._graph)
        if is_end(packet):
            if self._graph is not None:
                self._graph.vpush(None)
                yield from self._encoded(self._graph)
            yield from self._stream.encode(None)

    def _encoded(self, graph: av.filter.Graph) -> Iterator[AnyPacket]:
        """What has come through the filters: none, one, or some where a picture is repeated."""
        while True:
            try:
                upright = graph.vpull()
            except (BlockingIOError, EOFError):
                return
            upright.pict_type = av.video.frame.PictureType.NONE  # x264 places its own key frames
            yield from self._stream.encode(upright)

    def _connect(self, frame: av.VideoFrame) -> av.filter.Graph:
        """The filters, made for the first frame: only that tells its pixel format for certain."""
        graph = av.filter.Graph()
        nodes = [graph.add_buffer(width=frame.width, height=frame.height, format=frame.format,
                                  time_base=self._source.time_base)]  # fmt: skip
        nodes += [graph.add(name, arguments) for name, arguments in self._filters]
        nodes.append(graph.add("buffersink"))
        graph.link_nodes(*nodes).configure()
        return graph


class AudioEncoder:
    """A track encoded as AAC, mono or stereo, at most 48 kHz."""

    def __init__(
        self, source: av.AudioStream, output: OutputContainer, bits: int | None = None
    ) -> None:
        rate = source.rate if source.rate in _AAC_RATES else _AAC_RATES[-1]
        self._stream = output.add_stream("aac", rate=rate)
        self._stream.layout = "mono" if source.channels == 1 else "stereo"
        self._stream.bit_rate = bits or SOUND_BITS
        keep_language(self._stream, source)
        self._source = source

    def feed(self, packet: AnyPacket) -> Iterable[AnyPacket]:
        for frame in self._source.decode(packet):
            yield from self._stream.encode(frame)
        if is_end(packet):
            yield from self._stream.encode(None)


def _steady(fps: float | None) -> int | None:
    """The speed to which too slow or too fast a film is brought; None where it keeps its own."""
    if fps is None or FPS[0] <= fps <= FPS[1]:
        return None
    return FPS[1] if fps > FPS[1] else 24


def is_end(packet: AnyPacket) -> bool:
    """Whether this is the empty packet behind a track's last one."""
    return packet.size == 0 and packet.pts is None


def keep_language(stream: av.stream.Stream, source: av.stream.Stream) -> None:
    """Of what a track says of itself only its language goes over."""
    stream.metadata.clear()
    if source.language and source.language != "und":
        stream.metadata["language"] = source.language


def require_encoder(name: str) -> None:
    """MediaError when FFmpeg was built without the encoder `name`."""
    try:
        av.codec.Codec(name, "w")
    except av.codec.codec.UnknownCodecError as error:
        text = _("This installation cannot encode video: FFmpeg's {name} is missing.")
        raise MediaError(text.format(name=name), remedy=kept()) from error

"""What is told beside the list about one file of the inbox: what it is, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content

from soptui.i18n import _
from soptui.inbox.status import ArrivalView
from soptui.sop.arrival import ARRIVAL_NAMES, IN_HAND, IN_TROUBLE, ArrivalState
from soptui.tui.format import near, size

COPIES = 3


def about(file: ArrivalView, now: datetime) -> Content:
    """The file's name, then a few lines; the first says what matters."""
    lines = [Content.styled(file.label, "$foreground bold")]
    if file.state in IN_TROUBLE:
        lines += [Content(size(file.size)), Content(""), Content(file.sentence)]
    elif file.state is ArrivalState.DUPLICATE:
        lines += [Content(""), *map(Content, _double(file))]
    else:
        lines += map(Content, _coming(file, now))
    return Content("\n").join(lines)


def _double(file: ArrivalView) -> Iterator[str]:
    place = f"{file.coverage}/{file.duplicate_of}" if file.coverage else file.duplicate_of
    yield _("The same as {name}; nothing was lost.").format(name=place)
    if file.given_up:
        yield _("That one was not used. T uses it again, D puts this copy away.")
    if file.copies:
        yield _("Other copies came from:")
        yield from (f"  {label}" for label in file.copies[:COPIES])
        if len(file.copies) > COPIES:
            yield f"  +{len(file.copies) - COPIES}"


def _coming(file: ArrivalView, now: datetime) -> Iterator[str]:
    if file.held:
        yield _("The station stops reading it.")
    else:
        yield _(ARRIVAL_NAMES[file.state])
    if file.state in IN_HAND and file.done:
        yield _("{done} of {size}").format(done=size(file.done), size=size(file.size))
    else:
        yield size(file.size)
    if file.captured_at is not None:
        yield near(file.captured_at, now)
    if file.camera:
        yield file.camera
    if file.reason:
        yield file.sentence

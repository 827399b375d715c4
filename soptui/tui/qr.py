"""A link as a QR code in character cells: black on white, whatever the theme."""

from __future__ import annotations

from textual.content import Content

from soptui.errors import InvalidInput
from soptui.i18n import _

QUIET = 4
"""Light modules around it, as the standard wants (ISO/IEC 18004)."""
NARROW = 2
"""What cameras still take where there is no room for them."""
_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
"""By whether the upper and the lower half are light. Light is painted, in the foreground: consoles
have a bright white there, but not always behind the letters."""


def qr_content(link: str, columns: int, rows: int, *, ansi: bool = False) -> Content:
    """The code of `link`, at most `columns` by `rows` cells; with `ansi` in a console's colours.
    Raises InvalidInput where there is no room for it.
    """
    style = "ansi_bright_white on ansi_black" if ansi else "#ffffff on #000000"
    for quiet in (QUIET, NARROW):
        lines = qr_lines(link, quiet)
        if len(lines) <= rows and len(lines[0]) <= columns:
            return Content("\n").join(Content.styled(line, style) for line in lines)
    raise InvalidInput(
        _("There is no room on this screen for the code of so long an address."),
        remedy=_("Make the terminal larger, or copy the address."),
    )


def qr_lines(link: str, quiet: int = QUIET) -> list[str]:
    """Two modules a cell, one over the other, with `quiet` light modules around them."""
    import segno

    code = segno.make_qr(link, error="l")
    light = [[not dark for dark in row] for row in code.matrix_iter(border=quiet)]
    if len(light) % 2:
        light.append([True] * len(light[0]))
    return [
        "".join(_BLOCKS[pair] for pair in zip(light[y], light[y + 1], strict=True))
        for y in range(0, len(light), 2)
    ]

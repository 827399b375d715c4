"""Channels and their deliveries in words and shapes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from textual.content import Content

from soptui.channels.known import network_of
from soptui.channels.limits import Fit, fit_of
from soptui.i18n import _
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import WAITING, TokenWarning, phrase

DELIVERY_GLYPHS = {
    DeliveryState.WAITING: "·",
    DeliveryState.PREPARING: "▶",
    DeliveryState.SENDING: "▶",
    DeliveryState.PUBLISHED: "●",
    DeliveryState.FAILED: "✗",
    DeliveryState.POSTPONED: "=",
    DeliveryState.UNKNOWN: "▲",
    DeliveryState.ASSISTED: "▸",
    DeliveryState.TAKEN_DOWN: "○",
}
"""A shape for each state; the word beside it says the same."""


FIT_GLYPHS = {
    Fit.FITS: ("●", "$success"),
    Fit.NEARLY: ("▲", "$warning"),
    Fit.OVER: ("✗", "$error"),
}


def counter(length: int, limit: int, *, short: bool = False) -> Content:
    """`▲ 271/280: 9 left`: how much of the limit is used, in a shape, figures and words."""
    fit = fit_of(length, limit)
    glyph, colour = FIT_GLYPHS[fit]
    figures = Content.assemble((glyph, f"{colour} bold"), f" {length}/{limit}")
    if short or fit is Fit.FITS:
        return figures
    words = _("{n} too many") if fit is Fit.OVER else _("{n} left")
    return figures + Content.styled(": " + words.format(n=abs(limit - length)), colour)


def channel_name(channel: str) -> str:
    """What people call the channel."""
    if channel == WEBSITE:
        return _("Website")
    network = network_of(channel)
    return network.label if network else channel


def token_line(warnings: Iterable[TokenWarning], now: datetime) -> Content:
    """Every channel whose token somebody has to do something about."""
    return Content(" · ").join(
        Content.assemble(token_mark(one), f" {channel_name(one.channel)}: ", phrase(one, now))
        for one in warnings
    )


def token_mark(warning: TokenWarning) -> tuple[str, str]:
    """A shape and its colour."""
    return ("✗", "$error bold") if warning.stage in WAITING else ("▲", "$warning")

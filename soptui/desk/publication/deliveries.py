"""The rows of the outbox: written at approval, read by the screens and the station."""

from __future__ import annotations

from datetime import datetime

from soptui.desk.publication.connections import posts_by_itself
from soptui.sop.manifest import Manifest
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DeliveryState
from soptui.store.tables import Coverage, Delivery


def enqueue(coverage: Coverage, manifest: Manifest, digest: str, now: datetime) -> None:
    """Write down what is to be delivered; the station, or a person, does it."""
    for entry in manifest.channels:
        Delivery.create(
            coverage=coverage,
            channel=entry.channel,
            revision=coverage.round,
            key=f"{coverage.code}-{entry.channel}-{coverage.round}-{digest[:12]}",
            digest=digest,
            state=first_state(entry.channel),
            updated_at=now,
        )


def current_deliveries(coverage: Coverage) -> list[Delivery]:
    """The deliveries of what was approved last, in the order of the channels."""
    rows = Delivery.select().where(
        (Delivery.coverage == coverage) & (Delivery.revision == coverage.round)
    )
    return list(rows.order_by(Delivery.id))


def first_state(channel: str) -> DeliveryState:
    """Where a channel's delivery begins: it is sent, or where it is not connected, made by hand."""
    ours = channel == WEBSITE or posts_by_itself(channel)
    return DeliveryState.WAITING if ours else DeliveryState.ASSISTED

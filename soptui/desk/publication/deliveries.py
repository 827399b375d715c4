"""The rows of the outbox: written at approval, read by the screens and the station."""

from __future__ import annotations

from datetime import datetime

from soptui.desk.publication.connections import posts_by_itself
from soptui.sop.manifest import Manifest
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
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
    """The deliveries of what is going out, or of what stands in public, in the order of the
    channels.
    """
    stands = coverage.state is State.PUBLISHED and coverage.standing is not None
    rows = Delivery.select().where(
        (Delivery.coverage == coverage)
        & (Delivery.revision == (coverage.standing if stands else coverage.round))
    )
    return list(rows.order_by(Delivery.id))


def earlier_post(delivery: Delivery) -> Delivery | None:
    """The post that a correction or a takedown is about; None where none is on that channel."""
    row: Delivery | None = (
        Delivery.select()
        .where(
            (Delivery.coverage == delivery.coverage)
            & (Delivery.channel == delivery.channel)
            & (Delivery.revision < delivery.revision)
            & Delivery.state.in_([DeliveryState.PUBLISHED, DeliveryState.TAKEN_DOWN])
        )
        .order_by(Delivery.revision.desc())
        .first()
    )
    return row if row and row.state is DeliveryState.PUBLISHED else None


def first_state(channel: str) -> DeliveryState:
    """Where a channel's delivery begins: it is sent, or where it is not connected, made by hand."""
    ours = channel == WEBSITE or posts_by_itself(channel)
    return DeliveryState.WAITING if ours else DeliveryState.ASSISTED

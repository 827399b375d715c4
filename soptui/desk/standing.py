"""What of a coverage stands in public: the approved content, and where its posts are."""

from __future__ import annotations

from dataclasses import replace

from soptui.desk.approval.decisions import manifest_of, submission_of
from soptui.desk.texts import REASON, texts_of
from soptui.errors import StoreError
from soptui.i18n import _
from soptui.sop.manifest import ChannelText, Manifest
from soptui.sop.step4_publication import DeliveryState
from soptui.store.tables import Coverage, Delivery, Submission


def standing_manifest(coverage: Coverage) -> Manifest | None:
    """What was approved of the round that stands in public; None where nothing does.

    Raises StoreError where it cannot be read any more.
    """
    if coverage.standing is None:
        return None
    row = submission_of(coverage, coverage.standing)
    return manifest_of(row) if row else None


def takedown_of(coverage: Coverage, earlier: str) -> Manifest:
    """What a takedown of the content with the digest `earlier` says: that content, everywhere it
    stands, and why it goes. Raises StoreError as above, and where that content is not there.
    """
    row = Submission.get_or_none((Submission.coverage == coverage) & (Submission.digest == earlier))
    stands = manifest_of(row) if row else None
    if stands is None:
        raise StoreError(
            _("What stands in public of {code} is not in the database any more.").format(
                code=coverage.code
            ),
            remedy=_("Run “soptui verify”; the database may have been changed by hand."),
        )
    said = {entry.channel: entry.text for entry in stands.channels}
    return replace(
        stands,
        round=coverage.round,
        channels=tuple(ChannelText(name, said.get(name, "")) for name in standing_posts(coverage)),
        purpose=coverage.purpose,
        reason=texts_of(coverage).get(REASON, ""),
        earlier=earlier,
    )


def standing_posts(coverage: Coverage) -> dict[str, Delivery]:
    """The newest post on each channel that was published before the coverage's present round and
    not taken down, in the order in which the channels came.
    """
    rows = Delivery.select().where(
        (Delivery.coverage == coverage) & (Delivery.revision < coverage.round)
    )
    found: dict[str, Delivery] = {}
    for row in rows.order_by(Delivery.revision, Delivery.id):
        if row.state is DeliveryState.PUBLISHED:
            found[row.channel] = row
        elif row.state is DeliveryState.TAKEN_DOWN:
            found.pop(row.channel, None)
    return found

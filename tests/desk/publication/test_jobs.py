"""What a channel is given is what was approved, whatever somebody wrote into the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from soptui.desk import step3_approval
from soptui.desk.publication.jobs import job_for
from soptui.errors import Refused
from soptui.sop.manifest import Manifest
from soptui.sop.step3_approval import Decided, Outcome, covers
from soptui.store.tables import Decision, Delivery, Submission
from tests.office import Office


def approved(office: Office) -> Delivery:
    item = office.submitted()
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    delivery: Delivery = Delivery.get(Delivery.channel == "website")
    return delivery


def forge(delivery: Delivery) -> None:
    """Other words in the submission, and every digest beside them made to fit."""
    submission = Submission.get()
    forged = replace(Manifest.parse(submission.manifest), title="Bukan yang disetujui")
    Submission.update(manifest=forged.canonical().decode(), digest=forged.digest).execute()
    delivery.digest = forged.digest
    delivery.save()


def test_what_was_approved_is_delivered(office: Office) -> None:
    delivery = approved(office)
    assert job_for(office.station, delivery).manifest.digest == Decision.get().digest


def test_other_content_with_fitting_digests_is_refused(office: Office) -> None:
    delivery = approved(office)
    forge(delivery)
    with pytest.raises(Refused):
        job_for(office.station, delivery)


def test_a_delivery_of_another_digest_is_refused(office: Office) -> None:
    delivery = approved(office)
    delivery.digest = "0" * 64
    with pytest.raises(Refused):
        job_for(office.station, delivery)


@pytest.mark.parametrize(
    ("outcome", "digest", "covered"),
    [(Outcome.APPROVED, "a", True), (Outcome.APPROVED, "b", False),
     (Outcome.RETURNED, "a", False), (Outcome.REJECTED, "a", False)],
)  # fmt: skip
def test_a_decision_covers_one_content_only(outcome: Outcome, digest: str, covered: bool) -> None:
    assert covers(Decided(outcome, "a"), digest) is covered
    assert not covers(None, digest)

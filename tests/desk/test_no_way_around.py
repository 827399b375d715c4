"""No sequence of acts, by anybody, in any order, reaches publication without a decision of the
Head on exactly the content that is published.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from soptui.desk import (
    coverage,
    step1_handover,
    step2_selection,
    step3_approval,
    step4_publication,
    texts,
)
from soptui.desk.approval.decisions import decision_for
from soptui.desk.release import build_manifest
from soptui.errors import SoptuiError
from soptui.sop.material import Verdict
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome, covers
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import Coverage, Delivery
from soptui.store.trail import first_break
from tests.office import Office

ROLES = st.sampled_from([Role.REPORTER, Role.WEB_MANAGER, Role.HEAD, Role.ADMIN])
WORDS = st.sampled_from(["", "Judul lain", "Paragraf baru.", "\u202eterbalik"])
FIELDS = st.sampled_from(["what", "title", "lead", "body", "channel:instagram"])


class Procedure(RuleBasedStateMachine):
    """People at their desks, doing anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office.open(Path(self.folder.name))
        self.connection = self.office.store.connection()
        self.connection.__enter__()
        self.item = self.office.selected()
        self.view: step3_approval.SubmissionView | None = None

    def teardown(self) -> None:
        self.connection.__exit__(None, None, None)
        self.folder.cleanup()

    @property
    def version(self) -> int:
        return int(Coverage.get_by_id(self.item.id).version)

    @rule(role=ROLES, field=FIELDS, body=WORDS)
    def edit(self, role: Role, field: str, body: str) -> None:
        item = self.office.fresh(self.item)
        with suppress(SoptuiError):
            texts.save_text(self.office.desks[role], item.id, field, body, item.text(field).version)

    @rule(role=ROLES, verdict=st.sampled_from(Verdict))
    def judge(self, role: Role, verdict: Verdict) -> None:
        asset = self.office.fresh(self.item).assets[0]
        with suppress(SoptuiError):
            step2_selection.judge(
                self.office.desks[role], asset.id, asset.version, verdict, "karena"
            )

    @rule(role=ROLES)
    def hand_over(self, role: Role) -> None:
        with suppress(SoptuiError):
            step1_handover.hand_over(self.office.desks[role], self.item.id, self.version)

    @rule(role=ROLES)
    def submit(self, role: Role) -> None:
        with suppress(SoptuiError):
            step2_selection.submit(self.office.desks[role], self.item.id, self.version)

    @rule(role=ROLES)
    def withdraw(self, role: Role) -> None:
        with suppress(SoptuiError):
            step2_selection.withdraw(self.office.desks[role], self.item.id, self.version, "salah")

    @rule(role=ROLES)
    def pause(self, role: Role) -> None:
        with suppress(SoptuiError):
            coverage.pause(
                self.office.desks[role], self.item.id, next(iter(coverage.LONGEST_PAUSE))
            )

    @rule(role=ROLES)
    def open(self, role: Role) -> None:
        with suppress(SoptuiError):
            self.view = step3_approval.open_submission(self.office.desks[role], self.item.id)

    @rule(role=ROLES, outcome=st.sampled_from(Outcome))
    def decide(self, role: Role, outcome: Outcome) -> None:
        """With whatever was opened last, however old it is by now."""
        if self.view is None:
            return
        with suppress(SoptuiError):
            step3_approval.decide(
                self.office.desks[role],
                self.view.id,
                self.view.digest,
                outcome,
                self.office.signer,
                "catatan",
            )

    @rule(role=ROLES)
    def paste_address(self, role: Role) -> None:
        for delivery in self.office.fresh(self.item).deliveries:
            with suppress(SoptuiError):
                step4_publication.record_url(
                    self.office.desks[role],
                    delivery.id,
                    f"https://instagram.com/p/{delivery.id}",
                )

    @rule()
    def station_publishes(self) -> None:
        """What the station does, without its own check of the decision."""
        Delivery.update(state=DeliveryState.PUBLISHED, url="https://example.id/").where(
            Delivery.state == DeliveryState.WAITING
        ).execute()
        with suppress(SoptuiError):
            step4_publication.complete_if_done(self.office.station, self.item.id)

    @rule(minutes=st.integers(-30, 90))
    def time_passes(self, minutes: int) -> None:
        self.office.clock.advance(timedelta(minutes=minutes))

    @invariant()
    def published_is_what_was_approved(self) -> None:
        row = Coverage.get_by_id(self.item.id)
        if row.state in {State.PUBLICATION, State.PUBLISHED}:
            assert covers(decision_for(self.office.station, row), build_manifest(row).digest)

    @invariant()
    def the_trail_is_whole(self) -> None:
        assert first_break() is None


Procedure.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, derandomize=True
)
TestNoWayAround = Procedure.TestCase

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.inbox.settling.complete import Decision, Evidence, Settings, Structure, decide
from soptui.inbox.settling.lease import Lease
from soptui.inbox.watching.scan import Form, Sighting, Stamp

SETTINGS = Settings()
SEEN = Sighting(b"a.jpg", Form.FILE, Stamp(10, 1, 1, 7, 1))
WHOLE = Evidence(Lease.FREE, Structure.WHOLE)


@pytest.mark.parametrize(
    ("evidence", "too_soon", "enough", "then"),
    [
        (WHOLE, 0.9, 1.0, Decision.TAKE),
        (replace(WHOLE, paged=True), 7.9, 8.0, Decision.TAKE),
        (Evidence(Lease.FREE, Structure.UNKNOWN), 7.9, 8.0, Decision.TAKE),
        (Evidence(Lease.FREE, Structure.EMPTY), 7.9, 8.0, Decision.TAKE),
        (Evidence(Lease.UNKNOWN, Structure.WHOLE), 29.9, 30.0, Decision.TAKE),
        (Evidence(Lease.FREE, Structure.BROKEN), 599.9, 600.0, Decision.GIVE_UP),
        (Evidence(Lease.FREE, Structure.HOLLOW), 599.9, 600.0, Decision.GIVE_UP),
        (Evidence(Lease.UNKNOWN, Structure.BROKEN), 599.9, 600.0, Decision.GIVE_UP),
    ],
)
def test_how_long_it_must_be_quiet(
    evidence: Evidence, too_soon: float, enough: float, then: Decision
) -> None:
    assert decide(SEEN, SEEN, too_soon, evidence, SETTINGS) is Decision.WAIT
    assert decide(SEEN, SEEN, enough, evidence, SETTINGS) is then


@pytest.mark.parametrize("structure", [Structure.HOLLOW, Structure.BROKEN])
def test_what_somebody_vouches_for_is_taken_unless_it_is_being_written(
    structure: Structure,
) -> None:
    free, busy = Evidence(Lease.FREE, structure), Evidence(Lease.BUSY, structure)
    assert decide(SEEN, SEEN, 1, free, SETTINGS, vouched=True) is Decision.TAKE
    assert decide(SEEN, SEEN, 1, busy, SETTINGS, vouched=True) is Decision.WAIT


EVIDENCE = st.builds(Evidence, st.sampled_from(Lease), st.sampled_from(Structure), st.booleans())


@given(evidence=EVIDENCE, quiet=st.floats(0, 1e6))
def test_what_changed_or_is_being_written_is_left_alone(evidence: Evidence, quiet: float) -> None:
    grown = SEEN._replace(stamp=SEEN.stamp._replace(size=11))
    busy = replace(evidence, lease=Lease.BUSY)
    assert decide(SEEN, grown, quiet, evidence, SETTINGS) is Decision.WAIT
    assert decide(None, SEEN, quiet, evidence, SETTINGS) is Decision.WAIT
    assert decide(SEEN, SEEN, quiet, busy, SETTINGS) is Decision.WAIT


@given(evidence=EVIDENCE, quiet=st.floats(0, 1e4), longer=st.floats(0, 1e4))
def test_more_quiet_never_takes_a_decision_back(
    evidence: Evidence, quiet: float, longer: float
) -> None:
    first = decide(SEEN, SEEN, quiet, evidence, SETTINGS)
    later = decide(SEEN, SEEN, quiet + longer, evidence, SETTINGS)
    assert first is Decision.WAIT or later is first

"""An office under attack: what somebody does who may write every file, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from soptui.desk.publication.jobs import job_for
from soptui.desk.verify.whole import verify
from soptui.errors import Refused
from soptui.sop.finding import Level
from soptui.store.tables import Delivery
from tests.office import Office
from tests.tui.conftest import app_for  # noqa: F401  a fixture, for what is shown

Sends = Callable[[], str]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.open(tmp_path / "home")
    with office.store.connection():
        yield office


def refusal(office: Office) -> str:
    """Why nothing is sent of what stands before publication; empty when it would be sent."""
    try:
        for delivery in Delivery.select():
            job_for(office.station, delivery)
    except Refused as refused:
        return refused.message
    return ""


def errors(office: Office) -> str:
    """What `soptui verify` calls an error, line by line (fakes of files are not looked at)."""
    found = verify(office.station, files=False)
    return "\n".join(entry.message for entry in found if entry.level is Level.ERROR)

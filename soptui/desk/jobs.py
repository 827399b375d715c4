"""What a channel is given to deliver: the approved manifest, and nothing that came after it."""

from __future__ import annotations

from soptui.channels.contract import Job
from soptui.desk.approved import require_approved
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.errors import Refused
from soptui.i18n import _
from soptui.sop.office import Office
from soptui.store.tables import Delivery


def job_for(desk: Desk, delivery: Delivery) -> Job:
    """The job of a delivery. Call it inside a connection.

    Raises Refused unless the Head approved exactly what the delivery is about, naming what differs.
    """
    approved = require_approved(desk, delivery.coverage)
    if approved.content.digest != delivery.digest:
        raise Refused(
            _("This delivery is about another content than was approved; nothing was sent."),
            remedy=_("Take it back to selection and submit it again; tell the administrator."),
        )
    return Job(
        manifest=approved.content,
        revision=delivery.revision,
        key=delivery.key,
        approved_at=approved.at,
        published_at=delivery.published_at or desk.now(),
        office=read_office() or Office(name=""),
        source=desk.home.original,
    )

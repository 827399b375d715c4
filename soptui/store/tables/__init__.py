"""The tables, in the order in which they refer to each other."""

from soptui.store.tables.approval import CheckpointRow, Decision, KeyEntry, MandateRow, Submission
from soptui.store.tables.connection import Connection
from soptui.store.tables.coverage import Coverage, CycleRow, Draft, PauseRow, Text
from soptui.store.tables.delivery import Delivery
from soptui.store.tables.material import LOOSE, Arrival, Asset, CameraClock, Rendition
from soptui.store.tables.notice import MailRow, NoticeRow
from soptui.store.tables.office import Holiday, HoursRow, OfficeRow
from soptui.store.tables.people import Login, Person
from soptui.store.tables.privacy import PictureCheckRow, PrivacyPass
from soptui.store.tables.trail import EventRow, TrailHead

ALL = (OfficeRow, HoursRow, Holiday, Person, Login, Connection, Coverage, Text, Draft, CycleRow,
       PauseRow, Asset, Rendition, PrivacyPass, PictureCheckRow, Arrival, CameraClock, KeyEntry,
       MandateRow, Submission, Decision, CheckpointRow, Delivery, MailRow, NoticeRow,
       EventRow, TrailHead)  # fmt: skip

__all__ = [
       "ALL",
       "LOOSE",
       "Arrival",
       "Asset",
       "CameraClock",
       "CheckpointRow",
       "Connection",
       "Coverage",
       "CycleRow",
       "Decision",
       "Delivery",
       "Draft",
       "EventRow",
       "Holiday",
       "HoursRow",
       "KeyEntry",
       "Login",
       "MailRow",
       "MandateRow",
       "NoticeRow",
       "OfficeRow",
       "PauseRow",
       "Person",
       "PictureCheckRow",
       "PrivacyPass",
       "Rendition",
       "Submission",
       "Text",
       "TrailHead",
]  # fmt: skip

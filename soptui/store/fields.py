"""Columns that carry the domain's own types."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from peewee import BigIntegerField, CharField, Field

E = TypeVar("E", bound=StrEnum)


def to_millis(moment: datetime) -> int:
    """UTC epoch milliseconds: what the database keeps of a moment, in every engine alike."""
    return round(moment.timestamp() * 1000)


def from_millis(value: int) -> datetime:
    """The aware UTC moment that `to_millis` wrote."""
    return datetime.fromtimestamp(value / 1000, UTC)


class _Utc(BigIntegerField):
    def db_value(self, value: Any) -> int | None:
        return to_millis(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> datetime | None:
        return None if value is None else from_millis(int(value))


def utc_field(**options: Any) -> Field[datetime]:
    """A moment that is always known."""
    return cast("Field[datetime]", _Utc(**options))


def optional_utc_field(**options: Any) -> Field[datetime | None]:
    """A moment that may not have come yet."""
    return cast("Field[datetime | None]", _Utc(null=True, **options))


class _Enum(CharField):
    def __init__(self, members: type[StrEnum], *args: Any, **options: Any) -> None:
        self.members = members
        super().__init__(*args, max_length=32, **options)

    def db_value(self, value: Any) -> str | None:
        return None if value is None else self.members(value).value

    def python_value(self, value: Any) -> StrEnum | None:
        return None if value is None else self.members(value)


def enum_field(members: type[E], **options: Any) -> Field[E]:
    """One of `members`, kept as its value; any other value is refused."""
    return cast("Field[E]", _Enum(members, **options))

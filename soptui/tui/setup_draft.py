"""What has been typed at the first run, and what is wrong with it; nothing of it is kept on disk.

Secrets stay in memory until the office is made. They are never in a repr.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from soptui.desk.setup import SUGGESTED, NewPerson
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.office import Office, tidy_nip, tidy_website
from soptui.sop.office_hours import (
    HoursVersion,
    format_day,
    length_of,
    parse_day,
    provisional_hours,
)
from soptui.sop.roles import Role

Errors = dict[str, str]
"""A sentence for each field that has something wrong with it."""


@dataclass
class PersonDraft:
    """Somebody's row: a PIN, and for the Head a passphrase, each typed twice."""

    role: Role
    name: str = ""
    pin: str = field(default="", repr=False)
    pin_again: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)
    passphrase_again: str = field(default="", repr=False)

    def errors(self) -> Errors:
        """What is wrong, by field."""
        from soptui.identity.pin import check_passphrase_rules, check_pin_rules

        found: Errors = {}
        if not self.name.strip():
            found["name"] = _("A person needs a name.")
        _try(found, "pin", lambda: check_twice(self.pin, self.pin_again, check_pin_rules))
        if self.role is Role.HEAD:
            _try(found, "passphrase", lambda: check_twice(
                self.passphrase, self.passphrase_again, check_passphrase_rules))  # fmt: skip
        return found

    def person(self) -> NewPerson:
        """The person that this row describes."""
        secret = self.passphrase if self.role is Role.HEAD else ""
        return NewPerson(" ".join(self.name.split()), self.role, self.pin, secret)


@dataclass
class SetupDraft:
    """The whole form: the office by field name, a row of hours a weekday, the people."""

    office: dict[str, str] = field(default_factory=lambda: _typed(SUGGESTED))
    hours: list[str] = field(
        default_factory=lambda: [format_day(day) for day in provisional_hours().week]
    )
    people: list[PersonDraft] = field(
        default_factory=lambda: [
            PersonDraft(Role.WEB_MANAGER), PersonDraft(Role.HEAD), PersonDraft(Role.ADMIN)
        ]
    )  # fmt: skip

    def office_errors(self) -> Errors:
        """What is wrong with the office, by field name."""
        found: Errors = {}
        if not self.office["name"].strip():
            found["name"] = _("The office needs a name.")
        _try(found, "head_nip", lambda: tidy_nip(self.office["head_nip"]))
        _try(found, "website", lambda: tidy_website(self.office["website"]))
        return found

    def hours_errors(self) -> Errors:
        """What is wrong with the hours, by weekday (`0` is Monday); `week` when none is open."""
        found: Errors = {}
        for number, row in enumerate(self.hours):
            _try(found, str(number), lambda row=row: parse_day(row))  # type: ignore[misc]
        if not found and not self.week_total():
            found["week"] = _("The office is never open: no deadline would ever come.")
        return found

    def week_total(self) -> timedelta | None:
        """How long the office is open in a week; None while a row cannot be read."""
        try:
            return sum((length_of(parse_day(row)) for row in self.hours), timedelta())
        except InvalidInput:
            return None

    def made_office(self) -> Office:
        """The office as typed, tidied. Call it when `office_errors` found nothing."""
        typed: dict[str, Any] = {name: value.strip() for name, value in self.office.items()}
        typed["head_nip"] = tidy_nip(typed["head_nip"])
        typed["website"] = tidy_website(typed["website"])
        return Office(**typed)

    def made_hours(self, today: date) -> HoursVersion:
        """The office hours, valid from `today`. Call it when `hours_errors` found nothing."""
        return HoursVersion(today, tuple(parse_day(row) for row in self.hours))


def check_twice(secret: str, again: str, rule: Callable[[str], None]) -> None:
    """Raise InvalidInput unless `secret` follows `rule` and was typed the same way twice."""
    rule(secret)
    if secret != again:
        raise InvalidInput(_("The two are not the same."), remedy=_("Type both again."))


def _typed(office: Office) -> dict[str, str]:
    """What is typed in one line each; the rest is set later, on screens of its own."""
    said = {each.name: getattr(office, each.name) for each in fields(office)}
    return {name: value for name, value in said.items() if isinstance(value, str)}


def _try(found: Errors, name: str, check: Callable[[], object]) -> None:
    try:
        check()
    except InvalidInput as error:
        found[name] = error.sentence

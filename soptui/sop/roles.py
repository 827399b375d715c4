"""Who may do what. The table is the whole rule; screens ask it and never decide themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soptui.errors import NotAllowed
from soptui.i18n import N_, _


class Role(StrEnum):
    """The SOP's performers, and the administrator."""

    REPORTER = "reporter"
    WEB_MANAGER = "web_manager"
    HEAD = "head"
    ADMIN = "admin"
    STATION = "station"
    """The program itself: ingest and deliveries."""


ROLE_NAMES = {
    Role.REPORTER: N_("Reporter"),
    Role.WEB_MANAGER: N_("Web manager"),
    Role.HEAD: N_("Head of Office"),
    Role.ADMIN: N_("Administrator"),
    Role.STATION: N_("Station"),
}


class Permission(StrEnum):
    """One thing that a person does."""

    SEE = "see"
    CREATE = "create"
    NARRATE = "narrate"
    HAND_OVER = "hand_over"
    SELECT = "select"
    EDIT_RELEASE = "edit_release"
    EDIT_WORDING = "edit_wording"
    """Say how the office words its posts: templates, and the hashtags of every release."""
    RETURN_TO_REPORTER = "return_to_reporter"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    """Ask for a correction or a takedown of what stands in public."""
    DECIDE = "decide"
    PUBLISH = "publish"
    CANCEL = "cancel"
    PAUSE = "pause"
    MANDATE = "mandate"
    """Enter a letter by which somebody acts for the Head."""
    MANAGE_PEOPLE = "manage_people"
    MANAGE_OFFICE = "manage_office"
    INGEST = "ingest"


_GATHERING = {Permission.SEE, Permission.CREATE, Permission.NARRATE, Permission.HAND_OVER,
              Permission.PAUSE}  # fmt: skip

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.REPORTER: frozenset(_GATHERING),
    Role.WEB_MANAGER: frozenset(
        _GATHERING
        | {
            Permission.SELECT,
            Permission.EDIT_RELEASE,
            Permission.EDIT_WORDING,
            Permission.RETURN_TO_REPORTER,
            Permission.SUBMIT,
            Permission.WITHDRAW,
            Permission.CORRECT,
            Permission.PUBLISH,
            Permission.CANCEL,
        }
    ),
    Role.HEAD: frozenset({Permission.SEE, Permission.DECIDE, Permission.MANDATE}),
    Role.ADMIN: frozenset(
        {
            Permission.SEE,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_OFFICE,
            Permission.EDIT_WORDING,
            Permission.MANDATE,
            Permission.CANCEL,
        }
    ),
    Role.STATION: frozenset({Permission.SEE, Permission.INGEST, Permission.PUBLISH}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person, or the station (`person_id` None). `acting` says that a letter
    lets them decide in the Head's place; whether it is in force is asked at each decision.
    """

    person_id: int | None
    name: str
    role: Role
    acting: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the role, or the letter, includes `permission`."""
        if self.acting and permission is Permission.DECIDE:
            return True
        return permission in PERMISSIONS[self.role]

    def require(self, permission: Permission) -> None:
        """Raise NotAllowed unless the role, or the letter, includes `permission`."""
        if not self.may(permission):
            raise NotAllowed(
                _("As {role} you cannot do that.").format(role=_(ROLE_NAMES[self.role])),
                remedy=_("Ask a colleague whose task it is, or sign in as another person."),
            )


STATION = Actor(person_id=None, name="station", role=Role.STATION)

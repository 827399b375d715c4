"""The pages of the first run. What is typed goes to the draft; each page knows what is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from soptui.i18n import N_, _
from soptui.sop.roles import Role
from soptui.tui.format import DAYS, day
from soptui.tui.setup_draft import Errors, PersonDraft, SetupDraft
from soptui.tui.widgets.form import Complaint, FormField
from soptui.tui.widgets.person_fields import PersonFields, PersonHeader

if TYPE_CHECKING:
    from textual.app import ComposeResult

OFFICE_FIELDS = (
    ("name", N_("Office"), N_("full name")),
    ("unit", N_("Short name"), N_("as the top line shows it")),
    ("place", N_("Place"), N_("the town that a release opens with")),
    ("address", N_("Address"), ""),
    ("contact", N_("Contact"), N_("telephone or e-mail for the public")),
    ("website", N_("Website"), "https://"),
    ("head_name", N_("Head of Office"), N_("name with titles")),
    ("head_rank", N_("Rank"), ""),
    ("head_nip", N_("NIP"), N_("18 digits, or nothing")),
)


class Page(VerticalScroll):
    """One page over the draft. `check` tells what is wrong and says whether nothing is."""

    TITLE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""

    def __init__(self, draft: SetupDraft, today: date) -> None:
        super().__init__(can_focus=False)
        self.draft, self.today = draft, today

    def compose(self) -> ComposeResult:
        yield Static(Content(_(self.ABOUT)), classes="about")
        yield from self.fields()

    def fields(self) -> ComposeResult:
        """The page's own fields."""
        yield from ()

    def check(self) -> bool:
        """Whether one may go on; what is wrong is told beside its field."""
        return True

    def show_errors(self, errors: Errors) -> bool:
        """Tell `errors` beside their fields and go to the first; whether there are none."""
        for field in reversed(list(self.query(FormField))):
            field.complain(errors.get(field.key, ""))
            if field.key in errors:
                field.input.focus()
        return not errors


class WelcomePage(Page):
    """Our own office, or one to look around in."""

    ABOUT = N_(
        "soptui carries the office's procedure for its website and social media: hand-over, "
        "selection, approval, publication. There is no office in this database yet."
    )

    class Chosen(Message):
        """`sample` or `own`."""

        def __init__(self, answer: str) -> None:
            self.answer = answer
            super().__init__()

    def fields(self) -> ComposeResult:
        yield OptionList(
            Option(Content(_("Set up our office (three short pages)")), id="own"),
            Option(Content(_("Look around in a sample office (nothing in it is real)")),
                   id="sample"),
        )  # fmt: skip

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(str(event.option_id)))


class OfficePage(Page):
    """Who publishes, and who signs for it."""

    TITLE = N_("Office")
    ABOUT = N_("As the SOP's form says it; change what is not so. Only the name is needed.")

    def fields(self) -> ComposeResult:
        for key, label, hint in OFFICE_FIELDS:
            value = self.draft.office[key]
            yield FormField(key, _(label), value, hint=_(hint) if hint else "")

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        self.draft.office[event.field.key] = event.value
        event.field.complain("")

    def check(self) -> bool:
        return self.show_errors(self.draft.office_errors())


class HoursPage(Page):
    """The week: deadlines count office time only."""

    TITLE = N_("Office hours")
    ABOUT = N_(
        "Deadlines count office time only. What lies between two spans is a break; an empty row is "
        "a day off."
    )
    total = getters.query_one("#total", Static)

    def fields(self) -> ComposeResult:
        for number, name in enumerate(DAYS):
            yield FormField(str(number), _(name), self.draft.hours[number], hint=_("day off"))
        yield Static(self._total_words(), id="total")
        yield Complaint(id="week")

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        self.draft.hours[int(event.field.key)] = event.value
        event.field.complain("")
        self.query_one("#week", Complaint).tell("")
        self.total.update(self._total_words())

    def _total_words(self) -> Content:
        total = self.draft.week_total()
        words = _hours(total) if total is not None else "–"
        since = _("valid from today, {day}").format(day=day(self.today))
        return Content.assemble(
            (_("{hours} a week").format(hours=words), "bold"), (f" · {since}", "$muted")
        )

    def check(self) -> bool:
        errors = self.draft.hours_errors()
        self.query_one("#week", Complaint).tell(errors.get("week", ""))
        return self.show_errors(errors)


class PeoplePage(Page):
    """Who works here: at least a web manager, the Head and an administrator."""

    TITLE = N_("People")
    ABOUT = N_(
        "A PIN has at least 6 digits; the Head also gets a passphrase, which opens the key that "
        "signs decisions. Nobody can look either up again: each person types their own."
    )

    def fields(self) -> ComposeResult:
        yield PersonHeader(removable=True)
        with Vertical(id="people"):
            for person in self.draft.people:
                yield PersonFields(person, removable=True)

    async def add_person(self) -> None:
        """One more person, a reporter to begin with."""
        self.draft.people.append(PersonDraft(Role.REPORTER))
        fields = PersonFields(self.draft.people[-1], removable=True)
        await self.query_one("#people").mount(fields)
        fields.go_to("name")

    async def remove_person(self, fields: PersonFields | None = None) -> None:
        """Take `fields` away, or the person whose row the cursor is in."""
        rows = list(self.query(PersonFields))
        chosen = fields or next((row for row in rows if row.has_pseudo_class("focus-within")), None)
        if chosen is None or len(rows) == 1:
            return
        self.draft.people = [each for each in self.draft.people if each is not chosen.draft]
        await chosen.remove()
        next(iter(self.query(PersonFields))).go_to("name")

    @on(PersonFields.Removed)
    async def _removed(self, event: PersonFields.Removed) -> None:
        event.stop()
        await self.remove_person(event.fields)

    def check(self) -> bool:
        good = True
        for row in self.query(PersonFields):
            errors = row.draft.errors()
            row.complain(errors)
            if errors and good:
                row.go_to(next(iter(errors)))
            good = good and not errors
        return good


def _hours(total: timedelta) -> str:
    hours, minutes = divmod(int(total.total_seconds()) // 60, 60)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


PAGES = (WelcomePage, OfficePage, HoursPage, PeoplePage)

"""The first run: an office of one's own in three pages, or a sample to look around in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, ClassVar

from textual import getters, on, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, Input, OptionList, Static
from textual.widgets.option_list import Option

from soptui.clock import local
from soptui.desk.setup import SUGGESTED, NewPerson, check, first_run
from soptui.errors import InvalidInput, SoptuiError
from soptui.i18n import N_, _
from soptui.sop.office import Office
from soptui.sop.office_hours import DayHours, HoursVersion, format_day, parse_day, provisional_hours
from soptui.sop.roles import ROLE_NAMES, Role
from soptui.tui.commands import Command
from soptui.tui.format import DAYS
from soptui.tui.room import Room
from soptui.tui.widgets.form import Line

PAGES = ("welcome", "office", "hours", "people")
NIP_DIGITS = 18

OFFICE_LINES = {
    "name": N_("Office"),
    "unit": N_("Short name"),
    "place": N_("Town (date line)"),
    "address": N_("Address"),
    "contact": N_("Contact"),
    "website": N_("Website address"),
    "head_name": N_("Head's name"),
    "head_rank": N_("Head's rank"),
    "head_nip": N_("Head's NIP"),
}
PEOPLE = (Role.REPORTER, Role.WEB_MANAGER, Role.HEAD, Role.ADMIN)


class FirstRun(Room):
    """Everything typed stays while going back and forth; nothing is written before the end."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("f2", "next", N_("Next"), N_("To the next page; on the last one, finish.")),
        Command("escape", "previous", N_("Back"), N_("To the page before; nothing is forgotten.")),
        Command("f4", "quit", N_("Leave"), N_("Leave; nothing was written.")),
        Command("f9", "switch_language", N_("ID/EN"), N_("Indonesian or English.")),
    )

    pages = getters.query_one(ContentSwitcher)

    def body(self) -> Iterable[Any]:
        yield Static(id="progress", classes="title")
        with ContentSwitcher(initial="welcome"):
            with VerticalScroll(id="welcome", can_focus=False):
                yield Static(Content(_(
                    "This is soptui. It runs the office's procedure for its website and social "
                    "media: hand-over, selection, approval, publication."
                )))  # fmt: skip
                yield OptionList(
                    Option(Content(_("Set up our office (three pages)")), id="own"),
                    Option(Content(_("Look around in a sample office first")), id="sample"),
                )
            with VerticalScroll(id="office", can_focus=False):
                for key, label in OFFICE_LINES.items():
                    yield Line(key, _(label), getattr(SUGGESTED, key))
            with VerticalScroll(id="hours", can_focus=False):
                yield Static(Content(_("Confirm the office hours; an empty line is a day off.")))
                for number, day in enumerate(provisional_hours().week):
                    yield Line(f"day{number}", _(DAYS[number]), format_day(day))
                yield Static(id="total", classes="muted")
            with VerticalScroll(id="people", can_focus=False):
                yield Static(Content(_("A PIN has at least 6 digits; type each one twice.")))
                yield from self._people_lines()

    def _people_lines(self) -> Iterable[Line]:
        for role in PEOPLE:
            name = _(ROLE_NAMES[role])
            yield Line(f"{role}-name", name, SUGGESTED.head_name if role is Role.HEAD else "")
            yield Line(f"{role}-pin", _("  PIN"), secret=True)
            yield Line(f"{role}-again", _("  PIN again"), secret=True)
        yield Line("passphrase", _("Head's passphrase"), secret=True)
        yield Line("passphrase-again", _("  once more"), secret=True)

    def heading(self) -> str:
        return _("First run")

    async def reload(self) -> None:
        self._show_page()

    # Pages

    def _show_page(self) -> None:
        number = PAGES.index(self.pages.current or "welcome")
        words = {
            "welcome": _("Welcome"),
            "office": _("1 of 3 · The office"),
            "hours": _("2 of 3 · Office hours"),
            "people": _("3 of 3 · The first people"),
        }[PAGES[number]]
        self.query_one("#progress", Static).update(Content(words))
        page = self.query_one(f"#{PAGES[number]}")
        first = next(iter(page.query("Input, OptionList")), None)
        if first is not None:
            first.focus()
        if isinstance(first, OptionList) and first.highlighted is None:
            first.highlighted = 0
        self._show_total()
        self.show_commands()

    def _line(self, key: str) -> Line:
        return self.query_one(f"#line-{key}", Line)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.focus_next(Input)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show_total()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option_id == "sample":
            self._make_sample()
        else:
            self.action_next()

    def allowed(self, action: str) -> bool:
        current = self.pages.current if self.is_mounted else "welcome"
        if action == "previous":
            return current != "welcome"
        return action != "next" or current != "welcome" or bool(self.is_mounted)

    def action_previous(self) -> None:
        """One page back."""
        number = PAGES.index(self.pages.current or "welcome")
        self.pages.current = PAGES[max(0, number - 1)]
        self.notice.clear()
        self._show_page()

    def action_next(self) -> None:
        """Check this page and go on, or finish."""
        current = self.pages.current
        try:
            if current == "office":
                self._office()
            elif current == "hours":
                self._hours()
            elif current == "people":
                self._finish(self._office(), self._hours(), self._people())
                return
        except SoptuiError as error:
            self.notice.trouble(error)
            return
        self.notice.clear()
        self.pages.current = PAGES[PAGES.index(current or "welcome") + 1]
        self._show_page()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    # What was typed

    def _office(self) -> Office:
        known = {entry.name for entry in fields(Office)}
        typed = {key: self._line(key).value.strip() for key in OFFICE_LINES if key in known}
        nip = typed["head_nip"].replace(" ", "")
        if nip and not (nip.isdigit() and len(nip) == NIP_DIGITS):
            raise InvalidInput(
                _("A NIP has {n} digits.").format(n=NIP_DIGITS),
                remedy=_("Correct it, or leave it empty for now."),
            )
        if not typed["name"]:
            raise InvalidInput(_("The office needs a name."))
        return replace(SUGGESTED, **{**typed, "head_nip": nip, "website": _address(typed)})

    def _hours(self) -> HoursVersion:
        week = tuple(self._day(number) for number in range(len(DAYS)))
        return HoursVersion(local(self.app.clock.now()).date(), week)

    def _day(self, number: int) -> DayHours:
        line = self._line(f"day{number}")
        try:
            day = parse_day(line.value)
        except InvalidInput as error:
            line.complain("✗ " + error.message)
            line.query_one(Input).focus()
            raise
        line.complain("")
        return day

    def _show_total(self) -> None:
        try:
            week = [parse_day(self._line(f"day{number}").value) for number in range(len(DAYS))]
        except InvalidInput:
            return
        minutes = sum(
            (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
            for day in week
            for opens, closes in day
        )
        hours = timedelta(minutes=minutes) / timedelta(hours=1)
        total = self.query_one("#total", Static)
        total.update(Content(_("{hours} hours a week").format(hours=f"{hours:g}")))

    def _people(self) -> list[NewPerson]:
        found = []
        for role in PEOPLE:
            name, pin = self._line(f"{role}-name").value, self._line(f"{role}-pin").value
            if role is Role.REPORTER and not name.strip():
                continue
            if pin != self._line(f"{role}-again").value:
                raise InvalidInput(
                    _("The two PINs of {role} differ.").format(role=_(ROLE_NAMES[role])),
                    remedy=_("Type both again."),
                )
            passphrase = self._passphrase() if role is Role.HEAD else ""
            found.append(NewPerson(name, role, pin, passphrase))
        return found

    def _passphrase(self) -> str:
        passphrase = self._line("passphrase").value
        if passphrase != self._line("passphrase-again").value:
            raise InvalidInput(_("The two passphrases differ."), remedy=_("Type both again."))
        return passphrase

    # Finishing

    @work(exclusive=True, group="act")
    async def _finish(self, office: Office, hours: HoursVersion, people: list[NewPerson]) -> None:
        try:
            check(office, people)
            self.notice.good(_("Setting up…"))
            await self.app.backstage.run_aside(first_run, self.desk, office, hours, people)
        except SoptuiError as error:
            self.notice.trouble(error)
            return
        await self.app.show_entrance()

    @work(exclusive=True, group="act")
    async def _make_sample(self) -> None:
        from soptui.station.sample import SAMPLE_PASSPHRASE, SAMPLE_PIN, make_sample

        def progress(done: int, total: int) -> None:
            words = _("Making the sample office: {done} of {total}").format(done=done, total=total)
            self.app.call_from_thread(self.notice.good, words)

        try:
            await self.app.backstage.run_aside(make_sample, self.desk, progress=progress)
        except SoptuiError as error:
            self.notice.trouble(error)
            return
        await self.app.show_entrance()
        welcome = _("Sample office: everybody's PIN is {pin}, the Head's passphrase “{phrase}”.")
        if isinstance(self.app.screen, Room):
            self.app.screen.notice.good(welcome.format(pin=SAMPLE_PIN, phrase=SAMPLE_PASSPHRASE))


def _address(typed: dict[str, str]) -> str:
    """The website's address without a trailing slash."""
    return typed["website"].rstrip("/")

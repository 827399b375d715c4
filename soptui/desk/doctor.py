"""A check of the installation: nothing is made or changed, everything is said plainly."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from soptui.channels.website.theme import built_in, read_theme
from soptui.clock import Clock, local
from soptui.config import Settings
from soptui.desk.notices.health import notice_findings
from soptui.desk.publication.tokens import token_findings
from soptui.desk.verify.trail import break_sentence
from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.identity.approvers import Approvers
from soptui.identity.diagnosis import describe, describe_approvers
from soptui.inbox.health import read_health, watch_words
from soptui.inbox.reasons import problem_sentence
from soptui.sop.finding import Finding, Level
from soptui.store.database import Store, open_store
from soptui.store.holiday_source import OverrideError, read_override
from soptui.store.tables import Holiday
from soptui.store.trail import first_break

LITTLE_SPACE = 2 * 10**9
"""Bytes below which a disk soon cannot take another card."""


def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """All findings, in the order to show them."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _settings(settings),
        lambda: _folder("home", settings.home.root),
        lambda: _folder("inbox", settings.inbox),
        lambda: _database(settings, clock),
        lambda: _calendar(settings),
        lambda: _station(settings, clock),
        lambda: _theme(settings),
        lambda: iter(describe(settings.home, settings.keyring)),
        lambda: iter([describe_approvers(Approvers())]),
    )
    return [finding for check in checks for finding in check()]


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.trouble is not None:
        yield _error("settings", settings.trouble)
    else:
        yield Finding(Level.OK, "settings", _("The settings are in order."))


def _folder(topic: str, path: Path) -> Iterator[Finding]:
    if not path.is_dir():
        yield Finding(
            Level.ERROR if topic == "inbox" else Level.WARNING,
            topic,
            _("The folder {folder} does not exist.").format(folder=path),
            _("It is made when soptui opens; an inbox elsewhere must be made by hand."),
        )
    elif not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            Level.ERROR if topic == "home" else Level.WARNING,
            topic,
            _("The folder {folder} cannot be written by this account.").format(folder=path),
            _("Ask the administrator to check who owns it."),
        )
    elif (free := shutil.disk_usage(path).free) < LITTLE_SPACE:
        yield Finding(
            Level.WARNING,
            topic,
            _("Only {megabytes} MB are free on the disk of {folder}.").format(
                megabytes=free // 10**6, folder=path
            ),
            _("Make room before the next card is copied."),
        )
    else:
        yield Finding(Level.OK, topic, _("{folder} can be used.").format(folder=path))


def _theme(settings: Settings) -> Iterator[Finding]:
    """Nothing where the office has no look of its own for the website."""
    if settings.home.theme.is_dir():
        try:
            found = read_theme(settings.home.theme, built_in()).problems()
        except SoptuiError as error:
            yield _error("website", error)
            return
        yield from (Finding(Level.ERROR, "website", sentence) for sentence in found)
        if not found:
            yield Finding(Level.OK, "website", _("The website's own templates can be used."))


def _database(settings: Settings, clock: Clock) -> Iterator[Finding]:
    if not settings.home.database.exists():
        yield Finding(
            Level.WARNING, "database", _("There is no database yet."), _("Open soptui once.")
        )
        return
    try:
        store = open_store(settings.home.database)
        with store.connection():
            yield from _contents(store, clock)
    except SoptuiError as error:
        yield _error("database", error)


def _contents(store: Store, clock: Clock) -> Iterator[Finding]:
    answer = store.database.pragma("quick_check")
    if answer == "ok":
        yield Finding(Level.OK, "database", _("The database is sound."))
    else:
        yield Finding(
            Level.ERROR,
            "database",
            _("The database is damaged."),
            _("Do not delete it. Restore last night's copy, or ask the administrator."),
        )
    broken = first_break()
    if broken is None:
        yield Finding(Level.OK, "trail", _("The audit trail is unbroken."))
    else:
        yield Finding(
            Level.ERROR,
            "trail",
            break_sentence(broken),
            _("Keep a copy of the database, tell the administrator, and run “soptui verify”."),
        )
    year = local(clock.now()).year
    if not Holiday.select().where(Holiday.day.startswith(str(year))).exists():
        yield Finding(
            Level.WARNING,
            "calendar",
            _("The holidays of {year} are not known yet.").format(year=year),
            _("The station stores them when it runs; until then no day counts as a holiday."),
        )
    yield from token_findings(clock.now())
    yield from notice_findings()


def _calendar(settings: Settings) -> Iterator[Finding]:
    try:
        read_override(settings.home.calendar_override)
    except OverrideError as error:
        yield _error("calendar", error)


def _station(settings: Settings, clock: Clock) -> Iterator[Finding]:
    health = read_health(settings.home)
    if health is None or not health.is_alive(clock.now()):
        yield Finding(
            Level.WARNING,
            "station",
            _("No station is running."),
            _("It starts with soptui; “soptui station” runs it alone."),
        )
    elif health.problem:
        yield Finding(Level.ERROR, "station", problem_sentence(health.problem))
    else:
        yield Finding(Level.OK, "station", _("The station is at work."))
    if health is not None and health.is_alive(clock.now()) and health.watch_trouble:
        yield Finding(Level.WARNING, "inbox", *watch_words(health))


def _error(topic: str, error: SoptuiError) -> Finding:
    return Finding(Level.ERROR, topic, error.message, error.remedy)

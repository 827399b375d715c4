"""How the office words its posts: a template a channel, hashtags, the link to the article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace

from soptui.channels.known import is_website, network_of
from soptui.channels.templates import template_of
from soptui.channels.website.address import Address, base_of
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.desk.texts import HASHTAGS, channel_of
from soptui.errors import InvalidInput, NotFound
from soptui.i18n import _
from soptui.sop.hashtags import once, shown, tidy_hashtags
from soptui.sop.material import Kind
from soptui.sop.office import Office
from soptui.sop.privacy import Weight, scan
from soptui.sop.release import Part, Release
from soptui.sop.roles import Permission
from soptui.sop.template import NOTHING, Composed, Pieces, check_template, compose_text
from soptui.store.guard import update_guarded
from soptui.store.tables import Coverage, OfficeRow
from soptui.store.trail import record


@dataclass(frozen=True, slots=True)
class Wording:
    """What the office says of all its posts; `link` leads to the article of one release, empty
    where the website has no public address.
    """

    templates: Mapping[str, str]
    hashtags: tuple[str, ...]
    link: str = ""


def wording_of(coverage: Coverage) -> Wording:
    """The wording in force, for one coverage. Call it inside a connection."""
    return _wording(read_office() or Office(""), coverage.code)


def read_wording(desk: Desk, item: str = "000") -> Wording:
    """The wording in force, for the release with that code."""
    with desk.look():
        office = read_office() or Office("")
    return _wording(office, item)


def release_of(texts: Mapping[str, str]) -> Release:
    """The three parts, from the coverage's texts."""
    return Release(*(texts.get(part, "").strip() for part in Part))


def own_text(channel: str, texts: Mapping[str, str]) -> str:
    """What somebody wrote for `channel`; nothing where nobody did. Websites have the release."""
    return "" if is_website(channel) else texts.get(channel_of(channel), "").strip()


def compose_for(
    channel: str, wording: Wording, texts: Mapping[str, str], kinds: Collection[Kind]
) -> Composed:
    """What `channel` says of a release with files of `kinds` unless somebody writes otherwise.
    Websites have the release itself.
    """
    network = network_of(channel)
    if network is None or is_website(channel):
        return NOTHING
    release = release_of(texts)
    tags = once((*tidy_hashtags(texts.get(HASHTAGS, "")), *wording.hashtags))
    pieces = Pieces(release.title, release.lead, release.body, wording.link, tags)
    template = template_of(channel, wording.templates)
    return compose_text(template, pieces, network.measure, network.limit(kinds))


def compose_after(
    template: str,
    channel: str,
    wording: Wording,
    texts: Mapping[str, str],
    kinds: Collection[Kind] = (),
) -> Composed:
    """The same as it would be after `template`. Raises InvalidInput where that cannot be one."""
    templates = {**wording.templates, channel: check_template(template)}
    return compose_for(channel, replace(wording, templates=templates), texts, kinds)


def set_template(desk: Desk, channel: str, template: str) -> None:
    """Compose the texts of `channel` after `template` from now on; an empty one stands for the
    program's own. What was submitted stays as it is. Raises InvalidInput, NotFound.
    """
    tidy = check_template(template) if template.strip() else ""
    if is_website(channel) or network_of(channel) is None:
        raise NotFound(_("There is no channel called {name}.").format(name=channel))
    if any(found.weight is Weight.BLOCKS for found in scan(tidy)):
        raise InvalidInput(
            _("A number of a person stands in the template."),
            remedy=_("It would go out with every release: take it out, then save again."),
        )
    with desk.act(Permission.EDIT_WORDING) as now:
        row, office = _office()
        left = {name: text for name, text in office.templates.items() if name != channel}
        templates = {**left, channel: tidy} if tidy else left
        update_guarded(row, profile=asdict(replace(office, templates=templates)))
        record(desk.actor, now, "set_template", channel, note=tidy)


def set_hashtags(desk: Desk, typed: str) -> tuple[str, ...]:
    """Give every release these hashtags from now on; they, as they are kept."""
    tags = tidy_hashtags(typed)
    with desk.act(Permission.EDIT_WORDING) as now:
        row, office = _office()
        update_guarded(row, profile=asdict(replace(office, hashtags=tags)))
        record(desk.actor, now, "set_hashtags", office.name, note=shown(tags))
    return tags


def _wording(office: Office, code: str) -> Wording:
    link = Address(base_of(office.website)).short(code)
    return Wording(office.templates, tuple(office.hashtags), link)


def _office() -> tuple[OfficeRow, Office]:
    row: OfficeRow | None = OfficeRow.select().order_by(OfficeRow.id).first()
    if row is None:
        raise NotFound(_("The office is not set up yet."))
    return row, Office(**row.profile)

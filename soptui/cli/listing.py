"""`soptui inbox`, `items` and `show`: what the screens show, as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from soptui.cli.desk import lay_desk
from soptui.cli.inbox_listing import inbox, inbox_lines
from soptui.config import Settings
from soptui.desk.board import BoardRow, read_board
from soptui.desk.context import Desk
from soptui.desk.item import Item, read_item
from soptui.desk.office import read_calendar
from soptui.errors import NotFound
from soptui.i18n import _
from soptui.sop.cycle import Cycle
from soptui.sop.office_calendar import Calendar
from soptui.sop.sla import measure
from soptui.sop.workflow import STATE_NAMES
from soptui.store.tables import Coverage

Document = dict[str, Any] | list[dict[str, Any]]


def run(settings: Settings, command: str, code: str, *, as_json: bool) -> int:
    """Print what `command` asks for."""
    desk = lay_desk(settings)
    read: dict[str, Callable[[Desk], Document]] = {
        "inbox": inbox,
        "items": items,
        "show": lambda at: show(at, code),
    }
    document = read[command](desk)
    if as_json:
        print(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))  # noqa: T201
    else:
        for line in _lines(command, document):
            print(line)  # noqa: T201
    return 0


def items(desk: Desk) -> Document:
    """The open coverages, the most urgent first."""
    board = read_board(desk)
    return [_row(row, board.calendar, desk.now()) for row in board.rows]


def show(desk: Desk, code: str) -> Document:
    """One coverage, whole."""
    with desk.look():
        row = Coverage.get_or_none(Coverage.number == int(code)) if code.isdigit() else None
        if row is None:
            raise NotFound(_("There is no coverage with the number {code}.").format(code=code))
        return _item(read_item(desk, row.id), read_calendar(desk), desk.now())


def _row(row: BoardRow, calendar: Calendar, now: datetime) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "state": row.state.value,
        "step": row.state.step,
        "round": row.round,
        "holder": row.holder,
        "clock": _clock(row.cycle, calendar, now) if row.cycle else None,
    }


def _clock(cycle: Cycle, calendar: Calendar, now: datetime) -> dict[str, Any]:
    reading = measure(cycle, calendar, now)
    return {
        "step": cycle.step,
        "round": cycle.round,
        "started_at": cycle.started.isoformat(),
        "ended_at": cycle.ended.isoformat() if cycle.ended else None,
        "target_seconds": int(cycle.target.total_seconds()),
        "net_seconds": int(reading.net.total_seconds()),
        "remaining_seconds": int(reading.remaining.total_seconds()),
        "deadline": reading.deadline.isoformat(),
        "level": reading.level.value,
    }


def _item(item: Item, calendar: Calendar, now: datetime) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "state": item.state.value,
        "step": item.state.step,
        "round": item.round,
        "note": item.note,
        "reporter": item.reporter,
        "holder": item.holder,
        "channels": list(item.channels),
        "digest": item.submission.digest if item.submission else None,
        "texts": {field: text.body for field, text in sorted(item.texts.items())},
        "missing": [{"field": gap.field, "sentence": gap.sentence} for gap in item.gaps],
        "clocks": [_clock(cycle, calendar, now) for cycle in item.cycles],
        "assets": [
            {
                "id": asset.id,
                "name": asset.name,
                "kind": asset.kind.value,
                "sha256": asset.sha256,
                "size": asset.size,
                "verdict": asset.verdict.value,
                "reason": asset.reason,
                "captured_at": asset.captured_at.isoformat() if asset.captured_at else None,
            }
            for asset in item.assets
        ],
        "deliveries": [
            {
                "channel": delivery.channel,
                "state": delivery.state.value,
                "url": delivery.url,
                "error": delivery.error,
                "kit": delivery.kit,
            }
            for delivery in item.deliveries
        ],
    }


def _lines(command: str, document: Document) -> list[str]:
    """The document for a person; names from strangers cannot move the cursor."""
    if command == "items" and isinstance(document, list):
        return [_item_line(row) for row in document] or [_("Nothing is open.")]
    if command == "inbox" and isinstance(document, dict):
        return list(inbox_lines(document))
    return list(_whole(document)) if isinstance(document, dict) else []


def _whole(item: dict[str, Any]) -> Iterator[str]:
    """One coverage for a person: what it is, its clocks, its material, its texts, its channels."""
    names = {state.value: name for state, name in STATE_NAMES.items()}
    step = f"{item['step']} " if item["step"] else ""
    state = names[item["state"]]
    yield f"{item['code']} {_inert(item['title'])}"
    yield _("{state}, round {round}").format(state=step + _(state), round=item["round"])
    for clock in item["clocks"]:
        used, target = clock["net_seconds"] // 60, clock["target_seconds"] // 60
        yield _("  step {step}: {used} of {target} minutes").format(
            step=clock["step"], used=used, target=target
        )
    for gap in item["missing"]:
        yield f"  ▲ {gap['sentence']}"
    for asset in item["assets"]:
        yield f"  {_inert(asset['name'])}  {asset['sha256'][:12]}  {asset['verdict']}"
    for field, body in item["texts"].items():
        yield f"  {field}: {_inert(' '.join(body.split()))}"
    for delivery in item["deliveries"]:
        yield f"  {delivery['channel']}: {delivery['state']} {delivery['url']}".rstrip()


def _item_line(row: dict[str, Any]) -> str:
    clock = row["clock"]
    left = _left(clock["remaining_seconds"]) if clock else ""
    names = {state.value: name for state, name in STATE_NAMES.items()}
    state = names[row["state"]]
    return f"{row['code']}  {_(state):<14} {left:<16} {_inert(row['title'])}"


def _left(seconds: int) -> str:
    if seconds < 0:
        return _("{n} min late").format(n=-seconds // 60)
    return _("{n} min left").format(n=seconds // 60)


def _inert(text: str) -> str:
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)

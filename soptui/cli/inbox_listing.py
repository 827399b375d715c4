"""`soptui inbox`: what the inbox screen shows, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from soptui.desk.alike import alike_among
from soptui.desk.assets import AssetView, unassigned_assets
from soptui.desk.context import Desk
from soptui.i18n import _
from soptui.inbox.batch_words import batch_name, verdict_on
from soptui.inbox.batches import BatchView, summary
from soptui.inbox.health import read_health
from soptui.inbox.reasons import reason_word
from soptui.inbox.status import ArrivalView, rows
from soptui.sop.arrival import ARRIVAL_NAMES, IN_HAND, IN_TROUBLE

ALL = 5000
"""Files that are listed; a program that reads the list wants more than a screen has room for."""


def inbox(desk: Desk) -> dict[str, Any]:
    """The inbox's numbers, its cards and folders, its files, and the material that is free."""
    health = read_health(desk.home)
    with desk.look() as now:
        watched = health is not None and health.is_alive(now) and not health.problem
        found = summary()
        material = unassigned_assets(desk, ALL)
        alike = {number: some for some in alike_among(material) for number in some}
        return {
            **asdict(found),
            "batches": [_batch(batch, watched=watched) for batch in found.batches],
            "files": [_file(row) for row in rows(ALL)],
            "material": [_asset(asset, alike.get(asset.id, ())) for asset in material],
        }


def _batch(batch: BatchView, *, watched: bool) -> dict[str, Any]:
    verdict = verdict_on(batch, batch_name(batch), watched=watched)
    return {
        **asdict(batch),
        "newest": batch.newest.isoformat() if batch.newest else None,
        "in_trouble": batch.in_trouble,
        "total": batch.total,
        "may_be_pulled": batch.may_be_pulled,
        "sentence": f"{verdict.standing} {verdict.sentence} {verdict.aside}".rstrip(),
    }


def _file(row: ArrivalView) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.label,
        "batch": row.batch,
        "state": row.state.value,
        "size": row.size,
        "done": row.done,
        "percent": row.done * 100 // row.size if row.size and row.state in IN_HAND else None,
        "held": row.held,
        "reason": row.reason,
        "sentence": row.sentence,
        "duplicate_of": row.duplicate_of,
        "copies": list(row.copies),
        "given_up": row.given_up,
        "coverage": row.coverage,
        "camera": row.camera,
        "captured_at": row.captured_at.isoformat() if row.captured_at else None,
        "seen_at": row.first_seen_at.isoformat(),
    }


def _asset(asset: AssetView, alike: tuple[int, ...]) -> dict[str, Any]:
    return {
        "id": asset.id,
        "name": asset.name,
        "batch": asset.batch,
        "kind": asset.kind.value,
        "size": asset.size,
        "captured_at": asset.captured_at.isoformat() if asset.captured_at else None,
        "date_doubt": asset.doubt.value,
        "parts": [role.value for role in asset.parts],
        "hints": [hint.value for hint in asset.hints],
        "wrong_ending": asset.wrong_ending,
        "alike": list(alike),
    }


def inbox_lines(document: dict[str, Any]) -> Iterator[str]:
    """The same for a person: whether the cards may be pulled first, then what needs somebody."""
    yield from (batch["sentence"] for batch in document["batches"] if batch["total"])
    yield _("{ready} ready, {arriving} still arriving, {trouble} in trouble").format(
        ready=document["ready_unassigned"],
        arriving=document["arriving"],
        trouble=document["in_trouble"],
    )
    yield from map(_file_line, document["files"])
    yield from (line for asset in document["material"] if (line := _asset_line(asset)))


def _file_line(row: dict[str, Any]) -> str:
    names = {state.value: name for state, name in ARRIVAL_NAMES.items()}
    name = names[row["state"]]
    word = _(name)
    if row["state"] in {state.value for state in IN_TROUBLE}:
        word = reason_word(row["reason"]) or word
    if row["percent"] and row["percent"] < 100:
        word += f" {row['percent']} %"
    rest = row["sentence"]
    if row["duplicate_of"]:
        place = f"{row['coverage']}/" if row["coverage"] else ""
        rest = f"= {place}{row['duplicate_of']}"
    return f"{word:<18} {row['name']}  {rest}".rstrip()


def _asset_line(asset: dict[str, Any]) -> str:
    """What a machine noticed about a piece of material; nothing where it noticed nothing."""
    marks = [f"+{part}" for part in asset["parts"]] + [f"▼ {hint}" for hint in asset["hints"]]
    if asset["date_doubt"]:
        marks.append(_("date?"))
    if asset["wrong_ending"]:
        marks.append(_("wrong ending"))
    if asset["alike"]:
        marks.append(f"~ {len(asset['alike'])}")
    return f"  {asset['name']}  {'  '.join(marks)}" if marks else ""

"""The SOP laid out as its printed form: the identity block, the lists, the table of activities.

What the form says is the office's own wording and is not translated; the headings are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from textual.content import Content

from soptui.i18n import _
from soptui.sop.office import Office
from soptui.sop.procedure import Procedure, Step

NUMBER, MINUTES = 3, 6
SHARES = (20, 12, 14, 14)
"""How activity, performers, requirements and output share what is left of a table's width."""
BAR = " │ "
LABEL = 18
INDENT = 2


def paper(procedure: Procedure, office: Office | None, width: int) -> Content:
    """The whole form in lines of at most `width` characters."""
    parts = (
        *_identity(procedure, office, width),
        *_lists(procedure, width),
        *_table(procedure, width),
        *_extensions(procedure, width),
    )
    return Content("\n").join(parts)


def _identity(procedure: Procedure, office: Office | None, width: int) -> Iterator[Content]:
    office = office or Office("")
    yield Content.styled(office.name.upper(), "bold")
    yield Content.styled(_("STANDARD OPERATING PROCEDURE (SOP)"), "$muted")
    yield _line(width, "═")
    rows = (
        (_("Name of the SOP"), procedure.name),
        (_("Number"), procedure.number or office.sop_number),
        (_("Created"), procedure.created),
        (_("Revised"), procedure.revised),
        (_("In force from"), procedure.effective),
        (_("Approved by"), procedure.approved_by),
        ("", office.head_name),
        ("", office.head_rank),
        ("", f"NIP {office.head_nip}" if office.head_nip else ""),
    )
    for label, value in rows:
        if label or value:
            words = wrap(value, width - LABEL) or ["–"]
            for first, line in zip_longest([label], words, fillvalue=""):
                yield Content.assemble((first.ljust(LABEL), "$muted"), line)


def _lists(procedure: Procedure, width: int) -> Iterator[Content]:
    sections: tuple[tuple[str, Sequence[str]], ...] = (
        (_("LEGAL BASIS"), procedure.legal_basis),
        (_("QUALIFICATION OF THE PERFORMERS"), procedure.qualifications),
        (_("RELATED PROCEDURES"), procedure.related),
        (_("EQUIPMENT"), procedure.equipment),
        (_("WARNING"), (procedure.warning,)),
        (_("RECORDS"), (procedure.records,)),
    )
    for heading, entries in sections:
        yield Content("")
        yield Content.styled(heading, "bold $accent")
        for number, entry in enumerate(entries, start=1):
            mark = f"{number}. " if len(entries) > 1 else ""
            yield from _hanging(mark, entry, width)


def _hanging(mark: str, text: str, width: int) -> Iterator[Content]:
    hang = " " * (INDENT + len(mark))
    for line in wrap(text, width, initial_indent=" " * INDENT + mark, subsequent_indent=hang):
        yield Content(line)


def _table(procedure: Procedure, width: int) -> Iterator[Content]:
    widths = _widths(width)
    yield Content("")
    yield Content.styled(_("DESCRIPTION OF THE PROCEDURE"), "bold $accent")
    yield _line(width, "━")
    heads = (_("No."), _("Activity"), _("Performer"), _("Requirements"), _("Time"), _("Output"))
    yield from _row(heads, widths, "bold")
    for step in procedure.steps:
        yield _line(width, "─")
        yield from _row(_cells(step, procedure), widths)
    yield _line(width, "━")
    total = sum(step.minutes for step in procedure.steps)
    yield Content(_("Altogether {minutes} minutes of office time.").format(minutes=total))


def _cells(step: Step, procedure: Procedure) -> tuple[str, ...]:
    performers = " ▸ ".join(procedure.performers.get(one, one) for one in step.performers)
    minutes = _("{count} min").format(count=step.minutes)
    return (str(step.number), step.activity, performers, step.requirements, minutes, step.output)


def _widths(width: int) -> tuple[int, ...]:
    rest = width - NUMBER - MINUTES - 5 * len(BAR)
    activity, performers, needs, _output = (rest * share // sum(SHARES) for share in SHARES)
    return (NUMBER, activity, performers, needs, MINUTES, rest - activity - performers - needs)


def _row(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Iterator[Content]:
    columns = [
        wrap(_breakable(cell, width), width)
        for cell, width in zip(cells, widths, strict=True)
    ]  # fmt: skip
    for lines in zip_longest(*columns, fillvalue=""):
        parts = [Content.styled(line.ljust(width), style)
                 for line, width in zip(lines, widths, strict=True)]  # fmt: skip
        yield Content.styled(BAR, "$rule").join(parts)


def _breakable(text: str, width: int) -> str:
    """`text` with a blank after the slash of a pair of words too long for the column."""
    return " ".join(word.replace("/", "/ ") if len(word) > width else word for word in text.split())


def _line(width: int, glyph: str) -> Content:
    return Content.styled(glyph * width, "$rule")


def _extensions(procedure: Procedure, width: int) -> Iterator[Content]:
    if not procedure.extensions:
        return
    yield Content("")
    yield Content.styled(_("ADDED BY THIS PROGRAM, NOT ON THE PRINTED FORM"), "bold $accent")
    for extension in procedure.extensions:
        mark = f"{extension.origin} ▸ {extension.destination}: "
        yield from _hanging(mark, extension.note, width)

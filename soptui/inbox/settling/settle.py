"""Watching files come to rest: the memory behind the completeness decision."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from soptui.inbox.settling.complete import Decision, Evidence, Settings, Structure, decide, is_quiet
from soptui.inbox.settling.inspect import Changed, inspect
from soptui.inbox.settling.lease import Lease
from soptui.inbox.watching.scan import Sighting, Stamp
from soptui.sop.arrival import ArrivalState

Inspect = Callable[[Path, Stamp, Evidence | None], Evidence]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What to do with a file; a `state` other than None is where its row belongs, and why."""

    decision: Decision
    state: ArrivalState | None = None
    reason: str = ""


@dataclass(slots=True)
class _Watched:
    sighting: Sighting
    since: float
    evidence: Evidence | None = None


class Settler:
    """Keeps since when each file has not changed, on a clock that nobody sets."""

    def __init__(
        self, settings: Settings, monotonic: Callable[[], float], look: Inspect = inspect
    ) -> None:
        self._settings, self._monotonic, self._look = settings, monotonic, look
        self._watched: dict[bytes, _Watched] = {}

    def forget_others(self, paths: Collection[bytes]) -> None:
        """Keep only what is known of `paths`."""
        for path in self._watched.keys() - set(paths):
            del self._watched[path]

    def judge(
        self, sighting: Sighting, source: Path, *, vouched: bool, renamed: bool = False
    ) -> Judgement:
        """Look at one file again. `renamed`: it had the name of an unfinished copy until now."""
        before = self._watched.get(sighting.path)
        if before is None or before.sighting.stamp != sighting.stamp:
            self._watched[sighting.path] = _Watched(sighting, self._monotonic())
            return self._judge_renamed(sighting, source) if renamed else Judgement(Decision.WAIT)
        quiet = self._monotonic() - before.since
        if not is_quiet(before.sighting, sighting, quiet, self._settings):
            return Judgement(Decision.WAIT, ArrivalState.SETTLING)
        try:
            evidence = self._look(source, sighting.stamp, before.evidence)
        except Changed:
            return Judgement(Decision.WAIT, ArrivalState.SETTLING)
        except OSError as error:
            reason = "permission" if isinstance(error, PermissionError) else "disk"
            return Judgement(Decision.WAIT, ArrivalState.BLOCKED, reason)
        before.evidence = evidence if evidence.structure is not Structure.UNKNOWN else None
        decision = decide(
            before.sighting, sighting, quiet, evidence, self._settings, vouched=vouched
        )
        if decision is Decision.GIVE_UP:
            hollow = evidence.structure is Structure.HOLLOW
            reason = "hollow" if hollow else "incomplete"
            return Judgement(decision, ArrivalState.INCOMPLETE, reason)
        return Judgement(decision, ArrivalState.SETTLING)

    def _judge_renamed(self, sighting: Sighting, source: Path) -> Judgement:
        """Whoever copies renames when all is written: what is whole then needs no quiet time."""
        try:
            evidence = self._look(source, sighting.stamp, None)
        except (Changed, OSError):
            return Judgement(Decision.WAIT)
        whole = evidence.structure is Structure.WHOLE and evidence.lease is Lease.FREE
        return Judgement(Decision.TAKE if whole else Decision.WAIT)

"""The trail: one event a mutation, each holding the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""What the first event points back to."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `at` is UTC epoch milliseconds; `detail` holds no personal data
    beyond names of accounts, and never a secret.
    """

    at: int
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


def chain_hash(previous: str, event: Event) -> str:
    """The hash that binds `event` to all that came before: SHA-256 over canonical JSON."""
    document = [previous, event.at, event.actor, event.action, event.subject, event.detail]
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()

"""Documents that are hashed and signed, in the one form that all machines write (RFC 8785)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import rfc8785

from soptui.errors import InvalidInput
from soptui.i18n import _

Document = dict[str, Any]


def canonical(document: Document) -> bytes:
    """`document` in canonical JSON, UTF-8. It holds strings, integers, booleans, lists, objects.

    Raises InvalidInput for a text that is none: half of a surrogate pair has no UTF-8.
    """
    try:
        return rfc8785.dumps(document)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as problem:
        raise InvalidInput(
            _("A text has a character that cannot be written down; nothing was signed."),
            remedy=_("Type the text again by hand, without pasting."),
        ) from problem


def read_document(text: bytes | str) -> Document:
    """The document in `text`. Raises ValueError, or TypeError for JSON of another shape."""
    document = json.loads(text)
    if not isinstance(document, dict):
        raise TypeError("no document")
    return document


def digest(document: bytes) -> str:
    """SHA-256 of a document as it is stored, 64 hexadecimal digits."""
    return hashlib.sha256(document).hexdigest()


def stamp(moment: datetime) -> str:
    """`moment` in UTC as RFC 3339 writes it, to the millisecond that the database keeps."""
    kept = datetime.fromtimestamp(round(moment.timestamp() * 1000) / 1000, UTC)
    return kept.isoformat(timespec="milliseconds").replace("+00:00", "Z")

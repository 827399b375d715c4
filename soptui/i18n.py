"""Languages: Indonesian unless a person asks for English. Source strings are English."""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Callable
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("id", "en")
DOMAIN: Final = "soptui"
LOCALE_DIR: Final = Path(__file__).parent / "locale"

_active: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use_language(language: str) -> None:
    """Speak `language` from here on; one this program does not know counts as Indonesian."""
    global _active, _language  # noqa: PLW0603  one face a process, one language at a time
    _language = language if language in LANGUAGES else "id"
    if _language == "en":
        _active = _gettext.NullTranslations()
    else:
        _active = _gettext.translation(DOMAIN, LOCALE_DIR, [_language], fallback=False)


def current_language() -> str:
    """The language in use: `id` or `en`."""
    return _language


def in_language(language: str) -> Callable[[str], str]:
    """How `language` says a message, whichever one the face speaks: for what leaves the house."""
    return _gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True).gettext


def _(message: str) -> str:
    """`message` in the language in use."""
    return _active.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n` things, in the language in use."""
    return _active.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """`message` where the same English word needs two Indonesian ones."""
    return _active.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802  gettext's own name for it
    """Mark `message` for translation where it is defined; `_` translates it where it is shown."""
    return message

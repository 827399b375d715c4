"""What `soptui doctor` says about the keyring: which one, what it guards against, what is wrong."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from soptui.errors import SoptuiError
from soptui.i18n import _
from soptui.sop.finding import Finding, Level

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.identity.approvers import Approvers
    from soptui.paths import Home

TOPIC = "keyring"


def describe_approvers(approvers: Approvers) -> Finding:
    """Whether keys are pinned on this machine, and what that means."""
    try:
        pins = approvers.pins()
    except SoptuiError as problem:
        return _trouble(problem)
    if pins is None:
        return Finding(
            Level.WARNING,
            TOPIC,
            _("No key is pinned on this machine."),
            _("Whoever may write the database could put other keys in it. README: approvers."),
        )
    words = _("Pinned keys in {folder}: {n}. Only they, and keys they vouch for, count.")
    return Finding(Level.OK, TOPIC, words.format(folder=approvers.folder, n=len(pins)))


def describe(home: Home, backend: str = "file") -> list[Finding]:
    """The findings about the keyring named `backend`, in the order to show them; nothing is made
    or changed. A Secret Service may ask a person to unlock it.
    """
    from soptui.identity.keyring_file import SECRET_SERVICE, secret_store

    try:
        secret_store(home, backend)
    except SoptuiError as problem:
        return [_trouble(problem)]
    if backend == SECRET_SERVICE:
        return [_desktop()]
    return [_file_limits(), _file_state(home), *_home_state(home.root)]


def _desktop() -> Finding:
    return Finding(
        Level.OK,
        TOPIC,
        _(
            "Sealed keys are in the desktop's keyring. While it is unlocked, every program of this"
            " account can read them; the passphrase still seals the signing key."
        ),
    )


def _file_limits() -> Finding:
    return Finding(
        Level.OK,
        TOPIC,
        _(
            "Sealed keys are in a file of this account. Other accounts cannot read it, and the"
            " signing key opens only with the passphrase. It does not protect against guessing at"
            " a stolen copy, against deletion, or against a changed program under this account."
        ),
        _("Use a long passphrase and keep a backup of the file."),
    )


def _file_state(home: Home) -> Finding:
    from soptui.identity.keyring_file import KEYRING_NAME
    from soptui.identity.secret_file import SecretFile

    try:
        items = SecretFile(home.secrets / KEYRING_NAME).read()
    except SoptuiError as problem:
        return _trouble(problem)
    if not any(items.values()):
        return Finding(
            Level.WARNING,
            TOPIC,
            _("No sealed key is in the keyring yet."),
            _("Make the signing key before the first approval."),
        )
    return Finding(Level.OK, TOPIC, _("The keyring file is private and can be read."))


def _home_state(root: Path) -> list[Finding]:
    """Whoever may write in the home folder may put another keyring in the place of ours."""
    try:
        mode = root.stat().st_mode
    except OSError:
        return []  # missing homes are somebody else's finding
    if not mode & (stat.S_IWGRP | stat.S_IWOTH):
        return []
    return [
        Finding(
            Level.ERROR,
            TOPIC,
            _("Other accounts may write in “{path}” and exchange the keyring.").format(path=root),
            _("Set its mode to {mode}.").format(mode="700"),
        )
    ]


def _trouble(problem: SoptuiError) -> Finding:
    return Finding(Level.ERROR, TOPIC, problem.message, problem.remedy)

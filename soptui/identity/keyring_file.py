"""Where sealed items are kept: our own keyring backend in a file, or the desktop's by choice.

`keyring.get_keyring()` is never called: it picks a backend by priority, which on a server is one
that fails later, or one that asks for a password on the very terminal that the program draws on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import PasswordDeleteError

from soptui.errors import ConfigError, IdentityError
from soptui.i18n import _
from soptui.identity.secret_file import SecretFile

if TYPE_CHECKING:
    from pathlib import Path

    from soptui.paths import Home

FILE: Final = "file"
SECRET_SERVICE: Final = "secretservice"  # noqa: S105  its name, not a secret
KEYRING_NAME: Final = "keyring.json"


class FileKeyring(KeyringBackend):
    """Items in one JSON file; it protects the file, the items come sealed.

    Errors are this program's own: IdentityError for a file that is not private, damaged or kept
    locked, StorageError for a disk that does not take it. Deleting what is not there raises
    PasswordDeleteError, as keyring has it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring is typed in part
        self._file = SecretFile(path)

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805  a property of the class
        """None: never chosen by itself, always passed on purpose."""
        raise RuntimeError("the file keyring is only used when it is named")

    def set_properties_from_env(self) -> None:
        """Nothing: the environment must not exchange what this keyring is made of."""

    def __repr__(self) -> str:
        return f"<FileKeyring {str(self._file.path)!r}>"

    __str__ = __repr__  # keyring's own asks for the priority

    def get_password(self, service: str, username: str) -> str | None:
        return self._file.read().get(service, {}).get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        with self._file.changing() as items:
            items.setdefault(service, {})[username] = password

    def delete_password(self, service: str, username: str) -> None:
        with self._file.changing() as items:
            if items.get(service, {}).pop(username, None) is None:
                raise PasswordDeleteError("there is no such item")


def secret_store(home: Home, backend: str = FILE) -> KeyringBackend:
    """The keyring named `backend`: `file` in the home folder, or `secretservice` on a desktop.

    Raises ConfigError for another name, IdentityError for a Secret Service that does not work here.
    """
    if backend == FILE:
        return FileKeyring(home.secrets / KEYRING_NAME)
    if backend == SECRET_SERVICE:
        return _secret_service()
    raise ConfigError(
        _("There is no keyring named “{name}”.").format(name=backend),
        remedy=_("Choose file or secretservice in the settings."),
    )


def _secret_service() -> KeyringBackend:
    """The desktop's keyring, tried out: it may be announced on the bus and still fail to open."""
    try:
        from keyring.backends import SecretService

        store = SecretService.Keyring()  # type: ignore[no-untyped-call]  # as above
        float(store.priority)  # asks the bus, raises when nothing answers
        collection = store.get_preferred_collection()  # type: ignore[no-untyped-call]
        collection.connection.close()
    except Exception as problem:
        raise IdentityError(
            _("The desktop's keyring (Secret Service) does not work here."),
            remedy=_("Choose file as the keyring in the settings, or sign in to the desktop."),
        ) from problem
    return store

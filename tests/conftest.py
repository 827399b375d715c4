"""What every test stands on: nobody's real data, one language, examples that repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from soptui.i18n import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

# The same examples in every run; `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the data, settings or keyring of the person who runs it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOPTUI_HOME", str(tmp_path_factory.mktemp("home")))
        environment.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


@pytest.fixture(autouse=True)
def _source_language() -> None:
    """Every test starts in English, whatever the one before it spoke."""
    use_language("en")

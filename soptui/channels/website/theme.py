"""How the site looks: the built-in templates, style and drawings, and what an office puts in their
place.

A file in the office's folder stands for the built-in one of the same name; a template can build on
that one as `soptui/<name>`. Templates of an office run in a sandbox, and print text only as text.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from soptui.channels.disk import storage_errors
from soptui.channels.text import clean, paragraphs
from soptui.channels.website import dates
from soptui.channels.website.address import feed_id, permanent_id
from soptui.channels.website.media import media_line
from soptui.errors import Refused
from soptui.i18n import _
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    import jinja2

TEMPLATES: Final = Path(__file__).parent / "templates"
SUFFIX: Final = ".j2"
BUILT_IN: Final = "soptui/"
"""Before its name, a template means the built-in one."""
_ASSET: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\.(css|svg|png|jpg|jpeg|webp|ico|woff2)", re.I)
"""What an office may add beside what is there already: never a page, and no script."""


class Theme:
    """`own` are the office's files by name, as they are at one moment."""

    def __init__(self, own: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self._own = own
        self._built_in = _files(TEMPLATES)

    @cached_property
    def digest(self) -> str:
        """What tells this look from another, 64 hexadecimal digits."""
        found = sha256()
        for name, data in sorted({**self._built_in, **self._own}.items()):
            found.update(name.encode() + b"\0" + sha256(data).digest())
        return found.hexdigest()

    def assets(self) -> dict[str, bytes]:
        """The files that pages refer to, by their names."""
        known = {name: data for name, data in self._built_in.items() if not name.endswith(SUFFIX)}
        own = {name: data for name, data in self._own.items()
               if name in known or _ASSET.fullmatch(name)}  # fmt: skip
        return known | own

    def problems(self) -> list[str]:
        """Sentences on the office's templates that cannot be used."""
        found = []
        for name in self._own:
            if name.endswith(SUFFIX):
                try:
                    self._environment.get_template(name)
                except self._faults as error:
                    found.append(self._refusal(error, name).sentence)
        return found

    def render(self, name: str, **values: Any) -> bytes:
        """The template filled in. Raises Refused where the office's own cannot be used."""
        try:
            return self._environment.get_template(name).render(**values).encode()
        except self._faults as error:
            if not self._own:
                raise
            raise self._refusal(error, name) from error

    def _refusal(self, error: Exception, name: str) -> Refused:
        place, line = _place(error, name)
        return Refused(
            _("The website's own template {name} cannot be used (line {line}): {reason}.").format(
                name=place, line=line, reason=str(error).strip().rstrip(".").split("\n")[0]
            ),
            remedy=_("Mend that file in the folder theme/ or take it away, then try again."),
        )

    @cached_property
    def _faults(self) -> tuple[type[Exception], ...]:
        """What a template can do wrong; a full disk is something else."""
        import jinja2

        return (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError,
                TypeError, ValueError)  # fmt: skip

    @cached_property
    def _environment(self) -> jinja2.Environment:
        import jinja2
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            loader=jinja2.FunctionLoader(self._source),
            finalize=lambda value: clean(value) if type(value) is str else value,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            date_line=dates.date_line,
            published_line=dates.published_line,
            stamp=dates.stamp,
            paragraphs=paragraphs,
            media_line=media_line,
            month_name=dates.month_name,
        )
        environment.globals.update(Kind=Kind, permanent_id=permanent_id, feed_id=feed_id)
        return environment

    def _source(self, name: str) -> tuple[str, str, None] | None:
        """A template's text, and what it is called where it fails."""
        plain = name.removeprefix(BUILT_IN)
        files = self._built_in if plain != name else {**self._built_in, **self._own}
        return (files[plain].decode(), plain, None) if plain in files else None


@cache
def built_in() -> Theme:
    """The look without anything of an office's own; its templates are made ready once."""
    return Theme()


def read_theme(folder: Path | None, known: Theme) -> Theme:
    """The look with the files of `folder`, which need not exist; `known` where they are its own.
    Raises StorageError.
    """
    with storage_errors():
        theme = Theme(_files(folder)) if folder is not None and folder.is_dir() else built_in()
    return known if theme.digest == known.digest else theme


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The template and the line in which it happened."""
    found = (getattr(error, "name", None) or name, getattr(error, "lineno", 0) or 0)
    step: TracebackType | None = error.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        if path.suffix == SUFFIX:
            found = (path.name, step.tb_lineno)
        step = step.tb_next
    return found

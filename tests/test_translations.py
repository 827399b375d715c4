"""Everything that a person reads can be read in Indonesian."""

from __future__ import annotations

import ast
import gettext
import re
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from soptui import errors, i18n
from soptui.paths import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

INDONESIAN = i18n.LOCALE_DIR / "id" / "LC_MESSAGES" / "soptui.po"
PRINTF = re.compile(r"%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]")

# Who shows words to people, and in which arguments: (places, names).
SHOWN: dict[str, tuple[tuple[int, ...], set[str]]] = {
    "notify": ((0,), {"message", "title"}),
    "add_argument": ((), {"help"}),
    "add_parser": ((), {"help", "description", "epilog"}),
    "ArgumentParser": ((), {"description", "epilog"}),
} | {
    name: ((0,), {"message", "remedy"})
    for name, thing in vars(errors).items()
    if isinstance(thing, type) and issubclass(thing, errors.SoptuiError)
}


def texts(message: Message) -> list[str]:
    """The translation's forms: one, or one for each plural of the language."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def translated(catalogue: Catalog) -> Iterator[Message]:
    """Those that have a translation; the others are one test's business."""
    return (message for message in catalogue if message.id and all(texts(message)))


def placeholders(text: str) -> set[str]:
    """The `{name}` and `%s` in `text`."""
    braces = {f"{{{field}}}" for _, field, _, _ in Formatter().parse(text) if field is not None}
    return braces | set(PRINTF.findall(text))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with INDONESIAN.open("rb") as source:
        return read_po(source, locale="id", abort_invalid=True)


@pytest.fixture(scope="module")
def source() -> Catalog:
    """What the source code says in English."""
    found = Catalog()
    for file, line, message, _, context in extract_from_dir(PACKAGE):
        found.add(message, locations=[(file, line)], context=context)
    return found


def test_every_message_has_an_indonesian_one(catalogue: Catalog, source: Catalog) -> None:
    missing = []
    for message in source:
        known = catalogue.get(message.id, message.context)
        if message.id and not (known and not known.fuzzy and all(texts(known))):
            missing.append(f"{message.locations[0][0]}: {message.id}")
    assert not missing, "run `make locale`, then translate:\n" + "\n".join(missing)


def test_nothing_is_translated_that_nobody_says(catalogue: Catalog, source: Catalog) -> None:
    said = {(message.id, message.context) for message in source}
    left_over = [message.id for message in catalogue if (message.id, message.context) not in said]
    assert not left_over
    assert not catalogue.obsolete


def test_translations_keep_the_placeholders(catalogue: Catalog) -> None:
    wrong = []
    for message in translated(catalogue):
        # Indonesian has one form for any number, so it must say what the English plural says.
        said = message.id[-1] if message.pluralizable else message.id
        if any(placeholders(text) != placeholders(said) for text in texts(message)):
            wrong.append(message.id)
    assert not wrong


def test_the_catalogue_compiles(catalogue: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    spoken = gettext.GNUTranslations(compiled)
    assert (catalogue.num_plurals, catalogue.fuzzy) == (1, False)
    for message in translated(catalogue):
        if message.pluralizable:
            assert [spoken.ngettext(*message.id, n) for n in (0, 1, 2)] == texts(message) * 3
        elif not message.context:
            assert spoken.gettext(message.id) == message.string


def bare(value: ast.expr) -> bool:
    """Whether `value` is made of words that no gettext function has seen."""
    match value:
        case ast.Constant(value=str(words)):
            return any(letter.isalpha() for letter in words)
        case ast.JoinedStr():
            return any(bare(part) for part in value.values)
        case ast.BinOp():
            return bare(value.left) or bare(value.right)
        case ast.IfExp():
            return bare(value.body) or bare(value.orelse)
        case ast.BoolOp():
            return any(bare(part) for part in value.values)
        case ast.Call(func=ast.Attribute(value=text)):
            return bare(text)
    return False


def untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and callee of every call in `tree` that shows people bare words."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        places, names = SHOWN.get(name, ((), set()))
        shown = [call.args[place] for place in places if place < len(call.args)]
        shown += [keyword.value for keyword in call.keywords if keyword.arg in names]
        if any(bare(value) for value in shown):
            yield call.lineno, name


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda f: str(f.relative_to(PACKAGE))
)
def test_people_are_shown_no_bare_words(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert not list(untranslated(tree))


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("Conflict('Somebody else was first.')", 1),
        ("errors.Conflict(f'{name} was first.')", 1),
        ("Conflict('%s was first.' % name)", 1),
        ("Conflict('{n} was first.'.format(n=name))", 1),
        ("Conflict(_('First.'), remedy='Look again.')", 1),
        ("Conflict(_('First.') if one else 'Second.')", 1),
        ("Conflict(_('{n} was first.').format(n=names.get('x')), remedy=_('Look again.'))", 0),
        ("Conflict(_('%s was first.') % name)", 0),
        ("Conflict(sentence)", 0),
        ("ValueError('for programmers')", 0),
    ],
)
def test_bare_words_are_recognised(code: str, count: int) -> None:
    assert len(list(untranslated(ast.parse(code)))) == count


def test_no_words_hide_inside_an_f_string() -> None:
    """What `_()` says inside of `f"{…}"` is not found when the catalogue is made."""
    hidden = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "ngettext", "pgettext"}
        and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []

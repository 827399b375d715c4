"""Reading the arguments and handing over to one command."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from soptui import __version__
from soptui.config import Settings, load_settings
from soptui.errors import SoptuiError
from soptui.i18n import LANGUAGES, _, use_language

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (see `errors` for what they mean)."""
    use_language(_wanted_language(sys.argv[1:] if arguments is None else arguments))
    options = parser().parse_args(arguments)
    settings = load_settings(options.home, options.inbox)
    use_language(options.lang or settings.language)
    os.umask(0o077)  # what the office keeps is the office's; the site sets its own modes
    try:
        return _run(options, settings)
    except SoptuiError as error:
        print(f"soptui: {error.sentence}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stderr.close()
        return 0


def _run(options: argparse.Namespace, settings: Settings) -> int:
    """Each command is imported when it is asked for: opening the program waits for no other."""
    match options.command:
        case "station":
            from soptui.cli.station import run

            return run(settings, until_idle=options.until_idle, attached=options.attached)
        case "sample":
            from soptui.cli.sample import make

            return make(settings)
        case "doctor":
            from soptui.cli.doctor import run_doctor

            return run_doctor(settings, as_json=options.json)
        case "verify":
            from soptui.cli.verify import run_verify

            return run_verify(settings, options.checkpoint, files=not options.no_files,
                              as_json=options.json)  # fmt: skip
        case "evidence":
            from soptui.cli.evidence import run_evidence

            return run_evidence(settings, options.code, options.to)
        case "keys":
            from soptui.cli.evidence import run_keys

            return run_keys(settings, signers=options.allowed_signers)
        case "inbox" | "items" | "show":
            from soptui.cli import listing

            return listing.run(settings, options.command, getattr(options, "code", ""),
                               as_json=options.json)  # fmt: skip
        case _:
            from soptui.cli.program import open_program

            return open_program(settings)


def parser() -> argparse.ArgumentParser:
    """The arguments, described in the language in use."""
    top = argparse.ArgumentParser(
        prog="soptui", description=_("The office's procedure for its website and social media.")
    )
    top.add_argument("--version", action="version", version=f"soptui {__version__}")
    top.add_argument("--home", type=Path, metavar="DIR",
                     help=_("folder of the database, media and settings"))  # fmt: skip
    top.add_argument("--inbox", type=Path, metavar="DIR", help=_("folder that files are put into"))
    top.add_argument("--lang", choices=LANGUAGES, help=_("language of this run"))
    commands = top.add_subparsers(dest="command", metavar=_("COMMAND"))
    station = commands.add_parser("station", help=_("run the worker alone, without a screen"))
    station.add_argument("--until-idle", action="store_true",
                         help=_("end when nothing is left to do"))  # fmt: skip
    station.add_argument("--attached", action="store_true", help=argparse.SUPPRESS)
    commands.add_parser("sample", help=_("make a sample office to look around in"))
    for name, words in (
        ("inbox", _("list what arrived and what is in trouble")),
        ("items", _("list the coverages, the most urgent first")),
        ("show", _("show one coverage")),
        ("doctor", _("say what is wrong and what to do")),
        ("verify", _("check every signature, the trail and the files; 1 where something is off")),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--json", action="store_true", help=_("for programs to read"))
        if name == "verify":
            command.add_argument("--no-files", action="store_true",
                                 help=_("leave the files out; they take longest"))  # fmt: skip
            command.add_argument("--checkpoint", type=Path, action="append", default=[],
                                 metavar="FILE",
                                 help=_("compare with a checkpoint kept elsewhere"))  # fmt: skip
        if name == "show":
            command.add_argument("code", metavar="CODE", help=_("number of the coverage"))
    evidence = commands.add_parser("evidence", help=_("write what proves a coverage's decisions"))
    evidence.add_argument("code", metavar="CODE", help=_("number of the coverage"))
    evidence.add_argument("--to", type=Path, default=Path(), metavar="DIR",
                          help=_("folder to write into; here without it"))  # fmt: skip
    keys = commands.add_parser("keys", help=_("list the register of signing keys"))
    keys.add_argument("--allowed-signers", action="store_true",
                      help=_("as ssh-keygen -Y verify reads it"))  # fmt: skip
    return top


def _wanted_language(arguments: Sequence[str]) -> str:
    """The language of `--lang` before the arguments are parsed, so that help speaks it too."""
    with contextlib.suppress(ValueError, IndexError):
        return arguments[list(arguments).index("--lang") + 1]
    return "id"

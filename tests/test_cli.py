"""The command line, as an administrator and a script use it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from soptui.cli import main
from soptui.cli.main import parser
from soptui.desk.approval.checkpoints import sign_checkpoint
from soptui.inbox.health import Health, write_health
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import Doubt, Kind, PartRole
from soptui.store.database import open_store
from soptui.store.tables import Arrival, Asset, EventRow, Rendition, Text
from tests.office import Office
from tests.tampering import without_triggers

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sample")
    assert main(["--home", str(home), "sample"]) == 0
    return home


def ask(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> object:
    assert main(["--home", str(home), "--inbox", str(home), *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_sample_has_an_item_in_every_step_and_one_published(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = ask(capsys, sample, "items")
    assert isinstance(items, list)
    assert {item["step"] for item in items} == {1, 2, 3, 4}
    published = ask(capsys, sample, "show", "1")
    assert isinstance(published, dict)
    assert published["state"] == "published"
    assert {d["state"] for d in published["deliveries"]} == {"published"}


def test_the_sample_is_never_made_over_an_office(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ask(capsys, sample, "items")
    assert main(["--home", str(sample), "--lang", "en", "sample"]) == 2
    assert "already" in capsys.readouterr().err
    after = ask(capsys, sample, "items")
    assert [item["code"] for item in after] == [item["code"] for item in before]  # type: ignore[attr-defined]


def test_the_inbox_lists_what_is_ready(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = ask(capsys, sample, "inbox")
    assert isinstance(inbox, dict)
    assert inbox["ready_unassigned"] == 3
    assert {row["state"] for row in inbox["files"]} == {"ready"}
    assert [batch["may_be_pulled"] for batch in inbox["batches"]] == [True] * len(inbox["batches"])
    assert len(inbox["material"]) == 3


def test_the_inbox_says_first_what_may_be_pulled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office.open(tmp_path)
    now = datetime.now(UTC)
    beat = Health(1, now.isoformat(), (now + timedelta(days=1)).isoformat(), watcher="events")
    write_health(office.home, beat)
    with office.store.transaction():
        asset = Asset.create(sha256="a", size=1, kind=Kind.PHOTO, media_type="image/jpeg",
                             name=b"IMG_1.PNG", batch="kartu", arrived_at=now,
                             hints=["blurred"], captured_doubt=Doubt.FUTURE)  # fmt: skip
        Asset.create(sha256="b", size=1, kind=Kind.PHOTO, media_type="image/x-canon-cr2",
                     name=b"IMG_1.CR2", batch="kartu", arrived_at=now, part_of=asset,
                     role=PartRole.RAW)  # fmt: skip
        shared = {"batch": "kartu", "first_seen_at": now, "changed_at": now}
        Arrival.create(path=b"kartu/IMG_1.PNG", state=ArrivalState.READY, asset=asset, **shared)
        film = Arrival.create(path=b"kartu/a\x1b.mp4", state=ArrivalState.CLAIMED, size=200,
                              done=50, **shared)  # fmt: skip
        Arrival.create(path=b"kartu/b.jpg", state=ArrivalState.QUARANTINED, reason="damaged",
                       **shared)  # fmt: skip
    arguments = ["--home", str(tmp_path), "--inbox", str(tmp_path), "--lang", "en", "inbox"]
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "▲ kartu: 2 of 3 files are safe. Do not pull the card yet."
    assert lines[1] == "1 ready, 1 still arriving, 1 in trouble"
    assert "damaged" in lines[2]
    assert "being read 25 %" in lines[3]
    assert "\x1b" not in "".join(lines)
    assert lines[-1] == "  IMG_1.PNG  +raw  ▼ blurred  date?  wrong ending"
    with open_store(office.home.database).transaction():  # the program had opened it for itself
        Arrival.update(state=ArrivalState.READY, asset=asset).where(Arrival.id == film.id).execute()
    found = ask(capsys, tmp_path, "inbox")
    assert isinstance(found, dict)
    (batch,) = found["batches"]
    assert (batch["may_be_pulled"], batch["safe"], batch["set_aside"]) == (True, 3, 1)
    (asset_row,) = found["material"]
    assert (asset_row["parts"], asset_row["hints"]) == (["raw"], ["blurred"])


def test_items_and_show_speak_to_people_too(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(sample), "items"]) == 0
    assert re.search(r"^004\s+Persetujuan\s+sisa \d+ mnt", capsys.readouterr().out, re.MULTILINE)
    assert main(["--home", str(sample), "show", "004"]) == 0
    shown = capsys.readouterr().out
    assert "Job fair SMK Pandak" in shown
    assert "3 Persetujuan" in shown


def test_the_doctor_finds_a_trail_that_was_tampered_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(tmp_path), "sample"]) == 0
    capsys.readouterr()
    arguments = ["--home", str(tmp_path), "--inbox", str(tmp_path), "doctor", "--json"]
    assert main(arguments) == 0
    capsys.readouterr()
    database = EventRow._meta.database  # type: ignore[attr-defined]
    with database.connection_context():
        without_triggers()
        EventRow.update(action="nothing").where(EventRow.id == 5).execute()
    assert main(arguments) == 1
    findings = json.loads(capsys.readouterr().out)
    assert [f["message"] for f in findings if f["topic"] == "trail"] == [
        "Catatan 5 pada jejak audit telah diubah."
    ]


def test_the_doctor_names_a_template_of_the_website_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "theme").mkdir()
    arguments = ["--home", str(tmp_path), "--inbox", str(tmp_path), "doctor", "--json"]

    def found() -> list[tuple[str, str]]:
        main(arguments)
        findings = json.loads(capsys.readouterr().out)
        return [(f["level"], f["message"]) for f in findings if f["topic"] == "website"]

    assert found() == [("ok", "Templat website milik kantor dapat dipakai.")]
    (tmp_path / "theme/index.html.j2").write_text("\n{% for %}")
    ((level, message),) = found()
    assert level == "error"
    assert "index.html.j2" in message
    assert "baris 2" in message


def test_the_doctor_says_why_new_files_do_not_appear_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC).isoformat()

    def remedies(trouble: str) -> list[str]:
        write_health(Home(tmp_path), Health(1, now, now, watch_trouble=trouble))
        main(["--home", str(tmp_path), "--inbox", str(tmp_path), "--lang", "en", "doctor",
              "--json"])  # fmt: skip
        findings = json.loads(capsys.readouterr().out)
        return [f["remedy"] for f in findings if f["topic"] == "inbox" and f["level"] != "ok"]

    assert remedies("") == []
    assert remedies("watch_limit") == ["Administrator: raise fs.inotify.max_user_watches (sysctl)."]


def test_verify_finds_nothing_wrong_and_then_what_was_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sample office, whole; then one alternative text and one file of it changed by hand."""
    home = ["--home", str(tmp_path), "--lang", "en"]
    assert main([*home, "sample"]) == 0
    assert main([*home, "verify"]) == 0
    told = capsys.readouterr().out
    assert "The trail is unbroken" in told
    assert "Decisions whose signature fits: 3." in told
    assert "Everything that was looked at is as it was signed." in told
    with open_store(Home(tmp_path).database).connection():
        rendition = Rendition.get()
        Text.update(body="Lain").where(Text.field.startswith("alt:")).execute()
    Home(tmp_path).rendition(rendition.sha256).write_bytes(b"lain")
    assert main([*home, "verify", "--json"]) == 1
    found = [entry for entry in json.loads(capsys.readouterr().out) if entry["level"] == "error"]
    assert {entry["topic"] for entry in found} == {"coverages", "files"}
    assert any("alternative text of picture 1" in entry["message"] for entry in found)
    assert main([*home, "verify", "--no-files"]) == 1
    assert "3 things are not as they were signed." in capsys.readouterr().out


def test_verify_takes_a_checkpoint_from_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office.open(tmp_path / "home")
    path = sign_checkpoint(office.head, office.signer)
    arguments = ["--home", str(office.home.root), "--lang", "en", "verify", "--checkpoint"]
    assert main([*arguments, str(path)]) == 0
    assert "is what head signed on" in capsys.readouterr().out
    assert main([*arguments, str(tmp_path / "nothing.json")]) == 2
    assert "two files" in capsys.readouterr().err


def test_evidence_and_keys_are_for_whoever_checks(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(sample), "--lang", "en"]
    assert main([*home, "evidence", "1", "--to", str(tmp_path)]) == 0
    assert (tmp_path / "bukti-001" / "putaran-1" / "keputusan.json.sig").is_file()
    assert main([*home, "evidence", "77"]) == 3
    capsys.readouterr()
    assert main([*home, "keys"]) == 0
    assert "the office's first key" in capsys.readouterr().out
    assert main([*home, "keys", "--allowed-signers"]) == 0
    signers = (tmp_path / "bukti-001" / "allowed_signers").read_text()
    assert capsys.readouterr().out == signers


def test_no_office_is_not_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path), "items"]) == 3
    assert not (tmp_path / "soptui.db").exists()


def test_without_a_terminal_it_does_not_open(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "soptui", "--home", str(tmp_path), "--lang", "en"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, cwd=REPOSITORY,
    )  # fmt: skip
    assert answer.returncode == 78
    assert "needs a terminal" in answer.stderr


def test_every_command_stands_in_the_readme() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    commands = next(a for a in parser()._actions if a.dest == "command").choices or {}
    assert commands
    for command in commands:
        assert re.search(rf"`(soptui )?{command}\b", readme), f"{command} is not documented"

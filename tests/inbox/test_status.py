from __future__ import annotations

from datetime import timedelta

from soptui.inbox import status
from soptui.inbox.reasons import PROBLEMS, REASONS, problem_sentence, reason_sentence
from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Asset, Coverage
from tests.inbox.bench import MORNING, Bench


def test_the_inbox_in_numbers(bench: Bench) -> None:
    bench.photo("card/a.jpg", colour=(1, 90, 1))
    bench.photo("card/b.jpg", colour=(200, 2, 2))
    bench.photo("again.jpg", colour=(200, 2, 2))
    (bench.inbox / "empty.jpg").touch()
    bench.settled()
    bench.photo("card/late.jpg", colour=(3, 3, 250))
    bench.turn()
    found = status.summary()
    assert (found.ready_unassigned, found.arriving) == (2, 1)
    assert (found.in_trouble, found.duplicates) == (1, 1)
    batches = {batch.name: (batch.arriving, batch.ready, batch.in_trouble, batch.may_be_pulled)
               for batch in found.batches}  # fmt: skip
    assert batches["card"][0] == 1
    assert not batches["card"][3]
    assert batches[""][2:] == (1, True)


def test_rows_say_what_is_wrong_and_whose_double_it_is(bench: Bench) -> None:
    bench.photo("a.jpg")
    bench.settled()
    bench.photo("b.jpg")
    (bench.inbox / "empty.jpg").touch()
    bench.settled()
    rows = {row.label: row for row in status.rows()}
    assert rows["b.jpg"].state is ArrivalState.DUPLICATE
    assert rows["b.jpg"].duplicate_of == "a.jpg"
    assert rows["empty.jpg"].sentence == reason_sentence("empty")
    assert [row.id for row in status.rows(1)] == [max(row.id for row in rows.values())]


def test_what_belongs_to_a_coverage_is_no_longer_shown_or_offered(bench: Bench) -> None:
    bench.photo("a.jpg")
    bench.settled()
    coverage = Coverage.create(number=36, created_at=MORNING, updated_at=MORNING)
    Asset.update(coverage=coverage).execute()
    assert status.rows() == ()
    assert status.offers() == ()
    assert status.summary().ready_unassigned == 0
    bench.photo("b.jpg")
    bench.settled()
    (row,) = status.rows()
    assert (row.duplicate_of, row.coverage) == ("a.jpg", "036")


def test_a_folder_and_a_run_of_loose_files_are_offered(bench: Bench) -> None:
    for number, (name, minutes) in enumerate(
        [("card/1.jpg", 0), ("card/2.jpg", 300), ("3.jpg", 10), ("4.jpg", 50), ("5.jpg", 200)]
    ):
        bench.photo(name, captured=MORNING - timedelta(minutes=minutes),
                    colour=(number * 50, 0, 0))  # fmt: skip
    bench.settled()
    names = {row.id: row.label for row in Asset.select()}
    offered = [(offer.batch, [names[i] for i in offer.asset_ids]) for offer in status.offers()]
    assert offered == [("card", ["2.jpg", "1.jpg"]), ("", ["5.jpg"]), ("", ["4.jpg", "3.jpg"])]


def test_every_code_has_a_sentence() -> None:
    assert all(reason_sentence(code) not in {"", code} for code in REASONS)
    assert all(problem_sentence(code) not in {"", code} for code in PROBLEMS)
    assert reason_sentence("") == problem_sentence("") == ""

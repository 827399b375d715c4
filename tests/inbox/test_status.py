from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soptui.inbox import status
from soptui.inbox.batches import summary
from soptui.inbox.reasons import (
    DISCARDED,
    PROBLEMS,
    REASONS,
    VOUCHED,
    problem_sentence,
    reason_sentence,
    reason_word,
)
from soptui.sop.arrival import IN_TROUBLE, ArrivalState
from soptui.sop.material import Kind, Verdict
from soptui.store.tables import Arrival, Asset, Coverage
from tests.inbox.bench import MORNING, Bench


def test_the_inbox_in_numbers(bench: Bench) -> None:
    bench.photo("card/a.jpg", colour=(1, 90, 1))
    bench.photo("card/b.jpg", colour=(200, 2, 2))
    bench.photo("again.jpg", colour=(200, 2, 2))
    (bench.inbox / "empty.jpg").touch()
    bench.settled()
    bench.photo("card/late.jpg", colour=(3, 3, 250))
    bench.turn()
    found = summary()
    assert (found.ready_unassigned, found.arriving) == (2, 1)
    assert (found.in_trouble, found.duplicates) == (1, 1)
    batches = {batch.name: (batch.arriving, batch.ready, batch.in_trouble, batch.may_be_pulled)
               for batch in found.batches}  # fmt: skip
    assert batches["card"][0] == 1
    assert not batches["card"][3]
    assert batches[""][2:] == (1, True)
    assert {batch.name: (batch.safe, batch.total) for batch in found.batches} == {
        "card": (2, 3), "": (2, 2)
    }  # fmt: skip


STATES = st.lists(
    st.tuples(st.sampled_from(["kartu 01", "kartu 02", ""]), st.sampled_from(list(ArrivalState)),
              st.booleans()),
    max_size=12,
)  # fmt: skip
TAKEN_IN = {ArrivalState.READY, ArrivalState.DUPLICATE, ArrivalState.QUARANTINED,
            ArrivalState.POISON}  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(files=STATES)
def test_a_card_may_be_pulled_only_when_every_file_was_taken_in(
    bench: Bench, files: list[tuple[str, ArrivalState, bool]]
) -> None:
    Arrival.delete().execute()
    Asset.delete().execute()
    for number, (batch, state, discarded) in enumerate(files):
        asset = None
        if state is ArrivalState.READY:
            asset = Asset.create(sha256=str(number), size=1, kind=Kind.PHOTO, media_type="",
                                 name=b"a", batch=batch, arrived_at=MORNING)  # fmt: skip
        gone = discarded and state is ArrivalState.QUARANTINED
        Arrival.create(path=f"{batch}/{number}".encode(), batch=batch, state=state, asset=asset,
                       reason="discarded" if gone else "", first_seen_at=MORNING,
                       changed_at=MORNING)  # fmt: skip
    for batch in summary().batches:
        states = [
            state
            for name, state, discarded in files
            if name == batch.name and not (discarded and state is ArrivalState.QUARANTINED)
        ]
        assert batch.may_be_pulled == all(state in TAKEN_IN for state in states)
        assert batch.total == len(states)
        assert batch.safe == sum(state in TAKEN_IN for state in states)
    shown = {name for name, state, discarded in files
             if not (discarded and state is ArrivalState.QUARANTINED)}  # fmt: skip
    assert {batch.name for batch in summary().batches} == shown


def test_files_that_already_are_material_still_count_as_safe(bench: Bench) -> None:
    bench.photo("card/a.jpg", colour=(1, 90, 1))
    bench.photo("card/b.jpg", colour=(200, 2, 2))
    bench.settled()
    coverage = Coverage.create(number=36, created_at=MORNING, updated_at=MORNING)
    Asset.update(coverage=coverage).where(Asset.name == b"a.jpg").execute()
    (card,) = summary().batches
    assert (card.ready, card.safe, card.may_be_pulled) == (1, 2, True)


def test_an_earlier_visit_of_a_card_is_not_counted(bench: Bench) -> None:
    bench.photo("card/a.jpg", colour=(1, 90, 1))
    bench.settled()
    bench.clock.advance(timedelta(days=2))
    bench.photo("card/b.jpg", colour=(200, 2, 2))
    bench.settled()
    (card,) = summary().batches
    assert (card.ready, card.safe) == (2, 1)


def test_a_card_that_cannot_be_looked_into_may_not_be_pulled(bench: Bench) -> None:
    Arrival.create(path=b"kartu", state=ArrivalState.BLOCKED, reason="closed_folder",
                   first_seen_at=MORNING, changed_at=MORNING)  # fmt: skip
    (card,) = summary().batches
    assert (card.name, card.may_be_pulled) == ("kartu", False)
    assert [row.batch for row in status.rows()] == ["kartu"]


def test_trouble_is_not_pushed_out_by_what_is_ready(bench: Bench) -> None:
    (bench.inbox / "empty.jpg").touch()
    bench.settled()
    for number in range(3):
        bench.photo(f"{number}.jpg", colour=(number, 90, 1))
    bench.settled()
    assert [row.label for row in status.rows(1, IN_TROUBLE)] == ["empty.jpg"]


def test_a_duplicate_tells_where_each_copy_came_from(bench: Bench) -> None:
    for name in ("a.jpg", "card/b.jpg", "phone/c.jpg"):
        bench.photo(name)
        bench.settled()
    rows = {row.label: row for row in status.rows()}
    assert rows["phone/c.jpg"].copies == ("a.jpg", "card/b.jpg")
    assert rows["a.jpg"].copies == ()
    assert rows["card/b.jpg"].name == "b.jpg"
    assert not rows["card/b.jpg"].given_up
    coverage = Coverage.create(number=36, created_at=MORNING, updated_at=MORNING)
    Asset.update(verdict=Verdict.REJECTED, coverage=coverage).execute()
    assert {row.label: row.given_up for row in status.rows()}["card/b.jpg"]


def test_a_page_of_many_files_is_read_in_few_queries(bench: Bench) -> None:
    asset = None
    for number in range(50):
        asset = Asset.create(sha256=str(number), size=1, kind=Kind.PHOTO, media_type="", name=b"a",
                             arrived_at=MORNING)  # fmt: skip
        Arrival.create(path=b"%d" % number, state=ArrivalState.DUPLICATE, asset=asset,
                       first_seen_at=MORNING, changed_at=MORNING)  # fmt: skip
    asked: list[str] = []
    bench.store.database.connection().set_trace_callback(asked.append)
    assert len(status.rows()) == 50
    assert len(asked) == 3


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
    assert summary().ready_unassigned == 0
    bench.photo("b.jpg")
    bench.settled()
    (row,) = status.rows()
    assert (row.duplicate_of, row.coverage) == ("a.jpg", "036")


def test_a_folder_and_a_run_of_loose_files_are_offered(bench: Bench) -> None:
    for number, (name, minutes) in enumerate(
        [
            ("card/1.jpg", 0),
            ("card/2.jpg", 170),
            ("3.jpg", 10),
            ("4.jpg", 50),
            ("5.jpg", 200),
            ("card/6.jpg", 400),
        ]
    ):
        bench.photo(name, captured=MORNING - timedelta(minutes=minutes),
                    colour=(number * 50, 0, 0))  # fmt: skip
    bench.settled()
    names = {row.id: row.label for row in Asset.select()}
    offered = [(offer.batch, [names[i] for i in offer.asset_ids]) for offer in status.offers()]
    assert offered == [
        ("card", ["6.jpg"]), ("", ["5.jpg"]), ("card", ["2.jpg", "1.jpg"]),
        ("", ["4.jpg", "3.jpg"]),
    ]  # fmt: skip


def test_every_code_has_a_sentence() -> None:
    assert all(reason_sentence(code) not in {"", code} for code in REASONS)
    assert all(problem_sentence(code) not in {"", code} for code in PROBLEMS)
    assert all(reason_word(code) for code in REASONS if code not in {DISCARDED, VOUCHED})
    assert all(len(reason_word(code)) <= 16 for code in REASONS)
    assert reason_sentence("") == problem_sentence("") == ""

"""What a network would not take of a film, before it is made and after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from soptui.channels.film_limits import film_problems, original_problems
from soptui.channels.social import MB, NETWORKS, FilmLimits
from tests import samples

THREADS = NETWORKS["threads"]


@pytest.mark.parametrize(
    ("network", "seconds", "words"),
    [
        ("threads", 300, []),
        ("threads", 1500, ["MVI.MP4 takes 25 min 00 s; Threads", "at most 5 min 00 s", "Cut it"]),
        ("instagram", 2, ["MVI.MP4 takes 2 s; Instagram", "at least 3 s"]),
        ("youtube", 4000, []),
    ],
)
def test_a_film_too_long_or_short_is_told_before_it_is_made(
    network: str, seconds: float, words: list[str]
) -> None:
    found = list(original_problems(NETWORKS[network], "MVI.MP4", seconds))
    assert len(found) == bool(words)
    assert all(word in sentence for sentence in found for word in words)


def test_a_film_that_would_be_too_poor_is_told_before_it_is_made() -> None:
    network = replace(THREADS, films=FilmLimits(3600, 50 * MB))
    assert list(original_problems(network, "MVI.MP4", 900)) == []
    (sentence,) = original_problems(network, "MVI.MP4", 1000)
    assert "16 min 40 s, too long for the 50 MB" in sentence
    assert "15 min 17 s of it" in sentence


def test_a_finished_film_is_measured_itself(tmp_path: Path) -> None:
    film = samples.mp4(tmp_path / "a", 4)
    assert list(film_problems(THREADS, "Film 1", film)) == []
    wrong = {
        "takes 4 s; Threads takes films of at most 3 s": FilmLimits(longest=3),
        "at least 5 s": FilmLimits(shortest=5),
        f"has {film.stat().st_size} bytes; at most 10": FilmLimits(max_bytes=10),
        "64 × 48 pixels; at most 63": FilmLimits(long_edge=63),
        "too narrow or too wide": FilmLimits(ratios=NETWORKS["instagram"].ratios),
    }
    tall = samples.mp4(tmp_path / "b", 4, size=(48, 64))
    for words, limits in wrong.items():
        one = tall if "narrow" in words else film
        (sentence,) = film_problems(replace(THREADS, films=limits), "Film 1", one)
        assert words in sentence
        assert sentence.startswith("Film 1")


@pytest.mark.parametrize(
    "film",
    [{"codec": "mpeg4"}, {"turned": 90}, {"rate": 10}, {"sound": "libmp3lame"}],
)
def test_a_film_that_does_not_play_everywhere_is_told(
    tmp_path: Path, film: dict[str, object]
) -> None:
    made = samples.mp4(tmp_path / "a", **film)  # type: ignore[arg-type]
    (sentence,) = film_problems(THREADS, "Film 1", made)
    assert "Film 1 for Threads is not the kind of film" in sentence


def test_what_is_no_film_and_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"no film")
    (sentence,) = film_problems(THREADS, "Film 1", tmp_path / "a")
    assert "cannot be played" in sentence
    assert list(film_problems(THREADS, "Film 1", tmp_path / "b")) == []

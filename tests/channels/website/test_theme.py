from __future__ import annotations

from pathlib import Path

import pytest

from soptui.channels.contract import Receipt
from soptui.channels.website.channel import Website
from soptui.errors import Refused
from tests.channels.making import Originals
from tests.channels.website.pagetools import Page, broken_links


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "theme"
    folder.mkdir()
    return folder


@pytest.fixture
def themed(site: Path, theme: Path) -> Website:
    return Website(site, theme=theme)


def test_a_file_stands_for_the_built_in_one_of_its_name(
    themed: Website, site: Path, theme: Path, originals: Originals
) -> None:
    (theme / "style.css").write_text("body { color: navy }")
    (theme / "logo.png").write_bytes(b"png")
    (theme / "evil.js").write_text("alert(1)")
    (theme / "index.html").write_text("not a template")
    themed.deliver(originals.job())
    assert (site / "style.css").read_text() == "body { color: navy }"
    assert (site / "logo.png").read_bytes() == b"png"
    assert not (site / "evil.js").exists()
    assert "not a template" not in (site / "index.html").read_text()
    assert broken_links(site) == []


def test_a_template_builds_on_the_built_in_one_and_reaches_every_page(
    website: Website, themed: Website, site: Path, theme: Path, originals: Originals
) -> None:
    earlier = website.deliver(originals.job("L-1"))
    (theme / "base.html.j2").write_text(
        '{% extends "soptui/base.html.j2" %}{% block head %}<meta name="office" content="'
        '{{ office.name }}">{% endblock %}'
    )
    themed.deliver(originals.job("L-2"))
    for path in site.rglob("*.html"):
        if not path.is_relative_to(site / "b"):
            assert 'name="office"' in path.read_text() or Page(path).meta("description"), path
    (theme / "article.html.j2").write_text(
        '{% extends "soptui/article.html.j2" %}{% block title %}<Baru> {{ manifest.title }}'
        "{% endblock %}"
    )
    themed.deliver(originals.job("L-3", title="A & <b>"))
    assert "<title><Baru> Bursa" in (site / earlier.handle / "index.html").read_text()
    assert "<Baru> A &amp; &lt;b&gt;" in next(site.glob("*/*/*-l-3/index.html")).read_text()
    (theme / "article.html.j2").unlink()
    themed.deliver(originals.job("L-4"))
    assert "Baru" not in (site / earlier.handle / "index.html").read_text()


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% if %}", 1),
        ("\n{{ tidak_ada }}", 2),
        ("\n\n{{ ''.__class__.__mro__[1].__subclasses__() }}", 3),
        ("{{ article.manifest.__init__.__globals__ }}", 1),
        ("{{ 1 / 0 }}", 1),
        ("{{ manifest.title + 1 }}", 1),
        ('{% include "article.html.j2" %}', 1),
        ('{% include "../../etc/passwd" %}', 1),
    ],
)
def test_a_broken_template_is_told_in_words_and_nothing_goes_out(
    themed: Website, site: Path, theme: Path, originals: Originals, template: str, line: int
) -> None:
    (theme / "article.html.j2").write_text(template)
    with pytest.raises(Refused, match=rf"(?s)article\.html\.j2.*line {line}\b") as failure:
        themed.deliver(originals.job())
    assert "theme/" in failure.value.remedy
    assert not list(site.glob("20*/*/*"))
    assert broken_links(site) == []
    (theme / "article.html.j2").unlink()
    assert isinstance(themed.deliver(originals.job()), Receipt)


def test_a_broken_list_is_refused_before_the_article_is_there(
    website: Website, themed: Website, site: Path, theme: Path, originals: Originals
) -> None:
    website.deliver(originals.job("L-1"))
    (theme / "month.html.j2").write_text("{{ part.nothing }}")
    with pytest.raises(Refused, match="month"):
        themed.deliver(originals.job("L-2"))
    assert not list(site.glob("*/*/*-l-2"))
    assert broken_links(site) == []


def test_what_cannot_be_read_is_a_problem_before_anything_is_sent(
    themed: Website, theme: Path, originals: Originals
) -> None:
    assert themed.problems(originals.job()) == []
    (theme / "month.html.j2").write_text("{% for %}")
    (theme / "index.html.j2").write_bytes(b"\xff\xfe")
    found = themed.problems(originals.job())
    assert ["index.html.j2" in found[0], "month.html.j2" in found[1]] == [True, True]

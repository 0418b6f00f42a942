"""The first answer: readable, small, in the right language, and sent again only if it is new."""

import gzip
import re

import brotli
import httpx
import pytest

import texts
from server.modules import STREAMLIT
from server.shell import index


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "de"), ("?lang=en", "en"), ("?lang=de", "de"), ("?lang=<script>", "de"), ("?lang=", "de")],
)
def test_the_page_says_its_language(server: httpx.Client, query: str, language: str) -> None:
    page = server.get(f"/{query}").text
    assert re.findall(r"<html[^>]*>", page) == [f'<html lang="{language}">']
    assert texts.say("shell.loading", language) in page


@pytest.mark.parametrize(
    ("chosen", "query", "language"), [("en", "", "en"), ("en", "?lang=de", "de"), ("xx", "", "de")]
)
def test_it_speaks_the_language_that_this_browser_has_chosen(
    server: httpx.Client, chosen: str, query: str, language: str
) -> None:
    page = server.get(f"/{query}", headers={"Cookie": f"bw_language={chosen}"})
    assert f'<html lang="{language}">' in page.text
    assert "Cookie" in page.headers["Vary"]


def test_it_can_be_read_before_any_script_or_style_has_come(server: httpx.Client) -> None:
    page = server.get("/?w=abc234").text
    assert "Code des Treffens: ABC234" in page
    assert page.index(texts.say("shell.loading")) < page.index('<link rel="stylesheet"')
    # Where Streamlit draws, so that it goes when something comes.
    assert page.index('<div id="root">') < page.index(texts.say("shell.loading"))


@pytest.mark.parametrize("code", ['"><script>alert(1)</script>', "<b>", "A" * 13, "ABC 1", "ÄÖÜ"])
def test_a_forged_code_is_not_repeated(server: httpx.Client, code: str) -> None:
    assert "Code des Treffens" not in server.get("/", params={"w": code}).text


def test_nothing_is_named_that_nobody_needs() -> None:
    assert "SourceSans" not in index()
    assert "service-desc" not in index()
    assert "Streamlit app" not in index()
    assert index().count("<noscript>") == 1


def test_the_font_that_streamlit_begins_with_is_replaced_by_ours() -> None:
    """A later rule counts only if name, weight and style are the same; else 170 kB more are loaded."""
    (style,) = STREAMLIT.glob("static/css/index.*.css")
    rules = re.findall(r"@font-face{[^}]*Source Sans[^}]*style:normal[^}]*}", style.read_text(encoding="utf-8"))
    assert len(rules) == 1
    weight = re.search(r"font-weight:[\d ]+", rules[0])
    assert weight is not None
    assert weight[0] in index()
    assert index().index('rel="stylesheet"') < index().index("@font-face")


def test_streamlits_page_is_still_as_we_know_it() -> None:
    """What is replaced must be there, or a new version of Streamlit would silently go without."""
    assert "<title>Bündniswerkstatt</title>" in index()
    assert "BACKEND_BASE_URL" in index()
    assert index().count('rel="stylesheet"') == 1
    assert 'type="module"' in index()
    assert '"./' not in index()


@pytest.mark.parametrize(
    ("asked", "unpack"), [("gzip, br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_it_comes_as_small_as_the_browser_can_read_it(server: httpx.Client, asked: str, unpack) -> None:  # type: ignore[no-untyped-def]
    with server.stream("GET", "/?w=ABC234", headers={"Accept-Encoding": asked}) as answer:
        raw = b"".join(answer.iter_raw())
    assert unpack(raw).decode() == index("de", "ABC234")
    assert not asked or len(raw) < 5000


def test_a_second_visit_gets_it_only_if_it_is_new(server: httpx.Client) -> None:
    first = server.get("/?w=ABC234")
    assert first.headers["cache-control"] == "no-cache"
    again = server.get("/?w=ABC234", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert server.get("/?w=XYZ234", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_knows_a_sentence_for_whom_it_will_not_work(language: str) -> None:
    page = index(language)
    for name in ("old", "slow", "blocked"):
        assert f'id="bw-{name}"' in page
        assert texts.say(f"shell.{name}", language) in page
    assert 'href="/technik' in page

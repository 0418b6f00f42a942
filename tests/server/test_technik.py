"""The page to check the technology, and what it asks the server."""

import re
import time

import httpx
import pytest

from server.technik import APART_SECONDS, CHECKS
from texts.fingerprint import version


@pytest.mark.parametrize(("language", "title"), [("de", "Technik prüfen"), ("en", "Check the technology")])
def test_the_page_stands_without_streamlit(server: httpx.Client, language: str, title: str) -> None:
    page = server.get(f"/technik?lang={language}")
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{title}</h1>" in page.text
    assert "_stcore/static" not in page.text
    assert re.findall(r'data-check="(\w+)"', page.text) == list(CHECKS)
    for address in re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text):
        assert server.get(address).status_code == 200
    assert "$" not in page.text


def test_without_scripts_the_first_result_is_there_already(server: httpx.Client) -> None:
    page = server.get("/technik").text
    assert 'data-check="script" data-state="wrong"' in page
    assert page.count('data-state="open"') == len(CHECKS) - 1


def test_its_script_knows_the_checks_of_the_page(server: httpx.Client) -> None:
    script = server.get(f"/assets/{version()}/technik/technik.js").text
    assert re.findall(r"^  (\w+): (?:async )?\(\)", script, re.MULTILINE) == list(CHECKS)
    assert f"APART_MS = {APART_SECONDS * 1000:.0f}" in script


def test_the_it_department_reads_host_port_and_addresses(
    server: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server import technik

    technik._page.cache_clear()
    page = technik._page("de", "https://treffen.example.org")
    for needed in ("treffen.example.org, Port 443", "wss://treffen.example.org/_stcore/stream", "text/event-stream"):
        assert needed in page
    assert "Port 8080" in technik._page("de", "http://10.0.0.1:8080")


@pytest.mark.parametrize(("size", "length"), [(0, 0), (1000, 1000), (100_000, 100_000), (99_999_999, 100_000)])
def test_a_probe_has_its_size_and_cannot_be_made_smaller(server: httpx.Client, size: int, length: int) -> None:
    answer = server.get(f"/technik/probe/{size}")
    assert len(answer.content) == length
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_the_server_tells_whether_cookies_come_back(server: httpx.Client) -> None:
    assert server.get("/technik/cookie").json() == {"kept": False}
    assert server.get("/technik/cookie").json() == {"kept": True}


def test_the_probe_of_the_stream_comes_in_two_parts(server: httpx.Client) -> None:
    """Something that holds events back delivers both at once; that is what the page looks for."""
    with server.stream("GET", "/technik/stream") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        arrived = [(line, time.monotonic()) for line in answer.iter_lines() if line.startswith("data:")]
    assert [line for line, _ in arrived] == ["data: 1", "data: 2"]
    assert arrived[1][1] - arrived[0][1] > APART_SECONDS / 2

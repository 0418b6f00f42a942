"""Which names the server answers to, what of Streamlit is open, and what headers say (rows 22, 26, 27 and 28)."""

import re
from collections.abc import Iterator

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.browser import Browser
from server import doors, hosts
from storage import configuration
from tests.awaited import awaited
from tests.server.house import House

EVIL = [
    "boese.example",
    "127.0.0.1.boese.example",
    "localhost.boese.example",
    "boese.example:8501",
    "",
    "[::1",
    "a b",
]


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody has said under which address this machine is known."""
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    configuration.configuration.cache_clear()
    yield
    configuration.configuration.cache_clear()


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://treffen.example.org")
    monkeypatch.setenv("TRUSTED_HOSTS", "app1, Monitor.lan")
    configuration.configuration.cache_clear()


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST."])
def test_this_machine_is_known_to_itself(public: None, host: str) -> None:
    assert hosts.is_trusted(host)


@pytest.mark.parametrize("host", ["treffen.example.org", "Treffen.example.org:443", "app1:8501", "monitor.lan"])
def test_the_public_address_and_other_given_names_are_known(public: None, host: str) -> None:
    assert hosts.is_trusted(host)


@pytest.mark.parametrize("host", [*EVIL, "192.168.178.20", "treffen.example.org.boese.example", "example.org"])
def test_with_a_public_address_nothing_else_is(public: None, host: str) -> None:
    assert not hosts.is_trusted(host)


@pytest.mark.parametrize(
    "host", ["192.168.178.20:8501", "10.0.0.7", "172.16.3.4:80", "169.254.1.1", "[fe80::1]:8501"]
)
def test_without_one_every_local_address_is_known_as_the_wlan_may_change(laptop: None, host: str) -> None:
    assert hosts.is_trusted(host)


@pytest.mark.parametrize("host", [*EVIL, "8.8.8.8", "192.168.178.20.boese.example"])
def test_without_one_no_foreign_name_is(laptop: None, host: str) -> None:
    assert not hosts.is_trusted(host)


def test_without_one_this_machines_name_is_known(laptop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts.socket, "gethostname", lambda: "Notebook")
    hosts._names_of_this_machine.cache_clear()
    assert hosts.is_trusted("notebook:8501")
    assert hosts.is_trusted("notebook.local:8501")
    assert not hosts.is_trusted("notebook.boese.example")
    hosts._names_of_this_machine.cache_clear()


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://127.0.0.1:8501", True),
        ("https://127.0.0.1:8501", True),
        ("https://treffen.example.org", True),
        ("http://treffen.example.org", False),
        ("http://127.0.0.1", False),
        ("http://127.0.0.1:8501.boese.example", False),
        ("file://127.0.0.1:8501", False),
        ("null", False),
        ("", False),
    ],
)
def test_row_28_own_pages_are_told_from_foreign_ones(public: None, origin: str, own: bool) -> None:
    assert hosts.is_own_origin(origin, "127.0.0.1:8501") is own


def test_row_28_without_a_host_no_origin_is_own(public: None) -> None:
    assert not hosts.is_own_origin("http://", "")


@pytest.mark.parametrize("host", ["boese.example", "boese.example:80", "127.0.0.1@boese.example"])
def test_row_26_a_foreign_name_gets_400_and_no_redirect_to_it(house: House, host: str) -> None:
    code = house.meetings[0].code
    for path in ("/", f"/?w={code}", "/leitung/x/y", "/zurueck/AAAAAAAAAA", "/static/", "/_stcore/health"):
        answer = httpx.get(house.url + path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert "boese" not in answer.text
        assert "location" not in answer.headers


def test_row_26_a_monitor_may_ask_for_health_by_any_name(house: House) -> None:
    assert httpx.get(f"{house.url}/health", headers={"Host": "one"}).status_code == 200


class Liar(Browser):
    """Says that it stands at another address, in the page's own context and in the headers of a proxy."""

    async def _connected(self) -> ClientConnection:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        forwarded = dict.fromkeys(("X-Forwarded-Host", "X-Original-Host", "Forwarded"), "boese.example")
        socket = await connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": cookies, **forwarded},
        )
        send = socket.send

        async def lie(packet: bytes) -> None:
            message = BackMsg()
            message.ParseFromString(packet)
            message.rerun_script.context_info.url = "https://boese.example/leitung"
            await send(message.SerializeToString())

        socket.send = lie  # type: ignore[method-assign,assignment]
        return socket


def test_row_26_links_and_qr_codes_are_the_same_whatever_the_browser_says(house: House) -> None:
    meeting = house.meetings[0]

    async def drawn(browser: Browser) -> tuple[list[str], list[str]]:
        await browser.open(f"w={meeting.code}", "leitung")
        codes = [image.proto.imgs[0].url for image in browser.all("imgs")]
        links = [link.proto.url for link in browser.all("link_button")]
        await browser.close()
        return codes, links

    cookies = meeting.facilitator.cookies
    honest = awaited(drawn(Browser(house.address, cookies)))
    assert honest[0]
    assert honest[1]
    assert awaited(drawn(Liar(house.address, cookies))) == honest
    assert all(link.startswith(("http://127.0.0.1:", "/")) for link in honest[1])


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/bidi-components/x",
        "/media/x",
        "/component/x/y",
        "/app/static/app.py",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_what_of_streamlit_nobody_needs_is_closed(house: House, path: str, method: str) -> None:
    assert httpx.request(method, house.url + path, headers={"Origin": house.url}).status_code == 404


def test_what_streamlits_browser_needs_is_open(house: House) -> None:
    for path in doors.OPEN - {"/_stcore/stream"}:
        assert httpx.get(house.url + path).status_code == 200


@pytest.mark.parametrize("origin", [None, "https://boese.example", "null"])
@pytest.mark.parametrize(
    "path", ["/", "/enter", "/leave", "/live/x", "/download/1/ideas.csv", "/demo/organisation", "/x"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_row_28_a_foreign_page_sends_nothing_to_any_route(
    house: House, origin: str | None, path: str, method: str
) -> None:
    headers = {"Origin": origin} if origin else {}
    assert httpx.request(method, house.url + path, headers=headers, content=b"x").status_code == 403


def test_every_answer_carries_the_headers(house: House) -> None:
    meeting = house.meetings[0]
    for path in (
        "/",
        f"/?w={meeting.code}",
        "/health",
        "/technik",
        "/live/x",
        "/nowhere",
        "/download/1/x",
        "/_stcore/metrics",
    ):
        headers = httpx.get(house.url + path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy
        assert "'unsafe-eval'" not in policy
        assert not re.search(r"script-src[^;]*'unsafe-inline'", policy)
        assert re.findall(r"\b(?:https?:|wss?:)(?!//127\.0\.0\.1)", policy) == []
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers


def test_what_belongs_to_one_person_is_kept_by_nobody(house: House) -> None:
    meeting = house.meetings[0]
    seat = meeting.organiser
    paths = [
        f"/download/{meeting.workshop_id}/ideas.csv",
        f"/leitung/{meeting.code}/x",
        f"/zurueck/{meeting.people[0].return_code}",
        "/_stcore/host-config",
        "/live/x",
    ]
    for path in paths:
        answer = httpx.get(house.url + path, cookies=seat.cookies)
        assert answer.headers.get_list("cache-control") == ["no-store"], path


def test_behind_https_browsers_are_told_to_stay_there(server: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://treffen.example.org")
    configuration.configuration.cache_clear()
    headers = server.get("/health").headers
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    "payload",
    [
        "//boese.example",
        "https://boese.example",
        "/\\boese.example",
        "%2F%2Fboese.example",
        "javascript:alert(1)",
        "\r\nX: y",
    ],
)
def test_row_27_no_parameter_leads_elsewhere(house: House, payload: str) -> None:
    meeting = house.meetings[0]
    secret = f"/leitung/{meeting.code}/wrong"
    for path in ("/", secret, f"/zurueck/{meeting.people[0].return_code}", "/demo/organisation", "/anmelden"):
        for name in ("next", "go", "url", "return_to", "redirect", "w", "hinweis"):
            answer = httpx.get(house.url + path, params={name: payload})
            location = answer.headers.get("location", "/")
            assert re.fullmatch(r"/(\?hinweis=\w+|organisation)?", location), (path, name, location)

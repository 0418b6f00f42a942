"""The way in: tickets and links become cookies, only for our own pages, and redirects lead to the right page."""

from http.cookies import Morsel, SimpleCookie

import httpx
import pytest

from actions import demo, entrance
from actions.workshop import renew_links
from domain.visitor import Role, Visitor
from storage import configuration
from tests.builders import a_person, a_workshop, an_organiser, organiser_of, the_workshop
from tests.conftest import PUBLIC_URL


def cookies_of(response: httpx.Response) -> dict[str, Morsel[str]]:
    found: SimpleCookie = SimpleCookie()
    for header in response.headers.get_list("set-cookie"):
        found.load(header)
    return dict(found)


def the_cookie(response: httpx.Response) -> Morsel[str]:
    (cookie,) = cookies_of(response).values()
    return cookie


def test_a_ticket_becomes_the_cookie_of_the_same_person(server: httpx.Client, origin: dict[str, str]) -> None:
    ada = a_person(a_workshop())
    response = server.post("/enter", content=entrance.ticket_for(ada), headers=origin)
    cookie = the_cookie(response)
    assert response.status_code == 204
    assert cookie.key == entrance.cookie_name(ada)
    assert entrance.visitor_of_cookie(cookie.value) == ada


def test_the_cookie_is_kept_from_scripts_and_foreign_pages(server: httpx.Client, origin: dict[str, str]) -> None:
    ticket = entrance.ticket_for(a_person(a_workshop()))
    cookie = the_cookie(server.post("/enter", content=ticket, headers=origin))
    assert cookie["httponly"] is True
    assert cookie["samesite"].lower() == "lax"
    assert cookie["path"] == "/"
    assert int(cookie["max-age"]) == entrance.COOKIE_SECONDS
    assert not cookie["secure"]


def test_behind_https_the_cookie_travels_encrypted_only(
    server: httpx.Client, origin: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://treffen.example.org")
    configuration.configuration.cache_clear()
    ticket = entrance.ticket_for(a_person(a_workshop()))
    assert the_cookie(server.post("/enter", content=ticket, headers=origin))["secure"] is True


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://boese.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": f"{PUBLIC_URL}.boese.example"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/enter", "/leave"])
def test_a_foreign_page_cannot_let_anybody_in_or_out(
    server: httpx.Client, headers: dict[str, str], path: str
) -> None:
    ticket = entrance.ticket_for(a_person(a_workshop()))
    response = server.post(path, content=ticket, headers=headers)
    assert response.status_code == 403
    assert cookies_of(response) == {}


def test_behind_a_proxy_the_public_address_is_our_own_too(server: httpx.Client) -> None:
    ticket = entrance.ticket_for(a_person(a_workshop()))
    assert server.post("/enter", content=ticket, headers={"Origin": PUBLIC_URL}).status_code == 204


@pytest.mark.parametrize("body", [b"", b"falsch", b"\xff\xfe\x00", "ü.ü.ü".encode()])
def test_what_is_no_ticket_gives_no_cookie(server: httpx.Client, origin: dict[str, str], body: bytes) -> None:
    response = server.post("/enter", content=body, headers=origin)
    assert response.status_code == 403
    assert cookies_of(response) == {}


def test_a_cookie_is_no_ticket(server: httpx.Client, origin: dict[str, str]) -> None:
    cookie = entrance.cookie_for(a_person(a_workshop()))
    assert server.post("/enter", content=cookie, headers=origin).status_code == 403


def test_a_body_without_end_is_refused(server: httpx.Client, origin: dict[str, str]) -> None:
    assert server.post("/enter", content=b"x" * 5000, headers=origin).status_code == 413


def test_entering_needs_a_post(server: httpx.Client) -> None:
    """Whoever opens the address gets the page of unknown ones."""
    assert server.get("/enter").status_code == 404


def test_leaving_forgets_the_organiser(server: httpx.Client, origin: dict[str, str]) -> None:
    response = server.post("/leave", headers=origin)
    cookie = the_cookie(response)
    assert cookie.key == entrance.cookie_name(Visitor(Role.ORGANISER))
    assert (cookie.value, cookie["max-age"]) == ("", "0")


@pytest.mark.parametrize(("role", "page"), [(Role.FACILITATOR, "/leitung"), (Role.SCREEN, "/beamer")])
def test_a_link_redirects_to_its_page_with_the_cookie(server: httpx.Client, role: Role, page: str) -> None:
    workshop = the_workshop(a_workshop())
    links = entrance.links_of(workshop)
    link = links.facilitator if role is Role.FACILITATOR else links.screen
    response = server.get(link.removeprefix(PUBLIC_URL))
    assert (response.status_code, response.headers["location"]) == (303, f"{page}?w={workshop.code}")
    visitor = entrance.visitor_of_cookie(the_cookie(response).value)
    assert visitor is not None
    assert (visitor.role, visitor.workshop_id) == (role, workshop.id)


@pytest.mark.parametrize("page", ["leitung", "beamer"])
@pytest.mark.parametrize("secret", ["falsch", "%C3%BC", "a%0d%0aSet-Cookie:x=1"])
def test_a_link_that_is_not_valid_says_so_and_lets_nobody_in(server: httpx.Client, page: str, secret: str) -> None:
    code = the_workshop(a_workshop()).code
    response = server.get(f"/{page}/{code}/{secret}")
    assert (response.status_code, response.headers["location"]) == (303, "/?hinweis=link_invalid")
    assert cookies_of(response) == {}


def test_an_old_link_ends_with_the_new_ones(server: httpx.Client) -> None:
    workshop_id = a_workshop()
    link = entrance.links_of(the_workshop(workshop_id)).facilitator.removeprefix(PUBLIC_URL)
    renew_links(organiser_of(workshop_id), workshop_id)
    assert server.get(link).headers["location"] == "/?hinweis=link_invalid"


def test_the_return_link_lets_the_same_person_in(server: httpx.Client) -> None:
    ada = a_person(a_workshop())
    response = server.get(f"/zurueck/{entrance.return_code(ada.person_id or '')}")
    assert response.status_code == 303
    assert entrance.visitor_of_cookie(the_cookie(response).value) == ada


def test_a_return_link_that_nobody_has_says_so(server: httpx.Client) -> None:
    response = server.get("/zurueck/AAAAAAAAAA")
    assert response.headers["location"] == "/?hinweis=return_code_unknown"
    assert cookies_of(response) == {}


def test_without_a_demo_its_door_is_closed(server: httpx.Client) -> None:
    an_organiser("Ein echtes Bündnis")
    closed = server.get("/demo/organisation")
    assert (closed.headers["location"], cookies_of(closed)) == ("/", {})


def test_the_demos_door_leads_to_the_demo_only(server: httpx.Client, demo_meeting: int) -> None:
    an_organiser("Ein echtes Bündnis")
    opened = server.get("/demo/organisation")
    assert opened.headers["location"] == "/organisation"
    cookie = cookies_of(opened)[entrance.cookie_name(Visitor(Role.ORGANISER))]
    assert entrance.visitor_of_cookie(cookie.value) == demo.demo_organiser()


def test_a_device_on_which_an_organiser_signed_in_is_known_again(
    server: httpx.Client, origin: dict[str, str]
) -> None:
    olga = an_organiser(email="olga@example.org")
    cookies = cookies_of(server.post("/enter", content=entrance.ticket_for(olga), headers=origin))
    device = cookies[entrance.DEVICE_COOKIE]
    assert device["httponly"] is True
    assert entrance.known_device(device.value, " Olga@example.org")
    assert entrance.known_device(device.value, "paul@example.org") is None
    assert "olga" not in device.value
    assert entrance.visitor_of_cookie(device.value) is None
    assert entrance.DEVICE_COOKIE not in cookies_of(server.post("/leave", headers=origin))


def test_no_redirect_leads_to_a_foreign_host(server: httpx.Client) -> None:
    for path in (
        "/leitung/x/y",
        "/beamer/%2F%2Fboese.example/y",
        "/zurueck/%2F%2Fboese.example",
        "/demo/organisation",
    ):
        location = server.get(path).headers.get("location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")

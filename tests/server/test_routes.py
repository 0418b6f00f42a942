"""Health, assets, downloads, and the headers of every answer."""

import re

import httpx
import pytest
from starlette.routing import Match

import texts
from actions import entrance
from actions.documents import _MAKERS
from components.assets import FOLDER, version
from domain.visitor import Role, Visitor
from server.routes import PAGES, routes
from server.unknown import Unknown
from storage.database import Database, use
from tests.builders import a_facilitator, a_person, a_workshop, an_organiser


def as_(who: Visitor) -> dict[str, str]:
    return {"Cookie": f"{entrance.cookie_name(who)}={entrance.cookie_for(who)}"}


def test_a_healthy_application_says_so(server: httpx.Client) -> None:
    response = server.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_without_its_database_the_application_is_not_healthy(server: httpx.Client) -> None:
    use(Database("postgresql+psycopg://nobody:geheimnis@127.0.0.1:1/nothing"))
    response = server.get("/health")
    assert response.status_code == 503
    assert response.json()["status"] == "database"
    assert "geheimnis" not in response.text
    assert "127.0.0.1" not in response.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("live/live.js", "text/javascript"),
        ("look/look.css", "text/css"),
        ("look/atkinson-hyperlegible-next-latin-wght-normal.woff2", "font/woff2"),
    ],
)
def test_a_browser_fetches_scripts_styles_and_fonts_once_for_good(server: httpx.Client, path: str, kind: str) -> None:
    response = server.get(f"/assets/{version()}/{path}")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == kind
    assert "immutable" in response.headers["cache-control"]
    assert response.content == (FOLDER / path).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "live/__init__.py",
        "ballot/__init__.py",
        "ballot/ballot.html",
        "look/LICENSE-atkinson.txt",
        "../app.py",
        "%2e%2e/app.py",
        "..%2f..%2fetc/passwd",
        "look/..%2f..%2fapp.py",
        "look/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "look/nothing.js",
        "look/",
        "look/live.js%00.css",
        "%5c..%5c/live.js",
    ],
)
def test_nothing_else_is_an_asset(server: httpx.Client, path: str) -> None:
    assert server.get(f"/assets/1/{path}").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("de", "Mitmachen"), ("en", "Join in"), ("xx", "Mitmachen")])
def test_the_words_of_components_come_as_a_script(server: httpx.Client, language: str, word: str) -> None:
    response = server.get(f"/assets/{version()}/words.{language}.js")
    assert response.text.startswith("export default {")
    assert word in response.text


@pytest.mark.parametrize("name", sorted(_MAKERS))
def test_an_organiser_downloads_their_files(server: httpx.Client, name: str) -> None:
    host = an_organiser()
    workshop_id = a_workshop(organiser=host)
    response = server.get(f"/download/{workshop_id}/{name}", headers=as_(host))
    assert response.status_code == 200
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    assert response.headers["cache-control"] == "no-store"
    assert response.content


@pytest.mark.parametrize("name", ["ideas.csv", "archive.json", "nothing.exe", "..%2fapp.py"])
def test_nobody_else_does(server: httpx.Client, name: str) -> None:
    host, stranger = an_organiser("Unser Bündnis"), an_organiser("Anderes Bündnis")
    workshop_id = a_workshop(organiser=host)
    path = f"/download/{workshop_id}/{name}"
    everybody_else = (stranger, a_person(workshop_id), a_facilitator(workshop_id))
    assert server.get(path).status_code == 404
    for somebody in everybody_else:
        assert server.get(path, headers=as_(somebody)).status_code == 404
        # Nor under the organiser's name.
        forged = {"Cookie": f"{entrance.cookie_name(Visitor(Role.ORGANISER))}={entrance.cookie_for(somebody)}"}
        assert server.get(path, headers=forged).status_code == 404


def test_a_file_that_there_is_not_is_not_found(server: httpx.Client) -> None:
    host = an_organiser()
    workshop_id = a_workshop(organiser=host)
    assert server.get(f"/download/{workshop_id}/nothing.exe", headers=as_(host)).status_code == 404
    assert server.get("/download/999/ideas.csv", headers=as_(host)).status_code == 404
    assert server.get("/download/viele/ideas.csv", headers=as_(host)).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/leitung", "/info", "/health", "/live/x", "/assets/1/look/look.css", "/nowhere", "/leitung/x/y", "/enter"],
)
def test_every_answer_says_what_a_browser_may_load(server: httpx.Client, path: str) -> None:
    headers = server.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe-eval" not in policy["script-src"].replace("wasm-unsafe-eval", "")
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_page_is_german_and_says_something_without_scripts(server: httpx.Client) -> None:
    response = server.get("/")
    assert response.status_code == 200
    assert '<html lang="de">' in response.text
    assert "<title>Bündniswerkstatt</title>" in response.text
    assert "<noscript>" in response.text
    assert response.headers["cache-control"] == "no-cache"


def test_every_script_inside_the_page_is_allowed_by_its_fingerprint(server: httpx.Client) -> None:
    import base64
    import hashlib
    import re

    response = server.get("/")
    scripts = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
    assert scripts
    for script in scripts:
        fingerprint = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{fingerprint}'" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "language"), [("/gibtesnicht", "de"), ("/leitung/x/y/z", "de"), ("/wp-login.php?lang=en", "en")]
)
def test_an_unknown_address_gets_a_friendly_page(server: httpx.Client, path: str, language: str) -> None:
    response = server.get(path)
    assert response.status_code == 404
    assert texts.say("unknown.title", language) in response.text
    assert '<a href="/">' in response.text


def test_an_unknown_address_is_not_repeated(server: httpx.Client) -> None:
    assert "<b>" not in server.get("/<b>nichts</b>").text


def test_streamlit_still_answers_at_its_own_addresses() -> None:
    last = routes()[-1]
    assert isinstance(last, Unknown)
    for path in ("/_stcore/health", "/static/js/index.js", "/media/x", "/component/x"):
        scope = {"type": "http", "path": path, "method": "GET", "root_path": ""}
        assert last.matches(scope)[0] is Match.NONE


def test_every_page_of_the_application_has_its_route() -> None:
    entry = (FOLDER.parent / "pages" / "entry.py").read_text(encoding="utf-8")
    named = {f"/{path}" for path in re.findall(r'url_path="([\w-]+)"', entry)} - {"/start"}
    assert named
    assert named <= set(PAGES)

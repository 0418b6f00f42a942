"""Who may have which file."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from actions.documents import document, qr_picture
from actions.entrance import cookie_for, cookie_name
from domain.visitor import Role, Visitor
from server.routes import routes
from storage.database import Database
from tests.builders import a_person, a_workshop, an_organiser, organiser_of
from tests.refusals import refused

NAMES = {
    "poster.pdf": ("Plakat.pdf", "application/pdf"),
    "ideas.csv": ("Ideen.csv", "text/csv; charset=utf-8"),
    "ranking.csv": ("Ergebnis.csv", "text/csv; charset=utf-8"),
    "participants.csv": ("Teilnahmeliste.csv", "text/csv; charset=utf-8"),
    "results.xlsx": ("Ergebnisse.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "archive.json": ("Archiv.json", "application/json"),
}


@pytest.mark.parametrize("name", NAMES)
def test_even_an_empty_meeting_gives_every_file(name: str, database: Database) -> None:
    workshop_id = a_workshop()
    made = document(organiser_of(workshop_id), workshop_id, name)
    assert (made.file_name, made.media_type) == ("Netzwerktreffen_" + NAMES[name][0], NAMES[name][1])
    assert made.content


def test_an_unknown_file_is_refused(database: Database) -> None:
    workshop_id = a_workshop()
    assert refused(lambda: document(organiser_of(workshop_id), workshop_id, "../../etc/passwd")) == "document_unknown"


@pytest.mark.parametrize("name", NAMES)
def test_another_alliance_gets_nothing(name: str, database: Database) -> None:
    mine, theirs = a_workshop(organiser=an_organiser("Eins")), a_workshop(organiser=an_organiser("Zwei"))
    assert refused(lambda: document(organiser_of(mine), theirs, name)) == "workshop_unknown"


class TestDownloads:
    """The route in front of it: the cookie decides."""

    @pytest.fixture
    def web(self) -> TestClient:
        return TestClient(Starlette(routes=routes()), base_url="http://localhost:8501")

    def get(self, web: TestClient, visitor: Visitor | None, path: str) -> tuple[int, str, bytes]:
        headers = {"Cookie": f"{cookie_name(visitor)}={cookie_for(visitor)}"} if visitor else {}
        answer = web.get(path, headers=headers)
        return answer.status_code, answer.headers.get("content-disposition", ""), answer.content

    def test_its_organiser_gets_the_file_under_its_name(self, database: Database, web: TestClient) -> None:
        organiser = an_organiser()
        workshop_id = a_workshop("Netzwerktreffen Süd", organiser=organiser)
        status, disposition, content = self.get(web, organiser, f"/download/{workshop_id}/results.xlsx")
        assert (status, disposition) == (200, 'attachment; filename="Netzwerktreffen-Sued_Ergebnisse.xlsx"')
        assert content.startswith(b"PK")

    def test_everybody_else_gets_not_found(self, database: Database, web: TestClient) -> None:
        workshop_id = a_workshop(organiser=an_organiser("Eins"))
        others = [
            None,
            an_organiser("Zwei"),
            a_person(workshop_id),
            Visitor(Role.FACILITATOR, workshop_id=workshop_id),
        ]
        for other in others:
            assert self.get(web, other, f"/download/{workshop_id}/participants.csv")[0] == 404

    def test_an_unknown_file_is_not_found(self, database: Database, web: TestClient) -> None:
        organiser = an_organiser()
        workshop_id = a_workshop(organiser=organiser)
        assert self.get(web, organiser, f"/download/{workshop_id}/everything.zip")[0] == 404
        for number in ("999999", "0", "9" * 40):
            assert self.get(web, organiser, f"/download/{number}/results.xlsx")[0] == 404


def test_the_qr_code_for_the_screen_is_a_picture_without_foreign_parts() -> None:
    picture = qr_picture("http://192.168.1.5:8501/?w=K7M2QX")
    assert picture.startswith("<svg")
    assert picture.count("http") == 1
    assert 'xmlns="http://www.w3.org/2000/svg"' in picture

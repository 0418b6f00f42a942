"""Figures about the process: for who may see them, and without a word about anybody."""

import re

import httpx
import pytest
from starlette.requests import Request

from actions.condition import note_troubles
from actions.entrance import stream_token
from server import measures
from server.metrics import may_look
from storage import watching
from storage.database import Database
from tests.builders import a_facilitator, a_person, a_workshop, some_ideas


def _asked(client: str | None, **headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": named, "client": (client, 1) if client else None})


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("METRICS_TOKEN", raising=False)


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_itself_may_look(client: str) -> None:
    assert may_look(_asked(client, host="localhost:8501"))


@pytest.mark.parametrize(
    "asked",
    [
        _asked("192.168.0.7", host="localhost:8501"),
        _asked(None, host="localhost"),
        _asked("", host="localhost"),
        _asked("127.0.0.1", host="treffen.example.org"),
        _asked("127.0.0.1"),
        *(
            _asked("127.0.0.1", host="localhost", **{name: "203.0.113.9"})
            for name in ("x_forwarded_for", "forwarded", "x_real_ip", "via", "x_forwarded_host", "x_forwarded_proto")
        ),
    ],
    ids=lambda asked: f"{asked.scope['client']} {asked.scope['headers']}",
)
def test_nobody_else_may_look_and_nobody_through_a_proxy(asked: Request) -> None:
    assert not may_look(asked)


def test_with_a_token_only_who_has_it_may_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METRICS_TOKEN", "a long token")
    assert may_look(_asked("192.168.0.7", host="treffen.example.org", authorization="Bearer a long token"))
    for given in ("", "Bearer ", "Bearer a long toke", "Bearer wröng", "a long token"):
        assert not may_look(_asked("127.0.0.1", host="localhost", authorization=given))


def test_what_is_not_for_you_is_not_there(server: httpx.Client) -> None:
    answer = server.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert (answer.status_code, answer.text) == (404, "not found")
    assert "troubles" not in server.get("/health", headers={"X-Forwarded-For": "203.0.113.9"}).json()


def test_the_figures_count_actions_streams_and_people_and_name_nobody(
    server: httpx.Client, database: Database
) -> None:
    stop = watching.listen(measures.count_action)
    workshop_id = a_workshop("Geheimtreffen")
    ada = a_person(workshop_id, "Ada Lovelace")
    try:
        before = _figures(server)
        some_ideas(ada, 2)
        with server.stream("GET", f"/live/{stream_token(ada)}") as stream:
            assert stream.status_code == 200
            arriving = stream.iter_bytes()
            next(arriving)
            after = _figures(server)
    finally:
        stop()
    name = 'bw_actions_total{action="ideas.contribute_idea",outcome="done"}'
    assert after[name] - before.get(name, 0) == 2
    assert after["bw_action_seconds_count"] - before["bw_action_seconds_count"] >= 2
    assert after['bw_streams{audience="participant"}'] - before['bw_streams{audience="participant"}'] == 1
    assert after["bw_people_connected"] == before["bw_people_connected"] + 1
    assert after["bw_disk_free_bytes"] > 0
    whole = server.get("/metrics").text
    for secret in ("Ada", "Geheim", ada.person_id or "", stream_token(ada)):
        assert secret not in whole


def test_no_label_carries_an_id(server: httpx.Client, database: Database) -> None:
    """So their number does not grow with people and meetings."""
    labels = set(re.findall(r'(\w+)="', server.get("/metrics").text))
    assert labels <= {"action", "outcome", "audience", "trouble", "le"}


def test_a_trouble_is_a_figure_and_a_word_in_the_health_check(server: httpx.Client, database: Database) -> None:
    a_facilitator(a_workshop())
    note_troubles(["disk"])
    try:
        assert _figures(server)['bw_trouble{trouble="disk"}'] == 1
        answer = server.get("/health")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", "troubles": ["disk"]})
    finally:
        note_troubles([])
    assert _figures(server)['bw_trouble{trouble="disk"}'] == 0


def _figures(server: httpx.Client) -> dict[str, float]:
    lines = [line for line in server.get("/metrics").text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

"""What the process notices about itself, and how the facilitator gets to know."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions import condition
from actions.live import state_of
from domain.refusal import Trouble
from domain.visitor import Role
from server import checkup_running, measures, watch
from server.channel import Channel, Listener
from server.checkup import Verdict
from server.live import Hub
from storage import checks
from storage.configuration import configuration
from storage.database import Database
from tests.at_once import at_once
from tests.builders import a_workshop


@pytest.fixture(autouse=True)
def calm() -> Iterator[None]:
    condition.note_troubles([])
    yield
    condition.note_troubles([])


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    fresh = Hub()
    monkeypatch.setattr(watch, "hub", fresh)
    return fresh


def look(looking: watch.Watch | None = None) -> dict[str, Any]:
    """One look in a thread of its own, as other tests leave event loops behind. What is wrong afterwards."""
    at_once([lambda: asyncio.run((looking or watch.Watch()).look())])
    return condition.condition()


def test_nothing_is_wrong_with_a_healthy_server(any_database: Database, hub: Hub) -> None:
    assert look() == {}


def test_a_disk_that_is_nearly_full_is_noticed(database: Database, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    def room(free: int, total: int) -> dict[str, Any]:
        usage = type("Usage", (), {"free": free, "total": total})()
        monkeypatch.setattr(checks, "disk_usage", lambda _: usage)
        return look()

    assert room(499_000_000, 100_000_000_000) == {"disk": True}
    assert room(501_000_000, 100_000_000_000) == {}
    assert room(90_000, 2_000_000) == {"disk": True}
    assert room(110_000, 2_000_000) == {}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), Trouble("database_busy")])
def test_a_database_that_takes_nothing_is_noticed_and_its_recovery_too(
    database: Database, hub: Hub, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(checks, "_write_a_little", fail)
    assert look() == {"database": True}
    monkeypatch.undo()
    assert look() == {}


def test_a_database_that_is_only_read_is_noticed(postgresql: Database, hub: Hub) -> None:
    with postgresql.reading() as tx:
        name = tx.connection.exec_driver_sql("SELECT current_database()").scalar()
        tx.connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        tx.connection.commit()
    postgresql.close()
    assert look() == {"database": True}


def test_a_database_that_does_not_come_back_is_noticed(
    database: Database, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 0.1)
    with database.writing():
        assert look() == {"database": True}


def test_errors_of_the_database_in_many_actions_are_noticed(database: Database, hub: Hub) -> None:
    looking = watch.Watch()
    measures.count_action("voting.place_dot", "database", 0.1)
    assert look(looking) == {}, "one may be an accident"
    for _ in range(watch.MANY_ERRORS):
        measures.count_action("voting.place_dot", "database", 0.1)
    assert look(looking) == {"database": True}
    assert look(looking) == {}


def test_news_that_does_not_get_out_is_noticed(database: Database, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = Channel(1, Role.PARTICIPANT)
    hub._channels[1, Role.PARTICIPANT] = channel
    channel.listeners.add(Listener())
    channel.heard_at = 100.0
    monkeypatch.setattr("server.live.time.monotonic", lambda: 100.0 + watch.STUCK_SECONDS - 1)
    assert hub.waiting_seconds() < watch.STUCK_SECONDS
    monkeypatch.setattr("server.live.time.monotonic", lambda: 100.0 + watch.STUCK_SECONDS + 1)
    assert hub.waiting_seconds() > watch.STUCK_SECONDS
    channel.listeners.clear()
    assert hub.waiting_seconds() == 0, "nobody waits for it"


def test_news_that_got_out_waits_no_more_and_its_delay_is_counted(database: Database) -> None:
    workshop_id = a_workshop()
    before = _sent()

    async def play() -> float:
        hub = Hub()
        channel = await hub.channel(workshop_id, Role.FACILITATOR)
        channel.listeners.add(Listener())
        hub._mark(workshop_id, frozenset({"progress"}))
        assert hub.waiting_seconds() > 0
        assert channel.updating
        await channel.updating
        return hub.waiting_seconds()

    assert at_once([lambda: asyncio.run(play())]) == [0.0]
    assert _sent() == before + 1


def _sent() -> float:
    samples = next(iter(measures.stream_delay.collect())).samples
    return next(each.value for each in samples if each.name.endswith("_count"))


def test_a_second_process_on_one_file_is_noticed_by_the_first(database: Database, data_dir: Path, hub: Hub) -> None:
    condition.sign_the_file()
    assert look() == {}
    (data_dir / "buendniswerkstatt.process").write_text("another process")
    assert look() == {"processes": True}


def test_many_processes_on_postgresql_are_as_it_should_be(
    postgresql: Database, data_dir: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgresql.url)
    configuration.cache_clear()
    condition.sign_the_file()
    (data_dir / "buendniswerkstatt.process").write_text("another process")
    assert look() == {}


def test_a_change_is_told_at_once_to_facilitators_alone_without_asking_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = a_workshop()

    async def play() -> list[Listener]:
        hub = Hub()
        monkeypatch.setattr(watch, "hub", hub)
        listeners = []
        for audience in (Role.FACILITATOR, Role.PARTICIPANT, Role.SCREEN):
            channel = await hub.channel(workshop_id, audience)
            listeners.append(Listener())
            channel.listeners.add(listeners[-1])
        # From here on the database answers nobody.
        monkeypatch.setattr("actions.condition.checks.can_write", lambda: False)
        monkeypatch.setattr("server.live.state_of", None)
        await watch.Watch().look()
        await watch.Watch().look()
        return listeners

    [(leader, participant, screen)] = at_once([lambda: asyncio.run(play())])
    assert (participant.waiting.qsize(), screen.waiting.qsize()) == (0, 0)
    assert leader.waiting.qsize() == 1, "told once"
    event = leader.waiting.get_nowait()
    assert event is not None
    assert json.loads(event.split(b"data: ")[1]) == {"health": {"database": True}}


def test_who_opens_the_page_later_sees_it_too_and_only_facilitators_do(database: Database) -> None:
    workshop_id = a_workshop()
    condition.note_troubles(["disk", "no such trouble"])
    assert state_of(workshop_id, Role.FACILITATOR)["health"] == {"disk": True}
    assert "health" not in state_of(workshop_id, Role.PARTICIPANT)
    assert "health" not in state_of(workshop_id, Role.SCREEN)


@pytest.mark.parametrize("trouble", condition.TROUBLES)
def test_the_doctor_knows_a_way_out_of_every_trouble(
    database: Database, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr(checkup_running, "_told_by", lambda _port: {"status": "ok", "troubles": [trouble]})
    found = [each for each in checkup_running.running_findings() if each.verdict is Verdict.WRONG]
    assert [each.text for each in found] == [checkup_running._WAYS_OUT[trouble]]


def test_the_doctor_says_when_the_last_backup_was_made(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from actions import backups

    def said() -> str:
        return next(each.text for each in checkup_running.running_findings() if "backup" in each.text)

    monkeypatch.setattr(checkup_running, "_told_by", lambda _port: {})
    assert "No backup lies" in said()
    at = backups.now()
    backups.make_backup()
    assert "was made" in said()
    monkeypatch.setattr(checkup_running, "now", lambda: at.replace(year=at.year + 1))
    assert "days old" in said()

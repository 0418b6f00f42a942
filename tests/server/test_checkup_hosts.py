"""The doctor tells which names the server answers to."""

import pytest

from server import checkup
from server.checkup import Verdict
from storage import configuration


@pytest.mark.parametrize(
    ("hosts", "verdict", "said"),
    [
        ("", Verdict.FINE, "localhost, treffen.example.org"),
        ("app1, monitor.lan", Verdict.FINE, "app1, monitor.lan"),
        ("https://app1", Verdict.WRONG, "https://app1"),
        ("*", Verdict.WRONG, "*"),
        ("app1:8501", Verdict.WRONG, "app1:8501"),
    ],
)
def test_it_names_the_hosts_and_what_is_no_name(
    monkeypatch: pytest.MonkeyPatch, hosts: str, verdict: Verdict, said: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://treffen.example.org")
    monkeypatch.setenv("TRUSTED_HOSTS", hosts)
    configuration.configuration.cache_clear()
    found = checkup._trusted_hosts()
    assert found.verdict is verdict
    assert said in found.text


def test_without_a_public_address_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_URL")
    configuration.configuration.cache_clear()
    assert "every local address" in checkup._trusted_hosts().text

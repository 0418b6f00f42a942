"""GET /metrics for Prometheus: for who has METRICS_TOKEN, else for this machine itself. For others it is not there.

Everything here is counted when it is asked for, or costs a click about five microseconds (docs/betrieb.md).
"""

import hmac
import os
from collections.abc import Iterable, Iterator
from ipaddress import ip_address

import streamlit.runtime
from prometheus_client import ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from actions.condition import TROUBLES, condition, free_bytes
from domain.visitor import Role
from server.hosts import name_in
from server.live import hub
from server.measures import registry

_OF_A_PROXY = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
_HERE = {"localhost", "127.0.0.1", "::1"}


def metrics(request: Request) -> Response:
    """GET /metrics"""
    if not may_look(request):
        return PlainTextResponse("not found", status_code=404)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def may_look(request: Request) -> bool:
    """With a token set, only who has it. Without one, only this machine, and nobody through a proxy on it."""
    token = os.environ.get("METRICS_TOKEN", "")
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    through_proxy = any(name in request.headers for name in _OF_A_PROXY)
    asked_for = name_in(request.headers.get("host", ""))
    return not through_proxy and asked_for in _HERE and _is_loopback(request.client.host if request.client else "")


def _is_loopback(address: str) -> bool:
    try:
        # A socket for both kinds of addresses names the older one like this.
        return ip_address(address.removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False


class _Now:
    """What is looked at when it is asked for."""

    def collect(self) -> Iterator[Metric]:
        yield _by("bw_streams", "Open live streams.", "audience", _streams())
        people = {listener.mark for channel in hub.channels for listener in channel.listeners if listener.mark}
        yield GaugeMetricFamily("bw_people_connected", "Different people with a live stream.", len(people))
        yield GaugeMetricFamily("bw_sessions", "Open pages (Streamlit sessions).", _sessions())
        yield GaugeMetricFamily("bw_disk_free_bytes", "Free where DATA_DIR lies.", free_bytes())
        known = condition()
        yield _by(
            "bw_trouble", "1 while this is wrong.", "trouble", [(name, int(name in known)) for name in TROUBLES]
        )


def _streams() -> Iterator[tuple[str, int]]:
    for audience in Role:
        count = sum(len(channel.listeners) for channel in hub.channels if channel.audience is audience)
        if count or audience in (Role.PARTICIPANT, Role.SCREEN, Role.FACILITATOR):
            yield audience.value, count


def _by(name: str, text: str, label: str, values: Iterable[tuple[str, int]]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, count in values:
        family.add_metric([value], count)
    return family


def _sessions() -> int:
    return streamlit.runtime.get_instance()._session_mgr.num_active_sessions() if streamlit.runtime.exists() else 0


registry.register(_Now())
# Memory, processor time and open files; only Linux says so.
ProcessCollector(registry=registry)

"""What a phone loads until its person can check in: `python -m bench.first_load`, to bench/results/first_load.json.

Real Chromium, a profile without cache, bytes as they came over the line. Beside it, in the same run, Streamlit's
own empty page as it is delivered.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.servers import ROOT, environment, running

RESULT = ROOT / "bench" / "results" / "first_load.json"
PORT, FLOOR_PORT = 8731, 8732
PHONE: Any = {"width": 390, "height": 844}
# Bytes a second each way: 400 kbit/s.
BAD_LINE = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PATIENCE_MS = 180_000
BARS = {
    "first_bytes": 750_000,
    "second_bytes": 20_000,
    "meeting_bytes": 1_500_000,
    "slow_seconds": 20.0,
    # One round trip of the bad line, and time to draw on a busy machine.
    "slow_readable_seconds": 1.0,
}


@dataclass
class Visit:
    """One opening of the page."""

    bytes: int
    requests: int
    from_cache: int
    # Until something can be read, and until the form can be typed into.
    readable_seconds: float
    usable_seconds: float


class Meter:
    """Counts what comes over the line into one tab: files, websocket, live stream."""

    def __init__(self, context: BrowserContext, *, bad_line: bool = False) -> None:
        self.page: Page = context.new_page()
        self._line = context.new_cdp_session(self.page)
        self._files: dict[str, int] = {}
        self._running: dict[str, int] = {}
        self._frames = 0
        self.requests = self.from_cache = 0
        self._line.send("Network.enable")
        if bad_line:
            self._line.send("Network.emulateNetworkConditions", BAD_LINE)
        self._line.on("Network.requestWillBeSent", self._asked)
        self._line.on("Network.responseReceived", self._answered)
        self._line.on("Network.dataReceived", self._came)
        self._line.on("Network.loadingFinished", self._finished)
        self._line.on("Network.webSocketFrameReceived", self._frame)

    @property
    def bytes(self) -> int:
        return sum(self._files.values()) + sum(self._running.values()) + self._frames

    def _asked(self, event: dict[str, Any]) -> None:
        self.requests += event["request"]["url"].startswith("http")

    def _answered(self, event: dict[str, Any]) -> None:
        self.from_cache += bool(event["response"].get("fromDiskCache"))

    def _came(self, event: dict[str, Any]) -> None:
        # The live stream never ends, so what came so far counts; the end of a file brings its exact size.
        key = event["requestId"]
        self._running[key] = self._running.get(key, 0) + event["encodedDataLength"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._running.pop(event["requestId"], None)
        self._files[event["requestId"]] = int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        size = len(frame["payloadData"])
        # Binary frames are told in base64.
        self._frames += size * 3 // 4 if frame["opcode"] == 2 else size

    def open(self, address: str, ready: Callable[[Page], None]) -> Visit:
        began = time.monotonic()
        self.page.goto(address, wait_until="commit")
        ready(self.page)
        usable = time.monotonic() - began
        painted = self.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
        return Visit(self.bytes, self.requests, self.from_cache, round(painted / 1000, 2), round(usable, 2))


def measure() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        with (
            _application(data) as doors,
            running("bench/floor.py", FLOOR_PORT, {**os.environ}, log=data / "floor.log"),
        ):
            ours, stock = doors["participants"], f"http://127.0.0.1:{FLOOR_PORT}/?page=fragment"
            result = {
                "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
                "chromium": browser.version,
                "line": {"kbit": 400, "latency_ms": BAD_LINE["latency"]},
                "bars": BARS,
                "fast": _twice(browser, ours, _can_be_typed_into),
                "slow": _twice(browser, ours, _can_be_typed_into, bad_line=True),
                "stock": _twice(browser, stock, _has_its_button),
                "stock_slow": _twice(browser, stock, _has_its_button, bad_line=True),
                "meeting": _meeting(browser, doors),
            }
        browser.close()
    result["kept"] = _kept(result)
    result["ratios"] = {
        "first_bytes": round(result["fast"]["first"]["bytes"] / result["stock"]["first"]["bytes"], 2),
        "slow_seconds": round(
            result["slow"]["first"]["usable_seconds"] / result["stock_slow"]["first"]["usable_seconds"], 2
        ),
    }
    return result


def _twice(
    browser: Browser, address: str, ready: Callable[[Page], None], *, bad_line: bool = False
) -> dict[str, dict[str, Any]]:
    """A phone that was never here, then the same phone again."""
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    visits = {}
    for name in ("first", "second"):
        meter = Meter(context, bad_line=bad_line)
        visits[name] = asdict(meter.open(address, ready))
        # What is still on its way belongs to this visit, and into the cache.
        meter.page.wait_for_timeout(1500 if not bad_line else 5000)
        meter.page.close()
    context.close()
    return visits


def _meeting(browser: Browser, doors: dict[str, str]) -> dict[str, Any]:
    """One phone goes through all activities; the facilitator clicks from one to the next."""
    leader = browser.new_context(locale="de-DE").new_page()
    leader.goto(doors["facilitator"])
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    phone = Meter(context)
    phone.open(doors["participants"], _can_be_typed_into)
    phone.page.locator("input[name=institution]").fill("Gerät im Versuch")
    phone.page.get_by_role("button", name="Mitmachen").click()
    phone.page.locator("input[name=name]").wait_for(state="detached", timeout=PATIENCE_MS)
    activities = 0
    while following := _next(leader):
        phone.page.get_by_role("heading", name=following, exact=True).first.wait_for(timeout=30_000)
        phone.page.wait_for_timeout(1000)
        activities += 1
    return {"activities": activities, "bytes": phone.bytes, "requests": phone.requests}


def _next(leader: Page) -> str:
    """Starts the next activity and says its name; nothing if there is none."""
    button = leader.get_by_role("button", name=re.compile("^Weiter:"))
    try:
        button.wait_for(timeout=5_000)
    except Exception:
        return ""
    name = button.inner_text().partition("Weiter:")[2].strip()
    button.click()
    leader.get_by_role("button", name=f"Weiter: {name}").wait_for(state="detached", timeout=30_000)
    return name


def _can_be_typed_into(page: Page) -> None:
    field = page.locator("input[name=name]")
    field.wait_for(timeout=PATIENCE_MS)
    field.fill("Ada")


def _has_its_button(page: Page) -> None:
    page.get_by_role("button", name="weiter").wait_for(timeout=PATIENCE_MS)


@contextmanager
def _application(data: Path) -> Iterator[dict[str, str]]:
    """The application with the demo, its files prepared as after a first start; the doors of the meeting to play."""
    settings = environment(data, PORT)
    manage = [sys.executable, "manage.py"]
    told = subprocess.run(
        [*manage, "demo"], env=settings, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    subprocess.run([*manage, "compress"], env=settings, cwd=ROOT, check=True, capture_output=True)
    doors = dict(re.findall(r"^ +(participants|facilitator|projector) +(\S+)$", told, re.MULTILINE))
    with running("app.py", PORT, settings, log=data / "app.log"):
        yield doors


def _kept(result: dict[str, Any]) -> dict[str, bool]:
    measured = {
        "first_bytes": result["fast"]["first"]["bytes"],
        "second_bytes": result["fast"]["second"]["bytes"],
        "meeting_bytes": result["meeting"]["bytes"],
        "slow_seconds": result["slow"]["first"]["usable_seconds"],
        "slow_readable_seconds": result["slow"]["first"]["readable_seconds"],
    }
    return {name: measured[name] <= bar for name, bar in BARS.items()}


if __name__ == "__main__":
    found = measure()
    RESULT.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))

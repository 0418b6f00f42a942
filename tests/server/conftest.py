"""Our own routes on a real server, in this process, on a database of the test's own."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from server.headers import SecurityHeaders
from server.live import hub
from server.routes import routes
from storage.database import Database
from tests.server.house import House, begin, built


@asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    hub.start()
    yield
    hub.stop()


@pytest.fixture
def server(database: Database) -> Iterator[httpx.Client]:
    """A browser in front of the running routes; it keeps cookies and does not follow redirects."""
    app = Starlette(routes=routes(), middleware=[Middleware(SecurityHeaders)], lifespan=_lifespan)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        running = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=lambda: asyncio.run(running.serve([listening])), daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as browser:
            yield browser
        running.should_exit = True
        thread.join(10)


@pytest.fixture
def origin(server: httpx.Client) -> dict[str, str]:
    """The header that a browser sends with a form of our own page."""
    return {"Origin": str(server.base_url).rstrip("/")}


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[House]:
    """Two meetings in the running application, one for all tests of this folder."""
    folder: Path = tmp_path_factory.mktemp("house")
    with contextmanager(built)(folder, ("Nord", "Süd"), sqlite_template) as meetings:
        pass
    running = begin(folder, folder / "app.log")
    running.meetings = meetings
    yield running
    if running.process.poll() is None:
        running.stop()

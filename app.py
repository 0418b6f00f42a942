"""The server: Streamlit plus the few HTTP routes beside it. Started by `streamlit run app.py`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from actions.operation import start_database  # noqa: E402
from components.failure import show_failure  # noqa: E402
from server.doors import Doors  # noqa: E402
from server.guard import SocketGuard  # noqa: E402
from server.headers import SecurityHeaders  # noqa: E402
from server.hosts import TrustedHosts  # noqa: E402
from server.housekeeping import collect_garbage, delete_what_is_due, only_process  # noqa: E402
from server.live import hub  # noqa: E402
from server.log import write_lines  # noqa: E402
from server.prepared import PreparedFiles, prepare_files  # noqa: E402
from server.private_files import keep_private  # noqa: E402
from server.routes import routes  # noqa: E402
from server.stopping import stopping  # noqa: E402
from server.theme_memory import remember_theme  # noqa: E402
from server.watch import expire_backups, watch  # noqa: E402
from server.welcome import greet  # noqa: E402


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    write_lines()
    keep_private()
    remember_theme()
    with only_process(), stopping.watched():
        stop_database = start_database()
        hub.start()
        collecting = asyncio.create_task(collect_garbage())
        preparing = asyncio.create_task(prepare_files())
        deleting = asyncio.create_task(delete_what_is_due())
        watching = [asyncio.create_task(each()) for each in (watch, expire_backups)]
        greet()
        yield
        collecting.cancel()
        preparing.cancel()
        deleting.cancel()
        for task in watching:
            task.cancel()
        hub.stop()
        stop_database()


app = st.App(
    ROOT / "pages" / "entry.py",
    lifespan=lifespan,
    routes=routes(),
    # The outermost first.
    middleware=[Middleware(layer) for layer in (TrustedHosts, PreparedFiles, SecurityHeaders, Doors, SocketGuard)],
    on_script_error=show_failure,
)

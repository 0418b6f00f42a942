"""One way to write the log: a line for each thing, with ids and types, without anybody's words.

    at=2027-03-11T13:05:00.123Z level=warning from=server.guard message="A connection was closed by the guard: flood"

Whatever writes into the log, ours or foreign, passes the same place: tokens, codes, addresses, query strings and
Streamlit's session ids are taken out of messages; of an error only its kind and where it happened are told, because
what it says may quote what somebody typed.
"""

import datetime as dt
import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from streamlit import logger as streamlits

_FRAMES_MOST = 12
_HIDDEN = "…"
_SECRETS = tuple(
    (re.compile(pattern), f"{kept}{_HIDDEN}{after}")
    for pattern, kept, after in (
        # A database's password.
        (r"(://)[^/\s@]+@", r"\1", "@"),
        (r"(/(?:live|zurueck|leitung|beamer)/)[^\s\"'?]+", r"\1", ""),
        (r"(/[^\s\"'?]*\?)[^\s\"']+", r"\1", ""),
        (r"\b(?:token|secret|password|cookie|code|session)=[^\s\"'&;]+", "", ""),
        (r"[^\s@\"'<>(),;:/=]+@[\w-]+(?:\.[\w-]+)+", "", ""),
        # What itsdangerous has signed: content, time, signature.
        (r"[\w-]{8,}\.[\w-]{4,}\.[\w-]{20,}", "", ""),
        (r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b", "", ""),
        # Link secrets and hashes: long, with capitals and digits.
        (r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{20,}(?![\w-])", "", ""),
        (r"\b[0-9a-f]{32,}\b", "", ""),
        # Return codes.
        (r"\b[2-9A-HJKMNP-Z]{10}\b", "", ""),
    )
)


def redacted(text: str) -> str:
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class Lines(logging.Formatter):
    """key=value, one line a record."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        parts = {
            "at": at.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        line = " ".join(f"{name}={_quoted(value)}" for name, value in parts.items())
        return f"{line} {record.exc_text}" if record.exc_text else line


def write_lines() -> None:
    """Call when the server starts, after those that write logs have set themselves up."""
    logging.setLogRecordFactory(clean_record)
    if not hasattr(streamlits.setup_formatter, "own"):
        setattr(streamlits, "setup_formatter", _streamlits_formatter(streamlits.setup_formatter))  # noqa: B010
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    for logger in (root, *_all_loggers()):
        for handler in logger.handlers:
            handler.setFormatter(Lines())
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def clean_record(*args: Any, **values: Any) -> logging.LogRecord:
    """A record that holds nothing but what may stand in the log, whatever handler gets it."""
    record = logging.LogRecord(*args, **values)
    if record.name == "uvicorn.access" and isinstance(record.args, tuple):
        # Its formatter takes the arguments apart.
        record.args = tuple(redacted(each) if isinstance(each, str) else each for each in record.args)
    else:
        try:
            record.msg = redacted(record.getMessage())
        except (TypeError, ValueError):
            record.msg = redacted(str(record.msg))
        record.args = ()
    if record.exc_info and record.exc_info[0]:
        record.exc_text = told(record.exc_info[1], record.exc_info[2])
        record.exc_info = None
    record.stack_info = None
    return record


def told(error: BaseException | None, trace: TracebackType | None) -> str:
    """The error's kind, its code if a system gave it one, and the way to it; not its message."""
    kinds: list[str] = []
    each = error
    while each is not None and len(kinds) < 4:
        kinds.append(_kind(each))
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    frames = traceback.extract_tb(trace)[-_FRAMES_MOST:]
    way = " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"error={_quoted(' because of '.join(kinds))} trace={_quoted(f'Traceback: {way}')}"


def _kind(error: BaseException) -> str:
    origin = getattr(error, "orig", None) or error
    codes = (getattr(origin, name, None) for name in ("sqlite_errorname", "sqlstate", "errno"))
    code = next((str(code) for code in codes if isinstance(code, str | int)), "")
    return type(error).__name__ + (f" ({code})" if code else "")


def _short(file: str) -> str:
    return "/".join(file.replace("\\", "/").split("/")[-2:])


def _quoted(text: str) -> str:
    plain = re.fullmatch(r"[^\s\"=]+", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        sys.__excepthook__(kind, error or kind(), trace)
        return
    logging.getLogger("uncaught").error("Nobody caught this.", exc_info=(kind, error or kind(), trace))


def _streamlits_formatter(own: Callable[[logging.Logger], None]) -> Callable[[logging.Logger], None]:
    """Streamlit gives every module's logger a handler of its own when it is first used."""

    def set_up(logger: logging.Logger) -> None:
        own(logger)
        for handler in logger.handlers:
            handler.setFormatter(Lines())

    set_up.own = own  # type: ignore[attr-defined]
    return set_up


def _all_loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [each for each in known if isinstance(each, logging.Logger)]

"""A line to PostgreSQL that breaks at the worst moment: the commit has been sent, its answer never comes."""

import contextlib
import socket
import threading
from urllib.parse import parse_qs, urlsplit


class CuttingLine:
    """A TCP proxy. While armed, it lets a COMMIT through, waits for the answer, keeps it, and cuts the line.

    Armed with `before=True` it cuts before the server has heard of the commit.
    """

    def __init__(self, url: str) -> None:
        self._target = _unix_socket_of(url)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.armed = self.before = False
        self.cuts = 0
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, *, before: bool = False) -> None:
        self.before, self.armed = before, True

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                cut = threading.Event()
                threading.Thread(target=self._up, args=(client, server, cut), daemon=True).start()
                threading.Thread(target=self._down, args=(client, server, cut), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                if b"COMMIT" in data and self._is_to_be_cut():
                    cut.set()
                    if self.before:
                        break
                server.sendall(data)
        if self.before:
            _end(client, server)

    def _down(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if cut.is_set():
                    # The server has committed and said so; nobody hears it.
                    break
                client.sendall(data)
        _end(client, server)

    def _is_to_be_cut(self) -> bool:
        with self._lock:
            was, self.armed = self.armed, False
            self.cuts += was
            return was


def _end(*lines: socket.socket) -> None:
    for line in lines:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()


def _unix_socket_of(url: str) -> str:
    folder = parse_qs(urlsplit(url).query)["host"][0]
    return f"{folder}/.s.PGSQL.5432"

"""A network that fails as real ones do, between a browser and the server: cut, or losing answers that were given."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 65_536


class Network:
    """Stand between the browser and a server at ``port``: everything is passed on while it is ``up``.

    ``losing`` is part of a request's first line; while it is set, such a request reaches the server and its answer does
    not come back. ``at`` is the port for the browser.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.up = True
        self.losing = b""
        self.lost = 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.at = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Lose the network: every connection breaks, and no new one is made."""
        self.up = False
        for one in list(self._open):
            _close(one)

    def mend(self) -> None:
        """Have the network again."""
        self.up = True

    @contextmanager
    def without(self) -> Iterator[None]:
        """Be without a network for a while."""
        self.cut()
        try:
            yield
        finally:
            self.mend()

    def close(self) -> None:
        """Be no more."""
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self.up:
                    _close(near)
                    continue
                far = socket.create_connection(("127.0.0.1", self.port))
                self._open |= {near, far}
                ears = threading.Event()  # set while the answer to the last request is to be lost
                threading.Thread(target=self._out, args=(near, far, ears), daemon=True).start()
                threading.Thread(target=self._back, args=(far, near, ears), daemon=True).start()

    def _out(self, near: socket.socket, far: socket.socket, ears: threading.Event) -> None:
        with suppress(OSError):
            while piece := near.recv(PIECE):
                if self.losing and self.losing in piece.partition(b"\r\n")[0]:
                    ears.set()
                far.sendall(piece)
        self._end(near, far)

    def _back(self, far: socket.socket, near: socket.socket, ears: threading.Event) -> None:
        with suppress(OSError):
            while piece := far.recv(PIECE):
                if ears.is_set():
                    self.lost += 1
                    break
                near.sendall(piece)
        self._end(near, far)

    def _end(self, *those: socket.socket) -> None:
        for one in those:
            self._open.discard(one)
            _close(one)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()

"""Small servers that stand in for a database that goes away and for a Redis that misbehaves."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Handler = Callable[[socket.socket], None]


class Line:
    """A TCP line to another server, which can be cut and mended."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.open: list[socket.socket] = []
        self.port = 0
        self.listener: socket.socket | None = None

    def mend(self) -> None:
        """Take connections, at the same port as before."""
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=[self.listener], daemon=True).start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        if self.listener:
            with contextlib.suppress(OSError):
                self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
        for end in self.open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open.clear()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = listener.accept()
                far = socket.create_connection(self.target, timeout=5)
                far.settimeout(None)
                self.open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=[source, sink], daemon=True).start()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def serving(handler: Handler) -> Iterator[int]:
    """Serve each connection with `handler` in a thread of its own; give the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = listener.accept()
                connections.append(connection)
                threading.Thread(target=guarded, args=[connection], daemon=True).start()

    def guarded(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            handler(connection)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        for end in (listener, *connections):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def silent(connection: socket.socket) -> None:
    """Never answer."""
    connection.settimeout(30)
    while connection.recv(65536):
        pass


def babbling(connection: socket.socket) -> None:
    """Answer with what no Redis says."""
    while connection.recv(65536):
        connection.sendall(b"\x00HTTP/1.1 500 nonsense\r\n\xff")


class Store:
    """Enough of a Redis to store and find bytes. `spoil` changes what is found."""

    def __init__(self, spoil: Callable[[bytes], bytes] = bytes) -> None:
        self.values: dict[bytes, bytes] = {}
        self.spoil = spoil

    def __call__(self, connection: socket.socket) -> None:
        """Serve one connection."""
        stream = connection.makefile("rwb")
        while line := stream.readline():
            words = []
            for _word in range(int(line[1:])):
                words.append(stream.read(int(stream.readline()[1:]) + 2)[:-2])
            stream.write(self._answer(words))
            stream.flush()

    def _answer(self, words: list[bytes]) -> bytes:
        match words:
            case [b"GET", key] if key in self.values:
                value = self.spoil(self.values[key])
                return b"$%d\r\n%s\r\n" % (len(value), value)
            case [b"GET", _key]:
                return b"$-1\r\n"
            case [b"SET", key, value, *_options]:
                self.values[key] = value
                return b"+OK\r\n"
            case [b"HELLO", *_rest]:
                return b"-ERR unknown command\r\n"
        return b"+OK\r\n"

"""A line that fails: a TCP proxy that cuts each connection after so many bytes, whichever way they went."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 4_096


class Cutting:
    """The proxy. `left` bytes pass, over all connections; None lets everything pass. `passed` counts them."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.port = 0
        self.left: int | None = None
        self.passed = 0
        self._loop = asyncio.new_event_loop()
        self._lines: set[asyncio.Task[None]] = set()

    def cut_after(self, count: int | None) -> None:
        """From now on, so many bytes pass."""
        self.left, self.passed = count, 0

    async def open(self) -> None:
        """Listen."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._server = server

    async def close(self) -> None:
        """Let go of everything."""
        self._server.close()
        for each in self._lines:
            each.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._to)
        ways = [
            asyncio.ensure_future(self._pass(reader, to_writer)),
            asyncio.ensure_future(self._pass(to_reader, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in ways:
                each.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in (writer, to_writer):
                end.close()
                with suppress(OSError, asyncio.CancelledError):
                    await end.wait_closed()
            self._lines.discard(task)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(PIECE):
                allowed = piece if self.left is None else piece[: self.left]
                if self.left is not None:
                    self.left -= len(allowed)
                self.passed += len(allowed)
                target.write(allowed)
                await target.drain()
                if self.left == 0:
                    return


@contextmanager
def cutting(port: int) -> Iterator[Cutting]:
    """A proxy before a server, in a thread of its own."""
    proxy = Cutting(port)
    loop = proxy._loop
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(proxy.open(), loop).result(10)
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(proxy.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()

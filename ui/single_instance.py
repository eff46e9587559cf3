"""One window for one workspace: a second start asks the first one to come forward and goes away.

The two meet at a local socket named after the workspace's folder and the person. What a killed program left of the
socket answers nobody: it is removed and the place taken.
"""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW = b"show\n"
PATIENCE = 300  # ms: both are on the same computer, and the word follows the handshake at once


def socket_name(folder: Path) -> str:
    """The name both starts work out from the same folder and person."""
    key = f"{getpass.getuser()}\n{folder.absolute().resolve()}"
    return f"vizitka-{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def ask_to_show(folder: Path) -> bool:
    """Ask the window that has this workspace open to come forward; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(SHOW)
    asked = socket.waitForBytesWritten(PATIENCE)
    socket.disconnectFromServer()
    return asked


def is_open(folder: Path) -> bool:
    """Whether a window has this workspace open; it is left where it is."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(folder))
    found = socket.waitForConnected(PATIENCE)
    socket.disconnectFromServer()
    return found


class FirstWindow(QObject):
    """Holds the place of the first window; `asked` is emitted when a second start wants it in front."""

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        self._listen(folder)

    def move_to(self, folder: Path) -> None:
        """Another workspace is opened in this window."""
        self._server.close()
        self._listen(folder)

    def leave(self) -> None:
        """Let another start be the first."""
        self._server.close()

    def is_first(self) -> bool:
        """Whether the place was taken; without it the program works all the same."""
        return self._server.isListening()

    def _listen(self, folder: Path) -> None:
        name = socket_name(folder)
        if not self._server.listen(name) and not ask_to_show(folder):
            QLocalServer.removeServer(name)  # left by a program that was killed
            self._server.listen(name)

    def _on_connected(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if socket.bytesAvailable() or socket.waitForReadyRead(PATIENCE):
                heard = bytes(socket.readAll().data())
                if heard == SHOW:
                    self.asked.emit()
            socket.close()
            socket.deleteLater()

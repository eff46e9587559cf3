"""Keys pressed on the X server itself (XTEST), as a keyboard does: what arrives has gone the whole way through X."""

import ctypes
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_CORE = 0x100  # XkbUseCoreKbd
_NAMES = {" ": "space", "\n": "Return"}


class RealKeyboard:
    """A keyboard plugged into the X server the tests run on."""

    def __init__(self) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        assert self._display.value, "no X server"

    def types(self, text: str) -> None:
        """Small Latin letters, digits and spaces, one after another."""
        for letter in text:
            self.presses(_NAMES.get(letter, letter))

    def presses(self, key: str, held: Sequence[str] = ()) -> None:
        """One key by its X name ("F5", "Return", "k"), with others held down ("Control_L")."""
        codes = [self._code(one) for one in (*held, key)]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, ctypes.c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    @contextmanager
    def russian(self) -> Iterator[None]:
        """Switch the server to a Russian layout beside the Latin one, as a person does by the keys of the system.

        Keys go on being named by what is printed on them in Latin.
        """
        subprocess.run(["setxkbmap", "us,ru"], check=True)
        self._lock_group(1)
        try:
            yield
        finally:
            self._lock_group(0)
            subprocess.run(["setxkbmap", "us"], check=True)

    def close(self) -> None:
        """Unplug it."""
        self._x.XCloseDisplay(self._display)

    def _lock_group(self, group: int) -> None:
        self._x.XkbLockGroup(self._display, _CORE, group)
        self._x.XSync(self._display, 0)

    def _code(self, key: str) -> int:
        symbol = ctypes.c_ulong(self._x.XStringToKeysym(key.encode()))
        code = int(self._x.XKeysymToKeycode(self._display, symbol)) & 0xFF
        assert code, key
        return code


@contextmanager
def real_keyboard() -> Iterator[RealKeyboard]:
    """A keyboard for as long as it is needed."""
    made = RealKeyboard()
    try:
        yield made
    finally:
        made.close()

"""Invitation codes a person can read out and type, tokens nobody can guess, and the hashes kept of both."""

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's alphabet: nothing in it is taken for something else
_MISREAD = str.maketrans("OIL", "011")
_LENGTH, _GROUP = 10, 5
_TOKEN_BYTES = 32


def new_code() -> str:
    """A code of 50 bits, like 7KQ3M-X9TDH."""
    letters = "".join(secrets.choice(_LETTERS) for _place in range(_LENGTH))
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def code_hash(typed: str) -> bytes:
    """What is kept of a code; small letters, spaces and what is easily misread make no difference."""
    plain = "".join(letter for letter in typed.upper().translate(_MISREAD) if letter in _LETTERS)
    return hashlib.sha256(b"invitation " + plain.encode()).digest()


def new_token() -> str:
    """A device's secret of 256 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What is kept of it; a random secret needs no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def login_of(name: str) -> str:
    """What a person signs in with: the name, whatever its case and spaces."""
    return " ".join(name.casefold().split())

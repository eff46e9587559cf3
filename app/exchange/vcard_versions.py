"""The versions of vCard we write."""

from typing import Literal

VCardVersion = Literal["4.0", "3.0", "2.1"]

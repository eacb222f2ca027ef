"""Sets of small numbers as bits in a blob, for SQL that has no means to change one of them."""

from __future__ import annotations


def with_bit(bits: bytes, place: int) -> bytes:
    """The same with one more bit set; a blob is as long as its last bit needs."""
    changed = bytearray(bits.ljust(place // 8 + 1, b"\0"))
    changed[place // 8] |= 1 << place % 8
    return bytes(changed)

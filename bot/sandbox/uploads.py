from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Upload:
    """A file on its way: its name and size in bytes, and its content once it has come."""

    name: str
    length: int
    content: bytes | None = None

"""What people and channels are called in an export."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

Names: TypeAlias = Mapping[str, str]
"""By the ids of people and channels; what is missing is known by its id alone."""
NO_NAMES: Names = MappingProxyType({})

"""Who and what stands in every workspace of the sandbox; each folder has a `workspace` of its own."""

from __future__ import annotations

import pytest

from tests.sandbox.person import Person, Workspace


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return workspace.person("Ana")


@pytest.fixture
def bo(workspace: Workspace) -> Person:
    return workspace.person("Bo")


@pytest.fixture
def backend(workspace: Workspace) -> str:
    return workspace.channel("backend")

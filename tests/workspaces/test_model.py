from __future__ import annotations

import pytest

from bot.workspaces.model import Conversation, Viewer

MEMBER = Viewer("T1", "U1")
HERE = Viewer("T1", "U1", frozenset({"C1"}))
GUEST_HERE = Viewer("T1", "U1", frozenset({"C1"}), sees_public=False)
GUEST = Viewer("T1", "U1", sees_public=False)
STRANGER = Viewer("T2", "U1", frozenset({"C1"}))


@pytest.mark.parametrize(
    ("viewer", "kind", "sees"),
    [
        (MEMBER, "public", True),
        (MEMBER, "private", False),
        (MEMBER, "direct", False),
        (HERE, "public", True),
        (HERE, "private", True),
        (HERE, "direct", True),
        (GUEST_HERE, "public", True),
        (GUEST_HERE, "private", True),
        (GUEST, "public", False),
        (GUEST, "private", False),
        (STRANGER, "public", False),
        (STRANGER, "private", False),
        (STRANGER, "direct", False),
    ],
)
def test_a_viewer_sees_by_workspace_then_place_then_kind(viewer: Viewer, kind: str, *, sees: bool) -> None:
    conversation = Conversation("T1", "C1", kind)  # type: ignore[arg-type]  # a parameter of the test
    assert viewer.may_see(conversation) is sees


def test_a_conversation_of_unknown_kind_is_private() -> None:
    assert Conversation("T1", "C1").kind == "private"

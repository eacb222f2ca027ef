from __future__ import annotations

from bot.consultations.model import Change
from bot.slack.blocks.message import Scene
from bot.slack.picture import picture
from tests.slack.blocks.scenes import NOW, answer, read, scene

CHANGE = Change(question="load", before="few", after="many", by="UANA", at=NOW)


def slots(shown: Scene) -> list[str]:
    return [post.slot for post in picture(shown)]


def test_the_root_stands_in_the_channel_and_the_rest_in_the_thread() -> None:
    posts = picture(scene(asked=("admin",)))
    assert [(post.slot, post.in_thread) for post in posts] == [("root", False), ("question:admin", True)]


def test_an_answered_question_folds_and_the_next_one_opens() -> None:
    posts = {
        post.slot: post.message for post in picture(scene({"load": answer("few")}, asked=("load", "admin")))
    }
    assert len(posts["question:load"].blocks) == 1
    assert len(posts["question:admin"].blocks) == 4


def test_a_question_being_changed_is_open_and_the_recommendation_stays() -> None:
    again = scene({"admin": answer("needed")}, asked=("admin",), revisiting="admin")
    assert slots(again) == ["root", "question:admin", "result"]
    assert len(picture(again)[1].message.blocks) == 4


def test_a_question_that_the_brief_answered_opens_when_it_is_changed() -> None:
    again = scene({"admin": read("needed", "staff")}, revisiting="admin")
    assert slots(again) == ["root", "question:admin", "result"]


def test_the_recommendation_waits_for_the_last_answer() -> None:
    assert slots(scene(asked=("admin",))) == ["root", "question:admin"]
    assert slots(scene({"admin": answer("needed")}, asked=("admin",))) == ["root", "question:admin", "result"]


def test_the_recommendation_stays_while_the_rest_is_asked() -> None:
    asking = scene({"load": answer("few")}, asked=("load", "admin"), asks_the_rest=True)
    assert slots(asking) == ["root", "question:load", "result", "question:admin"]


def test_every_change_has_a_line() -> None:
    changed = scene({"load": answer("many")}, asked=("load", "admin"), changes=(CHANGE, CHANGE))
    assert slots(changed) == ["root", "question:load", "change:1", "change:2", "question:admin"]


def test_a_decision_closes_the_thread() -> None:
    done = scene({"admin": answer("needed")}, asked=("admin",), state="recorded", decision=12)
    assert slots(done) == ["root", "question:admin", "result", "decision"]


def test_nothing_can_be_answered_after_a_cancellation() -> None:
    closed = scene({"load": answer("few")}, asked=("load", "admin"), revisiting="load", state="cancelled")
    thread = [post.message for post in picture(closed)[1:]]
    assert not any(
        block["type"] == "actions" or "accessory" in block for each in thread for block in each.blocks
    )


def test_the_same_state_gives_the_same_digests() -> None:
    first, second = (picture(scene({"admin": answer("needed")}, asked=("admin",))) for _ in range(2))
    assert [post.message.digest() for post in first] == [post.message.digest() for post in second]


def test_another_answer_gives_another_digest() -> None:
    yes, no = (picture(scene({"admin": answer(option)}, asked=("admin",))) for option in ("needed", "none"))
    assert yes[1].message.digest() != no[1].message.digest()


def test_what_the_knowledge_has_lost_does_not_stop_the_picture() -> None:
    lost = scene({"gone": answer("away")}, asked=("gone", "missing"), revisiting="gone")
    assert slots(lost) == ["root", "question:gone"]


def test_while_an_answer_is_changed_no_other_question_is_open() -> None:
    both = scene({"admin": answer("needed")}, asked=("admin", "api"), revisiting="admin")
    assert slots(both) == ["root", "question:admin"]

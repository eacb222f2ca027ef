from __future__ import annotations

import pytest

from bot.slack.incoming import as_commanded, as_typed, unescaped


@pytest.mark.parametrize(
    ("delivered", "typed"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("<@U1ADVISOR> we need a shop", "we need a shop"),
        ("<@U1|ana> and <@W2> ask", "and ask"),
        ("see <#C1|backend>", "see #backend"),
        ("<!channel> <!here|here> now", "@channel @here now"),
        ("<!subteam^S1|@ops> edit records", "@ops edit records"),
        ("<https://x.example|our site>", "our site"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("two\n  lines", "two lines"),
        ("  ", ""),
    ],
)
def test_a_message_is_read_as_its_writer_saw_it(delivered: str, typed: str) -> None:
    assert as_typed(delivered) == typed


def test_what_was_typed_with_angle_brackets_makes_no_mention() -> None:
    assert as_typed("&lt;!channel&gt;") == "<!channel>"


def test_only_what_slack_escapes_is_unescaped() -> None:
    assert unescaped("a  &lt;b&gt; &quot;\nc") == "a  <b> &quot;\nc"


def test_a_command_keeps_the_names_of_people_and_what_was_typed_like_markup() -> None:
    assert as_commanded("<@U1|bo> wants &lt;!channel&gt; &amp; co") == "@bo wants <!channel> & co"

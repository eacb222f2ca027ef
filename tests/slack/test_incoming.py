from __future__ import annotations

import pytest

from bot.slack.incoming import as_commanded, as_typed


@pytest.mark.parametrize(
    ("delivered", "typed"),
    [
        ("decisions by:<@U1ANA|ana> celery", "decisions by:U1ANA celery"),
        ("decisions by: <@U1ANA> in:<#C1BACK|backend>", "decisions by:U1ANA in:C1BACK"),
        ("a tool for <@U1ANA|ana> in <#C1BACK|backend>", "a tool for @ana in #backend"),
        ("R&amp;D &lt;b&gt; <http://x.org>", "R&D <b> http://x.org"),
    ],
)
def test_a_command_reads_as_it_was_typed_and_its_filters_keep_ids(delivered: str, typed: str) -> None:
    assert as_commanded(delivered) == typed


def test_a_message_to_the_bot_loses_its_mentions_but_those_in_filters() -> None:
    assert as_typed("<@UBOT> decisions by:<@U1ANA> celery") == "decisions by:U1ANA celery"

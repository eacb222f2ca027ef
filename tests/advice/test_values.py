from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.consultations.model import SignOff


def test_what_people_wrote_is_not_quoted_where_it_does_not_validate() -> None:
    with pytest.raises(ValidationError) as refused:
        SignOff.model_validate({"user": "U1", "agrees": "our secret plan"})
    assert "secret" not in str(refused.value)

"""The one class for what a person can put right."""


class Mistake(Exception):  # noqa: N818 - the word is the opposite of a bug; "MistakeError" says it twice
    """A mistake of the user or the operator: one plain sentence that says what happened and what to do."""

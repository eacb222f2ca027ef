"""The rules of Block Kit, read from docs.slack.dev/reference/block-kit and reported all at once."""

from bot.sandbox.validation.checks import Problem
from bot.sandbox.validation.surfaces import home_problems, message_problems, modal_problems

__all__ = ["Problem", "home_problems", "message_problems", "modal_problems"]

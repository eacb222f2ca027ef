"""Choose a Python web framework with your team in Slack, and remember why."""

__version__ = "0.1.0"

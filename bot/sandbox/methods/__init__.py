"""The Web API (docs.slack.dev/reference/methods), a module for each family of methods."""

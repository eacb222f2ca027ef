"""A Slack that runs on one machine, for people to try the advisor in and for tests to drive it through."""

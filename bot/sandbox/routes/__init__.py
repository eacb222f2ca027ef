"""The HTTP and WebSocket endpoints: for the app, for people, and for tests."""

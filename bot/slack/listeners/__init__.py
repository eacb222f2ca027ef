"""Listeners: read the payload, call a use case, answer, hand on."""

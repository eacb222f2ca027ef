"""How events and interactions reach the app: over Socket Mode or as signed HTTP requests."""

from bot.sandbox.delivery.transport import Delivery, Http, Socket

__all__ = ["Delivery", "Http", "Socket"]

"""Starts the real program and talks to it as customers and employees do."""

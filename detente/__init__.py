"""Détente: political event data that can be checked."""

__version__ = "0.2.0"

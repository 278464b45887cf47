"""Bytes -> Document."""

from detente.read.base import BadInput, ReadOptions
from detente.read.files import read_path
from detente.read.jsonl import read_json_lines

__all__ = ["BadInput", "ReadOptions", "read_json_lines", "read_path"]

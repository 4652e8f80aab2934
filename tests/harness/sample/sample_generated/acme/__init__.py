"""Acme, an invented vendor: written by hand in the shape of generated code."""

from portwright_runtime import require_api

from .client import Acme, SyncAcme
from .connection import AcmeConnection

require_api(1)

__all__ = ["Acme", "AcmeConnection", "SyncAcme"]

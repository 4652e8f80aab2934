"""A proxy on loopback that does to a live vendor's answers what a script says."""

from portwright_harness.proxy.proxy import FaultProxy, MakeFaultProxy, Passage
from portwright_harness.proxy.reading import ScriptError, read_script
from portwright_harness.proxy.script import Rule, Script

__all__ = [
    "FaultProxy",
    "MakeFaultProxy",
    "Passage",
    "Rule",
    "Script",
    "ScriptError",
    "read_script",
]

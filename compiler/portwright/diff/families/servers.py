"""Families of changes to where the vendor answers."""

from __future__ import annotations

from portwright.diff.family import Family
from portwright.diff.verdict import Verdict

FAMILIES = (
    Family(
        "server-moved",
        "the vendor's server is {after}, no longer {before}",
        (Verdict.BREAKS_REQUEST, Verdict.UNKNOWN),
        means="A base URL of the spec's environments was one of the document's servers, and what "
        "is called with it is at none of the new ones. Servers and paths are compared together, "
        "so that a path may move into the server's URL. Of a base URL whose host the caller "
        "names, it is not known where it leads.",
        breaks="Calls go to a host or a path that the vendor does not name any more.",
        remedy="Change the environment's `base_url`.",
    ),
    Family(
        "operation-server-moved",
        "`{subject}` is answered at {after}, no longer at {before}",
        (Verdict.BREAKS_REQUEST, Verdict.UNKNOWN),
        means="The same of the server of a single operation or path.",
        breaks="Calls go where the vendor does not answer them any more.",
        remedy="A spec has no base URLs of single operations where it names environments: the "
        "operation needs a spec of its own, or the vendor's word that the old URL stays.",
    ),
)

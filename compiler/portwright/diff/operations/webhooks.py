"""Events of a vendor that an integration takes, and that are declared no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portwright.diff.change import Change, How, Use
from portwright.diff.verdict import Verdict
from portwright.language.spec import Spec
from portwright.openapi.document import OpenApi
from portwright.openapi.pointer import escape
from portwright.source.span import Span

Taken = Mapping[str, tuple[str, Span | None]]
"""By event: the webhook of the spec that takes it, and where."""


def compare_webhooks(spec: Spec | None, old: OpenApi, new: OpenApi) -> Iterator[tuple[Change, Use]]:
    """Webhooks of 3.1, and callbacks of operations; all of them where there is no spec."""
    before, after = _declared(old), _declared(new)
    taken: Taken = _taken(spec) if spec is not None else dict.fromkeys(before, ("", None))
    for name in sorted(before.keys() - after.keys()):
        if name in taken:
            change = Change("webhook-removed", Verdict.DEGRADED, before[name], "", name)
            hook, span = taken[name]
            path = name if hook else ""
            yield change, Use(hook or name, None, path, change.verdict, How.WEBHOOK, span)


def _taken(spec: Spec) -> Taken:
    return {
        str(event): (str(name), event.span)
        for name, hook in spec.webhooks.items()
        for event in hook.events
    }


def _declared(document: OpenApi) -> Mapping[str, str]:
    """By name, with the pointer of each."""
    found: dict[str, str] = {}
    for entry in document.operations.values():
        callbacks = entry.data.get("callbacks")
        for name in callbacks if isinstance(callbacks, Mapping) else ():
            found.setdefault(str(name), f"{entry.pointer}/callbacks/{escape(str(name))}")
    webhooks = document.data.get("webhooks")
    for name in webhooks if isinstance(webhooks, Mapping) else ():
        found[str(name)] = f"#/webhooks/{escape(str(name))}"
    return found

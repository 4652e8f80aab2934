"""`webhooks:` of a spec: verified, acknowledged, deduplicated, mapped."""

from __future__ import annotations

from typing import Annotated

from portwright.language.policies import Retry
from portwright.language.quantities import Count, Duration
from portwright.language.record import Record, Table, Words, key, record
from portwright.language.terms import Const, UrlPath
from portwright.source.nodes import Node
from portwright.source.span import Text


@record()
class Hmac(Record):
    """A keyed hash of the signed parts."""

    algo: Text = key("The hash, such as `sha256`.")
    secret: Text = key("A name of connection.secrets.")
    encoding: Text = key("How the signature is written, such as `hex` or `base64`.")


@record()
class SignatureHeader(Record):
    """The header that carries the signature."""

    name: Text = key("The header's name.")
    format: Text | None = key("How its parts are written, such as `kv_list`.", default=None)
    timestamp: Text | None = key("The part that is the timestamp.", default=None)
    signature: Text | None = key("The part that is the signature.", default=None)


@record(one_of=(("hmac", "rsa", "ecdsa", "ed25519"),))
class Verify(Record):
    """How a delivery proves who sent it."""

    hmac: Hmac | None = key("A keyed hash.", default=None)
    rsa: Node | None = key("An RSA signature.", default=None)
    ecdsa: Node | None = key("An ECDSA signature.", default=None)
    ed25519: Node | None = key("An Ed25519 signature.", default=None)
    header: SignatureHeader | None = key("Where the signature stands.", default=None)
    signed: tuple[Text | Const, ...] = key("What is signed, part by part, as received.")
    tolerance: Duration | None = key("How old, or how far ahead, one may be.", default=None)
    body: Annotated[Text, Words("not_covered")] | None = key(
        "That the vendor's own scheme leaves the body out.", default=None
    )


@record()
class Ack(Record):
    """What the vendor is answered, and when."""

    after: Text = key("The step that comes before the answer, such as `enqueue`.")
    within: Duration | None = key("How long the vendor waits.", default=None)
    status: Count | None = key("The status of the answer.", default=None)


@record()
class Dedupe(Record):
    """How a delivery that came before is known."""

    keep: Duration | None = key("How long ids are kept.", default=None)
    # Last, because the name hides `key` from the lines below it.
    key: Text = key("A path to the event's id.")


@record()
class Event(Record):
    """One type of event, and what it becomes."""

    emit: Text = key("The event of the port.")
    at: Text | None = key("A path to what the event is about.", default=None)
    use: Text | None = key("A name of `mappings`.", default=None)


@record()
class Handler(Record):
    """How the team's own handler is called."""

    retry: Retry | None = key("When it is called again.", default=None)
    dead_letter: Text | None = key("Where an event goes that it never took.", default=None)


@record()
class Webhook(Record):
    """One endpoint for a vendor's deliveries."""

    path: UrlPath = key("Where it is mounted.")
    verify: Verify = key("How a delivery proves who sent it.")
    ack: Ack | None = key("What the vendor is answered.", default=None)
    dedupe: Dedupe | None = key("How a delivery that came before is known.", default=None)
    order_by: Text | None = key("A path to what orders events.", default=None)
    type: Text = key("A path to the event's type.")
    events: Table[Event] = key("Types of events, and what they become.")
    other: Annotated[Text, Words("ignore")] | None = key(
        "What becomes of other types.", default=None
    )
    handler: Handler | None = key("How the team's handler is called.", default=None)
    reconcile: Node | None = key("How missed deliveries are asked for.", default=None)

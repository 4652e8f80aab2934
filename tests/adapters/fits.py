"""Which adapter fits which port, for a type checker to tell; see test_adapters_fit.py."""

from generated.ports.payments import PaymentsPort, SyncPaymentsPort
from generated.ports.shipping import ShippingPort, SyncShippingPort
from generated.shipstation_v1 import (
    ShipstationV1Connection,
    ShipstationV1Shipping,
    SyncShipstationV1Shipping,
)
from generated.shipstation_v2 import (
    ShipstationV2Connection,
    ShipstationV2Shipping,
    SyncShipstationV2Shipping,
)
from generated.stripe import StripeConnection, StripePayments, SyncStripePayments

v1 = ShipstationV1Connection.from_env()
v2 = ShipstationV2Connection.from_env("sandbox")
stripe = StripeConnection.from_env("test")

shipping: ShippingPort = ShipstationV1Shipping(v1)
shipping = ShipstationV2Shipping(v2)
shipping_in_threads: SyncShippingPort = SyncShipstationV1Shipping(v1)
shipping_in_threads = SyncShipstationV2Shipping(v2)
payments: PaymentsPort = StripePayments(stripe)
payments_in_threads: SyncPaymentsPort = SyncStripePayments(stripe)

shipping = StripePayments(stripe)  # does not fit
shipping = SyncShipstationV2Shipping(v2)  # does not fit
shipping_in_threads = ShipstationV2Shipping(v2)  # does not fit
payments = ShipstationV1Shipping(v1)  # does not fit
payments_in_threads = StripePayments(stripe)  # does not fit


async def ask(port: ShippingPort) -> str:
    """What a caller sees is the port's alone."""
    async for label in port.list_labels():
        return label.labelData  # does not fit
    await port.void_label(label_id=401)  # does not fit
    return (await port.get_rates(carrier="ups"))[0].service  # does not fit

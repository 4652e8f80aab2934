"""Consent of an account's owner, for connections by authorization code."""

from portwright_runtime._async.redeem import redeem as async_redeem
from portwright_runtime._sync.redeem import redeem
from portwright_runtime.auth.consent import Consent, ask_consent

__all__ = ["Consent", "ask_consent", "async_redeem", "redeem"]

"""Errors of Acme."""

from __future__ import annotations

from portwright_runtime import ErrorClasses, errors

from . import models


class AcmeError(errors.VendorError):
    """Acme refused a call."""

    @property
    def error(self) -> models.Error | None:
        found = super().error
        return found if isinstance(found, models.Error) else None


class AcmeRejected(AcmeError, errors.Rejected):
    """Acme rejected the request."""


class AcmeNotFound(AcmeError, errors.NotFound):
    """There is no such thing at Acme."""


CLASSES = ErrorClasses(
    base=AcmeError, rejected=AcmeRejected, not_found=AcmeNotFound, code=("error", "code")
)

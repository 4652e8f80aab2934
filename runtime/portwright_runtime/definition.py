"""What a generated method is made of, whichever client it is on."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec

from portwright_runtime.call import Request
from portwright_runtime.spec import OperationSpec, R

P = ParamSpec("P")

Build = Callable[Concatenate[Any, P], Request]


class MethodDoc:
    """The `__doc__` of a bound call is that of its method; the class keeps its own."""

    def __init__(self, own: str | None) -> None:
        self._own = own

    def __get__(self, call: Any, owner: type) -> str | None:
        if call is None:
            return self._own
        doc: str | None = call._definition.__doc__
        return doc


class Definition(Generic[P, R]):
    """`spec` says what the operation is, `build` makes its request from the arguments."""

    __name__: str

    def __init__(self, spec: OperationSpec[R], build: Build[P]) -> None:
        self.spec = spec
        self.build = build
        for attribute in functools.WRAPPER_ASSIGNMENTS:
            setattr(self, attribute, getattr(build, attribute, None))
        self.__wrapped__ = build

    def request(self, *args: P.args, **kwargs: P.kwargs) -> Request:
        """What a call with these arguments sends, for `send` and `items_of` of a bound one.

        Made without a client: a request depends on nothing but its arguments.
        """
        return self.build(None, *args, **kwargs)

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.build)

    @functools.cached_property
    def bound_signature(self) -> inspect.Signature:
        """The signature without the client."""
        signature = self.__signature__
        return signature.replace(parameters=list(signature.parameters.values())[1:])

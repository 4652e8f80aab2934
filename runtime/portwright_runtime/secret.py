"""A value that must not be shown: credentials, tokens, keys."""

from typing import Final, NoReturn

from portwright_runtime.errors import ConfigurationError

_HIDDEN: Final = "Secret(***)"


class Secret:
    """Holds a secret string; only `reveal()` shows it.

    repr, str and format hide it, equality takes constant time, pickling raises TypeError. Text that
    is not Unicode (lone surrogates: bytes that were not UTF-8) is a ConfigurationError.
    """

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        fits = is_unicode(value)
        self.__value = value if fits else ""
        # Frames are shown too, with what their names stand for.
        del value
        if not fits:
            raise ConfigurationError("a secret holds half a character: bytes that are not UTF-8?")

    def reveal(self) -> str:
        """The secret itself, for the place that sends it."""
        return self.__value

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __repr__(self) -> str:
        return _HIDDEN

    def __format__(self, spec: str) -> str:
        return format(_HIDDEN, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        import hmac

        return hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: object) -> "Secret":
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a Secret is not pickled; hand over what reads it instead")


def is_unicode(text: str) -> bool:
    """Whether a text can be encoded: what cannot is quoted by the errors that Python raises."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

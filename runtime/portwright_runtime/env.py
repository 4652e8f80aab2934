"""Settings and secrets from environment variables, all missing ones told at once."""

from collections.abc import Mapping
from contextlib import suppress

from portwright_runtime.errors import ConfigurationError, MissingSetting
from portwright_runtime.secret import Secret


class Variables:
    """Reads `<PREFIX>_<NAME>` variables; `check()` after the last read raises MissingSetting.

    An empty variable counts as missing.
    """

    def __init__(self, prefix: str, environ: Mapping[str, str]) -> None:
        self._prefix = prefix.upper()
        self._environ = environ
        self._missing: list[str] = []

    def required(self, name: str) -> str:
        """The value; noted as missing when there is none."""
        variable = self._variable(name)
        value = self._environ.get(variable, "")
        if not value:
            self._missing.append(variable)
        return value

    def optional(self, name: str) -> str | None:
        """The value, or None."""
        return self._environ.get(self._variable(name)) or None

    def secret(self, name: str) -> Secret:
        """The value, hidden; noted as missing when there is none.

        Without a line break at its end, which files that hold secrets have and no secret does.
        ConfigurationError if it holds bytes that are not UTF-8.
        """
        with suppress(ConfigurationError):
            return Secret(self.required(name).rstrip("\r\n"))
        raise ConfigurationError(f"{self._variable(name)} holds bytes that are not UTF-8")

    def check(self) -> None:
        """Raise MissingSetting naming every required variable that was not there."""
        if self._missing:
            raise MissingSetting(tuple(self._missing))

    def _variable(self, name: str) -> str:
        return f"{self._prefix}_{name.upper()}"

    def __repr__(self) -> str:
        return f"Variables({self._prefix!r})"

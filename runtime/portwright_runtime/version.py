"""The version of the runtime's interface to generated code."""

from typing import Final

from portwright_runtime.errors import ConfigurationError

API_VERSION: Final = 1


def require_api(version: int) -> None:
    """Refuse a generated package that was made for another runtime; it calls this on import."""
    if version != API_VERSION:
        raise ConfigurationError(
            f"generated code needs runtime API {version}, but this is API {API_VERSION}: "
            "compile it again with the portwright that is installed"
        )

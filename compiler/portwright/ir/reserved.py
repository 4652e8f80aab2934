"""Names that generated code uses itself, so that nothing of a vendor's may have them.

What the clients of the runtime have is asked of them; what the templates import or define stands
here, and a test reads the templates to see that nothing is missing.
"""

from __future__ import annotations

from functools import cache
from typing import Final

# Types that stand in annotations: what has such a name in a class body hides it there.
ANNOTATIONS: Final = frozenset(("bool", "bytes", "dict", "float", "int", "list", "str"))
# msgspec's own `field` stands in class bodies.
FIELDS: Final = ANNOTATIONS | {"field"}
# What the class body of the operations uses besides types.
METHODS: Final = ANNOTATIONS | {"models", "operation", "paged"}
ARGUMENTS: Final = frozenset(("cls", "models", "options", "self"))
MODEL_CLASSES: Final = frozenset(
    (
        *("Annotated", "Any", "Decimal", "False", "Literal", "Meta", "None", "Struct", "True"),
        *("TypeAlias", "UNSET", "UnsetType"),
    )
)
# Classes and constants of Python itself, as of 3.13: written down, because names must not depend on
# the interpreter that compiles.
BUILTINS: Final = frozenset(
    (
        *("ArithmeticError", "AssertionError", "AttributeError", "BaseException"),
        *("BaseExceptionGroup", "BlockingIOError", "BrokenPipeError", "BufferError"),
        *("BytesWarning", "ChildProcessError", "ConnectionAbortedError"),
        *("ConnectionError", "ConnectionRefusedError", "ConnectionResetError"),
        *("DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning"),
        *("EnvironmentError", "Exception", "ExceptionGroup", "False", "FileExistsError"),
        *("FileNotFoundError", "FloatingPointError", "FutureWarning", "GeneratorExit"),
        *("IOError", "ImportError", "ImportWarning", "IndentationError", "IndexError"),
        *("InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt"),
        *("LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "None"),
        *("NotADirectoryError", "NotImplemented", "NotImplementedError", "OSError"),
        *("OverflowError", "PendingDeprecationWarning", "PermissionError"),
        *("ProcessLookupError", "PythonFinalizationError", "RecursionError"),
        *("ReferenceError", "ResourceWarning", "RuntimeError", "RuntimeWarning"),
        *("StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning"),
        *("SystemError", "SystemExit", "TabError", "TimeoutError", "True", "TypeError"),
        *("UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError"),
        *("UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UserWarning"),
        *("ValueError", "Warning", "ZeroDivisionError"),
    )
)
# What the module of a client imports, and so cannot define.
CLIENT_CLASSES: Final = frozenset(
    (
        *("Answer", "AnswerCursor", "Any", "AsyncClient", "At", "Body", "CallOptions", "Decimal"),
        *("Final", "Header", "Idempotent", "Keyed", "LastItem", "LinkHeader", "Literal"),
        *("NaturalKey", "NextUrl", "ODataLink", "Offset", "OperationSpec", "PageNumber", "Paging"),
        *("Query", "QueryPosition", "Read", "Request", "SyncClient", "Unsafe", "UnsetType"),
    )
)


@cache
def client_attributes() -> frozenset[str]:
    """What every generated client has already; a method of that name would take its place, or
    never be reached."""
    # Imported here: whoever names models only need not pay for the clients.
    from portwright_runtime import AsyncClient, SyncClient

    return frozenset(name for client in (AsyncClient, SyncClient) for name in dir(client))


def client_classes(prefix: str) -> tuple[str, ...]:
    """The classes that the module of a client defines."""
    return (prefix, f"Sync{prefix}", f"{prefix}Operations")

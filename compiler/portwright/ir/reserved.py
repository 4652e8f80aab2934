"""Names that generated code uses itself, so that nothing of a vendor's may have them.

What the clients of the runtime have, and what the templates import or define, stands here; a test
reads both to see that nothing is missing.
"""

from __future__ import annotations

from typing import Final

# The folder among the packages of vendors that holds those of ports.
PORTS: Final = "ports"
# Types that stand in annotations: what has such a name in a class body hides it there.
ANNOTATIONS: Final = frozenset(("bool", "bytes", "dict", "float", "int", "list", "str"))
# msgspec's own `field` stands in class bodies.
FIELDS: Final = ANNOTATIONS | {"field"}
# What the class body of the operations uses besides types.
METHODS: Final = ANNOTATIONS | {"models", "operation", "paged"}
ARGUMENTS: Final = frozenset(("cls", "models", "options", "self"))
MODEL_CLASSES: Final = frozenset(
    (
        *("Annotated", "Any", "Decimal", "False", "Json", "JsonInput", "JsonObjectInput"),
        *("Literal", "Meta", "None", "Struct", "True", "TypeAlias", "UNSET", "UnsetType"),
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
        *("Answer", "AnswerCursor", "Any", "AsyncClient", "AsyncResource", "At", "Body"),
        *("CallOptions", "Decimal", "File", "Final", "Header", "HeaderUrl", "Idempotent", "Json"),
        *("JsonInput", "JsonObjectInput", "Keyed", "LastItem", "LinkHeader", "Literal"),
        *("NaturalKey", "NextUrl", "ODataLink", "Offset", "OperationSpec", "PageNumber", "Paging"),
        *(
            "Query",
            "QueryPosition",
            "Read",
            "Request",
            "SyncClient",
            "SyncResource",
            "Unsafe",
            "UnsetType",
        ),
    )
)
# What every client of the runtime has that a method could replace: written down, so that naming an
# operation does not load the drivers.
CLIENT_ATTRIBUTES: Final = frozenset(
    ("aclose", "breakers", "close", "isolate", "limits", "restore", "vendor")
)
# Modules of a package and names that the class of a client uses, which no group of operations can
# have; then what Windows keeps for devices, and what pytest runs by itself.
GROUPS: Final = (
    CLIENT_ATTRIBUTES
    | METHODS
    | frozenset(
        (
            *("adapter", "client", "connection", "domain_errors", "errors", "limits", "manifest"),
            *("mappings", "policies", "requests", "rules"),
            *("annotations", "cached_property", "classmethod", "groups", "operations", "property"),
            *("raw", "self", "sent", "shared", "staticmethod"),
            *(
                "aux",
                "con",
                "nul",
                "prn",
                *(f"{kind}{n}" for kind in ("com", "lpt") for n in "123456789"),
            ),
            "conftest",
        )
    )
)

# Classes and constants that the modules of an adapter import: a class of the port of this name has
# another one there.
ADAPTER_CLASSES: Final = frozenset(
    (
        *("Any", "AsyncAdapter", "AsyncIterator", "AsyncStream", "Clause", "Decimal"),
        *("EXPONENTS", "Final", "Headers", "Iterator", "Json", "JsonInput", "JsonObjectInput"),
        *("Mapping", "Money", "Request"),
        *(
            "Request",
            "Sequence",
            "SyncAdapter",
            "SyncStream",
            "TYPE_CHECKING",
            "UNSET",
            "UnsetType",
        ),
        *("VendorError", "client"),
    )
)
# What the module of the adapter uses besides: only a class of the team's own may have such a name.
ADAPTER_NAMES: Final = frozenset(("domain_errors", "mappings", "raising", "requests"))
# What the module of domain errors uses.
DOMAIN_ERROR_NAMES: Final = frozenset(("error", "error_text", "str"))
# What the module of requests uses: an input of this name has another one there.
REQUEST_NAMES: Final = frozenset(
    (
        *("amount_number", "amount_text", "chosen_input", "dict", "dt", "fixed", "isinstance"),
        *("given", "joined", "joined_text", "keyed", "len", "list", "models", "number"),
        *("bool", "bytes", "float", "int", "odata_filter"),
        *("options", "part", "parts", "present", "quickbooks_query", "soql", "str", "text"),
        *("those_given", "to_date", "to_iso8601", "to_local", "to_odata", "to_unix_ms"),
        *("to_unix_s", "to_utc_text", "whole", "whole_id", "wire"),
    )
)
# What the module of mappings uses: a function of this name has another one there.
ANSWER_NAMES: Final = frozenset(
    (
        *("amount_number", "amount_text", "bool", "bytes", "chosen", "decimal_of", "dict", "dt"),
        *("float", "found", "from_date", "from_iso8601", "from_local", "from_odata"),
        *("from_unix_ms", "from_unix_s", "from_utc_text", "headers", "int", "isinstance"),
        *("joined", "joined_text", "len", "list", "models", "part", "parts", "str", "text"),
        *("those_given", "tuple"),
    )
)
# What both use: a module of the team's has another name there.
MAPPING_NAMES: Final = REQUEST_NAMES | ANSWER_NAMES


def client_classes(prefix: str) -> tuple[str, ...]:
    """The classes that the module of a client defines."""
    return (prefix, f"Sync{prefix}", f"{prefix}Operations")

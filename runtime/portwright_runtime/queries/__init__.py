"""Query languages of vendors as structured clauses: a value is data, whatever text it holds."""

from portwright_runtime.queries.clause import Clause, Operator
from portwright_runtime.queries.odata import odata_filter
from portwright_runtime.queries.quickbooks import quickbooks_query
from portwright_runtime.queries.soql import soql

__all__ = ["Clause", "Operator", "odata_filter", "quickbooks_query", "soql"]

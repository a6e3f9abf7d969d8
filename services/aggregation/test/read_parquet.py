"""Prints a Parquet file as JSON: its columns' types, its rows, and what it says about itself."""
import json
import sys

import pyarrow.parquet

table = pyarrow.parquet.read_table(sys.argv[1])
print(json.dumps({
    "types": {field.name: str(field.type) for field in table.schema},
    "rows": table.to_pylist(),
    "about": json.loads(table.schema.metadata[b"postern"]),
}))

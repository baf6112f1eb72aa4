"""Reads SQL of a dialect from standard input: each statement as its kind, its columns, and its text in the dialect of DuckDB."""

import json
import sys

import sqlglot
from sqlglot import exp


def columns(definitions):
    return [
        {"name": each.this.name, "quoted": bool(each.this.args.get("quoted")), "type": each.args["kind"].sql()}
        for each in definitions
        if isinstance(each, exp.ColumnDef)
    ]


found = []
for statement in sqlglot.parse(sys.stdin.read(), read=sys.argv[1], error_level=sqlglot.ErrorLevel.RAISE):
    if isinstance(statement, exp.Create):
        partitioned = statement.find(exp.PartitionedByProperty) or statement.find(exp.WithSchemaBindingProperty)
        found.append({"kind": "create", "columns": columns(statement.this.expressions), "all": columns(statement.find_all(exp.ColumnDef))})
    else:
        found.append({"kind": type(statement).__name__.lower(), "duckdb": statement.sql(dialect="duckdb")})
print(json.dumps(found))

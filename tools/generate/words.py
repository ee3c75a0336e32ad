"""contract/fields.yaml -> descriptions and samples of the members that have none of their own."""


class Words:
    def __init__(self, fields):
        self.fields = fields
        self.used = set()

    def complete(self, struct, name, member):
        """The member's schema with description and example; `struct` is the schema or query that holds it."""
        own = f"{struct}.{name}"
        row = self.fields.get(own) or self.fields.get(name) or {}
        self.used.add(own if own in self.fields else name)
        if "$ref" in member and row:
            row = {"description": row["description"]}  # the struct's members have their own samples
        return {**member, **{key: value for key, value in row.items() if key not in member}}

    def schema(self, struct, schema):
        if "properties" not in schema:
            return schema
        members = schema["properties"].items()
        properties = {name: self.complete(struct, name, member) for name, member in members}
        return {**schema, "properties": properties}

    def operation(self, operation):
        """The operation's row, its parameters completed."""
        row = dict(operation.row)
        if operation.parameters:
            row["parameters"] = [self.parameter(operation, parameter) for parameter in operation.parameters]
        return row

    def parameter(self, operation, parameter):
        words = self.complete(operation.query_struct, parameter["name"], {})
        return {**parameter, **{key: value for key, value in words.items() if key not in parameter}}

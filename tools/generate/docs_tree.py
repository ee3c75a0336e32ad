"""contract/docs-tree.yaml + contract -> the tree of the reference; what is missing or twice is refused."""

from dataclasses import dataclass

import contract as model
from docs_model import Area, Entry, Module, Schemas, slug_name, title_of


@dataclass
class Endpoint:
    """An endpoint of a standard protocol: its row and the schemas of its own file."""

    row: dict
    schemas: Schemas

    @property
    def body(self):
        content = self.row.get("requestBody", {}).get("content", {})
        return next(iter(content.values()))["schema"] if content else None

    @property
    def response(self):
        content = self.row["responses"]["200"].get("content", {})
        return next(iter(content.values()))["schema"] if content else None


class Tree:
    def __init__(self, contract):
        self.contract = contract
        self.table = model.load_yaml(contract.folder / "docs-tree.yaml")
        self.schemas = Schemas(contract.schemas, contract.fields)
        self.areas, self.entries, self.by_name = [], [], {}
        self._operations = {operation.name: operation for operation in contract.operations}
        for row in self.table["areas"]:
            self._area(row)
        left = set(self._operations) - set(self.by_name)
        if left:
            raise SystemExit(f"contract/docs-tree.yaml: no module has {', '.join(sorted(left))}")
        for before, after in zip(self.entries, self.entries[1:]):
            before.next, after.previous = after, before

    def _area(self, row):
        area = Area(row["title"], row["slug"], row["about"])
        self.areas.append(area)
        for item in row["modules"]:
            module = Module(item["title"], item["slug"], item["about"], area, item.get("see", []))
            area.modules.append(module)
            for name in item.get("operations", []):
                self._take(module, self._operation(name))
            for file in item.get("files", []):
                for name in self._in_file(file):
                    if name not in self.by_name:
                        self._take(module, self._operation(name))
            if "endpoints" in item:
                self._endpoints(module, item["endpoints"])

    def _in_file(self, file):
        """Names of a file's operations in the order in which they stand there."""
        if file not in self.contract.files:
            raise SystemExit(f"contract/docs-tree.yaml: there is no contract/{file}.yaml")
        order = list(self.contract.files[file]["paths"])
        mine = [operation for operation in self.contract.operations if operation.file == file]
        return [operation.name for operation in sorted(mine, key=lambda each: order.index(each.path))]

    def _operation(self, name):
        if name not in self._operations:
            raise SystemExit(f"contract/docs-tree.yaml: there is no operation {name}")
        operation = self._operations[name]
        row = operation.row
        return Entry(
            name,
            title_of(name),
            row["summary"],
            row.get("description", ""),
            operation.live,
            operation.method,
            operation.path,
            row,
            operation=operation,
        )

    def _endpoints(self, module, file):
        document = model.load_yaml(self.contract.folder / f"{file}.yaml")
        schemas = Schemas(document["components"]["schemas"], {})
        for path, item in document["paths"].items():
            for method in model.METHODS:
                row = item.get(method)
                if row and slug_name(row["operationId"]) not in self.by_name:
                    shared = item.get("parameters", [])
                    row = {**row, "parameters": shared + row.get("parameters", [])}
                    name = slug_name(row["operationId"])
                    self._take(
                        module,
                        Entry(
                            name,
                            title_of(name),
                            row["summary"],
                            row.get("description", ""),
                            True,
                            method,
                            path,
                            row,
                            endpoint=Endpoint(row, schemas),
                        ),
                    )

    def _take(self, module, entry):
        if entry.name in self.by_name:
            raise SystemExit(f"contract/docs-tree.yaml: {entry.name} stands in two modules")
        entry.module, entry.area = module, module.area
        module.entries.append(entry)
        self.entries.append(entry)
        self.by_name[entry.name] = entry

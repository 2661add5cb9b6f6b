"""Contracts about imports that import-linter does not bring itself."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """A module of one room imports from another room only its doors, or what the contract opens by name."""

    root = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())
    open_rooms = fields.SetField(subfield=fields.StringField(), required=False, default=set())
    also_open = fields.SetField(subfield=fields.StringField(), required=False, default=set())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        trespasses = [
            detail
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._may_enter(importer, imported)
            for detail in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for detail in check.metadata["trespasses"]:
            output.print_error(f"{detail['importer']}:{detail['line_number']}: {detail['line_contents']}")
        output.new_line()

    def _may_enter(self, importer: str, imported: str) -> bool:
        room, _, inside = self._within_root(imported).partition(".")
        own_room = self._within_root(importer).partition(".")[0]
        if room == own_room or room in self._set("open_rooms") or own_room == "__main__":
            return True
        return inside.partition(".")[0] in self._set("doors") or imported in self._set("also_open")

    def _within_root(self, module: str) -> str:
        return module.removeprefix(f"{self.root}.")

    def _set(self, name: str) -> set[Any]:
        return set(getattr(self, name) or ())

"""The house as its source says it is: rooms, commands, settings, dependencies. Read, never imported."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "parvis"


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def layers() -> list[list[str]]:
    """The rooms from the top of the house down, as import-linter's contract has them; siblings share a floor."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    contract = next(contract for contract in contracts if contract["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def rooms() -> list[str]:
    return [room for layer in layers() for room in layer]


def floor_of(room: str) -> int:
    """How high a room stands: the kernel is 0."""
    return next(height for height, layer in enumerate(reversed(layers())) if room in layer)


def python_files(*, migrations: bool = False) -> list[Path]:
    folders = [ROOT / name for name in ("parvis", "tests", "tools", "bench")]
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return [path for path in files if migrations or "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.is_file())


@dataclass(frozen=True)
class Command:
    """A write: a public function of a room's `commands`."""

    room: str
    node: ast.FunctionDef
    module: ast.Module
    path: Path

    @property
    def name(self) -> str:
        return self.node.name

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.room}.{self.name}"

    @property
    def is_atomic(self) -> bool:
        return any(ast.unparse(mark).startswith("transaction.atomic") for mark in self.node.decorator_list)

    @property
    def not_an_act(self) -> str | None:
        """The reason why it leaves no line on the register, if it says so."""
        return self._reason("not_an_act")

    @property
    def asked_already(self) -> str | None:
        """The reason why anyone may call it, if it says so."""
        return self._reason("asked_already")

    def _reason(self, name: str) -> str | None:
        for mark in self.node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == name:
                return ast.literal_eval(mark.args[0])
        return None

    @property
    def keyword_only(self) -> set[str]:
        return {argument.arg for argument in self.node.args.kwonlyargs}

    @property
    def booleans(self) -> list[str]:
        arguments = self.node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return [one.arg for one in every if one.annotation is not None and ast.unparse(one.annotation) == "bool"]

    @property
    def permissions(self) -> list[str]:
        """The names it passes to `require`; `""` stands for one that the source does not spell out."""
        return [
            call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) else ""
            for call in self._calls
            if ast.unparse(call.func).split(".")[-1] == "require"
        ]

    @property
    def records(self) -> bool:
        return any(ast.unparse(call.func) in {"register.record", "record"} for call in self._calls)

    @cached_property
    def _calls(self) -> list[ast.Call]:
        """What it calls, itself and through the module's own `_helpers`."""
        helpers = {one.name: one for one in self.module.body if isinstance(one, ast.FunctionDef)}
        found: list[ast.Call] = []
        waiting, seen = [self.node], {self.name}
        while waiting:
            for call in (one for one in ast.walk(waiting.pop()) if isinstance(one, ast.Call)):
                found.append(call)
                name = call.func.id if isinstance(call.func, ast.Name) else ""
                if name.startswith("_") and name in helpers and name not in seen:
                    seen.add(name)
                    waiting.append(helpers[name])
        return found


def commands() -> list[Command]:
    return [command for room in rooms() for path in _command_files(room) for command in _commands_in(room, path)]


def _command_files(room: str) -> list[Path]:
    return sorted([*(PACKAGE / room).glob("commands.py"), *(PACKAGE / room).glob("commands/[!_]*.py")])


def _commands_in(room: str, path: Path) -> Iterator[Command]:
    module = ast.parse(path.read_text())
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield Command(room, node, module, path)


def settings_read() -> list[str]:
    """The environment variables that the settings read."""
    source = (PACKAGE / "config" / "settings.py").read_text()
    return sorted(set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source)))


def dependencies() -> list[str]:
    """What the project asks for by name: of PyPI, for running and for testing, and of npm."""
    declared = project()
    groups = [declared["project"]["dependencies"], *declared["dependency-groups"].values()]
    names = [re.match(r"[A-Za-z0-9-]+", line).group().lower() for group in groups for line in group]
    package_json = ROOT / "package.json"
    if package_json.exists():
        asked = json.loads(package_json.read_text())
        names += [name for key in ("dependencies", "devDependencies") for name in asked.get(key, {})]
    return sorted(set(names))

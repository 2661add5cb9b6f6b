"""Who may open a connection. A lint rule can be silenced where it stands; this list cannot."""

import ast

from tools import house

GOING_OUT = {"aiohttp", "ftplib", "h11", "http.client", "httpcore", "httpx", "requests", "smtplib", "socket"}
GOING_OUT |= {"telnetlib", "trafilatura.downloads", "urllib.request", "urllib3", "warcio.capture_http"}
# Each with its reason.
MAY = {
    "kernel/fetching/": "the guarded client",
    "evidence/scanning.py": "asks the malware scanner that the operator names",
    "register/asking.py": "asks the witnesses and the timestamp authority that the operator names",
    "register/verify.py": "stands alone: it fetches a log that its user names, on the user's machine",
    "register/witness/": "listens",
    "config/management/commands/serve.py": "listens",
}


def imported(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def goes_out(names: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for name in names for one in GOING_OUT)


def test_only_the_guarded_client_goes_out():
    ours = [path for path in house.python_files() if path.is_relative_to(house.PACKAGE)]
    found = [str(path.relative_to(house.PACKAGE)) for path in ours if goes_out(imported(path.read_text()))]
    assert [path for path in found if not path.startswith(tuple(MAY))] == []


def test_the_guarded_client_is_found_by_this_test():
    """Else the test above would hold for want of looking."""
    assert "httpcore" in imported((house.PACKAGE / "kernel/fetching/client.py").read_text())

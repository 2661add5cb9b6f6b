"""The published files as they lie there, to compare."""

OWN = {".lock"}


def of(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in OWN
    }

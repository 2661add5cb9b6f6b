"""How the process that looks into files (`inspecting`) says what is wrong with one."""


class Wrong(Exception):
    """Carries the word that `inspection.py` has a sentence for."""

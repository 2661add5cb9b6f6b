"""The command `parvis`: Django's management commands under Parvis's names."""

import os
import re
import sys
from pathlib import Path

from django.core.management import BaseCommand, ManagementUtility
from django.db import OperationalError, ProgrammingError

from parvis.register import verify

_OVERVIEW = """parvis: the open-government platform

  parvis migrate        make or update the database
  parvis serve          serve the pages
  parvis work           run jobs and publish the register
  parvis verify         verify a register or a receipt, without trusting it
  parvis jobs           say how jobs stand
  parvis check-links    look at every cited page now
  parvis copy-pages     copy the cited pages of a bibliography that have no copy
  parvis scan-documents look for malware in files that were not scanned
  parvis search-index   build the search index anew
  parvis gather-bibliographies   list what rests on which source

  parvis reconcile-register      after a restored backup: bring back what was published
  parvis rebuild-register-files  write the register's files again from the database
  parvis renew-signer-memory     write anew what the signer of the register remembers

  parvis import-plan    read a plan file
  parvis export-plan    write a plan file
  parvis import-report  read published reports
  parvis export-report  write a report as JSON

  parvis import-commitments  read OGP's commitment data of many members
  parvis export-commitments  write commitments in OGP's layout

  parvis make-key       make a signing key of the public register
  parvis witness        cosign the checkpoints of other registers

  parvis create-member          add a government that takes part
  parvis adopt-member           let people act for a member known from OGP's data alone
  parvis create-administrator   name the first person who gives its roles
  parvis erase-person           erase an account on request
  parvis demonstration          load the demonstration and print how to sign in

Each has --help. Exit codes: 0 done, 1 done with parts left out, 2 refused and nothing stored.
Those of verify: 0 it holds, 1 it does not, 2 it cannot be read or no key was given."""


# The other commands need what `parvis migrate` has made.
_BEGINNINGS = {"migrate", "serve", "verify", "demonstration", "make-key", "witness"}
_OF_AN_INSTALLATION = set(re.findall(r"^  parvis (\S+)", _OVERVIEW, re.MULTILINE)) - _BEGINNINGS
_OF_ANOTHER_VERSION = re.compile(r"no such (table|column)|(relation|column) .* does not exist")
REFUSED = 2


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    if sys.argv[1:] in ([], ["--help"], ["-h"], ["help"]):
        print(_OVERVIEW)
        return
    if sys.argv[1:2] == ["verify"]:
        # Before any settings: whoever verifies a register may have none, nor a database.
        sys.exit(verify.main(sys.argv[2:]))
    if sys.argv[1] in _OF_AN_INSTALLATION and not _is_installed():
        # Before any settings, which would make a key and a folder where there is nothing.
        _refuse(f"There is no installation in {_home()}. Set PARVIS_HOME to its folder, or run `parvis migrate` first.")
    try:
        _Commands(sys.argv).execute()
    except KeyboardInterrupt:
        sys.exit(130)
    except (OperationalError, ProgrammingError) as error:
        if not _OF_ANOTHER_VERSION.search(str(error)):
            raise
        _refuse(f"The database is of another version of Parvis. Run `parvis migrate`. ({str(error).splitlines()[0]})")


def _home() -> Path:
    return Path(os.environ.get("PARVIS_HOME", "var")).resolve()


def _is_installed() -> bool:
    return bool(os.environ.get("DATABASE_URL")) or (_home() / "parvis.sqlite3").exists() or "--help" in sys.argv


def _refuse(because: str) -> None:
    print(because, file=sys.stderr)
    sys.exit(REFUSED)


class _Commands(ManagementUtility):
    """`import-plan` for people, who also read it in `--help`; `import_plan` for Python, which names the file so."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        return super().fetch_command(subcommand.replace("-", "_"))


if __name__ == "__main__":
    main()

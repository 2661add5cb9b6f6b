"""Charts drawn on the server: SVG that needs no script, and the table of figures behind each."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Chart:
    """Drawn and ready for `{% figure chart %}`."""

    caption: object
    svg: SafeString
    table: SafeString

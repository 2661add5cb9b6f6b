"""The entries among which an order is walked, in the shape in which a database tests fastest whether one is of them."""

from functools import cached_property

from pyroaring import BitMap

# So many are looked up one by one. Of more, one soon comes along the order when it is read: a look-up costs as much as
# reading some fifty places.
FEW = 2_000


class Among:
    def __init__(self, rows: BitMap, everything: BitMap) -> None:
        """`everything`: all that have a place in the order, of which `rows` are some."""
        self.rows = rows
        self.are_few = len(rows) <= FEW
        self.is_everything = len(rows) == len(everything)

    @cached_property
    def flags(self) -> bytes:
        """A byte for each entry from the first to the last: 1 for those among them."""
        first = self.rows.min()
        flags = bytearray(self.rows.max() - first + 1)
        for pk in self.rows.to_array():
            flags[pk - first] = 1
        return bytes(flags)

    @cached_property
    def bits(self) -> bytes:
        """The same, a bit for each, the lowest of a byte first."""
        digits = self.flags[::-1].translate(_AS_DIGITS)
        return int(digits, 2).to_bytes(len(digits) // 8 + 1, "little")


_AS_DIGITS = bytes.maketrans(b"\0\1", b"01")

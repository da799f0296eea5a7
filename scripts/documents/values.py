"""Identity numbers that nobody has, and the list of where they were put."""

import itertools

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_counter = itertools.count()


def number():
    """The next number: valid by GB 11643 but for its order number 000, which is never given out."""
    index = next(_counter)
    body = f"110101{1950 + index // 336}{index // 28 % 12 + 1:02d}{index % 28 + 1:02d}000"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS))
    return body + "10X98765432"[total % 11]


class Manifest:
    def __init__(self):
        self.rows = []

    def plant(self, file, place, hidden="-", label="-", member="-"):
        """A new value, noted as standing there."""
        value = number()
        self.note(file, value, place, hidden, label, member)
        return value

    def note(self, file, value, place, hidden="-", label="-", member="-"):
        self.rows.append((file, value, member, place, hidden, label))

    def write(self, path):
        head = ("file", "value", "member", "place", "hidden", "label")
        lines = ["\t".join(row) for row in [head, *sorted(self.rows)]]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

"""`python -m casetracker.presets FOLDER...`: check presets while writing them; without a folder, the shipped ones."""

from __future__ import annotations

import sys
from pathlib import Path

from casetracker.presets import PresetError, load, load_folder
from casetracker.presets import available as names


def main(given: list[str]) -> int:
    """0 where every preset is sound, else 1 with every mistake on a line of its own."""
    wrong = False
    for name in given or names():
        try:
            preset = load_folder(Path(name).resolve()) if Path(name).is_dir() else load(name)
        except PresetError as error:
            wrong = True
            print(error, file=sys.stderr)
        else:
            count = sum(map(len, preset.lists.values()))
            print(f"{preset.key}: {count} codes in {len(preset.lists)} lists, languages {', '.join(preset.locales)}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
